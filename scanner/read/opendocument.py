"""OpenDocument text and presentations (ISO/IEC 26300): body, tables, headers and footers, notes, deletions, properties."""

from __future__ import annotations

from lxml import etree

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.ooxml import Package
from scanner.read.source import Source
from scanner.read.tables import GridWriter


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all text with places such as `paragraph 12`. Raises Refused when it is encrypted or broken."""
    package = Package(source, context)
    with package.archive:
        if package.has("META-INF/manifest.xml") and b"encryption-data" in package.bytes("META-INF/manifest.xml"):
            raise Refused(Code.ENCRYPTED, "OpenDocument with a password")
        root = package.tree("content.xml")
        _story(root, "", Role.BODY, draft)
        if package.has("styles.xml"):
            for element in package.tree("styles.xml").iter(etree.Element):
                name = etree.QName(element).localname
                if name in ("header", "footer", "header-first", "footer-first", "header-left", "footer-left"):
                    _story(element, name.partition("-")[0], Role.HEADER, draft)
        package.properties(draft)
        package.inside(draft, context)


def _story(root: etree._Element, place: str, role: Role, draft: Draft) -> None:
    flow, notes, gone = FlowWriter(), FlowWriter(), FlowWriter()
    number = tables = 0
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "table" and "table" not in _above(element):
            tables += 1
            _table(element, f"{place} table {tables}".strip(), role, draft)
        if name not in ("p", "h"):
            continue
        above = _above(element)
        text = _text(element)
        if "tracked-changes" in above:
            gone.add(text, "deleted text")
        elif "annotation" in above or "note" in above or "note-body" in above:
            notes.add(text, "comment" if "annotation" in above else "footnote")
        elif "table" not in above and "p" not in above:
            number += 1
            flow.add(text, place or f"paragraph {number}")
        elif "p" in above:
            notes.add(text, place or "text box")
    flow.into(draft, role)
    notes.into(draft, Role.NOTE)
    gone.into(draft, Role.HIDDEN)


def _table(table: etree._Element, name: str, role: Role, draft: Draft) -> None:
    grid = GridWriter()
    rows = [found for found in table.iter(etree.Element) if etree.QName(found).localname == "table-row"]
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(
            (found for found in line if isinstance(found.tag, str) and etree.QName(found).localname.endswith("table-cell")), 1
        ):
            text = " ".join(_text(part) for part in cell.iter(etree.Element) if etree.QName(part).localname in ("p", "h"))
            if text:
                grid.cell(row, column, text.replace("\t", " ").replace("\n", " "))
    grid.into(draft, name, "rc", role)


def _above(element: etree._Element) -> set[str]:
    return {etree.QName(parent).localname for parent in element.iterancestors()}


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            if name == "s":
                parts.append(" " * min(100, int(child.get("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}c", "1") or 1)))
            elif name == "tab":
                parts.append("\t")
            elif name == "line-break":
                parts.append("\n")
            elif name not in ("annotation", "note", "frame", "custom-shape"):
                parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
