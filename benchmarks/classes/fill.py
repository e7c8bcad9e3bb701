"""Fills a template with people, dates and amounts that do not exist, or leaves it blank in one of six ways."""

from __future__ import annotations

import re
from random import Random

from babel.dates import get_month_names

from benchmarks.accuracy.people import NAMES, PLACES

_FIELD = re.compile(r"\{([NFLDBPATECSJYMHkXRrQ]\d?)\}")
_LABELLED = re.compile(r"^([^:\n]{3,100} ?:) .+$", re.MULTILINE)
_SCORED = re.compile(r"(?<=\S)(?: {3,}|: )\d{1,3}(?:/\d{1,3}| u| h)?$", re.MULTILINE)
_ASKED = re.compile(r"^([^?\n]{5,90} ?\?) .+$", re.MULTILINE)
_ANSWERED = re.compile(r"^((?:\d{1,2}|[A-E])[.)] [^\n.]{3,70})\n(?!(?:\d{1,2}|[A-E])[.)] )[^\n:?]+$", re.MULTILINE)
"""A numbered question and, on the next line, what somebody answered."""
_MONTHS = {language: list(get_month_names("wide", locale=language).values()) for language in ("nl", "fr", "en", "de")}
_MAY_NOT_STAY = {"nl": "naam", "fr": "nom", "en": "name", "de": "Name"}
BLANKS = ("dots", "lines", "brackets", "merge", "empty", "crosses")


def filled(text: str, language: str, rng: Random) -> str:
    """Return the text with its fields filled; the same field has the same value throughout."""
    values: dict[str, str] = {}
    style = rng.choice(("slash", "long", "dot"))
    start = rng.randint(1990, 2008)

    def value(match: re.Match[str]) -> str:
        field = match.group(1)
        if field not in values:
            values[field] = _value(field, language, style, start, values, rng)
        return values[field]

    return _FIELD.sub(value, text)


def _value(field: str, language: str, style: str, start: int, values: dict[str, str], rng: Random) -> str:
    kind, number = field[0], field[1:]
    if kind in "NFL":
        first, last = rng.choice(NAMES["first"]), rng.choice(NAMES["last"])
        values.setdefault(f"F{number}", first)
        values.setdefault(f"L{number}", last)
        values.setdefault(f"N{number}", f"{values[f'F{number}']} {values[f'L{number}']}")
        return values[field]
    makers = {
        "D": lambda: date(rng, language, style, 2016, 2026),
        "B": lambda: date(rng, language, style, 1958, 2004),
        "P": lambda: rng.choice(PLACES["fresh"]),
        "A": lambda: (
            f"{rng.choice(NAMES['streets'])} {rng.randint(1, 180)}, {rng.randint(1000, 9990)} {rng.choice(NAMES['cities'])}"
        ),
        "T": lambda: f"04{rng.randint(60, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}",
        "E": lambda: f"{rng.choice(NAMES['first']).lower().replace(' ', '')}{rng.randint(1, 99)}@example.be",
        "C": lambda: rng.choice(NAMES["companies"]),
        "S": lambda: rng.choice(NAMES["schools"]),
        "J": lambda: rng.choice(NAMES["jobs"]),
        "Y": lambda: str(start + 4 * int(number or 1) + rng.randint(0, 2)),
        "M": lambda: f"{rng.randint(1, 3)}.{rng.randint(0, 999):03d},{rng.randint(0, 99):02d}" + rng.choice((" €", " EUR", "")),
        "H": lambda: rng.choice(NAMES["cities"]),
        "k": lambda: str(rng.randint(2, 9)),
        "X": lambda: str(rng.randint(10_000, 9_999_999)),
        "R": lambda: "\n".join(_client(language, rng) for _ in range(rng.randint(6, 14))),
        "r": lambda: "\n".join(f"{row}|{person(rng)}|x|x" for row in range(1, rng.randint(7, 14))),
        "Q": lambda: "\n".join(_exported(language, rng) for _ in range(rng.randint(6, 14))),
    }
    return makers[kind]()


def person(rng: Random) -> str:
    return f"{rng.choice(NAMES['first'])} {rng.choice(NAMES['last'])}"


def _client(language: str, rng: Random) -> str:
    return "|".join((
        rng.choice(NAMES["last"]), rng.choice(NAMES["first"]), date(rng, language, "slash", 1960, 2004), rng.choice(NAMES["cities"]),
        f"0470 {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}", f"klant{rng.randint(1, 999)}@example.be",
        rng.choice(("A", "B", "C")),
    ))  # fmt: skip


def _exported(language: str, rng: Random) -> str:
    return ";".join((
        str(rng.randint(10_000_000, 99_999_999)), person(rng), date(rng, language, "slash", 2022, 2024),
        date(rng, language, "slash", 2024, 2026), person(rng), rng.choice(("A", "B")), rng.choice(("laag", "bas", "low")), "-",
    ))  # fmt: skip


def date(rng: Random, language: str, style: str, first: int, last: int) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(first, last)
    if style == "long":
        return f"{day}{'.' if language == 'de' else ''} {_MONTHS[language][month - 1]} {year}"
    return f"{day:02d}{'/' if style == 'slash' else '.'}{month:02d}{'/' if style == 'slash' else '.'}{year}"


def blank(text: str, language: str, style: str) -> str:
    """Return a form as it lies in the cupboard: no name, no date, no answer."""
    word = _MAY_NOT_STAY[language]
    sign = {
        "dots": "......................", "lines": "____________________", "brackets": f"[{word}]", "merge": f"«{word}»",
        "empty": "", "crosses": "XXXXX",
    }[style]  # fmt: skip
    text = _LABELLED.sub(lambda match: f"{match.group(1)} {sign}".rstrip(), text)
    text = _ANSWERED.sub(
        lambda match: f"{match.group(1)}\n{sign}", _ASKED.sub(lambda match: f"{match.group(1)} {sign}".rstrip(), text)
    )
    text = _SCORED.sub(lambda match: f"    {sign}".rstrip(), text)
    return _FIELD.sub(lambda _: sign, text).replace("[x]", "[ ]")
