"""Office and OpenDocument packages that explode, loop, nest, or lack what they promise."""

import io
import zipfile

from tests import make
from tests.hostile import build
from tests.hostile.build import MB
from tests.hostile.case import PLANTED, case
from tests.read.office import office

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'lol'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
QUADRATIC = f"<!DOCTYPE x [<!ENTITY a '{'A' * 100_000}'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'><!ENTITY b SYSTEM 'http://127.0.0.1:9/x'>]>"
DTD = "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"
CORE = f'xmlns:cp="{office.R}/cp" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def _docx(body=PLANTED, prologue="", extra=None):
    body = body if body.startswith("<") else office.p(body)
    main = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{make.W}"><w:body>{body}</w:body></w:document>'
    return office.package("word/document.xml", office.WORD, {"word/document.xml": main, **(extra or {})})


def _core(inner, prologue=""):
    return _docx(
        extra={"docProps/core.xml": f"<?xml version='1.0'?>{prologue}<cp:coreProperties {CORE}>{inner}</cp:coreProperties>"}
    )


def _xlsx(rows, strings="", extra=None, before=""):
    found = [("sh", "sharedStrings", "sharedStrings.xml")] if strings else []
    parts = {"xl/sharedStrings.xml": f'<sst xmlns="{office.S}">{strings}</sst>'} if strings else {}
    return office.workbook([("Blad1", f"{before}<sheetData>{rows}</sheetData>", "visible")], {**parts, **(extra or {})}, found)


def _cell(reference, words):
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def _row(number, *cells):
    return f'<row r="{number}">{"".join(cells)}</row>'


SAID = _row(1, _cell("A1", PLANTED))


def _with_bomb(data, name, block, times):
    """The package with one more part, a bomb, under the name of a stored placeholder."""
    members = build.members_of(data)
    members = [member for member in members if member[0] != name.encode()]
    return build.archive(*members, build.bomb(name.encode(), block, times))


def _unpacked(data):
    """The package with its parts stored, so that no ratio stops the reader before it meets what is in them."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return build.archive(*(build.stored(info.filename.encode(), source.read(info)) for info in source.infolist()))


def _matryoshka(depth):
    data = make.docx(PLANTED)
    for _ in range(depth):
        data = make.docx("buiten", {"word/embeddings/in.docx": data})
    return data


def _circle():
    """A header whose relationships lead to itself, to the document and to the package's own relationships."""
    links = office.relations(
        ("a", "header", "header1.xml"), ("b", "officeDocument", "document.xml"), ("c", "image", "../_rels/.rels")
    )
    story = f'<w:hdr xmlns:w="{make.W}">{office.p("kop")}</w:hdr>'
    extra = {
        "word/header1.xml": story,
        "word/_rels/header1.xml.rels": links,
        "word/_rels/document.xml.rels": office.relations(("a", "header", "header1.xml"), ("d", "header", "document.xml"), ("e", "aFChunk", "document.xml")),
    }  # fmt: skip
    return _docx(extra=extra)


def _chain(length):
    """Headers that each lead to the next."""
    extra = {"word/_rels/document.xml.rels": office.relations(("a", "header", "header0.xml"))}
    for number in range(length):
        extra[f"word/header{number}.xml"] = f'<w:hdr xmlns:w="{make.W}">{office.p("kop")}</w:hdr>'
        extra[f"word/_rels/header{number}.xml.rels"] = office.relations(("a", "header", f"header{number + 1}.xml"))
    return _docx(extra=extra)


def _slides_in_a_circle():
    slide = office.slide(office.shape(PLANTED))
    links = office.relations(
        ("a", "slide", "slide1.xml"), ("b", "notesSlide", "../slides/slide1.xml"), ("c", "slideLayout", "slide1.xml")
    )
    return office.presentation([slide], {"ppt/slides/_rels/slide1.xml.rels": links}, order=[1, 1, 1])


def _laughing_strings():
    strings = f'{LAUGHS}<sst xmlns="{office.S}"><si><t>&a11;</t></si></sst>'
    return _xlsx(SAID + _row(2, '<c r="A2" t="s"><v>0</v></c>'), "x", {"xl/sharedStrings.xml": strings})


def _ods(rows):
    return office.opendocument("spreadsheet", f'<table:table table:name="Blad1">{rows}</table:table>')


def _ods_row(words, attributes="", row=""):
    return f'<table:table-row {row}><table:table-cell office:value-type="string" {attributes}><text:p>{words}</text:p></table:table-cell></table:table-row>'


CASES = [
    case("shared strings bomb.xlsx", lambda: _with_bomb(_xlsx(SAID, "<si><t>x</t></si>"), "xl/sharedStrings.xml", b"<si><t>tekst tekst</t></si>" * 40_000, 60),
         "partial too_large"),
    case("sheet bomb.xlsx", lambda: _with_bomb(_xlsx(SAID), "xl/worksheets/sheet1.xml", b"<row><c><v>1</v></c></row>" * 40_000, 60), "partial too_large"),
    case("styles bomb.xlsx", lambda: _with_bomb(_xlsx(SAID, extra={"xl/styles.xml": "x"}), "xl/styles.xml", b"<a/>" * 250_000, 20), "full", found=True),
    case("document bomb.docx", lambda: _with_bomb(_docx(), "word/document.xml", b"<w:p>tekst</w:p>" * 60_000, 1024), "partial too_large"),
    case("picture bomb.docx", lambda: _with_bomb(_docx(), "word/media/image1.png", bytes(MB), 64), "partial too_large", found=True),
    case("embedded bomb.docx", lambda: _with_bomb(_docx(), "word/embeddings/bom.bin", bytes(MB), 64), "partial too_large", found=True),
    case("types bomb.docx", lambda: _with_bomb(_docx(), "[Content_Types].xml", bytes(MB), 64), "full", found=True),
    case("laughs in the document.docx", lambda: _docx(PLANTED + "&a11;", LAUGHS), "partial corrupt", found=True),
    case("laughs in properties.docx", lambda: _core("<dc:title>&a11;</dc:title>", LAUGHS), "partial corrupt", found=True),
    case("laughs in strings.xlsx", _laughing_strings, "partial corrupt", found=True),
    case("laughs in content.odt", lambda: make.zipped({"mimetype": "application/vnd.oasis.opendocument.text",
         "content.xml": f"{LAUGHS}<office:document-content {office.ODF}><office:body><office:text><text:p>{PLANTED}&a11;</text:p></office:text></office:body></office:document-content>"}), "partial corrupt", found=True),
    case("quadratic blow-up.docx", lambda: _docx(office.p(PLANTED) + office.p("&a;" * 5000), QUADRATIC), "partial corrupt unsupported", found=True),
    case("external entity.docx", lambda: _docx(PLANTED + "&a;&b;", OUTSIDE), "partial unsupported", found=True),
    case("external entity in properties.docx", lambda: _core("<dc:title>&a;</dc:title>", OUTSIDE), "partial unsupported", found=True),
    case("external dtd.docx", lambda: _docx(PLANTED, DTD), "full", found=True),
    case("deep elements.docx", lambda: _unpacked(_docx(office.p(PLANTED) + "<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)), "partial corrupt", found=True),
    case("deep tables.docx", lambda: _docx(office.p(PLANTED) + "<w:tbl><w:tr><w:tc>" * 80 + office.p("diep") + "</w:tc></w:tr></w:tbl>" * 80), "full", found=True),
    case("deep elements.odt", lambda: _unpacked(make.odt(f"<text:p>{PLANTED}</text:p>" + "<text:section>" * 100_000 + "</text:section>" * 100_000)), "partial corrupt", found=True),
    case("deep elements.pptx", lambda: _unpacked(office.presentation([office.slide(office.shape(PLANTED), "<p:grpSp>" * 100_000 + "</p:grpSp>" * 100_000)])), "partial corrupt", found=True),
    case("deep elements.xlsx", lambda: _unpacked(_xlsx(SAID + "<row>" * 100_000 + "</row>" * 100_000)), "full", found=True),
    case("million attributes.docx", lambda: _docx(office.p(PLANTED) + "<w:p " + " ".join(f'w:a{n}="x"' for n in range(200_000)) + "/>"), "full", found=True),
    case("dimension lies.xlsx", lambda: _xlsx(SAID, before='<dimension ref="A1:XFD1048576"/>'), "full", found=True),
    case("cells in two corners.xlsx", lambda: _xlsx(SAID + _row(1_048_576, _cell("XFD1048576", "hoek"))), "full", found=True),
    case("cell outside every sheet.xlsx", lambda: _xlsx(SAID + _row(4_000_000_000, _cell("ZZZZZZ4000000000", "hoek"))), "partial corrupt", found=True),
    case("string that is not there.xlsx", lambda: _xlsx(SAID + _row(2, '<c r="A2" t="s"><v>4000000000</v></c>'), "<si><t>x</t></si>"), "partial corrupt", found=True),
    case("millions of rows.ods", lambda: _ods(_ods_row(PLANTED) + _ods_row("x", row='table:number-rows-repeated="1000000000"') + _ods_row("y")), "full", found=True),
    case("millions of columns.ods", lambda: _ods(_ods_row(PLANTED) + _ods_row("x", 'table:number-columns-repeated="1000000000"')), "full", found=True),
    case("both repeated.ods", lambda: _ods(_ods_row(PLANTED) + _ods_row("x", 'table:number-columns-repeated="16000"', 'table:number-rows-repeated="1000000"')), "full", found=True),
    case("docx in docx.docx", lambda: _matryoshka(20), "partial nesting"),
    case("relationships in a circle.docx", _circle, "full", found=True),
    case("relationships in a chain.docx", lambda: _chain(250), "full", found=True),
    case("hundred thousand relationships.docx", lambda: _docx(extra={"word/_rels/document.xml.rels": office.relations(*((f"r{n}", "image", f"media/{n}.png") for n in range(20_000)))}), "full", found=True),
    case("slides in a circle.pptx", _slides_in_a_circle, "full", found=True),
    case("empty.docx", lambda: b"", "full"),
    case("one byte.docx", lambda: b"P", "full"),
    case("no document.docx", lambda: make.zipped({"[Content_Types].xml": "<Types/>", "word/x.xml": "<a/>"}), "none corrupt"),
    case("main part missing.docx", lambda: make.zipped({"[Content_Types].xml": office.types("word/document.xml", office.WORD), "_rels/.rels": office.relations(("r1", "officeDocument", "word/document.xml"))}), "none corrupt"),
    case("relationships missing.docx", lambda: make.zipped({"[Content_Types].xml": office.types("word/document.xml", office.WORD), "word/document.xml": f'<w:document xmlns:w="{make.W}"><w:body>{office.p(PLANTED)}</w:body></w:document>'}), "partial corrupt", found=True),
    case("no relationships, no usual name.docx", lambda: make.zipped({"[Content_Types].xml": office.types("a/b.xml", office.WORD), "a/b.xml": f'<w:document xmlns:w="{make.W}"/>'}), "none corrupt"),
    case("types of another program.docx", lambda: office.package("word/document.xml", office.SHEET, {"word/document.xml": f'<w:document xmlns:w="{make.W}"><w:body>{office.p(PLANTED)}</w:body></w:document>'}), "full", found=True),
    case("sheet missing.xlsx", lambda: office.package("xl/workbook.xml", office.SHEET, {"xl/workbook.xml": f'<workbook xmlns="{office.S}" xmlns:r="{office.R}"><sheets><sheet name="Blad1" sheetId="1" r:id="s1"/></sheets></workbook>', "xl/_rels/workbook.xml.rels": office.relations(("s1", "worksheet", "worksheets/sheet1.xml"))}), "partial corrupt"),
    case("slide missing.pptx", lambda: office.presentation([office.slide(office.shape(PLANTED))], {"ppt/slides/slide1.xml": ""}), "partial corrupt"),
    case("body cut off.docx", lambda: _docx(extra={"word/document.xml": f'<w:document xmlns:w="{make.W}"><w:body>{office.p(PLANTED)}<w:p><w:r><w:t>afgeb'}), "partial corrupt", found=True),
    case("body of binary.docx", lambda: _docx(extra={"word/document.xml": bytes(range(256)) * 40}), "partial corrupt"),
    case("truncated.docx", lambda: make.docx("tekst " * 3000)[:600], "none corrupt"),
    case("truncated.xlsx", lambda: build.part(make.xlsx([["tekst", number] for number in range(500)]), 0.75), "partial corrupt"),
    case("content missing.odt", lambda: make.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": "<a/>"}), "partial corrupt"),
    case("password.odt", lambda: make.odt("", {"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "none encrypted"),
    case("two bodies.docx", lambda: build.archive(*build.members_of(make.docx("eerste")), *(member for member in build.members_of(make.docx(PLANTED)) if b"document" in member[0])), "partial corrupt", found=True),
    case("picture that is a bomb.docx", lambda: _docx(extra={"word/media/image1.png": build.png_header(60_000, 60_000)}), "partial too_large", found=True),
]  # fmt: skip
