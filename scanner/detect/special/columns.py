"""Columns of a table of people whose title is a term: `Handicap` above `ja`, `Diagnose` above a value."""

from __future__ import annotations

from collections.abc import Iterator

from scanner.detect.special.decide import DENIAL, SpecialHit, canonical, shown
from scanner.detect.special.forms import Answer, FormReader
from scanner.detect.special.phrases import Match
from scanner.detect.special.plain import Plain
from scanner.detect.special.terms import Term

_ANSWERED = 0.8
_TITLE = 60  # characters; a longer cell is not a column's title


def titles(text: Plain, terms: list[Match[Term]], header_end: int) -> dict[int, Match[Term]]:
    """Return the term that titles each column (counted from 0) of the first row, which ends at `header_end`."""
    found: dict[int, Match[Term]] = {}
    for term in terms:
        if term.start >= header_end:
            break
        column = text.text.count("\t", 0, term.start)
        left = text.text.rfind("\t", 0, term.start) + 1
        right = text.text.find("\t", term.start, header_end)
        if (right if right >= 0 else header_end) - left <= _TITLE and term.value.strength in ("strong", "label", "self"):
            found.setdefault(column, term)
    return found


def cells(
    text: Plain, columns: dict[int, Match[Term]], header_end: int, forms: FormReader, factor: float
) -> Iterator[SpecialHit]:
    """Yield a finding for each filled cell below such a title; `nee` is a denial."""
    if not columns:
        return
    row = header_end + 1
    while row < len(text.text):
        stop = text.text.find("\n", row)
        stop = len(text.text) if stop < 0 else stop
        start, last = row, max(columns)
        for column in range(last + 1):
            end = text.text.find("\t", start, stop)
            end = stop if end < 0 else end
            title = columns.get(column)
            if title is not None and end > start:
                hit = _cell(text, title.value, start, end, forms, factor)
                if hit is not None:
                    yield hit
            start = end + 1
            if start > stop:
                break
        row = stop + 1


def _cell(text: Plain, term: Term, start: int, end: int, forms: FormReader, factor: float) -> SpecialHit | None:
    answer = forms.answer(text, start, end)
    if answer is Answer.BLANK or not any(char.isalnum() for char in text.text[start:end]):
        return None
    confidence = DENIAL if answer is Answer.NO else round(_ANSWERED * min(1.0, factor), 3)
    reasons = (shown(term), "title of the column", "denied" if answer is Answer.NO else "filled cell")
    return SpecialHit(start, end, term.entity, canonical(term), confidence, reasons)
