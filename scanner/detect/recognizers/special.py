"""The special categories as one recogniser of eight entities: a whole segment is judged once, its windows take their share."""

from __future__ import annotations

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from scanner.detect.artifacts import LANGUAGE
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fold import Folded
from scanner.detect.kinds import CANONICAL, EVIDENCE
from scanner.detect.special.decide import SpecialHit
from scanner.detect.special.finder import SpecialFinder
from scanner.detect.special.packs import ENTITIES
from scanner.detect.window import Window


class SpecialRecognizer(WindowRecognizer):
    """Finds health, lifestyle, religion, origin, politics, union membership, sexual orientation and criminal records."""

    def __init__(self, finder: SpecialFinder) -> None:
        EntityRecognizer.__init__(self, supported_entities=list(ENTITIES), supported_language=LANGUAGE, name=type(self).__name__)
        self._finder = finder
        self._last: tuple[Folded, tuple[SpecialHit, ...]] | None = None

    def hits(self, folded: Folded, prior: float = 1.0) -> tuple[SpecialHit, ...]:
        """Return the findings of a segment in order of place; its windows are then answered from them."""
        self._last = (folded, tuple(self._finder.find_folded(folded, prior)))
        return self._last[1]

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the findings that begin in the window."""
        known = self._last[1] if self._last and self._last[0] is window.folded else self.hits(window.folded)
        end = window.base + len(text)
        return [self._as_result(hit, window.base) for hit in known if window.base <= hit.start and hit.end <= end]

    def _as_result(self, hit: SpecialHit, base: int) -> RecognizerResult:
        explanation = AnalysisExplanation(
            recognizer=self.name,
            original_score=hit.confidence,
            pattern_name=hit.kind,
            textual_explanation=", ".join(hit.evidence),
        )
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            CANONICAL: hit.canonical,
            EVIDENCE: hit.evidence,
        }
        return RecognizerResult(hit.entity, hit.start - base, hit.end - base, hit.confidence, explanation, metadata)
