"""Collects the cells of a table into one segment: a tab between cells, a line feed between rows."""

from __future__ import annotations

import io

from scanner.model import Cells, Grid, Role
from scanner.read.draft import Draft


class GridWriter:
    """Builds one table; rows and columns count from 1."""

    def __init__(self) -> None:
        self._text = io.StringIO(newline="")
        self._cells = Cells()
        self._length = 0
        self._row = 0

    def cell(self, row: int, column: int, text: str) -> None:
        """Add a cell; rows come in order, and the columns of a row too."""
        mark = ("\n" if row != self._row else "\t") if self._cells else ""
        self._row = row
        start = self._length + len(mark)
        self._text.write(mark + text)
        self._length = start + len(text)
        self._cells.add(start, self._length, row, column)

    def into(self, draft: Draft, name: str, style: str, role: Role = Role.BODY) -> None:
        """Add the table to the draft."""
        if self._cells:
            draft.text(self._text.getvalue(), Grid(name, self._cells, style), role)
