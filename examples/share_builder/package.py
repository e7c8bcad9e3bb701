"""Zip archives and office documents whose bytes do not depend on the clock."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from xml.sax.saxutils import escape

import docx
import openpyxl
from docx.shared import Pt
from openpyxl.styles import Font

from share_builder.markup import blocks

THEN = datetime.datetime(2025, 3, 10, 9, 30, tzinfo=datetime.UTC)


def zipped(members):
    """Return an archive of {name: bytes or text} in the given order, at the fixed time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, THEN.timetuple()[:6])
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()


def _again(data, leave_out=()):
    """Return an office package with the same parts, in a fixed order and without times of its own."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name not in leave_out}
    core = parts["docProps/core.xml"]
    stamp = THEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    parts["docProps/core.xml"] = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, core)
    first = "[Content_Types].xml"
    return zipped({first: parts.pop(first), **dict(sorted(parts.items()))})


def word(text, *, author="Els Bogaert", title="", header="", footer="", comment="", picture=None):
    """Return a Word document of `text` in the notation of `markup`; `comment` hangs on the last paragraph."""
    document = docx.Document()
    _without_thumbnail(document)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(11)
    properties = document.core_properties
    properties.author = properties.last_modified_by = author
    properties.title, properties.comments = title, ""
    section = document.sections[0]
    if header:
        section.header.paragraphs[0].text = header
    if footer:
        section.footer.paragraphs[0].text = footer
    if picture:
        document.add_picture(io.BytesIO(picture), width=Pt(90))
    for kind, content in blocks(text):
        _WORD[kind](document, content)
    if comment:
        added = document.add_comment(document.paragraphs[-1].runs, text=comment, author=author, initials="EB")
        added._comment_elm.date = THEN  # noqa: SLF001 - there is no other way to a fixed time
    buffer = io.BytesIO()
    document.save(buffer)
    return _again(buffer.getvalue())


def _without_thumbnail(document):
    """The template of the library carries a picture of an empty page, which no document here needs."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _word_table(document, rows):
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(number, column).text = value
    document.add_paragraph()


_WORD = {
    "title": lambda document, text: document.add_heading(text, 0),
    "heading": lambda document, text: document.add_heading(text, 2),
    "bullet": lambda document, text: document.add_paragraph(text, style="List Bullet"),
    "text": lambda document, text: document.add_paragraph(text),
    "table": _word_table,
    "page": lambda document, _: document.add_page_break(),
}


def workbook(sheets, author="Koen Daems"):
    """Return a workbook of {sheet name: rows}; the first row of a sheet is its heading, numbers stay numbers."""
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = author
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column, cells in enumerate(sheet.columns, 1):
            letter = openpyxl.utils.get_column_letter(column)
            sheet.column_dimensions[letter].width = min(40, 3 + max(len(str(cell.value or "")) for cell in cells))
        sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return _again(buffer.getvalue())


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = "".join(f' xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "meta", "manifest"))
_NAMESPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(text, author="Els Bogaert"):
    """Return an OpenDocument text of `text` in the notation of `markup`."""
    kind = "application/vnd.oasis.opendocument.text"
    body = "".join(_odt_block(*block) for block in blocks(text))
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    stamp = THEN.strftime("%Y-%m-%dT%H:%M:%S")
    parts = {
        "content.xml": f"<office:document-content{_NAMESPACES} office:version='1.3'><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "meta.xml": f"<office:document-meta{_NAMESPACES} office:version='1.3'><office:meta><meta:initial-creator>{author}</meta:initial-creator><dc:date>{stamp}</dc:date></office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest{_NAMESPACES} manifest:version='1.3'>{manifest}</manifest:manifest>",
    }
    return zipped({"mimetype": kind, **{name: f'<?xml version="1.0" encoding="UTF-8"?>\n{part}' for name, part in parts.items()}})


def _odt_block(kind, content):
    if kind == "table":
        rows = "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
            + "</table:table-row>"
            for row in content
        )
        return f"<table:table>{rows}</table:table>"
    if kind == "bullet":
        return f"<text:list><text:list-item><text:p>{escape(content)}</text:p></text:list-item></text:list>"
    if kind in ("title", "heading"):
        return f'<text:h text:outline-level="{1 if kind == "title" else 2}">{escape(content)}</text:h>'
    return f"<text:p>{escape(content)}</text:p>"
