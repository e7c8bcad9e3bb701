"""Weigh independent kinds of evidence per class, look at the margin, and abstain when it is thin.

Long documents are judged by their first 20,000 characters and their last 4,000: what a document is, it says at its
start, and what it was signed for at its end.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import ahocorasick_rs

from scanner.classify import features
from scanner.classify.language import language
from scanner.classify.rules import ClassRule
from scanner.model import Classification, Extraction, Grid, Role, Step

_HEAD, _TAIL = 20_000, 4_000
_TITLE_AT_TOP, _TITLE_BELOW, _PHRASE, _NAME = 4.0, 1.6, 1.0, 2.5
_MOST = {"title": 7.0, "phrase": 6.0, "name": 3.0}  # one kind of evidence alone cannot carry a class far
_LEAST = 4.0  # points below which nothing is claimed
_MARGIN = 1.0
_REFERENCE = "reference_document"
_TEXT_ROLES = (Role.BODY, Role.HEADER, Role.FORM, Role.OCR, Role.NOTE)


@dataclass(slots=True)
class _Score:
    rule: ClassRule
    points: float = 0.0
    kinds: set[str] = field(default_factory=set)
    evidence: list[tuple[float, str]] = field(default_factory=list)

    def add(self, kind: str, points: float, reason: str) -> None:
        self.points += points
        if points > 0:
            self.kinds.add(kind)
        self.evidence.append((points, reason))


class Classifier:
    """Classifies documents by the rule packs; made once per worker."""

    def __init__(self, rules: Sequence[ClassRule]) -> None:
        self._rules = tuple(rules)
        entries: dict[str, list[tuple[str, int]]] = {}
        for number, rule in enumerate(self._rules):
            for kind, lists in (("title", rule.titles), ("phrase", rule.phrases)):
                for words in lists.values():
                    for word in words:
                        entries.setdefault(_plain(word), []).append((kind, number))
            for word in rule.names:
                entries.setdefault(_plain(word), []).append(("name", number))
            for word in rule.against:
                entries.setdefault(_plain(word), []).append(("against", number))
        self._words = list(entries)
        self._meanings = [entries[word] for word in self._words]
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def classify(self, extraction: Extraction, name: str, folder: str = "", entities: Collection[str] = ()) -> Classification:
        """Return the class with confidence, reasons and language; evidence holds words of the rules, never of the document."""
        text = _text(extraction)
        spoken = language(text)
        is_table = any(
            (isinstance(segment.locators, Grid) and segment.locators.style == "a1") or segment.locate(0).startswith("row")
            for segment in extraction.segments
        )
        measured = features.measure(text, is_table=is_table, pictures=len(extraction.pictures))
        scores = [_Score(rule) for rule in self._rules]
        self._body(_plain(text), scores)
        self._named(_plain(f"{name} "), _plain(f"{folder} "), scores)
        for score in scores:
            for feature, weight in score.rule.features.items():
                if measured.get(feature):
                    score.add("structure", weight * measured[feature], f"structure: {feature.replace('_', ' ')}")
            for entity, weight in score.rule.entities.items():
                if entity in entities:
                    score.add("entity", weight, f"found: {entity}")
        return _decide(scores, measured["blanks"], spoken)

    def _body(self, text: str, scores: list[_Score]) -> None:
        seen: dict[tuple[str, int], list[tuple[int, float, str]]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if not _whole(text, start, end):
                continue
            for kind, rule in self._meanings[number]:
                if kind == "name":
                    continue
                points = _PHRASE
                if kind == "title":
                    alone = _is_heading(text, start, end)
                    points = (
                        (_TITLE_AT_TOP if start < 400 else _TITLE_BELOW * 1.5)
                        if alone
                        else (_TITLE_BELOW if start < 400 else _PHRASE)
                    )
                seen.setdefault((kind, rule), []).append((number, points, self._words[number]))
        for (kind, rule), hits in seen.items():
            best: dict[int, tuple[float, str]] = {}
            for number, points, word in hits:
                if number not in best or points > best[number][0]:
                    best[number] = (points, word)
            ranked = sorted(best.values(), key=lambda hit: (-hit[0], hit[1]))
            if kind == "against":
                scores[rule].add("against", -1.5 * min(4, len(ranked)), "against: " + ", ".join(word for _, word in ranked[:3]))
                continue
            total = min(_MOST[kind], sum(points for points, _ in ranked))
            label = "heading" if kind == "title" else "phrase"
            scores[rule].add(kind, total, ", ".join(f"{label}: {word}" for _, word in ranked[:3]))

    def _named(self, name: str, folder: str, scores: list[_Score]) -> None:
        for text, weight, label in (
            (re.sub(r"[._\-()\d]+", " ", name), _NAME, "file name"),
            (re.sub(r"[._\-()\d]+", " ", folder), 1.0, "folder"),
        ):
            found: set[tuple[int, int]] = set()
            for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                for kind, rule in self._meanings[number]:
                    if kind == "name" and _whole(text, start, end) and (rule, 0) not in found:
                        found.add((rule, 0))
                        scores[rule].add("name", weight, f"{label}: {self._words[number]}")


def _decide(scores: list[_Score], blanks: float, spoken: str | None) -> Classification:
    """Return the best class when it is well supported and clearly ahead, else `other`."""
    if blanks >= 1:
        for score in scores:
            if not score.rule.blank_allowed:
                score.add("against", -0.55 * max(0.0, score.points), "against: blanks to fill in")
            elif score.points > 0:
                score.add("structure", 4.0, "structure: blanks to fill in")
    ranked = sorted(scores, key=lambda score: (-score.points, score.rule.document_class))
    best, second = ranked[0], ranked[1]
    steps = tuple(
        Step(score.rule.document_class, reason, points) for score in (best, second) for points, reason in score.evidence
    )
    margin = best.points - max(0.0, second.points)
    supported = len(best.kinds) >= 2 or best.points >= _LEAST + 2
    if best.points < _LEAST or margin < _MARGIN or not supported:
        return Classification("other", _confidence(0.0, 0.0), (), spoken, steps)
    evidence = tuple(
        part for points, reason in sorted(best.evidence, key=lambda pair: -pair[0]) if points > 0 for part in reason.split(", ")
    )
    return Classification(best.rule.document_class, _confidence(best.points, margin), evidence[:8], spoken, steps)


def _confidence(points: float, margin: float) -> float:
    if not points:
        return 0.0
    return round(1 / (1 + math.exp(-(0.35 * (points - 4) + 0.45 * (margin - 1)))), 3)


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


def _plain(text: str) -> str:
    lower = text.lower().replace("\u2019", "'").replace("ß", "ss")
    if not lower.isascii():
        lower = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    lower = re.sub(r"\b(?:[a-z] ){3,}[a-z]\b", lambda match: match.group().replace(" ", ""), lower)
    return re.sub(r"[ \t\u00a0]+", " ", lower)


def _whole(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _is_heading(text: str, start: int, end: int) -> bool:
    """A heading stands alone or first on a short line."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return stop - line <= 70 and start - line <= 12 and not text[line:stop].rstrip().endswith(".")
