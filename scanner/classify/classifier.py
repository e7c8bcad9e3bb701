"""Weigh independent kinds of evidence per class, turn the lead of the best into a confidence, and abstain when it is thin.

Long documents are judged by their first 20,000 characters and their last 4,000: what a document is, it says at its
start, and what it was signed for at its end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scanner import rulepacks
from scanner.classify import features, weights
from scanner.classify.language import language
from scanner.classify.lexicon import KINDS, Evidence, Lexicon, plain
from scanner.classify.rules import ClassRule
from scanner.model import Classification, Extraction, Grid, Role, Step

_HEAD, _TAIL = 20_000, 4_000
_SHOWN = 8
_LEAST_WORDS = 0.4  # the weights of its words together
_LEFT_BLANK = 40.0  # log-odds, more than words can outweigh: a form in which nothing is filled in is nobody's
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


class Classifier:
    """Classifies documents by the rule packs; made once per worker."""

    def __init__(self, rules: Sequence[ClassRule], weighing: weights.Weights | None = None) -> None:
        self.rules = tuple(rules)
        self._weights = weighing or weights.load(rulepacks.shipped())
        self._lexicon = Lexicon(self.rules)
        biases = self._weights.bias
        mean = sum(biases.values()) / max(1, len(biases))
        self._bias = [biases.get(rule.document_class, mean) for rule in self.rules]
        self.ranks = {rule.document_class: rule.retention_rank for rule in self.rules}
        self._structure = [self._weights.structure.get(rule.document_class, {}) for rule in self.rules]

    def classify(self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()) -> Classification:
        """Return the class with confidence, reasons and language; evidence holds words of the rules, never of the document."""
        return self._decide(self.measure(extraction, name, folder, entities))

    def classify_both(
        self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()
    ) -> tuple[Classification, Classification]:
        """Return the class as `classify` does, and that by the content alone: identical contents under other names share it."""
        measured = self.measure(extraction, name, folder, entities)
        named = self._decide(measured)
        if not any(strength["name"] or strength["folder"] for strength in measured.strengths):
            return named, named
        return named, self._decide(_without_names(measured))

    def measure(self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()) -> Measured:
        """Return what speaks for each class, before anything is weighed."""
        text = _text(extraction)
        is_table = any(
            (isinstance(segment.locators, Grid) and segment.locators.style == "a1") or segment.locate(0).startswith("row")
            for segment in extraction.segments
        )
        folded = plain(text)
        structure = features.measure(text, folded, is_table=is_table, pictures=len(extraction.pictures))
        if any(segment.role is Role.OCR for segment in extraction.segments):
            structure["blank_form"] = 0.0  # what is filled in by hand is not read, so a scan never counts as left blank
        found = self._lexicon.search(folded, _name(name), _name(folder))
        everything = sum(one.body() for one in found)
        strengths = []
        for rule, one in zip(self.rules, found, strict=True):
            strength = one.strength(everything)
            strength["form"] = sum(weight * structure.get(feature, 0.0) for feature, weight in rule.features.items())
            strength["entities"] = sum(weight for entity, weight in rule.entities.items() if entity in entities)
            strengths.append(strength)
        return Measured(found, strengths, structure, language(text))

    def _decide(self, measured: Measured) -> Classification:
        scores = [self._score(number, measured) for number in range(len(self.rules))]
        if measured.structure["blank_form"]:
            scores = [
                score if rule.blank_allowed else score - _LEFT_BLANK for score, rule in zip(scores, self.rules, strict=True)
            ]
        order = sorted(range(len(scores)), key=lambda number: (-scores[number], self.rules[number].document_class))
        best, second = order[0], order[1]
        nothing = self._weights.bias.get(OTHER, 0.0) + _dot(self._weights.structure.get(OTHER, {}), measured.structure)
        highest = max(scores[best], nothing)
        total = sum(math.exp(score - highest) for score in (*scores, nothing))
        chance = math.exp(scores[best] - highest) / total
        odds = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
        confidence = 1 / (1 + math.exp(-(self._weights.slope * odds + self._weights.offset)))
        steps = (*self._steps(best, scores[best], measured), *self._steps(second, scores[second], measured))
        if confidence < self._weights.least or nothing >= scores[best] or not self._supported(best, measured):
            return Classification(OTHER, 0.0, (), measured.language, steps)
        reasons = self._reasons(best, measured)
        return Classification(self.rules[best].document_class, round(confidence, 3), reasons, measured.language, steps)

    def _score(self, number: int, measured: Measured) -> float:
        kinds = self._weights.kinds
        strength = measured.strengths[number]
        return (
            self._bias[number]
            + sum(weight * strength.get(kind, 0.0) for kind, weight in kinds.items())
            + _dot(self._structure[number], measured.structure)
        )

    def _supported(self, number: int, measured: Measured) -> bool:
        """Whether something of the document itself speaks for a class, beyond its name and its form."""
        strength, form = measured.strengths[number], measured.structure
        if self.rules[number].blank_allowed and form["nothing_filled"] > 0:
            return True
        return measured.evidence[number].body() >= _LEAST_WORDS or strength["entities"] > 0 or strength["form"] >= _LEAST_FORM

    def _reasons(self, number: int, measured: Measured) -> tuple[str, ...]:
        rule, found = self.rules[number], measured.evidence[number]
        reasons: list[str] = []
        for kind in ("title", "opening", "headings", "phrases", "inline", "name", "folder"):
            ranked = sorted(found.words.get(kind, {}).items(), key=lambda pair: (-pair[1], pair[0]))
            reasons += [f"{_LABELS.get(kind, kind)}: {word}" for word, _ in ranked[:3]]
        reasons += [f"structure: {name.replace('_', ' ')}" for name in rule.features if measured.structure.get(name)]
        return tuple(dict.fromkeys(reasons))[:_SHOWN]

    def _steps(self, number: int, score: float, measured: Measured) -> tuple[Step, ...]:
        """Every term of a class's score, in log-odds: the words by kind, and the three terms of form that weigh most."""
        rule, strength = self.rules[number], measured.strengths[number]
        steps = [Step(rule.document_class, "score", round(score, 2))]
        if measured.structure["blank_form"] and not rule.blank_allowed:
            steps.append(Step(rule.document_class, "against: nothing is filled in", -_LEFT_BLANK))
        for kind, weight in self._weights.kinds.items():
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


def _without_names(measured: Measured) -> Measured:
    """Return what was measured as if file and folder had names that say nothing."""
    unnamed = [
        Evidence({kind: words for kind, words in one.words.items() if kind not in ("name", "folder")})
        for one in measured.evidence
    ]
    everything = sum(one.body() for one in unnamed)
    strengths = [{**before, **one.strength(everything)} for before, one in zip(measured.strengths, unnamed, strict=True)]
    return Measured(unnamed, strengths, measured.structure, measured.language)


def _dot(weighing: dict[str, float], structure: dict[str, float]) -> float:
    return sum(weight * structure[name] for name, weight in weighing.items() if name in structure)


def _name(name: str) -> str:
    return re.sub(r"[._\-()\d/]+", " ", plain(name + " "))


def _text(extraction: Extraction) -> str:
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
