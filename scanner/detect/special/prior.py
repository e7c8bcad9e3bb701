"""What kind of document a text is.

A factor, 0.1 for policies, vacancies, syllabi and blank forms, up to 2 for a person's file; and whether it announces or records a
meeting, a course or a service, where names are those of who speaks, organises and attends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.detect.fold import fold
from scanner.detect.special.cues import CueIndex
from scanner.detect.special.plain import Plain, plain

LOOKED_AT = 20_000  # characters
_TOP = 300  # characters at the beginning that count double
_ANNOUNCED = 1500  # characters within which a meeting, a course or a leaflet tells that it is one
_HEADING = 60  # characters of a line that can be a heading
_BLANKS = re.compile(
    r"\.{6,}|…{2,}|_{4,}|\{\{[^}\n]{1,40}\}\}|«[^»\n]{1,40}»|[☐□]|\[(?:naam|nom|name|datum|date|plaats)[^\]\n]{0,20}\]",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_FILLED = re.compile(r"[☒☑✓✔■]|\[[xX]\]")
_FILLED_NAME = re.compile(r" ?:[ \t]{0,10}[A-Z][A-Za-z'-]+|\t[A-Z][A-Za-z'-]+")
_EITHER = re.compile(
    r"\b(?:hij|zij|ze|il|elle|s?he|er|sie)(?: (?:of|ou|or|oder) | ?/ ?)(?:hij|zij|ze|il|elle|s?he|er|sie)\b"
)  # anybody
_TIMES = re.compile(
    r"(?:^[ \t]*|[.;] )(?:[01]?\d|2[0-3])(?:[.:uh]|h ?)(?:[0-5]\d)\b(?!\.\d)[ \t]*(?:[-–]|\w|$)", re.MULTILINE
)  # `13.45 Welkom`
_PROGRAMME = 2  # lines with a time before them that make a programme
_HEADING_WEIGHT = 3
GENERIC = 0.1
DOUBTFUL = 0.5
PERSONAL = 1.5
FILE = 2.0


@dataclass(frozen=True, slots=True)
class Nature:
    """The factor of a document, and whether names in it need not be those of whom it is about."""

    factor: float = 1.0
    gathering: bool = False


UNKNOWN = Nature()


class Prior:
    """Judges documents by the packs' cues for documents."""

    def __init__(self, cues: CueIndex) -> None:
        self._cues = cues

    def of(self, text: str) -> Nature:
        """Return the kind of a document's text; the factor is 0.1, 0.5, 1 (nothing known), 1.5 or 2."""
        folded = plain(fold(text[:LOOKED_AT]))
        best: dict[tuple[str, str], int] = {}
        either = [(match.start(), match.end()) for match in _EITHER.finditer(folded.lower)]
        for found in self._cues.documents(folded):
            role = found.value.role
            if role == "person_document" and any(low <= found.start < high for low, high in either):
                continue
            if role == "person_field":  # a label proves a person only with a value behind it
                if not _DIGIT.search(folded.text, found.end, found.end + 25):
                    continue
                best["case_document", found.value.word] = 1
                role = "person_document"
            if role == "name_field":
                if not _FILLED_NAME.match(folded.text, found.end):
                    continue
                best["person_document", "name_field"] = _HEADING_WEIGHT
                continue
            if role == "gathering_document" and found.start > _ANNOUNCED:
                continue
            if role == "gathering_document" and _is_label(folded.text, found.start, found.end):
                best[role, found.value.word] = _HEADING_WEIGHT
                continue
            key = (role, found.value.word)
            if best.get(key, 0) < _HEADING_WEIGHT:
                best[key] = max(best.get(key, 0), _weight(folded.text, found.start, found.end))
        generic = sum(weight for (role, _), weight in best.items() if role == "generic_document")
        person = sum(weight for (role, _), weight in best.items() if role == "person_document")
        gathered = sum(weight for (role, _), weight in best.items() if role == "gathering_document")
        case = any(role == "case_document" or word == "name_field" for role, word in best)
        timed = len(_TIMES.findall(folded.text, 0, _ANNOUNCED)) >= _PROGRAMME
        gathering = (gathered >= _HEADING_WEIGHT or timed) and not case
        factor = self._factor(folded, generic, person)
        return Nature(min(factor, 1.0) if gathering else factor, gathering)

    def _factor(self, folded: Plain, generic: int, person: int) -> float:
        if len(_BLANKS.findall(folded.text)) >= 3 and not _FILLED.search(folded.text):
            generic += 4
        if generic >= 4 and generic >= 2 * person:
            return GENERIC
        if generic >= 3 and generic > person:
            return DOUBTFUL
        if person >= 6 and person > 2 * generic:
            return FILE
        return PERSONAL if person >= 3 and person > generic else 1.0


def _is_label(text: str, start: int, end: int) -> bool:
    return text[end : end + 1] == ":" and start - (text.rfind("\n", 0, start) + 1) <= 4


def _weight(text: str, start: int, end: int) -> int:
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    if not text[:start].strip() and text[end : end + 1] == ":":
        return _HEADING_WEIGHT + 1  # `Rollenspel: speel een klant die …`
    heading = stop - line <= _HEADING and start - line <= 4 and not text[line:stop].rstrip().endswith((".", ","))
    if heading:
        return _HEADING_WEIGHT + (not text[:line].strip())  # a title tells most
    return 2 if start < _TOP else 1
