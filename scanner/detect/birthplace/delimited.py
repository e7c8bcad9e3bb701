"""Fields under a title in a text whose fields are kept apart with a sign, as a table that was pasted into a mail."""

from __future__ import annotations

from collections.abc import Iterator

_DELIMITERS = frozenset(";|,\t")
_ROWS = 200  # lines under a title


def under(text: str, label: int, after: int) -> Iterator[int]:
    """Yield where the fields with something in them begin under the title between two offsets, row by row, while rows have as many fields."""
    sign = _sign(text, label, after)
    if sign is None:
        return
    position = text.find("\n", after)
    if position < 0:
        return  # a title without lines under it; the line may be a whole text
    first = text.rfind("\n", 0, label) + 1
    field = text.count(sign, first, label)
    title = text[first:position]
    fields = title.count(sign)
    if sign == "," and ", " in title:
        return  # a sentence
    for _ in range(_ROWS):
        if position < 0:
            return
        begin, position = position + 1, text.find("\n", position + 1)
        line = text[begin : position if position >= 0 else len(text)]
        if line.count(sign) != fields:
            return
        parts = line.split(sign)
        if parts[field].strip(' "'):
            yield begin + sum(len(part) + 1 for part in parts[:field]) + len(parts[field]) - len(parts[field].lstrip(' "'))


def _sign(text: str, label: int, after: int) -> str | None:
    """The sign behind a title or, where it is the last of its line, before it; None where there is none."""
    behind = text[after : after + 3].lstrip(' "')[:1]
    sign = text[max(0, label - 3) : label].rstrip(' "')[-1:] if behind in ("", "\n") else behind
    return sign if sign in _DELIMITERS and sign else None
