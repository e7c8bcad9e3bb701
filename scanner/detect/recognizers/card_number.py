"""Numbers of identity cards; the check is the same as that of structured communications and old bank accounts, so a label must speak."""

from __future__ import annotations

import re

from presidio_analyzer import RecognizerResult

from scanner.detect.artifacts import Window
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.lookalikes import covered, spans
from scanner.detect.numbers import card_number
from scanner.detect.runs import in_runs

ENTITY = "BE_ID_CARD_NUMBER"
_CITIZEN = re.compile(r"(?<![\d/.,-])(\d{3})([ -]?)(\d{7})[ -]?(\d{2})(?![\d]|[ -]\d|[.,]\d)")
_FOREIGNER = re.compile(r"(?<![A-Za-z0-9])([A-Z]) ?(\d{7}) ?(\d{2})(?![0-9A-Za-z])")


class CardNumberRecognizer(WindowRecognizer):
    """Finds 123-1234567-12 of citizens and B 1234567 12 of foreigners behind a label that names the card."""

    ENTITY = ENTITY

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        others = spans(text)
        results = []
        for pattern, kind in ((_CITIZEN, "citizen"), (_FOREIGNER, "foreigner")):
            for match in in_runs(pattern, text):
                if covered(*match.span(), others):
                    continue
                announced = window.labels.announcing(window.base + match.start(), window.base + match.end())
                label = next((found.words for found in announced if found.kind == ENTITY), "")
                if not label:
                    continue
                digits = "".join(char for char in match.group() if char.isalnum())
                score, evidence = self._decide(kind, digits, label, bool(match.group(2)) if kind == "citizen" else True)
                if score:
                    results.append(self.result(*match.span(), score, digits, evidence, kind))
        return results

    @staticmethod
    def _decide(kind: str, digits: str, label: str, grouped: bool) -> tuple[float, tuple[str, ...]]:
        named = f"label: {label}"
        if kind == "foreigner":
            return 0.8, ("foreigner card", named)
        if card_number(digits):
            return 0.97, ("checksum", named)
        return (0.55, ("check failed", named)) if grouped else (0.0, ())
