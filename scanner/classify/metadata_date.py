"""When a document says of itself that it was made and changed: properties of Office, OpenDocument and PDF, as candidates.

Weak by nature: a template or a conversion leaves its own. When it was printed or opened tells nothing of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from scanner.belgian_day import day_of
from scanner.model import DateSource, DocumentDate, Role, Segment

# OOXML `created` and `modified`, ODF `creation-date` and `date`, PDF `CreationDate` and `ModDate`, XMP `CreateDate` and `ModifyDate`.
_PROPERTY = re.compile(
    r"^(?:[a-z]+:)?(?P<name>created|modified|creation-date|date|creationdate|moddate|createdate|modifydate): (?P<value>.{8,40})$",
    re.IGNORECASE | re.MULTILINE,
)
# ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm'
_PDF = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:(Z)|([+-]\d\d)'?(\d\d)?'?)?.*", re.ASCII)


def candidates(segments: Iterable[Segment]) -> tuple[DocumentDate, ...]:
    """Return the Belgian days on which a document was made and last changed by its own properties; each day once."""
    found: dict[date, DocumentDate] = {}
    for segment in segments:
        if segment.role is not Role.METADATA:
            continue
        for match in _PROPERTY.finditer(segment.text):
            day = _day(match["value"].strip())
            if day is not None:
                found.setdefault(day, DocumentDate(day, DateSource.METADATA, f"metadata {match['name'].lower()}"))
    return tuple(found.values())


def _day(written: str) -> date | None:
    pdf = _PDF.fullmatch(written)
    if pdf is not None:
        year, month, day, hour, minute, second, zulu, zone, zone_minutes = pdf.groups()
        written = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
        written += "+00:00" if zulu else f"{zone}:{zone_minutes or '00'}" if zone else ""
    try:
        moment = datetime.fromisoformat(written)
        return moment.date() if moment.tzinfo is None else day_of(moment)
    except (ValueError, OverflowError):
        return None
