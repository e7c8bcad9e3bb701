"""How a street and a house number are written in Belgium and around it: "Kerkstraat 5 bus 2", "12, rue Haute", "14 Church Road"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.detect.wordlists import StreetWords, plain, plain_set
from scanner.runs import digits

_UPPER = r"[^\W\d_a-zà-öø-ÿœ]"
_CAPITAL = rf"(?:'[ts][ -])?{_UPPER}[\w'.-]*"
_SMALL = r"(?:de|der|den|het|van|op|aan|aux?|la|le|les|du|des|d'|l'|of|the|en|et|und|ter|ten|te|bij|in|sur|sous|à|von|zum|zur|dem|'t|'s)"
_MOST_WORDS = 6
_REACH = 80  # characters before a house number in which its street stands
_BEFORE_NUMBER = (" ", "°", "r", ".")  # Kerkstraat 5, n°5, nr5, nr.5
_NUMBER_WORDS = ("n°", "nr", "")
_PLAIN_WORD = re.compile(r"[^\s\"«»„“”\[\]]+")
_LONGEST_NUMBER = 4  # digits of a house number
_WORD_REACH = 120  # characters before a house number in which the word before it stands
_HOUSE = re.compile(r"(?<![\w'.-])(?P<word>[^\W\d_][\w'.-]*),?[ ](?:n°[ ]?|nr\.?[ ]?)?\d{1,4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Street:
    """A street with its number: offsets, and whether a word in it says that it is a street."""

    start: int
    end: int
    known: bool


class Streets:
    """Reads streets forwards from a place, or backwards from the postcode that follows them."""

    def __init__(self, words: StreetWords) -> None:
        self._endings = tuple(plain_set(words.endings))
        self._words = plain_set(words.words)
        self._not = plain_set(words.not_streets)
        opening = "|".join(re.escape(word) for word in sorted(words.words, key=len, reverse=True))
        boxes = "|".join(re.escape(word) for word in sorted(words.numbers, key=len, reverse=True))
        box = rf"(?:[ ,]{{0,2}}(?i:{boxes})[ ]?[A-Za-z]?\d[\w./-]{{0,5}}|[ ]?/[ ]?\d{{1,4}}|[ ](?i:{boxes})[ ][A-Za-z])?"
        number = rf"(?<!\d)\d{{1,4}}(?:[ ]?(?:bis|ter|[A-Za-z](?![ ]\d))(?![\w']))?(?:[ ]?[-+][ ]?\d{{1,4}}[A-Za-z]?(?![\w]))?{box}(?!\d)"
        gap = r"(?:[ ]{0,2}(?:[,;|(-]|\n|te(?=[ ])|à(?=[ ])|in(?=[ ]))){0,2}(?:[ \n]{0,3}|[ ]{0,3}\n?[ ]{4,40})"
        name = rf"(?:{_CAPITAL}|(?i:{opening})(?![\w]))(?:[ ](?:{_CAPITAL}|{_SMALL}(?![\w])|(?i:{opening})(?![\w]))){{0,{_MOST_WORDS}}}"
        self._forward = re.compile(
            rf"(?P<name>{name}|(?i:{opening})[ ][^\n\t\d,;:]{{2,40}}?)[ ]?,?[ ](?:n°[ ]?|nr\.?[ ]?)?{number}"
        )
        self._name = re.compile(name)
        # In front of a postcode: the street last opened by a street word, else what `_walk` finds before the number.
        self._number_first = re.compile(
            rf"(?P<street>{number},?[ ](?i:{opening})(?:[ ]|(?<='))[^\n\t\d,;:]{{2,45}}?{box}){gap}\Z"
        )
        self._opened = re.compile(rf"(?<![\w'-])(?P<street>(?i:{opening})[ ][^\n\t\d;:]{{2,45}}?[ ,]{{1,2}}{number}){gap}\Z")
        self._numbered = re.compile(rf"[ ,]{{1,2}}(?:n°[ ]?|nr\.?[ ]?)?(?P<number>{number}){gap}\Z")
        last = "|".join(re.escape(word.capitalize()) for word in words.last)
        self._english = re.compile(rf"(?<![\w.,/-])\d{{1,4}}[A-Za-z]?,?[ ](?:[A-Z][\w'-]*[ ]){{1,3}}(?:{last})(?![\w])\.?")

    def is_street_word(self, word: str) -> bool:
        """Return whether a word (a label too) says street."""
        return self._says_street(plain(word).split()[0].split("/")[0].rstrip(",."))

    def at(self, text: str, start: int, stop: int | None = None) -> Street | None:
        """Return the street with its number that begins at `start`, or None."""
        match = self._forward.match(text, start, len(text) if stop is None else stop)
        if match is None:
            return None
        words = match["name"].split()
        known = any(self._says_street(plain(word)) for word in words)
        if not known and any(plain(word) in self._not for word in words):
            return None
        return Street(start, match.end(), known)

    def name_at(self, text: str, start: int, stop: int) -> Street | None:
        """Return a street's name without a number."""
        match = self._name.match(text, start, stop)
        return (
            Street(start, match.end(), any(self._says_street(plain(word)) for word in match.group().split())) if match else None
        )

    def before(self, text: str, begin: int, end: int) -> Street | None:
        """Return the street with its number that ends right before `end`; nothing before `begin` is looked at."""
        part = text[begin:end]
        if not any(char.isdigit() for char in part):
            return None
        match = self._number_first.search(part) or self._opened.search(part)
        if match:
            return Street(begin + match.start("street"), begin + match.end("street"), known=True)
        numbered = self._numbered.search(part)
        return self._walk(part, numbered, begin) if numbered else None

    def english(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of "14 Church Road"."""
        reached = 0
        for start, end in digits(text):
            match = self._english.match(text, start) if end - start <= _LONGEST_NUMBER and start >= reached else None
            if match is not None:
                reached = match.end()
                yield match.span()

    def numbered(self, text: str) -> Iterator[Street]:
        """Yield the streets with a number that a word of theirs makes known: "Kerkstraat 5 bus 2", "rue de la Gare 12"."""
        for match in _houses(text):
            line = max(0, match.start() - _REACH, text.rfind("\n", 0, match.start()) + 1)
            found = self.before(text, line, match.end()) if self._says_street(plain(match["word"])) else None
            opened = None if found else self._opened.search(text, line, match.end())
            start = found.start if found else opened.start("street") if opened else None
            street = self.at(text, start) if start is not None else None  # with its box
            if street and street.known and street.end >= match.end():
                yield street

    def _walk(self, part: str, numbered: re.Match[str], begin: int) -> Street | None:
        """The words before a number that can be a street's name, from the last to the first."""
        line = max(part.rfind(mark, 0, numbered.start()) for mark in "\n\t,;:(|") + 1
        double = part.rfind("  ", line, numbered.start())
        line = double + 2 if double >= 0 else line
        words = list(_PLAIN_WORD.finditer(part[line : numbered.start()]))
        kept: list[re.Match[str]] = []
        for word in reversed(words[-_MOST_WORDS:]):
            written = word.group()
            if not (re.fullmatch(_CAPITAL, written) or re.fullmatch(_SMALL, written) or self._says_street(plain(written))):
                break
            if kept and plain(written).endswith(("adres", "adresse", "address", "anschrift", "domicilie", "domicile")):
                break
            kept.insert(0, word)
        while kept and re.fullmatch(_SMALL, kept[0].group()):
            kept.pop(0)
        if not kept:
            return None
        plains = [plain(word.group()) for word in kept]
        known = any(self._says_street(word) for word in plains)
        if not known and any(word in self._not for word in plains):
            return None
        return Street(begin + line + kept[0].start(), begin + numbered.end("number"), known)

    def _says_street(self, word: str) -> bool:
        return word in self._words or (word.endswith(self._endings) and word not in self._not)


def _houses(text: str) -> Iterator[re.Match[str]]:
    """The words with a house number behind them: tried where a number stands, which prose has few of."""
    reached = 0
    for start, end in digits(text):
        if end - start > _LONGEST_NUMBER or text[start - 1 : start] not in _BEFORE_NUMBER:
            continue
        low = max(reached, start - _WORD_REACH)
        token = text.rfind(" ", low, start - 1) + 1 or low
        if token > low and text[token:start].rstrip(" .,").lower() in _NUMBER_WORDS:
            token = text.rfind(" ", low, token - 1) + 1 or low
        match = _HOUSE.search(text, token, end)
        if match is not None:
            reached = match.end()
            yield match
