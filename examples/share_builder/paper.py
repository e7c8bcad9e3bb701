"""PDF documents with fixed dates: with text, as a form with boxes, as a scan, or behind a password."""

from __future__ import annotations

import io

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from share_builder.markup import blocks
from share_builder.package import THEN

# The standard fonts know latin-1 only.
_PLAIN = str.maketrans({"–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "€": "EUR", "ś": "s", "•": "-"})
_NEXT = {"new_x": XPos.LMARGIN, "new_y": YPos.NEXT}


def _document(title, author):
    document = FPDF()
    document.set_creation_date(THEN)
    document.set_title(title)
    document.set_author(author)
    document.set_margins(22, 20)
    document.set_auto_page_break(auto=True, margin=20)
    return document


def pdf(text, *, title="", author="Werkpunt vzw", password="", picture=None, boxes=None):
    """Return a PDF of `text` in the notation of `markup`.

    `boxes` is {line of text: number}: behind that line the number is printed digit by digit in boxes, as on forms.
    `picture` (bytes) stands at the top right of the first page. With a `password` the file opens only with it.
    """
    document = _document(title, author)
    document.add_page()
    if picture:
        document.image(io.BytesIO(picture), x=155, y=18, w=32)
    for kind, content in blocks(text):
        if kind == "table":
            _table(document, content)
        elif kind == "text" and content in (boxes or {}):
            _boxes(document, content, boxes[content])
        else:
            _line(document, kind, content)
    if password:
        document.set_encryption(owner_password=f"{password}-owner", user_password=password)
    return bytes(document.output())


def _line(document, kind, content):
    if kind == "page":
        document.add_page()
        return
    size, style = {"title": (17, "B"), "heading": (12, "B")}.get(kind, (10.5, ""))
    document.set_font("helvetica", style, size)
    if not content:
        document.ln(4)
        return
    mark = "- " if kind == "bullet" else ""
    document.multi_cell(
        150 if document.page == 1 and kind == "title" else 0, size * 0.52, mark + content.translate(_PLAIN), align="L", **_NEXT
    )
    document.ln({"title": 4, "heading": 1}.get(kind, 1.2))


def _table(document, rows):
    document.set_font("helvetica", "", 10)
    with document.table(line_height=6, text_align="LEFT", first_row_as_headings=False) as table:
        for row in rows:
            cells = table.row()
            for value in row:
                cells.cell(value.translate(_PLAIN))
    document.ln(3)


def _boxes(document, label, number):
    document.set_font("helvetica", "", 10.5)
    document.cell(75, 7, label.translate(_PLAIN))
    document.set_font("courier", "B", 11)
    for digit in number:
        document.cell(7, 7, digit, border=1, align="C")
    document.ln(10)


def scan(*pages):
    """Return a PDF of pictures of pages (JPEG bytes), without any text, as a scanner makes it."""
    document = _document("", "")
    document.set_auto_page_break(auto=False)
    for page in pages:
        document.add_page()
        document.image(io.BytesIO(page), x=0, y=0, w=210)
    return bytes(document.output())
