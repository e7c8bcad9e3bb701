"""Patterns of rule packs, compiled with RE2: linear in the length of the text whatever is written in them.

RE2 has no look-around and no back references, which is what makes it safe; boundaries are checked in code instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import re2

_MEMORY = 8 << 20  # bytes that one compiled pattern may take
_REMEDIES = (
    ("invalid perl operator: (?=", "look-ahead is not allowed; write what to find, boundaries of words are checked for you"),
    ("invalid perl operator: (?!", "look-ahead is not allowed; write what to find, and name exceptions as counter-examples"),
    ("invalid perl operator: (?<", "look-behind is not allowed; write what to find, boundaries of words are checked for you"),
    ("invalid repetition size", "it repeats too often; at most 1000 times, and fewer where repetitions stand in one another"),
    ("bad repetition operator", "it repeats a repetition (possessive and doubled quantifiers are not allowed); keep one"),
    ("pattern too large", "it grows too large when repetitions are written out; repeat less"),
    ("missing ]", "a bracket `[` is not closed"),
    ("missing )", "a bracket `(` is not closed"),
    ("unexpected )", "a bracket `)` was not opened"),
)


class PatternError(ValueError):
    """A pattern cannot be used; the text says why and what to do."""


class Pattern:
    """One compiled pattern. A group in it marks the value; without a group the whole match is the value."""

    def __init__(self, source: str) -> None:
        self.source = source
        options = re2.Options()
        options.log_errors = False  # what is wrong is told once, by us
        options.max_mem = _MEMORY
        try:
            self._machine: Any = re2.compile(source, options)
        except re2.error as wrong:
            raise PatternError(_remedy(wrong)) from None
        if self._machine.search("") is not None:
            raise PatternError("it matches an empty text, so it would be found everywhere; make a part of it obligatory")
        if self._machine.groups > 1:
            raise PatternError("it has more than one group; mark the value with one, and write the others as `(?:…)`")

    def found(self, text: str) -> bool:
        """Return whether it matches anywhere, boundaries aside."""
        return self._machine.search(_encodable(text)) is not None

    def values(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of the values that stand as whole words: no letter or digit touches them, no number goes on."""
        group = self._machine.groups
        for match in self._machine.finditer(_encodable(text)):
            start, end = match.span(group)
            if 0 <= start < end and _whole(text, start, end):
                yield start, end


def _whole(text: str, start: int, end: int) -> bool:
    if text[start].isalnum() and start and _goes_on(text, start - 1, -1, digits=text[start].isdigit()):
        return False
    return not (text[end - 1].isalnum() and end < len(text) and _goes_on(text, end, 1, digits=text[end - 1].isdigit()))


def _goes_on(text: str, at: int, step: int, *, digits: bool) -> bool:
    """Whether the word or number beside a value goes on at `at`; `12,50` is one number, `12, 50` are two."""
    if text[at].isalnum():
        return True
    beyond = at + step
    return digits and text[at] in ".," and 0 <= beyond < len(text) and text[beyond].isdigit()


def _encodable(text: str) -> str:
    """Return a text of the same length that has an encoding: half a surrogate pair has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def _remedy(wrong: Exception) -> str:
    told = wrong.args[0] if wrong.args else ""
    said = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
    if said.startswith("invalid escape sequence: \\") and said[-1:].isdigit():
        return f"RE2 refuses it ({said}): back references are not allowed; write out what may repeat"
    remedy = next(
        (remedy for start, remedy in _REMEDIES if said.startswith(start)), "see https://github.com/google/re2/wiki/Syntax"
    )
    return f"RE2 refuses it ({said}): {remedy}"
