"""What happens to a file, and all the reasons for which nothing does."""

import os
import subprocess
import sys

import pytest

from scanner.act import moves
from scanner.act.outcome import Outcome, Refusal
from scanner.act.proof import read
from tests.act.conftest import TODAY, WARRANT


def _unmoved(world, outcome, expected):
    assert outcome is expected
    assert world.file in world.places() or not os.path.lexists(world.file)
    assert not world.content().exists()
    assert not world.content().parent.exists()


def test_there_and_back(world):
    before = os.stat(world.file)
    assert world.take() is Outcome.QUARANTINED
    assert world.places() == [world.content()]
    assert os.stat(world.content().parent.parent).st_mode & 0o777 == 0o700
    assert world.give_back() is Outcome.RESTORED
    after = os.stat(world.file)
    assert (after.st_ino, after.st_mode, after.st_mtime_ns) == (before.st_ino, before.st_mode, before.st_mtime_ns)


def test_attributes_and_lists_go_with_it(world):
    try:
        os.setxattr(world.file, "user.comment", b"x")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    world.take()
    os.removexattr(world.content(), "user.comment")  # as a restored backup of the quarantine may have lost them
    os.chmod(world.content(), 0o600)
    world.give_back()
    assert os.getxattr(world.file, "user.comment") == b"x"
    assert os.stat(world.file).st_mode & 0o777 == 0o640


def test_destroyed_when_its_time_has_come_and_not_before(world):
    world.take(delay=30)
    assert world.destroy() is Outcome.REFUSED
    assert world.places() == [world.content()]
    from datetime import timedelta

    assert world.destroy(today=TODAY + timedelta(days=29)) is Outcome.REFUSED
    assert world.destroy(today=TODAY + timedelta(days=30)) is Outcome.PURGED
    assert world.places() == []


def test_a_file_that_was_edited_since(world):
    target = world.target()
    world.file.write_bytes(b"Curriculum vitae van Jan Janssen!")
    _unmoved(world, world.take(target), Outcome.CHANGED)


def test_a_file_that_was_edited_and_got_its_old_time_back(world):
    target = world.target()
    world.file.write_bytes(b"Curriculum vitae van Jan Janssen!")
    os.utime(world.file, (1_600_000_000, 1_600_000_000))
    _unmoved(world, world.take(target), Outcome.CHANGED)


def test_another_content_under_the_same_status(world):
    import dataclasses

    target = dataclasses.replace(world.target(), sha256="0" * 64)
    _unmoved(world, world.take(target), Outcome.CHANGED)


def test_a_file_that_was_replaced(world):
    target, other = world.target(), world.root / "other"
    other.write_bytes(world.file.read_bytes())
    os.utime(other, (1_600_000_000, 1_600_000_000))
    os.replace(other, world.file)
    _unmoved(world, world.take(target), Outcome.CHANGED)


def test_a_link_in_its_place_and_in_that_of_a_folder(world):
    target, elsewhere = world.target(), world.root / "elsewhere"
    os.rename(world.file, elsewhere)
    os.symlink(elsewhere, world.file)
    _unmoved(world, world.take(target), Outcome.NOT_A_FILE)
    os.unlink(world.file)
    os.rename(elsewhere, world.file)
    real = world.root / "real"
    os.rename(world.file.parent, real)
    os.symlink(real, world.file.parent)
    assert world.take(target) is Outcome.NOT_A_FILE
    assert (real / "cv.txt").exists()


def test_a_file_that_is_gone_or_moved(world):
    target = world.target()
    os.rename(world.file, world.root / "x")
    assert world.take(target) is Outcome.GONE
    assert (world.root / "x").exists()


def test_a_pipe_in_its_place_does_not_hang(world):
    target = world.target()
    os.unlink(world.file)
    os.mkfifo(world.file)
    assert world.take(target) is Outcome.NOT_A_FILE


def test_another_name_of_it(world):
    os.link(world.file, world.root / "second")
    _unmoved(world, world.take(), Outcome.HARD_LINKS)


@pytest.mark.parametrize("mode", ["rb", "r+b"])
def test_somebody_has_it_open(world, mode):
    program = f"import sys, time; file = open(sys.argv[1], {mode!r}); print('open', flush=True); time.sleep(60)"
    other = subprocess.Popen([sys.executable, "-c", program, world.file], stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"open\n"
        _unmoved(world, world.take(), Outcome.OPEN)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert world.take() is Outcome.QUARANTINED


def test_what_no_longer_allows_it_is_asked_last_and_named(world):
    def held():
        raise Refusal(Outcome.REFUSED, "hold")

    _unmoved(world, world.take(allowed=held), Outcome.REFUSED)
    assert [entry.fields.get("detail") for entry in read(world.proof_path)] == ["hold"]
    world.take(delay=0)
    assert world.destroy(allowed=held) is Outcome.REFUSED
    assert world.places() == [world.content()]


def test_edited_in_the_very_last_moment_it_is_put_back(world):
    def edit():
        with open(world.file, "ab") as file:
            file.write(b" and more")

    assert world.take(allowed=edit) is Outcome.CHANGED
    assert world.places() == [world.file]
    assert world.file.read_bytes().endswith(b" and more")


def test_replaced_in_the_very_last_moment_the_other_one_is_put_back(world):
    def replace():
        (world.root / "n").write_bytes(b"a new document")
        os.replace(world.root / "n", world.file)

    assert world.take(allowed=replace) is Outcome.CHANGED
    assert world.places() == [world.file]
    assert world.file.read_bytes() == b"a new document"


def test_no_name_is_ever_taken_from_another_file(world):
    world.take()
    world.file.write_bytes(b"a new document")
    assert world.give_back() is Outcome.NAME_TAKEN
    assert world.file.read_bytes() == b"a new document"
    assert world.content().exists()
    os.unlink(world.file)
    os.symlink("/nowhere", world.file)
    assert world.give_back() is Outcome.NAME_TAKEN
    os.unlink(world.file)
    assert world.give_back() is Outcome.RESTORED


def test_without_renameat2_neither(world, monkeypatch):
    monkeypatch.setattr(moves.sys, "platform", "other")
    world.take()
    world.file.write_bytes(b"a new document")
    assert world.give_back() is Outcome.NAME_TAKEN
    os.unlink(world.file)
    assert world.give_back() is Outcome.RESTORED
    assert world.places() == [world.file]


def test_its_folder_is_gone(world):
    world.take()
    os.rmdir(world.file.parent)
    assert world.give_back() is Outcome.FOLDER_GONE
    assert world.content().exists()


def test_what_was_changed_in_quarantine_is_not_destroyed(world):
    world.take(delay=0)
    with open(world.content(), "ab") as file:
        file.write(b"!")
    assert world.destroy() is Outcome.DAMAGED
    assert world.content().exists()


def test_a_quarantine_that_others_can_enter_is_refused(world):
    folder = world.root / ".dossierwacht-quarantine"
    folder.mkdir(mode=0o755)
    assert world.take() is Outcome.FOLDER_GONE
    assert world.places() == [world.file]


def test_a_link_in_place_of_the_quarantine_leads_nowhere(world, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    os.symlink(tmp_path / "elsewhere", world.root / ".dossierwacht-quarantine")
    assert world.take() is Outcome.FOLDER_GONE
    assert os.listdir(tmp_path / "elsewhere") == []


def test_the_same_item_twice_is_taken_once(world):
    target = world.target()
    assert world.take(target) is Outcome.QUARANTINED
    assert world.take(target) is Outcome.GONE
    assert world.places() == [world.content()]


def test_the_proof_names_rule_dates_and_approver_and_no_file(world):
    world.take(delay=0)
    world.destroy()
    with open(world.proof_path) as file:
        raw = file.read()
    for secret in ("cv.txt", "Janssens", "Clienten", "Cliënten", str(world.root), world.file.name):
        assert secret not in raw
    begin = next(read(world.proof_path)).fields
    assert begin["rule"] == WARRANT.rule
    assert begin["approved"] == [["An Peeters", "2026-11-26"]]
    assert begin["delete_by"] == "2025-01-31"
