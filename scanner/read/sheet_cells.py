"""The cells in an xlsx sheet's own XML, for what the quick reader does not tell or cannot read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from scanner.model import Code
from scanner.read.draft import Refused
from scanner.read.ooxml import Locals, inner_text

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
    """Return the text of a comment or shared string without the reading aids above East Asian words."""
    return "".join(inner_text(found) for found in comment.iter("{*}t", "{*}text") if not len(found))


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
