"""One stream of Word's paragraphs: the body, a header, a note; tables, text boxes, fields, deleted and hidden text in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Budget, Draft, FlowWriter
from scanner.read.office import word_marks
from scanner.read.office.drawing_text import alternatives
from scanner.read.office.ooxml import Locals, attribute, cell_text, inner_text
from scanner.read.tables import GridWriter

_LEAD = 80  # characters of shown text that go before hidden text, so that a label stays with its value
_SKIPPED = frozenset(
    (
        "pPr",
        "rPr",
        "sectPr",
        "tblPr",
        "tblGrid",
        "tblPrEx",
        "trPr",
        "tcPr",
        "sdtPr",
        "sdtEndPr",
        "numbering",
        "smartTagPr",
        "customXmlPr",
        "docPartPr",
    )
)


@dataclass(slots=True)
class _Unseen:
    """Text that Word does not show, each stretch with the shown words before it that announce it."""

    parts: list[str] = field(default_factory=list)
    reached: int = -1

    def after(self, shown: list[str]) -> None:
        """Begin a stretch behind what is shown so far; stretches with nothing shown between them are one."""
        if self.reached == len(shown):
            return
        self.reached = len(shown)
        lead = "".join(shown[-8:])[-_LEAD:]
        for place in range(len(lead) - 1, -1, -1):
            if lead[place].isdigit() or lead[place] in ".;,\t\n":
                lead = lead[place + 1 :]
                break
        self.parts.append(f" {lead}" if self.parts else lead)


@dataclass(slots=True)
class _Line:
    """A paragraph while it is read: what is shown, what is not, and the boxes anchored in it."""

    shown: list[str] = field(default_factory=list)
    deleted: _Unseen = field(default_factory=_Unseen)
    hidden: _Unseen = field(default_factory=_Unseen)
    codes: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class Story:
    """Reads one story into a draft. `place` names all of it; without one, paragraphs are counted.

    `people` collects the names of those who commented, inserted or deleted.
    """

    def __init__(self, draft: Draft, budget: Budget, place: str, role: Role, people: dict[str, None]) -> None:
        self._draft = draft
        self._budget = budget
        self._place = place
        self._role = role
        self._people = people
        self._names = Locals()
        self._flow = FlowWriter()
        self._unseen = FlowWriter()
        self._codes = FlowWriter()
        self._number = 0
        self._tables = 0
        self._nested: list[etree._Element] = []

    def add(self, root: etree._Element) -> None:
        """Read the story and put it in the draft, also when a limit stops it halfway."""
        try:
            self._blocks(root, None)
        finally:
            self._flow.into(self._draft, self._role)
            self._unseen.into(self._draft, Role.HIDDEN)
            self._codes.into(self._draft, Role.METADATA)

    def _blocks(self, parent: etree._Element, cell: list[str] | None) -> None:
        names = self._names
        for element in parent:
            name = names[element.tag]
            if name == "p":
                self._paragraph(element, cell)
            elif name == "tbl":
                if cell is None:
                    self._table(element)
                else:
                    self._nested.append(element)
            elif name == "AlternateContent":
                for branch in alternatives(element):
                    self._blocks(branch, cell)
            elif name in ("r", "t", "hyperlink"):  # runs without a paragraph, in damaged files
                self._paragraph(parent, cell)
                return
            else:
                for kind, words in word_marks.words(element, name, names):
                    self._codes.add(words, f"{self._place or f'paragraph {self._number + 1}'} {kind}")
                if name not in _SKIPPED:
                    if name == "comment":
                        self._person(element)
                    self._blocks(element, cell)

    def _paragraph(self, paragraph: etree._Element, cell: list[str] | None) -> None:
        self._number += 1
        if self._number % 256 == 0:
            self._budget.check_time()
        place = self._place or f"paragraph {self._number}"
        line = _Line()
        self._runs(paragraph, line, line.shown)
        shown = "".join(line.shown)
        if cell is None:
            self._flow.add(shown, place)
        else:
            cell.append(shown)
        if line.deleted.parts:
            self._unseen.add("".join(line.deleted.parts), f"{place} deleted text")
        if line.hidden.parts:
            self._unseen.add("".join(line.hidden.parts), f"{place} hidden text")
        if line.codes:
            self._codes.add("".join(line.codes), f"{place} field")
        for kind, words in line.marks:
            self._codes.add(words, f"{place} {kind}")
        for box in line.boxes:
            self._blocks(box, cell)

    def _runs(self, parent: etree._Element, line: _Line, to: list[str]) -> None:
        """Add the runs below an element to a list; runs join without a space."""
        names = self._names
        for element in parent:
            name = names[element.tag]
            if name == "r":
                into = to
                if to is line.shown and self._vanishes(element):
                    line.hidden.after(line.shown)
                    into = line.hidden.parts
                self._runs(element, line, into)
            elif name == "t":
                to.append(element.text if not len(element) and element.text else inner_text(element))
            elif name in _SKIPPED:
                line.marks += word_marks.words(element, name, names)
            elif name in ("tab", "ptab"):
                to.append("\t")
            elif name in ("br", "cr"):
                to.append("\n")
            elif name == "txbxContent":
                line.boxes.append(element)
            elif name in ("del", "moveFrom"):
                self._person(element)
                line.deleted.after(line.shown)
                self._runs(element, line, line.deleted.parts)
            elif name in ("delText", "delInstrText"):
                line.deleted.after(line.shown)
                line.deleted.parts.append(element.text or "")
            elif name == "instrText":
                line.codes.append(element.text or "")
            elif name == "AlternateContent":
                for branch in alternatives(element):
                    self._runs(branch, line, to)
            else:
                line.marks += word_marks.words(element, name, names)
                self._special(element, name, line, to)

    def _special(self, element: etree._Element, name: str, line: _Line, to: list[str]) -> None:
        if name == "noBreakHyphen":
            to.append("-")
        elif name == "sym":
            to.append(word_marks.symbol(element))
        elif name == "fldSimple":
            line.codes.append(attribute(element, "instr"))
            self._runs(element, line, to)
        elif name == "ffData":
            to.append(word_marks.chosen_entry(element, self._names))
        elif name == "textpath":  # the words of old WordArt and of watermarks
            to.append(element.get("string", "") + "\n")
        elif name == "fldChar" and not len(element):
            line.codes.append(" " if line.codes else "")
        elif name == "p":  # a paragraph of a drawing inside a run
            self._runs(element, line, to)
            to.append("\n")
        elif name == "v" or len(element):
            if name == "ins":
                self._person(element)
            self._runs(element, line, to)

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        name = f"{self._place} table {self._tables}".strip()
        if not self._place:  # body text keeps its order around a table; elsewhere one segment is enough
            self._flow.into(self._draft, self._role)
            self._flow = FlowWriter()
        outer, self._nested = self._nested, []
        grid = GridWriter()
        try:
            for row, line in enumerate(self._inside(table, "tr"), 1):
                column = 1
                for cell in self._inside(line, "tc"):
                    texts: list[str] = []
                    self._blocks(cell, texts)
                    grid.cell(row, column, cell_text(texts))
                    column += self._span(cell)
        finally:
            grid.into(self._draft, name, "rc", self._role)
        inner, self._nested = self._nested, outer
        for nested in inner:
            self._table(nested)

    def _inside(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        """Yield the rows of a table or the cells of a row, also those wrapped in controls, insertions or custom XML."""
        for element in parent:
            name = self._names[element.tag]
            if name == wanted:
                yield element
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "del", "moveFrom", "AlternateContent"):
                for branch in alternatives(element) if name == "AlternateContent" else [element]:
                    yield from self._inside(branch, wanted)

    def _span(self, cell: etree._Element) -> int:
        for properties in cell:
            if self._names[properties.tag] == "tcPr":
                for mark in properties:
                    if self._names[mark.tag] == "gridSpan":
                        value = attribute(mark, "val")
                        return max(1, min(1000, int(value))) if value.isascii() and value.isdigit() else 1
                return 1
        return 1

    def _vanishes(self, run: etree._Element) -> bool:
        for properties in run:
            if self._names[properties.tag] == "rPr":
                return any(
                    self._names[mark.tag] in ("vanish", "specVanish", "webHidden")
                    and attribute(mark, "val") not in ("0", "false", "off")
                    for mark in properties
                )
        return False

    def _person(self, element: etree._Element) -> None:
        name = attribute(element, "author")
        if name:
            self._people[name] = None
