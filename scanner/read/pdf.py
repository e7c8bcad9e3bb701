"""PDF: page text, filled fields, annotations, attachments, metadata; pdfium first, pdfminer.six as the second reader."""

from __future__ import annotations

import ctypes
import io
import logging
import re

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, LimitReached, Refused
from scanner.read.source import Source

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st", "\ufffe": "-", "\x02": "-", "\r": ""}
)
_STAMP = 40  # characters; a page with a picture and less text than this has only a scanner's stamp
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each page with `page N` as place. Raises Refused when a password is needed or nobody can read it."""
    try:
        document = pypdfium2.PdfDocument(source.data())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise Refused(Code.ENCRYPTED, "PDF with a password") from None
        _second_reader(source, draft, context)
        return
    try:
        unread = _pages(document, draft, context)
        _metadata(document, draft)
        _attachments(document, draft, context)
    finally:
        document.close()
    if unread:
        draft.problem(Code.OCR_UNAVAILABLE, f"{_ranges(unread)} without text")


def _pages(document: pypdfium2.PdfDocument, draft: Draft, context: Context) -> list[int]:
    """Read the pages; return the numbers of those that hold a picture instead of text."""
    form = document.get_formtype() not in (pdfium.FORMTYPE_NONE, None)
    if form:
        try:
            document.init_forms()
        except pypdfium2.PdfiumError:
            form = False
    unread = []
    for index in range(len(document)):
        context.budget.charge_page()
        number = index + 1
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            draft.problem(Code.CORRUPT, f"page {number}")
            continue
        try:
            text = _page_text(page)
            if _unusable(text):
                text = ""
            context.budget.charge_bytes(len(text))
            draft.text(text, f"page {number}")
            _annotations(page, number, form, draft)
            if len("".join(text.split())) < _STAMP and _has_picture(page):
                unread.append(number)
        finally:
            page.close()
    return unread


def _page_text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        text: str = textpage.get_text_range()
    finally:
        textpage.close()
    # A soft hyphen at the end of a line is where a word or number was broken.
    return re.sub("\u00ad\n?", "", text.translate(_LIGATURES))


def _unusable(text: str) -> bool:
    """Return whether a font without a map to Unicode made the text worthless."""
    marks = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or (char < " " and char not in "\n\t\r\f") for char in text)
    return bool(text) and marks * 3 > len(text)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    try:
        return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
    except pypdfium2.PdfiumError:
        return True


def _annotations(page: pypdfium2.PdfPage, number: int, form: bool, draft: Draft) -> None:
    """Add values of form fields and the contents of notes; neither is in the page's text."""
    flow, notes = FlowWriter(), FlowWriter()
    handle = page.formenv.raw if form and page.formenv else None
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if handle and pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                name = _wide(pdfium.FPDFAnnot_GetFormFieldName, handle, annotation)
                label = _wide(pdfium.FPDFAnnot_GetFormFieldAlternateName, handle, annotation) or name
                value = _wide(pdfium.FPDFAnnot_GetFormFieldValue, handle, annotation)
                if value:
                    flow.add(f"{label}: {value}", f"page {number} form field")
            else:
                content = _key(annotation, b"Contents")
                if content:
                    notes.add(content, f"page {number} annotation")
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    flow.into(draft, Role.FORM)
    notes.into(draft, Role.COMMENT)


def _wide(function: object, *arguments: object) -> str:
    size = function(*arguments, None, 0)  # type: ignore[operator]
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _key(annotation: object, key: bytes) -> str:
    return _wide(lambda note, buffer, size: pdfium.FPDFAnnot_GetStringValue(note, key, buffer, size), annotation)


def _metadata(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    flow = FlowWriter()
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        flow.add(f"{name}: {value}", f"metadata {name.lower()}")
    try:
        for bookmark in document.get_toc(max_depth=8):
            flow.add(bookmark.get_title(), "bookmark")
    except (pypdfium2.PdfiumError, AttributeError):
        draft.problem(Code.CORRUPT, "bookmarks")
    flow.into(draft, Role.METADATA)


def _attachments(document: pypdfium2.PdfDocument, draft: Draft, context: Context) -> None:
    for index in range(document.count_attachments()):
        try:
            attachment = document.get_attachment(index)
            name = attachment.get_name() or f"attachment {index + 1}"
            data = bytes(attachment.get_data())
        except pypdfium2.PdfiumError:
            draft.problem(Code.CORRUPT, f"attachment {index + 1}")
            continue
        context.read_child(draft, name, f"attachment {name}", data)


def _second_reader(source: Source, draft: Draft, context: Context) -> None:
    """Read with pdfminer.six what pdfium cannot open."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTImage, LTTextContainer
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    # Its warnings quote the document.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

    unread = []
    number = 0
    try:
        for number, page in enumerate(extract_pages(io.BytesIO(source.data())), 1):
            context.budget.charge_page()
            text = "".join(item.get_text() for item in page if isinstance(item, LTTextContainer))
            text = re.sub(r"\(cid:\d+\)", "", text).translate(_LIGATURES)
            draft.text(text, f"page {number}")
            if not text.strip() and any(isinstance(item, LTImage) for item in page):
                unread.append(number)
    except PDFPasswordIncorrect:
        raise Refused(Code.ENCRYPTED, "PDF with a password") from None
    except (LimitReached, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - pdfminer raises what its input leads it to
        draft.problem(Code.CORRUPT, f"after page {number}: {type(error).__name__}")
    if not draft.segments:
        raise Refused(Code.CORRUPT, "no reader can open it")
    draft.problem(Code.CORRUPT, "damaged; text recovered")
    if unread:
        draft.problem(Code.OCR_UNAVAILABLE, f"{_ranges(unread)} without text")


def _ranges(numbers: list[int]) -> str:
    """Return `page 3`, or `pages 3–7, 9`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ("page " if len(numbers) == 1 else "pages ") + ", ".join("–".join(map(str, part)) for part in parts)
