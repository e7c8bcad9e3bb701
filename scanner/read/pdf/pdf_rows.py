"""Labels and values that stand beside each other on a PDF page but far apart in its text.

A form that was filled in by a program is often drawn in two goes, first the printed labels, then all values; a table may be
drawn column by column. PDFium gives the text as it was drawn. Here a line that ends in a colon is put together with the short
line that stands to the right of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scanner.read.pdf import pdf_raw

_LABEL, _VALUE = 60, 80  # characters
_FARTHEST = 40.0  # heights of a letter between a label and its value
_MOST = 200  # labels of a page


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    left: float
    right: float
    middle: float
    height: float


def rows(textpage: Any, text: str) -> str:
    """Return `label: value` lines of a page whose labels do not have their value beside or below them in its text.

    `textpage` is PDFium's handle and `text` its text as PDFium gives it, with line ends as CR LF.
    """
    lines = text.split("\r\n")
    labels = [number for number, line in enumerate(lines) if line.rstrip().endswith(":") and len(line) <= _LABEL]
    # Two labels in a row show that their values stand elsewhere; one whose value follows is as good as read already.
    apart = any(second == first + 1 for first, second in pairwise(labels))
    if not apart or len(labels) > _MOST:
        return ""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 2)
    values = [
        found
        for number, line in enumerate(lines)
        if 0 < len(line.strip()) <= _VALUE and not line.rstrip().endswith(":")
        if (found := _measured(textpage, number, line, starts[number]))
    ]
    joined = []
    for number in labels:
        label = _measured(textpage, number, lines[number], starts[number])
        beside = [value for value in values if label and _beside(label, value)]
        if label and beside:
            nearest = min(beside, key=lambda value: value.left)
            if nearest.number != number + 1:
                joined.append(f"{label.text} {nearest.text}")
    return "\n".join(joined)


def _measured(textpage: Any, number: int, line: str, start: int) -> _Line | None:
    text = line.strip()
    first = start + line.index(text)
    ends = pdf_raw.letter(textpage, first), pdf_raw.letter(textpage, first + len(text) - 1)
    if ends[0] is None or ends[1] is None:
        return None
    left, bottom, _, top = ends[0]
    return _Line(number, text, left, ends[1][2], (bottom + top) / 2, top - bottom)


def _beside(label: _Line, value: _Line) -> bool:
    height = max(label.height, value.height, 1.0)
    level = abs(label.middle - value.middle) < height / 2
    return level and 0 <= value.left - label.right < _FARTHEST * height
