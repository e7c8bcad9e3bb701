"""A presentation with one word in every corner that PowerPoint knows."""

import io

import openpyxl

from tests import make
from tests.read.canaries.canary_words import packaged, photograph
from tests.read.office.office import SLIDES, A, P, R, relations, types

SPACES = (
    f'xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"'
)
CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def t(words):
    return f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"


def sp(inner, named='name="TextBox 1"', placeholder="", tip=""):
    click = f'<a:hlinkClick r:id="rLink" tooltip="{tip}"/>' if tip else ""
    return f'<p:sp><p:nvSpPr><p:cNvPr id="2" {named}>{click}</p:cNvPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody>{inner}</p:txBody></p:sp>'


def page(kind, *shapes, attributes="", named=""):
    return f"<p:{kind} {SPACES} {attributes}><p:cSld {named}><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:{kind}>"


def _first(k):
    word = k("split run")
    yield sp(t(k("slide text")) + f"<a:p><a:r><a:t>{word[:3]}</a:t></a:r><a:r><a:rPr b='1'/><a:t>{word[3:]}</a:t></a:r></a:p>")
    yield sp(f'<a:p><a:fld type="datetime1"><a:t>{k("field")}</a:t></a:fld></a:p>')
    yield f"<p:grpSp><p:grpSp>{sp(t(k('shape in a group')))}</p:grpSp></p:grpSp>"
    yield sp(
        t("x"),
        f'name="{k("name of a shape")}" descr="{k("alternative text")}" title="{k("title of a shape")}"',
        tip=k("tip of a shape"),
    )
    yield sp(
        f'<a:p><a:r><a:rPr><a:hlinkClick r:id="rLink" tooltip="{k("tip of a link")}"/></a:rPr><a:t>{k("text of a link")}</a:t></a:r></a:p>'
    )
    cells = f"<a:tc><a:txBody>{t('x')}</a:txBody></a:tc><a:tc><a:txBody>{t(k('table cell'))}</a:txBody></a:tc>"
    merged = f"<a:tc><a:txBody>{t('y')}</a:txBody></a:tc><a:tc hMerge='1'><a:txBody>{t(k('cell under a merged one'))}</a:txBody></a:tc>"
    yield f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>{cells}</a:tr><a:tr>{merged}</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    formula = f"<a:p><a14:m><m:oMath><m:r><m:t>{k('math')}</m:t></m:r></m:oMath></a14:m></a:p>"
    fallback = sp(t(k("other words in the fallback")))
    yield f'<mc:AlternateContent><mc:Choice Requires="a14">{sp(formula)}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'
    yield f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="{k("picture file name")}.jpg"/></p:nvPicPr><p:blipFill><a:blip r:embed="rPicture"/></p:blipFill></p:pic>'
    yield f'<p:graphicFrame><a:graphic><a:graphicData><p:oleObj name="{k("name of an object")}" r:id="rObject" progId="Package"/></a:graphicData></a:graphic></p:graphicFrame>'


def _slides(k):
    yield page("sld", *_first(k), named=f'name="{k("name of a slide")}"')
    yield page("sld", sp(t(k("hidden slide"))), attributes='show="0"')


def _masters(k):
    title = '<p:ph type="title"/>'
    yield (
        "slideMasters/slideMaster1.xml",
        "slideMaster",
        page("sldMaster", sp(t(k("shape on the master"))), sp(t(k("placeholder of the master")), placeholder=title)),
    )
    yield "notesMasters/notesMaster1.xml", "notesMaster", page("notesMaster", sp(t(k("notes master"))))
    yield (
        "handoutMasters/handoutMaster1.xml",
        "handoutMaster",
        page("handoutMaster", sp(t(k("handout master")), placeholder='<p:ph type="hdr"/>')),
    )


def _beside(k):
    """Parts that belong to the first slide."""
    yield (
        "notesSlides/notesSlide1.xml",
        "notesSlide",
        page("notes", sp(t(k("notes"))), sp(t(k("header of notes")), placeholder='<p:ph type="hdr"/>')),
    )
    yield (
        "comments/comment1.xml",
        "comments",
        f"<p:cmLst {SPACES}><p:cm authorId='0'><p:text>{k('comment')}</p:text></p:cm></p:cmLst>",
    )
    reply = f"<p188:replyLst><p188:reply><p188:txBody>{t(k('reply to a comment'))}</p188:txBody></p188:reply></p188:replyLst>"
    yield (
        "comments/modernComment_100_0.xml",
        "comments",
        f"<p188:cmLst {SPACES}><p188:cm>{reply}<p188:txBody>{t(k('modern comment'))}</p188:txBody></p188:cm></p188:cmLst>",
    )
    said = k("diagram")
    yield (
        "diagrams/data1.xml",
        "diagramData",
        f"<dgm:dataModel {SPACES}><dgm:pt><dgm:t>{t(said)}</dgm:t></dgm:pt></dgm:dataModel>",
    )
    yield (
        "diagrams/drawing1.xml",
        "diagramDrawing",
        f"<dsp:drawing xmlns:dsp='urn:x' {SPACES}>{t(said)}{t(k('diagram as it was drawn before'))}</dsp:drawing>",
    )
    yield (
        "charts/chart1.xml",
        "chart",
        f"<c:chartSpace {SPACES}><c:title><c:rich>{t(k('chart title'))}</c:rich></c:title><c:pt><c:v>{k('chart category')}</c:v></c:pt></c:chartSpace>",
    )
    yield (
        "slideLayouts/slideLayout1.xml",
        "slideLayout",
        page(
            "sldLayout",
            sp(t(k("shape on the layout"))),
            sp(t(k("footer of the layout")), placeholder='<p:ph type="ftr"/>'),
            named='name="Titeldia"',
        ),
    )
    yield (
        "tags/tag1.xml",
        "tags",
        f'<p:tagLst {SPACES}><p:tag name="{k("name of a tag")}" val="{k("value of a tag")}"/></p:tagLst>',
    )
    yield "media/onderschrift.vtt", "captions", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{k('caption of a film')}\n"


def build(k):
    """The presentation; `k` gives the word for each corner."""
    book = openpyxl.Workbook()
    book.active["B2"] = k("workbook of the chart")
    workbook = io.BytesIO()
    book.save(workbook)
    links = [(f"s{number}", "slide", f"slides/slide{number}.xml") for number in (1, 2)]
    parts = {f"ppt/slides/slide{number}.xml": xml for number, xml in enumerate(_slides(k), 1)}
    for number, (name, kind, xml) in enumerate(_masters(k)):
        parts[f"ppt/{name}"] = xml
        links.append((f"m{number}", kind, name))
    beside = []
    for number, (name, kind, xml) in enumerate(_beside(k)):
        parts[f"ppt/{name}"] = xml
        beside.append((f"b{number}", kind, f"../{name}"))
    beside += [
        ("rLink", "hyperlink", f"mailto:{k('link target')}@example.be", "External"), ("rPicture", "image", "../media/image1.jpg"),
        ("rObject", "oleObject", "../embeddings/oleObject1.bin"),
    ]  # fmt: skip
    parts["ppt/slides/_rels/slide1.xml.rels"] = relations(*beside)
    parts["ppt/charts/_rels/chart1.xml.rels"] = relations(("b", "package", "../embeddings/Grafiek.xlsx"))
    parts["ppt/embeddings/Grafiek.xlsx"] = workbook.getvalue()
    parts["ppt/embeddings/oleObject1.bin"] = make.ole(
        "\x01Ole10Native", packaged("brief.txt", "C:\\brief.txt", k("packed file").encode())
    )
    parts["ppt/embeddings/Document.docx"] = make.docx(k("embedded document"))
    parts["ppt/media/image1.jpg"] = photograph(k("photographer"))
    parts["ppt/slides/slide9.xml"] = page(
        "sld",
        sp(f"<a:p><a:r><a:t>{k('forgotten slide')[:3]}</a:t></a:r><a:r><a:t>{k.words['forgotten slide'][3:]}</a:t></a:r></a:p>"),
    )
    parts["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst {SPACES}><p:cmAuthor id="0" name="{k("author of a comment")}"/></p:cmAuthorLst>'
    )
    parts["ppt/authors.xml"] = (
        f'<p188:authorLst {SPACES}><p188:author name="{k("author of a modern comment")}" userId="S::{k("account of an author")}@example.be"/></p188:authorLst>'
    )
    parts["ppt/changesInfos/changesInfo1.xml"] = (
        f'<pc:chgInfo xmlns:pc="urn:pc" xmlns:ac="urn:ac"><ac:chgData name="{k("who changed")}" userId="x"/></pc:chgInfo>'
    )
    parts["docProps/core.xml"] = f"<cp {CORE}><dc:title>{k('title')}</dc:title></cp>"
    shows = f'<p:custShowLst><p:custShow name="{k("custom show")}" id="0"/></p:custShowLst>'
    sections = f'<p:extLst><p:ext><p14:sectionLst><p14:section name="{k("section")}"/></p14:sectionLst></p:ext></p:extLst>'
    listed = '<p:sldIdLst><p:sldId id="256" r:id="s1"/><p:sldId id="257" r:id="s2"/></p:sldIdLst>'
    parts["ppt/presentation.xml"] = f"<p:presentation {SPACES}>{listed}{shows}{sections}</p:presentation>"
    parts["ppt/_rels/presentation.xml.rels"] = relations(*links)
    return make.zipped(
        {
            "[Content_Types].xml": types("ppt/presentation.xml", SLIDES),
            "_rels/.rels": relations(
                ("r1", "officeDocument", "ppt/presentation.xml"), ("r2", "core-properties", "docProps/core.xml")
            ),
            **parts,
        }
    )
