"""Spreadsheets of all makes: every sheet, hidden ones too, as a table, and what stands beside the cells."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from scanner.model import Cells, Code, Grid, Role
from scanner.read.draft import Context, Draft, Refused
from scanner.read.office.ooxml import cell_text
from scanner.read.office.ooxml_kind import other_reader
from scanner.read.opendocument import opendocument
from scanner.read.sheets import sheet_odf, sheet_xls, sheet_xml
from scanner.read.source import Source

Shown = Mapping[tuple[int, int], str]
"""Cells (row and column from 1) whose shown text differs from the stored number, such as `00"."00"."00` formats."""

# What the quick reader raises on damage; a password is told apart before.
_BROKEN = (CalamineError, OSError, ValueError)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how OOXML writes characters XML cannot hold (part 1, 22.9.2.19)


class _Own(Protocol):
    """Our own reading of what stands around the cells, and of the cells where the quick reader fails."""

    shown: dict[str, dict[tuple[int, int], str]]
    apart: set[str]

    def add_sheet(self, name: str) -> None:
        """Add one sheet's cells."""


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each sheet with places such as `sheet Blad1!B4`.

    Raises Refused when the workbook is encrypted or cannot be read, LimitReached when a budget is used up.
    """
    if source.head(2) != b"PK":
        book = sheet_xls.Besides(source, draft, context)
        if not book.is_survivable:
            book.add_cells()
        elif not _sheets(source, draft, context, book):
            draft.problem(Code.CORRUPT, "damaged cells")
            book.add_cells()
        book.add()
        return
    with opendocument.open_package(source, draft, context) as package:
        if package.has("content.xml"):
            sheet_odf.read(package, draft, context)
        elif other := other_reader(package, "workbook"):
            other(source, draft, context)
        else:
            xlsx = sheet_xml.Besides(package, draft, context)
            if not (xlsx.is_listed and _sheets(source, draft, context, xlsx)):
                xlsx.add_cells()
            xlsx.add()


def _sheets(source: Source, draft: Draft, context: Context, own: _Own) -> bool:
    """Add the sheets; returns False when the library cannot read the workbook, for another reader to try."""
    book = _workbook(source)
    if book is None:
        return False
    metadata = book.sheets_metadata
    draft.text("\n".join(meta.name for meta in metadata), "sheet name", Role.NAME)
    for number, meta in enumerate(metadata):
        context.budget.charge_page()
        if meta.name in own.apart:
            own.add_sheet(meta.name)
            continue
        role = Role.BODY if meta.visible is SheetVisibleEnum.Visible else Role.HIDDEN
        sheet = _sheet(book, number)
        if sheet is None:
            if meta.typ is not SheetTypeEnum.ChartSheet:  # a chart's own text is read with the drawings
                draft.problem(Code.CORRUPT, f"sheet {number + 1}")
                own.add_sheet(meta.name)
            continue
        first = sheet.start[1] + 1 if sheet.start else 1
        text, cells = table(sheet.iter_rows(), first, own.shown.get(meta.name, {}), context)
        draft.text(text, Grid(f"sheet {meta.name}", cells), role)
    return True


def _sheet(book: CalamineWorkbook, number: int) -> Any:
    """Return a sheet, or None when the library cannot read it."""
    try:
        with _silence():
            return book.get_sheet_by_index(number)
    except _BROKEN:
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the library in Rust is no Exception
            raise
    return None


def _workbook(source: Source) -> CalamineWorkbook | None:
    """Return the open workbook, or None when the library cannot. Raises Refused when a password is needed."""
    try:
        with _silence():
            return CalamineWorkbook.from_filelike(io.BytesIO(source.data()))
    except PasswordError:
        raise Refused(Code.ENCRYPTED, "workbook with a password") from None
    except _BROKEN:
        return None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
    return None


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the library's panics off the standard error: their messages may quote a cell."""
    sys.stderr.flush()
    kept = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


def table(rows: Iterable[list[Any]], first: int, shown: Shown, context: Context) -> tuple[str, Cells]:
    """Return the text of rows (a tab between cells, a line feed between rows) and its cells; `first` is the first column."""
    written = io.StringIO(newline="")
    cells = Cells()
    length = 0
    for number, row in enumerate(rows, 1):
        if number % 4096 == 0:
            context.budget.check_time()
        mark = "\n" if length else ""
        for column, value in enumerate(row, first):
            if value == "":
                continue
            text = value if type(value) is str else _written(value)
            if shown:
                text = shown.get((number, column), text)
            if "\n" in text or "\t" in text or "\r" in text or "_x" in text:
                text = _cleaned(text)
            length += written.write(mark)
            stop = length + written.write(text)
            cells.add(length, stop, number, column)
            length = stop
            mark = "\t"
    return written.getvalue(), cells


def _cleaned(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)
    return cell_text([text.replace("\r\n", "\n").replace("\r", "\n")])


def _written(value: Any) -> str:
    """Return a value as a person would write it: whole numbers without `.0`, at most 15 digits as sheets show, ISO dates."""
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e17:
            return str(int(value))
        return f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
