"""XMP packets, the metadata that Adobe's family of formats and cameras carry (ISO 16684-1)."""

from __future__ import annotations

import re

from lxml import etree

from scanner.read.draft import FlowWriter
from scanner.read.markup.xml import parser

PACKET = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>|<rdf:RDF.*?</rdf:RDF>", re.DOTALL)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
# What programs write for each other: identifiers of versions, colours, settings of a camera, thumbnails.
_MACHINE = (
    "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/sType/", "http://ns.adobe.com/xap/1.0/g/",
    "http://ns.adobe.com/camera-raw-settings/", "http://www.aiim.org/pdfa/", _RDF[1:-1],
    "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/", "http://www.w3.org/XML/1998/namespace", "adobe:ns:meta/",
)  # fmt: skip
# Identifiers of versions of a file, and digests, in whichever property they stand.
_IDENTIFIER = re.compile(r"(?:adobe|xmp\.?\w*|uuid):|[0-9A-Fa-f]{32}$|[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}$")
_LONGEST = 1 << 20  # bytes of a packet


def add(packet: bytes, flow: FlowWriter, known: frozenset[str] = frozenset()) -> bool:
    """Add `name: value` lines with the place `metadata NAME` for what a person may have written.

    Values in `known` are left out. Returns False when the packet is not readable.
    """
    if len(packet) > _LONGEST:
        return False
    try:
        root = etree.fromstring(packet, parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    if root is None:
        return False
    told = set(known)
    for element in root.iter(etree.Element):
        name = _name(element)
        values = [(name, element.text or "")] if len(element) == 0 else []
        values += [(etree.QName(key).localname, str(text)) for key, text in element.attrib.items() if not _machine(str(key))]
        for label, text in values:
            clean = " ".join(text.split())
            if label and clean and clean not in told and not _IDENTIFIER.match(clean):
                told.add(clean)
                flow.add(f"{label}: {clean}", f"metadata {label.lower()}")
    return True


def _name(element: etree._Element) -> str:
    """Return the property that an element's text belongs to; empty for machine data. Lists hide it some levels up."""
    node: etree._Element | None = element
    while node is not None and node.tag.startswith(_RDF):
        node = node.getparent()
    if node is None or _machine(node.tag):
        return ""
    return str(etree.QName(node).localname)


def _machine(tag: str) -> bool:
    return not tag.startswith("{") or tag[1:].startswith(_MACHINE)
