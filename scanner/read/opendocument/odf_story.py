"""One stream of OpenDocument's paragraphs: content, a header, a slide; tables, notes, comments, deletions, forms in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Budget, Draft, FlowWriter
from scanner.read.office.ooxml import Locals, attribute, cell_text
from scanner.read.office.part_text import has_words
from scanner.read.opendocument import odf_marks
from scanner.read.tables import GridWriter

_MOST_SPACES = 200  # a run of spaces is written as a count that nothing bounds
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_APART = frozenset(
    ("annotation", "note", "frame", "custom-shape", "g", "rect", "text-box", "caption", "line", "ellipse", "polygon")
)


@dataclass(slots=True)
class _Flows:
    """Where the kinds of text of a story are collected."""

    shown: FlowWriter = field(default_factory=FlowWriter)
    notes: FlowWriter = field(default_factory=FlowWriter)
    comments: FlowWriter = field(default_factory=FlowWriter)
    unseen: FlowWriter = field(default_factory=FlowWriter)
    forms: FlowWriter = field(default_factory=FlowWriter)
    machine: FlowWriter = field(default_factory=FlowWriter)


class OdfStory:
    """Reads one story into a draft. `place` names all of it; without one, paragraphs or slides are counted."""

    def __init__(self, draft: Draft, budget: Budget, place: str = "", role: Role = Role.BODY) -> None:
        self._draft = draft
        self._budget = budget
        self._place = place
        self._role = role
        self._names = Locals()
        self._flows = _Flows()
        self._number = 0
        self._slides = 0
        self._tables = 0
        self._links: dict[str, None] = {}
        self._nested: list[etree._Element] = []

    def add(self, root: Iterable[etree._Element]) -> None:
        """Read the story below an element, or some elements, and put it in the draft, also when a limit stops it halfway."""
        flows = self._flows
        try:
            self._blocks(root, None, self._place)
        finally:
            self._flows.shown.into(self._draft, self._role)
            flows.forms.into(self._draft, Role.FORM)
            flows.notes.into(self._draft, Role.NOTE)
            flows.comments.into(self._draft, Role.COMMENT)
            flows.unseen.into(self._draft, Role.HIDDEN)
            flows.machine.into(self._draft, Role.METADATA)
            self._draft.text("\n".join(self._links), "link", Role.METADATA)

    def _blocks(self, parent: Iterable[etree._Element], cell: list[str] | None, place: str) -> None:
        names = self._names
        for element in parent:
            name = names[element.tag]
            if name in ("p", "h"):
                self._paragraph(element, cell, place)
            elif name == "table":
                if cell is None:
                    self._table(element, place)
                else:
                    self._nested.append(element)
            elif name == "page":
                self._slide(element)
            elif name == "tracked-changes":
                self._deletions(element)
            elif name == "forms":
                self._forms(element)
            elif name in ("annotation", "note"):
                self._beside(element, name, place or "document")
            elif name == "notes":
                self._notes(element, place)
            elif name in ("title", "desc") and not len(element):
                self._flows.machine.add(element.text or "", f"{place} picture description".strip())
            elif name == "show":
                self._flows.machine.add(attribute(element, "name"), "custom show")
            elif name in ("header-decl", "footer-decl", "date-time-decl"):
                self._draft.text(element.text or "", name.partition("-")[0], Role.HEADER)
            elif name not in ("automatic-styles", "font-face-decls", "master-styles", "styles", "scripts", "sequence-decls"):
                self._declared(element, name, place)
                self._blocks(element, cell, place)

    def _declared(self, element: etree._Element, name: str, place: str) -> None:
        """Add words that stand in attributes: names, tips, variables of the document, links around a picture."""
        for kind, words in odf_marks.words(element, name):
            self._flows.machine.add(words, f"{place} {kind}".strip())
        if name in ("user-field-decl", "variable-decl"):
            value = attribute(element, "string-value") or attribute(element, "value")
            if value:
                self._flows.machine.add(f"{attribute(element, 'name')}: {value}", "metadata field")
        elif name == "a":
            self._link(element)

    def _paragraph(self, paragraph: etree._Element, cell: list[str] | None, place: str) -> None:
        self._number += 1
        if self._number % 256 == 0:
            self._budget.check_time()
        where = place or f"paragraph {self._number}"
        parts: list[str] = []
        apart: list[etree._Element] = []
        self._runs(paragraph, parts, apart, where)
        if cell is None:
            self._flows.shown.add("".join(parts), where)
        else:
            cell.append("".join(parts))
        for element in apart:
            name = self._names[element.tag]
            if name in ("annotation", "note"):
                self._beside(element, name, where)
            else:
                around = where if place else f"{where} text box"
                self._declared(element, name, around)
                self._blocks(element, cell, around)

    def _runs(self, parent: etree._Element, parts: list[str], apart: list[etree._Element], where: str) -> None:
        parts.append(parent.text or "")
        for element in parent:
            name = self._names[element.tag]
            if name == "s":
                count = attribute(element, "c")
                parts.append(" " * min(_MOST_SPACES, int(count) if count.isascii() and count.isdigit() else 1))
            elif name == "tab":
                parts.append("\t")
            elif name == "line-break":
                parts.append("\n")
            elif name in _APART:
                apart.append(element)
            elif name in ("hidden-text", "conditional-text", "hidden-paragraph"):
                for key in ("string-value", "string-value-if-true", "string-value-if-false"):
                    if attribute(element, key):
                        self._flows.unseen.add(attribute(element, key), f"{where} hidden text")
                self._runs(element, parts, apart, where)
            elif name:
                self._declared(element, name, where)
                self._runs(element, parts, apart, where)
            parts.append(element.tail or "")

    def _link(self, element: etree._Element) -> None:
        target = attribute(element, "href")
        if target and not target.startswith("#"):
            self._links[target] = None

    def _beside(self, element: etree._Element, name: str, where: str) -> None:
        """Add a comment or a note; what it holds has no place of its own but its kind."""
        if name == "note":
            place = "endnote" if attribute(element, "note-class") == "endnote" else "footnote"
            self._apart(element, self._flows.notes, place)
            return
        for person in element.iter("{*}creator"):
            self._flows.machine.add(person.text or "", "metadata author")
        self._apart(element, self._flows.comments, "comment" if not where.startswith("slide") else f"{where} comment")

    def _apart(self, element: etree._Element, flow: FlowWriter, place: str) -> None:
        """Add an element's paragraphs to another flow than the one shown."""
        outer, self._flows.shown = self._flows.shown, flow
        number = self._number
        try:
            self._blocks(element, None, place)
        finally:
            self._flows.shown = outer
            self._number = number

    def _deletions(self, changes: etree._Element) -> None:
        for deletion in changes.iter("{*}deletion"):
            self._apart(deletion, self._flows.unseen, "deleted text")
        for person in changes.iter("{*}creator"):
            self._flows.machine.add(person.text or "", "metadata author")

    def _slide(self, page: etree._Element) -> None:
        self._budget.charge_page()
        self._slides += 1
        place = self._place or f"slide {self._slides}"
        self._declared(page, "page", place)
        self._blocks(page, None, place)

    def _notes(self, notes: etree._Element, place: str) -> None:
        outer, self._flows.shown = self._flows.shown, self._flows.notes
        try:
            self._blocks(notes, None, f"{place} notes".strip())
        finally:
            self._flows.shown = outer

    def _forms(self, forms: etree._Element) -> None:
        for control in forms.iter(etree.Element):
            label = attribute(control, "label") or attribute(control, "name")
            for key in ("current-value", "value", "string-value"):
                value = attribute(control, key)
                if value:
                    self._flows.forms.add(f"{label}: {value}", f"field {label}" if label else "field")
                    break
            for key in ("label", "title", "name", "command", "datasource", "data-field"):
                if has_words(attribute(control, key)):
                    self._flows.machine.add(attribute(control, key), "form")
            for piece in control:
                if self._names[piece.tag] in ("p", "h"):
                    self._paragraph(piece, None, "field")

    def _table(self, table: etree._Element, place: str) -> None:
        self._tables += 1
        flows = self._flows
        body = not self._place and not place
        if body:  # text keeps its order around a table
            flows.shown.into(self._draft, self._role)
            flows.shown = FlowWriter()
        outer, self._nested = self._nested, []
        grid = GridWriter()
        try:
            for row, line in enumerate(self._rows(table), 1):
                column = 1
                for cell in line:
                    name = self._names[cell.tag]
                    if name in ("table-cell", "covered-table-cell"):
                        texts: list[str] = []
                        self._blocks(cell, texts, place)
                        text = cell_text(texts)
                        if text or name == "table-cell":
                            grid.cell(row, column, text)
                        column += _count(cell, "number-columns-repeated")
        finally:
            grid.into(self._draft, f"{place} table {self._tables}".strip(), "rc", self._role)
        inner, self._nested = self._nested, outer
        for nested in inner:
            self._table(nested, place)

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for element in parent:
            name = self._names[element.tag]
            if name == "table-row":
                yield element
            elif name in _ROW_GROUPS:
                yield from self._rows(element)


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1
