"""Charts as shapes with whole numbers; the templates draw them as inline SVG with words beside them, so that nothing hangs on colour or sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600
"""Units of a column chart from left to right; its words are 15 units high, so they can still be read on a phone."""
HEIGHT = 210
_TOP, _BOTTOM = 26, 30  # room for the number above a column and the word below it
_GAP = 0.3  # of a slot
_LEAST = 3  # units of a column that is more than nothing


@dataclass(frozen=True, slots=True)
class Column:
    """One slot of a chart. `bars` are (kind, x, y, width, height); `label` and `value` are words, at x `middle` and y `above`."""

    label: str
    value: str
    middle: int
    above: int
    bars: tuple[tuple[str, int, int, int, int], ...]
    empty: bool = False
    """There is nothing known of it, which is not the same as none."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A column chart; `ground` is the y of its base line."""

    columns: tuple[Column, ...]
    width: int = WIDTH
    height: int = HEIGHT
    ground: int = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class Slot:
    """What a column is of: its label, its values by kind (None: unknown), and how the highest is written."""

    label: str
    values: tuple[tuple[str, int | None], ...]
    written: str


def columns(slots: Sequence[Slot]) -> Chart:
    """Return a chart with one slot per value or, of several kinds, columns side by side."""
    known = [value for slot in slots for _, value in slot.values if value is not None]
    highest = max([*known, 1])
    room = HEIGHT - _TOP - _BOTTOM
    wide = WIDTH / max(len(slots), 1)
    drawn = []
    for number, slot in enumerate(slots):
        left, inner = number * wide + wide * _GAP / 2, wide * (1 - _GAP)
        each = inner / max(len(slot.values), 1)
        bars, above = [], HEIGHT - _BOTTOM
        for place, (kind, value) in enumerate(slot.values):
            if not value:
                continue
            high = max(round(room * value / highest), _LEAST)
            top = HEIGHT - _BOTTOM - high
            above = min(above, top)
            bars.append((kind, round(left + place * each), top, max(round(each) - 1, 1), high))
        empty = all(value is None for _, value in slot.values)
        drawn.append(Column(slot.label, slot.written, round(left + inner / 2), above - 7, tuple(bars), empty))
    return Chart(tuple(drawn))


def shares(parts: Sequence[tuple[str, int]], whole: int = 1000) -> tuple[tuple[str, int, int], ...]:
    """Return (kind, start, width) in thousandths for a bar of parts; what is more than nothing is seen."""
    total = sum(count for _, count in parts)
    if not total:
        return ()
    drawn, start = [], 0
    for kind, count in parts:
        width = max(round(whole * count / total), 4) if count else 0
        if width:
            drawn.append((kind, start, min(width, whole - start)))
        start += width
    return tuple(drawn)


def length(value: int, highest: int, whole: int = 100) -> int:
    """Return how long a bar is beside the longest one, in units; never nothing for something."""
    return max(round(whole * value / highest), 1) if value and highest else 0
