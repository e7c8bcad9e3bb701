"""A root that is not what it was stops for itself, and nothing is concluded from it; a person, or the right root, lets it go on."""

import os
import shutil

from tests.service.conftest import NUMBER


def _fill(folder, count):
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"document {number}")


def _present(service):
    return sum(not row.missing_since for row in service.files().values())


def test_a_root_that_is_not_there_is_an_alarm_and_no_removal(service):
    _fill(service.tree, 5)
    service.start()
    service.until(lambda: _present(service) == 5 and all(row.sha256 for row in service.files().values()))
    os.rename(service.tree, f"{service.tree}.away")
    service.until(lambda: "guard_missing" in service.alarms())
    assert _present(service) == 5
    status = service.command("status", "--language", "nl")
    assert status.returncode == 1
    assert "aangekoppeld" in status.stdout
    service.tree.mkdir()
    service.until(lambda: "guard_empty" in service.alarms() or "guard_other_disk" in service.alarms())
    assert _present(service) == 5
    os.rmdir(service.tree)
    os.rename(f"{service.tree}.away", service.tree)
    service.until(lambda: not service.alarms())
    (service.tree / "new.txt").write_text(f"INSZ {NUMBER}")
    service.until(lambda: service.entities("new.txt"))


def test_it_starts_without_its_root_and_waits_for_it(service):
    shutil.rmtree(service.tree)
    service.start(ready=False)
    service.until(lambda: "guard_missing" in service.alarms())
    service.tree.mkdir()
    (service.tree / "a.txt").write_text(f"INSZ {NUMBER}")
    service.until(lambda: service.entities("a.txt"))


def test_a_root_that_lost_many_files_waits_for_a_person(service):
    _fill(service.tree, 60)
    service.start()
    service.until(lambda: _present(service) == 60 and service.health()["jobs"])
    service.stop()
    for number in range(30):
        os.remove(service.tree / f"{number}.txt")
    service.start()
    service.until(lambda: "guard_smaller" in service.alarms())
    (service.tree / "new.txt").write_text(f"INSZ {NUMBER}")
    assert service.command("status").returncode == 1
    refused = service.command("confirm", "/no/such/root")
    assert refused.returncode == 2
    assert "is no root of the catalogue" in refused.stderr
    done = service.command("confirm", str(service.tree))
    assert done.returncode == 0, done.stderr
    service.until(lambda: not service.alarms() and service.entities("new.txt"))


def test_files_that_come_back_end_the_alarm_by_themselves(service):
    _fill(service.tree, 60)
    service.start()
    service.until(lambda: _present(service) == 60)
    service.stop()
    for number in range(30):
        os.remove(service.tree / f"{number}.txt")
    service.start()
    service.until(lambda: "guard_smaller" in service.alarms())
    service.stop()
    _fill(service.tree, 60)
    service.start()
    service.until(lambda: not service.alarms() and _present(service) == 60)


def test_a_marker_file_proves_the_root(service):
    service.configure(roots=[{"path": str(service.tree), "marker": ".dossierwacht"}])
    (service.tree / "a.txt").write_text("a")
    service.start()
    service.until(lambda: "guard_marker_missing" in service.alarms())
    assert not service.files()
    (service.tree / ".dossierwacht").write_text("share 1")
    service.until(lambda: not service.alarms() and "a.txt" in service.files())


def test_what_cannot_be_carried_out_is_refused_in_one_line(service):
    for changes, words in (
        ({"roots": []}, "nothing to watch"),
        ({"state_dir": f"{service.tree}/state"}, "lies in a folder that is scanned"),
        ({"service": {"catalog": f"sqlite:///{service.tree}/c.db"}}, "the catalogue lies in a folder that is scanned"),
        ({"service": {"log": {"file": f"{service.tree}/log"}}}, "the log lies in a folder that is scanned"),
        ({"service": {"schedule": {"crawl": "at eight"}}}, "write days and a time"),
        ({"service": {"timezone": "Europe/Ghent"}}, "no known time zone"),
        ({"service": {"catalog": "mysql://x/y"}}, "a catalogue cannot lie in mysql"),
        ({"roots": [{"path": str(service.tree)}, {"path": f"{service.tree}/map"}]}, "name only the outer one"),
    ):
        service.configure(**changes)
        refused = service.command("daemon")
        assert refused.returncode == 2, (changes, refused.stderr)
        assert words in refused.stderr
        assert refused.stderr.count("\n") == 1
