"""Tables of a page: those that hold data become grids; those that only arrange a page are running text."""

from __future__ import annotations

from lxml import html as lxml_html

from scanner.read.draft import Draft
from scanner.read.tables import GridWriter

_WIDEST = 1000  # columns one cell may span, as in the HTML standard


def is_data_table(table: lxml_html.HtmlElement) -> bool:
    """Return whether a table has no table inside and at least one row with two cells."""
    if next((True for inner in table.iterdescendants("table")), False):
        return False
    return any(sum(1 for _ in row.iterchildren("td", "th")) > 1 for row in table.iterdescendants("tr"))


class Tables:
    """The data tables of a page in order; the open one takes text into its current cell."""

    def __init__(self) -> None:
        self._done: list[GridWriter] = []
        self._table: lxml_html.HtmlElement | None = None
        self._grid = GridWriter()
        self._cell: list[str] = []
        self._row = 0
        self._column = 0
        self._next = 1
        self._spans: dict[int, int] = {}
        """Columns that cells of rows above reach into, with the number of rows left."""

    @property
    def is_open(self) -> bool:
        """Whether text belongs to a table."""
        return self._table is not None

    def open(self, table: lxml_html.HtmlElement) -> None:
        """Begin a table."""
        self._table = table
        self._grid = GridWriter()
        self._cell, self._row, self._column, self._next, self._spans = [], 0, 0, 1, {}

    def enter(self, element: lxml_html.HtmlElement, tag: str) -> None:
        """Begin a row or a cell of the open table."""
        if self._table is None:
            return
        self._flush()
        if tag == "tr":
            self._row += 1
            self._column = 0
            self._next = 1
            self._spans = {column: left - 1 for column, left in self._spans.items() if left > 1}
            return
        self._row = max(1, self._row)
        while self._next in self._spans:
            self._next += 1
        self._column = self._next
        width = _span(element, "colspan")
        self._next = self._column + width
        height = _span(element, "rowspan")
        if height > 1:
            # Counted from this row on, and taken off when the next row begins.
            self._spans.update(dict.fromkeys(range(self._column, self._next), height))

    def text(self, text: str) -> None:
        """Add text to the cell; what stands outside the cells comes in front of the next one."""
        self._cell.append(text)

    def leave(self, element: lxml_html.HtmlElement) -> None:
        """End the table when it is the open one."""
        if element is self._table:
            self._flush()
            self._done.append(self._grid)
            self._table = None

    def into(self, draft: Draft, place: str) -> None:
        """Add the tables to the draft, named `table 1` and so on behind the place."""
        if self._table is not None:
            self._flush()
            self._done.append(self._grid)
            self._table = None
        for number, grid in enumerate(self._done, 1):
            grid.into(draft, f"{place} table {number}".strip(), "rc")

    def _flush(self) -> None:
        text = " ".join("".join(self._cell).split())
        self._cell = []
        if text or self._column:
            self._grid.cell(max(1, self._row), max(1, self._column), text)
        self._column = 0


def _span(element: lxml_html.HtmlElement, name: str) -> int:
    try:
        return max(1, min(_WIDEST, int(element.get(name) or 1)))
    except ValueError:
        return 1
