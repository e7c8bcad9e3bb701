"""The binary parts of xlsb workbooks (MS-XLSB): records of a type, a length and data."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

# Record types after MS-XLSB 2.3.2.
_ROW, _RK, _REAL, _STRING, _SHARED, _FORMULA_STRING, _FORMULA_NUMBER, _SHARED_ITEM = 0, 2, 5, 6, 7, 8, 9, 19
_SHEET, _HEADER_FOOTER, _AUTHOR, _COMMENT, _COMMENT_TEXT = 156, 479, 632, 635, 637
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){3,}")


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


def sheets(data: bytes) -> list[tuple[str, str]]:
    """Return (name, relationship id) of a workbook's sheets."""
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
                    found.append((name, relation))
                    break
    return found


def headers(data: bytes) -> Iterator[str]:
    """Yield the page headers and footers of a sheet, with their codes."""
    for kind, record in records(data):
        if kind == _HEADER_FOOTER:
            position = 2
            try:
                for _ in range(6):
                    text, position = _wide(record, position)
                    if text:
                        yield text
            except struct.error:
                continue


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
    for match in _WIDE.finditer(data):
        yield match.group().decode("utf-16-le")
