"""Weigh independent kinds of evidence per class, turn the lead of the best into a confidence, and abstain when it is thin.

Long documents are judged by their first 20,000 characters and their last 4,000: what a document is, it says at its
start, and what it was signed for at its end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from scanner import rulepacks
from scanner.classify import features, vocabulary, weights
from scanner.classify.language import language
from scanner.classify.lexicon import KINDS, Evidence, Lexicon, plain
from scanner.classify.rules import ClassRule, load
from scanner.classify.vocabulary import Heard, Vocabulary
from scanner.model import Classification, Extraction, Grid, Role, Step

_HEAD, _TAIL = 20_000, 4_000
_SHOWN = 8
_LEAST_WORDS = 0.4  # the weights of its words together
_LEFT_BLANK = 40.0  # log-odds, more than words can outweigh: a form in which nothing is filled in is nobody's
_HEARD = 6  # learned words that are told
_LEAST_HEARD = 3  # learned words that speak for it
_LEAST_FORM = 4.0  # points of `features` in a pack: a picture without text, a table with columns for people
_TEXT_ROLES = (Role.BODY, Role.HEADER, Role.FORM, Role.OCR, Role.NOTE)
_LABELS = {
    "title": "heading",
    "opening": "heading",
    "headings": "heading",
    "inline": "phrase",
    "phrases": "phrase",
    "name": "file name",
}
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was seen of one document: per class the strength of each kind of evidence, and the form of the whole."""

    evidence: list[Evidence]
    strengths: list[dict[str, float]]
    structure: dict[str, float]
    language: str | None
    heard: Heard


class Classifier:
    """Classifies documents by the rule packs and the learned words; made once per worker. With `explain` it tells each term of a score."""

    def __init__(
        self,
        rules: Sequence[ClassRule],
        weighing: weights.Weights | None = None,
        words: Vocabulary | None = None,
        *,
        explain: bool = False,
    ) -> None:
        self.rules = tuple(rules)
        self._explain = explain
        self._weights = weighing or weights.load(rulepacks.shipped())
        self._vocabulary = words or vocabulary.load(rulepacks.shipped())
        self._lexicon = Lexicon(self.rules)
        known = {rule.document_class for rule in self.rules}
        self._learned = [rule.document_class in self._vocabulary.classes for rule in self.rules]
        # `other`, and what the rules leave out.
        self._unclaimed = [name for name in self._vocabulary.classes if name not in known]
        biases = self._weights.bias
        mean = sum(biases.values()) / max(1, len(biases))
        self._bias = [biases.get(rule.document_class, mean) for rule in self.rules]
        self.ranks = {rule.document_class: rule.retention_rank for rule in self.rules}
        self._points: list[dict[str, float]] = [
            {str(name): value for name, value in rule.features.items()} for rule in self.rules
        ]
        self._structure = [self._weights.structure.get(rule.document_class, {}) for rule in self.rules]

    @classmethod
    def load(cls, folder: Path, *, explain: bool = False) -> Classifier:
        """Return a classifier by the packs, weights and learned words of a folder of rules. Raises RuleError."""
        return cls(load(folder / "classes"), weights.load(folder), vocabulary.load(folder), explain=explain)

    def classify(self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()) -> Classification:
        """Return the class with confidence, reasons and language; evidence holds words of the rules, never of the document."""
        return self._decide(self.measure(extraction, name, folder, entities))

    def classify_both(
        self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()
    ) -> tuple[Classification, Classification]:
        """Return the class as `classify` does, and that by the content alone: identical contents under other names share it."""
        measured = self.measure(extraction, name, folder, entities)
        named = self._decide(measured)
        unnamed = self._vocabulary.nameless(measured.heard)
        if len(unnamed.known) == len(measured.heard.known) and not any(
            one["name"] or one["folder"] for one in measured.strengths
        ):
            return named, named
        return named, self._decide(_without_names(measured, unnamed))

    def measure(self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()) -> Measured:
        """Return what speaks for each class, before anything is weighed."""
        text = text_of(extraction)
        is_table = any(
            (isinstance(segment.locators, Grid) and segment.locators.style == "a1") or segment.locate(0).startswith("row")
            for segment in extraction.segments
        )
        folded = plain(text)
        structure = features.measure(text, folded, is_table=is_table, pictures=len(extraction.pictures))
        if any(segment.role is Role.OCR for segment in extraction.segments):
            structure["blank_form"] = 0.0  # what is filled in by hand is not read, so a scan never counts as left blank
        found = self._lexicon.search(folded, _name(name), _name(folder))
        words = vocabulary.beginning(folded)
        heard = self._vocabulary.hear(words, folded, folded_name(name))
        everything = sum(one.body() for one in found)
        strengths = []
        for rule, points, one in zip(self.rules, self._points, found, strict=True):
            strength = one.strength(everything)
            strength["form"] = _dot(points, structure) if points else 0.0
            strength["entities"] = sum([weight for entity, weight in rule.entities.items() if entity in entities])
            strengths.append(strength)
        return Measured(found, strengths, structure, language(words), heard)

    def _decide(self, measured: Measured) -> Classification:
        shown = {name: value for name, value in measured.structure.items() if value}
        nothing = self._nothing(measured, shown)
        scores = self._scores(measured, shown, nothing)
        if measured.structure["blank_form"]:
            scores = [
                score if rule.blank_allowed else score - _LEFT_BLANK for score, rule in zip(scores, self.rules, strict=True)
            ]
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], self.rules[number].document_class))
        best = order[0]
        highest = max(scores[best], nothing)
        total = sum(math.exp(score - highest) for score in (*scores, nothing))
        chance = math.exp(scores[best] - highest) / total
        odds = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
        confidence = 1 / (1 + math.exp(-(self._weights.slope * odds + self._weights.offset)))
        words = measured.heard.words(self.rules[best].document_class, _HEARD)
        steps = self._told(order[:2], scores, measured) if self._explain else ()
        if confidence < self._weights.least or nothing >= scores[best] or not self._supported(best, measured, words):
            return Classification(OTHER, 0.0, (), measured.language, steps)
        reasons = self._reasons(best, measured, words)
        return Classification(self.rules[best].document_class, round(confidence, 3), reasons, measured.language, steps)

    def _nothing(self, measured: Measured, shown: dict[str, float]) -> float:
        """The score of no class: also what the words say of classes that these rules do not have."""
        heard = [self._weights.words * measured.heard.scores.get(name, 0.0) for name in self._unclaimed] or [0.0]
        highest = max(heard)
        words = highest + math.log(sum(math.exp(one - highest) for one in heard))
        return words + self._weights.bias.get(OTHER, 0.0) + _dot(shown, self._weights.structure.get(OTHER, {}))

    def _scores(self, measured: Measured, shown: dict[str, float], nothing: float) -> list[float]:
        scores = [self._score(number, measured, shown) if learned else nothing for number, learned in enumerate(self._learned)]
        best = max((*scores, nothing))
        return [
            score if learned else self._score_alone(number, measured, best)
            for number, (score, learned) in enumerate(zip(scores, self._learned, strict=True))
        ]

    def _score(self, number: int, measured: Measured, shown: dict[str, float]) -> float:
        strength = measured.strengths[number]
        own = strength["form"] or strength["entities"] or measured.evidence[number].words
        return (
            self._bias[number]
            + self._weights.words * measured.heard.scores[self.rules[number].document_class]
            + (_dot(self._weights.kinds, strength) if own else 0.0)
            + _dot(shown, self._structure[number])
        )

    def _score_alone(self, number: int, measured: Measured, best: float) -> float:
        """The score of a class without learned words: it has to win by the words of its own pack, and without any it has no claim."""
        own = _dot(self._weights.alone, measured.strengths[number])
        return best - self._weights.behind + own if own > 0 else best - _LEFT_BLANK

    def _supported(self, number: int, measured: Measured, words: Sequence[str]) -> bool:
        """Whether something of the document itself speaks for a class, beyond its name and its form."""
        strength, form = measured.strengths[number], measured.structure
        if self.rules[number].blank_allowed and form["nothing_filled"] > 0:
            return True
        if measured.evidence[number].body() >= _LEAST_WORDS or strength["entities"] > 0 or strength["form"] >= _LEAST_FORM:
            return True
        return len(words) >= _LEAST_HEARD

    def _reasons(self, number: int, measured: Measured, words: Sequence[str]) -> tuple[str, ...]:
        rule, found = self.rules[number], measured.evidence[number]
        reasons: list[str] = []
        for kind in ("title", "opening", "headings", "phrases", "inline", "name", "folder"):
            ranked = sorted(found.words.get(kind, {}).items(), key=lambda pair: (-pair[1], pair[0]))
            reasons += [f"{_LABELS.get(kind, kind)}: {word}" for word, _ in ranked[:3]]
        reasons += [f"phrase: {word}" for word in words[:3]]
        reasons += [f"structure: {name.replace('_', ' ')}" for name in rule.features if measured.structure.get(name)]
        return tuple(dict.fromkeys(reasons))[:_SHOWN]

    def _told(self, numbers: Sequence[int], scores: Sequence[float], measured: Measured) -> tuple[Step, ...]:
        return tuple(step for number in numbers for step in self._steps(number, scores[number], measured))

    def _steps(self, number: int, score: float, measured: Measured) -> tuple[Step, ...]:
        """Every term of a class's score, in log-odds: the words by kind, and the three terms of form that weigh most."""
        rule, strength = self.rules[number], measured.strengths[number]
        steps = [Step(rule.document_class, "score", round(score, 2))]
        if measured.structure["blank_form"] and not rule.blank_allowed:
            steps.append(Step(rule.document_class, "against: nothing is filled in", -_LEFT_BLANK))
        heard = measured.heard.scores.get(rule.document_class)
        if heard is not None and self._weights.words:
            words = measured.heard.words(rule.document_class, _HEARD)
            steps.append(Step(rule.document_class, f"words: {', '.join(words)}", round(self._weights.words * heard, 2)))
        for kind, weight in (self._weights.kinds if self._learned[number] else self._weights.alone).items():
            if points := weight * strength.get(kind, 0.0):
                ranked = sorted(measured.evidence[number].words.get(kind, {}).items(), key=lambda pair: (-pair[1], pair[0]))
                told = ": " + ", ".join(word for word, _ in ranked[:4]) if ranked else ""
                steps.append(Step(rule.document_class, f"{kind}{told}", round(points, 2)))
        form = [
            (weight * measured.structure[name], name)
            for name, weight in self._structure[number].items()
            if measured.structure.get(name)
        ]
        for points, name in sorted(form, key=lambda pair: -abs(pair[0]))[:3]:
            steps.append(Step(rule.document_class, f"structure: {name.replace('_', ' ')}", round(points, 2)))
        return tuple(steps)


def _without_names(measured: Measured, heard: Heard) -> Measured:
    """Return what was measured as if file and folder had names that say nothing."""
    unnamed = [
        Evidence({kind: words for kind, words in one.words.items() if kind not in ("name", "folder")})
        for one in measured.evidence
    ]
    everything = sum(one.body() for one in unnamed)
    strengths = [{**before, **one.strength(everything)} for before, one in zip(measured.strengths, unnamed, strict=True)]
    return Measured(unnamed, strengths, measured.structure, measured.language, heard)


def _dot(one: dict[str, float], other: dict[str, float]) -> float:
    return sum([value * other[name] for name, value in one.items() if name in other])


def folded_name(name: str) -> str:
    """Return a file's name without its ending, in plain small letters and words."""
    return _name(name.rpartition(".")[0] or name)


def _name(name: str) -> str:
    return re.sub(r"[._\-()\d/]+", " ", plain(name + " "))


def text_of(extraction: Extraction) -> str:
    """Return the words that a document is judged by."""
    parts = []
    length = 0
    tail = ""
    for segment in extraction.segments:
        if segment.role in _TEXT_ROLES:
            parts.append(segment.text[: _HEAD - length])
            length += len(parts[-1])
            tail = segment.text[-_TAIL:] if len(segment.text) > _HEAD else ""
            if length >= _HEAD:
                break
    return "\n".join([*parts, tail])


WEIGHED = (*KINDS, "form", "entities")
"""Every kind of evidence that has a weight: those of words, and the points that a pack gives to form and to findings."""
