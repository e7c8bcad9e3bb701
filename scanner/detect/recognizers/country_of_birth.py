"""Country of birth: told apart from the place of birth by its label, and reported below the threshold of a violation."""

from __future__ import annotations

from presidio_analyzer import RecognizerResult

from scanner.detect.birthplace import labelled, tables
from scanner.detect.birthplace.values import Values
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import COUNTRY, PLACE
from scanner.detect.places import Gazetteer
from scanner.detect.window import Window

SCORE = 0.4  # a note for a reviewer: less than a place of birth, and under the default threshold of a violation


class CountryOfBirthRecognizer(WindowRecognizer):
    """Finds what stands behind "geboorteland" or under it in a table, as a place of birth that is only a note."""

    ENTITY = PLACE

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._values = Values(gazetteer)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        return [
            self.result(one.start, one.end, SCORE, text[one.start : one.end], (COUNTRY, *one.evidence), one.pattern)
            for one in (
                *labelled.found(text, window, self._values, COUNTRY),
                *tables.found(text, window, self._values, COUNTRY, None),
            )
        ]
