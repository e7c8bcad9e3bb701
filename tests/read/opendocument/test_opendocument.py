"""OpenDocument: every place where a word can stand, and documents that are encrypted or broken."""

import pytest

from tests import make
from tests.read.office.office import ODF, opendocument, places, read, roles, text

PNG = make.png()


def odt(body, extra=None):
    return opendocument("text", body, extra)


def row(*cells):
    return "<table:table-row>" + "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells) + "</table:table-row>"


def p(words):
    return f"<text:p>{words}</text:p>"


def test_spans_join_and_spaces_tabs_and_breaks_are_kept():
    _, found = read(
        odt(p('85.07<text:span>.30</text:span>-033.28<text:s text:c="3"/>x<text:tab/>y<text:line-break/>z') + p("kanarie"))
    )
    assert found.segments[0].text == f"{make.RRN}   x\ty\nz\nkanarie\n"
    assert places(found, "kanarie") == ["paragraph 2"]


def test_a_count_of_spaces_cannot_fill_memory():
    _, found = read(odt(p('a<text:s text:c="2000000000"/>b')))
    assert len(text(found)) < 1000


def test_tables_keep_their_order_and_their_columns():
    header = f"<table:table-header-rows>{row(p('Naam'), p('INSZ'))}</table:table-header-rows>"
    wide = '<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>wijd</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>merel</text:p></table:table-cell></table:table-row>'
    table = f"<table:table>{header}{row(p('An'), p('kanarie'))}{wide}</table:table>"
    _, found = read(odt(p("voor") + f"<text:section>{table}</text:section>" + p("na")))
    assert [segment.text for segment in found.segments] == ["voor\n", "Naam\tINSZ\nAn\tkanarie\nwijd\tmerel", "na\n"]
    assert places(found, "kanarie") == ["table 1 row 2, column 2"]
    assert places(found, "merel") == ["table 1 row 3, column 3"]


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = f"<table:table>{row(p('binnen'), p('kanarie'))}</table:table>"
    _, found = read(odt(f"<table:table>{row(p('buiten') + inner)}</table:table>"))
    assert places(found, "kanarie") == ["table 2 row 1, column 2"]
    assert places(found, "buiten") == ["table 1 row 1, column 1"]


def test_notes_comments_boxes_links_and_lists():
    note = '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'
    body = (
        p("x" + note.format("footnote", "kanarie") + note.format("endnote", "merel"))
        + p("y<office:annotation><dc:creator>Els Schrijver</dc:creator><text:p>mus</text:p></office:annotation>")
        + p("<draw:frame><draw:text-box><text:p>vink</text:p></draw:text-box></draw:frame>")
        + "<text:list><text:list-item><text:p>spreeuw</text:p></text:list-item></text:list>"
        + p('<text:a xlink:href="mailto:an@example.be">mail</text:a>')
    )
    _, found = read(odt(body))
    assert places(found, "kanarie") == ["footnote"]
    assert places(found, "merel") == ["endnote"]
    assert places(found, "mus") == ["comment"]
    assert roles(found, "mus") == ["comment"]
    assert places(found, "vink") == ["paragraph 3 text box"]
    assert places(found, "spreeuw") == ["paragraph 5"]
    assert places(found, "mailto:an@example.be") == ["link"]
    assert places(found, "Els Schrijver") == ["metadata author"]
    assert "xkanarie" not in text(found)


def test_deletions_hidden_text_and_forms():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>kanarie</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<office:forms><form:form><form:text form:name="insz" form:current-value="merel"/></form:form></office:forms>'
        + p('zichtbaar<text:hidden-text text:string-value="mus"/>')
    )
    _, found = read(odt(body))
    assert places(found, "kanarie") == ["deleted text"]
    assert places(found, "mus") == ["paragraph 1 hidden text"]
    assert roles(found, "kanarie") == roles(found, "mus") == ["hidden"]
    assert places(found, "insz: merel") == ["field insz"]
    assert roles(found, "insz: merel") == ["form"]


def test_headers_properties_pictures_and_objects():
    master = "<style:master-page><style:header><text:p>kop kanarie</text:p></style:header><style:footer-first><text:p>voet merel</text:p></style:footer-first></style:master-page>"
    extra = {
        "styles.xml": f"<office:document-styles {ODF}><office:master-styles>{master}</office:master-styles></office:document-styles>",
        "meta.xml": f'<office:document-meta {ODF}><office:meta><dc:title>mus</dc:title><meta:user-defined meta:name="INSZ">{make.RRN}</meta:user-defined></office:meta></office:document-meta>',
        "Pictures/1.png": PNG,
        "Object 1/content.xml": f"<office:document-content {ODF}><office:body><text:p>vink</text:p></office:body></office:document-content>",
        "Object 1/styles.xml": "<x/>",
        "Thumbnails/thumbnail.png": PNG,
        "brief.docx": make.docx("spreeuw"),
    }
    _, found = read(odt(p("x"), extra))
    assert places(found, "kop kanarie") == ["header"]
    assert places(found, "voet merel") == ["footer"]
    assert places(found, "title: mus") == ["metadata title"]
    assert places(found, f"INSZ: {make.RRN}") == ["metadata INSZ"]
    assert places(found, "vink") == ["embedded object"]
    assert places(found, "spreeuw") == ["embedded brief.docx > paragraph 1"]
    assert [(picture.width, picture.locator) for picture in found.pictures] == [(40, "image 1")]
    assert found.coverage == "full"


def test_slides_with_their_notes_and_tables():
    page = "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    file_type, found = read(opendocument("presentation", page.format("een", "noot") + page.format("kanarie", "merel")))
    assert file_type.media_type == "application/vnd.oasis.opendocument.presentation"
    assert places(found, "kanarie") == ["slide 2"]
    assert places(found, "merel") == ["slide 2 notes"]
    assert roles(found, "merel") == ["note"]


@pytest.mark.parametrize("kind", ["text", "presentation", "spreadsheet"])
def test_a_password_is_named(kind):
    manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    _, found = read(opendocument(kind, "", {"META-INF/manifest.xml": manifest}))
    assert (found.coverage, found.problems[0].code) == ("none", "encrypted")


def test_broken_content_leaves_the_properties_and_is_named():
    extra = {"content.xml": "geen xml", "meta.xml": f"<m {ODF}><dc:title>kanarie</dc:title></m>"}
    _, found = read(odt("", extra))
    assert places(found, "kanarie") == ["metadata title"]
    assert [problem.code for problem in found.problems] == ["corrupt"]
    data = odt(p("kanarie"))
    _, found = read(data[: len(data) - 30], "a.odt")
    assert (found.coverage, found.problems[0].code) == ("none", "corrupt")


def test_a_document_type_without_entities_is_no_problem():
    content = f'<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd"><office:document-content {ODF}>{p("kanarie")}</office:document-content>'
    _, found = read(odt("", {"content.xml": content}))
    assert places(found, "kanarie") == ["paragraph 1"]
    assert found.coverage == "full"
