"""PDF: page text, filled fields, notes, attachments, metadata, and the pages and pictures that need eyes.

PDFium reads first; pdfminer.six, 23 times slower, only what PDFium cannot open or gives as useless text.
"""

from __future__ import annotations

import logging
import re

import pypdfium2

from scanner.model import Code
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.pdf import pdf_metadata, pdf_second, pdf_signatures, pdf_xfa
from scanner.read.pdf.pdf_pages import Pages
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
        return
    try:
        _read(document, data, draft, context)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument, data: bytes, draft: Draft, context: Context) -> None:
    if is_cut(data):
        draft.problem(Code.CORRUPT, "cut off: no end mark")
    _forms(document, draft)
    pdf_metadata.read(document, data, draft)
    pdf_signatures.read(document.raw, draft)
    parts = pdf_xfa.packets(document.raw)
    pages = Pages(document, data, draft, context)
    if parts and len(document) == 1 and pdf_xfa.is_placeholder(pages.glance(0)):
        if not pdf_xfa.read(parts, draft):
            draft.problem(Code.UNSUPPORTED, "dynamic XFA form")
    else:
        noted = pages.read()
        # A static form has its values in fields and its words on the page.
        if parts and not any(segment.locate(0).startswith("page") for segment in draft.segments):
            pdf_xfa.read(parts, draft)
        pdf_metadata.attachments(document, noted, draft, context)
        if not len(document):
            _no_pages(data, draft, context)
        return
    pdf_metadata.attachments(document, [], draft, context)


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
