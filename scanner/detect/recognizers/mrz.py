"""Machine-readable zones of cards (TD1, three lines of 30) and passports (TD3, two of 44): ICAO 9303 parts 4 and 5.

Belgian cards put twelve digits in a field of nine (overflow) and the national number in the optional data: in line 1
on the cards of 2004–2005, in line 2 later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from presidio_analyzer import RecognizerResult

from scanner.detect.artifacts import Window
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.numbers import mrz_check

ENTITY = "ID_MRZ"
_ROW = r"[ \t]*\n?[ \t]*"
_TD1 = re.compile(
    rf"(?<![A-Z0-9<])([IAC1][A-Z0-9<][A-Z0<]{{3}}[A-Z0-9<]{{25}}){_ROW}([0-9OIB]{{6}}[0-9O][MFX<][0-9OIB]{{6}}[0-9O][A-Z0<]{{3}}[A-Z0-9<]{{12}}){_ROW}([A-Z<]{{10,30}})(?![A-Z0-9<])"
)
_TD3 = re.compile(
    rf"(?<![A-Z0-9<])(P[A-Z<][A-Z<]{{3}}[A-Z<]{{39}}){_ROW}([A-Z0-9<]{{9}}[0-9O][A-Z<]{{3}}[0-9O]{{6}}[0-9O][MFX<][0-9O]{{6}}[0-9O][A-Z0-9<]{{16}})(?![A-Z0-9<])"
)
_DIGITS = str.maketrans("OIBSZ", "01852")


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says: its kind, whether its check digits hold, and the numbers in it ('' when there are none)."""

    kind: str
    checks: bool
    birth: str
    national_number: str
    card_number: str


def parse(match: re.Match[str]) -> Zone:
    """Return what a matched zone says."""
    return _td1(match) if len(match.groups()) == 3 else _td3(match)


def _td1(match: re.Match[str]) -> Zone:
    first, second, _ = match.groups()
    birth, expiry = second[0:6].translate(_DIGITS), second[8:14].translate(_DIGITS)
    checks = mrz_check(birth) == int(second[6].translate(_DIGITS)) and mrz_check(expiry) == int(second[14].translate(_DIGITS))
    national = next((field for field in (second[18:29], first[15:26]) if re.fullmatch(r"\d{11}", field)), "")
    belgian = first[2:5].replace("8", "B") == "BEL"
    card = ""
    if belgian and re.fullmatch(r"\d{9}<\d{4}", first[5:19]):
        card = first[5:14] + first[15:18]
    elif belgian and re.fullmatch(r"[A-Z]?\d{8,9}", first[5:14]):
        card = first[5:14]
    return Zone("TD1", checks, birth, national if belgian else "", card)


def _td3(match: re.Match[str]) -> Zone:
    second = match.group(2)
    birth, expiry = second[13:19].translate(_DIGITS), second[21:27].translate(_DIGITS)
    checks = mrz_check(birth) == int(second[19].translate(_DIGITS)) and mrz_check(expiry) == int(second[27].translate(_DIGITS))
    national = second[28:39] if re.fullmatch(r"\d{11}", second[28:39]) and match.group(1)[2:5] == "BEL" else ""
    return Zone("TD3", checks, birth, national, "")


def zones(text: str) -> list[tuple[re.Match[str], Zone]]:
    """Return the zones of a text with what they say."""
    return [(match, parse(match)) for pattern in (_TD1, _TD3) for match in pattern.finditer(text)]


class MrzRecognizer(WindowRecognizer):
    """Finds the zone; the numbers in it become findings of their own in `engine`."""

    ENTITY = ENTITY

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        if "<<" not in text:
            return []
        results = []
        for match, zone in zones(text):
            evidence = (f"zone {zone.kind}", "check digits" if zone.checks else "check failed")
            results.append(self.result(*match.span(), 0.99 if zone.checks else 0.7, zone.kind, evidence, zone.kind))
        return results
