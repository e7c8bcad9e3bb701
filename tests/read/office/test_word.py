"""Word: every place where a word can stand, and packages that are not as they should be."""

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from tests.read.office.office import p, places, read, relations, roles, text, word

PNG = make.png()


def cell(words, extra=""):
    return f"<w:tc>{extra}{words if words.startswith('<') else p(words)}</w:tc>"


def test_runs_join_without_a_space_and_paragraphs_with_a_line_feed():
    _, found = read(
        word(p("85.07.", "<w:r><w:rPr><w:b/></w:rPr><w:t>30-033</w:t></w:r>", ".28") + p("a", "<w:r><w:tab/></w:r>", "b"))
    )
    assert found.segments[0].text == f"{make.RRN}\na\tb\n"
    assert places(found, "a\tb") == ["paragraph 2"]


def test_digits_written_as_character_references():
    _, found = read(word(p("&#56;5.07.30-0&#x33;3.28")))
    assert places(found, make.RRN) == ["paragraph 1"]


def test_a_table_is_a_grid_and_text_keeps_its_order_around_it():
    table = f"<w:tbl><w:tr>{cell('INSZ')}{cell('Naam')}</w:tr><w:tr>{cell('x')}{cell('kanarie')}</w:tr></w:tbl>"
    _, found = read(word(p("voor") + table + p("na") + table))
    assert [segment.text for segment in found.segments] == ["voor\n", "INSZ\tNaam\nx\tkanarie", "na\n", "INSZ\tNaam\nx\tkanarie"]
    assert places(found, "kanarie") == ["table 1 row 2, column 2", "table 2 row 2, column 2"]
    assert places(found, "na\n") == ["paragraph 6"]  # the four cells before it hold paragraphs too


def test_a_table_keeps_columns_under_their_titles_with_merged_and_wrapped_cells():
    span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    rows = (
        f"<w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell('wijd', span)}<w:sdt><w:sdtContent>{cell('kanarie')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    )
    _, found = read(word(f"<w:tbl>{rows}</w:tbl>"))
    assert places(found, "kanarie") == ["table 1 row 2, column 3"]


def test_a_short_cell_is_one_line_and_a_long_one_keeps_its_lines():
    long = "".join(p(f"regel nummer {number} van een lange cel") for number in range(4))
    _, found = read(word(f"<w:tbl><w:tr>{cell(p('Rijks') + p('register'))}{cell(long)}</w:tr></w:tbl>"))
    assert found.segments[0].text.startswith("Rijks register\tregel nummer 0")
    assert "cel\nregel nummer 1" in found.segments[0].text


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = f"<w:tbl><w:tr>{cell('binnen')}{cell('kanarie')}</w:tr></w:tbl>"
    _, found = read(word(f"<w:tbl><w:tr>{cell(p('buiten') + inner)}</w:tr></w:tbl>"))
    assert places(found, "buiten") == ["table 1 row 1, column 1"]
    assert places(found, "kanarie") == ["table 2 row 1, column 2"]


def test_a_box_with_a_fallback_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>kanarie</w:t></w:r></w:p></w:txbxContent>"
    both = f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    _, found = read(word(p("een") + p("twee", both)))
    assert places(found, "kanarie") == ["paragraph 3"]
    assert text(found).count("kanarie") == 1
    only = f"<w:r><mc:AlternateContent><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    assert text(read(word(p(only)))[1]).count("kanarie") == 1


def test_what_is_not_shown_is_hidden_and_keeps_the_words_that_announce_it():
    deleted = f'<w:del w:author="Els Wisser"><w:r><w:delText>{make.RRN[:7]}</w:delText></w:r><w:r><w:delText>{make.RRN[7:]}</w:delText></w:r></w:del>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>kanarie</w:t></w:r>"
    _, found = read(
        word(
            p("INSZ: ", deleted, "niets")
            + p("Code: ", hidden)
            + p('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>open</w:t></w:r>')
        )
    )
    assert found.segments[0].text == "INSZ: niets\nCode: \nopen\n"
    assert places(found, f"INSZ: {make.RRN}") == ["paragraph 1 deleted text"]
    assert places(found, "Code: kanarie") == ["paragraph 2 hidden text"]
    assert roles(found, "kanarie") == roles(found, make.RRN) == ["hidden"]
    assert roles(found, "Els Wisser") == ["metadata"]


def test_fields_give_their_code_their_result_and_the_chosen_entry():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "mailto:an@example.be"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    choice = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="nee"/><w:listEntry w:val="kanarie"/></w:ddList></w:ffData></w:fldChar></w:r>'
    simple = '<w:fldSimple w:instr="DOCVARIABLE x"><w:r><w:t>waarde</w:t></w:r></w:fldSimple>'
    _, found = read(word(p(field, "schrijf An") + p(choice) + p(simple)))
    assert found.segments[0].text == "schrijf An\nkanarie\nwaarde\n"
    assert roles(found, "mailto:an@example.be") == ["metadata"]
    assert places(found, "DOCVARIABLE x") == ["paragraph 3 field"]


def test_links_variables_properties_and_custom_data_are_metadata():
    extra = {
        "docProps/custom.xml": '<Properties xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="Dossier"><vt:lpwstr>kanarie</vt:lpwstr></property></Properties>',
        "docProps/app.xml": "<Properties><Company>Voorbeeld vzw</Company><Words>85073003328</Words></Properties>",
        "word/settings.xml": f'<w:settings xmlns:w="{make.W}"><w:docVars><w:docVar w:name="nr" w:val="merel"/></w:docVars></w:settings>',
        "customXml/item1.xml": "<x><y>mus</y></x>",
        "word/vreemd.xml": "<x><y>vink</y></x>",
    }
    _, found = read(word(p("x"), extra, [("h", "hyperlink", "mailto:els%40example.be", "External")]))
    assert places(found, "Dossier: kanarie") == ["metadata Dossier"]
    assert places(found, "nr: merel") == ["metadata nr"]
    assert places(found, "mus") == ["metadata custom data"]
    assert places(found, "vink") == ["part vreemd.xml"]
    assert places(found, "els@example.be") == ["link"]
    assert places(found, "Company: Voorbeeld vzw") == ["metadata Company"]
    assert "85073003328" not in text(found)
    assert found.coverage == "full"


def test_stories_in_parts_of_any_name_found_through_relationships():
    header = f'<w:hdr xmlns:w="{make.W}">{p("briefhoofd")}</w:hdr>'
    _, found = read(word(p("kanarie"), {"inhoud/kop.xml": header}, [("k", "header", "kop.xml")], main="inhoud/tekst.xml"))
    assert places(found, "kanarie") == ["paragraph 1"]
    assert places(found, "briefhoofd") == ["header"]
    assert roles(found, "briefhoofd") == ["header"]


def test_pictures_once_each_with_their_size_and_documents_inside():
    extra = {
        "word/media/image1.png": PNG,
        "word/embeddings/binnen.docx": word(p("kanarie")),
        "word/afchunk.txt": b"ingevoegde tekst met merel",
    }
    _, found = read(
        word(
            p("x"),
            extra,
            [("a", "image", "media/image1.png"), ("b", "image", "media/image1.png"), ("c", "aFChunk", "afchunk.txt")],
        )
    )
    assert [(picture.media_type, picture.width, picture.height, picture.locator) for picture in found.pictures] == [
        ("image/png", 40, 30, "image 1")
    ]
    assert places(found, "kanarie") == ["embedded binnen.docx > paragraph 1"]
    assert places(found, "merel") == ["embedded afchunk.txt > line 1"]


def test_a_chart_and_a_diagram_give_their_words():
    extra = {
        "word/charts/chart1.xml": '<c:chart xmlns:c="urn:c"><c:pt><c:v>kanarie</c:v></c:pt></c:chart>',
        "word/diagrams/data1.xml": '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>me</a:t></a:r><a:r><a:t>rel</a:t></a:r></a:p></d>',
    }
    _, found = read(word(p("x"), extra))
    assert places(found, "kanarie") == ["chart"]
    assert places(found, "merel") == ["diagram"]


def test_a_certificate_in_a_signature_gives_its_number():
    import base64

    der = b"\x30\x20\x06\x03\x55\x04\x05\x13\x0b" + make.DIGITS.encode()
    signed = f"<S><X509Certificate>{base64.b64encode(der).decode()}</X509Certificate></S>"
    _, found = read(word(p("x"), {"_xmlsignatures/sig1.xml": signed}))
    assert [(fact.entity, fact.value) for fact in found.facts] == [("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS)]


def test_a_damaged_part_leaves_the_others_and_is_named():
    broken = f'<w:hdr xmlns:w="{make.W}"><w:p><w:r><w:t>half'
    _, found = read(
        word(p("kanarie"), {"word/h.xml": broken, "word/f.xml": ""}, [("a", "header", "h.xml"), ("b", "footer", "f.xml")])
    )
    assert places(found, "kanarie") == ["paragraph 1"]
    assert places(found, "half") == ["header"]
    assert [problem.code for problem in found.problems] == ["corrupt", "corrupt"]
    assert found.coverage == "partial"


def test_a_broken_checksum_and_a_cut_file_are_named():
    data = bytearray(word(p("kanarie" * 50)))
    place = data.index(b"word/document.xml") + 60
    data[place] ^= 0xFF
    _, found = read(bytes(data))
    assert found.coverage != "full"
    assert found.problems[0].code == "corrupt"
    _, found = read(word(p("kanarie"))[:-40], "a.docx")
    assert (found.coverage, found.problems[0].code) == ("none", "corrupt")


def test_without_a_main_part_it_is_refused():
    data = make.zipped({"[Content_Types].xml": "<Types/>", "word/iets.xml": "<x/>"})
    _, found = read(data)
    assert (found.coverage, found.problems[0].code) == ("none", "corrupt")


def test_entities_are_not_resolved_and_that_is_said():
    document = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY k "kanarie">]><w:document xmlns:w="{make.W}"><w:body>{p("a&e;b&k;c")}</w:body></w:document>'
    _, found = read(word("", {"word/document.xml": document}))
    assert "kanarie" not in text(found)
    assert [problem.code for problem in found.problems] == ["unsupported"]


def test_an_encrypted_member_is_named():
    data = bytearray(
        word(p("kanarie"), {"word/h.xml": f'<w:hdr xmlns:w="{make.W}">{p("kop")}</w:hdr>'}, [("a", "header", "h.xml")])
    )
    name = b"word/h.xml"
    data[data.rindex(b"PK\x01\x02", 0, data.rindex(name)) + 8] |= 1
    _, found = read(bytes(data))
    assert places(found, "kanarie") == ["paragraph 1"]
    assert [problem.code for problem in found.problems] == ["encrypted"]


def test_a_bomb_stops_at_the_budget_and_keeps_what_came_before():
    bomb = b"<w:hdr>" + b" " * (3 << 20)
    data = word(p("kanarie"), {"word/h.xml": bomb}, [("a", "header", "h.xml")])
    _, found = read(data, ratio=100)
    assert [problem.code for problem in found.problems] == ["too_large"]
    assert places(found, "kanarie") == ["paragraph 1"]
    _, found = read(data, expanded_mb=1)
    assert [problem.code for problem in found.problems] == ["too_large"]


def test_paragraphs_nested_without_end_do_not_stop_the_reader():
    deep = "<w:sdt><w:sdtContent>" * 300 + p("diep") + "</w:sdtContent></w:sdt>" * 300
    _, found = read(word(p("kanarie") + deep))
    assert places(found, "kanarie") == ["paragraph 1"]
    assert found.coverage in ("full", "partial")


def test_stored_members_and_names_in_other_case():
    parts = {
        "[Content_Types].xml": '<Types><Override PartName="/Word/Document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "/word/document.XML")),
        "Word/Document.xml": f'<w:document xmlns:w="{make.W}"><w:body>{p("kanarie")}</w:body></w:document>',
    }
    _, found = read(make.zipped(parts, zipfile.ZIP_STORED))
    assert places(found, "kanarie") == ["paragraph 1"]


@pytest.mark.parametrize("namespace", [make.W, "http://purl.oclc.org/ooxml/wordprocessingml/main"])
def test_both_namespaces_of_the_standard(namespace):
    document = f'<w:document xmlns:w="{namespace}"><w:body>{p("kanarie")}</w:body></w:document>'
    _, found = read(word("", {"word/document.xml": document}))
    assert places(found, "kanarie") == ["paragraph 1"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(alphabet="abc 01é", max_size=6), max_size=4), max_size=6))
def test_any_split_into_runs_gives_the_same_text(paragraphs):
    body = "".join(p(*(f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)) for runs in paragraphs)
    _, found = read(word(body))
    expected = "".join("".join(runs) + "\n" for runs in paragraphs)
    assert text(found) == (expected if expected.strip() else "")


def test_a_list_of_types_that_says_another_program():
    from tests.read.office import office

    wrong = office.package(
        "word/document.xml",
        office.SHEET,
        {"word/document.xml": f'<w:document xmlns:w="{make.W}"><w:body>{p("kanarie")}</w:body></w:document>'},
    )
    file_type, found = read(wrong)
    assert file_type.media_type.endswith("spreadsheetml.sheet")
    assert places(found, "kanarie") == ["paragraph 1"]
    wrong = office.package(
        "ppt/presentation.xml",
        office.WORD,
        {
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{office.P}"/>',
            "ppt/slides/slide1.xml": office.slide(office.shape("merel")),
        },
    )
    assert places(read(wrong)[1], "merel") == ["part slide1.xml"]


def test_words_of_all_programs_that_show_another_branch():
    from scanner.read.office.drawing_text import alternatives

    def content(*branches):
        from lxml import etree

        return etree.fromstring(f'<mc:A xmlns:mc="urn:m" xmlns:w="urn:w">{"".join(branches)}</mc:A>')

    same = content("<mc:Choice><w:t>ka</w:t><w:t>narie</w:t></mc:Choice>", "<mc:Fallback><w:t>kanarie</w:t></mc:Fallback>")
    other = content(
        "<mc:Choice><w:t>kanarie</w:t></mc:Choice>",
        "<mc:Choice><w:t>x</w:t></mc:Choice>",
        "<mc:Fallback><w:t>merel</w:t></mc:Fallback>",
    )
    assert len(alternatives(same)) == 1
    assert len(alternatives(other)) == 3
    assert alternatives(content()) == []
