"""The terms of all entities in one automaton, and the phrases in which a term means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scanner.detect.special.packs import GAP, SpecialPacks, Strength, expand
from scanner.detect.special.phrases import Match, PhraseIndex
from scanner.detect.special.plain import Plain, plain_words

_LONG = 7  # letters from which a term is recognised with misread letters
# Letters that weak OCR takes for each other, each with one that stands for all.
_ALIKE = str.maketrans(
    {
        "1": "i",
        "l": "i",
        "|": "i",
        "!": "i",
        "j": "i",
        "0": "o",
        "5": "s",
        "8": "b",
        "6": "b",
        "c": "e",
        "v": "u",
        "q": "g",
        "9": "g",
    }
)
_GAP = 40  # characters between the two parts of a term
_ENDED = re.compile(r"[.!?;:]\s|\t")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: whose entity, what kind (shown to a reviewer), how strong, and the words it needs or forbids beside it."""

    entity: str
    kind: str
    strength: Strength
    languages: frozenset[str]
    word: str
    verb: bool
    deniable: bool
    needs: frozenset[str]
    unless: frozenset[str]
    before: str = ""  # words that must stand before it in the same sentence, within `_GAP` characters


def lacks(term: Term, text: Plain, start: int, end: int) -> bool:
    """Return whether a term needs words beside it of which none stands between two offsets, not even as part of another word."""
    return bool(term.needs) and all(text.lower.find(stem, start, end) < 0 for stem in _stems(term.needs))


@lru_cache(maxsize=1 << 8)  # groups of terms
def _stems(needs: frozenset[str]) -> tuple[str, ...]:
    return tuple(plain_words(word.strip("*")).lower() for word in sorted(needs))


class TermIndex:
    """Finds terms; a term inside one of its entity's exceptions is not one."""

    def __init__(self, packs: SpecialPacks) -> None:
        entries: list[tuple[str, Term | str]] = []
        for rule in packs.rules:
            for group in rule.groups:
                needs, unless = frozenset(group.needs), frozenset(group.unless)
                spoken: dict[str, set[str]] = {}
                for language, patterns in group.terms.items():
                    for words in (word for pattern in patterns for word in expand(pattern, rule.lists)):
                        spoken.setdefault(words, set()).add(language)
                for words, languages in spoken.items():
                    every = frozenset(languages)
                    before, _, last = words.rpartition(GAP)
                    term = Term(
                        rule.entity, group.kind, group.strength, every, words, group.verb, group.deniable, needs, unless,
                        plain_words(before).lower(),
                    )  # fmt: skip
                    entries.append((last, term))
            for pattern in rule.exceptions:
                entries.extend((words, rule.entity) for words in expand(pattern, rule.lists))
        self._index: PhraseIndex[Term | str] = PhraseIndex(entries)
        self._long = [(words, term) for words, term in entries if isinstance(term, Term) and _misread_at_all(words, term)]

    @cached_property
    def _misread(self) -> PhraseIndex[Term]:
        return PhraseIndex((plain_words(words).translate(_ALIKE), term) for words, term in self._long)

    def find_misread(self, text: Plain) -> list[Match[Term]]:
        """Return the terms in a text that was read from a picture: letters that look alike may stand for each other."""
        exact = self.find(text)
        alike = text.lower.translate(_ALIKE)
        places = {(found.start, found.value.entity) for found in exact}
        guessed = [
            Match(found.start, found.end, found.value)
            for found in self._misread.find(Plain(alike, alike))
            if (found.start, found.value.entity) not in places
        ]
        return sorted((*exact, *guessed), key=lambda found: (found.start, -found.end))

    def find(self, text: Plain) -> list[Match[Term]]:
        """Return the terms in a text in order of place, the longer one first."""
        terms: list[Match[Term]] = []
        exceptions: dict[str, list[tuple[int, int]]] = {}
        for found in self._index.find(text):
            if isinstance(found.value, str):
                exceptions.setdefault(found.value, []).append((found.start, found.end))
            elif not found.value.before:
                terms.append(Match(found.start, found.end, found.value))
            elif (start := _before(text.lower, found.value.before, found.start)) >= 0:
                terms.append(Match(start, found.end, found.value))
        return list(_kept(terms, {entity: sorted(spans) for entity, spans in exceptions.items()}))


def _misread_at_all(words: str, term: Term) -> bool:
    """Whether a term is one of plain words that are long enough to be told from others when a letter is misread."""
    return not term.before and words == words.lower() and len(words.strip("*")) >= _LONG


def _before(text: str, words: str, end: int) -> int:
    """Return where the last `words` before an offset begin, within the reach of a gap and the same sentence, or -1."""
    low = max(0, end - _GAP - len(words))
    place = text.rfind(words, low, end)
    while place >= 0:
        after = place + len(words)
        whole = not text[after : after + 1].isalnum() and not (place and text[place - 1].isalnum())
        if whole and not _ENDED.search(text, after, end):
            return place
        place = text.rfind(words, low, place)
    return -1


def _kept(terms: list[Match[Term]], exceptions: dict[str, list[tuple[int, int]]]) -> Iterator[Match[Term]]:
    terms.sort(key=lambda found: (found.start, -found.end))
    position = dict.fromkeys(exceptions, 0)
    for found in terms:
        # A label is one even where its words mean little in a sentence: `Uittreksel strafregister: twee veroordelingen`.
        spans = exceptions.get(found.value.entity) if found.value.strength != "label" else None
        if spans:
            entity = found.value.entity
            # Exceptions are short: those that end well before a term are never looked at again.
            while position[entity] < len(spans) and spans[position[entity]][1] + 200 < found.start:
                position[entity] += 1
            if any(
                low < found.end and found.start < high and high - low >= found.end - found.start
                for low, high in _until(spans, position[entity], found.end)
            ):
                continue
        yield found


def _until(spans: list[tuple[int, int]], first: int, end: int) -> Iterator[tuple[int, int]]:
    for index in range(first, len(spans)):
        if spans[index][0] >= end:
            return
        yield spans[index]
