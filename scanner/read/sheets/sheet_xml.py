"""What an xlsx or xlsb workbook holds beside its cells, and which cells show more digits than they store."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from scanner.model import Code, Role, column_letters
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.office import part_text
from scanner.read.office.ooxml import Package, attribute
from scanner.read.office.ooxml_rest import properties, rest
from scanner.read.sheets import biff12, sheet_around, sheet_copies, sheet_drawn, sheet_formats
from scanner.read.sheets.sheet_cells import extent, reading_aids, spoken, text_of, unsolved, wide_apart, without_cells
from scanner.read.tables import GridWriter

_SHARED_REFERENCE = re.compile(rb'\st="s"[^<>]*>\s*<(?:\w+:)?v>\s*(\d+)\s*<')
_SHEET_PART = re.compile(r"xl/(?:work|macro|dialog)sheets/[^/]+\.(?:xml|bin)")
_SHARED_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")


class Besides:
    """Reads the parts around the cells.

    `shown` tells, per sheet, cells whose shown text has more digits than stored. `apart` names the sheets for which the
    quick reader, which keeps all of the rectangle from the first cell to the last, would need too much memory.
    """

    def __init__(self, package: Package, draft: Draft, context: Context) -> None:
        self._package = package
        self._draft = draft
        self._context = context
        self._main = package.main()
        self._hidden: set[str] = set()
        try:
            self._sheets = self._find_sheets()
        except Refused as refusal:
            draft.problem(refusal.code, f"the list of sheets: {refusal.detail}")
            self._sheets = []
        self._forgotten = self._unlisted()
        self._formats = sheet_formats.of(package, self._main, draft)
        self._unread: dict[str, dict[tuple[int, int], str]] = {}
        self._used: set[bytes] = set()
        self.shown: dict[str, dict[tuple[int, int], str]] = {}
        self.apart: set[str] = set()
        for name, part in (*self._sheets, *self._forgotten):
            try:
                self._sheet(name, part)
            except Refused as refusal:
                draft.problem(refusal.code, f"a sheet: {refusal.detail}")
                self.apart.add(name)  # of unknown extent
        self._texts = self._shared_strings()

    @property
    def is_listed(self) -> bool:
        """Whether the workbook's list of sheets could be read; without it the quick reader is of no use."""
        return bool(self._sheets)

    def _unlisted(self) -> list[tuple[str, str]]:
        """Return the parts of sheets that the workbook does not list, named by their parts."""
        listed = {part.lower() for _, part in self._sheets}
        parts = [name for name in self._package.names if _SHEET_PART.fullmatch(name) and name not in listed]
        names = {part.rpartition("/")[2].partition(".")[0]: part for part in parts}
        self._hidden |= names.keys()
        return list(names.items())

    def add_sheet(self, name: str) -> None:
        """Add one sheet by our own reading."""
        for title, part in self._sheets:
            if title == name:
                self._add_cells_of(title, part)

    def add_cells(self) -> None:
        """Add the sheets by our own reading, for a workbook that the quick reader refuses."""
        self._draft.text("\n".join(name for name, _ in self._sheets), "sheet name", Role.NAME)
        for name, part in self._sheets:
            self._context.budget.charge_page()
            self._add_cells_of(name, part)

    def _add_cells_of(self, name: str, part: str) -> None:
        grid = GridWriter()
        try:
            data = self._package.data(part, charge=False)
            found = biff12.cells(data, self._strings) if part.endswith(".bin") else text_of(data, self._strings)
            for number, (row, column, text) in enumerate(found):
                if number % 4096 == 0:
                    self._context.budget.check_time()
                grid.cell(row, column, self.shown.get(name, {}).get((row, column), text))
        except Refused as refusal:
            self._draft.problem(refusal.code, f"a sheet: {refusal.detail}")
        grid.into(self._draft, f"sheet {name}", "a1", Role.HIDDEN if name in self._hidden else Role.BODY)

    @cached_property
    def _strings(self) -> list[str]:
        for relation in self._package.related(self._main):
            if relation.kind == "sharedStrings":
                try:
                    if relation.target.endswith(".bin"):
                        return biff12.shared_strings(self._package.data(relation.target))
                    return [spoken(found) for found in self._package.tree(relation.target).iter("{*}si")]
                except Refused as refusal:
                    self._draft.problem(refusal.code, f"texts: {refusal.detail}")
        return []

    def add(self) -> None:
        """Add headers, comments, drawings, names, hidden copies of data, properties, pictures and embedded documents."""
        for name, part in (*self._sheets, *self._forgotten):
            for relation in self._package.related(part):
                try:
                    if "omment" in relation.kind and self._package.take(relation.target):
                        self._comments(name, relation.target)
                except Refused as refusal:
                    self._draft.problem(refusal.code, f"comments: {refusal.detail}")
            sheet_drawn.add(self._package, part, name, self._draft)
        for name, formulas in self._unread.items():
            flow = FlowWriter()
            for (row, column), formula in formulas.items():
                flow.add(formula, f"formula {name}!{column_letters(column)}{row}")
            flow.into(self._draft, Role.METADATA)
        for name, part in self._forgotten:
            self._add_cells_of(name, part)
        self._texts_of_no_cell()
        sheet_copies.add(self._package, self._draft)
        self._people()
        properties(self._package, self._draft)
        rest(self._package, self._draft, self._context)

    def _shared_strings(self) -> bytes:
        """Return the part with shared texts when there is more in it than what the cells show, else nothing.

        It is unpacked here, against the budget, before the quick reader does so without one.
        """
        for relation in self._package.related(self._main):
            if relation.kind == "sharedStrings" and not relation.target.endswith(".bin"):
                try:
                    data = self._package.data(relation.target)
                except Refused as refusal:
                    self._draft.problem(refusal.code, f"texts: {refusal.detail}")
                    return b""
                if b"rPh" in data or len(_SHARED_STRING.findall(data)) > len(self._used):
                    return data
        return b""

    def _texts_of_no_cell(self) -> None:
        """Add shared texts that no cell refers to any more, and the reading aids above words."""
        data, self._texts = self._texts, b""
        if not data:
            return
        try:
            strings = self._package.parse(data, "sharedStrings.xml")
        except Refused as refusal:
            self._draft.problem(refusal.code, refusal.detail)
            return
        left = [spoken(found) for number, found in enumerate(strings.iter("{*}si")) if str(number).encode() not in self._used]
        self._draft.text("\n".join(left), "text of no cell", Role.HIDDEN)
        self._draft.text("\n".join(reading_aids(strings)), "reading aid", Role.METADATA)

    def _find_sheets(self) -> list[tuple[str, str]]:
        """Return the sheets' names and parts in the workbook's order."""
        targets = {relation.id: relation for relation in self._package.related(self._main)}
        if self._main.endswith(".bin"):
            data = self._package.data(self._main)
            named = biff12.sheets(data)
            flow = FlowWriter()
            for place, text in dict.fromkeys(biff12.around_sheets(data)):
                flow.add(text, place)
            flow.into(self._draft, Role.METADATA)
        else:
            root = self._package.tree(self._main)
            named = [
                (attribute(found, "name"), _relation_id(found), attribute(found, "state") in ("hidden", "veryHidden"))
                for found in root.iter("{*}sheet")
            ]
            self._names(root)
        for relation in targets.values():
            if relation.kind in ("sharedStrings", "calcChain", "theme"):
                self._package.take(relation.target)
        self._hidden |= {name for name, _, hidden in named if hidden}
        missing = [number for number, (_, key, _) in enumerate(named, 1) if key not in targets]
        if missing:
            self._draft.problem(
                Code.CORRUPT, f"sheet {missing[0]} is missing" if len(missing) == 1 else f"{len(missing)} sheets are missing"
            )
        return [(name, targets[key].target) for name, key, _ in named if key in targets]

    def _names(self, root: etree._Element) -> None:
        """Add the names that a workbook defines, its views by their owners, and where it was saved."""
        flow = FlowWriter()
        for found in root.iter("{*}definedName"):
            name = attribute(found, "name")
            if not name.startswith("_xlnm."):  # the program's own: print areas and titles, filters
                words = (
                    name,
                    found.text or "",
                    attribute(found, "comment"),
                    attribute(found, "description"),
                    attribute(found, "help"),
                )
                flow.add(": ".join(word for word in words if word), "defined name")
        for line in part_text.attributes(root, frozenset(("definedName", "sheet"))):
            flow.add(line, "workbook")
        flow.into(self._draft, Role.METADATA)

    def _sheet(self, name: str, part: str) -> None:
        data = self._package.data(part)
        if part.endswith(".bin"):
            self._binary(name, part, data)
            return
        if wide_apart(*extent(data)):
            self.apart.add(name)
        if self._formats and re.search(rb'\ss="(?:%s)"' % "|".join(self._formats).encode(), data):
            self.shown[name] = dict(sheet_formats.shown(data, self._formats))
        if re.search(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)", data):
            self._unread[name] = dict(unsolved(data))
        self._used.update(_SHARED_REFERENCE.findall(data))
        sheet_around.in_formulas(data, name, self._draft)
        sheet_around.around(self._package.parse(without_cells(data), part), name, self._draft)

    def _binary(self, name: str, part: str, data: bytes) -> None:
        """Add what stands around the cells of a binary sheet: page headers, and the words in all other records."""
        found = biff12.survey(data)
        headers = FlowWriter()
        for text in found.headers:
            headers.add(sheet_around.without_codes(text), f"header {name}")
        headers.into(self._draft, Role.HEADER)
        self._draft.text("\n".join(found.words), f"sheet {name} settings", Role.METADATA)
        if wide_apart(found.rows, found.columns, found.count):
            self.apart.add(name)
        self.shown[name] = dict(sheet_formats.shown_numbers(found.numbers, self._formats))

    def _comments(self, name: str, part: str) -> None:
        flow, people = FlowWriter(), FlowWriter()
        if part.endswith(".bin"):
            data = self._package.data(part)
            for row, column, text in biff12.comments(data):
                flow.add(text, f"comment {name}!{column_letters(column)}{row}")
            for person in biff12.authors(data):
                people.add(person, "metadata author")
        else:
            root = self._package.tree(part)
            for element in root.iter("{*}comment", "{*}threadedComment"):
                flow.add(spoken(element), f"comment {name}!{element.get('ref', '')}")
            for author in root.iter("{*}author"):
                people.add(author.text or "", "metadata author")
        flow.into(self._draft, Role.COMMENT)
        people.into(self._draft, Role.METADATA)

    def _people(self) -> None:
        """Add who wrote comments, and the words in the lesser parts of a binary workbook."""
        for part in self._package.untaken():
            if (
                part.endswith(".bin")
                and self._main.endswith(".bin")
                and part.startswith(
                    ("xl/tables/", "xl/persons", "xl/metadata", "xl/querytables", "xl/connections", "xl/pivottables")
                )
            ):
                self._draft.text("\n".join(biff12.strings(self._package.data(part))), "part", Role.METADATA)
            elif part == "xl/styles.bin":
                self._package.take(part)
            elif part.startswith("xl/persons/") and part.endswith(".xml"):
                names = [attribute(found, "displayName") for found in self._package.tree(part).iter("{*}person")]
                self._draft.text("\n".join(names), "metadata author", Role.METADATA)


def _relation_id(sheet: etree._Element) -> str:
    for key, value in sheet.attrib.items():
        if str(key).endswith("/relationships}id"):
            return str(value)
    return ""
