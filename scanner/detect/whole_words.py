"""Whole words of a list in a text, by one automaton that is tried where words begin and nowhere else.

The automaton sees the text with everything that is no letter or digit as a space, and its words with a space before them: it then stands
still inside words, where most of what it would find lies. What it finds is compared with the text as written.
"""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

_BLOCK = 1 << 16  # characters the automaton takes at once: it lists all its matches
_SPACED = bytes(code if chr(code).isalnum() else 32 for code in range(256))


class WholeWords:
    """The words of a list by their numbers, in small letters and folded as the texts are; a space in a word also stands for a line feed."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, each once."""
        self.words = list(words)
        self._longest = max(map(len, self.words), default=0)
        self._numbers = {word: number for number, word in enumerate(self.words)}
        self._signs = [word for word in self.words if not _spaced(word).strip()]
        patterns = {b" " + spaced for word in self.words if (spaced := _spaced(word)).strip()}
        self._automaton = ahocorasick_rs.BytesAhoCorasick(sorted(patterns), implementation=ahocorasick_rs.Implementation.DFA)

    def find(self, lower: str, begin: int, stop: int) -> list[tuple[int, int, int]]:
        """Return (start, minus the end, number) of all words that begin and end between two offsets of a text in small letters, in order.

        An underscore is a boundary (`insz_nr`), and so is a digit behind a word (`rrn85073003328`). They may overlap.
        """
        hits: list[tuple[int, int, int]] = []
        for base in range(begin, stop, _BLOCK):
            end = min(stop, base + _BLOCK + self._longest)  # a word may stand across the end of a block
            hits += self._in_block(lower, base, end)
        hits.sort()
        return hits

    def _in_block(self, lower: str, base: int, end: int) -> list[tuple[int, int, int]]:
        # One character more on both sides: what stands there is a boundary or none.
        part = f"{lower[base - 1] if base else ' '}{lower[base : end + 1]}".replace("\n", " ")
        last = end - base + 1
        part = part if len(part) > last else part + " "
        numbers = self._numbers
        hits = []
        for _, before, after in self._automaton.find_matches_as_indexes(_spaced(part[:last]), overlapping=True):
            if before >= _BLOCK or (part[after].isalpha() and part[after - 1].isalnum()):
                continue
            number = numbers.get(part[before + 1 : after])
            if number is not None and not part[before].isalnum():
                hits.append((base + before, 1 - base - after, number))
        for sign in self._signs:
            at = part.find(sign, 1, last)
            while 0 <= at <= _BLOCK:
                if not part[at - 1].isalnum():
                    hits.append((base + at - 1, 1 - base - at - len(sign), numbers[sign]))
                at = part.find(sign, at + 1, last)
        return hits


def _spaced(text: str) -> bytes:
    """One byte for each character; letters that Latin-1 has not become spaces too, which lets too much pass and nothing escape."""
    return text.encode("latin-1", "replace").translate(_SPACED)
