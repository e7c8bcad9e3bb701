"""The terms of all entities in one automaton, and the phrases in which a term means something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scanner.detect.special.packs import SpecialPacks, Strength, expand
from scanner.detect.special.phrases import Match, PhraseIndex
from scanner.detect.special.plain import Plain


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
                    term = Term(rule.entity, group.kind, group.strength, every, words, group.verb, group.deniable, needs, unless)
                    entries.append((words, term))
            for pattern in rule.exceptions:
                entries.extend((words, rule.entity) for words in expand(pattern, rule.lists))
        self._index: PhraseIndex[Term | str] = PhraseIndex(entries)

    def find(self, text: Plain) -> list[Match[Term]]:
        """Return the terms in a text in order of place, the longest of those of one entity that overlap."""
        terms: list[Match[Term]] = []
        exceptions: dict[str, list[tuple[int, int]]] = {}
        for found in self._index.find(text):
            if isinstance(found.value, str):
                exceptions.setdefault(found.value, []).append((found.start, found.end))
            else:
                terms.append(Match(found.start, found.end, found.value))
        return list(_kept(terms, {entity: sorted(spans) for entity, spans in exceptions.items()}))


def _kept(terms: list[Match[Term]], exceptions: dict[str, list[tuple[int, int]]]) -> Iterator[Match[Term]]:
    terms.sort(key=lambda found: (found.start, -found.end))
    position = dict.fromkeys(exceptions, 0)
    for found in terms:
        spans = exceptions.get(found.value.entity)
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
