"""Patterns of the rule packs in one Aho-Corasick automaton: whole words, or open where a wildcard says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from scanner.detect.special.plain import Plain, plain_words
from scanner.detect.whole_words import spaced

T = TypeVar("T")
_WORD = re.compile(r"\S+")
_BLOCK = 1 << 16  # characters the automaton takes at once: it lists all its matches
_SHORT = 4  # letters of an abbreviation that is looked for in capitals only


class Match(NamedTuple, Generic[T]):
    """A pattern in a text: offsets of the whole word or words, and what the pattern stands for."""

    start: int
    end: int
    value: T


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    value: T
    open_before: bool
    open_after: bool
    capitals: tuple[tuple[int, str], ...]  # words that must be written just so, with their offsets in the pattern


class PhraseIndex(Generic[T]):
    """All patterns with what they stand for; `*` at an end leaves the word open there, capitals must be met by capitals."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        whole: dict[str, list[_Entry[T]]] = {}  # they begin where a word does, and are looked for nowhere else
        inside: dict[str, list[_Entry[T]]] = {}
        short: dict[str, list[_Entry[T]]] = {}
        for pattern, value in patterns:
            stem = plain_words(pattern.strip("*"))
            capitals = tuple(
                (word.start(), word.group()) for word in _WORD.finditer(stem) if word.group() != word.group().lower()
            )
            entry = _Entry(value, pattern.startswith("*"), pattern.endswith("*"), capitals)
            if stem.isupper() and len(stem) <= _SHORT:  # `ET` stands in every other word when capitals are not looked at
                short.setdefault(stem, []).append(entry)
            elif stem[:1].isalnum() and not entry.open_before:
                whole.setdefault(stem.lower(), []).append(entry)
            else:
                inside.setdefault(stem.lower(), []).append(entry)
        self._whole = whole
        self._longest = max(map(len, whole), default=0)
        self._beginning = ahocorasick_rs.BytesAhoCorasick(sorted({b" " + spaced(stem) for stem in whole}))
        self._inside = (ahocorasick_rs.BytesAhoCorasick(sorted(set(map(spaced, inside)))), inside)
        self._capitals = (ahocorasick_rs.BytesAhoCorasick(sorted(set(map(spaced, short)))), short)

    def find(self, text: Plain, start: int = 0, end: int | None = None) -> Iterator[Match[T]]:
        """Yield the matches between two offsets of a text, in no order; they may overlap."""
        lower = text.lower
        high = len(lower) if end is None else end
        yield from self._at_words(text, start, high)
        for (automaton, known), searched in ((self._inside, lower), (self._capitals, text.text)):
            part = searched if start == 0 and high == len(searched) else searched[start:high]
            for _, first, last in automaton.find_matches_as_indexes(spaced(part), overlapping=True):
                begin, stop = start + first, start + last
                before = begin > 0 and lower[begin - 1].isalnum() and lower[begin].isalnum()
                after = stop < len(lower) and lower[stop].isalnum() and lower[stop - 1].isalnum()
                for entry in known.get(part[first:last], ()):
                    if (before and not entry.open_before) or (after and not entry.open_after):
                        continue
                    if _as_written(entry, text.text, begin):
                        yield Match(
                            _word_start(lower, begin) if before else begin, _word_end(lower, stop) if after else stop, entry.value
                        )

    def _at_words(self, text: Plain, start: int, high: int) -> Iterator[Match[T]]:
        lower, whole = text.lower, self._whole
        for base in range(start, high, _BLOCK):
            end = min(high, base + _BLOCK + self._longest)  # a phrase may stand across the end of a block
            part = (lower[base - 1] if base else " ") + lower[base:end]
            for _, first, last in self._beginning.find_matches_as_indexes(spaced(part), overlapping=True):
                entries = whole.get(part[first + 1 : last])
                if entries is None or first >= _BLOCK or part[first].isalnum():
                    continue
                stop = base + last - 1
                after = stop < len(lower) and lower[stop].isalnum() and part[last - 1].isalnum()
                for entry in entries:
                    if (entry.open_after or not after) and _as_written(entry, text.text, base + first):
                        yield Match(base + first, _word_end(lower, stop) if after else stop, entry.value)


def _as_written(entry: _Entry[T], text: str, begin: int) -> bool:
    """Whether the capitals of a pattern are met by capitals."""
    return not entry.capitals or all(text.startswith(word, begin + offset) for offset, word in entry.capitals)


def _word_start(text: str, position: int) -> int:
    while position and text[position - 1].isalpha():
        position -= 1
    return position


def _word_end(text: str, position: int) -> int:
    while position < len(text) and text[position].isalpha():
        position += 1
    return position
