"""The binary parts of xlsb workbooks (MS-XLSB): records of a type, a length and data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.read import loose_text

# Record types after MS-XLSB 2.3.2.
_ROW, _RK, _REAL, _STRING, _SHARED, _FORMULA_STRING, _FORMULA_NUMBER, _SHARED_ITEM = 0, 2, 5, 6, 7, 8, 9, 19
_NAME, _SHEET, _HEADER_FOOTER, _AUTHOR, _COMMENT, _COMMENT_TEXT = 39, 156, 479, 632, 635, 637
_FORMAT, _STYLES, _STYLE, _STYLES_END, _FORMULAS, _LAST_CELL = 44, 617, 47, 618, (8, 9, 10, 11), 11


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (type, data) of each record; ends at damage."""
    position = 0
    try:
        while position < len(data):
            kind, position = _varint(data, position, 2)
            size, position = _varint(data, position, 4)
            yield kind, data[position : position + size]
            position += size
    except IndexError:
        return


def _varint(data: bytes, position: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte; in a record's type the mark of continuation is kept out as well."""
    value = 0
    for index in range(most):
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            break
    return value, position


def _wide(data: bytes, position: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<I", data, position)
    if count == 0xFFFFFFFF:
        return "", position + 4
    stop = position + 4 + 2 * count
    if stop > len(data):
        raise struct.error
    return data[position + 4 : stop].decode("utf-16-le", "replace"), stop


def sheets(data: bytes) -> list[tuple[str, str, bool]]:
    """Return name, relationship id and whether it is hidden of a workbook's sheets."""
    found = []
    for kind, record in records(data):
        if kind == _SHEET:
            for begin in (8, 12):  # files of early Excel 2007 have one more number before the id
                try:
                    relation, position = _wide(record, begin)
                    name, stop = _wide(record, position)
                except struct.error:
                    continue
                if stop == len(record):
                    found.append((name, relation, record[0] in (1, 2)))
                    break
    return found


def around_sheets(book: bytes) -> Iterator[tuple[str, str]]:
    """Yield (place, words) of what a workbook says beside its sheets' names: defined names, views, where it was saved."""
    for kind, record in records(book):
        if kind != _SHEET:
            for text in loose_text.wide(record):
                yield "defined name" if kind == _NAME else "workbook", text


def authors(comments_part: bytes) -> Iterator[str]:
    """Yield who wrote comments."""
    for kind, record in records(comments_part):
        if kind == _AUTHOR:
            yield from loose_text.wide(record)


@dataclass(slots=True)
class Survey:
    """What one walk over a sheet finds: page headers, words outside the cells, numbers with their style, and its extent."""

    headers: list[str] = field(default_factory=list)
    words: dict[str, None] = field(default_factory=dict)
    numbers: list[tuple[int, int, int, float]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    count: int = 0


def survey(data: bytes) -> Survey:
    """Return what stands around the cells of a sheet, and row, column (from 1), style and value of those with a number."""
    found = Survey()
    for kind, record in records(data):
        try:
            if kind == _ROW:
                found.rows = struct.unpack_from("<I", record)[0] + 1
            elif kind <= _LAST_CELL:
                _survey_cell(kind, record, found)
            elif kind == _HEADER_FOOTER:
                position = 2
                for _ in range(6):
                    text, position = _wide(record, position)
                    if text:
                        found.headers.append(text)
            else:
                found.words.update(dict.fromkeys(loose_text.wide(record)))
        except struct.error:
            continue
    return found


def _survey_cell(kind: int, record: bytes, found: Survey) -> None:
    column, style = struct.unpack_from("<II", record)
    found.count += 1
    found.columns = max(found.columns, column + 1)
    if kind in (_RK, _REAL, _FORMULA_NUMBER):
        value = rk_number(record[8:12]) if kind == _RK else struct.unpack_from("<d", record, 8)[0]
        found.numbers.append((found.rows, column + 1, style & 0xFFFFFF, value))
    if kind in _FORMULAS:  # behind the stored result stands the formula, with the texts in it
        position = _wide(record, 8)[1] if kind == _FORMULA_STRING else 16 if kind == _FORMULA_NUMBER else 9
        found.words.update(dict.fromkeys(loose_text.wide(record[position:])))


def comments(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield row and column (from 1) and text of comments."""
    row = column = 0
    for kind, record in records(data):
        try:
            if kind == _COMMENT:
                first_row, _, first_column, _ = struct.unpack_from("<IIII", record, 4)
                row, column = first_row + 1, first_column + 1
            elif kind == _COMMENT_TEXT:
                yield row, column, _wide(record, 1)[0]
        except struct.error:
            continue


def shared_strings(data: bytes) -> list[str]:
    """Return the workbook's shared strings in order; one that cannot be read is empty, so that the others keep their place."""
    found = []
    for kind, record in records(data):
        if kind == _SHARED_ITEM:
            try:
                found.append(_wide(record, 1)[0])
            except struct.error:
                found.append("")
    return found


def cells(data: bytes, shared: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column (from 1) and text of the cells with a text or number; dates stay the numbers they are stored as."""
    row = 0
    for kind, record in records(data):
        try:
            if kind == _ROW:
                row = struct.unpack_from("<I", record)[0] + 1
            elif kind in (_RK, _REAL, _STRING, _SHARED, _FORMULA_STRING, _FORMULA_NUMBER):
                column = struct.unpack_from("<I", record)[0] + 1
                text = _value(kind, record, shared)
                if text:
                    yield row, column, text
        except struct.error:
            continue


def _value(kind: int, record: bytes, shared: list[str]) -> str:
    if kind == _SHARED:
        (index,) = struct.unpack_from("<I", record, 8)
        return shared[index] if index < len(shared) else ""
    if kind in (_STRING, _FORMULA_STRING):
        return _wide(record, 8)[0]
    return f"{rk_number(record[8:12]) if kind == _RK else struct.unpack_from('<d', record, 8)[0]:.15g}"


def rk_number(data: bytes) -> float:
    """Return the number in four bytes: 30 bits of a whole number or of a fraction, the last bits telling which (MS-XLS 2.5.217)."""
    (raw,) = struct.unpack("<i", data)
    number = float(raw >> 2) if raw & 2 else struct.unpack("<d", bytes(4) + struct.pack("<i", raw & ~3))[0]
    return number / 100 if raw & 1 else float(number)


def strings(data: bytes) -> Iterator[str]:
    """Yield stretches of three or more Latin letters in UTF-16, of parts whose records are not told apart."""
    yield from loose_text.wide(data)


def formats(styles: bytes) -> tuple[dict[str, str], list[str]]:
    """Return the number formats by their number, and of each cell style in order the number of its format."""
    codes: dict[str, str] = {}
    used: list[str] = []
    cells_follow = False
    for kind, record in records(styles):
        try:
            if kind == _FORMAT:
                codes[str(struct.unpack_from("<H", record)[0])] = _wide(record, 2)[0]
            elif kind in (_STYLES, _STYLES_END):
                cells_follow = kind == _STYLES
            elif kind == _STYLE and cells_follow:
                used.append(str(struct.unpack_from("<H", record, 2)[0]))
        except struct.error:
            continue
    return codes, used
