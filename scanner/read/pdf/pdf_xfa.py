"""XFA forms inside PDF (Adobe XML Forms Architecture 3.3): what was filled in, with the words printed beside it."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium
from lxml import etree

from scanner.model import Code, Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.markup.xml import parser
from scanner.read.pdf import pdf_raw

# The page that stands in for a dynamic form in readers that cannot show one, in the languages Adobe's template has here.
_WAIT = re.compile(r"please wait|even geduld|een ogenblik geduld|veuillez patienter|bitte warten", re.IGNORECASE)
_READER = re.compile(r"adobe|pdf[\s-]*(?:viewer|reader|document|lezer)", re.IGNORECASE)
_LARGEST = 64 << 20  # bytes of a packet


def packets(document: Any, draft: Draft) -> dict[str, bytes]:
    """Return the parts of the XFA form by name (`template`, `datasets` …); empty when there is none. One that is too large is told."""
    found: dict[str, bytes] = {}
    for index in range(max(0, min(pdfium.FPDF_GetXFAPacketCount(document), 100))):
        name = pdf_raw.narrow(pdfium.FPDF_GetXFAPacketName, document, index)
        size = ctypes.c_ulong()
        if not pdfium.FPDF_GetXFAPacketContent(document, index, None, 0, size) or not size.value:
            continue
        if size.value > _LARGEST:
            draft.problem(Code.TOO_LARGE, "a part of the XFA form")
            continue
        buffer = ctypes.create_string_buffer(size.value)
        if pdfium.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size):
            found[name or str(index)] = buffer.raw
    return found


def is_placeholder(text: str) -> bool:
    """Return whether a page's text is the "please wait" that stands in for a dynamic form."""
    return bool(_WAIT.search(text) and _READER.search(text))


def read(parts: dict[str, bytes], draft: Draft) -> bool:
    """Add the form's values as `form field NAME` and its printed words as `form`; return whether anything was there."""
    template = _tree(parts.get("template", b""))
    captions, printed = _captions(template)
    body = FlowWriter()
    for line in printed:
        body.add(line, "form")
    body.into(draft)
    if "datasets" not in parts:
        return bool(printed)
    data = _tree(parts["datasets"])
    if data is None:
        draft.problem(Code.CORRUPT, "XFA form data")
        return bool(printed)
    fields = FlowWriter()
    for element in data.iter(etree.Element):
        text = "\n".join((element.text or "").split("\r\n")).strip()
        name = etree.QName(element).localname
        if text:
            fields.add(f"{captions.get(name, name)}: {text}", f"form field {name}")
        for key, value in element.attrib.items():
            if value.strip() and not str(key).startswith("{"):
                fields.add(f"{key!s}: {value!s}", f"form field {name}")
    fields.into(draft, Role.FORM)
    return True


def _tree(packet: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(packet.strip(b"\x00 \r\n\t"), parser(recover=True)) if packet.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def _captions(template: etree._Element | None) -> tuple[dict[str, str], list[str]]:
    """Return the words beside each field by its name, and the words printed on the form without a field."""
    captions: dict[str, str] = {}
    printed: list[str] = []
    for element in template.iter(etree.Element) if template is not None else ():
        local = etree.QName(element).localname
        if local == "field" and element.get("name"):
            words = _words(element, "caption") or _words(element, "toolTip")
            if words:
                captions[element.get("name", "")] = words
        elif local == "draw":
            words = _words(element, "value")
            if words:
                printed.append(words)
    return captions, printed


def _words(element: etree._Element, part: str) -> str:
    return " ".join(
        " ".join(str(text) for text in found.itertext()) for found in element.iter("{*}" + part)
    ).strip()  # fmt: skip
