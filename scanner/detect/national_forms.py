"""The ways in which a national number is written: each is found here as a candidate with its eleven digits, and judged elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scanner.detect.misread import LETTERS, READ, misread
from scanner.detect.numbers import national_number
from scanner.runs import alone, in_runs

LENGTH = 11  # digits

_BREAK = r"(?:\n{1,2}[ ]{0,3})?"  # a number may go on the next line, and OCR leaves a line empty
_GAP = rf"[ .,\-/|:~_]{{0,3}}{_BREAK}[.\-/]?"
_GROUPS = re.compile(rf"(?<![0-9])\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}{_GAP}\d{{2}}(?![0-9])")
_BOXES = re.compile(r"(?<![0-9])\d([^0-9\n]{1,4})\d(?:\1\d){9}(?!\1\d|\d)")
# The lines between boxes, read as ones and brackets: 18|5]0171310101313121 8|
_BARRED = re.compile(r"(?<![0-9A-Za-z])[1lI|!\[\]()/](?:[0-9][ ]?[1lI|!\[\]()/][ ]?){10}[0-9][1lI|!\[\]()/]?(?![0-9A-Za-z])")
_BARS = re.compile(r"[lI|!\[\]()/]|\d{21}")  # a bar may be read as a one throughout
# Eleven digits parted anywhere: thousands of a sheet, spaces that OCR put in, boxes that differ. Tried from every digit.
_LOOSE = re.compile(r"(?<![0-9])(?=(\d(?:[ .,'\-/|:~_\[\]()\t]{0,4}\d){10})(?![0-9]))\d")
_DATED = re.compile(r"\d{1,2} ?[./-] ?\d{1,2} ?[./-] ?(?:19|20)\d\d(?!\d)|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}(?!\d)")
_FLOAT = re.compile(r"(?<![0-9.,])(\d{9,11})[.,]0{1,2}(?![0-9])")
_POWER = re.compile(r"(?<![0-9.,])(\d)[.,](\d{4,10})[eE]\+?(9|09|10)(?![0-9])")
_EXPONENT = re.compile(r"\d[eE]")
# Cells of one row that hold nothing but digits and a number's own marks; empty cells and cells with a mark may stand between.
_CELL = r"\d{1,6}(?:[.\-/ ]\d{1,6}){0,3}"
_CELLS = re.compile(rf"(?<![0-9]){_CELL}(?:(?:[ ]?\t[.\-/|_ ]{{0,3}}){{1,3}}{_CELL}){{1,40}}(?![0-9])")
_TAB = re.compile("\t")
_CELL_SIZES = ((2, 2, 2, 3, 2), (6, 3, 2), (2, 2, 2, 5), (6, 5))  # digits per cell that show the number's shape
_SHORT_GROUPS = re.compile(r"(?<![0-9.,/-])\d([.\-/ ])\d{2}\1\d{2}[ ]?[./ -][ ]?\d{3}[ ]?[./ -][ ]?\d{2}(?![0-9])")
# Digits, what is read for digits, and separators; behind one another at most two that are no digit.
_OCR = re.compile(rf"(?<![0-9A-Za-z])[{READ}](?:[ .,\-/~_:]{{0,3}}\n{{0,2}}[{READ}]){{10,12}}(?![0-9A-Za-z])")
STRICT = re.compile(r"\d{2}([.\-/ ])\d{2}\1\d{2} ?[-./ ] ?\d{3} ?[.\-/ ] ?\d{2}|\d{6}([-/ .])\d{3}[-/ .]\d{2}")
_READ_SHAPE = re.compile(rf"[{READ}]{{2}}[.,·][{READ}]{{2}}[.,·][{READ}]{{2}} ?[-~—] ?[{READ}]{{3}}[., ][{READ}]{{2}}")
OWN_SHAPE = re.compile(r"\d{2}\.\d{2}\.\d{2} ?- ?\d{3}[. ]\d{2}")


class Candidate(NamedTuple):
    """Eleven digits that may be a national number: offsets, and what their writing says of them."""

    start: int
    end: int
    digits: str
    form: str
    strict: bool = False
    """The groups and marks of a national number."""
    own_shape: bool = False
    """The shape that nothing else has: 85.07.30-033.28."""
    labelled_only: bool = False
    """The writing shows nothing by itself: without a label it is no candidate."""
    checked_only: bool = False
    """The writing had to be repaired: it counts only when the check holds."""
    evidence: tuple[str, ...] = ()


def candidates(text: str) -> Iterator[Candidate]:
    """Yield the candidates of a text, the plainest writing first; they may overlap."""
    grouped = set()
    for match in in_runs(_GROUPS, text, LENGTH):
        written = match.group()
        grouped.add(match.start())
        own = bool(OWN_SHAPE.fullmatch(written))
        digits = _digits(written)
        yield Candidate(*match.span(), digits, "grouped digits", own or bool(STRICT.fullmatch(written)), own)
    for match in in_runs(_FLOAT, text, 10, gaps=1):
        digits = match.group(1).zfill(LENGTH)
        restored = ("leading zero restored",) if len(match.group(1)) < LENGTH else ()
        # The value is the digits: `.0` is how a sheet wrote them.
        yield Candidate(
            *match.span(1),
            digits,
            "stored as a decimal",
            labelled_only=bool(restored),
            checked_only=bool(restored),
            evidence=restored,
        )
    for match in in_runs(_POWER, text, 7, signs=_EXPONENT):
        digits = (match.group(1) + match.group(2)).ljust(int(match.group(3)) + 1, "0").zfill(LENGTH)
        if len(digits) == LENGTH:
            yield Candidate(*match.span(), digits, "stored as a power of ten", labelled_only=True, checked_only=True)
    yield from _cells(text)
    for match in in_runs(_BOXES, text, LENGTH, gaps=LENGTH - 1):
        yield Candidate(*match.span(), _digits(match.group()), "one digit in each box")
    for match in in_runs(_LOOSE, text, LENGTH, gaps=1):
        if match.start() in grouped or _DATED.match(match.group(1)):
            continue  # judged before, with more to say for it; or a date and an amount
        yield Candidate(*match.span(1), _digits(match.group(1)), "digits parted anywhere", labelled_only=True, checked_only=True)
    for match in in_runs(_BARRED, text, LENGTH, signs=_BARS):
        digits = match.group().replace(" ", "")[1::2]
        yield Candidate(*match.span(), digits, "one digit in each box", labelled_only=True, checked_only=True)
    yield from _short(text)
    yield from _misread(text)


def _cells(text: str) -> Iterator[Candidate]:
    if "\t" not in text:
        return
    for row in in_runs(_CELLS, text, LENGTH - 4, signs=_TAB):
        for start, end, digits, sizes, padded in _eleven(row):
            evidence = ("in neighbouring cells", *(("leading zero restored",) if padded else ()))
            shaped = sizes in _CELL_SIZES and not padded
            yield Candidate(
                start, end, digits, "spread over cells", labelled_only=not shaped, checked_only=True, evidence=evidence
            )


def _short(text: str) -> Iterator[Candidate]:
    """Numbers of births from 2000 on whose leading zeros a sheet or a hurried hand dropped."""
    grouped = (match.span() for match in in_runs(_SHORT_GROUPS, text, 10, gaps=4))
    for start, end in (*alone(text, 7, 10), *grouped):
        yield Candidate(
            start,
            end,
            _digits(text[start:end]).zfill(LENGTH),
            "lost leading zeros",
            labelled_only=True,
            checked_only=True,
            evidence=("leading zero restored",),
        )


def _misread(text: str) -> Iterator[Candidate]:
    """Letters that OCR or a typist put for digits; only when exactly one way to read them holds."""
    for match in in_runs(_OCR, text, LENGTH - 4, signs=LETTERS):
        readings = {reading for reading in misread(match.group(), LENGTH) if national_number(reading)}
        if len(readings) == 1:
            # The groups of a national number are context enough; a stretch without them needs a label.
            shaped = bool(_READ_SHAPE.fullmatch(match.group()))
            evidence = ("misread digit repaired",)
            yield Candidate(
                *match.span(), readings.pop(), "misread", shaped, labelled_only=not shaped, checked_only=True, evidence=evidence
            )


def _eleven(row: re.Match[str]) -> Iterator[tuple[int, int, str, tuple[int, ...], bool]]:
    """Yield (start, end, digits, digits per cell, whether zeros were put back) of neighbouring cells that make eleven digits."""
    cells = [
        (row.start() + cell.start(), row.start() + cell.end(), _digits(cell.group()))
        for cell in re.finditer(r"[^\t]*\d[^\t]*", row.group())
    ]
    for first in range(len(cells)):
        digits = ""
        for last in range(first, len(cells)):
            digits += cells[last][2]
            if len(digits) >= LENGTH:
                break
        if len(digits) == LENGTH and last > first:
            yield cells[first][0], cells[last][1], digits, tuple(len(cell[2]) for cell in cells[first : last + 1]), False
    # A sheet keeps 07 as 7: with as many cells as the number has groups, the zeros are known.
    for sizes in _CELL_SIZES:
        for first in range(len(cells) - len(sizes) + 1):
            group = cells[first : first + len(sizes)]
            if all(len(cell[2]) <= size for cell, size in zip(group, sizes, strict=True)):
                digits = "".join(cell[2].zfill(size) for cell, size in zip(group, sizes, strict=True))
                yield group[0][0], group[-1][1], digits, sizes, True


def _digits(written: str) -> str:
    return "".join(filter(str.isdigit, written))
