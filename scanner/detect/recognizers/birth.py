"""Date of birth: a date behind a birth label. Place of birth: a birth cue with a place, or a label with a value."""

from __future__ import annotations

import re

from presidio_analyzer import RecognizerResult

from scanner.detect import dates
from scanner.detect.artifacts import Window
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.places import Gazetteer

PLACE = "PLACE_OF_BIRTH"
DATE = "DATE_OF_BIRTH"

_WORD = r"[A-ZÀ-ÖØ-ÞŸŒ][\w'’-]*"
_JOIN = r"(?:[ -](?:op|aan|bij|sur|sous|lez|les|la|le|de|den|der|ter|ten|het|am|an|in|of|the|du|des|en|el|al|os|do|da|del|upon|ob)(?:[ -](?:den|de|der|la|le|het))?)?"
_NAME = rf"(?:'[st][ -])?{_WORD}(?:{_JOIN}[ -]{_WORD}){{0,3}}"
_VALUE = re.compile(rf"{_NAME}")
_DATE = rf"(?:{dates.PATTERN})"
_CUE = r"(?<![\w-])(?:geboren|geb\.|geboorte|n[ée]e?|né\(e\)|nee|born|b\.|°)"
_PREP = r"(?:te|in|à|a|zu|at|aan)"
_SENTENCES = (
    re.compile(
        rf"{_CUE}[ ,:]{{0,3}}(?:(?:op|le|am|on|the)[ ])?{_DATE}[ ,]{{0,3}}(?:{_PREP}[ ])(?P<place>{_NAME})", re.IGNORECASE
    ),
    re.compile(
        rf"{_CUE}[ :]{{1,3}}{_PREP}[ ](?P<place>{_NAME}),?[ ](?:\([^)\n]{{1,30}}\),?[ ])?(?:op|le|am|on|the|,)?[ ]?(?P<date>{_DATE})",
        re.IGNORECASE,
    ),
    re.compile(rf"{_CUE}[ :]{{1,3}}{_PREP}[ ](?P<place>{_NAME})", re.IGNORECASE),
    re.compile(
        rf"(?<![\w-])(?:geboren|n[ée]e?|born)[ ]?:[ ]?(?P<place>{_NAME}),?[ ](?:op|le|am|on)?[ ]?(?P<date>{_DATE})", re.IGNORECASE
    ),
    re.compile(rf"°[ ]?(?P<place>{_NAME}),?[ ](?:op|le|am|,)?[ ]?(?P<date>{_DATE})", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:geb\.|geboren|°)[ ]{{0,2}}(?P<date>{_DATE})[ ,]{{1,2}}(?P<place>{_NAME})", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:natif|native)[ ]de[ ](?P<place>{_NAME})"),
    re.compile(rf"(?<![\w-])in[ ](?P<place>{_NAME})[ ]geboren"),
)
# Between a label and its value: marks, the next line, or two and more spaces of a column; or, before a known place, a verb.
_GAP = re.compile(r"[ \t]*(?:\([^)\n]{0,20}\))?(?:[ \t]*(?:\.?[:=\t|>-]|\.{2,}|\n)[ \t:=>\"']*(?:\n[ \t]*)?|[ ]{2,})")
_SPOKEN = re.compile(r"[ ](?:(?:is|was|est|ist|war)[ ])?")
_NOT_A_PLACE = frozenset(
    [
        "naam",
        "voornaam",
        "voornamen",
        "datum",
        "date",
        "nationaliteit",
        "nationalité",
        "nationality",
        "geslacht",
        "sexe",
        "sex",
        "adres",
        "adresse",
        "address",
        "telefoon",
        "gsm",
        "e-mail",
        "email",
        "onbekend",
        "inconnu",
        "unknown",
        "unbekannt",
        "geboortedatum",
        "geboorteplaats",
        "nom",
        "prénom",
        "name",
        "surname",
        "plaats",
        "lieu",
        "place",
        "ort",
        "op",
        "le",
        "am",
        "on",
        "de",
        "het",
        "een",
        "vraag",
        "zie",
        "rijksregisternummer",
        "insz",
        "niss",
        "straat",
        "gemeente",
        "postcode",
        "land",
        "burgerlijke",
        "ja",
        "nee",
        "non",
        "oui",
        "neen",
        "yes",
        "no",
        "geen",
        "aucun",
        "none",
    ]
)


class BirthDateRecognizer(WindowRecognizer):
    """Finds a date that a birth label announces."""

    ENTITY = DATE

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results = []
        for match in dates.DATE.finditer(text):
            day = dates.parse(match.group())
            if day is None or not 1900 <= day.year <= 2099:
                continue
            announced = window.labels.announcing(window.base + match.start(), window.base + match.end())
            label = next((found.words for found in announced if found.kind in (DATE, PLACE)), "")
            if not label:
                continue
            evidence = (f"label: {label}", "date")
            results.append(self.result(*match.span(), 0.9, day.isoformat(), evidence, "labelled date"))
        return results


class BirthPlaceRecognizer(WindowRecognizer):
    """Finds places with a birth cue, and values behind a label for the place of birth."""

    ENTITY = PLACE

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._places = gazetteer

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        found: dict[int, RecognizerResult] = {}
        for result in (*self._labelled(text, window), *self._sentences(text)):
            known = found.get(result.start)
            if known is None or result.score > known.score:
                found[result.start] = result
        return list(found.values())

    def _labelled(self, text: str, window: Window) -> list[RecognizerResult]:
        results = []
        for label in window.labels.within(window.base, window.base + len(text)):
            if label.kind != PLACE:
                continue
            after = label.end - window.base
            gap = _GAP.match(text, after)
            spoken = _SPOKEN.match(text, after)
            if gap is None and spoken is None:
                continue
            begin = gap.end() if gap else (spoken.end() if spoken else after)
            before_date = re.compile(rf"{_DATE}[ ,/-]{{0,3}}(?:{_PREP}[ ])?", re.IGNORECASE).match(text, begin)
            begin = before_date.end() if before_date else begin
            result = self._value(text, begin, label.words, labelled=bool(gap))
            if result is not None:
                results.append(result)
        results.extend(self._cells(text, window))
        return results

    def _cells(self, text: str, window: Window) -> list[RecognizerResult]:
        """Values of a table column (or the cell right of its label) that is headed as place of birth."""
        from scanner.model import Grid

        grid = window.segment.locators
        if not isinstance(grid, Grid) or not any(label.kind == PLACE for label in window.labels.found):
            return []
        results = []
        position = 0
        while position <= len(text):
            stop = min(
                (found for found in (text.find("\t", position), text.find("\n", position)) if found >= 0), default=len(text)
            )
            if stop > position and (text[position].isupper() or text[position] == "'"):
                announced = window.labels.announcing(window.base + position, window.base + stop)
                label = next((found for found in announced if found.kind == PLACE), None)
                if label and label.start != window.base + position:
                    result = self._value(text, position, label.words, labelled=True)
                    if result is not None:
                        results.append(result)
            position = stop + 1
        return results

    def _value(self, text: str, begin: int, label: str, *, labelled: bool) -> RecognizerResult | None:
        known = self._place_end(text, begin, after_label=True)
        if known is not None and _ends_well(text, known):
            return self.result(begin, known, 0.95, text[begin:known], (f"label: {label}", "place list"), "labelled place")
        match = _VALUE.match(text, begin)
        if (
            not labelled
            or match is None
            or match.group().lower().split()[0].strip("'-") in _NOT_A_PLACE
            or len(match.group()) < 2
        ):
            return None
        rest = text[match.end() : match.end() + 2]
        if rest[:1] == ":" or rest[:1].isdigit():
            return None
        return self.result(*match.span(), 0.8, match.group(), (f"label: {label}", "capitalised value"), "labelled value")

    def _place_end(self, text: str, start: int, *, after_label: bool = False) -> int | None:
        found = self._places.longest_prefix(text, start, after_label=after_label)
        return found[0] if found else None

    def _sentences(self, text: str) -> list[RecognizerResult]:
        results = []
        for pattern in _SENTENCES:
            for match in pattern.finditer(text):
                start = match.start("place")
                if not (text[start].isupper() or text[start] == "'"):
                    continue
                known = self._place_end(text, start)
                dated = bool(match.groupdict().get("date")) or bool(dates.DATE.search(match.group()))
                if known is not None and _ends_well(text, known):
                    results.append(
                        self.result(start, known, 0.95, text[start:known], ("birth cue", "place list"), "birth sentence")
                    )
                elif dated and re.search(rf"(?:[ ]{_PREP}[ ]|:[ ]?)$", text[max(0, start - 5) : start]):
                    trimmed = _VALUE.match(text, start)
                    if trimmed and trimmed.group().lower() not in _NOT_A_PLACE:
                        results.append(
                            self.result(
                                *trimmed.span(),
                                0.8,
                                trimmed.group(),
                                ("birth cue", "date", "capitalised value"),
                                "birth sentence",
                            )
                        )
        return results


def _ends_well(text: str, end: int) -> bool:
    return not text[end : end + 1].isalnum() and text[end : end + 1] != ":"
