"""The words that are printed on identity documents, and those of other cards and papers: `rules/cards.yaml`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field

from scanner import rulepacks
from scanner.rulelint import SHORTEST
from scanner.rulemodels import Pack
from scanner.yaml_file import Place

FILE = "cards.yaml"
IDENTITY, PERMIT, LICENCE, PASSPORT, KIDS = "identity card", "residence permit", "driving licence", "passport", "kids card"
CARD_NUMBER, PERMIT_LABEL, PAPER = "card number", "permit", "paper"
"""Two labels and a kind of other papers of which more is concluded than of the rest."""
_ENDS = re.compile(r"[^a-z0-9]+")

Kind = Literal["identity card", "kids card", "residence permit", "driving licence", "passport"]
Label = Literal[
    "given names", "surname", "birth", "sex", "nationality", "card number", "validity", "holder's signature", "issue", "permit"
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
    countries: list[str]
    national_register: list[str]
    labels: dict[Label, list[str]]
    others: dict[str, list[str]]
    examples: list[CardExample] = Field(min_length=1)
    counter_examples: list[CardCounterExample] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words as they are compared: in plain small letters, one space between two."""

    titles: dict[str, tuple[str, ...]]
    countries: tuple[str, ...]
    national_register: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    others: dict[str, tuple[str, ...]]


def load(folder: Path) -> Vocabulary:
    """Return the words of a folder of rules, or those that come with the product when it has none. Raises RuleError with file and line."""
    cards = written(folder)
    return Vocabulary(
        {kind: _plain(phrases) for kind, phrases in cards.titles.items()}, _plain(cards.countries), _plain(cards.national_register),
        {label: _plain(phrases) for label, phrases in cards.labels.items()}, {other: _plain(phrases) for other, phrases in cards.others.items()},
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
    """Refuse a phrase that would fire everywhere, one that stands twice, and an example of a kind of card that is not listed."""
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
