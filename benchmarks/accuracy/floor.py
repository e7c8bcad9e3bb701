# ruff: noqa: SLF001 - it takes what the recognisers and indexes keep to themselves
"""What google-re2 needs to find and count the same things in a text: the floor that detection is held against.

The expressions are those that values are found with, one pass each; what is only tried at a known place (gaps behind a label, say) is
left out, since searching a whole text for it would make RE2 look slow. The words of each lexicon (labels of numbers, labels of names and
addresses, terms of the special categories, phrases of a birth) are one alternation and one pass; lists that are only asked about a known
place (first names, places, nationalities) are left out. RE2 knows no look-around and no back-references: look-around is taken off, which
makes RE2's work a little easier, and patterns with references are left out. RE2 knows nothing of labels, checks and places, so our share
of the time grows with the findings in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import re2

from scanner import dates, rulepacks
from scanner.detect import lookalikes, national_forms, signatures, streets
from scanner.detect.birthplace import phrases
from scanner.detect.engine import Detector
from scanner.detect.recognizers import address, birth_date, card_number, contact
from scanner.detect.special import packs
from scanner.detect.special.plain import plain_words
from scanner.detect.streets import Streets
from scanner.detect.wordlists import load

_ALONE = re.compile(r"(?<![0-9.,/-])\d{7,10}(?![0-9]|[.,/-]\d)")  # digits alone, which the product finds without an expression
_MEMORY = 512 << 20  # bytes of RE2's own for one expression


def number_patterns() -> list[re.Pattern[str]]:
    """Return the expressions that numbers, dates, mail addresses and births are found with."""
    forms, cards = national_forms, card_number
    return [
        forms._GROUPS, forms._FLOAT, forms._POWER, forms._BOXES, forms._BARRED, forms._CELLS, forms._SHORT_GROUPS, forms._OCR,
        cards._CITIZEN, cards._MISREAD, cards._BOXES, cards._STORED, cards._FOREIGNER,
        contact._IBAN, contact._IKL, contact._PHONE, lookalikes._SPANS, lookalikes._ADDRESS, dates.DATE,
        _ALONE, birth_date._CUE, *(pattern for _, pattern in phrases._SENTENCES), phrases._BEFORE_END, phrases._WITH_MAIDEN_NAME,
    ]  # fmt: skip


def other_patterns(folder: Path) -> list[re.Pattern[str]]:
    """Return the expressions that addresses and names are found with, besides their labels."""
    return [address._POSTCODE, streets._HOUSE, Streets(load(folder).streets)._english, signatures._ON_BEHALF]


def lexicons(detector: Detector, folder: Path) -> list[str]:
    """Return one alternation for each lexicon: what announces numbers, names, the special categories, a birth."""
    cues = [cue for rule in rulepacks.entities(folder) for words in rule.cues.values() for cue in words]
    fields = detector._personal._fields._index.words
    return [
        _any_of((*detector._labels.words, *detector._gate._words)), _any_of(cues), _any_of(fields),
        _any_of(_terms(folder / "special")),
    ]  # fmt: skip


def _terms(folder: Path) -> Iterator[str]:
    """The terms of the special categories and the words in which they mean something else; of two parts the one that is looked for."""
    for rule in packs.load(folder).rules:
        written = [pattern for group in rule.groups for listed in group.terms.values() for pattern in listed]
        for pattern in (*written, *rule.exceptions):
            for words in packs.expand(pattern, rule.lists):
                yield plain_words(words.rpartition(packs.GAP)[2])


def _any_of(words: Iterable[str]) -> str:
    """An expression for whole words, open where `*` says so."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return (
        r"(?i)(?:"
        + "|".join(rf"\b{re2.escape(word)}\b".replace(r"\b\*", r"\pL*").replace(r"\*\b", r"\pL*") for word in longest)
        + ")"
    )


def without_lookaround(pattern: str) -> str:
    """Return a pattern without its look-ahead and look-behind groups, without possessive and atomic parts."""
    out, index = "", 0
    while index < len(pattern):
        if pattern[index] == "\\":
            out += pattern[index : index + 2]
            index += 2
        elif pattern.startswith(("(?=", "(?!", "(?<=", "(?<!"), index):
            index = _after_group(pattern, index)
        else:
            out += pattern[index]
            index += 1
    return re.sub(r"([*+?}])\+", r"\1", out.replace("(?>", "(?:"))


def _after_group(pattern: str, start: int) -> int:
    depth, index, in_class = 0, start, False
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 2
            continue
        if in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            index += 1 if pattern[index + 1] in "]^" else 0
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if not depth:
                return index + 1
        index += 1
    return index


def _for_re2(pattern: re.Pattern[str]) -> str:
    flags = "".join(
        letter for letter, flag in (("i", re.IGNORECASE), ("m", re.MULTILINE), ("s", re.DOTALL)) if pattern.flags & flag
    )
    source = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code.group(1), 16)), pattern.pattern)
    if pattern.flags & re.VERBOSE:
        source = re.sub(r"(?<!\\)#.*|(?<!\\)\s+", "", source)
    return (f"(?{flags})" if flags else "") + without_lookaround(source)


@dataclass(frozen=True, slots=True)
class Floor:
    """Counters of matches in a text's bytes, and how many expressions RE2 could not take."""

    counters: tuple[Callable[[bytes], int], ...]
    refused: int

    def count(self, raw: bytes) -> int:
        """Return how many matches all expressions have together."""
        return sum(counter(raw) for counter in self.counters)


def of_numbers() -> Floor:
    """Return the floor of numbers, dates, mail addresses and births alone."""
    return _floor(map(_for_re2, number_patterns()))


def of_everything(detector: Detector, folder: Path) -> Floor:
    """Return the floor of all that the detector looks for."""
    patterns = (*number_patterns(), *other_patterns(folder))
    return _floor((*map(_for_re2, patterns), *lexicons(detector, folder)))


def _floor(sources: Iterable[str]) -> Floor:
    ready, refused = [], 0
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    for source in sources:
        try:
            ready.append(_counter(re2.compile(source, options)))
        except re2.error:
            refused += 1
    return Floor(tuple(ready), refused)


def _counter(machine: Any) -> Callable[[bytes], int]:
    return lambda raw: sum(1 for _ in machine.finditer(raw))
