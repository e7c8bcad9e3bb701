"""Nationalities behind a label, under a column's title, or joined to the word: "de Belgische nationaliteit", "de nationalité belge"."""

from __future__ import annotations

import re

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields
from scanner.detect.places import Gazetteer
from scanner.detect.window import Window
from scanner.detect.wordlists import NationalityWords, plain

ENTITY = "NATIONALITY"
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:-(?:[^\W\d_][\u0300-\u036f]*)+)*")
_SEPARATOR = re.compile(r"[ ]?(?:[,;/+&]|en|et|and|und|\+)[ ]?|[ ]?-[ ]", re.IGNORECASE)
_BEFORE = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*)[\w\u0300-\u036f-]*)[ ]$")
_AND_BEFORE = re.compile(r"((?:[^\W\d_][\u0300-\u036f]*)[\w\u0300-\u036f-]*),?[ ](?:en|et|and|und|of)[ ]$")
_LINE_UNDER = re.compile(r"[ ]*\n\s*(?:[^\n]{0,30}[ \t])?(?P<last>\S+)[ ]*(?:\n|$)")
_LONGEST = 40  # characters of a joined nationality and the word before it
# What grammar adds: Belgische, marocaine, guinéenne, deutschen, Turkse, belges.
_ENDINGS = ("e", "s", "es", "n", "en", "er", "ne", "nes", "in", "em", "innen", "ke", "te")


class NationalityRecognizer(WindowRecognizer):
    """Finds listed nationalities and countries where the word nationality announces them."""

    ENTITY = ENTITY

    def __init__(self, fields: Fields, words: NationalityWords, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._fields = fields
        self._places = gazetteer
        self._codes = frozenset(words.codes)
        self._known = {
            plain(name.strip()) for line in words.nationalities.splitlines() for name in line.split("=") if name.strip()
        }

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results: dict[int, RecognizerResult] = {}
        for value in self._fields.look(window).values(window, ENTITY):
            for result in self._list(text, value.start, value.stop, f"label: {value.label}"):
                results.setdefault(result.start, result)
        for label in self._fields.look(window).within(window, ENTITY):
            for result in self._joined(text, label.start - window.base, label.end - window.base, label.words):
                results.setdefault(result.start, result)
            for result in self._under(text, label.end - window.base, label.words):
                results.setdefault(result.start, result)
        return list(results.values())

    def _under(self, text: str, end: int, label: str) -> list[RecognizerResult]:
        """The last word of the line under a line of several labels ("Geslacht / Sex  Nationaliteit / Nationality", under it "V  Belg")."""
        line = _LINE_UNDER.match(text, end)
        word = _WORD.fullmatch(line.group("last")) if line else None
        if line is None or word is None or not word.group()[0].isupper() or not self._nationality(word.group()):
            return []
        return [self.result(*line.span("last"), 0.7, word.group(), (f"label: {label}",), "nationality under its label")]

    def _list(self, text: str, start: int, stop: int, evidence: str) -> list[RecognizerResult]:
        """The nationalities that follow one another from `start`."""
        found: list[RecognizerResult] = []
        position = start
        while position < stop:
            end = self._end(text, position, stop)
            if end is None:
                return found
            found.append(self.result(position, end, 0.85, text[position:end], (evidence,), "labelled nationality"))
            gap = _SEPARATOR.match(text, end, stop)
            if gap is None:
                return found
            position = gap.end()
        return found

    def _end(self, text: str, start: int, stop: int) -> int | None:
        match = _WORD.match(text, start, stop)
        if match is None:
            return None
        word = match.group()
        second = _WORD.match(text, match.end() + 1, stop) if text[match.end() : match.end() + 1] == " " else None
        if second and plain(f"{word} {second.group()}") in self._known:
            return second.end()
        if word in self._codes or self._nationality(word):
            return match.end()
        place = self._places.longest_prefix(text, start)
        if place and place[0] <= stop and place[1].kind == "country" and word[0].isupper():
            return place[0]
        return None

    def _nationality(self, word: str) -> bool:
        low = plain(word)
        if low.startswith(("niet-", "non-", "nicht-")):
            return False
        return self._listed(low) or ("-" in low and self._listed(low.rpartition("-")[2]))

    def _listed(self, low: str) -> bool:
        if low in self._known or (low.endswith("ese") and f"{low[:-3]}ees" in self._known):  # Chinees, Chinese
            return True
        return any(
            low.endswith(ending) and len(low) - len(ending) > 2 and low[: -len(ending)] in self._known for ending in _ENDINGS
        )

    def _joined(self, text: str, start: int, end: int, label: str) -> list[RecognizerResult]:
        """The adjective right before the word, with a second one before that; in French the one right behind it."""
        found = []
        stop = start
        pattern = _BEFORE
        while match := pattern.search(text, max(0, stop - _LONGEST), stop):
            if not self._nationality(match.group(1)):
                break
            found.append(self._spoken(text, *match.span(1), label))
            stop, pattern = match.start(1), _AND_BEFORE
        behind = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        if behind and self._nationality(behind.group()):
            found.append(self._spoken(text, *behind.span(), label))
        return found

    def _spoken(self, text: str, start: int, end: int, label: str) -> RecognizerResult:
        return self.result(start, end, 0.7, text[start:end], (f"label: {label}",), "joined nationality")
