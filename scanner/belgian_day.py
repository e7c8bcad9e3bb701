"""On which day it was in Belgium: the day of a moment, without a time-zone database.

Central European Time is UTC+1, and UTC+2 from the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC
(Directive 2000/84/EC, articles 2 and 3). Before 1996 summer ended in September; of those years an hour may be wrong.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_SECOND = 1_000_000_000


def day_of(moment: datetime) -> date:
    """Return the Belgian day of an aware moment. Raises ValueError for one without a time zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment without time zone has no day")
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    summer = _last_sunday(utc.year, 3) <= utc < _last_sunday(utc.year, 10)
    return (utc + timedelta(hours=2 if summer else 1)).date()


def day_of_ns(nanoseconds: int) -> date:
    """Return the Belgian day of a time in nanoseconds since 1970 (UTC)."""
    return day_of(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=nanoseconds // _SECOND))


def _last_sunday(year: int, month: int) -> datetime:
    """Return the last Sunday of a month of 31 days at 01:00 UTC."""
    last = datetime(year, month, 31, 1)  # noqa: DTZ001 - UTC throughout, told apart from the answer by having no zone
    return last - timedelta(days=(last.weekday() + 1) % 7)
