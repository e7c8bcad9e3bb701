"""Spans that look like an identifier and are something else; ruled out before anything is decided."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from scanner.runs import in_runs

_SPANS = re.compile(
    r"""
    (?P<communication>(?:\+{3}|\*{3})\s?\d{3}\s?/\s?\d{4}\s?/\s?\d{5}\s?(?:\+{3}|\*{3})|(?<![\d/])\d{3}/\d{4}/\d{5}(?![\d/]))
    |(?P<iban>\b(?:[Bb][Ee]\d{2}(?:[ -]?\d{4}){3}|(?![Bb][Ee])[A-Za-z]{2}\d{2}(?:[ -]?\d{4}){3,7})(?!\d))
    |(?P<phone>(?<![\d+])(?<!\d[.,:])(?:\+|00)[ ]?[1-9]\d{0,2}[ ./()0-]{0,4}\d(?:[ ./-]?\d){6,11}(?!\d))
    |(?P<riziv>(?<!\d)\d[-/]\d{5}[-/]\d{2}[-/]\d{3}(?!\d))
    |(?P<enterprise>(?<![\d.])(?:BE\s?)?[012]\d{3}\.\d{3}\.\d{3}(?![\d]))
    """,
    re.VERBOSE,
)
_SIGNS = re.compile(r"[+*/.-]|00|[A-Za-z]{2}\d\d")  # each of those holds one of these
_ADDRESS = re.compile(r"(?<![^\W_])(?:https?://|www\.)\S+", re.IGNORECASE)


class Spans(list[tuple[int, int, str]]):
    """Look-alikes as (start, end, kind) in order of place."""

    def __init__(self, found: Iterable[tuple[int, int, str]]) -> None:
        super().__init__(sorted(found))
        self.starts = [start for start, _, _ in self]
        self.longest = max((end - start for start, end, _ in self), default=0)


@lru_cache(maxsize=2)  # several recognisers ask for the same window, one after the other
def spans(text: str) -> Spans:
    """Return the structured communications, IBANs, international phone numbers, RIZIV and enterprise numbers, web addresses in a text."""
    found = [(match.start(), match.end(), match.lastgroup or "") for match in in_runs(_SPANS, text, 9, signs=_SIGNS)]
    if "://" in text or "www." in text:
        found += [(match.start(), match.end(), "address") for match in _ADDRESS.finditer(text)]
    return Spans(found)


def covered(start: int, end: int, found: Spans) -> str | None:
    """Return the kind of look-alike that overlaps a stretch of text, or None."""
    for index in range(bisect_left(found.starts, start - found.longest), bisect_left(found.starts, end)):
        _, high, kind = found[index]
        if start < high:
            return kind
    return None
