"""Holds findings against the truth: a finding is right when its entity, its place and, for numbers, its value are those of a true value.

Findings carry no raw value, only a fingerprint under the run's key; the key is ours here, so the truth gets the same fingerprint.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.accuracy import document as doc
from benchmarks.accuracy.document import Document, Part, Truth
from scanner.detect.engine import Detector, Located
from scanner.detect.mask import fingerprint
from scanner.model import Cell, Cells, Grid, Role, Segment

KEY = b"accuracy benchmark"
RULES = Path(__file__).parents[2] / "rules"
VIOLATION = 0.5  # the contract: a finding of 0.5 or more is a violation, a lower one a note
_SLACK = 4  # a finding may begin at a quote or label sign just before the value


@dataclass(frozen=True, slots=True)
class Found:
    """What a scanner says: entity, where it begins, how sure, and the fingerprint of its value (empty when it has none)."""

    entity: str
    part: int
    start: int
    confidence: float
    fingerprint: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Exact:
    """A locator that gives the offset itself."""

    part: int

    def at(self, offset: int) -> str:
        return f"{self.part}:{offset}"


class _ExactGrid(Grid):
    """A table whose locator gives the offset itself."""

    def at(self, offset: int) -> str:
        return f"{self.name}:{offset}"


def segments(document: Document) -> Iterator[Located]:
    """Yield the document as a reader would hand it over: text and tables each a segment, the file's name first."""
    if document.file_name:
        yield Located(Segment(document.file_name.replace("_", " "), _Exact(-1), Role.NAME))
    for number, part in enumerate(document.parts):
        yield Located(Segment(part.text, _grid(document, number, part) if part.cells else _Exact(number)))


def _grid(document: Document, number: int, part: Part) -> Grid:
    style = "a1" if {"xlsx", "csv"} & set(document.formats) else "rc"
    return _ExactGrid(str(number), Cells(Cell(*cell) for cell in part.cells), style)


def dossierwacht(detector: Detector, document: Document) -> list[Found]:
    """Return what dossierwacht finds in the document's text."""
    found = []
    for finding in detector.detect(segments(document)):
        part, _, start = finding.locator.partition(":")
        found.append(Found(finding.entity, int(part), int(start), finding.confidence, finding.fingerprint, finding.evidence))
    return found


@dataclass(slots=True)
class Score:
    """Counts of one entity: true values found and missed, false hits; and the same for each template."""

    hits: int = 0
    misses: int = 0
    false: int = 0
    templates: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def add(self, template: str, hits: int = 0, misses: int = 0, false: int = 0) -> None:
        """Count; false hits of a template are held against its own hits for the macro figures."""
        self.hits += hits
        self.misses += misses
        self.false += false
        for index, count in enumerate((hits, misses, false)):
            self.templates[template][index] += count

    @property
    def recall(self) -> float:
        """Share of true values that were found; NaN without any."""
        return _ratio(self.hits, self.hits + self.misses)

    @property
    def precision(self) -> float:
        """Share of hits that are true; NaN without any."""
        return _ratio(self.hits, self.hits + self.false)

    def macro(self) -> tuple[float, float]:
        """Return recall and precision averaged over templates, each counting the same."""
        recalls = [_ratio(hits, hits + misses) for hits, misses, _ in self.templates.values() if hits + misses]
        precisions = [_ratio(hits, hits + false) for hits, _, false in self.templates.values() if hits + false]
        return _ratio(sum(recalls), len(recalls)), _ratio(sum(precisions), len(precisions))


@dataclass(frozen=True, slots=True)
class Mistake:
    """A miss or false hit, in words: what it is, in which template and form, and its line with all digits as 9."""

    kind: str
    entity: str
    template: str
    form: str
    pattern: str


class Judge:
    """Counts over many documents; `clean` and `damaged` are kept apart."""

    def __init__(self) -> None:
        self.clean: dict[str, Score] = defaultdict(Score)
        self.damaged: dict[str, Score] = defaultdict(Score)
        self.forms: dict[str, list[int]] = defaultdict(lambda: [0, 0])  # of national numbers: found, all
        self.mistakes: list[Mistake] = []
        self.notes = 0
        self.documents = 0

    def add(self, document: Document, found: list[Found], by_value: bool = True) -> None:
        """Hold one document's findings against its truth."""
        self.documents += 1
        used: set[int] = set()
        for truth in document.truths:
            near = [index for index, item in enumerate(found) if _near(item, truth)]
            right = [index for index in near if not by_value or _right(found[index], truth)]
            sure = [index for index in right if found[index].confidence >= VIOLATION]
            if truth.expected != "silent":
                used.update(right)
            if truth.expected == "found":
                side = self.damaged if truth.damaged else self.clean
                side[truth.entity].add(document.template, hits=bool(sure), misses=not sure)
                if truth.entity == doc.NATIONAL:
                    counts = self.forms["damaged" if truth.damaged else truth.form]
                    counts[0] += bool(sure)
                    counts[1] += 1
                if (
                    sure
                    and truth.entity == doc.PLACE
                    and not any(item.fingerprint == fingerprint(KEY, doc.PLACE, truth.value) for item in found)
                ):
                    self._mistake(
                        "found with another extent", document, truth.entity, truth.form, truth.part, truth.start, truth.end
                    )
                if not sure:
                    kind = "note only" if right else "wrong value" if near else "missed"
                    self._mistake(kind, document, truth.entity, truth.form, truth.part, truth.start, truth.end)
        for index, item in enumerate(found):
            if index in used or item.entity not in doc.ENTITIES:
                continue
            if item.confidence < VIOLATION:
                self.notes += 1
                continue
            side = self.damaged if document.damaged else self.clean
            side[item.entity].add(document.template, false=1)
            what = next(
                (kind for kind, part, start, end in document.decoys if part == item.part and start - _SLACK <= item.start < end),
                "",
            )
            what = what or next(
                (
                    f"{truth.entity} {truth.form}"
                    for truth in document.truths
                    if truth.part == item.part and truth.start <= item.start < truth.end
                ),
                "text",
            )
            self._mistake(
                "false hit", document, item.entity, f"{what} [{', '.join(item.evidence)}]", item.part, item.start, item.start + 12
            )

    def _mistake(self, kind: str, document: Document, entity: str, form: str, part: int, start: int, end: int) -> None:
        text = document.text(part)
        around = text[max(0, start - 50) : start] + "«" + text[start:end] + "»" + text[end : end + 25]
        pattern = "".join("9" if char.isdigit() else "⏎" if char == "\n" else "→" if char == "\t" else char for char in around)
        self.mistakes.append(Mistake(kind, entity, document.template, form, pattern))


def _near(item: Found, truth: Truth) -> bool:
    return item.entity == truth.entity and item.part == truth.part and truth.start - _SLACK <= item.start < truth.end


def _right(item: Found, truth: Truth) -> bool:
    if truth.entity not in doc.BY_VALUE or truth.damaged or truth.expected != "found":
        return True
    return item.fingerprint == fingerprint(KEY, truth.entity, truth.value)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else math.nan
