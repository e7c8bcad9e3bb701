"""Tables that are drawn with spaces: which title stands over a value, by its column or, where the columns are lost, by its order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

_LINES = 60  # rows under a title
_SLACK = 2  # characters by which a value may stand left or right of its title
_GAP = re.compile(r"[ ]{2,}|[\t|]")
_TOKEN = re.compile(r"\S*\d\S*")
_TITLES = 0.5  # of the letters of a row of titles that belong to labels; more words make it a sentence
_DIGITS = 5  # of a token that can be the value of a numbered column


def title(text: str, line: int, start: int, labels: list[int], letters: dict[int, int]) -> int | None:
    """Return which of the labels (offsets in order, all before `line`; `letters` says how long each is) titles the column of the value at `start`, None without one.

    `line` is where the value's line begins. Rows that are tables of one kind stand on end; a line of prose ends them.
    """
    column = start - line
    aligned = len(_GAP.split(text[line:start].strip())) > 1 or bool(_GAP.search(text, line, start))
    row = line
    for _ in range(_LINES):
        if row == 0:
            return None
        row, below = text.rfind("\n", 0, row - 1) + 1, row
        found = labels[bisect_left(labels, row) : bisect_left(labels, below)]
        if found and not any(char.isdigit() for char in text[row:below]):
            return _over(text, row, column, found) if aligned else _by_order(text, row, below, line, start, found, letters)
        shown = text[row:below].strip()
        if shown and not (_GAP.search(shown) if aligned else _tokens(shown)):
            return None
        if labels and below <= labels[0]:
            return None
    return None


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


def _over(text: str, row: int, column: int, labels: list[int]) -> int | None:
    for label in labels:
        begin = row
        for gap in _GAP.finditer(text, row, label):
            begin = gap.end()
        if abs(begin - row - column) <= _SLACK or abs(label - row - column) <= _SLACK:
            return label
    return None


def _by_order(text: str, row: int, below: int, line: int, start: int, labels: list[int], letters: dict[int, int]) -> int | None:
    """The title whose turn it is: OCR keeps the order of columns and loses the space between them."""
    written = sum(map(str.isalpha, text[row:below]))
    if len(labels) < 2 or re.search(r"[.:;!?]", text[row:below]) or sum(letters[at] for at in labels) < written * _TITLES:
        return None
    order = len(_tokens(text[line:start]))
    return labels[order] if order < len(labels) else None


def _tokens(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if sum(map(str.isdigit, token)) >= _DIGITS]
