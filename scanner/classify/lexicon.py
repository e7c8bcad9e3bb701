"""Finds the words of all rule packs in a text at once, and says for each class which kinds of evidence they are.

A word that several classes have counts for each of them a part: `medewerker` says little, `functioneringsgesprek` says it all.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from scanner.classify.rules import ClassRule, Words

KINDS = ("title", "opening", "headings", "inline", "phrases", "share", "name", "folder", "against", "kinds")
"""The kinds of evidence that words give: see `Evidence.strength`."""

_BODY = ("title", "opening", "headings", "inline", "phrases")
_NOTHING = dict.fromkeys(KINDS, 0.0)
_TOP = 260
"""Characters in which a document says what it is: a letterhead and a title fit."""


@dataclass(slots=True)
class Evidence:
    """What was found for one class: by kind the words, each with its weight from 0 to 1."""

    words: dict[str, dict[str, float]] = field(default_factory=dict)

    def note(self, kind: str, word: str, weight: float) -> None:
        """Take a word; where it stands twice the better place counts."""
        found = self.words.setdefault(kind, {})
        found[word] = max(weight, found.get(word, 0.0))

    def body(self) -> float:
        """Return the weights of all words in the text together."""
        return sum([sum(self.words[kind].values()) for kind in _BODY if kind in self.words])

    def strength(self, all_words: float) -> dict[str, float]:
        """Return each kind's strength: sums grow slower than their parts, so that no list of words decides by its length."""
        strength, words = _NOTHING.copy(), self.words
        if not words:
            return strength
        if all_words:
            strength["share"] = self.body() / all_words
        for kind in ("title", "headings"):
            if kind in words:
                strength[kind] = min(2.0, math.sqrt(sum(words[kind].values())))
        for kind in ("opening", "name", "folder"):
            if kind in words:
                strength[kind] = max(words[kind].values())
        for kind in ("inline", "phrases"):
            if kind in words:
                strength[kind] = _grown(sum(words[kind].values()))
        if "against" in words:
            strength["against"] = min(4.0, float(len(words["against"])))
        strength["kinds"] = max(0, sum([kind in words for kind in ("title", "headings", "phrases", "name")]) - 1) / 3
        return strength


def _grown(total: float) -> float:
    """One word alone says next to nothing, several say much, and many not much more."""
    return math.log1p(total * total / 3)


class Lexicon:
    """The words of the rule packs, as one automaton."""

    def __init__(self, rules: Sequence[ClassRule]) -> None:
        self._size = len(rules)
        entries: dict[str, list[tuple[str, int]]] = {}
        for number, rule in enumerate(rules):
            for kind, words in (
                ("titles", _all(rule.titles)),
                ("phrases", _all(rule.phrases)),
                ("names", rule.names),
                ("against", rule.against),
            ):
                for word in dict.fromkeys(words):
                    entries.setdefault(plain(word), []).append((kind, number))
        self._patterns = list(entries)
        self._words = [word.strip("*") for word in self._patterns]
        self._open = [(word.startswith("*"), word.endswith("*")) for word in self._patterns]
        self._meanings = list(entries.values())
        owners = [len({rule for kind, rule in meanings if kind in ("titles", "phrases")}) for meanings in self._meanings]
        self._weight = [1 / max(1, count) for count in owners]
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def search(self, text: str, name: str, folder: str) -> list[Evidence]:
        """Return the evidence of each class, in the order of the rules, in a text and names that went through `plain`."""
        found = [Evidence() for _ in range(self._size)]
        start_of_text = len(text) - len(text.lstrip())
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not self._whole(number, text, start, end):
                continue
            place = ""
            for kind, rule in self._meanings[number]:
                if kind == "phrases":
                    found[rule].note("phrases", self._words[number], self._weight[number])
                elif kind == "against":
                    found[rule].note("against", self._words[number], 1.0)
                elif kind == "titles":
                    place = place or _place(text, start, end, start_of_text)
                    found[rule].note(place, self._words[number], self._weight[number])
        for label, text_of_name in (("name", name), ("folder", folder)):
            for number, start, end in self._automaton.find_matches_as_indexes(text_of_name, overlapping=True):
                if self._whole(number, text_of_name, start, end):
                    for kind, rule in self._meanings[number]:
                        if kind == "names":
                            share = sum(other == "names" for other, _ in self._meanings[number])
                            found[rule].note(label, self._words[number], 1 / share)
        return found

    def _whole(self, number: int, text: str, start: int, end: int) -> bool:
        before, after = self._open[number]
        return (before or not start or not text[start - 1].isalnum()) and (after or end >= len(text) or not text[end].isalnum())


def _all(words: Words) -> list[str]:
    return [word for several in words.values() for word in several]


def _place(text: str, start: int, end: int, start_of_text: int) -> str:
    """Where a title stands: alone at the top (`title`), at the top in a line (`opening`), alone below (`headings`), or in a sentence."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    rest = text[end:stop].strip()
    alone = stop - line <= 80 and start - line <= 14 and not rest.endswith(".")
    if start - start_of_text <= _TOP and alone:
        return "title"
    if start - start_of_text <= 90:
        return "opening"
    if alone and (len(rest) <= 40 or rest.startswith(":")):
        return "headings"
    return "inline"


_SPACED = re.compile(r"\b(?:[a-z] ){3,}[a-z]\b")
_PERHAPS_SPACED = re.compile(r" [a-z] [a-z] ")
_BLANK = re.compile(r"[ \t\u00a0]{2,}|[\t\u00a0]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_COMBINING = re.compile("[\u0300-\u036f]")
_SIGNS = {chr(code): unicodedata.normalize("NFKD", chr(code))[0] for code in range(0xC0, 0x250)}
_SIGNS = {sign: base for sign, base in _SIGNS.items() if base.isascii()}
_SIGNS.update({"\u2019": "'", "ß": "ss", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": ""})


def plain(text: str) -> str:
    """Return a text in small letters without accents, with letter-spaced words closed up."""
    lower = text.lower()
    if not lower.isascii():
        lower = _FOREIGN.sub(_base, lower)
        if not lower.isascii() and not unicodedata.is_normalized("NFKD", lower):
            lower = unicodedata.normalize("NFKD", lower)
        lower = _COMBINING.sub("", lower)
    if _PERHAPS_SPACED.search(lower):
        lower = _SPACED.sub(lambda match: match.group().replace(" ", ""), lower)
    return _BLANK.sub(" ", lower)


def _base(match: re.Match[str]) -> str:
    return _SIGNS.get(match.group(), match.group())
