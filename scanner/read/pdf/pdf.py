"""PDF: page text, filled fields, notes, attachments, metadata, and the pages and pictures that need eyes.

PDFium reads first; pdfminer.six, 23 times slower, only what PDFium cannot open or gives as useless text.
"""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat, Refused
from scanner.read.pdf import pdf_metadata, pdf_rest, pdf_second, pdf_signatures, pdf_versions, pdf_xfa
from scanner.read.pdf.pdf_pages import Pages
from scanner.read.pdf.pdf_told import Told
from scanner.read.source import Source

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY: a certificate or a scheme nobody publishes
_OBJECT = re.compile(rb"\d\s+obj\b")

# Its log lines may repeat what stands in the file.
logging.getLogger("pypdfium2").setLevel(logging.CRITICAL + 1)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each page with `page N` as place, and the rest at places of their own; pages that need eyes become pictures.

    Raises Refused when a password is needed or nobody can read it, NotThisFormat when it only mentions the header.
    """
    data = source.data()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (_PASSWORD, _SECURITY):
            raise Refused(Code.ENCRYPTED, "PDF with a password") from None
        if not data.lstrip().startswith(b"%PDF-") and not _OBJECT.search(data):
            raise NotThisFormat from None  # a text about PDF
        pdf_second.read(data, draft, context)
        if b"/Encrypt" not in data:
            pdf_rest.Rest(data, draft, context).read(set())
        return
    try:
        _read(document, data, draft, context)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, data: bytes, draft: Draft, context: Context) -> None:
    if is_cut(data):
        draft.problem(Code.CORRUPT, "cut off: no end mark")
    plain = _unlocked(document, data, context)
    _forms(document, draft)
    pdf_metadata.read(document, data, draft)
    pdf_signatures.read(document.raw, draft)
    parts = pdf_xfa.packets(document.raw, draft)
    pages = Pages(document, data, draft, context)
    noted: list[Any] = []
    if parts and len(document) == 1 and pdf_xfa.is_placeholder(pages.glance(0)):
        if not pdf_xfa.read(parts, draft):
            draft.problem(Code.UNSUPPORTED, "dynamic XFA form")
    else:
        noted = pages.read()
        if parts:
            _static_form(parts, draft)
    seen = pdf_metadata.attachments(document, noted, draft, context)
    if not len(document):
        _no_pages(data, draft, context)
    pdf_versions.read(plain, draft, context)
    pdf_rest.Rest(plain, draft, context).read(seen)


def _unlocked(document: pypdfium2.PdfDocument, data: bytes, context: Context) -> bytes:
    """Return the file with its strings in plain where an owner's password guards it; else as it is."""
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) < 0:
        return data
    copy = io.BytesIO()
    document.save(copy, flags=pdfium.FPDF_REMOVE_SECURITY)
    context.budget.check_time()
    return copy.getvalue()


def _static_form(parts: dict[str, bytes], draft: Draft) -> None:
    """Add what the data of a static form has more than its fields and the words on its page."""
    form = Draft()
    pdf_xfa.read(parts, form)
    draft.problems += form.problems
    if not any(segment.locate(0).startswith("page") for segment in draft.segments):
        draft.segments += form.segments
        return
    told, flow = Told(draft.segments), FlowWriter()
    for segment in form.segments:
        offset = 0
        for line in segment.text.splitlines(keepends=True):
            if segment.role is Role.FORM and not told.has(line.partition(": ")[2]):
                flow.add(line.rstrip("\n"), segment.locate(offset))
            offset += len(line)
    flow.into(draft, Role.FORM)


def _forms(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    """Let PDFium know the form fields, which are on no page's text; a broken form costs the fields only."""
    try:
        document.init_forms()
    except pypdfium2.PdfiumError:
        draft.problem(Code.CORRUPT, "form fields")


def _no_pages(data: bytes, draft: Draft, context: Context) -> None:
    try:
        pdf_second.read(data, draft, context)
    except Refused:
        if not draft.children and not draft.segments:
            raise
        draft.problem(Code.CORRUPT, "no pages")


def is_cut(data: bytes) -> bool:
    """Return whether the end is missing: no `%%EOF`, or objects after the last one (ISO 32000-1, 7.5.5)."""
    end = data.rfind(b"%%EOF")
    return end < 0 or bool(_OBJECT.search(data, end))
