"""Copies of data that no sheet of a workbook shows: of pivot tables, of other workbooks, of earlier versions, unused texts."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from scanner.model import Role
from scanner.read.draft import Draft, FlowWriter, Refused
from scanner.read.office import part_text
from scanner.read.office.ooxml import Locals, Package, attribute
from scanner.read.sheets import biff12
from scanner.read.tables import GridWriter

_ITEMS = frozenset(("s", "n", "d", "b", "e", "m", "x"))  # ECMA-376 part 1, 18.10.1.85 and beside it
_KINDS = (("/pivotcache/", "pivot cache"), ("/externallinks/", "external link"), ("/revisions/", "revision"))


def add(package: Package, draft: Draft) -> None:
    """Add all copies of data among the parts that nobody took."""
    for kind, (mark, place) in enumerate(_KINDS):
        number = 0
        for part in package.untaken():
            if mark not in part or part.endswith(".rels") or not package.take(part):
                continue
            number += 1
            where = f"{place} {number}"
            try:
                if part.endswith(".bin"):
                    draft.text("\n".join(biff12.strings(package.data(part))), where, Role.HIDDEN)
                elif kind == 0 and "definition" in part:
                    _pivot(package, part, where, draft)
                elif kind == 1:
                    _external(package.tree(part), where, draft)
                else:
                    _others(package.tree(part), where, draft)
            except Refused as refusal:
                draft.problem(refusal.code, f"{where}: {refusal.detail}")


def _others(root: etree._Element, where: str, draft: Draft) -> None:
    draft.text("\n".join((*part_text.lines(root), *part_text.attributes(root))), where, Role.HIDDEN)


def _pivot(package: Package, part: str, where: str, draft: Draft) -> None:
    """Add a pivot table's copy of its source as a table, the names of the columns on top; items of earlier data stand below."""
    root = package.tree(part)
    fields = list(root.iter("{*}cacheField"))
    shared = [
        [_value(item) for field in fields[number].iter("{*}sharedItems") for item in field] for number in range(len(fields))
    ]
    used: list[set[int]] = [set() for _ in fields]
    grid = GridWriter()
    for column, field in enumerate(fields, 1):
        grid.cell(1, column, field.get("name") or field.get("caption") or "")
    row = 1
    for relation in package.related(part):
        if relation.kind != "pivotCacheRecords" or not package.take(relation.target):
            continue
        for record in package.tree(relation.target).iter("{*}r"):
            row += 1
            for column, text in enumerate(_record(record, shared, used), 1):
                if text:
                    grid.cell(row, column, text)
    left = [[text for index, text in enumerate(items) if index not in used[number]] for number, items in enumerate(shared)]
    for line in range(max((len(items) for items in left), default=0)):
        row += 1
        for column, items in enumerate(left, 1):
            if line < len(items) and items[line]:
                grid.cell(row, column, items[line])
    grid.into(draft, where, "rc", Role.HIDDEN)
    skipped = _ITEMS | {"cacheField"}
    draft.text("\n".join(part_text.attributes(root, skipped)), where, Role.METADATA)


def _record(record: etree._Element, shared: list[list[str]], used: list[set[int]]) -> Iterator[str]:
    names = Locals()
    for column, item in enumerate(record):
        if names[item.tag] != "x":
            yield _value(item)
            continue
        index = item.get("v", "")
        place = int(index) if index.isascii() and index.isdigit() else -1
        if column < len(shared) and 0 <= place < len(shared[column]):
            used[column].add(place)
            yield shared[column][place]
        else:
            yield ""


def _value(item: etree._Element) -> str:
    text = item.get("v") or item.get("c") or ""
    return text.removesuffix("T00:00:00") if str(item.tag).endswith("}d") else text


def _external(root: etree._Element, where: str, draft: Draft) -> None:
    """Add the cells of another workbook that formulas refer to, as they were when they were last looked up."""
    names = [attribute(found, "val") for found in root.iter("{*}sheetName")]
    others = FlowWriter()
    for sheet in root.iter("{*}sheetData"):
        number = sheet.get("sheetId", "")
        title = names[int(number)] if number.isascii() and number.isdigit() and int(number) < len(names) else ""
        flow = FlowWriter()
        for cell in sheet.iter("{*}cell"):
            text = "".join(str(piece) for piece in cell.itertext()).strip()
            if text:
                flow.add(text, f"{where} {title}!{cell.get('r', '')}")
        flow.into(draft, Role.HIDDEN)
    for line in part_text.attributes(root, frozenset(("cell", "row"))):
        others.add(line, where)
    for element in root.iter(etree.Element):
        inside = any(str(above.tag).endswith("}sheetData") for above in element.iterancestors())
        if not inside and (element.text or "").strip():
            others.add((element.text or "").strip(), where)
    others.into(draft, Role.HIDDEN)
