"""Earlier versions of a PDF: an update is written behind the file (ISO 32000-1, 7.5.6), and what it changed is still there.

Whoever cuts the file at an earlier end sees the page as it was, so its words are told: `earlier version 1 page 2`.
"""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Role
from scanner.read.draft import Budget, Context, Draft
from scanner.read.pdf import pdf_objects, pdf_text
from scanner.read.pdf.pdf_objects import Object
from scanner.read.pdf.pdf_told import Told

_END = re.compile(rb"startxref[ \t\r\n]+\d+[ \t\r\n]+%%EOF(?:\r\n|\r|\n)?")
_SHOWS = re.compile(rb"/(?:Contents|Kids)\s*(\[[^\[\]]*\]|\d+\s+\d+\s+R)")
_SILENT = re.compile(rb"/(?:Metadata|ObjStm|XRef|EmbeddedFile)\b")
_MOST = 10  # versions that are looked at, the latest ones


def read(data: bytes, draft: Draft, context: Context) -> None:
    """Add the lines that pages of earlier versions show and the present ones do not."""
    ends = _ends(data)
    if len(ends) < 2:
        return
    changed = _changed(data, ends, context.budget)
    if not changed:
        return
    told = Told(draft.segments)
    for number, end in changed[-_MOST:]:
        context.budget.check_time()
        raw = pdfium.FPDF_LoadMemDocument64(data, end, None)
        if not raw:
            continue  # was never a whole document
        document = pypdfium2.PdfDocument(raw)
        try:
            _pages(document, number, told, draft, context)
        finally:
            document.close()


def _pages(document: pypdfium2.PdfDocument, number: int, told: Told, draft: Draft, context: Context) -> None:
    for index in range(min(len(document), context.budget.limits.pages)):
        context.budget.check_time()
        try:
            page = document[index]
            textpage = page.get_textpage()
            text = pdf_text.tidy(textpage.get_text_range())
        except pypdfium2.PdfiumError:
            continue  # the page of the present version is told where it is broken
        textpage.close()
        page.close()
        new = told.new(text) if pdf_text.usable(text) else ""
        context.budget.charge_bytes(len(new))
        told.add(new)
        draft.text(new, f"earlier version {number} page {index + 1}", Role.HIDDEN)


def _ends(data: bytes) -> list[int]:
    """Return where each version of the file ends; that of the first part of a linearized file is none (annex F)."""
    ends = [match.end() for match in _END.finditer(data)]
    return ends[1:] if b"/Linearized" in data[:1024] else ends


def _changed(data: bytes, ends: list[int], budget: Budget) -> list[tuple[int, int]]:
    """Return number and end of the versions after which something that pages show was replaced."""
    most = min(budget.limits.expanded_mb << 20, pdf_objects.LARGEST)
    shown: dict[int, bytes | None] = {}
    changed = []
    begin = 0
    for version, end in enumerate(ends):
        later: dict[int, bytes | None] = {}
        for item in pdf_objects.objects(data, most, begin, end):
            if item.end:
                budget.check_time()
            look = _look(item)
            if look != b"":
                later[item.number] = look
        if any(number in shown and (look is None or shown[number] != look) for number, look in later.items()):
            changed.append((version, ends[version - 1]))
        shown |= later
        begin = end
    return changed


def _look(item: Object) -> bytes | None:
    """Return what an object lets pages show: the names of contents or pages, None for a stream, nothing for all else."""
    if item.end:
        return b"" if _SILENT.search(item.body) else None
    return b" ".join(match[1] for match in _SHOWS.finditer(item.body))
