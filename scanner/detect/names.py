"""How people's names are written: capitals, particles, initials, "Janssens, An"; and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.detect.places import Gazetteer
from scanner.detect.wordlists import PersonWords, plain, plain_set

LONGEST = 7  # words of one name, particles counted
_LETTER = r"(?:[^\W\d_][\u0300-\u036f]*)"
_WORD = re.compile(rf"'[tTsS](?=[ ])|(?:[^\W\d_]')?{_LETTER}+(?:['-]{_LETTER}+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}(?=[^\W\d_'])")
_JOINED = re.compile(r"(?:Mc|Mac|De|Van|Vande|Vanden|Vander|La|Le|Du|Di|El|Al|Ben)(?=[^\W\d_][a-zà-ÿ])(?![a-zà-ÿ])")
_LOCAL = frozenset({"in", "op", "te"})  # before a place they are no part of a surname
_FIELD_END = re.compile(r"[\n\t,;(|<\[/]|[ ]{2}|[ ][-][ ]")


@dataclass(frozen=True, slots=True)
class Name:
    """A written name: offsets, the words that are no particles, whether nothing of its sentence follows it, and initials."""

    start: int
    end: int
    words: tuple[str, ...]
    closed: bool
    initials: bool = False

    @property
    def full(self) -> bool:
        """More than a lone first name or surname: several words, or initials and one ("L. Goossens")."""
        return len(self.words) > 1 or self.initials


class NameReader:
    """Reads a name at a place in a text, and refuses organisations, roles and places."""

    def __init__(self, words: PersonWords, first_names: Iterable[str], gazetteer: Gazetteer, labels: Iterable[str] = ()) -> None:
        """`labels` are words that announce something else ("INSZ"), and so are no names."""
        self._first_names = plain_set(first_names)
        self._particles = plain_set(words.particles)
        self._given_too = plain_set(words.given_too)
        self._opening = plain_set(words.opening)
        self._no_names = plain_set(words.no_names) | plain_set(labels)
        self._organisations = plain_set(words.organisations)
        self._endings = tuple(plain_set(words.organisation_endings))
        self._legal = plain_set(words.legal_forms)
        self._places = gazetteer

    def read(self, text: str, start: int, stop: int, *, comma: bool = False) -> Name | None:
        """Return the name that begins at `start`, within `stop`; with `comma` also "surname, first name"."""
        name = self._words(text, start, stop)
        if name is None:
            return None
        if comma and len(name.words) == 1 and text[name.end : name.end + 1] == ",":
            after = name.end + 1 + (text[name.end + 1 : name.end + 2] == " ")
            given = self._words(text, after, stop)
            if given is not None and len(given.words) <= 3 and given.closed and not self.place(text, given):
                name = Name(name.start, given.end, (*name.words, *given.words), given.closed)
        return None if self._organisation(text, name, stop) else name

    def first_name(self, name: Name) -> bool:
        """Return whether a word of a name is a listed first name."""
        return any(plain(word) in self._first_names for word in name.words)

    def place(self, text: str, name: Name) -> bool:
        """Return whether the whole name is that of a place and of nothing else."""
        known = self._places.longest_prefix(text, name.start)
        return known is not None and known[0] == name.end and not self._places.ambiguous(text[name.start : name.end])

    def place_at_end(self, text: str, name: Name) -> bool:
        """Return whether the last word is an unambiguous place, as in "Kringloop Gent"."""
        if plain(name.words[0]) in self._first_names:
            return False  # "Kris Leuven"
        begin = text.rfind(" ", name.start, name.end) + 1
        before = text[name.start : begin].split()
        if before and plain(before[-1]) in self._particles:
            return False  # "Ludo Van Gent" is a person
        known = self._places.longest_prefix(text, begin) if begin > name.start else None
        return known is not None and known[0] == name.end and not self._places.ambiguous(text[begin : name.end])

    def _words(self, text: str, start: int, stop: int) -> Name | None:
        position, end, count = start, start, 0
        words: list[str] = []
        small = ""  # the first small particle since the last word with a capital
        lettered = False  # initials
        halted = False  # by the next label of the line
        while count < LONGEST:
            initials = _INITIALS.match(text, position, stop)
            if initials and initials.group()[0].isupper():
                position = initials.end()
                lettered = True
                count += 1
                continue
            match = _WORD.match(text, position, stop)
            if match is None:
                break
            word, low = match.group(), plain(match.group())
            count += 1
            if low in self._no_names and (word[0].isupper() or not words):
                if not words:
                    return None
                halted = ":" in text[match.end() : match.end() + 3]
                break
            if low in self._given_too and word[0].isupper() and not words:
                words.append(word)
                end = match.end()
            elif low in self._particles and (words or word[0].isupper() or low in self._opening):
                if words and word[0].isupper():
                    end = match.end()
                elif words:
                    small = small or low
            elif _capital(word):
                if small and (
                    self._says_organisation(low) or (small in _LOCAL and self._places.longest_prefix(text, match.start()))
                ):
                    break  # "R. De Vos van het OCMW", "An Peeters in Gent"
                small = ""
                words.append(word)
                end = match.end()
            else:
                break
            if text[match.end() : match.end() + 1] != " " or text[match.end() + 1 : match.end() + 2] == " ":
                break
            position = match.end() + 1
        if not words or (len(words) == 1 and len(words[0]) < 2):
            return None
        after = text[end : min(stop, end + 2)]
        closed = (
            not (len(after) == 2 and after[0] == " " and after[1].isalnum())
            and not after[:1].isalnum()
            and after[:1] not in "_@:=/"
        )
        return Name(start, end, tuple(words), closed or halted or not after, lettered)

    def _organisation(self, text: str, name: Name, stop: int) -> bool:
        for match in self._around(text, name, stop):
            if self._says_organisation(plain(match.group())):
                return True
        field = _FIELD_END.match(text, name.end, stop)
        rest = text[name.end : min(stop, name.end + 30)] if field and field.group() in (",", "(") else ""
        return any(plain(match.group()) in self._legal for match in _WORD.finditer(rest))

    def _says_organisation(self, low: str) -> bool:
        return any(part in self._organisations for part in (low, *re.split(r"[-']", low))) or low.endswith(self._endings)

    @staticmethod
    def _around(text: str, name: Name, stop: int) -> Iterator[re.Match[str]]:
        """The words of a name and those that follow it as part of the same title: capitals, and one small word ("vzw")."""
        reached = name.start
        for match in _WORD.finditer(text, name.start, stop):
            if match.start() > name.end and (match.start() - reached > 1 or text[reached] != " "):
                return
            yield match
            if match.start() > name.end and not match.group()[0].isupper():
                return
            reached = match.end()


def _capital(word: str) -> bool:
    """Whether a word is written as a name: a capital first, or throughout, or behind `d'`; not as "PowerPoint" or "XXX"."""
    elided = word[1:2] == "'" and len(word) > 2
    body = word[2:] if elided else word
    if not (body[0].isupper() or (elided and word[0] == "D")) or (len(body) > 1 and len(set(body.lower())) == 1):
        return False  # "D'haeseleer" is a surname
    return body.isupper() or all(_calm(part) for part in body.split("-") if part)


def _calm(part: str) -> bool:
    """Whether no capital stands inside, but for one behind "Mc", "De" and the like."""
    joined = _JOINED.match(part)
    rest = part[joined.end() :] if joined else part
    return rest[1:] == rest[1:].lower()
