"""The cues of one sentence: who is spoken of, in which context, and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from scanner.detect.special.packs import LANGUAGES, SpecialPacks
from scanner.detect.special.phrases import Match, PhraseIndex
from scanner.detect.special.plain import Plain, plain_words

_TOKEN = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)? [A-Z]\.(?![A-Za-z])|\b[A-Z]\. ?[A-Z]\.(?![A-Za-z])")
_END_OF_GREETING = re.compile(r"[,\n!:]|\s[-–]\s")
_TELLING = 2  # function words that tell a language; a single one may stand in two
_ADDRESS = 25  # characters between `t.a.v.` and a name
_QUOTED = re.compile(r"\w+")
_SPEAKER = 6  # words of who says it, with title and job
_GREETING = 40  # characters of a salutation
_PLURAL_SIE = re.compile(r"\bsie\s+\w{2,}en\b|\bsie\s+sind\b")


_GENERAL = ("people", "anybody", "job", "training", "policy", "after", "about")
DOCUMENT_ROLES = ("generic_document", "gathering_document", "case_document", "person_document", "person_field", "name_field")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word with a role (`first`, `job`, `before` …) in a language; `any` speaks in all."""

    role: str
    language: str
    word: str


class CueIndex:
    """All cues of the packs, and the words that groups of terms need or forbid beside them."""

    def __init__(self, packs: SpecialPacks) -> None:
        entries: list[tuple[str, Cue]] = []
        for pack in (packs.subjects, packs.context, packs.negation):
            for role, languages in pack.cues.items():
                entries.extend((word, Cue(role, language, word)) for language, words in languages.items() for word in words)
        documents = [(word, cue) for word, cue in entries if cue.role in DOCUMENT_ROLES]
        entries = [(word, cue) for word, cue in entries if cue.role not in DOCUMENT_ROLES]
        self._documents = PhraseIndex(documents)
        beside = {word for rule in packs.rules for group in rule.groups for word in (*group.needs, *group.unless)}
        entries.extend((word, Cue("beside", "any", word)) for word in sorted(beside))
        self._index = PhraseIndex(entries)
        self._names = frozenset(plain_words(name) for name in packs.subjects.given_names)
        self._not_names = frozenset(plain_words(word).lower() for word in packs.subjects.not_names)
        self._languages: dict[str, set[str]] = {}
        for language, words in packs.subjects.function_words.items():
            for word in words:
                self._languages.setdefault(plain_words(word), set()).add(language)

    def find(self, text: Plain, start: int, end: int) -> Speech:
        """Return the cues between two offsets that belong to the languages spoken there."""
        tokens = list(_TOKEN.finditer(text.text, start, end))
        spoken = self._spoken(text, tokens)
        matches = [found for found in self._index.find(text, start, end) if found.value.language in spoken]
        matches.extend(list(self._name_cues(text, tokens, matches, start, end)))
        matches = _not_greeted(text, start, _not_inside(matches))
        matches = _not_signed(text, start, _not_credited(text, _not_addressed(text, matches)))
        matches = _not_quoted(text, end, matches)
        matches.sort(key=lambda found: (found.start, -found.end))
        first = tokens[0].start() if tokens else end
        return Speech(text, start, end, tuple(_german_you(text, matches)), frozenset(spoken), first)

    def roles(self, text: Plain, start: int, end: int) -> Iterator[Match[Cue]]:
        """Yield all cues between two offsets, whatever the language."""
        return self._index.find(text, start, end)

    def documents(self, text: Plain) -> Iterator[Match[Cue]]:
        """Yield the cues that tell what kind of document a text is."""
        return self._documents.find(text)

    def _spoken(self, text: Plain, tokens: list[re.Match[str]]) -> set[str]:
        counts = dict.fromkeys(LANGUAGES, 0)
        known, lower = self._languages, text.lower
        for token in tokens:
            for language in known.get(lower[token.start() : token.end()], ()):
                counts[language] += 1
        most = max(counts.values())
        told = most if most >= _TELLING else 0
        return {"any", *(language for language, count in counts.items() if count >= told)}

    def _name_cues(
        self, text: Plain, tokens: list[re.Match[str]], matches: list[Match[Cue]], start: int, end: int
    ) -> Iterator[Match[Cue]]:
        for token in tokens:
            if token.group() in self._names:
                yield Match(token.start(), token.end(), Cue("name", "any", "given name"))
        yield from self._first_word(text, tokens, matches)
        for match in _INITIAL.finditer(text.text, start, end):
            yield Match(match.start(), match.end(), Cue("name", "any", "name with initial"))

    def _first_word(self, text: Plain, tokens: list[re.Match[str]], matches: list[Match[Cue]]) -> Iterator[Match[Cue]]:
        """A capital word that begins a sentence and is followed by a verb of persons: most likely a name."""
        if len(tokens) < 2 or not tokens[0].group().istitle() or len(tokens[0].group()) < 3:
            return
        word = tokens[0].group().lower()
        if (
            word in self._languages
            or word in self._not_names
            or any(cue.start == tokens[0].start() and cue.value.role != "beside" for cue in matches)
        ):
            return
        follows = {cue.start for cue in matches if cue.value.role == "person_verb"}
        behind = 2 if len(tokens) > 2 and tokens[1].group().istitle() else 1
        if tokens[behind].start() in follows and text.lower[tokens[0].end() : tokens[behind].start()].strip(" .").isalpha() == (
            behind == 2
        ):
            yield Match(tokens[0].start(), tokens[0].end(), Cue("name", "any", "name before a verb"))


@dataclass(frozen=True)
class Speech:
    """A sentence with its cues in order of place."""

    text: Plain
    start: int
    end: int
    cues: tuple[Match[Cue], ...]
    languages: frozenset[str]
    first_word: int

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that stand in the sentence for a group that needs or forbids them."""
        return frozenset(cue.value.word for cue in self.cues if cue.value.role == "beside")

    @cached_property
    def _by_role(self) -> dict[str, list[Match[Cue]]]:
        grouped: dict[str, list[Match[Cue]]] = {}
        for cue in self.cues:
            grouped.setdefault(cue.value.role, []).append(cue)
        return grouped

    def of(self, *roles: str) -> list[Match[Cue]]:
        """Return the cues of some roles in order of place."""
        if len(roles) == 1:
            return self._by_role.get(roles[0], [])
        return sorted((cue for role in roles for cue in self._by_role.get(role, ())), key=lambda cue: (cue.start, -cue.end))

    def without(self, words: Collection[str]) -> Speech:
        """Return the speech without the general cues that stand in some of its words."""
        spans = [(cue.start, cue.end) for cue in self.of("beside") if cue.value.word in words]
        left = tuple(
            cue
            for cue in self.cues
            if cue.value.role not in _GENERAL or not any(low <= cue.start and cue.end <= high for low, high in spans)
        )
        return self if len(left) == len(self.cues) else replace(self, cues=left)

    def unruled(self) -> Speech:
        """Return the speech without words of rules, which behind a label of somebody's form are none: `Restrictions : port de charges interdit`."""
        return replace(self, cues=tuple(cue for cue in self.cues if cue.value.role not in ("policy", "after")))

    @cached_property
    def implied(self) -> Match[Cue] | None:
        """The verb of persons that it begins with, as notes do: `Heeft epilepsie`, `A purgé 18 mois`; no question has one."""
        if self.asked:
            return None
        return next((cue for cue in self.of("person_verb") if cue.start == self.first_word), None)

    @property
    def asked(self) -> bool:
        """Whether it is a question."""
        return self.text.text[self.start : self.end].rstrip().endswith("?")


def _not_inside(matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out people in the words for one of them: `der Jugendliche` is not `Jugendliche`."""
    one = [(cue.start, cue.end) for cue in matches if cue.value.role in ("client", "family")]
    if not one:
        return matches
    return [
        cue
        for cue in matches
        if cue.value.role != "people"
        or not any(low <= cue.start and cue.end <= high and cue.end - cue.start < high - low for low, high in one)
    ]


def _not_addressed(text: Plain, matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out to whom something is sent: `t.a.v. mevrouw Segers`."""
    ends = [cue.end for cue in matches if cue.value.role == "addressed"]
    if not ends:
        return matches
    return [
        cue
        for cue in matches
        if cue.value.role not in ("name", "title") or not any(0 <= cue.start - end <= _ADDRESS for end in ends)
    ]


def _not_credited(text: Plain, matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out whom a line credits, up to its end: `Docent: Frank Cools`, `Aanwezig: K. Mertens, L. Acker`, `animé par Anne`."""
    lines = [
        (cue.end, stop if (stop := text.text.find("\n", cue.end)) >= 0 else len(text.text))
        for cue in matches
        if cue.value.role == "credit"
    ]
    if not lines:
        return matches
    return [
        cue
        for cue in matches
        if cue.value.role not in ("name", "title") or not any(low <= cue.start < high for low, high in lines)
    ]


def _not_signed(text: Plain, start: int, matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out who signs: `Groeten, Wim`."""
    ends = [cue.end for cue in matches if cue.value.role == "closing" and not text.text[start : cue.start].strip(" \n-")]
    return [
        cue
        for cue in matches
        if cue.value.role not in ("name", "title")
        or not any(len(_QUOTED.findall(text.text, end, cue.start)) <= 1 for end in ends)
    ]


def _not_quoted(text: Plain, end: int, matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out who says it, at its end: `…, zegt huisarts Pieter Wils`, `…, soupire Valérie`."""
    told = [cue.end for cue in matches if cue.value.role == "quoting" and text.text[max(0, cue.start - 2) : cue.start] == ", "]
    if not told or len(_QUOTED.findall(text.text, told[-1], end)) > _SPEAKER:
        return matches
    return [cue for cue in matches if cue.value.role not in ("name", "title", "job") or cue.start < told[-1]]


def _not_greeted(text: Plain, start: int, matches: list[Match[Cue]]) -> list[Match[Cue]]:
    """Leave out who is greeted: `Dag Sofie, ik heb …` does not speak of Sofie."""
    greeting = next(
        (cue for cue in matches if cue.value.role == "greeting" and not text.text[start : cue.start].strip(" \n-")), None
    )
    if greeting is None:
        return matches
    stop = _END_OF_GREETING.search(text.text, greeting.end)
    end = min(stop.start() if stop else len(text.text), greeting.end + _GREETING)
    return [cue for cue in matches if not (start <= cue.start < end and cue.value.role in ("name", "title", "client"))]


def _german_you(text: Plain, matches: list[Match[Cue]]) -> Iterator[Match[Cue]]:
    """`sie` before a verb in -en is `you` or `they`, not `she`."""
    for match in matches:
        if match.value.word == "sie" and _PLURAL_SIE.match(text.lower, match.start):
            yield Match(match.start, match.end, Cue("second", "de", "sie"))
        else:
            yield match
