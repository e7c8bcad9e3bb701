"""Numbers of identity cards; the check is the same as that of structured communications and old bank accounts, so a label must speak.

| label of a card and | |
|---|---|
| 123-1234567-12 and the check, also misread in one way only or with its zeros lost | certain |
| 123-1234567-12, the check fails | likely: a typing error |
| B 1234567 89 of a foreigner's card, which has no known check | very likely |
| nine digits right behind the label of a residence card | likely |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import CARD
from scanner.detect.lookalikes import covered, spans
from scanner.detect.misread import LETTERS, READ, misread
from scanner.detect.numbers import card_number
from scanner.detect.window import Window
from scanner.runs import alone, in_runs

_GAP = r"[ ]?[.\-/~·]?[ ]?"
_CITIZEN = re.compile(rf"(?<![\d/.,-])(\d{{3}})({_GAP})(\d{{7}}){_GAP}(\d{{2}})(?![\d]|[ -]\d|[.,]\d)")
_MISREAD = re.compile(rf"(?<![0-9A-Za-z])[{READ}]{{3}}{_GAP}[{READ}]{{7}}{_GAP}[{READ}]{{2}}(?![0-9A-Za-z])")
_BOXES = re.compile(r"(?<![0-9])\d([^0-9\n]{1,4})\d(?:\1\d){10}(?!\1\d|\d)")
_STORED = re.compile(r"(?<![0-9.,/-])(\d{7,12})(?:[.,]0{1,2})?(?![0-9]|[.,/-]\d)")
_FOREIGNER = re.compile(r"(?<![A-Za-z0-9])([A-Z])[ -]?(\d{7})[ -]?(\d{2})(?![0-9A-Za-z])")
_OLDER = 9  # digits
_LETTER = re.compile("[A-Za-z]")
_RESIDENCE = re.compile(r"verblijf|vreemdeling|séjour|sejour|étranger|etranger|residence|aufenthalt")
_RIGHT_BEHIND = re.compile(r"[ ]?(?:nr|no|n°|nummer|number)?[ .:=\t\n]{0,4}")


class CardNumberRecognizer(WindowRecognizer):
    """Finds 123-1234567-12 of citizens and B 1234567 12 of foreigners behind a label that names the card."""

    ENTITY = CARD

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        if not window.labels.may_announce(CARD, window.base + len(text)):
            return []
        others = spans(text)
        results: list[RecognizerResult] = []
        for start, end, digits, form, certain in self._candidates(text, window):
            if covered(start, end, others) or any(found.start < end and start < found.end for found in results):
                continue
            announced = window.labels.announcing(window.base + start, window.base + end)
            label = next((found for found in announced if found.kind == CARD), None)
            if label is None:
                continue
            if form == "older foreigner" and not (
                _RESIDENCE.search(label.words) and _RIGHT_BEHIND.fullmatch(window.folded.text, label.end, window.base + start)
            ):
                continue
            score, evidence = _decide(form, digits, f"label: {label.words}", certain)
            if score:
                results.append(self.result(start, end, score, digits, evidence, form))
        return results

    @staticmethod
    def _candidates(text: str, window: Window) -> Iterator[tuple[int, int, str, str, bool]]:
        """Yield (start, end, digits, form, whether its marks make it a card's number also when the check fails)."""
        for match in in_runs(_CITIZEN, text, 12):
            yield *match.span(), _plain(match.group()), "citizen", bool(match.group(2))
        for match in in_runs(_BOXES, text, 12, gaps=11):
            yield *match.span(), _plain(match.group()), "one digit in each box", False
        for match in in_runs(_MISREAD, text, 8, signs=LETTERS):
            readings = {reading for reading in misread(match.group(), 12) if card_number(reading)}
            if len(readings) == 1:
                yield *match.span(), readings.pop(), "misread", False
        if window.labels.grid is not None:
            for match in in_runs(_STORED, text, 7):
                yield *match.span(1), match.group(1).zfill(12), "stored as a number", False
        for match in in_runs(_FOREIGNER, text, 9):
            yield *match.span(), _plain(match.group()), "foreigner", True
        for start, end in alone(text, _OLDER, _OLDER):
            if not (start and _LETTER.match(text, start - 1)):
                yield start, end, text[start:end], "older foreigner", True


def _decide(form: str, digits: str, named: str, certain: bool) -> tuple[float, tuple[str, ...]]:
    if "foreigner" in form:
        return (0.8 if form == "foreigner" else 0.6), ("foreigner card", named)
    if card_number(digits):
        if form == "misread":
            return 0.85, ("checksum", named, "misread digit repaired")
        return 0.97, ("checksum", named)
    return (0.55, ("check failed", named)) if certain else (0.0, ())


def _plain(written: str) -> str:
    return "".join(char for char in written if char.isalnum())
