"""Log, alarms, health file, moments: each by itself."""

import json
import logging
import os
import re
from datetime import time

import pytest

from scanner.catalog import journal
from scanner.catalog.errors import CatalogFull
from scanner.catalog.store import Catalog
from scanner.errors import ConfigError, place_of
from scanner.output.wording import Wording
from scanner.service import health, logs
from scanner.service.alarms import Alarms
from scanner.service.heart import Heart
from scanner.service.notify import notify, watchdog_seconds
from scanner.service_settings import LogSettings, hours, moment
from scanner.tree.guards import Reason
from tests.service.conftest import HERE


@pytest.fixture(autouse=True)
def _restored():
    raising = logging.raiseExceptions
    yield
    logging.raiseExceptions = raising
    logger = logging.getLogger(logs.NAME)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


def test_the_log_turns_and_stays_private(tmp_path):
    file = tmp_path / "log"
    logs.set_up(LogSettings(file=str(file), kept=2))
    logging.getLogger(logs.NAME).handlers[0].maxBytes = 2000
    for number in range(100):
        logs.log("an event", number=number, where="a place with spaces")
    names = sorted(os.listdir(tmp_path))
    assert names == ["log", "log.1", "log.2"]
    assert {os.stat(tmp_path / name).st_mode & 0o777 for name in names} == {0o600}
    assert 'number=99 where="a place with spaces"' in file.read_text()


def test_libraries_get_no_line(tmp_path, capfd):
    file = tmp_path / "log"
    logs.set_up(LogSettings(file=str(file), format="json", level="debug"))
    logging.getLogger("apscheduler").error("Jan Janssens")
    logging.getLogger("pdfminer.six").warning("Jan Janssens")
    logs.log("ours")
    assert [json.loads(line)["event"] for line in file.read_text().splitlines()] == ["ours"]
    assert "Jan" not in "".join(capfd.readouterr())


def test_a_log_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="the log cannot be written"):
        logs.set_up(LogSettings(file=str(tmp_path / "none" / "log")))


def test_an_exception_is_told_by_kind_and_place():
    try:
        raise ValueError("Jan Janssens")
    except ValueError as error:
        told = place_of(error)
    assert told.startswith("ValueError in ")
    assert "Jan" not in told


def test_alarms_outlive_the_process_and_a_catalogue_without_room(tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/c.db"
    with Catalog.open(url) as catalog:
        alarms = Alarms(catalog)

        def full(*_):
            raise CatalogFull("no room")

        with monkeypatch.context() as patch:
            patch.setattr(journal, "raise_alarm", full)
            alarms.set("catalog_full", "catalog", {})
            alarms.set("guard_smaller", "root 1", {"now": 1})
            assert set(alarms.open()) == {("catalog_full", "catalog"), ("guard_smaller", "root 1")}
        with catalog.read() as connection:
            assert journal.open_alarms(connection) == []
        alarms.retry()
        alarms.set("catalog_full", "catalog", None)
    with Catalog.open(url) as catalog:
        assert Alarms(catalog).open() == {("guard_smaller", "root 1"): '{"now": 1}'}
        with catalog.read() as connection:
            assert [each.kind for each in journal.open_alarms(connection)] == ["guard_smaller"]


def test_every_alarm_has_its_sentence_in_every_language():
    kinds = set()
    for path in (HERE / "scanner" / "service").glob("*.py"):
        kinds |= set(re.findall(r"""alarms\.set\("([a-z_]+)\"""", path.read_text()))
    kinds |= {
        "register_unreadable",
        "register_removal",
        "register_lines",
        "watch_limit",
        "watch_instances",
        *(reason.value for reason in Reason),
    }
    assert len(kinds) > 10
    for language in ("nl", "fr", "en"):
        for kind in kinds:
            assert Wording(language)(kind) != kind, kind


def test_a_thread_that_dies_is_known():
    heart = Heart()

    def die():
        raise KeyError("x")

    thread = heart.thread("one", die)
    thread.start()
    thread.join()
    assert heart.failed is not None
    assert heart.failed[0] == "one"
    assert heart.wake.is_set()
    assert heart.silent() == {}


def test_an_old_health_file_means_that_it_does_not_run(tmp_path):
    assert health.read(str(tmp_path)) is None
    assert not health.fresh(None)
    assert health.write(str(tmp_path), {"written": 0.0})
    assert not health.fresh(health.read(str(tmp_path)))
    (tmp_path / health.NAME).write_text("{")
    assert health.read(str(tmp_path)) is None
    assert not health.write(str(tmp_path / "none"), {})


def test_without_systemd_nothing_is_told(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    notify("READY=1")
    assert watchdog_seconds() is None
    monkeypatch.setenv("WATCHDOG_USEC", "30000000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))
    assert watchdog_seconds() == 30
    monkeypatch.setenv("WATCHDOG_PID", "1")
    assert watchdog_seconds() is None


@pytest.mark.parametrize(
    ("text", "days", "clock"),
    [
        ("daily 20:00", set(range(7)), time(20)),
        ("mon 06:05", {0}, time(6, 5)),
        ("mon,thu 21:30", {0, 3}, time(21, 30)),
        ("fri-mon 00:00", {4, 5, 6, 0}, time(0)),
        ("Mon-Wed,sat 23:59", {0, 1, 2, 5}, time(23, 59)),
    ],
)
def test_moments(text, days, clock):
    assert moment(text) == (frozenset(days), clock)


@pytest.mark.parametrize(
    "text", ["", "20:00", "daily", "monday 06:00", "mon 24:00", "mon 6:00", "1 06:00", "mon-tue-wed 06:00", "0 6 * * 1"]
)
def test_no_moments(text):
    with pytest.raises(ValueError, match="write days and a time"):
        moment(text)


def test_quiet_hours():
    found = hours("mon-fri 08:00-18:00")
    assert (found.begin, found.end, found.days) == (time(8), time(18), frozenset(range(5)))
    with pytest.raises(ValueError, match="two times"):
        hours("mon-fri 08:00")
