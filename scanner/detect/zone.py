"""Machine-readable zones of cards (TD1, three lines of 30) and passports (TD3, two of 44): ICAO 9303 parts 4 and 5.

Belgian cards put twelve digits in a field of nine (overflow) and the national number in the optional data: in line 1
on the cards of 2004–2005, in line 2 later. Each character is read for what its position can hold, since OCR takes `<` for
K, C or a bracket and 0 for O; the check digits then say whether the reading holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from scanner.detect.numbers import card_number, mrz_check, national_number

_DIGITS = str.maketrans("OQDILZSGBT]!|", "0001125687111")
_LETTERS = str.maketrans("01582", "OISBZ")
_FILLERS = str.maketrans("«»‹›([{)}€£", "<<<<<<<<<<<")
_NOISE = r"A-Z0-9<«»‹›(\[{)}\]€£|!"
_LINE = re.compile(rf"(?<![^\s>|])[ ]*([{_NOISE}a-z](?:[ ]?[{_NOISE}a-z]){{14,95}})[ ]*(?![^\s|])")
_DATES = re.compile(r"([0-9]{6})([0-9])(.)([0-9]{6})([0-9])")
_TD1, _TD3 = 30, 44
_FILLERS_LEAST = 4  # signs `<` of a zone
_SLACK = 2  # characters that OCR may lose of a line or add to it
_FEW_SMALL = 6  # small letters that OCR may put in a line of capitals
_FAR = 200  # characters
_BETWEEN = re.compile(r"\s{0,6}")


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says: offsets, its kind, whether its check digits hold, and the numbers in it ('' when there are none)."""

    start: int
    end: int
    kind: str
    checks: bool
    birth: str
    national_number: str
    card_number: str


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


@lru_cache(maxsize=2)  # asked for the zones and again for the numbers in them
def zones(text: str) -> tuple[Zone, ...]:
    """Return the zones of a text, in order of place."""
    if text.count("<") < _FILLERS_LEAST:
        return ()
    found: list[Zone] = []
    lines = list(_lines(text))
    for index, line in enumerate(lines):
        zone = _card(text, lines, index) if abs(len(line.text) - _TD1) <= _SLACK else None
        if zone is None and abs(len(line.text) - _TD3) <= _SLACK:
            zone = _passport(text, lines, index)
        if zone is not None and not (found and zone.start < found[-1].end):
            found.append(zone)
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that could belong to a zone, without spaces; a zone without line ends is cut where its lines end."""
    for match in (match for start, end in _reaches(text) for match in _LINE.finditer(text, start, end)):
        written = match.group(1)
        if "\n" in written or sum(map(str.islower, written)) > _FEW_SMALL:
            continue
        signs = [(match.start(1) + at, char) for at, char in enumerate(written.upper()) if char != " "]
        size = len(signs)
        width = _TD3 if abs(size - 2 * _TD3) <= _SLACK and written[0] in "Pp" else _TD1 if size > _TD3 + _SLACK else size
        for at in range(0, size, width):
            part = signs[at : at + width]
            yield _Line(part[0][0], part[-1][0] + 1, "".join(char for _, char in part).translate(_FILLERS))


def _reaches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text in which lines of zones can lie: from some way before a `<` to some way behind the next ones near it."""
    first = last = text.find("<")
    while last >= 0:
        following = text.find("<", last + 1)
        if following < 0 or following - last > 2 * _FAR:
            yield max(0, first - _FAR), min(len(text), last + _FAR)
            first = following
        last = following


def _neighbour(text: str, lines: list[_Line], index: int, step: int) -> _Line | None:
    """The line right above or below, an empty line between them let pass."""
    if not 0 <= index + step < len(lines):
        return None
    first, second = sorted((lines[index], lines[index + step]), key=lambda line: line.start)
    return lines[index + step] if _BETWEEN.fullmatch(text, first.end, second.start) else None


def _card(text: str, lines: list[_Line], index: int) -> Zone | None:
    """A zone of three lines by its second one, which holds the dates with their check digits."""
    line = lines[index]
    dates = _DATES.match(line.text[:15].translate(_DIGITS))
    if dates is None:
        return None
    first, third = _neighbour(text, lines, index, -1), _neighbour(text, lines, index, 1)
    if first is not None and not re.match(r"[IACL1|!].[A-Z0-9<]{3}", first.text):
        first = None
    birth, checks = dates.group(1), _hold(dates)
    if not checks and (first is None or dates.group(3) not in "MFX<"):
        return None
    if first is None and "<" not in line.text[15:] and (third is None or "<<" not in third.text):
        return None
    if third is not None and "<" not in third.text:
        third = None
    belgian = first is None or first.text[2:5].translate(_LETTERS) in ("BEL", "8EL", "BFL")
    national = _national(line.text[18:], birth) or (_national(first.text[15:], birth) if first else "")
    card = _card_number(first.text[5:]) if first and belgian else ""
    start, end = (first or line).start, (third or line).end
    return Zone(start, end, "TD1", checks, birth, national if belgian else "", card)


def _passport(text: str, lines: list[_Line], index: int) -> Zone | None:
    line = lines[index]
    dates = _DATES.match(line.text[13:28].translate(_DIGITS))
    first = _neighbour(text, lines, index, -1)
    if dates is None or (first is not None and not first.text.startswith("P")):
        return None
    checks = _hold(dates)
    if not checks and (first is None or dates.group(3) not in "MFX<"):
        return None
    belgian = line.text[10:13].translate(_LETTERS) == "BEL"
    national = _national(line.text[28:42], dates.group(1)) if belgian else ""
    return Zone((first or line).start, line.end, "TD3", checks, dates.group(1), national, "")


def _hold(dates: re.Match[str]) -> bool:
    return mrz_check(dates.group(1)) == int(dates.group(2)) and mrz_check(dates.group(4)) == int(dates.group(5))


def _national(optional: str, birth: str) -> str:
    """The national number of a field of optional data; the birth date of the zone corrects its first six digits."""
    match = re.match(r"[0-9]{11}", optional.translate(_DIGITS))
    if match is None:
        return ""
    digits = match.group()
    if national_number(digits) is None and national_number(birth + digits[6:]):
        return birth + digits[6:]
    return digits


def _card_number(rest: str) -> str:
    """The card number behind the issuer: twelve digits of which three overflow, or nine and ten characters of other cards."""
    digits = rest.translate(_DIGITS)
    overflow = re.match(r"([0-9]{9})[^0-9]{1,2}([0-9]{3})[0-9]", digits)
    if overflow:
        return overflow.group(1) + overflow.group(2)
    lost = re.match(r"([0-9]{12})[0-9](?![0-9])", digits)  # OCR dropped the sign between
    if lost and card_number(lost.group(1)):
        return lost.group(1)
    other = re.match(r"[A-Z][0-9]{8}", rest[:1].translate(_LETTERS) + digits[1:9])
    foreign = other and re.match(r"([A-Z])([0-9]{8})[^0-9]([0-9])[0-9]", rest[:1] + digits[1:])
    if foreign and rest[0].isalpha():
        return "".join(foreign.groups())
    nine = re.match(r"[0-9]{9}", digits)
    return nine.group() if nine else ""
