"""What a recogniser has to say of a stretch of text, and how that becomes a result of Presidio."""

from __future__ import annotations

from typing import Any

from presidio_analyzer import AnalysisExplanation, EntityRecognizer, RecognizerResult

from scanner.detect.artifacts import LANGUAGE, WindowArtifacts
from scanner.detect.kinds import CANONICAL, EVIDENCE
from scanner.detect.window import Window


class WindowRecognizer(EntityRecognizer):
    """Base of our recognisers: they look at a window of text with its labels; one identifier, one module."""

    ENTITY = ""

    def __init__(self) -> None:
        super().__init__(supported_entities=[self.ENTITY], supported_language=LANGUAGE, name=type(self).__name__)

    def load(self) -> None:
        """Load nothing; patterns are compiled with the module."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Return the results in a window; without one (plain Presidio use) nothing."""
        if not isinstance(nlp_artifacts, WindowArtifacts):
            return []
        return self.look(text, nlp_artifacts.window)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window's folded text."""
        raise NotImplementedError

    def result(
        self, start: int, end: int, score: float, canonical: str, evidence: tuple[str, ...], pattern: str
    ) -> RecognizerResult:
        """Build a result that carries its reasons; the canonical value stays in this process."""
        explanation = AnalysisExplanation(
            recognizer=self.name, original_score=score, pattern_name=pattern, textual_explanation=", ".join(evidence)
        )
        metadata = {
            RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            CANONICAL: canonical,
            EVIDENCE: evidence,
        }
        return RecognizerResult(self.ENTITY, start, end, score, explanation, metadata)
