"""Tables that are drawn with spaces: which title stands over a value, by its column or, where the columns are lost, by its order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_LINES = 60  # rows under a title
NONE = -1
_SLACK = 2  # characters by which a value may stand left or right of its title
_GAP = re.compile(r"[ ]{2,}|[\t|]")
# What can be the value of a column of numbers; a national number with spaces is one.
_TOKEN = re.compile(r"\d{2}[ .]\d{2}[ .]\d{2}[ .-]\d{3}[ .]\d{2}|(?:[^\s\d]*\d){5}\S*")
_DIGIT = re.compile(r"\d")
# Marks and words of sentences, which a row of titles has none of.
_STOP = re.compile(r"[:;!?]|(?<!\w)(?:de|het|een|is|ik|je|u|we|le|la|les|est|je|the|my|der|die|das|ist|ich)(?!\w)")
_BLANK = re.compile(r"\s*")
_TITLES = 0.25  # of the letters of a row of titles that belong to labels; more words make it a sentence


def title(text: str, line: int, start: int, labels: list[int], lengths: list[int]) -> int | None:
    """Return which label titles the column of the value at `start`, by its number in `labels` (offsets in order).

    None when there is no row of titles, NONE when there is one and its title over the value is no label.

    `line` is where the value's line begins, `lengths` how long each label is. The rows of a table stand on end; prose ends them.
    """
    aligned = bool(_GAP.search(text[line:start].strip()) or _GAP.search(text, start, _line_end(text, start)))
    row = line
    for _ in range(_LINES):
        if row == 0:
            return None
        row, below = text.rfind("\n", 0, row - 1) + 1, row
        first, last = bisect_left(labels, row), bisect_left(labels, below)
        if first < last and not _DIGIT.search(text, row, below):
            found = range(first, last)
            if aligned:
                return _over(text, row, line, start, labels, found)
            written = sum(map(str.isalpha, text[row:below]))
            titles = sum(lengths[number] for number in found if number == first or labels[number] != labels[number - 1])
            sentence = _STOP.search(text, row, below) or titles < written * _TITLES
            return None if sentence else _by_order(text, line, start, labels, found)
        if first == 0 or not (_BLANK.fullmatch(text, row, below) or _like_a_row(text, row, below, aligned=aligned)):
            return None
    return None


def _like_a_row(text: str, row: int, below: int, *, aligned: bool) -> bool:
    return bool(_GAP.search(text[row:below].strip()) if aligned else _tokens(text[row:below]))


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start)
    return len(text) if stop < 0 else stop


def under(text: str, label: int) -> Iterator[int]:
    """Yield where the cells of the column begin whose title stands at `label`, row by row, while the rows are a table's."""
    row = text.rfind("\n", 0, label) + 1
    column = max((gap.end() for gap in _GAP.finditer(text, row, label)), default=row) - row
    for _ in range(_LINES):
        row = text.find("\n", row) + 1
        if row == 0:
            return
        stop = text.find("\n", row)
        line = text[row : stop if stop >= 0 else len(text)]
        cells = [0, *(gap.end() for gap in _GAP.finditer(line))]
        if not line.strip():
            continue
        if len(cells) < 2:
            return
        near = [at for at in cells if abs(at - column) <= _SLACK and at < len(line)]
        if near:
            yield row + near[0]


def _over(text: str, row: int, line: int, start: int, labels: list[int], found: range) -> int | None:
    """The title over a value, else the one with the same number in its row; NONE when a title that is no label stands there."""
    column = start - line
    titles, cells = _cells(text, row), _cells(text, line)
    for number in found:
        begin = max((cell for cell in titles if cell <= labels[number]), default=row)
        if abs(begin - row - column) <= _SLACK or abs(labels[number] - row - column) <= _SLACK:
            return number
    if len(titles) != len(cells):
        return None
    own = sum(cell <= start for cell in cells)
    return next((number for number in found if sum(cell <= labels[number] for cell in titles) == own), NONE)


def _cells(text: str, line: int) -> list[int]:
    """The offsets at which the cells of a line begin."""
    stop = _line_end(text, line)
    first = len(text[line:stop]) - len(text[line:stop].lstrip()) + line
    return [first, *(gap.end() for gap in _GAP.finditer(text, first, stop) if gap.end() < stop)]


def _by_order(text: str, line: int, start: int, labels: list[int], found: range) -> int | None:
    """The title whose turn it is: OCR keeps the order of columns and loses the space between them."""
    apart = [number for number in found if number == found[0] or labels[number] != labels[number - 1]]
    order = len(_tokens(text[line:start]))
    return apart[order] if 1 < len(apart) > order else None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)
