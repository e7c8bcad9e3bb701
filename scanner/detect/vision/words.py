"""What the words read on a card say of it: its titles, labels, country, numbers and machine-readable zone. Misread letters are borne."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from scanner.detect import numbers
from scanner.detect.vision.licences import NO_TABLE, Table, table
from scanner.detect.vision.vocabulary import Vocabulary, plain
from scanner.detect.zone import Zone, zones

_LICENCE = 60  # words of a side of a licence, at most
_SHORT = 5  # letters; a shorter word must be read exactly
_LIKE = 0.62  # shared pairs of letters (Dice) from which a misread word is still that word
_CARD = re.compile(r"(?<![0-9])([0-9]{3})[ ]?[-–—.][ ]?([0-9]{7})[ ]?[-–—.][ ]?([0-9]{2})(?![0-9])")
_FOREIGNER = re.compile(r"(?<![A-Z0-9])[A-Z] ?[0-9]{7} ?[0-9]{2}(?![0-9])")
_NATIONAL = re.compile(r"(?<![0-9])([0-9]{2})[. ]?([0-9]{2})[. ]?([0-9]{2})[- .]{0,3}([0-9]{3})[. ]{0,2}([0-9]{2})(?![0-9])")
_LICENCE_FIELDS = re.compile(r"(?m)(?:^|[^0-9a-z])(4[abcd])[.:,]? ?(?=[0-9A-Z])")
_LICENCE_VALUES = re.compile(r"(?m)(?:^|[^0-9a-z])4[abd][.:,]? ?[0-9]")
_SPELLED = re.compile(
    r"\b[0-3]?[0-9] (?:JAN|FEB|MAAR|MARS|APR|AVR|MEI|MAI|JUN|JUIN|JUL|JUIL|AUG|AOUT|SEP|SEPT|OKT|OCT|NOV|DEC|DEZ) +(?:19|20)[0-9]{2}\b"
)
_FILLED = re.compile(r"[A-Z0-9<«]{4,}[<«]{2,}[A-Z0-9<«]*")


@dataclass(frozen=True, slots=True)
class Said:
    """What the words say. `titles` are (kind, words), `labels` what they label, `others` the kinds of other cards and papers.

    `everyday` when ordinary texts use each of the titles too.
    """

    titles: tuple[tuple[str, str], ...] = ()
    everyday: bool = False
    countries: int = 0
    register: int = 0
    """Languages in which the label of the national number stands."""
    labels: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    licence_fields: int = 0
    licence_values: bool = False
    """Whether a date or number stands in a field; on the back the same fields are explained."""
    table: Table = NO_TABLE
    """Of the categories of a driving licence."""
    spelled_date: bool = False
    card_number: str = ""
    """Twelve digits whose check holds, as printed."""
    foreigner_number: str = ""
    """Letter and nine digits, as on residence cards."""
    national_numbers: tuple[str, ...] = ()
    """Eleven digits whose check holds, outside the zone."""
    zone: Zone | None = None
    zone_rows: int = 0
    """Rows that look like those of a zone, when none can be read as a whole."""
    words: int = 0
    """Words of four letters and more: how much print there is at all."""

    @property
    def licence_table(self) -> bool:
        """Whether it has the table of a licence, and hardly more words than a licence: a text about licences may have such a table too."""
        return self.table.whole and self.words <= _LICENCE

    @property
    def kind(self) -> str:
        """The kind of document that the titles name most often, or an empty text."""
        kinds = [kind for kind, _ in self.titles]
        return max(dict.fromkeys(kinds), key=kinds.count, default="")


@dataclass(slots=True)
class _Text:
    """A text in plain small letters, its tokens, and the pairs of letters of each."""

    plain: str
    tokens: list[str]
    pairs: dict[str, frozenset[str]] = field(default_factory=dict)

    def has(self, phrase: str) -> bool:
        """Whether a phrase stands in the text, its long words with some letters misread."""
        if f" {phrase} " in self.plain:
            return True
        wanted = phrase.split()
        if max(map(len, wanted)) < _SHORT:
            return False
        for start in range(len(self.tokens) - len(wanted) + 1):
            if all(self._like(word, self.tokens[start + index]) for index, word in enumerate(wanted)):
                return True
        return False

    def _like(self, word: str, token: str) -> bool:
        if word == token:
            return True
        if len(word) < _SHORT:
            return len(token) <= len(word) + 1 and token[:1] == word[:1] and len(word) > 1
        if abs(len(word) - len(token)) > max(1, len(word) // 5):
            return False
        first, second = _pairs(word), self.pairs.setdefault(token, _pairs(token))
        return 2 * len(first & second) >= _LIKE * (len(first) + len(second))


def understand(text: str, vocabulary: Vocabulary) -> Said:
    """Return what a text read on a card, or on the page it lies on, says in the words of `rules/cards.yaml`."""
    found = zones(text)
    zone = max(found, key=lambda zone: zone.checks, default=None)
    outside = text if zone is None else text[: zone.start] + "\n" + text[zone.end :]
    low = _text(outside)
    titles = tuple((kind, phrase) for kind, phrases in vocabulary.titles.items() for phrase in _standing(low, phrases))
    card = next((number for match in _CARD.finditer(outside) if numbers.card_number(number := "".join(match.groups()))), "")
    national = tuple(
        number for match in _NATIONAL.finditer(outside) if numbers.national_number(number := "".join(match.groups()))
    )
    return Said(
        titles=titles,
        everyday=bool(titles) and all(phrase in vocabulary.everyday for _, phrase in titles),
        countries=len(_standing(low, vocabulary.countries)),
        register=len(_standing(low, vocabulary.national_register)),
        labels=tuple(name for name, phrases in vocabulary.labels.items() if _standing(low, phrases)),
        others=tuple(name for name, phrases in vocabulary.others.items() if any(f" {phrase} " in low.plain or (len(phrase) > 7 and low.has(phrase)) for phrase in phrases)),
        licence_fields=len(set(_LICENCE_FIELDS.findall(outside))),
        licence_values=_LICENCE_VALUES.search(outside) is not None,
        table=table(outside, vocabulary.categories),
        spelled_date=_SPELLED.search(outside) is not None,
        card_number=card,
        foreigner_number=foreigner.group().replace(" ", "") if (foreigner := _FOREIGNER.search(outside)) else "",
        national_numbers=tuple(dict.fromkeys(national)),
        zone=zone,
        zone_rows=sum(_row(line) for line in text.splitlines()),
        words=sum(len(token) >= 4 and token.isalpha() for token in low.tokens),
    )  # fmt: skip


def _standing(text: _Text, phrases: Iterable[str]) -> list[str]:
    return [phrase for phrase in phrases if text.has(phrase)]


def _row(line: str) -> bool:
    tight = line.replace(" ", "").upper()
    return 20 <= len(tight) <= 48 and _FILLED.search(tight) is not None


def _text(text: str) -> _Text:
    tokens = plain(text)
    return _Text(f" {' '.join(tokens)} ", tokens)


@lru_cache(maxsize=512)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(f" {word} "[at : at + 2] for at in range(len(word) + 1))
