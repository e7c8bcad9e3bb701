"""Which of the dates of a document is its date.

A signed date beats one behind a label, that one beats metadata, and metadata beat a name. Signers may sign on different
days, and a document may be changed for a while, so within one place the latest counts, when all lie within a year; further
apart they contradict each other. A label that disagrees by more than a year with the year in a name, and metadata that do, contradict
it too. Which date is chosen never depends on the present day, so that no later day changes it; whether it lies ahead does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from scanner.model import DateSource, DocumentDate
from scanner.period import end_of_month

EARLIEST = date(1950, 1, 1)  # of a document on a file server; older ones are scans, or misread
LATEST = date(2100, 12, 31)
_APART = 366  # days within which dates of one document may differ
_ORDER = tuple(DateSource)
_YEAR = re.compile(r"(?<![0-9])(?:19[5-9][0-9]|20[0-9]{2})(?![0-9])")
# 2024-05-12, 2024_05_12, 20240512 and 2024-05 at the beginning of a name or behind a mark; nothing of a longer number.
_DAY = re.compile(r"(?<![0-9A-Za-z])((?:19[5-9]|20[0-9])[0-9])([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9])")
_MONTH = re.compile(r"(?<![0-9A-Za-z])((?:19[5-9]|20[0-9])[0-9])[-_.](0[1-9]|1[0-2])(?![-_.]?[0-9])")


def is_plausible(day: date) -> bool:
    """Return whether a day can be that of a document or an event: from 1950 to 2100."""
    return EARLIEST <= day <= LATEST


def choose(dates: Iterable[DocumentDate]) -> tuple[DocumentDate | None, bool]:
    """Return the document's date, None without one; and whether the dates contradict each other, so that a person must look."""
    by_source: dict[DateSource, list[DocumentDate]] = {}
    for one in dates:
        by_source.setdefault(one.source, []).append(one)
    for source in _ORDER:
        candidates = by_source.get(source)
        if candidates:
            latest = max(candidates, key=lambda one: (one.day, one.detail))
            return latest, _contradict(latest, candidates, by_source.get(DateSource.NAME, ()))
    return None, False


def _contradict(chosen: DocumentDate, candidates: Sequence[DocumentDate], named: Sequence[DocumentDate]) -> bool:
    if not all(is_plausible(one.day) for one in candidates):
        return True
    if (chosen.day - min(one.day for one in candidates)).days > _APART:
        return True
    if chosen.source is DateSource.SIGNED or not named:
        return False
    return all(abs(one.day.year - chosen.day.year) > 1 for one in named)


def in_path(path: bytes) -> tuple[DocumentDate, ...]:
    """Return the date in a file's name, else the year in the name of the deepest folder that has one; at most one.

    A year or month alone stands for its last day, so that nothing ends too early; of `2023-2024` the later year counts.
    """
    *folders, name = path.decode("utf-8", "replace").split("/")
    for part, detail in ((name, "file name"), *((folder, "folder name") for folder in reversed(folders))):
        day = _in_name(part)
        if day is not None:
            return (DocumentDate(day, DateSource.NAME, detail),)
    return ()


def _in_name(name: str) -> date | None:
    days: list[date] = []
    for match in _DAY.finditer(name):
        try:
            days.append(date(int(match[1]), int(match[3]), int(match[4])))
        except ValueError:
            continue
    if not days:
        days = [end_of_month(int(match[1]), int(match[2])) for match in _MONTH.finditer(name)]
    if not days:
        days = [date(int(match.group()), 12, 31) for match in _YEAR.finditer(name)]
    return max(days, default=None)
