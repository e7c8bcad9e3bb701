"""The words that are printed on identity documents, and those of other cards and papers: `rules/cards.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from scanner import rulepacks
from scanner.rulelint import SHORTEST
from scanner.rulemodels import Pack
from scanner.yaml_file import Place

FILE = "cards.yaml"
IDENTITY, PERMIT, LICENCE, PASSPORT, KIDS, ORANGE = (
    "identity card", "residence permit", "driving licence", "passport", "kids card", "orange card",
)  # fmt: skip
CARD_NUMBER, PERMIT_LABEL, MODEL, BIRTH, SIGNATURE = "card number", "permit", "community model", "birth", "holder's signature"
PAPER = "paper"
"""Labels and a kind of other papers of which more is concluded than of the rest."""
_ENDS = re.compile(r"[^a-z0-9]+")

Kind = Literal["identity card", "kids card", "residence permit", "driving licence", "passport", "orange card"]
Label = Literal[
    "given names", "surname", "birth", "sex", "nationality", "card number", "validity", "holder's signature", "issue", "permit",
    "residence", "community model",
]  # fmt: skip


class CardExample(rulepacks.Strict):
    """A text, and what its words must say: the kind of document, labels, another kind of card."""

    text: str = Field(min_length=1)
    kind: Kind | None = None
    labels: list[Label] = Field(default_factory=list)
    other: str | None = None


class CardCounterExample(rulepacks.Strict):
    """A text that names no identity document."""

    text: str = Field(min_length=1)


class Cards(rulepacks.Strict):
    """The file as it is written; see the comments in it for what each list is for."""

    titles: dict[Kind, list[str]]
    everyday: list[str] = Field(default_factory=list)
    countries: list[str]
    national_register: list[str]
    labels: dict[Label, list[str]]
    categories: list[Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9]{0,3}$")]] = Field(default_factory=list)
    others: dict[str, list[str]]
    examples: list[CardExample] = Field(min_length=1)
    counter_examples: list[CardCounterExample] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words as they are compared: in plain small letters, one space between two."""

    titles: dict[str, tuple[str, ...]]
    everyday: frozenset[str]
    countries: tuple[str, ...]
    national_register: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    categories: tuple[str, ...]
    others: dict[str, tuple[str, ...]]


def load(folder: Path) -> Vocabulary:
    """Return the words of a folder of rules, or those that come with the product when it has none. Raises RuleError with file and line."""
    cards = written(folder)
    return Vocabulary(
        {kind: _plain(phrases) for kind, phrases in cards.titles.items()}, frozenset(_plain(cards.everyday)),
        _plain(cards.countries), _plain(cards.national_register), {label: _plain(phrases) for label, phrases in cards.labels.items()},
        tuple(cards.categories), {other: _plain(phrases) for other, phrases in cards.others.items()},
    )  # fmt: skip


def written(folder: Path) -> Cards:
    """Return the file of a folder of rules, or the product's, as it is written. Raises RuleError with file and line."""
    own = folder / FILE
    pack = rulepacks.read_pack(own if own.exists() else rulepacks.shipped() / FILE, Cards)
    _check(pack)
    return pack.rule


def plain(text: str) -> list[str]:
    """Return the words of a text in small letters, without accents and signs."""
    low = unicodedata.normalize("NFKD", text.lower().replace("ß", "ss"))
    return _ENDS.sub(" ", "".join(char for char in low if not unicodedata.combining(char))).split()


def _plain(phrases: list[str]) -> tuple[str, ...]:
    return tuple(" ".join(plain(phrase)) for phrase in phrases)


def _check(pack: Pack[Cards]) -> None:
    """Refuse a phrase that would fire everywhere, one that stands twice, an everyday title that is none, and an example of a card that is not listed."""
    seen: dict[str, Place] = {}
    for place, phrase in _phrases(pack.rule):
        words = " ".join(plain(phrase))
        if sum(map(str.isalnum, words)) < SHORTEST:
            raise pack.wrong(
                place, f"`{phrase}` has fewer than {SHORTEST} letters or digits and would fire everywhere; write more of it"
            )
        if words in seen:
            raise pack.wrong(
                place,
                f"`{phrase}` stands twice, first on line {pack.document.line(seen[words])}; a phrase says one thing, keep one",
            )
        seen[words] = place
    titles = {phrase for phrases in pack.rule.titles.values() for phrase in _plain(phrases)}
    for index, words in enumerate(_plain(pack.rule.everyday)):
        if words not in titles:
            raise pack.wrong(
                ("everyday", index), f"`{pack.rule.everyday[index]}` is not among the titles; add it there, or remove it here"
            )
    for index, example in enumerate(pack.rule.examples):
        if example.other is not None and example.other not in pack.rule.others:
            known = ", ".join(pack.rule.others)
            raise pack.wrong(("examples", index, "other"), f"{example.other!r} is not in `others`; use one of: {known}")


def _phrases(cards: Cards) -> Iterator[tuple[Place, str]]:
    for key, phrases in (("countries", cards.countries), ("national_register", cards.national_register)):
        yield from (((key, index), phrase) for index, phrase in enumerate(phrases))
    for key, lists in (("titles", cards.titles), ("labels", cards.labels), ("others", cards.others)):
        for name, phrases in lists.items():
            yield from (((key, name, index), phrase) for index, phrase in enumerate(phrases))
