"""The product's folder for temporary files: private, gone afterwards, and cleaned of what a killed scan left."""

import os
import stat
import subprocess
import sys
import tempfile

import pytest

from scanner.scratch import scratch, sweep


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(tmp_path))
    return tmp_path


def dead():
    """The number of a process that is gone."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_it_is_private_and_gone_afterwards(place):
    with scratch() as folder:
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        with open(os.path.join(folder, "rest"), "w") as file:
            file.write("x")
    assert list(place.iterdir()) == []


def test_it_is_gone_after_a_failure_too(place):
    with pytest.raises(RuntimeError), scratch():
        raise RuntimeError
    assert list(place.iterdir()) == []


def test_what_a_killed_scan_left_is_removed_and_nothing_else(place):
    left = place / f"dossierwacht-{dead()}-abc"
    left.mkdir()
    (left / "mail.eml").write_text("x")
    living = place / f"dossierwacht-{os.getppid()}-abc"
    living.mkdir()
    foreign = [place / name for name in ("dossierwacht-notes", "dossierwacht-99999999999999-", "ander", f"x-{dead()}-y")]
    for folder in foreign:
        folder.mkdir()
    (place / f"dossierwacht-{dead()}-file").write_text("a file, not a folder")
    (place / f"dossierwacht-{dead()}-link").symlink_to(place / "ander")
    with scratch():
        pass
    names = {path.name for path in place.iterdir()}
    assert left.name not in names
    assert {path.name for path in (living, *foreign)} <= names | {"dossierwacht-99999999999999-"}
    assert (place / "ander").is_dir()


def test_the_part_of_a_dead_worker_is_removed_and_that_of_a_living_one_stays(place):
    for number in (dead(), os.getpid()):
        (place / f"{number}-x").mkdir()
    sweep(os.fspath(place))
    assert [path.name for path in place.iterdir()] == [f"{os.getpid()}-x"]
