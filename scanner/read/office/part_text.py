"""The words of a part of an Office package that has no reader of its own: its text, and what its attributes say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scanner.read.markup import xml_parser
from scanner.read.office.drawing_text import runs
from scanner.read.office.ooxml import Locals, inner_text
from scanner.read.text import data_uri

# Values that programs write for themselves: identifiers, addresses of schemas, references to cells, switches, colours, dates of versions.
_MACHINE = re.compile(
    r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|https?://(?:schemas|purl|www\.w3)\.\S*|urn:\S*|"
    r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?(?: .*)?|true|false|none|auto|rId\d+|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8}|\d{4}-\d\d-\d\dT[\d:.]+Z?"
)
_MACHINE_NAMES = frozenset(("uid", "guid", "Ignorable", "Requires", "schemaLocation", "space", "lang", "revisionPtr", "classid"))
_LEAST_DIGITS = 5
_ODF_PARAGRAPHS = ("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p", "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h")


def lines(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs and other texts of a part in order; runs of a paragraph join without a space."""
    names = Locals()
    inside: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        text = ""
        if event == "end":
            if element is inside:
                inside = None
            if inside is None:
                text = element.tail or ""
        elif inside is None and event == "start" and element.tag in _ODF_PARAGRAPHS:
            inside = element
            text = inner_text(element)
        elif inside is None and event == "start" and names[element.tag] == "p" and next(element.iter("{*}t"), None) is not None:
            inside = element
            text = "".join(runs(element, names))
        elif inside is None:
            text = element.text or ""
        if text.strip() and data_uri.document(text.strip()) is None:
            yield text.strip()


def attributes(root: etree._Element, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield `name: value` of the attributes that hold words or long numbers, each once, but for elements in `skipped`."""
    names = Locals()
    told: set[str] = set()
    for element in root.iter(etree.Element):
        if names[element.tag] in skipped:
            continue
        for key, value in xml_parser.attributes(element):
            name = names[key]
            if name in _MACHINE_NAMES or not has_words(value):
                continue
            line = f"{name}: {value}"
            if line not in told:
                told.add(line)
                yield line


def has_words(value: str) -> bool:
    """Return whether a value may be of a person: it has letters or a long number, and is not one of a program's own."""
    if sum(map(str.isdigit, value)) < _LEAST_DIGITS and not any(map(str.isalpha, value)):
        return False
    return len(value) > 1 and not _MACHINE.fullmatch(value)


def documents(root: etree._Element) -> Iterator[bytes]:
    """Yield the documents that elements hold in base64, the package of Power Query's formulas among them (MS-QDEFF 2.2)."""
    for element in root.iter(etree.Element):
        text = (element.text or "").strip()
        found = data_uri.document(text)
        if found is None and str(element.tag).endswith("DataMashup"):
            binary = data_uri.decoded(text.encode("ascii", "ignore")) or b""
            found = binary[8 : 8 + int.from_bytes(binary[4:8], "little")]
        if found:
            yield found
