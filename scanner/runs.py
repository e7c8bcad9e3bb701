"""Runs of digits: nearly every expression for a number need only look where some digits stand close together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_GAP = 6  # characters between two digits of one number: a line end, spaces, a separator, or letters that OCR put for digits
_BEFORE = 8  # characters before the first digit that may belong to a number, as `+++`, `BE` or misread letters
# Over a text in which each digit is a zero and everything else a space: a search for one certain byte is far faster than one for any digit.
_MARKS = ".,/-"
_ASKED = 4  # texts: the recognisers ask for the same window one after the other, and for a line of it in between
_AS_ZEROS = bytes(48 if chr(code) in "0123456789" else 32 for code in range(256))
_DIGITS = re.compile(rb"00*")  # a repetition that begins an expression is searched for step by step
_RUN = re.compile(rb"0(?: {0,%d}0){4,}" % _GAP)


@lru_cache(maxsize=_ASKED)
def _zeros(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(_AS_ZEROS)


@lru_cache(maxsize=_ASKED)
def runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """Return (start, end, digits) of the runs of five and more digits, in order of place; no number reaches from one into another."""
    return tuple((*match.span(), match.group().count(b"0")) for match in _RUN.finditer(_zeros(text)))


@lru_cache(maxsize=_ASKED)
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of all digits that stand together, in order of place."""
    return tuple(match.span() for match in _DIGITS.finditer(_zeros(text)))


def alone(text: str, least: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of so many digits that are no part of a decimal, a date or a number with marks."""
    for start, end in digits(text):
        if least <= end - start <= most and not (start and text[start - 1] in _MARKS):
            behind = text[end : end + 2]
            if not (len(behind) == 2 and behind[0] in _MARKS and behind[1].isdigit()):
                yield start, end


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
