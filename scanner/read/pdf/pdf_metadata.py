"""What a PDF says about itself: the information dictionary, XMP, bookmarks, and the files it carries."""

from __future__ import annotations

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
_REFERENCE = re.compile(rb"/Info\s+(\d{1,10})\s+(\d{1,5})\s+R")
_KEY = re.compile(rb"/([A-Za-z][\w.\-]{0,60})\s*[(<]")
_XML_STREAM = re.compile(rb"/Type\s*/Metadata|/Subtype\s*/XML")
_STREAM = re.compile(rb"stream\r?\n?")
_PACKET_LIMIT = 1 << 20  # bytes an unpacked XMP packet may have
_DICTIONARY = 4096  # bytes around a key in which the rest of its dictionary stands


def read(document: pypdfium2.PdfDocument, data: bytes, draft: Draft) -> None:
    """Add `metadata NAME` for information and XMP, and `bookmark` for the titles of the outline."""
    flow = FlowWriter()
    known = set()
    for key in dict.fromkeys((*_STANDARD, *_own_keys(data))):
        value = pdf_raw.wide(pdfium.FPDF_GetMetaText, document.raw, key.encode("latin-1")).strip()
        if value:
            known.add(" ".join(value.split()))
            flow.add(f"{key}: {value}", f"metadata {key.lower()}")
    for packet in dict.fromkeys(_packets(data)):
        xmp.add(packet, flow, frozenset(known))
    try:
        for bookmark in document.get_toc(max_depth=12):
            flow.add(bookmark.get_title(), "bookmark")
    except pypdfium2.PdfiumError:
        draft.problem(Code.CORRUPT, "bookmarks")
    flow.into(draft, Role.METADATA)


def _own_keys(data: bytes) -> list[str]:
    """Return the names in the information dictionary, own ones of a firm included, where it stands in plain bytes.

    PDFium gives values only for names that are asked for.
    """
    keys: list[str] = []
    for reference in set(_REFERENCE.findall(data[-65_536:]) + _REFERENCE.findall(data[:65_536])):
        start = re.search(rb"(?<!\d)%b\s+%b\s+obj\b" % reference, data)
        if start:
            dictionary = data[start.end() : start.end() + 2 * _DICTIONARY].partition(b"endobj")[0]
            keys += [key.decode("latin-1") for key in _KEY.findall(dictionary)]
    return keys[:200]


def _packets(data: bytes) -> Iterable[bytes]:
    """Give the XMP packets: those in plain bytes, and those that are packed with Flate."""
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
        packet = xmp.PACKET.search(raw)
        if packet:
            yield packet.group()


def attachments(document: pypdfium2.PdfDocument, noted: list[Any], draft: Draft, context: Context) -> None:
    """Read every embedded file as a document of its own; `noted` are those that hang on annotations."""
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
