"""The sentence around an offset: lines that were wrapped are joined, abbreviations do not end it, a table cell stands alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_REACH = 400  # characters looked at on each side; a longer sentence is cut there
_WRAPPED = 45  # characters of a line that can have been broken for want of room
_STOP = re.compile(r"[.!?…]+[)\"'»”]*\s+(?=[^\sa-z])|[.!?]+(?=\s*$)")
_WORD = re.compile(r"[A-Za-z]+$")
_BULLET = re.compile(r"[ \t]*(?:[-*•▪◦–+>]|\d+[.)]|[a-z]\))[ \t]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets of a sentence, line or cell, and the offsets of its line (a table's whole row)."""

    start: int
    end: int
    line_start: int
    line_end: int
    cell: bool = False


class Splitter:
    """Finds the sentence at an offset; `abbreviations` are words that a full stop does not end a sentence after."""

    def __init__(self, abbreviations: Collection[str]) -> None:
        self._abbreviations = frozenset(word.rstrip(".").lower() for word in abbreviations)

    def at(self, text: str, offset: int) -> Sentence:
        """Return the sentence that holds the character at `offset` of a text with its line feeds."""
        line_start = text.rfind("\n", max(0, offset - _REACH), offset) + 1 or max(0, offset - _REACH)
        found = text.find("\n", offset, offset + _REACH)
        line_end = found if found >= 0 else min(len(text), offset + _REACH)
        if "\t" in text[line_start:line_end]:
            start = text.rfind("\t", line_start, offset) + 1 or line_start
            stop = text.find("\t", offset, line_end)
            return Sentence(start, stop if stop >= 0 else line_end, line_start, line_end, cell=True)
        start, end = self._joined(text, offset, line_start, line_end)
        low, high = start, end
        for match in _STOP.finditer(text, start, end):
            if self._abbreviated(text, start, match.start()) and match.end() < end:
                continue
            if match.end() <= offset:
                low = match.end()
            elif match.start() >= offset:
                high = match.end()
                break
        return Sentence(low, high, line_start, line_end)

    def _joined(self, text: str, offset: int, start: int, end: int) -> tuple[int, int]:
        """Lines before and after that belong to the same wrapped sentence, at most `_REACH` characters on each side."""
        while start > 0 and offset - start < _REACH:
            before = _line_start(text, start - 1)
            if not _wrapped(text, before, start - 1, start):
                break
            start = before
        while end < len(text) and end - offset < _REACH:
            following = text.find("\n", end + 1, end + 1 + _REACH)
            stop = following if following >= 0 else min(len(text), end + 1 + _REACH)
            first = _line_start(text, end)
            if not _wrapped(text, first, end, end + 1):
                break
            end = stop
        return start, end

    def _abbreviated(self, text: str, low: int, position: int) -> bool:
        word = _WORD.search(text, max(low, position - 20), position)
        return bool(word) and (len(word.group()) == 1 or word.group().lower() in self._abbreviations) if word else False


def _line_start(text: str, end: int) -> int:
    """Where the line that ends at an offset begins, or how far back of it is looked at."""
    low = max(0, end - _REACH)
    return text.rfind("\n", low, end) + 1 or low


def _wrapped(text: str, first: int, end: int, following: int) -> bool:
    """Whether the line text[first:end] was broken for want of room before the line at `following`."""
    line = text[first:end].rstrip()
    if len(line) < _WRAPPED or line[-1] in ".:;?!" or "\t" in line:
        return False
    after = text[following : following + 40]
    if not after.strip() or after[0] == "\n" or _BULLET.match(after):
        return False
    return after.lstrip(" ")[:1].islower() or line[-1] == ","
