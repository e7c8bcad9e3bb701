"""Collects the text of an RTF document: body paragraphs and tables in order, and each other story apart."""

from __future__ import annotations

from scanner.model import Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.office.ooxml import cell_text
from scanner.read.tables import GridWriter

_LEAD = 80  # characters of shown text that go before hidden text, so that a label stays with its value


class Text:
    """The growing text. A story is named by its place; the body is ''. `in_table` says whether paragraphs stand in a cell."""

    def __init__(self, draft: Draft) -> None:
        self.in_table = False
        self._draft = draft
        self._flow = FlowWriter()
        self._line: dict[str, list[str]] = {"": []}
        self._roles: dict[str, Role] = {}
        self._others: dict[Role, FlowWriter] = {}
        self._number = 0
        self._tables = 0
        self._cell: list[str] = []
        self._cells: list[str] = []
        self._rows: list[list[str]] = []

    def story(self, place: str, role: Role) -> str:
        """Begin or go on with a story apart from the body and return its name."""
        self._roles[place] = role
        self._line.setdefault(place, [])
        return place

    def end_story(self, story: str) -> None:
        """End the story's last paragraph, which no mark ends."""
        if story and self._line.get(story):
            self.paragraph(story)

    def add(self, text: str, story: str, unseen: str = "") -> None:
        """Add characters to the paragraph that is being read; `unseen` says why they are not shown, if so."""
        if not unseen:
            self._line[story].append(text)
            return
        lead = "".join(self._line[story][-8:])[-_LEAD:]
        cut = max((lead.rfind(mark) for mark in "0123456789.;,\t\n"), default=-1)
        place = f"{story or f'paragraph {self._number + 1}'} {unseen}"
        line = self._line.setdefault(place, [])
        self._roles[place] = Role.HIDDEN
        if not line:
            line.append(lead[cut + 1 :])
        line.append(text)

    def paragraph(self, story: str) -> None:
        """End a paragraph."""
        text = self._take(story)
        if story:
            self._others.setdefault(self._roles[story], FlowWriter()).add(text, story)
            return
        self._number += 1
        if self.in_table:
            self._cell.append(text)
            return
        self._end_table()
        self._flow.add(text, f"paragraph {self._number}")

    def cell(self, story: str) -> None:
        """End a cell; outside the body it is set apart by a tab."""
        if story:
            self._line[story].append("\t")
            return
        self._number += 1
        self._cell.append(self._take(""))
        self._cells.append(cell_text(self._cell))
        self._cell = []

    def row(self, story: str) -> None:
        """End a row."""
        if story:
            self.paragraph(story)
        elif self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def finish(self) -> None:
        """Put all in the draft."""
        self.row("")
        if self._line[""] or self._cell:
            self.paragraph("")
        self._end_table()
        for story in [name for name in self._line if name]:
            self.end_story(story)
        self._flow.into(self._draft)
        for role, flow in self._others.items():
            flow.into(self._draft, role)

    def _take(self, story: str) -> str:
        parts, self._line[story] = self._line[story], []
        text = "".join(parts)
        # Characters beyond the first plane are written as two halves.
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if not rows:
            return
        self._flow.into(self._draft)
        self._flow = FlowWriter()
        self._tables += 1
        grid = GridWriter()
        for row, cells in enumerate(rows, 1):
            for column, text in enumerate(cells, 1):
                grid.cell(row, column, text)
        grid.into(self._draft, f"table {self._tables}", "rc")
