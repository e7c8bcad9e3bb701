"""Special categories in a text: one pass for all terms, and a judgement of the sentences in which terms stand."""

from __future__ import annotations

import math
import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path

from scanner.detect.fold import Folded, fold
from scanner.detect.special import packs
from scanner.detect.special.columns import cells, titles
from scanner.detect.special.cues import CueIndex, Speech
from scanner.detect.special.decide import Judge, Setting, SpecialHit
from scanner.detect.special.forms import FormReader
from scanner.detect.special.link import of_a_person
from scanner.detect.special.phrases import Match
from scanner.detect.special.plain import Plain, plain
from scanner.detect.special.prior import LOOKED_AT, PERSONAL, UNKNOWN, Nature, Prior
from scanner.detect.special.sentences import Sentence, Splitter
from scanner.detect.special.terms import Term, TermIndex, lacks

_HEADER = 400  # characters of the first row of a table in which titles of columns are looked for


class SpecialFinder:
    """Finds the special categories of GDPR articles 9 and 10; built once per worker from the rule pack's `special` folder."""

    def __init__(self, folder: Path) -> None:
        rules = packs.load(folder)
        self._terms = TermIndex(rules)
        self._cues = CueIndex(rules)
        self._splitter = Splitter(rules.subjects.abbreviations)
        self._forms = FormReader(self._cues)
        self._judge = Judge(self._cues, self._forms)
        self._prior = Prior(self._cues)

    def nature(self, text: str) -> Nature:
        """Return what kind of document a text is."""
        return self._prior.of(text)

    def documents(self, texts: Iterable[tuple[str, str]]) -> dict[str, InDocument]:
        """Return per document what finds in its texts, from pairs of a document's name and a text of it."""
        grouped: dict[str, list[str]] = {}
        for name, text in texts:
            grouped.setdefault(name, []).append(text)
        return {name: InDocument(self, parts) for name, parts in grouped.items()}

    def find(self, text: str, nature: Nature = UNKNOWN) -> list[SpecialHit]:
        """Return the findings in a text; offsets are those of the folded text."""
        return self.find_folded(fold(text), nature)

    def find_folded(self, folded: Folded, nature: Nature = UNKNOWN) -> list[SpecialHit]:
        """Return the findings in folded text in order of place: per sentence and entity the surest one."""
        bare = plain(folded)
        terms = self.terms(bare)
        return self.judged(bare, terms, nature) if terms else []

    def terms(self, bare: Plain, *, misread: bool = False) -> list[Match[Term]]:
        """Return the terms in a text, the cheap pass: most texts hold none."""
        return self._terms.find_misread(bare) if misread else self._terms.find(bare)

    def judged(self, bare: Plain, terms: list[Match[Term]], nature: Nature, deadline: float = math.inf) -> list[SpecialHit]:
        """Return the findings among terms that stand in a text."""
        header_end = self._people_header(bare)
        below: list[SpecialHit] = []
        if header_end:
            columns = titles(bare, terms, header_end)
            below = list(cells(bare, columns, header_end, self._forms, nature.factor))
            terms = [found for found in terms if found.start > header_end]
        starts = [found.start for found in terms]
        speeches: dict[tuple[int, int], Speech] = {}
        best: dict[tuple[int, str], SpecialHit] = {}
        covered: dict[str, int] = {}
        sentence: Sentence | None = None
        for found in terms:
            if sentence is None or not sentence.start <= found.start < sentence.end:
                sentence = self._splitter.at(bare.text, found.start)
            key = (sentence.start, sentence.end)
            if nature.factor < PERSONAL and lacks(found.value, bare, *key):
                continue  # spares all cues of the sentence; in a form of a person the label may speak instead
            if key not in speeches:
                if time.monotonic() > deadline:
                    break
                speeches = {key: self._cues.find(bare, *key)}
            low = bisect_left(starts, min(sentence.start, sentence.line_start) - 80)
            high = bisect_left(starts, max(sentence.end, sentence.line_end))
            if found.end <= covered.get(found.value.entity, 0):
                continue  # inside a longer term that was judged
            record, beside = bool(header_end) and sentence.cell, partial(self._person_beside, bare, sentence)
            setting = Setting(nature.factor, record, nature.gathering and not record, beside)
            hit = self._judge.judge(found, bare, sentence, speeches[key], terms[low:high], setting)
            if hit is not None:
                covered[hit.entity] = found.end
                known = best.get((sentence.start, hit.entity))
                if known is None or hit.confidence > known.confidence:
                    best[sentence.start, hit.entity] = hit
        known_places = {(hit.start, hit.entity) for hit in best.values()}
        for hit in below:
            if (hit.start, hit.entity) not in known_places:
                best.setdefault((hit.start, hit.entity), hit)
        return sorted(best.values(), key=lambda hit: (hit.start, hit.entity))

    def _person_beside(self, text: Plain, sentence: Sentence) -> bool:
        """Whether the sentence right before or after speaks of a person, and of nothing general."""
        before = sentence.start - 1
        while before > 0 and text.text[before] in " \n" and sentence.start - before <= 3:
            before -= 1
        after = sentence.end
        while after < len(text.text) and text.text[after] in " \n" and after - sentence.end <= 3:
            after += 1
        return any(
            0 <= place < len(text.text) and of_a_person(self._cues.find(text, other.start, other.end))
            for place in (before, after)
            if (other := self._splitter.at(text.text, place)).start != sentence.start
        )

    def _people_header(self, text: Plain) -> int:
        """Return where the first row of a table ends whose titles are those of people, 0 when it is no such table."""
        stop = text.text.find("\n")
        first = text.text[: stop if stop >= 0 else len(text.text)]
        if first.count("\t") < 2:
            return 0
        cues = self._cues.roles(text, 0, min(len(first), _HEADER))
        return len(first) if any(cue.value.role == "people_column" for cue in cues) else 0


def _beginning(texts: Iterable[str]) -> Iterator[str]:
    """Yield what tells the kind of a document: the first of its texts, as far as they are looked at."""
    left = LOOKED_AT
    for text in texts:
        if left > 0:
            yield text[:left]
        left -= len(text)


class InDocument:
    """The segments of one document, judged with what kind of document it is; that is asked only when a term stands in one."""

    def __init__(self, finder: SpecialFinder, texts: Iterable[str]) -> None:
        self._finder = finder
        self._texts = texts

    @cached_property
    def nature(self) -> Nature:
        """What kind of document it is, from the beginning of its texts."""
        return self._finder.nature("\n".join(_beginning(self._texts)))

    def find(self, folded: Folded, deadline: float = math.inf, *, misread: bool = False) -> list[SpecialHit]:
        """Return the findings in the folded text of one of its segments, those before `deadline` (seconds of the monotonic clock).

        `misread`: the text comes from a picture.
        """
        bare = plain(folded)
        terms = self._finder.terms(bare, misread=misread)
        return self._finder.judged(bare, terms, self.nature, deadline) if terms else []
