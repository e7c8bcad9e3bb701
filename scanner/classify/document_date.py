"""On which day a document was made, by its own text: candidates only, in Dutch, French, English and German.

A date counts where the text says that it is the document's: behind a label such as `datum:`, after the place where it was
signed (`Gent, 12 mei 2024`), or beside a signature. All other dates are passed over on purpose: births, validity, deadlines,
periods of experience. Nothing is guessed: day stands before month, and a month without a day is its last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from scanner import dates
from scanner.model import DateSource, DocumentDate, Grid, Role, Segment
from scanner.period import end_of_month

_ROLES = (Role.BODY, Role.FORM, Role.OCR, Role.HEADER, Role.NOTE)
_MOST = 50  # candidates of one document; a log or register of dates has no date of its own
_LONGEST = 160  # characters of a line that dates a document
_DATE = dates.PATTERN
_DAY_WORD = (
    r"(?:(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),? )?"
)
_ARTICLE = r"(?:(?:de|den|op|le|la|du|the|on|am|dem|den|ce)\.? )?"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?:[ /-][\w.'’-]+){0,3}"
# `Gent, 12 mei 2024` alone on its line; `Opgemaakt te Gent op …` anywhere in one.
_FROM_PLACE = re.compile(rf"{_PLACE} ?(?:\([^)\n]{{1,20}}\) ?)?, ?(?i:{_ARTICLE}{_DAY_WORD}(?P<date>{_DATE}))[ .,;]*")
_MADE = re.compile(
    r"(?<!\w)(?:opgemaakt|opgesteld|gedaan|ondertekend|getekend|fait|établi|signé|done|signed|made|ausgestellt|erstellt|unterzeichnet|geschehen)"
    r"(?:e|es|ée)?(?: (?:te|in|à|a|at|zu) [^\n\t\d:]{2,40}?)?,? ?"
    rf"(?:in (?:twee|drie|tweevoud|drievoud)[^\n\t\d]{{0,30}})?(?:op|le|on|am|den|:)?(?: datum van)? ?{_DAY_WORD}(?P<date>{_DATE})",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?<!\w)(?:handtekening(?:en)?|signatures?|unterschrift(?:en)?|voor akkoord|pour accord|lu et approuvé|gelezen en goedgekeurd|datum en handtekening"
    r"|date et signature|date and signature|datum und unterschrift)(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?P<bare>datum|date|dd|d\.d)|(?P<signed>datum (?:van )?(?:ondertekening|handtekening)|datum en handtekening|date de (?:la )?signature"
    r"|date et signature|date of signature|signature date|date signed|date and signature|datum der unterschrift|datum und unterschrift)"
    r"|verslagdatum|gespreksdatum|briefdatum|factuurdatum|rapportdatum|documentdatum|opmaakdatum|datum (?:van )?(?:het |de )?"
    r"(?:verslag|gesprek|brief|document|opmaak|intake|evaluatie|rapport|factuur|attest|uitreiking)"
    r"|date (?:du |de la |de l['’]|d['’]|de )?(?:rapport|document|entretien|lettre|émission|établissement|facture|facturation|évaluation|délivrance)"
    r"|(?:report|document|invoice|letter|issue|interview) date|date of (?:the )?(?:report|document|invoice|letter|interview|issue)"
    r"|(?:rechnungs|bericht|brief|ausstellungs)datum|datum des (?:berichts|gesprächs|dokuments))"
    r"(?: ?\([^)\n]{1,30}\))?(?: ?[:\t.=]+ ?|(?(bare)(?!)| ))",
    re.IGNORECASE,
)
# A payslip is of its month, and has no other date.
_PAYSLIP = re.compile(
    r"(?:loonbrief|loonfiche|loonstrook|loonafrekening|fiche de (?:paie|salaire)|bulletin de (?:paie|salaire)|payslip|pay slip|lohnabrechnung)"
    r"(?: ?[:–-]| voor| van| du mois de| de| for| für)? ",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    r"(?P<month>januari|janvier|january|januar|februari|février|february|februar|maart|mars|march|märz|april|avril|mei|mai|may|juni|juin|june"
    r"|juli|juillet|july|augustus|août|august|september|septembre|oktober|octobre|october|november|novembre|december|décembre|dezember)"
    r" (?P<year>(?:19[5-9]|20\d)\d)(?!\d)",
    re.IGNORECASE,
)
# Who or what a line is about when its date is not the document's.
_OTHER = re.compile(
    r"(?<!\w)(?:geboren|geboorte\w*|geb\.|né|née|naissance|born|birth|dob|geboren am|geburts\w*|geldig\w*|vervalt|verval\w*|valable\w*|validité|valid|expir\w*"
    r"|gültig\w*|ablauf\w*|uiterlijk|uiterste|ten laatste|te betalen|betaalbaar|vóór|voor(?= \d)|échéance|au plus tard|avant le|due|deadline|until|fällig\w*|spätestens"
    r"|tot|jusqu\w*|bis|sinds|depuis|since|seit|vanaf|à partir|from|ab|start\w*|begin\w*|début|eind\w*|fin|end|einde|overleden|décédé\w*|gehuwd|marié\w*)(?!\w)",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(_ARTICLE + _DAY_WORD, re.IGNORECASE)
_RANGE = re.compile(
    rf" ?(?:[-–—]|tot(?: en met)?|t/m|au|à|to|until|bis)(?: ?\d| (?:{dates.MONTH_NAMES}|heden|nu|présent|aujourd|now|today|heute)(?!\w))",
    re.IGNORECASE,
)
_NEAR = 2  # lines between a signature and its date


def candidates(segments: Iterable[Segment]) -> tuple[DocumentDate, ...]:
    """Return the days on which a document may have been made, with their places, in order of the text; each day and source once.

    Text alone: metadata and names of files are for others to add. Empty for a document with more than 50 of them.
    """
    found: dict[tuple[date, DateSource], DocumentDate] = {}
    for segment in segments:
        if segment.role not in _ROLES:
            continue
        for day, source, offset in _in_text(segment.text, is_table=isinstance(segment.locators, Grid)):
            found.setdefault((day, source), DocumentDate(day, source, segment.locate(offset)))
            if len(found) > _MOST:
                return ()
    return tuple(found.values())


def _in_text(text: str, *, is_table: bool) -> Iterator[tuple[date, DateSource, int]]:
    """Yield day, source and offset of each date that the text calls its own."""
    start = 0
    before: list[str] = []
    since_signature = _NEAR + 1
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            since_signature = 0 if _SIGNATURE.search(bare) else since_signature + 1
            signed_near = since_signature <= _NEAR
            dated = _in_line(bare, before[-1] if before else "", is_table=is_table, signed_near=signed_near)
            if dated is not None:
                day, source = dated
                yield day, source, start + line.index(bare[0])
            before = [bare]
        start += len(line) + 1


def _in_line(line: str, above: str, *, is_table: bool, signed_near: bool) -> tuple[date, DateSource] | None:
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    label = _LABEL.match(line)
    if label is not None:
        cells = [cell for cell in line.split("\t") if cell.strip()]
        if is_table and len(cells) > 2:  # a row of a table of many dates
            return None
        day = _read(line, label.end())
        source = DateSource.SIGNED if label["signed"] or signed_near else DateSource.TEXT
        return (day, source) if day is not None else None
    payslip = _PAYSLIP.match(line)
    if payslip is not None:
        day = _read(line, payslip.end())
        return (day, DateSource.TEXT) if day is not None else None
    if is_table or _OTHER.search(above[-40:]):
        return None
    whole = _FROM_PLACE.fullmatch(line)
    if whole is not None and not _OTHER.search(line[: whole.start("date")]):
        return _signed(whole["date"])
    made = _MADE.search(line)
    if made is not None and not _OTHER.search(line[: made.start()]) and not _RANGE.match(line, made.end("date")):
        return _signed(made["date"])
    if _SIGNATURE.search(line) and not _OTHER.search(line):
        match = next(dates.find(line), None)
        if match is not None and _stands_alone(line, match.start(), match.end()):
            return _signed(match.group())
    return None


def _signed(written: str) -> tuple[date, DateSource] | None:
    day = dates.parse(written)
    return (day, DateSource.SIGNED) if day is not None else None


def _read(line: str, at: int) -> date | None:
    """Return the day that begins at an offset and is no part of a longer number or of a period; of a month its last day."""
    before = _BEFORE_DATE.match(line, at)
    at = before.end() if before is not None else at
    match = dates.DATE.match(line, at)
    if match is not None:
        return dates.parse(match.group()) if _stands_alone(line, match.start(), match.end()) else None
    month = _MONTH_YEAR.match(line, at)
    if month is None or _RANGE.match(line, month.end()):
        return None
    first = dates.parse(f"1 {month['month']} {month['year']}")
    return end_of_month(first.year, first.month) if first is not None else None


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether a date has boundaries of its own: `80101911/26.06.2025` is a number of something."""
    before, behind = line[start - 1 : start], line[end : end + 1]
    if before.isalnum() or (before in ("/", "-", ".", "_") and line[start - 2 : start - 1].isalnum()):
        return False
    if behind.isalnum() or (behind in ("/", "-", "_") and line[end + 1 : end + 2].isalnum()):
        return False
    return not _RANGE.match(line, end)
