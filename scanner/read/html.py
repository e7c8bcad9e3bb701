"""HTML: what a person sees, and what the page holds besides: attributes, comments, metadata, hidden parts."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from scanner.model import Role
from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.source import Source
from scanner.read.tables import GridWriter

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "form",
        "option",
        "title",
        "body",
    ]
)
_SILENT = frozenset(["script", "style", "template", "noscript"])
_ATTRIBUTES = ("alt", "title", "value", "placeholder", "content", "aria-label", "href")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add visible text by line, tables as tables, and attributes, comments and scripts as metadata."""
    data = source.data()
    declared = _CHARSET.search(data[:4096])
    try:
        text, _ = decode(data, declared.group(1).decode("ascii") if declared else None)
    except NotText:
        raise NotThisFormat from None
    add_html(draft, text)


def add_html(draft: Draft, text: str, place: str = "") -> None:
    """Add the content of HTML text; `place` replaces line numbers where the page is part of something else."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = lxml_html.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NotThisFormat from None
    visible, hidden = _Lines(place), _Lines(place)
    metadata = FlowWriter()
    tables = _walk(root, visible, hidden, metadata)
    visible.into(draft, Role.BODY)
    hidden.into(draft, Role.HIDDEN)
    metadata.into(draft, Role.METADATA)
    for number, table in enumerate(tables, 1):
        grid = GridWriter()
        for row, line in enumerate(table.iter("tr"), 1):
            for column, cell in enumerate(line.iterchildren("td", "th"), 1):
                grid.cell(row, column, " ".join(cell.text_content().split()))
        grid.into(draft, f"{place} table {number}".strip(), "rc")


class _Lines:
    def __init__(self, place: str) -> None:
        self._flow = FlowWriter()
        self._line: list[str] = []
        self._place = place
        self._number = 0

    def text(self, text: str | None) -> None:
        if text:
            self._line.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def end(self) -> None:
        line = "".join(self._line).strip(" ")
        self._line = []
        if line:
            self._number += 1
            self._flow.add(line, self._place or f"paragraph {self._number}")

    def into(self, draft: Draft, role: Role) -> None:
        self.end()
        self._flow.into(draft, role)


def _walk(root: lxml_html.HtmlElement, visible: _Lines, hidden: _Lines, metadata: FlowWriter) -> list[lxml_html.HtmlElement]:
    tables = []
    skipping: lxml_html.HtmlElement | None = None
    veiled: lxml_html.HtmlElement | None = None
    inside = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            metadata.add(element.text or "", "comment")
            (visible if inside == 0 else _Lines("")).text(element.tail if skipping is None else None)
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "table" and inside == 0 and skipping is None:
                tables.append(element)
            inside += tag == "table"
            if tag in _SILENT and skipping is None:
                skipping = element
                if tag == "script":
                    metadata.add(element.text or "", "script")
            if veiled is None and _is_hidden(element):
                veiled = element
            _attributes(element, metadata)
            if skipping is None and (inside == 0 or veiled is not None):
                target = hidden if veiled is not None else visible
                if tag in _BLOCKS:
                    target.end()
                target.text(element.text)
        else:
            if tag == "table":
                inside -= 1
            target = hidden if veiled is not None else visible
            if skipping is None and tag in _BLOCKS:
                target.end()
            if element is skipping:
                skipping = None
            if element is veiled:
                veiled = None
            if skipping is None and inside == 0:
                (hidden if veiled is not None else visible).text(element.tail)
    return tables


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("type") == "hidden"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def _attributes(element: lxml_html.HtmlElement, metadata: FlowWriter) -> None:
    for name, value in element.attrib.items():
        if not value.strip() or value.startswith("data:"):
            continue
        if name in _ATTRIBUTES or name.startswith("data-"):
            if name == "href" and not value.startswith(("mailto:", "tel:")):
                continue
            label = element.get("name") or element.get("id") or ""
            metadata.add(f"{label}: {value}" if label else value, f"attribute {name}")
