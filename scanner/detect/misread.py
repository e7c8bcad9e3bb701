"""What OCR reads for digits, and the ways to read it back; a repair counts only when exactly one of them passes a check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_letters

LOOKS_LIKE = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "I": "1", "l": "1", "|": "1", "!": "1", "i": "1", "]": "1", "S": "5", "s": "5", "B": "8", "Z": "2",
    "z": "2", "G": "6", "b": "6", "g": "9", "q": "9", "T": "7",
}  # fmt: skip
READ = "0-9" + "".join("\\" + sign if sign in "|]" else sign for sign in LOOKS_LIKE)
"""Digits and what is read for them, for use in a character class."""
_LONG = 9  # letters of a phrase that stays like no other with one misread
_LOOKS = "".join(map(re.escape, LOOKS_LIKE))
_OTHERS = "".join(letter for letter in ascii_letters if letter not in LOOKS_LIKE)
LETTERS = re.compile(f"(?<![{_OTHERS}])[{_LOOKS}](?![{_OTHERS}])")
"""A sign that is read for a digit, and is no part of a word with other letters."""
_MOST = 4  # letters among the digits


def misread(written: str, length: int) -> Iterator[str]:
    """Yield the ways to read a stretch as that many digits: a letter is the digit it looks like, `|` also a mark between two."""
    if LETTERS.search(written) is None:
        return
    for barred in {written, written.replace("|", "/")}:
        signs = [char for char in barred if char.isdigit() or char in LOOKS_LIKE]
        letters = sum(not char.isdigit() for char in signs)
        if len(signs) == length and 0 < letters <= _MOST:
            yield "".join(LOOKS_LIKE.get(char, char) for char in signs)


_LETTERS = {
    "a": "o", "b": "h", "c": "eo", "e": "co", "f": "t", "g": "q", "h": "b", "i": "l1í", "l": "i1t", "n": "u", "o": "c0e", "r": "n", "s": "5",
    "t": "lf", "u": "n",
}  # fmt: skip
"""What OCR reads for a small letter."""


def misread_words(words: str) -> Iterator[str]:
    """Yield the ways in which OCR writes words with one letter misread, or with a space where there is none."""
    for at, letter in enumerate(words):
        for other in _LETTERS.get(letter, ""):
            yield words[:at] + other + words[at + 1 :]
        if 1 < at < len(words) - 1 and letter.isalpha() and words[at - 1].isalpha():
            yield f"{words[:at]} {words[at:]}"


def misread_cues(cues: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the usual phrases, the first two of each language, as weak OCR gives them: only long ones, for short ones become other words."""
    for phrases in cues:
        yield from (wrong for phrase in phrases[:2] if len(phrase) >= _LONG for wrong in misread_words(phrase))
