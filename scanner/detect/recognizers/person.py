"""Names of people in forms, tables, lists, headers of mail and signatures: what a label announces.

Nothing is guessed from a list of first names: a name that nothing announces is left to the optional model of `spacy_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields, Value
from scanner.detect.names import Name, NameReader
from scanner.detect.signatures import below, on_behalf
from scanner.detect.window import Window
from scanner.detect.wordlists import LIST, MAIL, SIGNER, PersonWords, plain, plain_set
from scanner.model import Grid, Role

ENTITY = "PERSON"

_COLUMN, _LABEL, _BARE, _SPOKEN = 0.7, 0.7, 0.6, 0.5
SIGNED = 0.55
_PAIRED = 120  # characters between a surname and the label of the first name that goes with it
_OF_NAMES = frozenset({"naam", "nom", "name"})  # of the bare labels, those behind which one word is a name
_BETWEEN = re.compile(r"[ \t]*(?:,|;|\n|\t|/| en | et | and | und | & )[ \t]*")
_ADDRESSED = re.compile(r"[\"']?[ ]?[<\[(][^>\])\n]{0,80}@")
_NEXT_ADDRESS = re.compile(r"[;,][ \t]*")
_AGE = re.compile(r"[ ]?\(\d")
LINE = re.compile(r"[ \t]*([^\n\t]{3,160}?)[ \t]*(?:\n|$)")
_IN_BRACKETS = re.compile(r"[ ]?\([^)\n]{0,40}\)")


class PersonBase(WindowRecognizer):
    """What reading a name needs wherever it stands: titles before it, and lines that are a name."""

    ENTITY = ENTITY

    def __init__(self, fields: Fields, words: PersonWords, reader: NameReader) -> None:
        super().__init__()
        self._fields = fields
        self._reader = reader
        self._bare = plain_set(words.bare)
        titles = "|".join(re.escape(word) for word in sorted(words.titles, key=len, reverse=True))
        self._titles = re.compile(rf"(?:(?:{titles})(?![\w'])[ ]){{1,3}}", re.IGNORECASE)

    def _behind_titles(self, text: str, start: int) -> int:
        title = self._titles.match(text, start)
        return title.end() if title else start

    def _line_name(self, text: str, start: int, stop: int | None = None) -> Name | None:
        """The name that is the whole of a line (or of what lies before `stop`), but for a role behind a comma or dash."""
        line = LINE.match(text, start, len(text) if stop is None else stop)
        if line is None:
            return None
        first = self._behind_titles(text, line.start(1))
        name = self._reader.read(text, first, line.end(1))
        if name is None or len(name.words) > 4:
            return None
        rest = text[name.end : line.end(1)].strip()
        if (rest and rest[0] not in ",-(|") or self._reader.place(text, name) or self._reader.place_at_end(text, name):
            return None
        return name

    def _found(self, text: str, name: Name, score: float, evidence: str, pattern: str) -> RecognizerResult:
        return self.result(name.start, name.end, score, text[name.start : name.end], (evidence,), pattern)


class PersonRecognizer(PersonBase):
    """Finds names behind labels, in columns and lists, in headers of mail and under roles that sign."""

    def __init__(self, fields: Fields, words: PersonWords, reader: NameReader) -> None:
        super().__init__(fields, words, reader)
        self._subjects = plain_set(words.subjects)
        self._given = plain_set(words.given)
        self._family = plain_set(words.family)
        self._relatives = plain_set(words.relatives)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        return longest(self._labelled(text, window))

    def _labelled(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        fields = self._fields.look(window)
        for value in fields.values(window, ENTITY, spoken=True):
            name = self._value(text, value, window)
            if name is not None:
                bare = plain(value.label) in self._bare
                score = _SPOKEN if value.how == "spoken" else _BARE if bare else _COLUMN if value.how == "column" else _LABEL
                yield self._found(text, name, score, f"label: {value.label}", value.how)
        for value, words in fields.qualified(window, ENTITY):
            if plain(value.label) in self._bare and not any(plain(word) in self._relatives for word in words.split()):
                continue
            name = self._value(text, value, window)
            if name is not None:
                yield self._found(text, name, _BARE, f"label: {value.label}", "label")
        for value in fields.values(window, LIST):
            yield from self._listed(text, value)
        for value in fields.values(window, MAIL):
            head = text[max(0, value.start - 40) : value.start].rstrip(" \t")
            word = head.removesuffix(":").rstrip()[-len(value.label) :]
            if value.how == "label" and head.endswith(":") and word[:1].isupper():
                yield from self._addressed(text, value)
        grid = isinstance(window.segment.locators, Grid)
        for value in () if grid else (*below(fields, window, (ENTITY, SIGNER)), *on_behalf(text)):
            name = self._line_name(text, value.start, value.stop)
            if name is not None and name.full:
                yield self._found(text, name, SIGNED, f"signed: {value.label}", "signature")

    def _value(self, text: str, value: Value, window: Window) -> Name | None:
        """The name that a value consists of; behind a label of many things it must look like nothing else."""
        start = self._behind_titles(text, value.start)
        name = self._reader.read(text, start, value.stop, comma=True)
        if name is None or text[name.end : value.stop].lstrip()[:1] in (":", "@", "="):
            return None
        several = name.full
        if plain(value.label) in self._subjects and not (several and (self._reader.first_name(name) or start > value.start)):
            return None
        if value.how == "spoken" and not (several and value.sure and self._ends_line(text, name, value)):
            return None
        bare = plain(value.label) in self._bare and not self._paired(value, window)
        if bare:
            if not name.closed or self._reader.place(text, name) or self._reader.place_at_end(text, name):
                return None
            machine = window.segment.role is Role.METADATA or (value.start > 0 and text[value.start - 1] == "=")
            sure = value.sure and (value.how == "label" or self._whole(text, name, value))
            known = self._reader.first_name(name)
            named = known or (sure and plain(value.label) in _OF_NAMES)
            if value.how == "column" and not value.sure and not known:
                return None
            if value.how == "prefixed" or (not several and (machine or not named)):
                return None
        elif not several and not (name.closed and value.how != "prefixed" and (value.sure or value.how == "label")):
            return None
        if value.how in ("column", "cell") and not self._whole(text, name, value):
            return None
        return name

    def _paired(self, value: Value, window: Window) -> bool:
        """Whether a label of a surname has one of a first name near it, in the lines of a form or among the titles of a table."""
        if plain(value.label) not in self._family:
            return False
        start = window.base + value.start
        return self._fields.look(window).holds(self._given, start - _PAIRED, start + _PAIRED)

    @staticmethod
    def _ends_line(text: str, name: Name, value: Value) -> bool:
        rest = text[name.end : value.stop].lstrip()
        return not rest or rest[0] in "(,;"

    @staticmethod
    def _whole(text: str, name: Name, value: Value) -> bool:
        rest = text[name.end : value.stop].strip()
        return not rest or rest[0] in "(,;/-|\n" or (name.full and not rest[0].islower())

    def _listed(self, text: str, value: Value) -> Iterator[RecognizerResult]:
        """The names of a list behind "Aanwezig:"; each of at least two words, behind a title, or with an age."""
        position = value.start
        while position < len(text):
            start = self._behind_titles(text, position)
            name = self._reader.read(text, start, len(text))
            if name is None or (not name.full and start == position and not _AGE.match(text, name.end)):
                return
            yield self._found(text, name, _LABEL, f"label: {value.label}", "list")
            after = _IN_BRACKETS.match(text, name.end)
            between = _BETWEEN.match(text, after.end() if after else name.end)
            if between is None:
                return
            position = between.end()

    def _addressed(self, text: str, value: Value) -> Iterator[RecognizerResult]:
        """The names in a header of a mail: of two words, or with an address behind them."""
        position = value.start
        while position < value.stop:
            quote = text[position] in "\"' "
            name = self._reader.read(text, self._behind_titles(text, position + quote), value.stop, comma=True)
            if name is not None and not self._reader.place(text, name):
                position = name.end
                if (name.full and name.closed) or _ADDRESSED.match(text, name.end):
                    yield self._found(text, name, _LABEL, f"label: {value.label}", "mail header")
            following = _NEXT_ADDRESS.search(text, position, value.stop)
            if following is None:
                return
            position = following.end()


def longest(results: Iterable[RecognizerResult]) -> list[RecognizerResult]:
    """Return of the results that begin at one place the longest, and of those the surest."""
    best: dict[int, RecognizerResult] = {}
    for result in results:
        known = best.get(result.start)
        if known is None or (result.end, result.score) > (known.end, known.score):
            best[result.start] = result
    return list(best.values())
