"""Each event of the kernel by itself, with an injected clock."""

import sys

import pytest

from scanner.tree import watch_events as bits
from scanner.tree.hints import Left, Seen, Settled, Subtree
from scanner.tree.settle import Pending
from scanner.tree.watch_events import Events
from scanner.tree.watch_folders import Folders


class Bench:
    def __init__(self, stands=True):
        self.now = 0.0
        self.folders = Folders()
        self.folders.put(1, Folders.top(0), b"")
        self.folders.put(2, 1, b"a")
        self.folders.put(3, 2, b"b")
        self.pending = Pending(lambda root, path: Seen(1, 1, 1, 1), clock=lambda: self.now)
        self.adopted = []
        self.events = Events(self.folders, self.pending, self.skipped, self.adopt, lambda: self.now)
        self.stands = stands

    def skipped(self, root, path, is_folder):
        return path.startswith(b"ours")

    def adopt(self, parent, root, path):
        self.adopted.append((parent, root, path))
        return self.stands

    def hints(self):
        out = []
        for _ in range(60):
            self.now += 0.25
            while (hint := self.pending.take()) is not None:
                out.append(hint)
                self.pending.done(hint)
        return out


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is of Linux")
def test_the_bits_are_those_of_watchdog():
    from watchdog.observers import inotify_c

    for ours, name in {
        "ATTRIBUTES": "IN_ATTRIB", "CLOSED": "IN_CLOSE_WRITE", "MOVED_FROM": "IN_MOVED_FROM", "MOVED_TO": "IN_MOVED_TO",
        "CREATED": "IN_CREATE", "DELETED": "IN_DELETE", "SELF_MOVED": "IN_MOVE_SELF", "UNMOUNTED": "IN_UNMOUNT",
        "OVERFLOW": "IN_Q_OVERFLOW", "IGNORED": "IN_IGNORED", "IS_FOLDER": "IN_ISDIR", "FOLDERS_ONLY": "IN_ONLYDIR",
        "NOT_UNLINKED": "IN_EXCL_UNLINK",
    }.items():  # fmt: skip
        assert getattr(bits, ours) == getattr(inotify_c.InotifyConstants, name)


@pytest.mark.parametrize(
    ("mask", "hint"),
    [
        (bits.CREATED, Settled(0, b"a/b/f")),
        (bits.CLOSED, Settled(0, b"a/b/f")),
        (bits.ATTRIBUTES, Settled(0, b"a/b/f")),
        (bits.MOVED_TO, Settled(0, b"a/b/f")),
    ],
)
def test_a_file_that_changed_is_told_by_its_path(mask, hint):
    bench = Bench()
    bench.events.handle(3, mask, 0, b"f")
    assert bench.hints() == [hint]


@pytest.mark.parametrize("mask", [bits.DELETED, bits.MOVED_FROM])
def test_a_file_or_folder_that_left(mask):
    bench = Bench()
    bench.pending.look = lambda root, path: None
    bench.events.handle(2, mask, 7, b"f")
    bench.events.handle(2, mask | bits.IS_FOLDER, 8, b"d")
    assert set(bench.hints()) == {Left(0, b"a/f"), Left(0, b"a/d", folder=True)}


def test_a_new_folder_is_watched_at_once_and_planted_when_it_did_not_stand_yet():
    bench = Bench(stands=False)
    bench.events.handle(2, bits.CREATED | bits.IS_FOLDER, 0, b"new")
    assert bench.adopted == [(2, 0, b"a/new")]
    assert bench.events.new_folders() == [(2, b"new")]
    assert bench.events.new_folders() == []
    assert bench.events.wanted.is_set()


def test_a_new_folder_that_was_planted_from_above_is_only_crawled():
    bench = Bench(stands=True)
    bench.events.handle(2, bits.CREATED | bits.IS_FOLDER, 0, b"new")
    assert bench.events.new_folders() == []
    assert bench.hints() == [Subtree(0, b"a/new")]


def test_a_folder_that_moves_within_view_keeps_its_watches_and_one_that_moves_out_does_not():
    bench = Bench()
    bench.events.handle(1, bits.MOVED_FROM | bits.IS_FOLDER, 5, b"a")
    bench.events.handle(1, bits.MOVED_TO | bits.IS_FOLDER, 5, b"z")
    bench.events.handle(2, bits.MOVED_FROM | bits.IS_FOLDER, 6, b"b")
    assert bench.events.moved_out() == []
    bench.now += bits.PAIR + 0.1
    assert bench.events.moved_out() == [(2, b"b")]
    assert bench.events.moved_out() == []


def test_changed_rights_of_a_folder_concern_all_below_it():
    bench = Bench()
    bench.events.handle(1, bits.ATTRIBUTES | bits.IS_FOLDER, 0, b"a")
    bench.events.handle(2, bits.ATTRIBUTES | bits.IS_FOLDER, 0, b"")  # the folder says the same of itself
    assert bench.hints() == [Subtree(0, b"a")]


def test_a_root_that_is_gone_or_a_mount_that_ends_is_left():
    bench = Bench()
    bench.events.handle(3, bits.UNMOUNTED, 0, b"")
    bench.events.handle(3, bits.IGNORED, 0, b"")
    assert bench.folders.path(3) is None
    bench.events.handle(1, bits.SELF_MOVED, 0, b"")
    assert set(bench.hints()) == {Left(0, b"a/b", folder=True), Left(0, b"", folder=True)}


def test_what_is_ours_and_what_is_of_no_known_watch_gives_nothing():
    bench = Bench()
    bench.events.handle(1, bits.CLOSED, 0, b"ours.db")
    bench.events.handle(1, bits.CREATED | bits.IS_FOLDER, 0, b"ours")
    bench.events.handle(77, bits.CLOSED, 0, b"f")
    assert bench.hints() == []
    assert bench.adopted == []


def test_lost_events_are_answered_once_when_it_is_quiet_or_at_the_latest_after_the_calm():
    bench = Bench()
    assert not bench.events.overflowed(60, 1)
    for _ in range(30):
        bench.events.handle(-1, bits.OVERFLOW, 0, b"")
        assert not bench.events.overflowed(60, 1)
        bench.now += 0.5
    bench.now += 1
    assert bench.events.overflowed(60, 1)
    assert not bench.events.overflowed(60, 1)
    answered = 0
    for _ in range(125):
        bench.events.handle(-1, bits.OVERFLOW, 0, b"")
        answered += bench.events.overflowed(60, 1)
        bench.now += 0.5
    assert answered == 1
    assert bench.events.overflows == 155


def test_the_canary_is_no_change_of_a_root():
    bench = Bench()
    bench.events.canary = 9
    bench.events.handle(9, bits.IGNORED, 0, b"")
    assert not bench.events.echo.is_set()
    bench.events.handle(9, bits.ATTRIBUTES | bits.IS_FOLDER, 0, b"")
    assert bench.events.echo.is_set()
    assert bench.events.last is None
    assert bench.hints() == []


def test_more_new_folders_than_can_wait_are_lost_events(monkeypatch):
    monkeypatch.setattr(bits, "MOST_NEW", 3)
    bench = Bench(stands=False)
    for number in range(5):
        bench.events.handle(1, bits.CREATED | bits.IS_FOLDER, 0, b"%d" % number)
    assert len(bench.events.new_folders()) == 3
    assert bench.events.overflows == 2
