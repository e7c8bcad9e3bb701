"""Where people sign: a line of roles ("De werknemer,   De werkgever,") and the names below it, column under column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scanner.detect.fields import SegmentFields, Value
from scanner.detect.labels import Label
from scanner.detect.window import Window

_COLUMN = re.compile(r"[^\s](?:[^\n\t ]|[ ](?![ \n\t]))*")
_END = re.compile(r"[ ]?[,:.]?(?=[ \t]*(?:\n|\t|[ ]{2}|$))")
# What stands before the role: "Voor de werkgever", "Handtekening van de cliënt", "Le travailleur", "Unterschrift des Teilnehmers".
_LEAD = re.compile(
    r"(?:(?:voor|pour|for|für|namens|au nom|handtekening|naam en handtekening|signature|nom et signature|unterschrift|van|du|de|of|von)[ ]|(?:d|l)'"
    r"|(?:de|het|een|le|la|les|the|der|die|das|des)[ ])*",
    re.IGNORECASE,
)
_BLANK_LINES = 6  # between the roles and the names: room for the signature
_LONGEST_LINE = 300  # characters
_WIDEST = 60  # characters of a column with a role


_ON_BEHALF = re.compile(r"^[ \t]*(?:voor|pour|for|für|namens)[ '][^\n]{2,60},[ \t]*$", re.IGNORECASE | re.MULTILINE)


def on_behalf(text: str) -> Iterator[Value]:
    """Yield the line under "Voor de vzw De Brug," and the like."""
    for match in _ON_BEHALF.finditer(text):
        names = _next_line(text, match.start())
        if names:
            yield Value(names[0][0], names[-1][1], match.group().split()[0].lower(), "signed")


def below(fields: SegmentFields, window: Window, kinds: tuple[str, ...]) -> Iterator[Value]:
    """Yield the stretch under each role of the given kinds that stands in a line of nothing but short columns."""
    for kind in kinds:
        for label in fields.within(window, kind):
            value = _below(window.text, label, window.base)
            if value is not None:
                yield value


def _below(text: str, label: Label, base: int) -> Value | None:
    start, end = label.start - base, label.end - base
    closing = _END.match(text, end)
    if closing is None:
        return None
    low = max(0, start - _LONGEST_LINE)
    line = text.rfind("\n", low, start) + 1
    if (line == 0 and low > 0) or text.find("\n", start, start + _LONGEST_LINE) < 0:
        return None
    columns = _columns(text, line)
    index = next((number for number, (first, last) in enumerate(columns) if first <= start < last), None)
    if (
        index is None
        or _LEAD.fullmatch(text, columns[index][0], start) is None
        or columns[index][1] - columns[index][0] > _WIDEST
    ):
        return None
    names = _next_line(text, line)
    if len(names) != len(columns):
        return None
    return Value(*names[index], label.words, "signed")


def _columns(text: str, line: int) -> list[tuple[int, int]]:
    stop = text.find("\n", line)
    return [match.span() for match in _COLUMN.finditer(text, line, stop if stop >= 0 else len(text))]


def _next_line(text: str, line: int) -> list[tuple[int, int]]:
    """The columns of the first line below that is not blank."""
    for _ in range(_BLANK_LINES):
        stop = text.find("\n", line)
        if stop < 0:
            return []
        line = stop + 1
        columns = _columns(text, line)
        if columns:
            return columns
    return []
