"""OpenDocument sheets (ISO/IEC 26300-3, 9): the cells as they are shown, and what stands beside them.

Read by our own walk, since quick readers leave out cells that state no type, and what a format shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scanner.model import Role, column_letters
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.office import part_text
from scanner.read.office.ooxml import Locals, Package, attribute, cell_text
from scanner.read.opendocument import odf_marks, opendocument
from scanner.read.opendocument.odf_story import OdfStory
from scanner.read.sheets.sheet_around import literals
from scanner.read.tables import GridWriter

_MOST_COLUMNS = 16384
_MOST_SPACES = 200
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_DRAWN = frozenset(("frame", "custom-shape", "g", "rect", "line", "ellipse", "caption", "polygon", "control"))
# What a workbook holds beside its sheets: the place, and whether it is data that nobody sees.
_BESIDE = {
    "tracked-changes": ("earlier version", Role.HIDDEN),
    "content-validations": ("choices", Role.METADATA),
    "named-expressions": ("defined name", Role.METADATA),
    "database-ranges": ("data range", Role.METADATA),
    "data-pilot-tables": ("pivot table", Role.HIDDEN),
    "dde-links": ("link", Role.HIDDEN),
    "label-ranges": ("data range", Role.METADATA),
    "consolidation": ("data range", Role.METADATA),
}


def read(package: Package, draft: Draft, context: Context) -> None:
    """Add the sheets with places such as `sheet Blad1!B4`, then all else."""
    try:
        root = package.tree("content.xml")
    except Refused as refusal:
        draft.problem(refusal.code, f"content: {refusal.detail}")
    else:
        _content(root, draft, context)
    opendocument.besides(package, draft, context)


def _content(root: etree._Element, draft: Draft, context: Context) -> None:
    opendocument.styled(root, draft)
    names = Locals()
    body = next(root.iter("{*}spreadsheet"), root)
    tables = [element for element in body if names[element.tag] == "table"]
    draft.text("\n".join(attribute(table, "name") for table in tables), "sheet name", Role.NAME)
    hidden = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        if any(attribute(found, "display") == "false" for found in style if names[found.tag] == "table-properties")
    }
    for table in tables:
        context.budget.charge_page()
        role = Role.HIDDEN if attribute(table, "style-name") in hidden else Role.BODY
        _Sheet(attribute(table, "name"), role, draft, context, names).add(table)
    _beside(body, draft, names)


def _beside(body: etree._Element, draft: Draft, names: Locals) -> None:
    for element in body:
        name = names[element.tag]
        if name in ("table", ""):
            continue
        place, role = _BESIDE.get(name, ("workbook", Role.METADATA))
        draft.text("\n".join((*part_text.lines(element), *part_text.attributes(element))), place, role)


class _Sheet:
    """One sheet: its grid, and the flows of what is attached to cells."""

    def __init__(self, title: str, role: Role, draft: Draft, context: Context, names: Locals) -> None:
        self._title = title
        self._role = role
        self._draft = draft
        self._context = context
        self._names = names
        self._grid = GridWriter()
        self._comments, self._people, self._beside = FlowWriter(), FlowWriter(), FlowWriter()
        self._drawn: list[tuple[str, etree._Element]] = []
        self._told: set[str] = set()

    def add(self, table: etree._Element) -> None:
        """Read the sheet and put it in the draft, also when a limit stops it halfway."""
        try:
            row = 1
            for number, line in enumerate(self._rows(table)):
                if number % 1024 == 0:
                    self._context.budget.check_time()
                self._row(row, line)
                row += _count(line, "number-rows-repeated")
        finally:
            self._grid.into(self._draft, f"sheet {self._title}", "a1", self._role)
            self._comments.into(self._draft, Role.COMMENT)
            self._people.into(self._draft, Role.METADATA)
            self._beside.into(self._draft, Role.METADATA)
        for place, element in self._drawn:
            OdfStory(self._draft, self._context.budget, place).add([element])

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for element in parent:
            name = self._names[element.tag]
            if name == "table-row":
                yield element
            elif name in _ROW_GROUPS:
                yield from self._rows(element)
            elif name in ("shapes", "forms"):
                self._drawn.append((f"text box {self._title}", element))
            elif not name.startswith("table-column"):
                for line in (*part_text.lines(element), *part_text.attributes(element)):
                    self._beside.add(line, f"{name} {self._title}")

    def _row(self, row: int, line: etree._Element) -> None:
        column = 1
        for cell in line:
            if not self._names[cell.tag].endswith("table-cell"):
                continue
            if len(cell) or cell.attrib:
                self._cell(row, column, cell)
            column = min(_MOST_COLUMNS, column + _count(cell, "number-columns-repeated"))

    def _cell(self, row: int, column: int, cell: etree._Element) -> None:
        place = f"{self._title}!{column_letters(column)}{row}"
        texts: list[str] = []
        for element in cell:
            name = self._names[element.tag]
            if name in ("p", "h"):
                texts.append(self._paragraph(element, place))
            elif name == "annotation":
                self._comment(element, place)
            elif name in _DRAWN:
                self._drawn.append((f"text box {place}", element))
            elif name:
                for line in (*part_text.lines(element), *part_text.attributes(element)):
                    self._beside.add(line, f"{name} {place}")
        text = _shown(cell_text(texts), cell)
        if text:
            self._grid.cell(row, column, text)
        for literal in literals(attribute(cell, "formula")):
            if literal not in self._told:
                self._told.add(literal)
                self._beside.add(literal, f"formula {place}")

    def _comment(self, annotation: etree._Element, place: str) -> None:
        for element in annotation:
            name = self._names[element.tag]
            if name == "creator":
                self._people.add(element.text or "", "metadata author")
            elif name not in ("date", "date-string"):
                self._comments.add("\n".join(part_text.lines(element)), f"comment {place}")

    def _paragraph(self, paragraph: etree._Element, place: str) -> str:
        """Return the text of a paragraph; the targets of links in it are noted."""
        parts = [paragraph.text or ""]
        for element in paragraph:
            name = self._names[element.tag]
            if name == "s":
                parts.append(" " * min(_MOST_SPACES, _count(element, "c")))
            elif name in ("tab", "line-break"):
                parts.append(" " if name == "tab" else "\n")
            elif name:
                if name == "a":
                    self._beside.add(attribute(element, "href"), f"link {place}")
                for kind, words in odf_marks.words(element, name):
                    self._beside.add(words, f"{kind} {place}")
                parts.append(self._paragraph(element, place))
            parts.append(element.tail or "")
        return "".join(parts)


def _shown(text: str, cell: etree._Element) -> str:
    """Return a cell's text; of a number that is shown with fewer digits than stored, or of a cell without text, what is stored."""
    kind = attribute(cell, "value-type")
    if kind == "string" or not kind:
        return text or attribute(cell, "string-value")
    if kind == "date":  # shown without its century, as likely as not
        return attribute(cell, "date-value").removesuffix("T00:00:00") or text
    stored = attribute(cell, "value") or attribute(cell, "time-value") or attribute(cell, "boolean-value")
    if not text or (kind in ("float", "currency") and _digits(stored) not in _digits(text)):
        return stored
    return text


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _count(element: etree._Element, name: str) -> int:
    value = attribute(element, name)
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1
