"""Detection over one document: windows of text through Presidio, then one decision over all of them."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from scanner import rulepacks
from scanner.detect import dates, numbers
from scanner.detect.fold import Folded, fold
from scanner.detect.gate import Gate
from scanner.detect.kinds import BIRTH, CANONICAL, CARD, CHECK_ONLY, COUNTRY, EVIDENCE, NATIONAL, PLACE, ZONE
from scanner.detect.labels import Label, LabelIndex, Labels, folded_grid, titles_end
from scanner.detect.mask import fingerprint, mask
from scanner.detect.places import Gazetteer
from scanner.detect.window import Window
from scanner.detect.zone import zones
from scanner.model import Category, Fact, Finding, Grid, Segment, Step

if TYPE_CHECKING:
    from presidio_analyzer import RecognizerResult

    from scanner.detect.analysis import Analysis

WINDOW = 8192  # characters that go through the recognisers at once, at most; Presidio's clean-up is quadratic in the results
_NAMED_DIGITS = 9  # digits in a place below which it holds no number of a person
OVERLAP = 400  # characters two windows share, so that nothing is cut; longer than any value with its label
_SEARCHED = 1 << 20  # characters of a segment in which a birth date is looked for to confirm a number


@dataclass(frozen=True, slots=True)
class Located:
    """A segment with the way to it: `attachment cv.pdf > ` for what lies inside a document, empty for the document's own text."""

    segment: Segment
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    entity: str
    canonical: str
    score: float
    locator: str
    evidence: tuple[str, ...]
    steps: tuple[Step, ...]


class Detector:
    """Finds what may not be kept. Built once per worker; `key` is the run's secret for fingerprints."""

    def __init__(self, folder: Path, key: bytes, allow: Iterable[str] = ()) -> None:
        rules = rulepacks.entities(folder)
        self._categories = {rule.entity: Category(rule.category) for rule in rules}
        others = rulepacks.look_alikes(folder)
        self._labels = LabelIndex(_label_entries(rules, others))
        self._gate = Gate(_words_without_number(rules, others))
        self._key = key
        self._allow = list(allow)
        self._rules = rules
        self._places = Gazetteer.load(folder / "places")  # a mistake in it is refused at once

    @cached_property
    def _analysis(self) -> Analysis:
        from scanner.detect.analysis import Analysis

        return Analysis(self._places, self._rules, self._allow)

    def detect(self, located: Iterable[Located], facts: Iterable[tuple[str, Fact]] = ()) -> tuple[Finding, ...]:
        """Return the findings of one document, forbidden first; `facts` are (prefix, what a format itself proves)."""
        return self.detect_until(math.inf, located, facts)[0]

    def detect_until(
        self, deadline: float, located: Iterable[Located], facts: Iterable[tuple[str, Fact]] = ()
    ) -> tuple[tuple[Finding, ...], bool]:
        """Return the findings and whether all was looked at before `deadline` (seconds of the monotonic clock)."""
        material = list(located)
        hits: list[_Hit] = []
        complete = True
        for item in material:
            hits.extend(self._segment(item, deadline))
            if time.monotonic() > deadline:
                complete = False
                break
        hits.extend(_fact_hits((prefix, replace(fact, locator=self._place(fact.locator))) for prefix, fact in facts))
        return self._findings(_confirm_by_birth_date(hits, material)), complete

    def spans(self, text: str) -> list[tuple[int, int, str, str]]:
        """Return (start, end, entity, canonical value) of what is found in a short text such as a file name.

        The canonical value is raw: it must not leave the worker.
        """
        from scanner.model import Place

        segment = Segment(text, Place("file name"))
        found = []
        for window, result in self._results(segment):
            start, end = _original(window, result)
            found.append((start, end, result.entity_type, _canonical(window, result)))
        return found

    def mask_forbidden(self, text: str) -> str:
        """Return a name with its forbidden numbers masked."""
        for start, end, entity, canonical in sorted(self.spans(text), reverse=True):
            if self._categories.get(entity) is Category.FORBIDDEN:
                text = text[:start] + mask(entity, canonical) + text[end:]
        return text

    def _place(self, place: str) -> str:
        """Return a place with forbidden numbers masked: a sheet, a field or an attachment may be named after one."""
        head, mark, cell = place.rpartition("!")
        if sum(map(str.isdigit, head or place)) < _NAMED_DIGITS:
            return place
        return self.mask_forbidden(head) + mark + cell if mark else self.mask_forbidden(place)

    def _segment(self, item: Located, deadline: float) -> Iterator[_Hit]:
        for window, result in self._results(item.segment, deadline):
            start, _ = _original(window, result)
            canonical = _canonical(window, result)
            evidence = tuple((result.recognition_metadata or {}).get(EVIDENCE, ()))
            locator = item.prefix + self._place(item.segment.locate(start))
            if item.segment.role in ("hidden", "form", "ocr"):
                evidence = (*evidence, {"hidden": "hidden text", "form": "form field", "ocr": "OCR"}[item.segment.role])
            yield _Hit(result.entity_type, canonical, result.score, locator, evidence, _steps(result))
            if result.entity_type == ZONE:
                yield from _numbers_of_zone(window, result, locator)

    def _results(self, segment: Segment, deadline: float = math.inf) -> Iterator[tuple[Window, RecognizerResult]]:
        folded = fold(segment.text)
        stretches = self._gate.stretches(folded)
        if not stretches:
            return
        grid = folded_grid(segment, folded)
        labels = Labels(segment, folded.text, self._labels_of(folded, stretches, grid), grid)
        for stretch in stretches:
            limit = -1  # results that begin before this offset were found in the window before
            for base, end in _windows(*stretch):
                window = Window(segment, folded, labels, folded.text[base:end], base)
                for result in self._analysis.look(window):
                    last = end >= stretch[1]
                    if base + result.start >= limit and (last or base + result.start < end - OVERLAP):
                        yield window, result
                limit = end - OVERLAP
                if time.monotonic() > deadline:  # asked behind a window: one is always looked at
                    return

    def _labels_of(self, folded: Folded, stretches: list[tuple[int, int]], grid: Grid | None) -> list[Label]:
        """The labels in the parts of a text that are looked at, and in the titles of a table wherever those stand."""
        parts = list(stretches)
        if grid is not None:
            head = titles_end(grid)
            parts = [(0, head), *((max(head, start), end) for start, end in stretches if end > head)]
        return [label for start, end in parts for label in self._labels.find(folded.lower, start, end)]

    def _findings(self, hits: list[_Hit]) -> tuple[Finding, ...]:
        grouped: dict[tuple[str, str, str], list[_Hit]] = {}
        for hit in hits:
            grouped.setdefault((hit.entity, hit.canonical, hit.locator), []).append(hit)
        findings = []
        for (entity, canonical, locator), same in grouped.items():
            best = max(same, key=lambda hit: hit.score)
            findings.append(
                Finding(
                    entity, self._categories.get(entity, Category.PERSONAL), round(best.score, 4), locator, mask(entity, canonical),
                    best.evidence, len(same), fingerprint(self._key, entity, canonical), best.steps,
                )
            )  # fmt: skip
        order = {Category.FORBIDDEN: 0, Category.SPECIAL: 1, Category.PERSONAL: 2}
        return tuple(sorted(findings, key=lambda finding: order[finding.category]))


def _label_entries(rules: tuple[rulepacks.EntityRule, ...], others: rulepacks.LookAlikes) -> Iterator[tuple[str, str]]:
    for rule in rules:
        for words in rule.labels.values():
            yield from ((word, rule.entity) for word in words)
    for kind, words in others.labels.items():
        yield from ((word, kind) for word in words)


def _words_without_number(rules: tuple[rulepacks.EntityRule, ...], others: rulepacks.LookAlikes) -> Iterator[str]:
    yield from others.labels.get(COUNTRY, ())
    for rule in rules:
        if rule.entity in (PLACE, BIRTH):
            for words in (*rule.labels.values(), *rule.cues.values()):
                yield from words


def _windows(start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of overlapping windows over a stretch of text."""
    base = start
    while True:
        end = min(stop, base + WINDOW)
        yield base, end
        if end == stop:
            return
        base = end - 2 * OVERLAP


def _original(window: Window, result: RecognizerResult) -> tuple[int, int]:
    folded = window.folded
    return folded.original(window.base + result.start), folded.original(window.base + result.end - 1) + 1


def _canonical(window: Window, result: RecognizerResult) -> str:
    known = (result.recognition_metadata or {}).get(CANONICAL)
    return str(known) if known is not None else window.text[result.start : result.end]


def _steps(result: RecognizerResult) -> tuple[Step, ...]:
    explanation = result.analysis_explanation
    if explanation is None:
        return ()
    pattern = explanation.pattern_name or explanation.recognizer
    reasons = tuple(Step("evidence", reason) for reason in (result.recognition_metadata or {}).get(EVIDENCE, ()))
    return (Step("recogniser", f"{explanation.recognizer}: {pattern}", result.score), *reasons)


def _numbers_of_zone(window: Window, result: RecognizerResult, locator: str) -> Iterator[_Hit]:
    """The numbers in a machine-readable zone are findings of their own, checked against the zone's birth date."""
    for zone in zones(window.text):
        if zone.start != result.start:
            continue
        if zone.national_number:
            held = numbers.national_number(zone.national_number)
            same = zone.national_number[:6] == zone.birth or zone.national_number[2:4] == "00"
            evidence = ("MRZ", "checksum" if held else "check failed", *(("same birth date",) if same else ()))
            yield _Hit(NATIONAL, zone.national_number, 0.98 if held else 0.7, locator, evidence, (Step("zone", zone.kind),))
        if zone.card_number:
            yield _Hit(CARD, zone.card_number, 0.95, locator, ("MRZ",), (Step("zone", zone.kind),))


def _fact_hits(facts: Iterable[tuple[str, Fact]]) -> Iterator[_Hit]:
    for prefix, fact in facts:
        value = fact.value
        if fact.entity in (NATIONAL, CARD):
            value = "".join(char for char in value if char.isalnum())
        steps = (Step("format", ", ".join(fact.evidence), fact.confidence),)
        yield _Hit(fact.entity, value, fact.confidence, prefix + fact.locator, fact.evidence, steps)


def _is_note(hit: _Hit) -> bool:
    return hit.entity == NATIONAL and hit.score == CHECK_ONLY


def _confirm_by_birth_date(hits: list[_Hit], material: list[Located]) -> list[_Hit]:
    """Raise a number that only its check supports when the same birth date stands elsewhere in the document."""
    if not any(_is_note(hit) for hit in hits):
        return hits
    days = {
        (day.year, day.month, day.day)
        for item in material
        for match in dates.find(item.segment.text, 0, _SEARCHED)
        if (day := dates.parse(match.group()))
    }
    raised = []
    for hit in hits:
        held = numbers.national_number(hit.canonical) if _is_note(hit) else None
        if held and (held.year, held.month, held.day) in days:
            hit = replace(hit, score=0.9, evidence=(*hit.evidence, "same birth date in the document"))  # noqa: PLW2901
        raised.append(hit)
    return raised
