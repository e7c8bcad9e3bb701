"""Names of people in running text: titles, greetings, closings, roles in a sentence, the head of a CV."""

from __future__ import annotations

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect.fields import Fields
from scanner.detect.names import NameReader
from scanner.detect.recognizers.person import ENTITY, LINE, SIGNED, PersonBase, longest
from scanner.detect.window import Window
from scanner.detect.wordlists import CLOSING, GREETING, INTRODUCTION, TITLE, PersonWords, plain, plain_set
from scanner.model import Role

_TITLED, _SAID, _GREETED, _HEAD, _ROLE = 0.6, 0.6, 0.55, 0.55, 0.5
_NEXT_LINE = re.compile(r"[,.!]?[ \t]*\n(?:[ \t]*\n){0,3}[ \t]*")
_END_OF_GREETING = re.compile(r"[ ]?[,!:.]|[ \t]*(?:\n|$)")
_AND = re.compile(r"[ ](?:en|et|and|und|&)[ ]")
_AFTER_INTRODUCTION = re.compile(r"[ ]?[,:]?[ \n]")
_AFTER_ROLE = re.compile(
    r",?[ ](?:(?:is|was|heet|est|s'appelle|ist|heißt)[ ](?:(?:nu|voortaan|momenteel|désormais|maintenant|now|currently|jetzt|ab jetzt)[ ])?)?"
)
_OWNER = re.compile(r"(?:(?<![\w'])([^\W\d_]+'?)[ ]?|[,(;][ ]?)$")
_WITH = (
    " met",
    " avec",
    " with",
    " mit",
    " door",
    " par",
    " by",
    " von",
)  # what follows is as often a thing: "gevolgd door Excel"
_HEAD_LINES = 1500  # characters at the top of a document in which its owner's name stands
_MAIL = re.compile(r"([\w.+-]{2,64})@[\w-]+\.")
_PHONE = re.compile(r"(?:\+|\(?0)(?:[ ./()\-]{0,3}\d){8}")


class PersonInTextRecognizer(PersonBase):
    """Finds names by the words that stand around them in a letter, a report or a CV."""

    def __init__(self, fields: Fields, words: PersonWords, reader: NameReader) -> None:
        super().__init__(fields, words, reader)
        self._fields_of_names = plain_set(words.given) | plain_set(words.family)
        self._owners = plain_set(words.owners)
        self._cv_titles = plain_set(words.cv_titles)
        sections = "|".join(re.escape(word) for word in words.cv_sections)
        self._sections = re.compile(rf"^[ \t]*(?:{sections})[ \t:]*$", re.IGNORECASE | re.MULTILINE)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        ways = (self._titled, self._introduced, self._greeted, self._signed, self._owned, self._head)
        return longest(result for way in ways for result in way(text, window))

    def _titled(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, TITLE):
            start = label.end - window.base
            if text[start : start + 1] != " " or (label.words == "m." and text[start - 2 : start - 1] != "M"):
                continue
            name = self._reader.read(text, self._behind_titles(text, start + 1), len(text))
            written = text[start - len(label.words) : start]
            shouted = sum(map(str.isalpha, written)) > 1 and written.isupper()  # "MS Exchange"
            if name is not None and (not shouted or text[name.start : name.end].isupper()):
                yield self._found(text, name, _TITLED, f"title: {label.words}", "title")

    def _introduced(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, INTRODUCTION):
            gap = _AFTER_INTRODUCTION.match(text, label.end - window.base)
            name = self._reader.read(text, self._behind_titles(text, gap.end()), len(text)) if gap else None
            if name is None or self._reader.place(text, name) or self._reader.place_at_end(text, name):
                continue
            if name.full or (name.closed and not label.words.endswith(_WITH)):
                yield self._found(text, name, _SAID, f"introduced: {label.words}", "introduction")

    def _greeted(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, GREETING):
            begin, start = label.start - window.base, label.end - window.base
            line = text.rfind("\n", 0, begin) + 1
            if text[line:begin].strip() or text[start : start + 1] != " ":
                continue
            first = self._behind_titles(text, start + 1)
            name = self._reader.read(text, first, len(text))
            if name is None or self._reader.place(text, name):
                continue
            also = _AND.match(text, name.end)
            second = self._reader.read(text, self._behind_titles(text, also.end()), len(text)) if also else None
            if _END_OF_GREETING.match(text, (second or name).end):
                for greeted in (name, second) if second else (name,):
                    yield self._found(text, greeted, _GREETED, f"greeting: {label.words}", "greeting")

    def _signed(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        for label in self._fields.look(window).within(window, CLOSING):
            gap = _NEXT_LINE.match(text, label.end - window.base)
            if gap is None:
                continue
            name = self._line_name(text, gap.end())
            if name is not None:
                yield self._found(text, name, SIGNED, f"closing: {label.words}", "signature")

    def _owned(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        """Names that a role in a sentence announces: "uw begeleider, Jan Peeters, belt", "zijn mentor is Jan Peeters"."""
        for label in self._fields.look(window).within(window, ENTITY):
            if plain(label.words) in self._fields_of_names:
                continue
            gap = _AFTER_ROLE.match(text, label.end - window.base)
            owner = _OWNER.search(text, max(0, label.start - window.base - 12), label.start - window.base) if gap else None
            if gap is None or owner is None or (owner.group(1) and plain(owner.group(1)) not in self._owners):
                continue
            name = self._reader.read(text, self._behind_titles(text, gap.end()), len(text))
            if name is None or not name.full or self._reader.place(text, name):
                continue
            if gap.group() == " " and not self._reader.first_name(name):
                continue  # "onze klant Colruyt Halle", "een tolk Vlaamse Gebarentaal"
            if "," not in gap.group() or text[name.end : name.end + 1] in (",", ".", ";", ")", "\n", ""):
                yield self._found(text, name, _ROLE, f"role: {label.words}", "role in a sentence")

    def _head(self, text: str, window: Window) -> Iterator[RecognizerResult]:
        """The first line of a document that is a name, where contact data follow and a CV or the mail address agrees."""
        if window.base != 0 or window.segment.role in (Role.METADATA, Role.NAME, Role.COMMENT):
            return
        top = text[:_HEAD_LINES]
        position = len(top) - len(top.lstrip())
        line = LINE.match(top, position)
        while line and plain(line.group(1).strip(" :-")) in self._cv_titles:
            position = line.end() + len(top[line.end() :]) - len(top[line.end() :].lstrip())
            line = LINE.match(top, position)
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
