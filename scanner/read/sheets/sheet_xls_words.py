"""The words in those records of an old workbook that are neither cells nor layout (MS-XLS 2.3 and 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from scanner.read import loose_text
from scanner.read.office.part_text import has_words

_FORMULA, _ARRAY, _SHARED, _NAME, _CHOICES, _CONDITION = 0x06, 0x0221, 0x04BC, 0x18, 0x01BE, 0x01B1
_DRAWING = 0xEC
_IN_FORMULAS = frozenset((_FORMULA, _ARRAY, _SHARED, _CONDITION))
PLACES = {
    _FORMULA: "formula", _ARRAY: "formula", _SHARED: "formula", _NAME: "defined name", 0x5B: "metadata author", 0x5C: "metadata author",
    0x01AE: "external link", 0x23: "external link", 0x5A: "external link", 0x01A9: "view", 0xB0: "pivot table", 0xB1: "pivot table",
    0xB2: "pivot table", 0xC5: "pivot table", 0x0100: "pivot table", 0xF1: "pivot table", 0xF6: "pivot table", 0x0810: "pivot table",
    0x0864: "pivot table", 0xDC: "query", 0x01AD: "query", 0x0801: "query", 0x0803: "query", 0x0804: "query", 0x0805: "query",
    0x0876: "query", _CHOICES: "choices", _CONDITION: "condition", 0x087A: "condition", 0x0800: "link", 0xAF: "scenario", 0x9E: "filter",
    0x087E: "filter", 0x90: "filter", 0x0868: "range", 0x0872: "table", 0x0877: "table", 0x0878: "table", 0x5D: "control",
    0x089C: "header", 0x100D: "chart", _DRAWING: "drawing",
}  # fmt: skip
_TEXT = 0x17  # a text within a formula: how many characters, whether they take two bytes each, the characters
_FIELD, _STRING, _NUMBER, _WHOLE, _ROW = 0xC7, 0xCD, 0xC9, 0xCC, 0xC8
_FIELD_HEAD = 14


def words(kind: int, data: bytes) -> list[str]:
    """Return the words in a record whose type is in PLACES."""
    if kind in _IN_FORMULAS:
        return list(in_formula(data))
    found = dict.fromkeys(loose_text.wide(data) if kind == _DRAWING else loose_text.both(data))
    if kind in (_NAME, _CHOICES):
        known = "\n".join(found)
        found.update((text, None) for text in in_formula(data) if text not in known)
    return list(found)


def in_formula(data: bytes) -> Iterator[str]:
    """Yield the texts within a formula in its stored form."""
    position = data.find(_TEXT)
    while 0 <= position < len(data) - 3:
        count, width = data[position + 1], data[position + 2]
        stop = position + 3 + count * (1 + width)
        if width <= 1 and count and stop <= len(data):
            text = data[position + 3 : stop].decode("utf-16-le" if width else "latin-1", "replace")
            if text.isprintable() and has_words(text):
                yield text
                position = stop - 1
        position = data.find(_TEXT, position + 1)


def cached(records: Iterator[tuple[int, bytes]]) -> list[list[str]]:
    """Return the columns of a pivot table's copy of its source, each with its name on top; the last holds what belongs to none."""
    columns: list[list[str]] = []
    for kind, data in records:
        if kind == _FIELD:
            columns.append([_string(data, _FIELD_HEAD)])
        elif kind == _ROW and columns and columns[-1]:
            columns.append([])
        elif kind in (_STRING, _NUMBER, _WHOLE):
            if not columns:
                columns.append([])
            columns[-1].append(_value(kind, data))
    return [column for column in columns if column]


def _value(kind: int, data: bytes) -> str:
    if kind == _STRING:
        return _string(data, 0)
    try:
        return f"{struct.unpack('<d', data[:8])[0]:.15g}" if kind == _NUMBER else str(struct.unpack("<h", data[:2])[0])
    except struct.error:
        return ""


def _string(data: bytes, position: int) -> str:
    if len(data) < position + 3:
        return ""
    count, width = struct.unpack_from("<HB", data, position)
    raw = data[position + 3 : position + 3 + count * (1 + (width & 1))]
    return raw.decode("utf-16-le" if width & 1 else "latin-1", "replace")
