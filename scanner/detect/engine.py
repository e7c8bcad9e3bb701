"""Detection over one document: windows of text through Presidio, then one decision over all of them."""

from __future__ import annotations

import gc
import math
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scanner import dates, rulepacks
from scanner.detect import numbers, persons
from scanner.detect.custom import CustomEntities
from scanner.detect.fold import Folded, fold
from scanner.detect.gate import AFTER, BEFORE, Gate
from scanner.detect.kinds import BIRTH, CANONICAL, CARD, CHECK_ONLY, COUNTRY, EVIDENCE, NATIONAL, PLACE, ZONE
from scanner.detect.labels import Label, LabelIndex, Labels, folded_grid, titles_end
from scanner.detect.mask import fingerprint
from scanner.detect.misread import misread_cues, misread_words
from scanner.detect.personal import Personal
from scanner.detect.persons import Mention
from scanner.detect.places import Gazetteer
from scanner.detect.special import ENTITIES as SPECIAL
from scanner.detect.special.finder import InDocument, SpecialFinder
from scanner.detect.window import Window
from scanner.detect.zone import zones
from scanner.model import Category, Fact, Finding, Grid, Person, Preview, Role, Segment, Step
from scanner.rulemodels import FIELDS

if TYPE_CHECKING:
    from presidio_analyzer import RecognizerResult

    from scanner.detect.analysis import Analysis

WINDOW = (
    32_768  # characters that go through the recognisers at once, at most; more would hardly spare looking twice, and stop late
)
_NAMED_DIGITS = 9  # digits in a place below which it holds no number of a person
OVERLAP = 400  # characters two windows share, so that nothing is cut; longer than any value with its label
MOST_PERSONAL = 10_000  # of one document; an export of a whole company has more, and nobody reads them one by one
_SURE = 0.5  # from which a number keeps its place against a name or address
_ROLES = {Role.HIDDEN: "hidden text", Role.FORM: "form field", Role.OCR: "OCR"}
_SEARCHED = 1 << 20  # characters of a segment in which a birth date is looked for to confirm a number


@dataclass(frozen=True, slots=True)
class Located:
    """A segment with the way to it: `attachment cv.pdf > ` for what lies inside a document, empty for the document's own text."""

    segment: Segment
    prefix: str = ""


class _Hit(NamedTuple):
    entity: str
    canonical: str
    score: float
    locator: str
    evidence: tuple[str, ...]
    origin: tuple[str, str, float | None] | None
    """What found it: kind of thing, which, and how sure it was."""
    reasons: tuple[str, ...] = ()
    preview: Preview | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What led to it, one after the other; asked only of the hits that become findings."""
        return (Step(*self.origin), *(Step("evidence", reason) for reason in self.reasons)) if self.origin else ()


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in one document: whether all of it was looked at in time, and whether all personal data are listed."""

    findings: tuple[Finding, ...]
    persons: tuple[Person, ...] = ()
    complete: bool = True
    listed: bool = True


class Detector:
    """Finds what may not be kept. Built once per worker; `key` is the run's secret for fingerprints."""

    def __init__(self, folder: Path, key: bytes, allow: Iterable[str] = (), name_models: Iterable[str] = ()) -> None:
        rules = rulepacks.entities(folder)
        self._categories = {rule.entity: Category(rule.category) for rule in rules} | dict.fromkeys(SPECIAL, Category.SPECIAL)
        others = rulepacks.look_alikes(folder)
        self._labels = LabelIndex(_label_entries(rules, others))
        self._gate = Gate(_words_without_number(rules, others))
        self._key = key
        self._allow = list(allow)
        self._rules = rules
        self._places = Gazetteer.load(folder / "places")  # a mistake in it is refused at once
        self._custom = CustomEntities(rules)
        self._personal = Personal(folder, rules, self._places, name_models)
        self._special = SpecialFinder(folder / "special")
        _keep_what_is_loaded()

    @cached_property
    def _analysis(self) -> Analysis:
        from scanner.detect.analysis import Analysis

        analysis = Analysis(self._places, self._rules, self._allow, self._personal, self._custom)
        _keep_what_is_loaded()
        return analysis

    def detect(self, located: Iterable[Located], facts: Iterable[tuple[str, Fact]] = ()) -> tuple[Finding, ...]:
        """Return the findings of one document, forbidden first; `facts` are (prefix, what a format itself proves)."""
        return self.detect_until(math.inf, located, facts).findings

    def detect_until(self, deadline: float, located: Iterable[Located], facts: Iterable[tuple[str, Fact]] = ()) -> Detection:
        """Return what is found before `deadline` (seconds of the monotonic clock).

        Of ordinary personal data the first `MOST_PERSONAL` are listed; what is forbidden or special is listed without end.
        """
        material = list(located)
        hits: list[_Hit] = []
        complete, left = True, MOST_PERSONAL
        documents = self._special.documents((item.prefix, item.segment.text) for item in material)
        for item in material:
            folded = fold(item.segment.text)
            for hit in self._segment(item, folded, deadline, names=left > 0):
                if self._categories.get(hit.entity, Category.PERSONAL) is Category.PERSONAL:
                    left -= 1
                    if left < 0 and hit.entity in FIELDS:
                        break  # these come last
                    if left < 0:
                        continue
                hits.append(hit)
            hits.extend(self._special_hits(item, folded, documents[item.prefix], deadline))
            if time.monotonic() > deadline:
                complete = False
                break
        hits.extend(_fact_hits((prefix, replace(fact, locator=self._place(fact.locator))) for prefix, fact in facts))
        mentions = (Mention(hit.canonical, hit.score, hit.evidence) for hit in hits if hit.entity == persons.ENTITY)
        people = self._personal.people.of(mentions, self._key)
        return Detection(self._findings(_confirm_by_birth_date(hits, material)), people, complete, left >= 0)

    def spans(self, text: str) -> list[tuple[int, int, str, str]]:
        """Return (start, end, entity, canonical value) of what is found in a short text such as a file name.

        The canonical value is raw: it must not leave the worker.
        """
        from scanner.model import Place

        segment = Segment(text, Place("file name"))
        found = []
        for window, result in self._results(segment, fold(text)):
            start, end = _original(window, result)
            found.append((start, end, result.entity_type, _canonical(window, result)))
        return found

    def mask_forbidden(self, text: str) -> str:
        """Return a name with its forbidden numbers masked."""
        for start, end, entity, canonical in sorted(self.spans(text), reverse=True):
            if self._categories.get(entity) is Category.FORBIDDEN:
                text = text[:start] + self._custom.mask(entity, canonical) + text[end:]
        return text

    def _place(self, place: str) -> str:
        """Return a place with forbidden numbers masked: a sheet, a field or an attachment may be named after one."""
        head, mark, cell = place.rpartition("!")
        if sum(map(str.isdigit, head or place)) < _NAMED_DIGITS and not self._custom.forbidden:
            return place
        return self.mask_forbidden(head) + mark + cell if mark else self.mask_forbidden(place)

    def _special_hits(self, item: Located, folded: Folded, document: InDocument, deadline: float) -> Iterator[_Hit]:
        """The special categories: whole sentences of a document are judged, so no windows are cut."""
        for hit in document.find(folded, deadline, misread=item.segment.role is Role.OCR):
            locator = item.prefix + self._place(item.segment.locate(folded.original(hit.start)))
            kind = hit.canonical.partition(":")[0]
            evidence = (*hit.evidence, *_role(item.segment))
            origin = ("rule", f"special/{hit.entity.lower()}.yaml: {kind}", hit.confidence)
            yield _Hit(hit.entity, hit.canonical, hit.confidence, locator, evidence, origin, hit.evidence)

    def _segment(self, item: Located, folded: Folded, deadline: float, *, names: bool) -> Iterator[_Hit]:
        role = _role(item.segment)
        for window, result in self._results(item.segment, folded, deadline, names=names):
            start, _ = _original(window, result)
            canonical = _canonical(window, result)
            reasons = tuple((result.recognition_metadata or {}).get(EVIDENCE, ()))
            locator = item.prefix + self._place(item.segment.locate(start))
            evidence = (*reasons, *role)
            yield _Hit(result.entity_type, canonical, result.score, locator, evidence, _origin(result), reasons)
            if result.entity_type == ZONE:
                yield from _numbers_of_zone(window, result, locator)

    def _results(
        self, segment: Segment, folded: Folded, deadline: float = math.inf, *, names: bool = True
    ) -> Iterator[tuple[Window, RecognizerResult]]:
        """Yield numbers, dates and places, then, with `names`, what labels of ordinary words announce."""
        asked = ((start - BEFORE, end + AFTER) for start, end in self._custom.places(folded.text))
        stretches = self._gate.stretches(folded, asked)
        announced = names and self._personal.announces(folded)
        if not stretches and not announced:
            return
        grid = folded_grid(segment, folded)
        whole = [(0, len(folded.text))] if announced else []
        labels = Labels(segment, folded.text, self._labels_of(folded, whole or stretches, grid), grid)
        taken: list[tuple[int, int]] = []  # by numbers and dates; no name or address stands there
        for window, own in _looked_at(segment, folded, labels, stretches, deadline):
            for result in self._analysis.look(window):
                if window.base + result.start in own:
                    if result.score >= _SURE and result.entity_type != PLACE:
                        taken.append((window.base + result.start, window.base + result.end))
                    yield window, result
        taken.sort()
        for window, own in _looked_at(segment, folded, labels, whole, deadline):
            if self._personal.worth(segment, folded, labels, window.base, window.base + len(window.text)):
                for result in self._analysis.look(window, fields=True):
                    if window.base + result.start in own and not _overlap(
                        taken, window.base + result.start, window.base + result.end
                    ):
                        yield window, result

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
                    entity, self._categories.get(entity, Category.PERSONAL), round(best.score, 4), locator, self._custom.mask(entity, canonical),
                    best.evidence, len(same), fingerprint(self._key, entity, canonical), best.steps, preview=best.preview,
                )
            )  # fmt: skip
        order = {Category.FORBIDDEN: 0, Category.SPECIAL: 1, Category.PERSONAL: 2}
        return tuple(sorted(findings, key=lambda finding: order[finding.category]))


def _keep_what_is_loaded() -> None:
    """Tell the garbage collector not to look at rules and libraries any more: they stay, and each look would take a tenth of a second."""
    gc.freeze()


def _label_entries(rules: tuple[rulepacks.EntityRule, ...], others: rulepacks.LookAlikes) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if rule.entity not in FIELDS:  # those have an index of their own
            for words in rule.labels.values():
                yield from ((word, rule.entity) for word in words)
            yield from ((word, rule.entity) for word in _misread(rule))
    for kind, words in others.labels.items():
        yield from ((word, kind) for word in words)


def _words_without_number(rules: tuple[rulepacks.EntityRule, ...], others: rulepacks.LookAlikes) -> Iterator[str]:
    yield from others.labels.get(COUNTRY, ())
    for rule in rules:
        if rule.entity in (PLACE, BIRTH):
            for words in (*rule.labels.values(), *rule.cues.values()):
                yield from words
            yield from _misread(rule)
            yield from misread_cues(rule.cues.values())


def _misread(rule: rulepacks.EntityRule) -> Iterator[str]:
    """The first and usual label for a place of birth in each language, as weak OCR gives it."""
    if rule.entity == PLACE:
        for words in rule.labels.values():
            yield from misread_words(words[0])


def _looked_at(
    segment: Segment, folded: Folded, labels: Labels, stretches: Iterable[tuple[int, int]], deadline: float
) -> Iterator[tuple[Window, range]]:
    """Yield overlapping windows over stretches of text, each with the offsets at which its own results begin."""
    looked = False  # one window is looked at however late it is
    for start, stop in stretches:
        base = start
        while not looked or time.monotonic() <= deadline:
            looked = True
            end = min(stop, base + WINDOW)
            own = range(base if base == start else base + OVERLAP, end if end == stop else end - OVERLAP)
            yield Window(segment, folded, labels, folded.text[base:end], base), own
            if end == stop:
                break
            base = end - 2 * OVERLAP


def _overlap(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a stretch shares a character with one of those taken, which are in order and apart."""
    index = bisect_left(taken, (end,)) - 1
    return index >= 0 and taken[index][1] > start


def _role(segment: Segment) -> tuple[str, ...]:
    told = _ROLES.get(segment.role)
    return (told,) if told else ()


def _original(window: Window, result: RecognizerResult) -> tuple[int, int]:
    folded = window.folded
    return folded.original(window.base + result.start), folded.original(window.base + result.end - 1) + 1


def _canonical(window: Window, result: RecognizerResult) -> str:
    known = (result.recognition_metadata or {}).get(CANONICAL)
    return str(known) if known is not None else window.text[result.start : result.end]


def _origin(result: RecognizerResult) -> tuple[str, str, float] | None:
    explanation = result.analysis_explanation
    if explanation is None:
        return None
    return "recogniser", f"{explanation.recognizer}: {explanation.pattern_name or explanation.recognizer}", result.score


def _numbers_of_zone(window: Window, result: RecognizerResult, locator: str) -> Iterator[_Hit]:
    """The numbers in a machine-readable zone are findings of their own, checked against the zone's birth date."""
    for zone in zones(window.text):
        if zone.start != result.start:
            continue
        if zone.national_number:
            held = numbers.national_number(zone.national_number)
            same = zone.national_number[:6] == zone.birth or zone.national_number[2:4] == "00"
            evidence = ("MRZ", "checksum" if held else "check failed", *(("same birth date",) if same else ()))
            yield _Hit(NATIONAL, zone.national_number, 0.98 if held else 0.7, locator, evidence, ("zone", zone.kind, None))
        if zone.card_number:
            yield _Hit(CARD, zone.card_number, 0.95, locator, ("MRZ",), ("zone", zone.kind, None))


def _fact_hits(facts: Iterable[tuple[str, Fact]]) -> Iterator[_Hit]:
    for prefix, fact in facts:
        value = fact.value
        if fact.entity in (NATIONAL, CARD):
            value = "".join(char for char in value if char.isalnum())
        origin = ("format", ", ".join(fact.evidence), fact.confidence)
        yield _Hit(fact.entity, value, fact.confidence, prefix + fact.locator, fact.evidence, origin, preview=fact.preview)


def _is_note(hit: _Hit) -> bool:
    return hit.entity == NATIONAL and hit.score == CHECK_ONLY


def _confirm_by_birth_date(hits: list[_Hit], material: list[Located]) -> list[_Hit]:
    """Raise a number that only its check supports when the same birth date stands elsewhere in the document."""
    if not any(_is_note(hit) for hit in hits):
        return hits
    days = {
        (day.year, day.month, day.day)
        for item in material
        for match in dates.find(item.segment.text[:_SEARCHED])
        if (day := dates.parse(match.group()))
    }
    raised = []
    for hit in hits:
        held = numbers.national_number(hit.canonical) if _is_note(hit) else None
        if held and (held.year, held.month, held.day) in days:
            hit = hit._replace(score=0.9, evidence=(*hit.evidence, "same birth date in the document"))  # noqa: PLW2901
        raised.append(hit)
    return raised
