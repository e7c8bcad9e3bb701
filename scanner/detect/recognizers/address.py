"""Addresses: a street and number with a postcode and its town, behind a label, or behind "wonende te".

A Belgian postcode counts only with a municipality of the province it belongs to, so that "2024 Gent" stays a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.fields import Fields, Value
from scanner.detect.places import Gazetteer
from scanner.detect.streets import Street, Streets
from scanner.detect.window import Window
from scanner.detect.wordlists import CUE, StreetWords
from scanner.runs import digits

ENTITY = "ADDRESS"

_POSTCODE = re.compile(
    r"(?<![\w.,/+-])(?:(?P<land>BE?|LU?|DE?|FR?|NL)(?:[ ]?-[ ]?|[ ]))?(?:(?P<five>\d{5})|(?P<dutch>\d{4}[ ]?[A-Z]{2})(?![\w])|(?P<four>\d{4}))[ ]{1,2}(?=[^\W\d_a-z]|')"
)
_LAND = 5  # characters of a country before its digits: `NL - `
_LANDS = "BLDFN"  # how those begin
_REACH = 110  # characters before a postcode in which its street stands
_BRITISH = re.compile(r",?[ ][A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}(?![A-Z\d])")
_AFTER_CUE = re.compile(r"[ ]?[:,]?[ ](?:(?:de|het|la|the|der)[ ])?")
_BETWEEN = re.compile(r"[ ]?(?:,|-|;|\()[ ]?(?:in de |in het )?|[ ](?:in de|in het|in der)[ ]")
_BEFORE_TOWN = re.compile(r"(?:[ ]?,|[ ]-)?[ ](?:(?:te|in|à|in[ ]de)[ ])?(?=[^\W\d_a-z]|')|[ ]?\n(?=[^\W\d_a-z])")
_POSTCODE_BEHIND = re.compile(r"[ ]\(\d{4}\)")
_SURE, _KNOWN, _FREE, _LABELLED, _TOWN = 0.85, 0.8, 0.7, 0.65, 0.5


class Postcodes:
    """Which Belgian province a postcode belongs to, and which province a municipality lies in."""

    def __init__(self, folder: Path, words: StreetWords) -> None:
        self._province = {f"{prefix:02d}": name for name, prefixes in words.postcodes.items() for prefix in prefixes}
        loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        listed = yaml.load((folder / "places" / "belgium.yaml").read_text("utf-8"), loader)  # noqa: S506 - both are safe
        self._places: dict[str, set[str]] = {}
        for group in ("municipalities", "parts"):
            for province, block in listed[group].items():
                for row in re.split(r"[,\n]", block):
                    self._places.setdefault(row.partition("=")[0].strip(), set()).add(province)

    def agree(self, digits: str, place: str) -> bool:
        """Return whether four digits can be the postcode of a municipality (its first listed name)."""
        province = self._province.get(digits[:2])
        return province is not None and province in self._places.get(place, {province})


class AddressRecognizer(WindowRecognizer):
    """Finds addresses from the postcode outwards, then those that only a label or a cue announces."""

    ENTITY = ENTITY

    def __init__(self, fields: Fields, words: StreetWords, gazetteer: Gazetteer, postcodes: Postcodes) -> None:
        super().__init__()
        self._fields = fields
        self._places = gazetteer
        self._postcodes = postcodes
        self._streets = Streets(words)

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        results: list[RecognizerResult] = []
        towns: list[tuple[int, int]] = []
        for match in _postcodes(text):
            end, known = self._town(text, match)
            if not end:
                continue
            result = self._around(text, match.start(), end, known=known)
            if result is None:
                towns.append((match.start(), end))
            else:
                results.append(result)
        results.extend(self._british(text))
        for street in self._streets.numbered(text):
            self._add(results, self._with_town(text, street))
        fields = self._fields.look(window)
        for value in fields.values(window, ENTITY):
            self._add(results, self._labelled(text, value, towns))
        for label in fields.within(window, CUE):
            self._add(results, self._cued(text, label.end - window.base))
        return results

    @staticmethod
    def _add(results: list[RecognizerResult], found: RecognizerResult | None) -> None:
        if found and not any(found.start < other.end and other.start < found.end for other in results[-40:]):
            results.append(found)

    def _town(self, text: str, match: re.Match[str]) -> tuple[int, bool]:
        """The end of the town behind a postcode, 0 without one, and whether both are known to belong together."""
        place = self._places.longest_prefix(text, match.end())
        kind = place[1].kind if place else ""
        if match["four"] and match["land"] not in ("L", "LU"):
            if place and kind == "municipality" and self._postcodes.agree(match["four"], place[1].name):
                return place[0], True
            return (place[0], False) if place and kind == "city" and not match["land"] else (0, False)
        if place and kind != "country":
            return place[0], bool(match["land"] or match["dutch"])
        if place and place[1].name == "Luxemburg" and not match["five"]:
            return place[0], True
        word = re.compile(r"[^\W\d_][\w'-]+").match(text, match.end()) if match["land"] or match["dutch"] else None
        return (word.end(), False) if word else (0, False)

    def _around(self, text: str, postcode: int, town: int, *, known: bool) -> RecognizerResult | None:
        """The address of which the postcode and the town are a part; an unknown street needs a postcode that agrees."""
        begin = max(0, postcode - _REACH)
        street = self._streets.before(text, begin, postcode)
        if street and (known or street.known):
            score = _SURE if known and street.known else _KNOWN if street.known else _FREE
            return self._address(text, street.start, town, score, ("street", "postcode", *(("place list",) if known else ())))
        gap = _BETWEEN.match(text, town)
        behind = self._streets.at(text, gap.end()) if gap else None
        if behind and (known or behind.known):
            return self._address(text, postcode, behind.end, _KNOWN, ("postcode", "street"))
        return None

    def _with_town(self, text: str, street: Street) -> RecognizerResult | None:
        """A known street with a municipality and no postcode before it: "Kerkstraat 12 te Gent", "Turnhoutsebaan 110, Borgerhout"."""
        gap = _BEFORE_TOWN.match(text, street.end)
        place = self._places.longest_prefix(text, gap.end()) if gap else None
        if place is None or place[1].kind != "municipality" or text[place[0] : place[0] + 1].isalnum():
            return None
        behind = _POSTCODE_BEHIND.match(text, place[0])
        end = behind.end() if behind else place[0]
        return self._address(text, street.start, end, _LABELLED, ("street and number", "place list"))

    def _labelled(self, text: str, value: Value, towns: list[tuple[int, int]]) -> RecognizerResult | None:
        evidence = f"label: {value.label}"
        for start, end in towns:
            if start == value.start and end <= value.stop:
                return self._address(text, start, end, _TOWN, (evidence, "postcode", "place list"))
        street = self._streets.at(text, value.start, value.stop)
        if street:
            return self._address(text, street.start, street.end, _LABELLED, (evidence, "street and number"))
        if self._streets.is_street_word(value.label):
            named = self._streets.name_at(text, value.start, value.stop)
            proven = named is not None and (named.known or (value.sure and value.how in ("column", "cell")))
            if named and proven and not text[named.end : value.stop].strip():
                return self._address(text, named.start, named.end, _LABELLED, (evidence, "street"))
        return None

    def _cued(self, text: str, after: int) -> RecognizerResult | None:
        gap = _AFTER_CUE.match(text, after)
        if gap is None:
            return None
        place = self._places.longest_prefix(text, gap.end())
        if place:
            between = _BETWEEN.match(text, place[0])
            street = self._streets.at(text, between.end()) if between else None
            if street:
                return self._address(text, gap.end(), street.end, _KNOWN, ("cue", "place list", "street and number"))
        street = self._streets.at(text, gap.end())
        if street and street.known:
            return self._address(text, street.start, street.end, _LABELLED, ("cue", "street and number"))
        return None

    def _british(self, text: str) -> Iterator[RecognizerResult]:
        for start, end in self._streets.english(text):
            place = re.compile(r",[ ]").match(text, end)
            town = self._places.longest_prefix(text, place.end()) if place else None
            stop = town[0] if town else end
            code = _BRITISH.match(text, stop)
            if town or code:
                yield self._address(text, start, code.end() if code else stop, _KNOWN, ("street", "town or postcode"))

    def _address(self, text: str, start: int, end: int, score: float, evidence: tuple[str, ...]) -> RecognizerResult:
        canonical = " ".join(text[start:end].replace(",", " ").split())
        return self.result(start, end, score, canonical, evidence, "address")


def _postcodes(text: str) -> Iterator[re.Match[str]]:
    """What looks like a postcode with a capital behind it: tried where four or five digits stand."""
    reached = 0
    for start, end in digits(text):
        if end - start not in (4, 5) or start < reached:
            continue
        lands = (at for at in range(max(reached, start - _LAND), start) if text[at] in _LANDS)
        match = next((found for at in (*lands, start) if (found := _POSTCODE.match(text, at))), None)
        if match is not None:
            reached = match.end()
            yield match
