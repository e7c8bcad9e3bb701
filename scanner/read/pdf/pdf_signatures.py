"""Signatures in a PDF: who signed, from the certificates that travel with the signature (ISO 32000-1, 12.8; RFC 5652)."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

from scanner.model import Code, Fact, Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.identity.certificate import CONFIDENCE, EVIDENCE
from scanner.read.pdf import pdf_raw

# An attribute of a distinguished name in DER: its object identifier, then a string type, its length in one byte, the string.
_ATTRIBUTE = re.compile(rb"\x06\x03\x55\x04([\x03\x04\x05\x2a])([\x0c\x13\x14\x16\x1e])([\x01-\x7f])", re.DOTALL)
_NAMES = {0x03: "CN", 0x04: "SN", 0x05: "serialNumber", 0x2A: "GN"}  # X.520: 2.5.4.3, .4, .5, .42
# On Belgian citizens' and foreigners' cards the serial number is the national number; elsewhere `PNOBE-` (ETSI EN 319 412-1).
_NATIONAL = re.compile(r"(?:PNOBE-)?(\d{11})")
_LARGEST = 4 << 20  # bytes of a signature


def read(document: Any, draft: Draft) -> None:
    """Add the names on each signature's certificates as `signature N`, and a national number there as a fact."""
    for index in range(max(0, min(pdfium.FPDF_GetSignatureCount(document), 1000))):
        signature = pdfium.FPDF_GetSignatureObject(document, index)
        place = f"signature {index + 1}"
        flow = FlowWriter()
        reason = pdf_raw.wide(pdfium.FPDFSignatureObj_GetReason, signature)
        if reason.strip():
            flow.add(f"Reason: {reason}", place)
        if pdfium.FPDFSignatureObj_GetContents(signature, None, 0) > _LARGEST:
            draft.problem(Code.TOO_LARGE, place)
        for name, value in dict.fromkeys(_attributes(_contents(signature))):
            number = _NATIONAL.fullmatch(value) if name == "serialNumber" else None
            if number:
                fact = Fact("BE_NATIONAL_REGISTER_NUMBER", number[1], place, (EVIDENCE,), CONFIDENCE)
                if fact not in draft.facts:
                    draft.facts.append(fact)
            elif name != "serialNumber":
                flow.add(f"{name}: {value}", place)
        flow.into(draft, Role.METADATA)


def _contents(signature: Any) -> bytes:
    size = pdfium.FPDFSignatureObj_GetContents(signature, None, 0)
    if not 0 < size <= _LARGEST:
        return b""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFSignatureObj_GetContents(signature, buffer, size)
    return buffer.raw


def _attributes(der: bytes) -> list[tuple[str, str]]:
    """Return the names in all certificates of a signature, issuers' included."""
    found = []
    for match in _ATTRIBUTE.finditer(der):
        raw = der[match.end() : match.end() + match[3][0]]
        encoding = {0x0C: "utf-8", 0x1E: "utf-16-be"}.get(match[2][0], "latin-1")
        found.append((_NAMES[match[1][0]], raw.decode(encoding, "replace")))
    return found
