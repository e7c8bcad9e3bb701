"""Number formats of a workbook's cells: what they show that is not stored, and the words in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scanner.model import Role
from scanner.read.draft import Draft, Refused
from scanner.read.office.ooxml import Package, attribute
from scanner.read.sheets import biff12, number_format
from scanner.read.sheets.sheet_cells import cells

Formats = Mapping[str, tuple[str, ...]]
"""Cell styles (their number as text) whose format shows leading zeros or groups of digits."""


def of(package: Package, main: str, draft: Draft) -> Formats:
    """Return the styles whose format shows more digits than are stored; the words in all formats go to the draft."""
    styles = [found.target for found in package.related(main) if found.kind == "styles"]
    if not styles:
        return {}
    try:
        if styles[0].endswith(".bin"):
            codes, used = biff12.formats(package.data(styles[0]))
        else:
            root = package.tree(styles[0])
            codes = {attribute(found, "numFmtId"): attribute(found, "formatCode") for found in root.iter("{*}numFmt")}
            used = [attribute(style, "numFmtId") for formats in root.iter("{*}cellXfs") for style in formats.iter("{*}xf")]
    except Refused as refusal:
        draft.problem(refusal.code, refusal.detail)
        return {}
    words = dict.fromkeys(text for code in codes.values() for text in number_format.words(code))
    draft.text("\n".join(words), "number format", Role.METADATA)
    patterns = {key: number_format.pattern(code) for key, code in codes.items()}
    return {str(number): tokens for number, key in enumerate(used) if (tokens := patterns.get(key))}


def shown(data: bytes, formats: Formats) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield (row, column) from 1 and shown text of the cells of a sheet's part that show more than they store."""
    return shown_numbers(_numbers(data, formats), formats)


def shown_numbers(numbers: Iterable[tuple[int, int, int, float]], formats: Formats) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the same of numbers with their row, column and style."""
    for row, column, style, number in numbers if formats else ():
        tokens = formats.get(str(style))
        text = number_format.apply(tokens, number) if tokens else None
        if text is not None:
            yield (row, column), text


def _numbers(data: bytes, formats: Formats) -> Iterator[tuple[int, int, int, float]]:
    for row, column, cell in cells(data):
        style = cell.get("s", "")
        if style in formats and cell.get("t", "n") == "n":
            value = next((found.text for found in cell if str(found.tag).endswith("}v")), None)
            try:
                yield row, column, int(style), float(value or "")
            except (ValueError, OverflowError):
                continue
