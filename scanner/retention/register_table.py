"""The register's file as rows of cells: CSV in the encodings and with the marks that office programs write, or XLSX.

Pure: bytes in, rows out. No message holds a value of a cell: when columns are shifted any cell may hold a national number.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from scanner.errors import DossierwachtError

Cell = str | float | date
COLUMNS = (
    "dossier", "folder", "person", "birth_date", "email", "phone", "controller", "programme", "opened", "closed", "project_end",
    "consents", "hold",
)  # fmt: skip
"""The columns of the contract, in its order."""
MORE_COLUMNS = ("last_payment", "contract_end", "consent_withdrawn")
"""Events that some terms start from; a register without them is fine."""
NEEDED = ("dossier", "folder", "controller", "programme", "closed")
_MARKS = ";\t,"
_SEPARATOR = re.compile(r"sep=(.)[ \t]*\r?\n?", re.IGNORECASE)
_LONGEST_CELL = 20  # lines; a cell of more has an open quotation mark before it
_EXPANDED = 256 << 20  # bytes to which a workbook may unpack
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_BELGIAN = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
# Excel's day numbers: 25,569 is 1 January 1970. Below 7,306 (1920) and above 73,415 (2101) a number is no date of ours.
_EXCEL_ZERO = date(1899, 12, 30)
_SERIALS = range(7_306, 73_416)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_CELL_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
_CELL_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_CELL_TEXT = re.compile(rb"""\bt\s*=\s*["'](?:str|inlineStr)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_DATE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true|on)["']""")


class RegisterError(DossierwachtError):
    """The register as a whole cannot be read; nothing of it was taken over."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the register: where it stands, its cells by column, and whether it has cells behind the last column."""

    line: int
    cells: dict[str, Cell]
    overflows: bool = False

    def text(self, column: str) -> str:
        """Return a cell as text without blanks around it; a whole number without `.0`."""
        value = self.cells.get(column, "")
        if isinstance(value, float):
            return str(int(value)) if value.is_integer() else str(value)
        return value.strip() if isinstance(value, str) else value.isoformat()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a register, and the columns of its header that are not known."""

    rows: tuple[Row, ...]
    strangers: tuple[str, ...] = ()


def read(raw: bytes, name: str, *, folder_needed: bool = True) -> Table:
    """Return the rows of a register, CSV or XLSX by its content; `name` is only told in messages.

    CSV is UTF-8 (with or without mark), UTF-16 (with mark) or cp1252, with `;`, `,` or tab. Raises RegisterError.
    """
    if raw[:4] == b"PK\x03\x04":
        lines = _workbook(raw, name)
    elif raw[:4] == b"\xd0\xcf\x11\xe0":
        raise RegisterError(f"{name}: an old or locked Excel file; save it as .xlsx or CSV, without a password")
    else:
        lines = _delimited(_decoded(raw, name), name)
    return _table(lines, name, folder_needed=folder_needed)


def day(cell: Cell) -> date | None:
    """Return the day in a cell, None for an empty one. Day before month, as in Belgium. Raises ValueError for anything else."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float):
        if int(cell) not in _SERIALS:
            raise ValueError("no date")
        return _EXCEL_ZERO + timedelta(days=int(cell))
    written = cell.strip()
    if not written:
        return None
    if match := _ISO.fullmatch(written):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _BELGIAN.fullmatch(written):
        return date(int(match[4]), int(match[3]), int(match[1]))
    raise ValueError("no date")


def _table(lines: Iterator[tuple[int, list[Cell]]], name: str, *, folder_needed: bool) -> Table:
    header: list[str] | None = None
    rows: list[Row] = []
    for line, cells in lines:
        if all(cell == "" or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        if header is None:
            header = _header(cells, line, name, folder_needed=folder_needed)
            continue
        behind = any(str(cell).strip() for cell in cells[len(header) :])
        rows.append(Row(line, dict(zip(header, cells, strict=False)), behind))
    if header is None:
        raise RegisterError(f"{name}: the register is empty; its first line must hold the names of the columns")
    known = {*COLUMNS, *MORE_COLUMNS}
    return Table(tuple(rows), tuple(column for column in header if column and column not in known))


def _header(cells: list[Cell], line: int, name: str, *, folder_needed: bool) -> list[str]:
    header = [str(cell).strip().lower() for cell in cells]
    while header and not header[-1]:
        header.pop()
    needed = [column for column in NEEDED if column != "folder" or folder_needed]
    missing = [column for column in needed if column not in header]
    if missing:
        expected = ",".join(COLUMNS)
        raise RegisterError(f"{name}: line {line}: the header lacks {', '.join(missing)}; the first line must be {expected}")
    twice = next((column for number, column in enumerate(header) if column and column in header[:number]), None)
    if twice is not None:
        raise RegisterError(f"{name}: line {line}: the header names {twice} twice; keep one")
    return header


def _decoded(raw: bytes, name: str) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif raw[:3] == b"\xef\xbb\xbf":
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RegisterError(f"{name}: not a text in UTF-8, UTF-16 or cp1252; save it as CSV UTF-8 or as .xlsx")


def _delimited(text: str, name: str) -> Iterator[tuple[int, list[Cell]]]:
    told = _SEPARATOR.match(text)
    mark = told[1] if told else _mark(text)
    lines = io.StringIO(text, newline="")
    skipped = 0
    if told:
        lines.readline()
        skipped = 1
    reader = csv.reader(lines, delimiter=mark, strict=True)
    before = 0
    try:
        for cells in reader:
            first, before = before + 1, reader.line_num
            if any(cell.count("\n") > _LONGEST_CELL for cell in cells):
                raise RegisterError(f"{name}: line {first + skipped}: a quotation mark is not closed; close or remove it")
            yield first + skipped, list(cells)
    except csv.Error:
        remedy = "a quotation mark stands wrong or is not closed; correct it"
        raise RegisterError(f"{name}: line {before + 1 + skipped}: {remedy}") from None


def _mark(text: str) -> str:
    """Return the mark by which the header falls apart into the most columns that are known."""
    known = {*COLUMNS, *MORE_COLUMNS}
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(_MARKS, key=lambda mark: sum(part.strip(' "').lower() in known for part in header.split(mark)))


def _workbook(raw: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of the first sheet; of formulas the values that were last computed."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _EXPANDED:
                raise RegisterError(f"{name}: the workbook unpacks to more than {_EXPANDED >> 20} MiB; save only the register")
            for entry in package.namelist():
                if entry.startswith("xl/worksheets/") and entry.endswith(".xml"):
                    _refuse_lost_values(package.read(entry), name)
            numbers_are_days = not _DATE_1904.search(package.read("xl/workbook.xml"))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except RegisterError:
        raise
    except PasswordError:
        raise RegisterError(f"{name}: the workbook has a password; save it without one") from None
    except (CalamineError, OSError, ValueError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise RegisterError(f"{name}: the workbook cannot be read; save it anew as .xlsx or as CSV") from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the library in Rust is no Exception; its text may hold a cell
            raise
        raise RegisterError(f"{name}: the workbook cannot be read; save it anew as .xlsx or as CSV") from None
    for line, cells in enumerate(rows, 1):
        yield line, [_cell(cell, numbers_are_days=numbers_are_days) for cell in cells]


def _refuse_lost_values(sheet: bytes, name: str) -> None:
    """Refuse formulas that give an error or were never computed: they would read as empty cells, and a hold would be lost."""
    for match in _CELL.finditer(sheet):
        attributes, content = match.groups()
        uncomputed = _FORMULA.search(content) and not _CELL_TEXT.search(attributes) and not _VALUE.search(content)
        if uncomputed or _CELL_ERROR.search(attributes):
            place = _CELL_PLACE.search(attributes)
            where = f"cell {place[1].decode()}" if place else "a cell"
            raise RegisterError(f"{name}: the formula in {where} has no value or gives an error; correct it, or save values only")


def _cell(value: Any, *, numbers_are_days: bool) -> Cell:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, int | float):
        # In a workbook that counts from 1904 a bare number would be taken for a day four years too early.
        return float(value) if numbers_are_days else f"{value:.15g}"
    if isinstance(value, str | date):
        return value
    return str(value)
