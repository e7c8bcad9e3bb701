"""Place of birth: a birth cue with a place, or a label with a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from presidio_analyzer import RecognizerResult

from scanner.detect.birthplace import labelled, phrases, stacked, tables
from scanner.detect.birthplace.values import Found, Values
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import PLACE
from scanner.detect.labels import LabelIndex
from scanner.detect.places import Gazetteer
from scanner.detect.window import Window


class BirthPlaceRecognizer(WindowRecognizer):
    """Finds places with a birth cue, and values behind a label for the place of birth."""

    ENTITY = PLACE

    def __init__(self, gazetteer: Gazetteer, cues: Iterable[str] = ()) -> None:
        super().__init__()
        self._values = Values(gazetteer)
        self._cues = LabelIndex((cue, PLACE) for cue in cues)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window, of two that begin at one place the surer one."""
        found: dict[int, Found] = {}
        for one in self._found(text, window):
            known = found.get(one.start)
            if known is None or one.score > known.score:
                found[one.start] = one
        return [
            self.result(one.start, one.end, one.score, text[one.start : one.end], one.evidence, one.pattern)
            for one in found.values()
        ]

    def _found(self, text: str, window: Window) -> Iterator[Found]:
        yield from labelled.found(text, window, self._values, PLACE)
        yield from tables.found(text, window, self._values, PLACE, self._cues)
        yield from labelled.behind_dates(text, window, self._values)
        yield from labelled.before_labels(text, window, self._values, PLACE)
        yield from stacked.found(text, window, self._values)
        yield from phrases.behind_listed_cues(text, window, self._values, self._cues)
        yield from phrases.found(text, window, self._values)
