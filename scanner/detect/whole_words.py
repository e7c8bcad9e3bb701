"""Whole words of a list in a text, by one automaton that finds next to nothing inside other words.

The automaton sees the text with everything that is no letter or digit as a space and all digits as zeros, and its words with a space before
them and a space or zero behind. What it finds is compared with the text as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ahocorasick_rs

_BLOCK = 1 << 16  # characters the automaton takes at once: it lists all its matches
_DIGIT, _ELSE = b"0 "
_SPACED = bytes(code if chr(code).isalpha() else _DIGIT if chr(code).isalnum() else _ELSE for code in range(256))


class WholeWords:
    """The words of a list by their numbers, in small letters and folded as the texts are; a space in a word also stands for a line feed."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words, each once."""
        self.words = list(words)
        self._longest = max(map(len, self.words), default=0)
        self._numbers = {word: number for number, word in enumerate(self.words)}
        self._signs = [word for word in self.words if not spaced(word).strip()]
        # `geb` and `geb.` look alike to the automaton, which then tells both.
        patterns = sorted({bounded for word in self.words if spaced(word).strip() for bounded in _bounded(word)})
        self._tails = [tail for _, tail in patterns]
        self._automaton = ahocorasick_rs.BytesAhoCorasick(
            [form for form, _ in patterns], implementation=ahocorasick_rs.Implementation.DFA
        )

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
        part = f"{lower[base - 1] if base else ' '}{lower[base : end + 1]}{'' if end < len(lower) else ' '}".replace("\n", " ")
        last = end - base + 1
        numbers, tails, plain = self._numbers, self._tails, part.isascii()
        hits = []
        for pattern, before, after in self._automaton.find_matches_as_indexes(spaced(part), overlapping=True):
            after -= tails[pattern]  # noqa: PLW2901
            number = numbers.get(part[before + 1 : after])
            if number is None or before >= _BLOCK or after > last:
                continue
            if plain or not (part[before].isalnum() or (part[after].isalpha() and part[after - 1].isalnum())):
                hits.append((base + before, 1 - base - after, number))
        for sign in self._signs:
            at = part.find(sign, 1, last)
            while 0 <= at <= _BLOCK:
                if not part[at - 1].isalnum():
                    hits.append((base + at - 1, 1 - base - at - len(sign), numbers[sign]))
                at = part.find(sign, at + 1, last)
        return hits


def spaced(text: str) -> bytes:
    """Return one byte for each character: letters as they are, digits as zeros, spaces for everything else.

    Letters that Latin-1 has not become spaces too, which lets too much pass and nothing escape.
    """
    return text.encode("latin-1", "replace").translate(_SPACED)


def _bounded(word: str) -> Iterator[tuple[bytes, int]]:
    """Yield what the automaton looks for, and how many of its characters stand behind the word."""
    form = b" " + spaced(word)
    if word[-1].isalnum():
        yield form + b" ", 1
        yield form + b"0", 1
    else:
        yield form, 0
