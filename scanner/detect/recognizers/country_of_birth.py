"""Country of birth: told apart from the place of birth by its label, and reported below the threshold of a violation."""

from __future__ import annotations

import re

from presidio_analyzer import RecognizerResult

from scanner.detect.artifacts import Window
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields
from scanner.detect.places import Gazetteer
from scanner.detect.recognizers.birth import NOT_A_PLACE, PLACE
from scanner.detect.wordlists import COUNTRY_OF_BIRTH

SCORE = 0.4  # a note for a reviewer: less than a place of birth, and under the default threshold of a violation
_CAPITAL = re.compile(r"[^\W\d_a-zà-öø-ÿœ][\w'-]+(?:[ ][^\W\d_a-zà-öø-ÿœ][\w'-]+){0,3}")


class CountryOfBirthRecognizer(WindowRecognizer):
    """Finds what stands behind "geboorteland" or under it in a table."""

    ENTITY = PLACE

    def __init__(self, fields: Fields, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._fields = fields
        self._places = gazetteer

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for value in self._fields.look(window).values(window, COUNTRY_OF_BIRTH, spoken=True):
            known = self._places.longest_prefix(text, value.start, after_label=value.how != "spoken")
            if known is not None and known[1].kind == "country" and known[0] <= value.stop:
                results.append(self._found(text, value.start, known[0], value.label))
                continue
            match = _CAPITAL.match(text, value.start, value.stop) if value.how != "spoken" else None
            if match and match.group().lower().split()[0] not in NOT_A_PLACE and text[match.end() : match.end() + 1] != ":":
                results.append(self._found(text, *match.span(), value.label))
        return results

    def _found(self, text: str, start: int, end: int, label: str) -> RecognizerResult:
        return self.result(start, end, SCORE, text[start:end], (COUNTRY_OF_BIRTH, f"label: {label}"), COUNTRY_OF_BIRTH)
