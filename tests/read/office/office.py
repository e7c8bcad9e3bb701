"""Packages of Office made part by part, so that a test can plant a word anywhere; nothing here uses the readers."""

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests import make

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def read(data, name="file", **limits):
    return read_document(Source(data, len(data), name), Limits(**limits))


def places(extraction, word, prefix=""):
    found = [prefix + segment.locate(segment.text.index(word)) for segment in extraction.segments if word in segment.text]
    for child in extraction.children:
        found += places(child.extraction, word, f"{prefix}{child.locator} > ")
    return found


def roles(extraction, word):
    return [str(segment.role) for segment in extraction.segments if word in segment.text]


def text(extraction):
    return "\n".join(segment.text for segment in extraction.segments)


def types(part, content_type):
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )


def relations(*found):
    """Relationships given as (id, kind, target) or (id, kind, target, 'External')."""
    lines = "".join(
        f'<Relationship Id="{each[0]}" Type="{R}/{each[1]}" Target="{each[2]}"{" TargetMode=" + chr(34) + each[3] + chr(34) if len(each) > 3 else ""}/>'
        for each in found
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'


def package(main, content_type, parts):
    """A package whose main part is at any path; `parts` holds all of them."""
    return make.zipped(
        {"[Content_Types].xml": types(main, content_type), "_rels/.rels": relations(("r1", "officeDocument", main)), **parts}
    )


def word(body, extra=None, found=(), main="word/document.xml"):
    folder, _, base = main.rpartition("/")
    xml = f'<w:document xmlns:w="{make.W}" xmlns:r="{R}" xmlns:a="{A}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body></w:document>'
    return package(main, WORD, {main: xml, f"{folder}/_rels/{base}.rels": relations(*found), **(extra or {})})


def p(*runs):
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def workbook(sheets, extra=None, found=(), styles="", names=""):
    """A workbook of sheets given as (name, sheetData and what follows it, state)."""
    parts = {}
    listed = ""
    links = [*found]
    for number, (name, xml, state) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{S}" xmlns:r="{R}">{xml}</worksheet>'
        listed += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="s{number}"/>'
        links.append((f"s{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{S}">{styles}</styleSheet>'
        links.append(("st", "styles", "styles.xml"))
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(*links)
    return package("xl/workbook.xml", SHEET, {**parts, **(extra or {})})


def slide(*shapes, show=""):
    return (
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"{show}><p:cSld><p:spTree>{"".join(shapes)}</p:spTree></p:cSld></p:sld>'
    )


def shape(words, placeholder=""):
    return f"<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"


def presentation(slides, extra=None, order=None):
    """A presentation of slides given as XML; `order` holds their numbers as they are shown."""
    parts, links, listed = {}, [], ""
    for number, xml in enumerate(slides, 1):
        parts[f"ppt/slides/slide{number}.xml"] = xml
        links.append((f"s{number}", "slide", f"slides/slide{number}.xml"))
    for number in order or range(1, len(slides) + 1):
        listed += f'<p:sldId id="{255 + number}" r:id="s{number}"/>'
    parts["ppt/presentation.xml"] = (
        f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>'
    )
    parts["ppt/_rels/presentation.xml.rels"] = relations(*links)
    return package("ppt/presentation.xml", SLIDES, {**parts, **(extra or {})})


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODF = (
    f'xmlns:office="{OFFICE}" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'
)


def opendocument(kind, body, extra=None):
    content = f"<office:document-content {ODF}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kept = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, "META-INF/manifest.xml": manifest}
    return make.zipped({**kept, **(extra or {})})
