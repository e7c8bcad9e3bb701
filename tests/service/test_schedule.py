"""Jobs are kept in the catalogue: what was missed is done once, and a new moment takes the place of the old one."""

import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scanner.service.schedule import Schedule, trigger


class _Seen:
    def __init__(self):
        self.runs, self.ended, self.turn = [], [], threading.Condition()

    def run(self, name):
        with self.turn:
            self.runs.append(name)
            self.turn.notify_all()
        if name == "bad":
            raise ValueError("Jan Janssens")

    def over(self, name, well):
        with self.turn:
            self.ended.append((name, well))
            self.turn.notify_all()

    def wait(self, count):
        with self.turn:
            return self.turn.wait_for(lambda: len(self.ended) >= count, 20)


def _missed(catalog, times):
    """Let the jobs' next time be long ago, as if the service had been off; `times` is by how many days."""
    schedule = Schedule(catalog, {"crawl": "daily 03:00"}, "UTC", lambda *_: None)
    schedule.start(lambda name: None)
    schedule._scheduler.pause()
    time.sleep(0.2)
    job = schedule._scheduler.get_job("crawl")
    job.next_run_time = datetime.now(UTC) - timedelta(days=times)
    schedule._scheduler._jobstores["default"].update_job(job)
    schedule.stop()


@pytest.mark.parametrize("days", [1, 30])
def test_what_was_missed_is_done_once_at_the_start(catalog, days):
    _missed(catalog, days)
    seen = _Seen()
    schedule = Schedule(catalog, {"crawl": "daily 03:00"}, "UTC", seen.over)
    schedule.start(seen.run)
    assert seen.wait(1)
    time.sleep(0.3)
    assert seen.runs == ["crawl"]
    assert schedule.following()[0].at > datetime.now(UTC)
    schedule.stop()


def test_a_new_start_does_not_do_what_is_not_due(catalog):
    for _ in range(2):
        seen = _Seen()
        schedule = Schedule(catalog, {"crawl": "daily 03:00", "report": "mon 06:00"}, "Europe/Brussels", seen.over)
        schedule.start(seen.run)
        time.sleep(0.3)
        assert seen.runs == []
        assert {each.job for each in schedule.following()} == {"crawl", "report"}
        schedule.stop()


def test_another_moment_takes_the_place_of_the_old_one_and_a_job_that_is_no_more_goes(catalog):
    for moments, zone in (({"crawl": "daily 03:00", "old": "daily 04:00"}, "UTC"), ({"crawl": "sat 05:30"}, "Europe/Brussels")):
        schedule = Schedule(catalog, moments, zone, lambda *_: None)
        schedule.start(lambda name: None)
        following = schedule.following()
        schedule.stop()
    (only,) = following
    at = only.at.astimezone(ZoneInfo("Europe/Brussels"))
    assert (only.job, at.weekday(), at.hour, at.minute) == ("crawl", 5, 5, 30)


def test_a_job_that_fails_is_told_without_its_words(catalog, capfd):
    _ = _missed(catalog, 1)
    seen = _Seen()
    schedule = Schedule(catalog, {"bad": "daily 03:00"}, "UTC", seen.over)
    schedule.start(seen.run)
    schedule._scheduler.modify_job("bad", next_run_time=datetime.now(UTC))
    assert seen.wait(1)
    schedule.stop()
    assert ("bad", False) in seen.ended
    assert "Jan" not in "".join(capfd.readouterr())


def test_the_clock_change_neither_skips_nor_doubles_a_job():
    wanted, zone = trigger("daily 02:30", "Europe/Brussels"), ZoneInfo("Europe/Brussels")
    found, at = [], datetime(2027, 3, 27, 0, 0, tzinfo=zone)
    while at.date() < datetime(2027, 3, 30, tzinfo=zone).date():
        at = wanted.get_next_fire_time(None, at)
        found.append(at)
        at += timedelta(seconds=1)
    days = [each.astimezone(zone).date().day for each in found]
    assert days == sorted(set(days))
    assert {27, 28, 29} <= set(days)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Brussels"])
def test_monday_is_monday(zone):
    at = trigger("mon 06:00", zone).get_next_fire_time(None, datetime(2026, 11, 27, tzinfo=ZoneInfo(zone)))
    assert (at.weekday(), at.day, at.hour) == (0, 30, 6)
