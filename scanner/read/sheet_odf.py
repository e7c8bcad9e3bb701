"""What an OpenDocument sheet holds beside its cells, and which cells show more digits than they store."""

from __future__ import annotations

import re

from lxml import etree

from scanner.model import Role, column_letters
from scanner.read import opendocument
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.odf_story import OdfStory
from scanner.read.ooxml import Locals, Package, attribute, inner_text

_MOST_COLUMNS = 16384


class Besides:
    """Reads the parts around the cells. `shown` tells, per sheet, cells whose shown text has more digits than stored."""

    def __init__(self, package: Package, draft: Draft, context: Context) -> None:
        self._package = package
        self._draft = draft
        self._context = context
        self._names = Locals()
        self.shown: dict[str, dict[tuple[int, int], str]] = {}
        self._comments = FlowWriter()
        self._drawn: list[tuple[str, etree._Element]] = []
        data = package.data("content.xml")
        self._padded = re.search(rb'min-integer-digits="(?:[2-9]|\d\d)"', data) is not None
        if self._padded or b":annotation" in data or b":shapes" in data or b"draw:" in data or b"form:" in data:
            try:
                self._walk(package.parse(data, "content.xml"))
            except Refused as refusal:
                draft.problem(refusal.code, refusal.detail)

    def add(self) -> None:
        """Add comments, drawings, forms, page headers, properties, pictures and embedded objects."""
        self._comments.into(self._draft, Role.COMMENT)
        for place, element in self._drawn:
            OdfStory(self._draft, self._context.budget, place).add(element)
        opendocument.besides(self._package, self._draft, self._context)

    def add_cells(self) -> None:
        """Add the tables as text documents have them, for a workbook that the quick reader refuses."""
        try:
            OdfStory(self._draft, self._context.budget).add(self._package.tree("content.xml"))
        except Refused as refusal:
            self._draft.problem(refusal.code, refusal.detail)

    def _walk(self, root: etree._Element) -> None:
        for table in root.iter("{*}table"):
            name = attribute(table, "name")
            for element in table:
                if self._names[element.tag] in ("shapes", "forms"):
                    self._drawn.append((f"text box {name}", element))
            row = 1
            for line in table.iter("{*}table-row"):
                self._row(name, row, line)
                row += _count(line, "number-rows-repeated")

    def _row(self, name: str, row: int, line: etree._Element) -> None:
        column = 1
        for cell in line:
            if not self._names[cell.tag].endswith("table-cell"):
                continue
            for element in cell:
                tag = self._names[element.tag]
                if tag == "annotation":
                    text = "\n".join(inner_text(found) for found in element if self._names[found.tag] in ("p", "list"))
                    self._comments.add(text, f"comment {name}!{column_letters(column)}{row}")
                elif tag in ("frame", "custom-shape", "g", "rect"):
                    self._drawn.append((f"text box {name}!{column_letters(column)}{row}", element))
                elif tag == "p" and self._padded and attribute(cell, "value-type") == "float":
                    shown = inner_text(element)
                    stored = attribute(cell, "value")
                    if _digits(shown).endswith(_digits(stored)) and len(_digits(shown)) > len(_digits(stored)):
                        self.shown.setdefault(name, {})[row, column] = shown
            column = min(_MOST_COLUMNS, column + _count(cell, "number-columns-repeated"))


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1
