"""Dates in words, as deeds write them: "zeventien april negentienhonderd drieënzestig", "vingt-deux avril mil neuf cent soixante-huit"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from scanner.dates import MONTHS

_NL = [
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
]
_NL_TENS = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"]
_FR = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_FR_TENS = {
    20: "vingt",
    30: "trente",
    40: "quarante",
    50: "cinquante",
    60: "soixante",
    70: "septante",
    80: "quatre-vingt",
    90: "nonante",
}
_DE = [
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_DE_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_ORDINAL = {"eerste": 1, "premier": 1, "ersten": 1, "erster": 1, "eins": 1, "derde": 3, "dritten": 3, "siebten": 7}
_THOUSANDS = {
    "negentienhonderd": 1900, "duizendnegenhonderd": 1900, "eenduizendnegenhonderd": 1900, "tweeduizend": 2000,
    "milneufcent": 1900, "milleneufcent": 1900, "deuxmille": 2000, "deuxmil": 2000, "neunzehnhundert": 1900, "zweitausend": 2000,
}  # fmt: skip
_IN_YEARS = ("honderd", "duizend", "mil", "hundert", "tausend")  # one of these is in every year above
_MONTHS = {name: number for name, number in MONTHS.items() if len(name) > 2}
_WORD = r"[^\W\d_]+"
_DAY = rf"{_WORD}(?:[ -](?:en|et|und)[ -]{_WORD}|-{_WORD})?"
_DATED = re.compile(
    rf"(?<![\w-])(?P<day>{_DAY})[ ](?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[ ](?:en[ ]l'an[ ])?"
    rf"(?P<year>{_WORD}(?:[ -]{_WORD}){{0,6}})",
    re.IGNORECASE,
)


def _squeezed(words: str) -> str:
    """The letters of a number's words: "drie-en-zestig" and "drieënzestig" are the same."""
    low = unicodedata.normalize("NFKD", words.lower().replace("ß", "ss"))
    return "".join(char for char in low if char.isalpha())


def _numbers() -> dict[str, int]:
    known = {_squeezed(word): value for words in (_NL, _FR, _DE) for value, word in enumerate(words, 1)} | _ORDINAL
    for tens, joiner, ones in ((_NL_TENS, "en", _NL), (_DE_TENS, "und", _DE)):
        for ten, word in enumerate(tens, 2):
            known[_squeezed(word)] = 10 * ten
            known |= {_squeezed(f"{ones[one - 1]}{joiner}{word}"): 10 * ten + one for one in range(1, 10)}
    for ten, word in _FR_TENS.items():
        known |= dict.fromkeys((_squeezed(word), _squeezed(word + "s")), ten)
        for one in range(1, 20 if ten in (60, 80) else 10):
            known |= {_squeezed(word + joiner + _FR[one - 1]): ten + one for joiner in ("", "et")}
    return known | {word + ending: number for word, number in known.items() for ending in ("de", "ste", "ten", "sten")}


_NUMBERS = _numbers()


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int, date]]:
    """Yield (start, end, date) of the dates in words that begin between two offsets; years 1900 to 2099."""
    low = text[start:end].lower()
    if not any(sign in low for sign in _IN_YEARS):
        return
    for match in _DATED.finditer(text, start, end):
        day = _NUMBERS.get(_squeezed(match["day"]))
        year = _year(match["year"])
        if day is None or year is None:
            continue
        try:
            yield match.start(), match.start("year") + year[1], date(year[0], _MONTHS[match["month"].lower()], day)
        except ValueError:
            continue


def _year(words: str) -> tuple[int, int] | None:
    """The year that the first of some words tell, most words first, and how many characters tell it."""
    ends = [match.end() for match in re.finditer(_WORD, words)]
    for end in reversed(ends):
        letters = _squeezed(words[:end])
        for thousand, value in _THOUSANDS.items():
            rest = letters.removeprefix(thousand)
            if rest == letters:
                continue
            more = 0 if not rest else _NUMBERS.get(rest) or _NUMBERS.get(rest.removeprefix("en"))
            if more is not None and more < 100:
                return value + more, end
    return None
