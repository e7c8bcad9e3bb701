"""Special categories in a text: one pass for all terms, and a judgement of the sentences in which terms stand."""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from scanner.detect.fold import Folded, fold
from scanner.detect.special import packs
from scanner.detect.special.columns import cells, titles
from scanner.detect.special.cues import CueIndex, Speech
from scanner.detect.special.decide import Judge, Setting, SpecialHit
from scanner.detect.special.forms import FormReader
from scanner.detect.special.plain import Plain, plain
from scanner.detect.special.prior import Prior
from scanner.detect.special.sentences import Sentence, Splitter
from scanner.detect.special.terms import TermIndex

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

    def document_prior(self, text: str) -> float:
        """Return the factor of a document: 0.1 for a policy, vacancy, syllabus or blank form, up to 2 for a person's file."""
        return self._prior.of(text)

    def find(self, text: str, prior: float = 1.0) -> list[SpecialHit]:
        """Return the findings in a text; offsets are those of the folded text."""
        return self.find_folded(fold(text), prior)

    def find_folded(self, folded: Folded, prior: float = 1.0) -> list[SpecialHit]:
        """Return the findings in folded text in order of place: per sentence and entity the surest one."""
        bare = plain(folded)
        terms = self._terms.find(bare)
        if not terms:
            return []
        header_end = self._people_header(bare)
        below: list[SpecialHit] = []
        if header_end:
            columns = titles(bare, terms, header_end)
            below = list(cells(bare, columns, header_end, self._forms, prior))
            terms = [found for found in terms if found.start > header_end]
        starts = [found.start for found in terms]
        speeches: dict[tuple[int, int], Speech] = {}
        best: dict[tuple[int, str], SpecialHit] = {}
        sentence: Sentence | None = None
        for found in terms:
            if sentence is None or not sentence.start <= found.start < sentence.end:
                sentence = self._splitter.at(bare.text, found.start)
            key = (sentence.start, sentence.end)
            if key not in speeches:
                speeches = {key: self._cues.find(bare, *key)}
            low = bisect_left(starts, min(sentence.start, sentence.line_start) - 80)
            high = bisect_left(starts, max(sentence.end, sentence.line_end))
            setting = Setting(prior, bool(header_end) and sentence.cell)
            hit = self._judge.judge(found, bare, sentence, speeches[key], terms[low:high], setting)
            if hit is not None:
                known = best.get((sentence.start, hit.entity))
                if known is None or hit.confidence > known.confidence:
                    best[sentence.start, hit.entity] = hit
        known_places = {(hit.start, hit.entity) for hit in best.values()}
        for hit in below:
            if (hit.start, hit.entity) not in known_places:
                best.setdefault((hit.start, hit.entity), hit)
        return sorted(best.values(), key=lambda hit: (hit.start, hit.entity))

    def _people_header(self, text: Plain) -> int:
        """Return where the first row of a table ends whose titles are those of people, 0 when it is no such table."""
        stop = text.text.find("\n")
        first = text.text[: stop if stop >= 0 else len(text.text)]
        if first.count("\t") < 2:
            return 0
        cues = self._cues.roles(text, 0, min(len(first), _HEADER))
        return len(first) if any(cue.value.role == "people_column" for cue in cues) else 0
