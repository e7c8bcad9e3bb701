"""Names of people where a document says that a name stands: labels, titles, greetings, closings, columns, the head of a CV.

Nothing is guessed from a list of first names: a name without such a sign is left to the optional model of `spacy_names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields, Value
from scanner.detect.names import Name, NameReader
from scanner.detect.window import Window
from scanner.detect.wordlists import CLOSING, GREETING, INTRODUCTION, LIST, TITLE, PersonWords, plain, plain_set
from scanner.model import Role

ENTITY = "PERSON"

_COLUMN, _LABEL, _BARE, _SPOKEN = 0.7, 0.7, 0.6, 0.5
_TITLED, _SAID, _GREETED, _SIGNED, _HEAD = 0.6, 0.6, 0.55, 0.55, 0.55
_NEXT_LINE = re.compile(r"[,.!]?[ \t]*\n(?:[ \t]*\n){0,3}[ \t]*")
_END_OF_GREETING = re.compile(r"[ ]?[,!:.]|[ \t]*(?:\n|$)")
_BETWEEN = re.compile(r"[ \t]*(?:,|;|\n|\t|/| en | et | and | und | & )[ \t]*")
_AFTER_INTRODUCTION = re.compile(r"[ ]?[,:]?[ \n]")
_IN_BRACKETS = re.compile(r"[ ]?\([^)\n]{0,40}\)")
_HEAD_LINES = 1500  # characters at the top of a document in which its owner's name stands
_LINE = re.compile(r"[ \t]*([^\n\t]{3,60}?)[ \t]*(?:\n|$)")
_MAIL = re.compile(r"([\w.+-]{2,64})@[\w-]+\.")
_PHONE = re.compile(r"(?:\+|\(?0)(?:[ ./()\-]{0,3}\d){8}")


class PersonRecognizer(WindowRecognizer):
    """Finds names by what announces them."""

    ENTITY = ENTITY

    def __init__(self, fields: Fields, words: PersonWords, reader: NameReader) -> None:
        super().__init__()
        self._fields = fields
        self._reader = reader
        self._bare = plain_set(words.bare)
        self._relatives = plain_set(words.relatives)
        self._cv_titles = plain_set(words.cv_titles)
        self._titles = re.compile(
            "(?:(?:" + "|".join(re.escape(word) for word in sorted(words.titles, key=len, reverse=True)) + r")(?![\w'])[ ]){1,3}",
            re.IGNORECASE,
        )
        sections = "|".join(re.escape(word) for word in words.cv_sections)
        self._sections = re.compile(rf"^[ \t]*(?:{sections})[ \t:]*$", re.IGNORECASE | re.MULTILINE)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        best: dict[int, RecognizerResult] = {}
        for result in (*self._labelled(text, window), *self._spoken(text, window), *self._head(text, window)):
            known = best.get(result.start)
            if known is None or (result.end, result.score) > (known.end, known.score):
                best[result.start] = result
        return list(best.values())

    def _labelled(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        fields = self._fields.look(window)
        for value in fields.values(window, ENTITY, spoken=True):
            name = self._value(text, value, window.segment.role)
            if name is not None:
                bare = plain(value.label) in self._bare
                score = _SPOKEN if value.how == "spoken" else _BARE if bare else _COLUMN if value.how == "column" else _LABEL
                yield self._found(text, name, score, f"label: {value.label}", value.how)
        for value, words in fields.qualified(window, ENTITY):
            if plain(value.label) in self._bare and not any(plain(word) in self._relatives for word in words.split()):
                continue
            name = self._value(text, value, window.segment.role)
            if name is not None:
                yield self._found(text, name, _BARE, f"label: {value.label}", "label")
        for value in fields.values(window, LIST):
            yield from self._listed(text, value)

    def _value(self, text: str, value: Value, role: Role) -> Name | None:
        """The name that a value consists of; behind a label of many things it must look like nothing else."""
        start = self._behind_titles(text, value.start)
        name = self._reader.read(text, start, value.stop, comma=True)
        if name is None or text[name.end : value.stop].lstrip()[:1] in (":", "@", "="):
            return None
        several = len(name.words) > 1
        if value.how == "spoken" and not (several and value.sure and self._ends_line(text, name, value)):
            return None
        if plain(value.label) in self._bare:
            if not name.closed or self._reader.place(text, name) or self._reader.place_at_end(text, name):
                return None
            machine = role is Role.METADATA or (value.start > 0 and text[value.start - 1] == "=")
            sure = value.sure and (value.how == "label" or self._whole(text, name, value))
            if not several and (machine or not sure):
                return None
        elif not several and not (name.closed and (value.sure or value.how == "label")):
            return None
        if value.how in ("column", "cell") and not self._whole(text, name, value):
            return None
        return name

    def _behind_titles(self, text: str, start: int) -> int:
        title = self._titles.match(text, start)
        return title.end() if title else start

    @staticmethod
    def _ends_line(text: str, name: Name, value: Value) -> bool:
        rest = text[name.end : value.stop].lstrip()
        return not rest or rest[0] in "(,;"

    @staticmethod
    def _whole(text: str, name: Name, value: Value) -> bool:
        rest = text[name.end : value.stop].strip()
        return not rest or rest[0] in "(,;/-|\n" or (len(name.words) > 1 and not rest[0].islower())

    def _listed(self, text: str, value: Value) -> Iterator[RecognizerResult]:
        """The names of a list behind "Aanwezig:"; each of at least two words."""
        position = value.start
        while position < len(text):
            name = self._reader.read(text, self._behind_titles(text, position), len(text))
            if name is None or len(name.words) < 2:
                return
            yield self._found(text, name, _LABEL, f"label: {value.label}", "list")
            after = _IN_BRACKETS.match(text, name.end)
            between = _BETWEEN.match(text, after.end() if after else name.end)
            if between is None:
                return
            position = between.end()

    def _spoken(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        fields = self._fields.look(window)
        for label in fields.within(window, TITLE):
            start = label.end - window.base
            if text[start : start + 1] != " " or (label.words == "m." and text[start - 2 : start - 1] != "M"):
                continue
            name = self._reader.read(text, self._behind_titles(text, start + 1), len(text))
            written = text[start - len(label.words) : start]
            shouted = sum(map(str.isalpha, written)) > 1 and written.isupper()  # "MS Exchange"
            if name is not None and (not shouted or text[name.start : name.end].isupper()):
                yield self._found(text, name, _TITLED, f"title: {label.words}", "title")
        for label in fields.within(window, INTRODUCTION):
            gap = _AFTER_INTRODUCTION.match(text, label.end - window.base)
            name = self._reader.read(text, self._behind_titles(text, gap.end()), len(text)) if gap else None
            if name is not None and (len(name.words) > 1 or name.closed) and not self._reader.place(text, name):
                yield self._found(text, name, _SAID, f"introduced: {label.words}", "introduction")
        yield from self._greeted(text, window)
        yield from self._signed(text, window)

    def _greeted(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, GREETING):
            begin, start = label.start - window.base, label.end - window.base
            line = text.rfind("\n", 0, begin) + 1
            if text[line:begin].strip() or text[start : start + 1] != " ":
                continue
            first = self._behind_titles(text, start + 1)
            name = self._reader.read(text, first, len(text))
            if name is None or not _END_OF_GREETING.match(text, name.end) or self._reader.place(text, name):
                continue
            yield self._found(text, name, _GREETED, f"greeting: {label.words}", "greeting")

    def _signed(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, CLOSING):
            gap = _NEXT_LINE.match(text, label.end - window.base)
            if gap is None:
                continue
            name = self._line_name(text, gap.end())
            if name is not None:
                yield self._found(text, name, _SIGNED, f"closing: {label.words}", "signature")

    def _line_name(self, text: str, start: int) -> Name | None:
        """The name that is the whole of a line, but for a role behind a comma or dash."""
        line = _LINE.match(text, start)
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

    def _head(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        """The first line of a document that is a name, where contact data follow and a CV or the mail address agrees."""
        if window.base != 0 or window.segment.role in (Role.METADATA, Role.NAME, Role.COMMENT):
            return
        top = text[:_HEAD_LINES]
        position = len(top) - len(top.lstrip())
        line = _LINE.match(top, position)
        while line and plain(line.group(1).strip(" :-")) in self._cv_titles:
            position = line.end() + len(top[line.end() :]) - len(top[line.end() :].lstrip())
            line = _LINE.match(top, position)
        first, _, after = line.group(1).partition(" ") if line else ("", "", "")
        if after and plain(first) in self._cv_titles:
            position = top.index(after, position)  # "CV Elif Aydın"
        name = self._line_name(top, position) if line else None
        if name is None or not 2 <= len(name.words) <= 4:
            return
        mail = _MAIL.search(top)
        if mail is None and not _PHONE.search(top):
            return
        box = plain(mail.group(1)) if mail else ""
        same = any(len(word) > 2 and plain(word).replace("'", "") in box for word in name.words)
        if same or position > 0 or self._sections.search(text):
            evidence = "same name in the mail address" if same else "contact data of a CV"
            yield self._found(text, name, _HEAD, evidence, "head of a CV")

    def _found(self, text: str, name: Name, score: float, evidence: str, pattern: str) -> RecognizerResult:
        return self.result(name.start, name.end, score, text[name.start : name.end], (evidence,), pattern)
