"""ISO weeks as people write them, `2026-W47`: their first and last days, and the weeks before."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-?W(\d{2})")


def of(day: date) -> str:
    """Return the week in which a day lies."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days(week: str) -> tuple[date, date]:
    """Return Monday and Sunday of a week. Raises ValueError when it is none."""
    match = _WEEK.fullmatch(week.strip().upper())
    try:
        first = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        first = None
    if first is None:
        raise ValueError("write a week of the calendar, such as 2026-W47")
    return first, first + timedelta(days=6)


def ended(today: date) -> str:
    """Return the last week that is over on a day."""
    return of(today - timedelta(days=7))


def back(week: str, count: int) -> str:
    """Return the week so many weeks earlier."""
    return of(days(week)[0] - timedelta(weeks=count))


def between(before: str, week: str) -> tuple[str, ...]:
    """Return the weeks that lie between two others."""
    found = []
    one = back(week, 1)
    while one > before:
        found.append(one)
        one = back(one, 1)
    return tuple(reversed(found))
