"""Spreadsheets: every sheet, hidden ones too, as a table; comments, headers, names and properties besides."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.ooxml import Package
from scanner.read.source import Source
from scanner.read.tables import GridWriter


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each sheet with places such as `sheet Blad1!B4`."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(source.data()))
    except PasswordError:
        raise Refused(Code.ENCRYPTED, "workbook with a password") from None
    except CalamineError:
        raise Refused(Code.CORRUPT, "the workbook cannot be read") from None
    for meta in book.sheets_metadata:
        context.budget.charge_page()
        role = Role.BODY if str(meta.visible).endswith("Visible") else Role.HIDDEN
        try:
            sheet = book.get_sheet_by_name(meta.name)
        except CalamineError as error:
            if "Sheet" not in str(meta.typ) or "Chart" in str(meta.typ):
                continue
            draft.problem(Code.CORRUPT, f"a sheet ({type(error).__name__})")
            continue
        grid = GridWriter()
        for row, values in enumerate(sheet.iter_rows(), 1):
            if row % 4096 == 0:
                context.budget.check_time()
            for column, value in enumerate(values, 1):
                if value != "":
                    grid.cell(row, column, _text(value))
        grid.into(draft, f"sheet {meta.name}", "a1", role)
    if source.head(2) == b"PK":
        _besides(source, draft, context)


def _text(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value).replace("\t", " ").replace("\n", " ")


def _besides(source: Source, draft: Draft, context: Context) -> None:
    """Add what the cells do not hold: comments, text boxes, page headers, defined names."""
    package = Package(source, context)
    with package.archive:
        for name in package.names:
            lower = name.lower()
            if not lower.endswith(".xml"):
                continue
            if lower.startswith(("xl/comments", "xl/threadedcomments")):
                _texts(package, name, ("comment", "threadedComment"), "comment", Role.COMMENT, draft)
            elif lower.startswith("xl/drawings/"):
                _texts(package, name, ("txBody",), "text box", Role.BODY, draft)
            elif lower.startswith("xl/worksheets/"):
                _texts(
                    package,
                    name,
                    ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"),
                    "header",
                    Role.HEADER,
                    draft,
                )
            elif lower == "xl/workbook.xml":
                _texts(package, name, ("definedName",), "defined name", Role.METADATA, draft)
        package.properties(draft)
        package.inside(draft, context)


def _texts(package: Package, part: str, tags: tuple[str, ...], place: str, role: Role, draft: Draft) -> None:
    flow = FlowWriter()
    for element in package.tree(part).iter(etree.Element):
        if etree.QName(element).localname in tags:
            where = f"{place} {element.get('ref')}" if element.get("ref") else place
            flow.add("".join(map(str, element.itertext())), where)
    flow.into(draft, role)
