"""Sheets of all makes: every cell at its address, what is hidden, and what stands beside the cells."""

import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from scanner.read.sheets import biff12, number_format
from tests import make
from tests.read.office.office import opendocument, places, read, relations, roles, text, word, workbook
from tests.read.office.office import p as paragraph

PNG = make.png()


def rows(*lines):
    """sheetData of (reference, cell's inner XML, attributes)."""
    return "<sheetData>" + "".join(lines) + "</sheetData>"


def inline(reference, words):
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_cells_stand_at_their_address_also_when_the_sheet_begins_lower_and_further():
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Blad1"
    page["C3"], page["E5"] = "INSZ", 85073003328
    book.create_sheet("Tweede")["AB40"] = "kanarie"
    book.create_sheet("Weg").sheet_state = "veryHidden"
    book["Weg"]["A1"] = "merel"
    _, found = read(saved(book))
    assert places(found, "INSZ") == ["sheet Blad1!C3"]
    assert places(found, "85073003328") == ["sheet Blad1!E5"]
    assert places(found, "kanarie") == ["sheet Tweede!AB40"]
    assert places(found, "merel") == ["sheet Weg!A1"]
    assert roles(found, "merel") == ["hidden"]
    assert roles(found, "Tweede")[0] == "name"


def test_values_are_written_as_a_person_would():
    book = openpyxl.Workbook()
    book.active.append([1.5, 0.1 + 0.2, 85073003328.0, dt.date(1985, 7, 30), dt.datetime(2020, 1, 2, 10, 5), dt.time(9, 30)])
    book.active.append(["regel\neen", "x_x0041_y", "lang " * 20 + "\nregel twee", -3])
    _, found = read(saved(book))
    body = next(segment for segment in found.segments if segment.role == "body").text
    first, _, second = body.partition("\n")
    assert first.split("\t") == ["1.5", "0.3", "85073003328", "1985-07-30", "2020-01-02 10:05:00", "09:30:00"]
    assert second.startswith("regel een\tx")
    assert "\nregel twee\t-3" in second


def test_empty_shared_strings_and_a_line_break_do_not_shift_the_others():
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t/></si><si><t>a&#10;b</t></si><si><r><t>kana</t></r><r><t>rie</t></r></si></sst>'
    line = "".join(f'<c r="{column}1" t="s"><v>{number}</v></c>' for number, column in enumerate("ABC"))
    data = workbook(
        [("Blad1", rows(f'<row r="1">{line}</row>'), "visible")],
        {"xl/sharedStrings.xml": strings},
        [("ss", "sharedStrings", "sharedStrings.xml")],
    )
    _, found = read(data)
    assert [segment.text for segment in found.segments if segment.role == "body"] == ["a b\tkanarie"]
    assert places(found, "kanarie") == ["sheet Blad1!C1"] or places(found, "a b") == ["sheet Blad1!B1"]


def test_rows_beyond_the_declared_dimension():
    lines = [f'<row r="{number}">{inline(f"A{number}", f"waarde {number}")}</row>' for number in range(1, 1001)]
    _, found = read(workbook([("Blad1", '<dimension ref="A1:A1"/>' + rows(*lines), "visible")]))
    assert places(found, "waarde 1000") == ["sheet Blad1!A1000"]


def test_zeros_that_the_format_shows_are_given_back():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="00000000000"/><numFmt numFmtId="171" formatCode="00&quot;.&quot;00&quot;.&quot;00&quot;-&quot;000&quot;.&quot;00"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
    )
    line = '<row r="2"><c r="B2" s="1"><v>1020304567</v></c><c r="C2" s="2"><v>1020304567</v></c><c r="D2"><v>1020304567</v></c></row>'
    _, found = read(workbook([("Blad1", rows(line), "visible")], styles=styles))
    assert [segment.text for segment in found.segments if segment.role == "body"] == ["01020304567\t01.02.03-045.67\t1020304567"]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("00000000000", 5, "00000000005"),
        ('00"."00', 12345, "123.45"),
        ("000\\-000", 1, "000-001"),
        ("000-00-0000", 12345678, "012-34-5678"),
        ('0###" "##" "##', 471234567, "47123 45 67"),
        ("[$-413]00000;-0", 7, "00007"),
        ("000", 1.5, None),
    ],
)
def test_formats_of_digits(code, number, shown):
    tokens = number_format.pattern(code)
    assert tokens is not None
    assert number_format.apply(tokens, number) == shown


@pytest.mark.parametrize("code", ["General", "0.00", "#,##0", "0", "dd/mm/yyyy", "0%", "0.00E+00", "@", "[h]:mm", "#"])
def test_other_formats_are_left_alone(code):
    assert number_format.pattern(code) is None


@given(st.integers(0, 10**11 - 1))
def test_padding_keeps_every_digit(number):
    tokens = number_format.pattern('00"."00"."00"-"000"."00')
    assert "".join(filter(str.isdigit, number_format.apply(tokens, number))) == f"{number:011d}"


def test_comments_headers_names_and_lists_have_their_place():
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Blad1"
    page["B4"] = "x"
    page["B4"].comment = Comment("opmerking kanarie", "Els Schrijver")
    page.oddHeader.center.text = "Vertrouwelijk merel"
    page.oddFooter.left.text = "voet mus"
    page["A1"].hyperlink = "mailto:an@example.be"
    _, found = read(saved(book))
    assert places(found, "opmerking kanarie") == ["comment Blad1!B4"]
    assert roles(found, "opmerking kanarie") == ["comment"]
    assert places(found, "Vertrouwelijk merel") == ["header Blad1"]
    assert places(found, "voet mus") == ["footer Blad1"]
    assert places(found, "Els Schrijver") == ["metadata author"]
    assert "mailto:an@example.be" in text(found)
    assert found.coverage == "full"


def test_names_hidden_copies_text_boxes_pictures_and_documents_inside():
    extra = {
        "xl/pivotCache/pivotCacheRecords1.xml": '<r><s v="kanarie"/></r>',
        "xl/externalLinks/externalLink1.xml": "<e><v>merel</v></e>",
        "xl/drawings/drawing1.xml": '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>mus</a:t></a:r></a:p></d>',
        "xl/media/image1.png": PNG,
        "xl/embeddings/cv.docx": word(paragraph("vink")),
        "xl/comments1.xml": "<comments><comment ref='A1'><text><r><t>me</t></r><r><t>es</t></r></text></comment></comments>",
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("c", "comments", "../comments1.xml")),
    }
    names = '<definedName name="geheim">"spreeuw"</definedName>'
    _, found = read(workbook([("Blad1", rows(f'<row r="1">{inline("A1", "x")}</row>'), "visible")], extra, names=names))
    assert places(found, "kanarie") == ["pivot cache 1"]
    assert roles(found, "kanarie") == roles(found, "merel") == ["hidden"]
    assert places(found, "mus") == ["text box"]
    assert places(found, "mees") == ["comment Blad1!A1"]
    assert places(found, "vink") == ["embedded cv.docx > paragraph 1"]
    assert places(found, 'geheim: "spreeuw"') == ["defined name"]
    assert [(picture.width, picture.height) for picture in found.pictures] == [(40, 30)]


def test_a_formula_without_a_stored_result_is_read_itself():
    lines = '<row r="1"><c r="A1"><f>"kana"&amp;B1</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    _, found = read(workbook([("Blad1", rows(lines), "visible")]))
    assert places(found, '="kana"&B1') == ["formula Blad1!A1"]
    assert "=1+1" not in text(found)


def test_every_cell_agrees_with_an_independent_reading():
    book = openpyxl.Workbook()
    page = book.active
    for row in range(1, 60):
        for column in range(1, 9):
            if (row * column) % 3:
                page.cell(row, column, f"w{row}x{column}" if row % 2 else row * 1000 + column)
    data = saved(book)
    _, found = read(data)
    segment = next(each for each in found.segments if each.role == "body")
    ours = {(cell.row, cell.column): segment.text[cell.start : cell.end] for cell in segment.locators.cells}
    theirs = {
        (cell.row, cell.column): str(cell.value)
        for line in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()
        for cell in line
        if cell.value is not None
    }
    assert ours == theirs


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(1, 9), st.integers(1, 9)), st.text(alphabet="ab1é", min_size=1, max_size=5), min_size=1, max_size=12
    )
)
def test_any_scatter_of_cells_keeps_its_addresses(cells):
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.active.cell(row, column).value = value
        book.active.cell(row, column).data_type = "s"
    _, found = read(saved(book))
    segment = next(each for each in found.segments if each.role == "body")
    assert {(cell.row, cell.column): segment.text[cell.start : cell.end] for cell in segment.locators.cells} == cells


def table(*lines):
    return (
        '<table:table table:name="Blad1">'
        + "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        + "</table:table>"
    )


def test_opendocument_sheets_with_comments_repeats_and_shown_zeros():
    style = '<number:number-style style:name="N1"><number:number number:min-integer-digits="11"/></number:number-style>'
    body = table(
        '<table:table-cell office:value-type="string"><text:p>INSZ</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><office:annotation><text:p>kanarie</text:p></office:annotation><text:p>x</text:p></table:table-cell>',
        '<table:table-cell office:value-type="float" office:value="1020304567"><text:p>01020304567</text:p></table:table-cell>',
    )
    file_type, found = read(opendocument("spreadsheet", style + body))
    assert file_type.media_type == "application/vnd.oasis.opendocument.spreadsheet"
    assert places(found, "kanarie") == ["comment Blad1!C2"]
    assert places(found, "01020304567") == ["sheet Blad1!A3"]
    assert places(found, "INSZ") == ["sheet Blad1!A1"]


def test_a_broken_workbook_is_named_and_one_with_a_password_too():
    data = workbook([("Blad1", "<sheetData><row r='1'><c", "visible")])
    _, found = read(data)
    assert found.coverage != "full"
    manifest = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
    _, found = read(opendocument("spreadsheet", table(""), manifest))
    assert (found.coverage, found.problems[0].code) == ("none", "encrypted")


def wide(words):
    return len(words).to_bytes(4, "little") + words.encode("utf-16-le")


def record(kind, data):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(data)
    return head + (bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])) + data


def test_binary_parts_give_comments_and_headers():
    place = b"".join(number.to_bytes(4, "little") for number in (0, 3, 3, 1, 1))
    data = record(635, place + bytes(16)) + record(637, b"\x00" + wide("kanarie " * 30)) + record(636, b"")
    assert list(biff12.comments(data)) == [(4, 2, "kanarie " * 30)]
    headers = record(479, b"\x00\x00" + wide("&Ckop") + (b"\xff" * 4) * 5)
    assert biff12.survey(headers).headers == ["&Ckop"]
    assert biff12.sheets(record(156, bytes(8) + wide("rId1") + wide("Blad1"))) == [("Blad1", "rId1", False)]
    assert list(biff12.comments(data[:40])) == []


def test_the_same_cells_in_a_macro_workbook():
    data = workbook([("Blad1", rows(f'<row r="1">{inline("A1", "kanarie")}</row>'), "visible")])
    macro = make.zipped({"x": b""})  # keeps the helper honest: an ordinary zip is no workbook
    assert read(macro)[0].media_type == "application/zip"
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert places(read(make.zipped(parts))[1], "kanarie") == ["sheet Blad1!A1"]


def test_a_workbook_the_quick_reader_refuses_is_read_all_the_same(monkeypatch):
    from scanner.read.sheets import sheet

    monkeypatch.setattr(sheet, "_workbook", lambda source: None)
    book = openpyxl.Workbook()
    book.active.title = "Blad1"
    book.active["B4"], book.active["C5"] = "kanarie", 85073003328
    _, found = read(saved(book))
    assert places(found, "kanarie") == ["sheet Blad1!B4"]
    assert places(found, "85073003328") == ["sheet Blad1!C5"]


def test_an_opendocument_cell_without_a_type_and_one_whose_format_shows_less_than_is_stored():
    body = table(
        "<table:table-cell><text:p>merel</text:p></table:table-cell>",
        '<table:table-cell office:value-type="float" office:value="85073003328"><text:p>8,51E+10</text:p></table:table-cell>',
        '<table:table-cell office:value-type="date" office:date-value="1985-07-30"><text:p>30/07/85</text:p></table:table-cell>',
        '<table:table-cell office:value-type="string" office:string-value="mus"/>',
    )
    _, found = read(opendocument("spreadsheet", body))
    assert places(found, "merel") == ["sheet Blad1!A1"]
    assert places(found, "85073003328") == ["sheet Blad1!A2"]
    assert places(found, "1985-07-30") == ["sheet Blad1!A3"]
    assert places(found, "mus") == ["sheet Blad1!A4"]


def test_cells_of_binary_sheets():
    strings = biff12.shared_strings(record(19, b"\x00" + wide("")) + record(19, b"\x00" + wide("kanarie")))

    def head(column):
        return column.to_bytes(4, "little") + bytes(4)

    whole = ((123456 << 2) | 2).to_bytes(4, "little")
    import struct

    data = (
        record(0, (2).to_bytes(4, "little") + bytes(13))
        + record(7, head(0) + (1).to_bytes(4, "little"))
        + record(2, head(1) + whole)
        + record(5, head(2) + struct.pack("<d", 85073003328.0))
        + record(6, head(3) + wide("merel"))
        + record(7, head(4) + (9).to_bytes(4, "little"))
    )
    assert list(biff12.cells(data, strings)) == [(3, 1, "kanarie"), (3, 2, "123456"), (3, 3, "85073003328"), (3, 4, "merel")]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -1.0, 1e16, 1.5])
def test_numbers_that_no_format_of_digits_shows(number):
    assert number_format.apply(number_format.pattern("00000000000"), number) is None


def test_without_a_list_of_sheets_their_parts_are_read():
    data = workbook([("Blad1", rows(f'<row r="1">{inline("A1", "kanarie")}</row>'), "visible")], {"xl/workbook.xml": "geen xml"})
    _, found = read(data)
    assert places(found, "kanarie") == ["sheet sheet1!A1"]
    assert [problem.code for problem in found.problems] == ["corrupt"]


def test_a_sheet_that_the_quick_reader_cannot_read_is_named_and_read_all_the_same(monkeypatch):
    from scanner.read.sheets import sheet

    real = sheet._sheet
    monkeypatch.setattr(sheet, "_sheet", lambda book, number: None if number == 0 else real(book, number))
    sheets = [
        (name, rows(f'<row r="2">{inline("B2", words)}</row>'), "visible")
        for name, words in (("Een", "kanarie"), ("Twee", "merel"))
    ]
    _, found = read(workbook(sheets))
    assert places(found, "kanarie") == ["sheet Een!B2"]
    assert places(found, "merel") == ["sheet Twee!B2"]
    assert [(problem.code, problem.detail) for problem in found.problems] == [("corrupt", "sheet 1")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (('<row r="1"><c r="A1"/></row>', '<row r="1048576"><c r="XFD1048576"/></row>'), True),
        (('<row r="1"><c r="A1"/></row>', '<row r="40000"><c r="CV40000"/></row>'), True),
        (('<row r="1"><c r="XFD1"/></row>', '<row r="90"><c r="A90"/></row>'), False),
        (tuple(f'<row r="{number}"><c r="A{number}"/><c r="B{number}"/></row>' for number in range(1, 200)), False),
        (("<row><c/></row>",) * 50, False),
    ],
)
def test_cells_wide_apart(lines, expected):
    from scanner.read.sheets.sheet_cells import extent, wide_apart

    assert wide_apart(*extent(rows(*lines).encode())) is expected


def test_a_pivot_table_keeps_its_values_under_their_names():
    fields = '<cacheField name="INSZ"><sharedItems><s v="kanarie"/><s v="merel"/></sharedItems></cacheField><cacheField name="n"><sharedItems/></cacheField>'
    extra = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f"<d><cacheFields>{fields}</cacheFields></d>",
        "xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels": relations(("r", "pivotCacheRecords", "pivotCacheRecords1.xml")),
        "xl/pivotCache/pivotCacheRecords1.xml": '<r1><r><x v="1"/><n v="5"/></r><r><x v="99"/><s v="vink"/></r></r1>',
    }
    _, found = read(workbook([("Blad1", rows(), "visible")], extra))
    assert next(segment.text for segment in found.segments if "INSZ" in segment.text) == "INSZ\tn\nmerel\t5\nvink\nkanarie"
    assert places(found, "vink") == ["pivot cache 1 row 3, column 2"]
    assert places(found, "kanarie") == ["pivot cache 1 row 4, column 1"]
