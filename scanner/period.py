"""Periods after ISO 8601 and how they are added to a day. Pure calendar arithmetic; no clock.

A period of months or years ends on the day with the same number, or on the last day of the month where that month has no
such day: Regulation (EEC, Euratom) No 1182/71, article 3(2)(c). So 29 February and one year is 28 February, and 31 January
and one month is the last day of February. That day still belongs to the period; what ran for it has ended on the next.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_WRITTEN = re.compile(r"P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?", re.ASCII)
_SHORTEST_MONTH = 28  # days
LONGEST = 100  # years; nothing of this trade is kept longer for a fixed time


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time by the calendar: whole months (twelve to a year), then days."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = f"{years}Y" * bool(years) + f"{months}M" * bool(months) + f"{self.days}D" * bool(self.days)
        return f"P{parts or '0D'}"

    def after(self, day: date) -> date:
        """Return the last day of the period that begins with an event on `day`. Raises OverflowError beyond the year 9999."""
        month = day.year * 12 + day.month - 1 + self.months
        year, index = divmod(month, 12)
        if year > date.max.year:
            raise OverflowError("a period ends after the year 9999")
        number = day.day if day.day <= _SHORTEST_MONTH else min(day.day, calendar.monthrange(year, index + 1)[1])
        end = date(year, index + 1, number)
        return end + timedelta(days=self.days) if self.days else end


YEAR = Period(12)


def parse(written: str) -> Period:
    """Return the period that `P5Y`, `P6M`, `P4W`, `P30D` or `P1Y6M` stands for. Raises ValueError saying what to write."""
    match = _WRITTEN.fullmatch(written.strip())
    if match is None:
        raise ValueError("is not a period such as P5Y, P6M, P30D or P0D (ISO 8601, without hours)")
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    period = Period(years * 12 + months, weeks * 7 + days)
    if period.months + period.days / 30 > LONGEST * 12:
        raise ValueError(f"is longer than {LONGEST} years; correct it")
    return period


@lru_cache(maxsize=64)
def at_most_a_year(period: Period) -> bool:
    """Return whether a period never reaches further than one year, from whatever day it begins."""
    first = date(2023, 1, 1)
    days = (first + timedelta(days=number) for number in range(4 * 365 + 2))  # with a leap day and years on both sides of it
    return all(period.after(day) <= YEAR.after(day) for day in days)


def end_of_year(day: date) -> date:
    """Return 31 December of the year of a day."""
    return date(day.year, 12, 31)


def end_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])
