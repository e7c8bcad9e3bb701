"""Machine-readable zones: found here, read in `zone`; the numbers in them become findings of their own in `engine`."""

from __future__ import annotations

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import ZONE
from scanner.detect.window import Window
from scanner.detect.zone import zones


class MrzRecognizer(WindowRecognizer):
    """Finds the zones of cards and passports; the canonical value is their kind."""

    ENTITY = ZONE

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for zone in zones(text):
            evidence = (f"zone {zone.kind}", "check digits" if zone.checks else "check failed")
            results.append(self.result(zone.start, zone.end, 0.99 if zone.checks else 0.7, zone.kind, evidence, zone.kind))
        return results
