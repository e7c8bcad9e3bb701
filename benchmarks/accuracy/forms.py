"""How a number is written: the surface forms of the national number, of cards, dates and phones, and what a scan does to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

CELL = "\x1f"  # parts a form that stands in cells of its own


def _groups(form: str) -> Callable[[str], str]:
    """Return a writer that puts digits for `YY MM DD SSS CC`, given as `form` with braces."""
    return lambda value: form.format(value[:2], value[2:4], value[4:6], value[6:9], value[9:])


NATIONAL: dict[str, Callable[[str], str]] = {
    "dots": _groups("{}.{}.{}-{}.{}"),
    "plain": lambda value: value,
    "spaces5": _groups("{} {} {} {} {}"),
    "dotspace": _groups("{}.{}.{}-{} {}"),
    "dashes6": _groups("{}{}{}-{}-{}"),
    "spaces6": _groups("{}{}{} {} {}"),
    "olddots": _groups("{}.{}.{}.{}-{}"),
    "slashes": _groups("{}/{}/{}-{}/{}"),
    "slash6": _groups("{}{}{}/{}/{}"),
    "mixdash": _groups("{}-{}-{}/{}.{}"),
    "endash": _groups("{}.{}.{}–{}.{}"),
    "figuredash": _groups("{}.{}.{}‒{}.{}"),
    "widedash": _groups("{}.{}.{} – {}.{}"),
    "nbsp": _groups("{}\u00a0{}\u00a0{}\u00a0{}\u00a0{}"),
    "thin": _groups("{}\u2009{}\u2009{}\u2009{}\u2009{}"),
    "commas": _groups("{},{},{}-{},{}"),
    "boxed": " ".join,
    "piped": lambda value: "|" + "|".join(value) + "|",
    "broken": _groups("{}.{}.{}-\n{}.{}"),
    "brokenspace": _groups("{} {} {}\n{} {}"),
    "cells": CELL.join,
    "groups": lambda value: CELL.join((value[:2], value[2:4], value[4:6], value[6:9], value[9:])),
    "lostzero": lambda value: str(int(value)),
    "float": lambda value: f"{value}.0",
    "quote": lambda value: f"'{value}",
    "scientific": lambda value: f"{value[0]},{value[1:5]}E+10",
    "filename": lambda value: value,  # decided with the file's ending, in `file_name`
}
HAND = (
    "plain",
    "dots",
    "slashes",
    "slash6",
    "mixdash",
    "widedash",
    "spaces5",
    "spaces6",
    "dotspace",
    "dashes6",
    "commas",
    "endash",
)
_PRINTED = (
    "spaces5",
    "dotspace",
    "dashes6",
    "spaces6",
    "olddots",
    "slashes",
    "slash6",
    "mixdash",
    "endash",
    "figuredash",
    "widedash",
)
ANY = (*("dots",) * 4, *("plain",) * 3, *_PRINTED, "nbsp", "thin", "boxed")
MASKED = (
    lambda value: f"{value[:2]}.{value[2:4]}.{value[4:6]}-XXX.XX",
    lambda value: f"{value[:6]}*****",
    lambda value: f"xx.xx.xx-{value[6:9]}.{value[9:]}",
)
FILE_NAMES = (
    lambda value: f"{value[:6]}-{value[6:9]}-{value[9:]}",
    lambda value: f"{value}_CV",
    lambda value: f"scan_{value}",
    _groups("{}.{}.{}-{}.{}"),
)

_CONFUSED = {"0": "O", "1": "lI|", "5": "S", "8": "B", "2": "Z", "6": "G"}
_SEPARATORS = {".": ",·", "-": "~—", "/": "|"}
_LETTERS = {
    "l": "I1",
    "e": "c",
    "i": "l",
    "o": "0",
    "a": "o",
    "n": "u",
    "u": "v",
    "r": "f",
    "s": "5",
    "g": "q",
    "t": "f",
    "é": "e",
    "m": "rn",
}


def damaged_number(rng: Random, text: str) -> str:
    """Return a number as weak OCR gives it: one digit or separator read as something else, always with a change."""
    places = [index for index, char in enumerate(text) if char in _CONFUSED or char in _SEPARATORS]
    for index in rng.sample(places, min(len(places), rng.choice((1, 1, 2)))):
        text = text[:index] + rng.choice(_CONFUSED.get(text[index]) or _SEPARATORS[text[index]]) + text[index + 1 :]
    return text


def damaged_zone(rng: Random, text: str) -> str:
    """Return a machine-readable zone in which a few fillers are read as letters or brackets."""
    places = [index for index, char in enumerate(text) if char == "<"]
    for index in rng.sample(places, min(len(places), 4)):
        text = text[:index] + rng.choice("KC«(") + text[index + 1 :]
    return text


def damaged_words(rng: Random, text: str, rate: float) -> str:
    """Return running text in which letters are misread at `rate`."""
    return "".join(
        rng.choice(_LETTERS[char]) if char in _LETTERS and rng.random() < rate and char != "m" else char for char in text
    )


def national(rng: Random, value: str, form: str) -> tuple[str, str]:
    """Return the number as written and the name of the form; `any`, `hand` and `masked` choose one."""
    if form == "masked":
        return rng.choice(MASKED)(value), form
    if form == "filename":
        return rng.choice(FILE_NAMES)(value), form
    if form in ("any", "hand"):
        form = rng.choice(ANY if form == "any" else HAND)
    return NATIONAL[form](value), form


def card(value: str, form: str) -> str:
    """Return a card number: dash (as printed), plain or space; of foreigners letter, seven digits and two."""
    if value[0] == "B":
        return f"B {value[1:8]} {value[8:]}" if form == "space" else value
    return {"plain": value, "space": f"{value[:3]} {value[3:10]} {value[10:]}"}.get(
        form, f"{value[:3]}-{value[3:10]}-{value[10:]}"
    )


_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
_ON_CARDS = {
    "nl": "JAN FEB MAAR APR MEI JUN JUL AUG SEP OKT NOV DEC",
    "fr": "JAN FEV MARS AVR MAI JUIN JUIL AOUT SEPT OCT NOV DEC",
    "en": "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC",
    "de": "JAN FEB MÄR APR MAI JUN JUL AUG SEP OKT NOV DEZ",
}


_FRENCH = [
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
_FRENCH_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante", "septante", "quatre-vingt", "nonante"]


def _in_french(number: int) -> str:
    """A number from 1 to 99 in the French of Belgium."""
    if number < 20:
        return _FRENCH[number - 1]
    tens, ones = _FRENCH_TENS[number // 10 - 2], number % 10
    return f"{tens}{' et ' if ones == 1 else '-'}{_FRENCH[ones - 1]}" if ones else tens


def _as_in_a_deed(value: dt.date) -> str:
    """A date as a French deed writes it: `vingt-deux avril mil neuf cent soixante-huit`."""
    day = "premier" if value.day == 1 else _in_french(value.day)
    century = "deux mille" if value.year >= 2000 else "mil neuf cent"
    return f"{day} {_MONTHS['fr'].split()[value.month - 1]} {century} {_in_french(value.year % 100) if value.year % 100 else ''}".strip()


def date(value: dt.date, form: str, language: str) -> str:
    """Return a date: slash, dash, dot, iso, words, deed (in French words), its year, or as on a card (`30 JUN 1967`)."""
    if form == "deed":
        return _as_in_a_deed(value)
    if form == "words":
        month = _MONTHS[language].split()[value.month - 1]
        return f"{value.day}. {month} {value.year}" if language == "de" else f"{value.day} {month} {value.year}"
    if form == "card":
        return f"{value.day:02d} {_ON_CARDS[language].split()[value.month - 1]} {value.year}"
    return value.strftime({"dash": "%d-%m-%Y", "dot": "%d.%m.%Y", "iso": "%Y-%m-%d", "year": "%Y"}.get(form, "%d/%m/%Y"))


def phone(rng: Random, value: str) -> str:
    """Return a number of eleven digits with 32, or a line of nine, in one of the usual ways."""
    if not value.startswith("32"):
        zone, rest = (value[:3], value[3:]) if value.startswith("087") else (value[:2], value[2:])
        groups = (rest[:-4], rest[-4:-2], rest[-2:])
        return f"{zone} {' '.join(groups)}" if rng.random() < 0.5 else f"{zone}/{'.'.join(groups)}"
    rest = value[2:]
    return rng.choice((
        f"+32 {rest[:3]} {rest[3:5]} {rest[5:7]} {rest[7:]}", f"0{rest[:3]} {rest[3:5]} {rest[5:7]} {rest[7:]}", f"0{rest[:3]}/{rest[3:5]}.{rest[5:7]}.{rest[7:]}",
        f"+32{rest}", f"0032 {rest[:3]} {rest[3:]}", f"+32 (0){rest[:3]} {rest[3:6]} {rest[6:]}",
    ))  # fmt: skip
