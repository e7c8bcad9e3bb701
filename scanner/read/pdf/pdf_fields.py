"""What people add to a PDF page: filled form fields, notes, addresses behind links, and attached files."""

from __future__ import annotations

import re
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.pdf import pdf_raw

_TICKS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_SILENT = (pdfium.FPDF_FORMFIELD_PUSHBUTTON, pdfium.FPDF_FORMFIELD_SIGNATURE)
# Addresses that say who someone is; a web address is rather the page's own business, and weighs as such.
_PERSONAL_LINK = re.compile(r"(?:mailto|tel|sms|file):", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")


def read(page: pypdfium2.PdfPage, number: int, draft: Draft) -> list[Any]:
    """Add the page's fields as `page N form field NAME`, its notes as `page N annotation`, web addresses as `page N link`.

    Returns the attached files found in annotations, as PDFium handles that live as long as the document.
    """
    fields, notes, links, addresses = FlowWriter(), FlowWriter(), FlowWriter(), FlowWriter()
    files = []
    form = page.formenv.raw if page.formenv else None
    place = f"page {number} annotation"
    with pdf_raw.notes(page.raw) as annotations:
        for annotation in annotations:
            subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
            if subtype == pdfium.FPDF_ANNOT_WIDGET:
                name, line = _field(form, annotation)
                if line:
                    fields.add(line, f"page {number} form field {name}".rstrip())
            elif subtype == pdfium.FPDF_ANNOT_LINK:
                address = _address(page, annotation)
                if _PERSONAL_LINK.match(address):
                    links.add(address, place)
                elif address:
                    addresses.add(address, f"page {number} link")
            elif subtype != pdfium.FPDF_ANNOT_POPUP:
                note = _note(annotation)
                if note:
                    notes.add(note, place)
            if subtype == pdfium.FPDF_ANNOT_FILEATTACHMENT:
                files.append(pdfium.FPDFAnnot_GetFileAttachment(annotation))
    fields.into(draft, Role.FORM)
    notes.into(draft, Role.COMMENT)
    links.into(draft, Role.HIDDEN)
    addresses.into(draft, Role.METADATA)
    return [file for file in files if file]


def _field(form: Any, annotation: Any) -> tuple[str, str]:
    """Return a field's name and `label: value`; the line is empty when nothing is filled in."""
    if form is None:
        name, content = pdf_raw.value(annotation, b"T"), pdf_raw.value(annotation, b"V")
        return name, f"{name}: {content}" if content else ""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    name = pdf_raw.wide(pdfium.FPDFAnnot_GetFormFieldName, form, annotation)
    label = pdf_raw.wide(pdfium.FPDFAnnot_GetFormFieldAlternateName, form, annotation) or name
    if kind in _SILENT:
        return name, ""
    if kind in _TICKS:
        if not pdfium.FPDFAnnot_IsChecked(form, annotation):
            return name, ""
        choice = pdf_raw.wide(pdfium.FPDFAnnot_GetFormFieldExportValue, form, annotation)
        return name, f"{label}: {choice or 'X'}"
    content = _chosen(form, annotation) if kind in _CHOICES else ""
    content = content or pdf_raw.wide(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
    content = content or pdf_raw.value(annotation, b"V") or _TAG.sub(" ", pdf_raw.value(annotation, b"RV"))
    return name, f"{label}: {content}".replace("\r\n", "\n").replace("\r", "\n") if content.strip() else ""


def _chosen(form: Any, annotation: Any) -> str:
    """Return the labels of the options that are selected."""
    return "; ".join(
        pdf_raw.wide(pdfium.FPDFAnnot_GetOptionLabel, form, annotation, index)
        for index in range(min(pdfium.FPDFAnnot_GetOptionCount(form, annotation), 10_000))
        if pdfium.FPDFAnnot_IsOptionSelected(form, annotation, index)
    )


def _note(annotation: Any) -> str:
    """Return author, subject and contents of a note; empty when it says nothing."""
    contents = pdf_raw.value(annotation, b"Contents") or _TAG.sub(" ", pdf_raw.value(annotation, b"RC"))
    if not contents.strip():
        return ""
    parts = (pdf_raw.value(annotation, b"T"), pdf_raw.value(annotation, b"Subj"), contents)
    return ": ".join(part.replace("\r\n", "\n").replace("\r", "\n") for part in parts if part.strip())


def _address(page: pypdfium2.PdfPage, annotation: Any) -> str:
    link = pdfium.FPDFAnnot_GetLink(annotation)
    action = pdfium.FPDFLink_GetAction(link) if link else None
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    return pdf_raw.narrow(pdfium.FPDFAction_GetURIPath, page.pdf.raw, action)


def stamps(page: pypdfium2.PdfPage) -> bool:
    """Return whether an annotation shows something of its own that its strings do not tell (a stamp, a typed-over text)."""
    telling = (pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WATERMARK)
    with pdf_raw.notes(page.raw) as annotations:
        return any(pdfium.FPDFAnnot_GetSubtype(annotation) in telling for annotation in annotations)
