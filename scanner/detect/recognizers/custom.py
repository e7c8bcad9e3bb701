"""Recognises entities that an organisation adds itself: a pattern, labels and a named check of a rule file, without any Python."""

from __future__ import annotations

from collections.abc import Sequence

from presidio_analyzer import RecognizerResult

from scanner.checks import CHECKS, LONGEST
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.window import Window
from scanner.patterns import Pattern
from scanner.rulemodels import EntityRule

_WITH_CHECK = 0.3  # how sure a value is that only its check supports: a note for a reviewer, never a violation


class CustomRecognizer(WindowRecognizer):
    """One custom entity: what its patterns match, judged by the label that speaks for it and by its check."""

    def __init__(self, rule: EntityRule, patterns: Sequence[Pattern]) -> None:
        self.ENTITY = rule.entity
        super().__init__()
        self._patterns = patterns
        self._check = CHECKS[rule.check] if rule.check else None
        self._named = rule.check or ""
        self._scores = rule.confidence

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window; a value behind the label of something else is that, and nothing is said of it."""
        results = []
        for start, end in sorted({span for pattern in self._patterns for span in pattern.values(text)}):
            announced = window.labels.announcing(window.base + start, window.base + end)
            label = next((found.words for found in announced if found.kind == self.ENTITY), "")
            canonical = compact(text[start:end])
            holds = self._check is None or (len(canonical) <= LONGEST and self._check(canonical))
            score = self._score(labelled=bool(label), announced=bool(announced), holds=holds)
            if score > 0:
                results.append(self.result(start, end, score, canonical, self._evidence(label, holds=holds), "rule file"))
        return results

    def _score(self, *, labelled: bool, announced: bool, holds: bool) -> float:
        if labelled:
            return self._scores.labelled if holds else self._scores.failed
        if announced or not holds:
            return 0.0
        if self._scores.alone is not None:
            return self._scores.alone
        return _WITH_CHECK if self._check else 0.0

    def _evidence(self, label: str, *, holds: bool) -> tuple[str, ...]:
        check = (f"checksum: {self._named}" if holds else "check failed",) if self._check else ()
        return ("pattern", *check, *((f"label: {label}",) if label else ()))


def compact(written: str) -> str:
    """Return a value in its canonical form: letters and digits only, in capitals; as it is when it has none."""
    return "".join(char for char in written if char.isalnum()).upper() or written
