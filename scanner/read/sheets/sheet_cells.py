"""The cells in an xlsx sheet's own XML, for what the quick reader does not tell or cannot read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from scanner.model import Code
from scanner.read.draft import Refused
from scanner.read.office.ooxml import Locals, inner_text

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

_ANY_REFERENCE = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<?(?:\w+:)?row\s[^<>]*?\br="([0-9]{1,7})"')
_TWO_LETTERS, _THREE_LETTERS = re.compile(rb'\sr="[A-Z]{2}[0-9]'), re.compile(rb'\sr="[A-Z]{3}[0-9]')
_ROOM = 24_000_000  # cells for which the quick reader needs some 600 MiB
_SPARSE = 2_000_000


def extent(data: bytes) -> tuple[int, int, int]:
    """Return the last row, the last column and the number of cells of a sheet's part; bounds where those are small anyway."""
    tail = _ROW.findall(data, max(0, data.rfind(b"<row"), data.rfind(b":row")))
    last = max((int(number) for number in tail), default=0) or data.count(b"<row")
    widest = 16384 if _THREE_LETTERS.search(data) else 702 if _TWO_LETTERS.search(data) else 26
    if last * widest <= _SPARSE:
        return last, widest, last * widest
    width = b""
    rows = count = 0
    for letters, row in _ANY_REFERENCE.findall(data):
        count += 1
        width = max(width, letters, key=lambda found: (len(found), found))
        rows = max(rows, int(row))
    return rows, _number(width.decode()), count


def wide_apart(rows: int, columns: int, count: int) -> bool:
    """Return whether a few cells stand so far apart that the rectangle they span is mostly empty, or it is too large at all."""
    area = rows * columns
    return area > _ROOM or (area > _SPARSE and count * 20 < area)


def text_of(data: bytes, strings: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column (from 1) and stored text of the cells that hold one; dates stay the numbers they are stored as."""
    names = Locals()
    for row, column, cell in cells(data):
        kind = cell.get("t", "n")
        for found in cell:
            name = names[found.tag]
            if name == "is":
                yield row, column, spoken(found)
            elif name == "v" and found.text:
                if kind == "s" and found.text.isdigit() and int(found.text) < len(strings):
                    yield row, column, strings[int(found.text)]
                elif kind != "s":
                    yield row, column, found.text


def spoken(comment: etree._Element) -> str:
    """Return the text of a comment or shared string without the reading aids above East Asian words (`rPh`)."""
    texts = (found for found in comment.iter("{*}t", "{*}text") if not len(found))
    return "".join(inner_text(found) for found in texts if not str(_parent_tag(found)).endswith("}rPh"))


def reading_aids(strings: etree._Element) -> Iterator[str]:
    """Yield the reading aids above words."""
    for aid in strings.iter("{*}rPh"):
        yield inner_text(aid)


def _parent_tag(element: etree._Element) -> object:
    parent = element.getparent()
    return parent.tag if parent is not None else ""


def without_cells(data: bytes) -> bytes:
    """Return a sheet's part without its cells, which have been read otherwise; all of it when they cannot be told."""
    begin = re.search(rb"<((?:\w+:)?sheetData)\b[^>]*>", data)
    if begin is None or begin.group().endswith(b"/>"):
        return data
    end = data.rfind(b"</" + begin.group(1))
    return data[: begin.end()] + data[end:] if end > 0 else data


def unsolved(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the formulas of which no result is stored, since then they are all there is."""
    for row, column, cell in cells(data):
        formula = value = ""
        for found in cell:
            if str(found.tag).endswith("}f"):
                formula = found.text or ""
            elif str(found.tag).endswith("}v"):
                value = found.text or ""
        if formula and not value:
            yield (row, column), f"={formula}"


def cells(data: bytes) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield row, column (from 1) and element of a sheet's cells, forgetting each row behind it."""
    row = 0
    try:
        walk = etree.iterparse(
            io.BytesIO(data),
            events=("end",),
            tag="{*}row",
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            recover=True,
        )
        for _, element in walk:
            number = element.get("r", "")
            row = int(number) if number.isdigit() else row + 1
            column = 0
            for cell in element:
                match = _REFERENCE.fullmatch(cell.get("r", "")) if isinstance(cell.tag, str) else None
                column = _number(match.group(1)) if match else column + 1
                yield row, column, cell
            element.clear()
    except etree.XMLSyntaxError:
        raise Refused(Code.CORRUPT, "cells are not well-formed") from None


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
