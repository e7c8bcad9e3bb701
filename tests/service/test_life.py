"""The service as its administrator meets it: it starts, finds, is asked, is told to end, is killed."""

import json
import os
import signal
import time

from tests.catalog import conftest as databases
from tests.service.conftest import NUMBER


def test_it_finds_what_is_there_and_what_is_saved_and_forgets_what_is_removed(service):
    (service.tree / "a.txt").write_text(f"Rijksregisternummer: {NUMBER}\n")
    service.start()
    service.until(lambda: "BE_NATIONAL_REGISTER_NUMBER" in service.entities("a.txt"))
    (service.tree / "map").mkdir()
    (service.tree / "map" / "b.txt").write_text(f"INSZ {NUMBER}\n")
    service.until(lambda: "BE_NATIONAL_REGISTER_NUMBER" in service.entities("map/b.txt"))
    (service.tree / "a.txt").write_text("niets meer\n")
    service.until(lambda: not service.entities("a.txt") and service.files()["a.txt"].size == 11)
    os.rename(service.tree / "map" / "b.txt", service.tree / "c.txt")
    service.until(lambda: service.entities("c.txt") and "map/b.txt" not in service.files())
    os.remove(service.tree / "c.txt")
    service.until(lambda: service.files()["c.txt"].missing_since)


def test_it_tells_systemd_that_it_is_ready_lives_and_ends(service):
    lines = service.listen()
    service.start()
    told = []
    service.until(lambda: told.extend(lines()) or {"READY=1", "WATCHDOG=1"} <= set(told))
    begin = time.monotonic()
    assert service.stop() == 0
    assert time.monotonic() - begin < 10
    assert "STOPPING=1" in lines()


def test_ctrl_c_ends_it_well_and_a_second_one_is_refused(service):
    service.start()
    second = service.command("daemon")
    assert second.returncode == 2
    assert "another dossierwacht writes in this catalogue" in second.stderr
    assert second.stderr.count("\n") == 1
    assert service.stop(signal.SIGINT) == 0


def test_after_a_kill_it_goes_on_and_nothing_is_lost_or_doubled(service):
    for number in range(40):
        (service.tree / f"{number}.txt").write_text(f"Rijksregisternummer {NUMBER}, document {number}\n")
    service.start(ready=False)
    service.until(lambda: len(service.files()) >= 10)
    service.stop(signal.SIGKILL)
    os.remove(service.tree / "3.txt")
    service.start()
    service.until(
        lambda: (
            sum(bool(row.sha256) and not row.missing_since for row in service.files().values()) == 39
            and service.files()["3.txt"].missing_since
        )
    )
    assert len(service.files()) == 40


def test_sighup_takes_a_right_configuration_and_keeps_the_old_one_when_it_is_wrong(service):
    (service.tree / "a.txt").write_text("a")
    (service.tree / "b.bak").write_text("b")
    service.start()
    service.until(lambda: len(service.files()) == 2)
    before = service.health()["config"]["digest"]
    service.config_file.write_text("roots: [{path: relative}]\n")
    service.send(signal.SIGHUP)
    service.until(lambda: "config_wrong" in service.alarms())
    assert service.health()["config"]["digest"] == before
    service.configure(scan={"workers": 1, "exclude": ["*.bak"]})
    service.send(signal.SIGHUP)
    service.until(lambda: "config_wrong" not in service.alarms() and service.health()["config"]["digest"] != before)
    service.until(lambda: service.files()["b.bak"].missing_since)
    (service.tree / "c.txt").write_text(f"INSZ {NUMBER}")
    service.until(lambda: service.entities("c.txt"))


def test_status_tells_people_and_programs_how_it_is(service):
    (service.tree / "a.txt").write_text(f"Rijksregisternummer: {NUMBER}\n")
    nothing = service.command("status")
    assert nothing.returncode == 2
    assert "start the service first" in nothing.stderr
    service.start()
    service.until(lambda: service.entities("a.txt"))
    service.until(lambda: json.loads(service.command("status", "--json").stdout)["roots"][0]["last_crawl"])
    told = json.loads(service.command("status", "--json").stdout)
    assert told["running"]
    assert told["roots"][0]["coverage"] == {"full": 1}
    assert told["findings"] == {"BE_NATIONAL_REGISTER_NUMBER": 1}
    assert {job["job"] for job in told["service"]["jobs"]} >= {"crawl", "housekeeping"}
    shown = service.command("status", "--language", "nl")
    assert shown.returncode == 0
    assert "De dienst draait" in shown.stdout
    assert "Geen alarmen" in shown.stdout
    assert "\x1b" not in shown.stdout
    refused = service.command("report", "--output", str(service.tree / "out"))
    assert refused.returncode == 2
    assert "lies in a folder that is scanned" in refused.stderr
    assert not (service.tree / "out").exists()
    service.stop()
    after = service.command("status", "--language", "fr")
    assert after.returncode == 2
    assert "Le service ne tourne pas" in after.stdout


def test_the_log_and_the_health_file_hold_no_name_and_no_value(service):
    (service.tree / "Janssens_Jan").mkdir()
    (service.tree / "Janssens_Jan" / f"{NUMBER}.txt").write_text(f"Rijksregisternummer: {NUMBER}\nGeboren te Kortrijk\n")
    (service.tree / "Janssens_Jan" / "kapot.docx").write_bytes(b"PK\x03\x04 no zip")
    service.configure(service={"log": {"format": "json", "level": "debug"}})
    service.start()
    service.until(lambda: len(service.files()) == 2 and all(row.coverage for row in service.files().values()))
    service.stop()
    written = service.log.read_text() + (service.state / "health.json").read_text()
    for secret in ("Janssens", "85.07", "850730", "Kortrijk", "kapot"):
        assert secret not in written
    for line in service.log.read_text().splitlines():
        assert {"time", "level", "event"} <= set(json.loads(line))


def test_what_it_writes_is_for_its_user_only(service):
    (service.tree / "a.txt").write_text("a")
    service.start()
    service.until(service.files)
    modes = {path.name: path.stat().st_mode & 0o777 for path in service.state.iterdir()}
    assert service.state.stat().st_mode & 0o777 == 0o700
    assert modes.pop("health.json") == 0o640
    assert set(modes.values()) == {0o600}, modes


def test_other_rules_judge_everything_anew(service, tmp_path):
    (service.tree / "a.txt").write_text("Contact: an.peeters@example.be\n")
    service.start()
    service.until(lambda: "EMAIL_ADDRESS" in service.entities("a.txt"))
    service.configure(scan={"workers": 1, "allow": ["an.peeters@example.be"]})
    service.send(signal.SIGHUP)
    service.until(lambda: "EMAIL_ADDRESS" not in service.entities("a.txt"))


def _state_of(tree):
    return {
        str(path): (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_atime_ns)
        for path in [tree, *tree.rglob("*")]
        for status in [os.lstat(path)]
    }


def test_nothing_that_it_watches_is_changed(service):
    (service.tree / "map").mkdir()
    for name in ("a.txt", "map/b.txt"):
        (service.tree / name).write_text(f"Rijksregisternummer: {NUMBER}")
        os.utime(service.tree / name, (1, 1))
    os.utime(service.tree / "map", (1, 1))
    os.utime(service.tree, (1, 1))
    before = _state_of(service.tree)
    service.start()
    service.until(lambda: service.entities("a.txt") and service.entities("map/b.txt"))
    service.stop()
    assert _state_of(service.tree) == before


def test_in_quiet_hours_nothing_is_begun_and_afterwards_everything_is_done(service):
    (service.tree / "a.txt").write_text(f"INSZ {NUMBER}")
    service.configure(service={"quiet_hours": ["daily 00:00-12:00", "daily 12:00-00:00"]})
    service.start()
    service.until(lambda: service.health()["reading"]["resting"])
    time.sleep(2)
    assert not any(row.sha256 for row in service.files().values())
    service.configure()
    service.send(signal.SIGHUP)
    service.until(lambda: service.entities("a.txt"))


def test_the_same_service_on_postgresql(service, postgresql):
    service.url = databases._database(postgresql)
    service.configure(service={"catalog": service.url})
    (service.tree / "a.txt").write_text(f"INSZ {NUMBER}")
    service.start()
    service.until(lambda: service.entities("a.txt"))
    (service.tree / "b.txt").write_text(f"INSZ {NUMBER}")
    service.until(lambda: service.entities("b.txt"))
    second = service.command("daemon")
    assert second.returncode == 2
    assert "another dossierwacht" in second.stderr
    assert json.loads(service.command("status", "--json").stdout)["findings"]["BE_NATIONAL_REGISTER_NUMBER"] == 2
    assert service.stop() == 0
    service.start()
    service.until(lambda: service.health()["jobs"])
    assert service.stop() == 0
