"""Two columns of a form read one under the other: all its labels, a line each, and then all its values.

Which line is the value of a label is known only where the birth date, whose label stands among them, shows how far
the values lie below their labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from scanner import dates
from scanner.detect.birthplace.values import CAPITALISED, Found, Values
from scanner.detect.kinds import BIRTH, PLACE
from scanner.detect.window import Window

_LINES = 30  # that a label and its value lie apart at most
_LONGEST = 40  # characters of a line that is a label or a value


def found(text: str, window: Window, values: Values) -> Iterator[Found]:
    """Yield listed places that stand as far under their label as the birth date under its own, the labels next to each other."""
    labels = {kind: window.labels.of(kind, window.base, window.base + len(text)) for kind in (BIRTH, PLACE)}
    if window.labels.grid is not None or not all(labels.values()):
        return
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    number = {start: at for at, start in enumerate(starts)}
    alone: dict[str, list[tuple[int, str]]] = {BIRTH: [], PLACE: []}
    for label in (*labels[BIRTH], *labels[PLACE]):
        at = number.get(label.start - window.base)
        if at is not None and not lines[at][len(label.words) :].strip(" .:*"):
            alone[label.kind].append((at, label.words))
    fits = {at: below for at in {at for at, _ in alone[BIRTH]} if (below := _offset(lines, at)) is not None}
    for at, words in alone[PLACE]:
        for dated in fits.keys() & set(range(at - _LINES, at + _LINES + 1)) - {at}:
            first, last = min(at, dated), max(at, dated)
            if any(not line.strip() or len(line) > _LONGEST for line in lines[first:last]):
                continue
            below = fits[dated]
            if below <= last - first or at + below >= len(lines):
                continue
            start = starts[at + below]
            end = values.end(text, start, small=True)
            if end is not None and not text[end : starts[at + below] + len(lines[at + below])].strip(" .,"):
                yield Found(start, end, CAPITALISED, (f"label: {words}", "place list", "date beside"), "values under all labels")


def _offset(lines: list[str], dated: int) -> int | None:
    """How many lines under its label the birth date stands, None when it stands nowhere near."""
    following = range(1, min(_LINES, len(lines) - dated - 1) + 1)
    return next((below for below in following if dates.DATE.fullmatch(lines[dated + below].strip())), None)
