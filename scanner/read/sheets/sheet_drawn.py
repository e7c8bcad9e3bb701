"""Drawings on a sheet: text boxes at the cell where they begin, charts, diagrams, pictures' descriptions, form controls."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scanner.model import Role, column_letters
from scanner.read.draft import Draft, FlowWriter, Refused
from scanner.read.office import drawing_text
from scanner.read.office.ooxml import Locals, Package
from scanner.read.office.ooxml_rest import add_drawing

_DRAWN = {"chart": "chart", "chartEx": "chart", "diagramData": "diagram"}


def add(package: Package, part: str, sheet: str, draft: Draft) -> None:
    """Add the drawings that a sheet's part leads to."""
    for relation in package.related(part):
        if relation.kind not in ("drawing", "vmlDrawing") or not package.take(relation.target):
            continue
        try:
            _anchors(package.tree(relation.target), sheet, draft)
            for inner in package.related(relation.target):
                if inner.kind in _DRAWN and package.take(inner.target):
                    add_drawing(package.tree(inner.target), f"{_DRAWN[inner.kind]} {sheet}", draft)
        except Refused as refusal:
            draft.problem(refusal.code, f"a drawing: {refusal.detail}")


def _anchors(root: etree._Element, sheet: str, draft: Draft) -> None:
    shown, beside = FlowWriter(), FlowWriter()
    names = Locals()
    for anchor in _each(root, names):
        place = f"text box {sheet}{_corner(anchor, names)}"
        for line in drawing_text.drawn(anchor):
            shown.add(line, place)
        for line in drawing_text.described(anchor):
            beside.add(line, f"{place} description")
    shown.into(draft)
    beside.into(draft, Role.METADATA)


def _each(parent: etree._Element, names: Locals) -> Iterator[etree._Element]:
    for element in parent:
        if names[element.tag] == "AlternateContent":
            for branch in drawing_text.alternatives(element):
                yield from _each(branch, names)
        elif names[element.tag]:
            yield element


def _corner(anchor: etree._Element, names: Locals) -> str:
    """Return the cell where a drawing begins as `!B4`, or an empty text when it is not told."""
    for element in anchor:
        if names[element.tag] == "from":
            told = {names[found.tag]: (found.text or "").strip() for found in element}
            column, row = told.get("col", ""), told.get("row", "")
            if column.isascii() and column.isdigit() and row.isascii() and row.isdigit():
                return f"!{column_letters(int(column[:5]) + 1)}{int(row[:7]) + 1}"
    return ""
