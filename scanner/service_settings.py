"""The part of the configuration that only the service needs: when it does what, how gently, and where it keeps what it knows.

Moments are written as people say them: `daily 20:00`, `mon 06:00`, `mon-fri 08:00-18:00`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from scanner.throttle import Hours
from scanner.yaml_file import Strict

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = rf"daily|(?:{'|'.join(DAYS)})(?:[,-](?:{'|'.join(DAYS)}))*"
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_MOMENT = re.compile(rf"({_DAYS}) {_CLOCK}")
_HOURS = re.compile(rf"({_DAYS}) {_CLOCK}-{_CLOCK}")


def days_of(text: str) -> frozenset[int]:
    """Return the days of the week (Monday 0) of `daily`, `mon,thu` or `fri-mon`."""
    if text == "daily":
        return frozenset(range(7))
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        begin, end = DAYS.index(first), DAYS.index(last or first)
        found |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    return frozenset(found)


def moment(text: str) -> tuple[frozenset[int], time]:
    """Return days and time of day of a moment such as `mon 06:00`. Raises ValueError when it is none."""
    match = _MOMENT.fullmatch(text.strip().lower())
    if match is None or match[1].count("-") > match[1].count(",") + 1:
        raise ValueError("write days and a time, such as `daily 20:00`, `mon 06:00` or `mon,thu 21:30`")
    return days_of(match[1]), time(int(match[2]), int(match[3]))


def hours(text: str) -> Hours:
    """Return the quiet hours of `mon-fri 08:00-18:00`; an end before the beginning lies on the next day. Raises ValueError."""
    match = _HOURS.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError("write days and two times, such as `mon-fri 08:00-18:00` or `daily 22:00-06:00`")
    return Hours(time(int(match[2]), int(match[3])), time(int(match[4]), int(match[5])), days_of(match[1]))


class Schedule(Strict):
    """When the service does what, in the time zone of the service. What was missed while it was off is done once, at its start."""

    crawl: str = Field("daily 20:00", description="look at every folder again, whatever was told of changes")
    report: str = Field("mon 06:00", description="make the weekly report, and send it where that is configured")
    retention: str = Field("daily 05:00", description="decide whose term is over; nothing is deleted by this")
    housekeeping: str = Field("sun 03:30", description="forget what has been gone for long, check the catalogue")

    @field_validator("*")
    @classmethod
    def _moment(cls, text: str) -> str:
        moment(text)
        return text


class LogSettings(Strict):
    """What the service writes down of its own doings; never a name of a file, never a value."""

    format: Literal["text", "json"] = Field("text", description="one line per event, as text or as a JSON object")
    level: Literal["debug", "info", "warning", "error"] = "info"
    file: str = Field("", description="absolute path; empty: standard error, which systemd keeps")
    megabytes: int = Field(10, ge=1, description="a file of this size is set aside and a new one begun")
    kept: int = Field(5, ge=0, description="files that were set aside and are kept")


class ServiceSettings(Strict):
    """How the background service lives."""

    catalog: str = Field("", description="URL of the catalogue; empty: catalog.db (SQLite) in the state folder")
    timezone: str = Field("Europe/Brussels", description="in which the times below are meant")
    schedule: Schedule = Field(default_factory=Schedule)
    quiet_hours: tuple[str, ...] = Field((), strict=False, description="in which nothing is read or crawled by schedule")
    megabytes_per_second: float = Field(0.0, ge=0, description="of files that are read, on average; 0 is without limit")
    nice: int = Field(10, ge=0, le=19, description="lower priority for the processor")
    idle_disk: bool = Field(True, description="lowest priority for the disk, where its scheduler knows that")
    keep_gone_days: int = Field(400, ge=1, description="what is known of a file that is gone is forgotten after this")
    log: LogSettings = Field(default_factory=LogSettings)

    @field_validator("timezone")
    @classmethod
    def _zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            raise ValueError("is no known time zone; write one such as Europe/Brussels") from None
        return name

    @field_validator("quiet_hours")
    @classmethod
    def _hours(cls, texts: tuple[str, ...]) -> tuple[str, ...]:
        for text in texts:
            hours(text)
        return texts

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the service."""
        return ZoneInfo(self.timezone)

    def today(self, now: datetime | None = None) -> date:
        """Return the day it is where the service is, at a moment (the present one)."""
        return (now or datetime.now(UTC)).astimezone(self.zone).date()

    @property
    def quiet(self) -> tuple[Hours, ...]:
        """The quiet hours."""
        return tuple(hours(text) for text in self.quiet_hours)
