"""What an xlsx or xlsb workbook holds beside its cells, and which cells show more digits than they store."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from scanner.model import Role, column_letters
from scanner.read import biff12, number_format
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.ooxml import Locals, Package, attribute
from scanner.read.ooxml_rest import properties, rest
from scanner.read.sheet_cells import cells, spoken, text_of, unsolved, without_cells
from scanner.read.tables import GridWriter

_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z])')
_SPOKEN = ("tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "val", "comment")
_HIDDEN_DATA = (("/pivotcache/", "pivot cache"), ("/externallinks/", "external link"), ("/revisions/", "revision"))


class Besides:
    """Reads the parts around the cells. `shown` tells, per sheet, cells whose shown text has more digits than stored."""

    def __init__(self, package: Package, draft: Draft, context: Context) -> None:
        self._package = package
        self._draft = draft
        self._context = context
        self._main = package.main()
        self._sheets = self._find_sheets()
        self._formats = self._padding()
        self._unread: dict[str, dict[tuple[int, int], str]] = {}
        self.shown: dict[str, dict[tuple[int, int], str]] = {}
        for name, part in self._sheets:
            try:
                self._sheet(name, part)
            except Refused as refusal:
                draft.problem(refusal.code, f"a sheet: {refusal.detail}")

    def add_cells(self) -> None:
        """Add the sheets by our own reading, for a workbook that the quick reader refuses."""
        strings = self._strings()
        for name, part in self._sheets:
            self._context.budget.charge_page()
            grid = GridWriter()
            try:
                data = self._package.data(part)
                found = biff12.cells(data, strings) if part.endswith(".bin") else text_of(data, strings)
                for row, column, text in found:
                    grid.cell(row, column, self.shown.get(name, {}).get((row, column), text))
            except Refused as refusal:
                self._draft.problem(refusal.code, f"a sheet: {refusal.detail}")
            grid.into(self._draft, f"sheet {name}", "a1")

    def _strings(self) -> list[str]:
        for relation in self._package.related(self._main):
            if relation.kind == "sharedStrings":
                if relation.target.endswith(".bin"):
                    return biff12.shared_strings(self._package.data(relation.target))
                return [spoken(found) for found in self._package.tree(relation.target).iter("{*}si")]
        return []

    def add(self) -> None:
        """Add headers, comments, names, hidden copies of data, properties, pictures and embedded documents."""
        for name, part in self._sheets:
            for relation in self._package.related(part):
                try:
                    if "omment" in relation.kind and self._package.take(relation.target):
                        self._comments(name, relation.target)
                except Refused as refusal:
                    self._draft.problem(refusal.code, f"comments: {refusal.detail}")
        for name, formulas in self._unread.items():
            flow = FlowWriter()
            for (row, column), formula in formulas.items():
                flow.add(formula, f"formula {name}!{column_letters(column)}{row}")
            flow.into(self._draft, Role.METADATA)
        self._hidden_data()
        properties(self._package, self._draft)
        rest(self._package, self._draft, self._context)

    def _find_sheets(self) -> list[tuple[str, str]]:
        """Return the sheets' names and parts in the workbook's order."""
        targets = {relation.id: relation for relation in self._package.related(self._main)}
        if self._main.endswith(".bin"):
            named = biff12.sheets(self._package.data(self._main))
        else:
            root = self._package.tree(self._main)
            named = [(attribute(found, "name"), _relation_id(found)) for found in root.iter("{*}sheet")]
            flow = FlowWriter()
            for found in root.iter("{*}definedName"):
                if "Print_" not in attribute(found, "name"):
                    flow.add(f"{attribute(found, 'name')}: {found.text or ''}", "defined name")
            flow.into(self._draft, Role.METADATA)
        for relation in targets.values():
            if relation.kind in ("sharedStrings", "calcChain", "theme"):
                self._package.take(relation.target)
        return [(name, targets[key].target) for name, key in named if key in targets]

    def _padding(self) -> dict[str, tuple[str, ...]]:
        """Return the cell styles (their number as text) whose format shows leading zeros or groups of digits."""
        styles = [found.target for found in self._package.related(self._main) if found.kind == "styles"]
        if not styles or not styles[0].endswith(".xml"):
            return {}
        try:
            root = self._package.tree(styles[0])
        except Refused as refusal:
            self._draft.problem(refusal.code, refusal.detail)
            return {}
        codes = {attribute(found, "numFmtId"): attribute(found, "formatCode") for found in root.iter("{*}numFmt")}
        found = {}
        for formats in root.iter("{*}cellXfs"):
            for number, style in enumerate(formats.iter("{*}xf")):
                tokens = number_format.pattern(codes.get(attribute(style, "numFmtId"), ""))
                if tokens:
                    found[str(number)] = tokens
        return found

    def _sheet(self, name: str, part: str) -> None:
        data = self._package.data(part)
        if part.endswith(".bin"):
            flow = FlowWriter()
            for text in biff12.headers(data):
                flow.add(_CODES.sub(" ", text).strip(), f"header {name}")
            flow.into(self._draft, Role.HEADER)
            return
        if self._formats and re.search(rb'\ss="(?:%s)"' % "|".join(self._formats).encode(), data):
            self.shown[name] = dict(self._padded(data))
        if re.search(rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)", data):
            self._unread[name] = dict(unsolved(data))
        self._around(name, self._package.parse(without_cells(data), part))

    def _padded(self, data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
        for row, column, cell in cells(data):
            tokens = self._formats.get(cell.get("s", ""))
            if tokens and cell.get("t", "n") == "n":
                value = next((found.text for found in cell if str(found.tag).endswith("}v")), None)
                try:
                    text = number_format.apply(tokens, float(value or "nan"))
                except (ValueError, OverflowError):
                    continue
                if text is not None:
                    yield (row, column), text

    def _around(self, name: str, root: etree._Element) -> None:
        """Add what follows the cells in a sheet's part: page headers, tips on links, lists to choose from."""
        headers, others = FlowWriter(), FlowWriter()
        names = Locals()
        for element in root.iter(etree.Element):
            tag = names[element.tag]
            if tag.endswith(("Header", "Footer")) and element.text:
                headers.add(_CODES.sub(" ", element.text).strip(), f"{tag[-6:].lower()} {name}")
            elif tag in ("formula1", "formula2") and '"' in (element.text or ""):
                others.add(element.text or "", f"choices {name}")
            elif tag in ("hyperlink", "dataValidation", "inputCells", "scenario"):
                for key in _SPOKEN:
                    if element.get(key):
                        others.add(element.get(key, ""), f"{tag} {name}")
        headers.into(self._draft, Role.HEADER)
        others.into(self._draft, Role.METADATA)

    def _comments(self, name: str, part: str) -> None:
        flow, people = FlowWriter(), FlowWriter()
        if part.endswith(".bin"):
            for row, column, text in biff12.comments(self._package.data(part)):
                flow.add(text, f"comment {name}!{column_letters(column)}{row}")
        else:
            root = self._package.tree(part)
            for element in root.iter("{*}comment", "{*}threadedComment"):
                flow.add(spoken(element), f"comment {name}!{element.get('ref', '')}")
            for author in root.iter("{*}author"):
                people.add(author.text or "", "metadata author")
        flow.into(self._draft, Role.COMMENT)
        people.into(self._draft, Role.METADATA)

    def _hidden_data(self) -> None:
        """Add copies of data that no sheet shows: of pivot tables, of other workbooks, of earlier versions."""
        for part in self._package.untaken():
            place = next((place for mark, place in _HIDDEN_DATA if mark in part), None)
            if place is None or part.endswith(".rels"):
                continue
            flow = FlowWriter()
            try:
                for text in _stored(part, self._package):
                    flow.add(text, place)
            except Refused as refusal:
                self._draft.problem(refusal.code, f"{place}: {refusal.detail}")
            flow.into(self._draft, Role.HIDDEN)
        for part in self._package.untaken():
            if (
                part.endswith(".bin")
                and self._main.endswith(".bin")
                and part.startswith(("xl/tables/", "xl/persons", "xl/metadata"))
            ):
                self._draft.text("\n".join(biff12.strings(self._package.data(part))), "part", Role.METADATA)
            elif part == "xl/styles.bin":
                self._package.take(part)
            elif part.startswith("xl/persons/") and part.endswith(".xml"):
                names = [attribute(found, "displayName") for found in self._package.tree(part).iter("{*}person")]
                self._draft.text("\n".join(names), "metadata author", Role.METADATA)


def _stored(part: str, package: Package) -> Iterator[str]:
    if part.endswith(".bin"):
        yield from biff12.strings(package.data(part))
        return
    for element in package.tree(part).iter(etree.Element):
        if element.get("v"):
            yield element.get("v", "")
        elif element.text and element.text.strip():
            yield element.text


def _relation_id(sheet: etree._Element) -> str:
    for key, value in sheet.attrib.items():
        if str(key).endswith("/relationships}id"):
            return str(value)
    return ""
