"""What a PDF says about itself: the information dictionary, XMP, bookmarks, and the files it carries."""

from __future__ import annotations

import ctypes
import hashlib
import re
import zlib
from collections.abc import Iterable
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.markup import xmp
from scanner.read.pdf import pdf_raw

_STANDARD = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")
_DESTINATIONS = 5000  # programs that set books make one for each heading, note and formula
_XML_STREAM = re.compile(rb"/Type\s*/Metadata|/Subtype\s*/XML")
_STREAM = re.compile(rb"stream\r?\n?")
_PACKET_LIMIT = 1 << 20  # bytes an unpacked XMP packet may have
_DICTIONARY = 4096  # bytes around a key in which the rest of its dictionary stands


def read(document: pypdfium2.PdfDocument, data: bytes, draft: Draft) -> None:
    """Add `metadata NAME` for information and XMP, `bookmark` for the titles of the outline, `destination` for named places.

    PDFium gives only entries of the information dictionary that are asked for by name; those of a firm come with the rest.
    """
    flow = FlowWriter()
    known = set()
    for key in _STANDARD:
        value = pdf_raw.wide(pdfium.FPDF_GetMetaText, document.raw, key.encode("latin-1")).strip()
        if value:
            known.add(" ".join(value.split()))
            flow.add(f"{key}: {value}", f"metadata {key.lower()}")
    for packet in dict.fromkeys(_packets(data, draft)):
        xmp.add(packet, flow, frozenset(known))
    try:
        for bookmark in document.get_toc(max_depth=12):
            flow.add(bookmark.get_title(), "bookmark")
    except pypdfium2.PdfiumError:
        draft.problem(Code.CORRUPT, "bookmarks")
    for index in range(max(0, min(pdfium.FPDF_CountNamedDests(document.raw), _DESTINATIONS))):
        flow.add(_destination(document.raw, index), "destination")
    flow.into(draft, Role.METADATA)


def _packets(data: bytes, draft: Draft) -> Iterable[bytes]:
    """Give the XMP packets: those in plain bytes, and those that are packed with Flate. One that is too large is told."""
    last = 0
    for found in _XML_STREAM.finditer(data):
        if found.start() < last:
            continue
        start = _STREAM.search(data, found.end(), found.end() + _DICTIONARY)
        if not start or b"endobj" in data[found.end() : start.start()]:
            continue
        end = data.find(b"endstream", start.end())
        last = end if end > 0 else len(data)
        raw = data[start.end() : last]
        if b"<rdf:RDF" not in raw:
            try:
                raw = zlib.decompressobj().decompress(raw, _PACKET_LIMIT)
            except zlib.error:
                continue
        if len(raw) >= _PACKET_LIMIT:
            draft.problem(Code.TOO_LARGE, "metadata in XMP")
        packet = xmp.PACKET.search(raw)
        if packet:
            yield packet.group()


def _destination(document: Any, index: int) -> str:
    size = ctypes.c_long()
    pdfium.FPDF_GetNamedDest(document, index, None, size)
    if not 2 < size.value <= _DICTIONARY:
        return ""
    buffer = ctypes.create_string_buffer(size.value)
    pdfium.FPDF_GetNamedDest(document, index, buffer, size)
    return buffer.raw[: size.value - 2].decode("utf-16-le", "replace") if size.value > 2 else ""


def attachments(document: pypdfium2.PdfDocument, noted: list[Any], draft: Draft, context: Context) -> set[bytes]:
    """Read every embedded file as a document of its own; `noted` are those that hang on annotations.

    Returns the SHA-256 of each.
    """
    handles = [pdfium.FPDFDoc_GetAttachment(document.raw, index) for index in range(max(0, document.count_attachments()))]
    seen: set[tuple[str, bytes]] = set()
    for index, handle in enumerate([*handles, *noted], 1):
        name = pdf_raw.wide(pdfium.FPDFAttachment_GetName, handle) if handle else ""
        try:
            if not handle:
                raise pypdfium2.PdfiumError("no such attachment")
            content = bytes(pypdfium2.PdfAttachment(handle, document).get_data())
        except pypdfium2.PdfiumError:
            draft.problem(Code.CORRUPT, f"attachment {index}")
            continue
        digest = (name, hashlib.sha256(content).digest())
        if digest not in seen:
            seen.add(digest)
            context.read_child(draft, name or f"attachment {index}", f"attachment {name or index}", content)
    return {digest for _, digest in seen}
