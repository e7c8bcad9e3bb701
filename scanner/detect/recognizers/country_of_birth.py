"""Country of birth: told apart from the place of birth by its label, and reported below the threshold of a violation."""

from __future__ import annotations

from presidio_analyzer import RecognizerResult

from scanner.detect.kinds import COUNTRY, EVIDENCE
from scanner.detect.recognizers.birth import BirthPlaceRecognizer
from scanner.detect.window import Window

SCORE = 0.4  # a note for a reviewer: less than a place of birth, and under the default threshold of a violation


class CountryOfBirthRecognizer(BirthPlaceRecognizer):
    """Finds what stands behind "geboorteland" or under it in a table, as a place of birth that is only a note."""

    KIND = COUNTRY

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = self._labelled(text, window)
        for result in results:
            result.score = SCORE
            result.recognition_metadata[EVIDENCE] = (COUNTRY, *result.recognition_metadata[EVIDENCE])
        return results
