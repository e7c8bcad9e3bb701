"""Any XML: text and attributes behind the name of their element, without entities, external files or network."""

from __future__ import annotations

import re
import zlib
from itertools import islice
from typing import Any

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.markup.xml_parser import attributes, parser
from scanner.read.markup.xml_signature import signature
from scanner.read.office.part_text import has_words
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.picture_words import add_picture
from scanner.read.place_names import shortened
from scanner.read.source import Source
from scanner.read.text import data_uri
from scanner.read.text.decode import NotText, decode

__all__ = ["parser", "read"]

_SVG = "http://www.w3.org/2000/svg"
_SPOKEN = frozenset(["text", "tspan", "textpath", "title", "desc"])
# Vocabularies of running text: their paragraphs are lines, and all else inside a paragraph is part of the line.
_PARAGRAPHS = {
    "http://schemas.microsoft.com/office/word/2003/wordml": frozenset(["p"]),
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": frozenset(["p"]),
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": frozenset(["p", "h"]),
    "http://www.w3.org/1999/xhtml": frozenset(
        ["p", "div", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "br", "title"]
    ),
}
_DECLARATION = re.compile(r"<\?xml[^>]*\?>")
_OFFICE = (
    "http://schemas.microsoft.com/office/",
    "http://schemas.microsoft.com/aml/",
    "http://schemas.openxmlformats.org/",
    "urn:schemas-microsoft-com:",
    "urn:oasis:names:tc:opendocument:",
)
_NONE: frozenset[str] = frozenset()
_CHECK = 4096
_DECLARATIONS = 10_000  # declarations of entities that are looked at


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add `name: text` lines with the element's path as place, and documents written in base64 as parts.

    Raises NotThisFormat for what is not well-formed, which the caller then reads as plain text.
    """
    root = _root(source.data())
    walk = _Walk(draft, context)
    try:
        walk.around(root)
        walk.through(root)
    finally:
        walk.finish()
    _declared(root, draft)
    signature(root, draft)


def _root(data: bytes) -> etree._Element:
    """Return the document; one whose declaration names another encoding than it is written in is decoded first."""
    data = data.lstrip() if data[:1].isspace() else data
    try:
        return etree.fromstring(data, parser(remove_pis=False))
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        text = decode(data)[0].lstrip("\ufeff \t\r\n")
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser(remove_pis=False, encoding="utf-8"))
    except (NotText, etree.XMLSyntaxError, ValueError):
        raise NotThisFormat from None


class _Walk:
    """One walk over the tree; an element amid text stays in the line of that text."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._context = context
        self._flow = FlowWriter()
        self._comments = FlowWriter()
        self._beside = FlowWriter()
        self._paths: list[str] = []
        self._counts: list[dict[str, int]] = [{}]
        self._mixed: list[bool] = [False]
        """For each open element, whether its children are part of its line."""
        self._line: list[str] = []
        self._label = ""
        self._place = ""

    def through(self, root: etree._Element) -> None:
        """Read everything below and in an element."""
        for number, (event, node) in enumerate(etree.iterwalk(root, events=("start", "end", "comment", "pi"))):
            if number % _CHECK == 0:
                self._context.budget.check_time()
            if event in ("comment", "pi"):
                self._comments.add(" ".join((node.text or "").split()), "comment" if event == "comment" else "instruction")
                self._text(node.tail)
            elif not isinstance(node.tag, str):  # a reference to an entity, which is not resolved
                if event == "end":
                    self._text(node.tail)
            elif event == "start":
                self._start(node)
            else:
                self._end(node)

    def around(self, root: etree._Element) -> None:
        """Read the comments and instructions before and behind the root."""
        for node in (*root.itersiblings(preceding=True), *root.itersiblings()):
            kind: Any = node.tag
            if kind in (etree.Comment, etree.PI):
                self._comments.add(" ".join((node.text or "").split()), "comment" if kind is etree.Comment else "instruction")

    def finish(self) -> None:
        """Add to the draft what was read."""
        self._break()
        self._flow.into(self._draft)
        self._comments.into(self._draft, Role.COMMENT)
        self._beside.into(self._draft, Role.METADATA)

    def _start(self, element: etree._Element) -> None:
        name = etree.QName(element)
        local = name.localname
        count = self._counts[-1][local] = self._counts[-1].get(local, 0) + 1
        self._counts.append({})
        shown = local if sum(map(str.isdigit, local)) < 5 and len(local) <= 40 else "element"
        step = shown if count == 1 else f"{shown}[{count}]"
        self._paths.append(shortened(f"{self._paths[-1] if self._paths else ''}/{step}"))
        inline = self._mixed[-1]
        if not inline:
            self._break()
            self._label, self._place = local, self._paths[-1]
        paragraphs = _PARAGRAPHS.get(name.namespace or "", _NONE)
        self._mixed.append(inline or local in paragraphs or _has_text_between(element))
        if local in paragraphs:
            self._label = ""
        drawing = name.namespace == _SVG
        if not drawing:
            self._attributes(element)
        content = data_uri.document(element.text or "")
        if content is not None:
            self._document(element, local, content)
        elif not drawing or local in _SPOKEN:
            self._text(element.text)

    def _end(self, element: etree._Element) -> None:
        self._paths.pop()
        self._counts.pop()
        self._mixed.pop()
        if not self._mixed[-1]:
            self._break()
        elif not element.tail and element.getnext() is not None and not _is_run(element):
            self._line.append(" ")
        self._text(element.tail)

    def _attributes(self, element: etree._Element) -> None:
        # In documents of Office most attributes say how something looks.
        office = (etree.QName(element).namespace or "").startswith(_OFFICE)
        for key, value in attributes(element):
            label = etree.QName(key).localname
            content = data_uri.content(value)
            if content is not None:
                self._context.read_child(self._draft, label, f"{self._paths[-1]} {label}", content)
            elif value.strip() and not office:
                self._flow.add(f"{label}: {value}", self._paths[-1])
            elif office and has_words(value):
                self._beside.add(f"{label}: {value}", self._paths[-1])

    def _document(self, element: etree._Element, local: str, content: bytes) -> None:
        # Invoices (UBL, EN 16931) carry the PDF or spreadsheet in the text of an element, with its name beside it.
        named = element.get("filename") or element.get("fileName") or element.get("name") or local
        name = re.split(r"[/\\]", named)[-1] or local
        place = f"attachment {name}"
        unpacked = _drawing(content, self._context)
        picture = inner_picture(unpacked, place) if unpacked else None
        if picture is not None:
            add_picture(picture, self._draft, self._context)
        else:
            self._context.read_child(self._draft, name, place, content)

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def _break(self) -> None:
        line = " ".join("".join(self._line).split())
        self._line = []
        if line:
            self._flow.add(f"{self._label}: {line}" if self._label else line, self._place)


def _drawing(content: bytes, context: Context) -> bytes:
    """Return a Windows metafile, unpacked when it is packed as Office packs them, or nothing when the content is none."""
    if content[:2] == b"\x1f\x8b":
        most = context.budget.limits.expanded_mb << 20
        try:
            content = zlib.decompressobj(31).decompress(content, most)
        except zlib.error:
            return b""
        context.budget.charge_bytes(len(content))
    return content if content[40:44] == b" EMF" or content[:4] == b"\xd7\xcd\xc6\x9a" else b""


def _has_text_between(element: etree._Element) -> bool:
    """Return whether text and elements stand side by side in an element."""
    if len(element) == 0:
        return False
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def _is_run(element: etree._Element) -> bool:
    """Return whether an element is a stretch of a paragraph, which may end in the midst of a word."""
    return (etree.QName(element).namespace or "") in _PARAGRAPHS


def _declared(root: etree._Element, draft: Draft) -> None:
    """Entities are not put in place, but what they stand for is read where it is declared."""
    flow = FlowWriter()
    dtd: Any = root.getroottree().docinfo.internalDTD
    for entity in islice(dtd.iterentities() if dtd is not None else (), _DECLARATIONS):
        if entity.content:
            flow.add(f"{entity.name}: {entity.content}", "entity declaration")
    flow.into(draft, Role.METADATA)
