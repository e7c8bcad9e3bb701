"""Periods by the calendar, and the Belgian day of a moment."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import belgian_day, period
from scanner.period import Period


@pytest.mark.parametrize(
    ("written", "months", "days"),
    [
        ("P5Y", 60, 0),
        ("P6M", 6, 0),
        ("P0D", 0, 0),
        ("P30D", 0, 30),
        ("P4W", 0, 28),
        ("P1Y6M", 18, 0),
        ("P1Y2M3W4D", 14, 25),
        (" P1Y ", 12, 0),
    ],
)
def test_a_written_period(written, months, days):
    assert period.parse(written) == Period(months, days)
    assert period.parse(str(period.parse(written))) == Period(months, days)


@pytest.mark.parametrize(
    "written",
    ["", "P", "5Y", "P5", "PT5H", "P1YT", "P-1Y", "P1.5Y", "P1D1Y", "p5y", "P101Y", "P9999M", "P99999D", "5 jaar", "P٥Y"],
)
def test_what_is_no_period(written):
    with pytest.raises(ValueError, match=r"period|longer"):
        period.parse(written)


@pytest.mark.parametrize(
    ("start", "written", "last"),
    [
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2023, 2, 28), "P1Y", date(2024, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2023, 1, 31), "P1M", date(2023, 2, 28)),
        (date(2024, 8, 31), "P1M", date(2024, 9, 30)),
        (date(2024, 12, 31), "P2M", date(2025, 2, 28)),
        (date(2024, 12, 1), "P1M", date(2025, 1, 1)),
        (date(2024, 12, 31), "P1D", date(2025, 1, 1)),
        (date(2024, 1, 31), "P1M1D", date(2024, 3, 1)),
        (date(2024, 5, 12), "P0D", date(2024, 5, 12)),
        (date(2096, 2, 29), "P4Y", date(2100, 2, 28)),
    ],
)
def test_leap_days_and_ends_of_months(start, written, last):
    assert period.parse(written).after(start) == last


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 1200), st.integers(0, 400))
def test_a_longer_period_and_a_later_day_never_end_earlier(start, months, days):
    end = Period(months, days).after(start)
    assert end >= start
    assert Period(months + 1, days).after(start) > end
    assert Period(months, days + 1).after(start) == end + timedelta(days=1)
    assert Period(months, days).after(start + timedelta(days=1)) >= end


def test_a_year_at_most():
    for written in ("P1Y", "P12M", "P365D", "P6M", "P0D", "P11M28D", "P52W"):
        assert period.at_most_a_year(period.parse(written)), written
    for written in ("P366D", "P13M", "P1Y1D", "P11M30D", "P53W"):
        assert not period.at_most_a_year(period.parse(written)), written


def test_ends():
    assert period.end_of_year(date(2024, 1, 1)) == date(2024, 12, 31)
    assert period.end_of_month(2024, 2) == date(2024, 2, 29)


@given(st.datetimes(datetime(1996, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)))
def test_the_belgian_day_is_that_of_the_time_zone(moment):
    assert belgian_day.day_of(moment) == moment.astimezone(ZoneInfo("Europe/Brussels")).date()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=timezone(timedelta(hours=2))), date(2026, 6, 30)),
    ],
)
def test_half_past_eleven_in_the_evening(moment, day):
    assert belgian_day.day_of(moment) == day
    nanoseconds = round(moment.timestamp()) * 10**9 + 999_999_999
    assert belgian_day.day_of_ns(nanoseconds) == day


def test_a_moment_without_zone_has_no_day():
    with pytest.raises(ValueError, match="time zone"):
        belgian_day.day_of(datetime(2026, 6, 30, 23, 30))
