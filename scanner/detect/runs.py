"""Runs of digits: nearly every expression for a number need only look where some digits stand close together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_GAP = 6  # characters between two digits of one number: a line end, spaces, a separator, or letters that OCR put for digits
_BEFORE = 8  # characters before the first digit that may belong to a number, as `+++`, `BE` or misread letters
_DIGITS = re.compile(r"[0-9]+")
_RUN = re.compile(rf"[0-9](?:[^0-9]{{0,{_GAP}}}[0-9]){{4,}}")


@lru_cache(maxsize=2)  # the recognisers ask for the same window one after the other
def runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return (start, end, digits) of the runs of five and more digits, in order of place; no number reaches from one into another."""
    return tuple((*match.span(), sum(map(match.group().count, "0123456789"))) for match in _RUN.finditer(text))


@lru_cache(maxsize=2)
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of all digits that stand together, in order of place."""
    return tuple(match.span() for match in _DIGITS.finditer(text))


def in_runs(
    pattern: re.Pattern[str], text: str, least: int = 5, gaps: int = 0, signs: re.Pattern[str] | None = None
) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer` would, for a pattern that needs `least` digits not more than six characters apart.

    The pattern may begin before the first digit and end behind the last, and sees what stands around its match. It is spared where fewer
    than `gaps` other characters stand between the digits, or nothing that `signs` finds stands in or around them.
    """
    reached = 0
    for start, end, count in runs(text):
        if count < least or end - start - count < gaps:
            continue
        low, high = max(0, start - _BEFORE), end + _GAP
        if signs is not None and signs.search(text, low, high) is None:
            continue
        for match in pattern.finditer(text, max(low, reached), high):
            reached = match.end()
            yield match
