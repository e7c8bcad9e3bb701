"""Presentations: slides in their order, what is said beside them, and what masters show."""

from tests import make
from tests.read.office.office import A, P, places, presentation, read, relations, roles, shape, slide, text, word
from tests.read.office.office import p as paragraph

PNG = make.png()


def test_slides_come_in_the_order_of_the_list_hidden_ones_too():
    slides = [slide(shape(f"dia {number}"), show=' show="0"' if number == 3 else "") for number in range(1, 13)]
    _, found = read(presentation(slides, order=[12, 3, *(n for n in range(1, 12) if n != 3)]))
    assert places(found, "dia 12") == ["slide 1"]
    assert places(found, "dia 3") == ["slide 2"]
    assert roles(found, "dia 3") == ["hidden"]
    assert places(found, "dia 11") == ["slide 12"]


def test_notes_and_comments_belong_to_their_slide():
    extra = {
        "ppt/slides/_rels/slide2.xml.rels": relations(
            ("n", "notesSlide", "../notesSlides/notesSlide1.xml"), ("c", "comments", "../comments/comment1.xml")
        ),
        "ppt/notesSlides/notesSlide1.xml": slide(shape("kanarie")),
        "ppt/comments/comment1.xml": f'<p:cmLst xmlns:p="{P}"><p:cm><p:text>merel</p:text></p:cm></p:cmLst>',
        "ppt/commentAuthors.xml": f'<p:x xmlns:p="{P}"><p:cmAuthor name="Els Schrijver"/></p:x>',
    }
    _, found = read(presentation([slide(shape("een")), slide(shape("twee"))], extra))
    assert places(found, "kanarie") == ["slide 2 notes"]
    assert roles(found, "kanarie") == ["note"]
    assert places(found, "merel") == ["slide 2 comment"]
    assert places(found, "Els Schrijver") == ["metadata author"]


def test_a_table_is_a_grid_and_runs_join():
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:t>{words[0]}</a:t></a:r><a:r><a:t>{words[1:]}</a:t></a:r></a:p></a:txBody></a:tc>"
        for words in ("INSZ", "kanarie")
    )
    _, found = read(presentation([slide(f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>")]))
    assert text(found) == "INSZ\tkanarie"
    assert places(found, "kanarie") == ["slide 1 table 1 row 1, column 2"]


def test_groups_diagrams_charts_pictures_and_documents_inside():
    links = relations(
        ("d", "diagramData", "../diagrams/data1.xml"),
        ("h", "chart", "../charts/chart1.xml"),
        ("i", "image", "../media/foto.png"),
        ("l", "hyperlink", "mailto:an@example.be", "External"),
    )
    extra = {
        "ppt/slides/_rels/slide1.xml.rels": links,
        "ppt/diagrams/data1.xml": f'<d xmlns:a="{A}"><a:p><a:r><a:t>kanarie</a:t></a:r></a:p></d>',
        "ppt/charts/chart1.xml": '<c:chart xmlns:c="urn:c"><c:v>merel</c:v></c:chart>',
        "ppt/media/foto.png": PNG,
        "ppt/embeddings/cv.docx": word(paragraph("vink")),
    }
    _, found = read(presentation([slide(f"<p:grpSp><p:grpSp>{shape('mus')}</p:grpSp></p:grpSp>")], extra))
    assert places(found, "mus") == ["slide 1"]
    assert places(found, "kanarie") == ["slide 1 diagram"]
    assert places(found, "merel") == ["slide 1 chart"]
    assert places(found, "vink") == ["embedded cv.docx > paragraph 1"]
    assert places(found, "mailto:an@example.be") == ["link"]
    assert [(picture.locator, picture.width) for picture in found.pictures] == [("slide 1 image 1", 40)]


def test_what_masters_show_and_ask_for_is_read_and_said_once():
    master = f'<p:sldMaster xmlns:p="{P}" xmlns:a="{A}">{shape("Klik om te typen", "<p:ph type=" + chr(34) + "title" + chr(34) + "/>")}{shape("Voorbeeld vzw")}</p:sldMaster>'
    extra = {
        "ppt/slides/_rels/slide1.xml.rels": relations(("l", "slideLayout", "../slideLayouts/slideLayout1.xml")),
        "ppt/slides/_rels/slide2.xml.rels": relations(("l", "slideLayout", "../slideLayouts/slideLayout2.xml")),
        "ppt/slideLayouts/slideLayout1.xml": master,
        "ppt/slideLayouts/slideLayout2.xml": master,
    }
    _, found = read(presentation([slide(shape("x")), slide(shape("y"))], extra))
    assert roles(found, "Voorbeeld vzw") == ["header"]
    assert roles(found, "Klik om") == ["metadata"]
    assert places(found, "Klik om") == ["slide master placeholder"]


def test_a_damaged_slide_leaves_the_others():
    _, found = read(presentation([slide(shape("een")), "geen xml", slide(shape("kanarie"))]))
    assert places(found, "kanarie") == ["slide 3"]
    assert [problem.code for problem in found.problems] == ["corrupt"]
    assert found.coverage == "partial"


def test_more_slides_than_allowed_is_told():
    _, found = read(presentation([slide(shape(f"dia {number}")) for number in range(5)]), pages=3)
    assert [problem.code for problem in found.problems] == ["too_large"]
    assert places(found, "dia 2") == ["slide 3"]
