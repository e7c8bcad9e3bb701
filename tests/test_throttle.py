import os
import subprocess
import sys
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.throttle import Budget, Hours, wait_for

NIGHT = Hours(time(22), time(6))
OFFICE = Hours(time(8, 30), time(17), frozenset(range(5)))
MONDAY = datetime(2026, 11, 23)


@pytest.mark.parametrize(
    ("hours", "day", "clock", "expected"),
    [
        (OFFICE, 0, time(8, 29, 59), False),
        (OFFICE, 0, time(8, 30), True),
        (OFFICE, 0, time(16, 59), True),
        (OFFICE, 0, time(17), False),
        (OFFICE, 5, time(12), False),
        (NIGHT, 0, time(23), True),
        (NIGHT, 1, time(5, 59), True),
        (NIGHT, 1, time(6), False),
        (Hours(time(22), time(6), frozenset({4})), 5, time(3), True),
        (Hours(time(22), time(6), frozenset({4})), 4, time(3), False),
        (Hours(time(0), time(0)), 3, time(15), True),
    ],
)
def test_hours(hours, day, clock, expected):
    assert hours.hold(datetime.combine(MONDAY + timedelta(days=day), clock)) is expected


@pytest.mark.parametrize(
    ("quiet", "now", "wait"),
    [
        ([], MONDAY, timedelta(0)),
        ([OFFICE], MONDAY.replace(hour=16), timedelta(hours=1)),
        ([OFFICE, Hours(time(16, 30), time(20))], MONDAY.replace(hour=16), timedelta(hours=4)),
        ([NIGHT], MONDAY.replace(hour=23), timedelta(hours=7)),
        ([NIGHT], MONDAY.replace(hour=7), timedelta(0)),
        ([Hours(time(0), time(0))], MONDAY, timedelta(days=8)),
    ],
)
def test_how_long_to_wait(quiet, now, wait):
    assert wait_for(now, quiet) == wait


@given(
    st.lists(st.tuples(st.times(), st.times(), st.frozensets(st.integers(0, 6))), max_size=4),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),
)
def test_after_the_wait_it_is_not_quiet(windows, now):
    quiet = [Hours(begin.replace(microsecond=0), end.replace(microsecond=0), days) for begin, end, days in windows]
    wait = wait_for(now, quiet)
    assert timedelta(0) <= wait
    if wait < timedelta(days=8):
        assert not any(hours.hold(now + wait) for hours in quiet)


@given(st.lists(st.tuples(st.integers(0, 10**7), st.floats(0, 30)), min_size=1, max_size=50), st.integers(1, 10**6))
def test_whoever_waits_as_told_stays_within_the_rate(steps, rate):
    budget, now, spent = Budget(rate), 100.0, 0
    for amount, idle in steps:
        now += idle
        wait = budget.spend(amount, now)
        spent += amount
        now += wait
        assert wait >= 0
    assert spent <= rate * (now - 100.0 + 1) * 1.001 + 1


def test_no_limit_is_no_wait_and_a_clock_that_goes_back_no_harm():
    assert Budget(0).spend(10**12, 0) == 0
    budget = Budget(100)
    assert budget.spend(200, 50.0) == 2
    assert budget.spend(100, 10.0) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="priorities of Linux")
def test_the_priority_is_that_of_what_is_started_too():
    script = (
        "import os, subprocess\nfrom scanner.throttle import be_gentle\nassert be_gentle(7) == []\nassert be_gentle(7) == []\n"
        "print(os.nice(0), subprocess.run(['cat', '/proc/self/stat'], capture_output=True, text=True).stdout.split()[18])\n"
        "import ctypes\nprint(ctypes.CDLL(None).syscall(252 if os.uname().machine == 'x86_64' else 31, 1, 0) >> 13)"
    )
    before = os.nice(0)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    wanted = max(7, before)
    assert done.stdout.split() == [str(wanted), str(wanted), "3"]
