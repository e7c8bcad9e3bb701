"""The word lists of `rules/names`: what stands around and inside names, streets and nationalities."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scanner import rulepacks
from scanner.rulemodels import FIELDS

TITLE, GREETING, CLOSING, INTRODUCTION, LIST = "person title", "person greeting", "person closing", "person intro", "person list"
MAIL, SIGNER = "person mail", "person signer"
COLUMN, THING = "column", "column of things"
"""Titles of other columns: they announce nothing here, but show that a row is one of titles."""
CUE = "address cue"
NO_TITLES = frozenset({TITLE, GREETING, CLOSING, INTRODUCTION, MAIL, SIGNER, CUE})
"""What is no title of a column; a cell may hold the word as a value ("An", "De")."""
COUNTRY_OF_BIRTH = "country of birth"


class PersonWords(rulepacks.Strict):
    """Words around and inside names; see `rules/names/persons.yaml` for what each list is for."""

    bare: list[str]
    subjects: list[str]
    given: list[str]
    family: list[str]
    relatives: list[str]
    titles: list[str]
    greetings: list[str]
    closings: list[str]
    introductions: list[str]
    lists: list[str]
    mail: list[str]
    signers: list[str]
    columns: list[str]
    things: list[str]
    cv_titles: list[str]
    cv_sections: list[str]
    owners: list[str]
    given_too: list[str]
    particles: list[str]
    opening: list[str]
    organisations: list[str]
    organisation_endings: list[str]
    legal_forms: list[str]
    no_names: list[str]


class FirstNames(rulepacks.Strict):
    """First names that are often met."""

    first_names: list[str]


class StreetWords(rulepacks.Strict):
    """Words of streets, and the first digits of the postcodes of each Belgian province."""

    endings: list[str]
    words: list[str]
    last: list[str]
    numbers: list[str]
    not_streets: list[str]
    cues: list[str]
    postcodes: dict[str, list[int]]


class NationalityWords(rulepacks.Strict):
    """Nationalities, one a line with its names joined by `=`, codes of countries, and the labels of the country of birth."""

    nationalities: str
    codes: list[str]
    country_of_birth: list[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All word lists of a rule pack."""

    persons: PersonWords
    first_names: FirstNames
    streets: StreetWords
    nationalities: NationalityWords


def load(folder: Path) -> Words:
    """Return the word lists of a rule pack. Raises RuleError naming file and key."""
    names = folder / "names"
    return Words(
        rulepacks.read(names / "persons.yaml", PersonWords),
        rulepacks.read(names / "first_names.yaml", FirstNames),
        rulepacks.read(names / "streets.yaml", StreetWords),
        rulepacks.read(names / "nationalities.yaml", NationalityWords),
    )


def field_entries(rules: Iterable[rulepacks.EntityRule], words: Words) -> Iterator[tuple[str, str]]:
    """Yield (words, kind) of every label of names, addresses and nationalities, for `fields.Fields`."""
    for rule in rules:
        if rule.entity in FIELDS:
            yield from ((label, rule.entity) for labels in rule.labels.values() for label in labels)
    persons = words.persons
    for kind, listed in (
        (TITLE, persons.titles), (GREETING, persons.greetings), (CLOSING, persons.closings), (INTRODUCTION, persons.introductions),
        (LIST, persons.lists), (MAIL, persons.mail), (SIGNER, persons.signers), (COLUMN, persons.columns), (THING, persons.things), (CUE, words.streets.cues), (COUNTRY_OF_BIRTH, words.nationalities.country_of_birth),
    ):  # fmt: skip
        yield from ((label, kind) for label in listed)


def plain(word: str) -> str:
    """Return a word in small letters and without accents, as the lists are compared."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(char for char in unicodedata.normalize("NFKD", low.replace("ß", "ss")) if not unicodedata.combining(char))


def plain_set(words: Iterable[str]) -> frozenset[str]:
    """Return the words of a list as they are compared."""
    return frozenset(plain(word) for word in words)
