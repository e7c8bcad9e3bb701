"""The watcher on real folders, with the real inotify and a short settle delay."""

import errno
import os
import random
import shutil
import sys
import threading
import time

import pytest

from scanner.config import WatchSettings
from scanner.output.wording import LANGUAGES, Wording
from scanner.tree import mounts, watch
from scanner.tree.exclude import matcher
from scanner.tree.hints import Left, Settled, Subtree
from scanner.tree.watch import Watcher

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is of Linux")
SETTLE = 0.2


@pytest.fixture
def root(tmp_path):
    (tmp_path / "root").mkdir()
    (tmp_path / "state").mkdir()
    return tmp_path / "root"


@pytest.fixture
def watching(root):
    started = []

    def watching(*roots, folders=0, poll=15.0, state=True, **options):
        watcher = Watcher(
            [os.fsencode(each) for each in roots or (root,)],
            WatchSettings(settle_seconds=SETTLE, folders=folders, poll_minutes=poll),
            state=os.fsencode(root.parent / "state") if state else None,
            **options,
        )
        started.append(watcher)
        watcher.start()
        assert watcher.wait_ready(20)
        assert {(hint.root, hint.path) for hint in collect(watcher, len(roots) or 1)} == {
            (n, b"") for n in range(len(roots) or 1)
        }
        return watcher

    yield watching
    for watcher in started:
        watcher.stop()


def collect(watcher, count, longest=10.0, quiet=4 * SETTLE):
    """At least `count` hints, and what comes in the quiet time after."""
    found, end = [], time.monotonic() + longest
    while time.monotonic() < end:
        hint = watcher.get(quiet if len(found) >= count else 0.1)
        if hint is not None:
            found.append(hint)
            watcher.done(hint)
        elif len(found) >= count:
            break
    return found


def test_a_saved_file_is_told_and_one_that_is_only_read_is_not(root, watching):
    (root / "a").mkdir()
    (root / "a/old.txt").write_text("x")
    watcher = watching()
    (root / "a/old.txt").read_text()
    (root / "a/new.txt").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"a/new.txt")]


def test_files_in_a_folder_that_was_just_made_are_seen_by_the_crawl_that_is_asked_for(root, watching):
    watcher = watching()
    (root / "new").mkdir()
    for number in range(50):
        (root / f"new/{number}").write_text("x")
    hints = collect(watcher, 1)
    assert Subtree(0, b"new") in hints


def test_a_write_at_the_bottom_of_folders_made_in_one_call(root, watching):
    watcher = watching()
    (root / "a/b/c/d").mkdir(parents=True)
    assert any(isinstance(hint, Subtree) and hint.path == b"a" for hint in collect(watcher, 1))
    (root / "a/b/c/d/f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"a/b/c/d/f")]


def test_a_filled_folder_that_is_moved_in_is_crawled_and_watched_below(root, watching):
    outside = root.parent / "outside"
    (outside / "x/y").mkdir(parents=True)
    (outside / "x/y/f").write_text("x")
    watcher = watching()
    outside.rename(root / "in")
    assert collect(watcher, 1) == [Subtree(0, b"in")]
    (root / "in/x/y/g").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"in/x/y/g")]


def test_after_a_folder_is_renamed_events_carry_the_new_path(root, watching):
    (root / "old/deep").mkdir(parents=True)
    watcher = watching()
    (root / "old").rename(root / "new")
    assert set(collect(watcher, 2)) == {Left(0, b"old", folder=True), Subtree(0, b"new")}
    (root / "new/deep/f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"new/deep/f")]


def test_a_folder_may_move_from_one_root_to_another(root, watching):
    other = root.parent / "other"
    other.mkdir()
    (root / "a/b").mkdir(parents=True)
    watcher = watching(root, other)
    (root / "a").rename(other / "a")
    assert set(collect(watcher, 2)) == {Left(0, b"a", folder=True), Subtree(1, b"a")}
    (other / "a/b/f").write_text("x")
    assert collect(watcher, 1) == [Settled(1, b"a/b/f")]


def test_what_moves_out_of_the_tree_left_the_view_and_is_watched_no_more(root, watching):
    (root / "a/b").mkdir(parents=True)
    (root / "f").write_text("x")
    watcher = watching()
    assert watcher.status().watched == 3
    (root / "a").rename(root.parent / "a")
    (root / "f").rename(root.parent / "f")
    assert set(collect(watcher, 2)) == {Left(0, b"a", folder=True), Left(0, b"f")}
    end = time.monotonic() + 10
    while watcher.status().watched > 1 and time.monotonic() < end:
        time.sleep(0.05)
    assert watcher.status().watched == 1
    (root.parent / "a/b/f").write_text("x")
    assert collect(watcher, 0) == []


def test_an_atomic_save_is_one_hint(root, watching):
    (root / "cv.docx").write_text("old")
    watcher = watching()
    (root / "cv.docx.tmp").write_text("new")
    (root / "cv.docx.tmp").replace(root / "cv.docx")
    assert collect(watcher, 1) == [Settled(0, b"cv.docx")]


def test_links_are_never_followed(root, watching):
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    watcher = watching()
    (outside / "f").write_text("x")
    (root / "another").symlink_to(outside)
    assert collect(watcher, 0) == []
    assert watcher.status().watched == 1


def test_watching_changes_no_access_time(root, watching):
    (root / "a").mkdir()
    (root / "a/f").write_text("x")
    before = {path: os.stat(path).st_atime_ns for path in (root, root / "a", root / "a/f")}
    watching()
    assert {path: os.stat(path).st_atime_ns for path in before} == before


def test_what_is_ours_or_left_out_never_comes_in(root, watching):
    for name in ("quarantine", "skip", "keep"):
        (root / name).mkdir()
    watcher = watching(own=[os.fsencode(root / "quarantine")], excluded=matcher(["skip/", "*.bak"]))
    for path in ("quarantine/f", "skip/f", "keep/f.bak", "keep/f"):
        (root / path).write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"keep/f")]
    assert watcher.status().watched == 2


def test_a_state_folder_inside_a_root_is_no_part_of_it(root, watching):
    (root / "state").mkdir()
    watcher = watching(state=False, own=[os.fsencode(root / "state")])
    (root / "state/f").write_text("x")
    os.utime(root / "state")
    assert collect(watcher, 0) == []


def test_ten_thousand_files_at_once_are_one_folder(root, watching):
    watcher = watching()
    for number in range(10_000):
        (root / str(number)).touch()
    hints = collect(watcher, 1, quiet=1.0)
    assert Subtree(0, b"", deep=False) in hints or Subtree(0, b"") in hints
    assert len(hints) < 600


def test_lost_events_lead_to_new_watches_and_a_crawl_of_all(root, watching):
    (root / "a").mkdir()
    watcher = watching()
    watcher._events.handle(-1, 0x4000, 0, b"")
    assert collect(watcher, 1) == [Subtree(0, b"")]
    status = watcher.status()
    assert (status.overflows, status.rebuilds, status.watched) == (1, 1, 2)
    (root / "a/f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"a/f")]


def test_the_canary_is_heard_and_its_silence_means_new_watches(root, watching):
    watcher = watching()
    assert watcher.check()
    assert collect(watcher, 0) == []
    watcher._planter.kernel.unwatch(watcher._events.canary)
    assert not watcher.check(0.3)
    assert collect(watcher, 1) == [Subtree(0, b"")]
    assert watcher.status().rebuilds == 1
    assert watcher.check()


def test_a_reading_thread_that_ended_is_replaced(root, watching):
    watcher = watching()
    watcher._planter.kernel.stop()
    assert collect(watcher, 1) == [Subtree(0, b"")]
    assert watcher.status().alive
    (root / "f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"f")]


def test_of_more_folders_than_may_be_watched_the_newest_are_and_the_rest_is_polled(root, watching):
    for number in range(40):
        (root / f"{number:02}/sub").mkdir(parents=True)
    for number in range(40):
        for folder in (root / f"{number:02}/sub", root / f"{number:02}"):
            os.utime(folder, (1_000_000, 1_000_000 + number))
    watcher = watching(folders=20)
    status = watcher.status()
    assert 15 <= status.watched <= 20
    assert status.roots[0].unwatched == 81 - status.watched
    assert [(polled.path, polled.reason) for polled in status.roots[0].polled] == [(b"", "watch_limit")]
    (root / "39/sub/f").write_text("x")
    (root / "00/sub/f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"39/sub/f")]


def test_what_is_polled_is_crawled_on_schedule(root, watching):
    for number in range(5):
        (root / str(number)).mkdir()
    watcher = watching(folders=2, poll=0.02)
    assert collect(watcher, 2, quiet=0.1)[:2] == [Subtree(0, b""), Subtree(0, b"")]


def test_without_an_instance_everything_is_polled_and_said(root, watching, monkeypatch):
    def refused(*arguments):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("scanner.tree.watch_kernel.InotifyFD.__init__", refused)
    watcher = watching()
    assert [polled.reason for polled in watcher.status().roots[0].polled] == ["watch_instances"]
    assert watcher.check()


def test_when_the_system_refuses_watches_the_rest_is_polled(root, watching, monkeypatch):
    from scanner.tree.watch_kernel import Kernel

    plain, given = Kernel.watch, []

    def few(self, descriptor, **options):
        if len(given) > 6:
            raise OSError(errno.ENOSPC, "No space left on device")
        given.append(1)
        return plain(self, descriptor, **options)

    monkeypatch.setattr(Kernel, "watch", few)
    for number in range(20):
        (root / str(number)).mkdir()
    status = watching().status()
    assert status.roots[0].unwatched
    assert [polled.reason for polled in status.roots[0].polled] == ["watch_limit"]


def test_a_network_mount_below_a_root_is_polled_and_the_rest_is_watched(root, watching):
    for name in ("local", "nas"):
        (root / name / "sub").mkdir(parents=True)
    table = (mounts.Mount(b"/", "ext4", 1), mounts.Mount(os.fsencode(root / "nas"), "cifs", 2))
    watcher = watching(mounts=lambda: table)
    status = watcher.status()
    assert [(polled.path, polled.reason) for polled in status.roots[0].polled] == [(b"nas", "watch_network")]
    assert status.watched == 3
    (root / "local/sub/f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"local/sub/f")]


def test_a_root_on_a_network_mount_is_polled(root, watching):
    watcher = watching(mounts=lambda: (mounts.Mount(b"/", "nfs4", 1),))
    assert [polled.path for polled in watcher.status().roots[0].polled] == [b""]
    assert watcher.status().watched == 0


def test_a_disk_that_is_mounted_later_is_watched_and_crawled(root, watching, monkeypatch):
    monkeypatch.setattr(watch, "AROUND", 0.2)
    (root / "disk").mkdir()
    table = [mounts.Mount(b"/", "ext4", 1), mounts.Mount(os.fsencode(root / "disk"), "nfs", 2)]
    watcher = watching(mounts=lambda: tuple(table))
    assert watcher.status().watched == 1
    table[1] = mounts.Mount(os.fsencode(root / "disk"), "xfs", 3)
    assert collect(watcher, 1) == [Subtree(0, b"disk")]
    assert watcher.status().watched == 2
    assert watcher.status().roots[0].polled == ()


def test_a_root_that_is_gone_and_comes_back_is_watched_again(root, watching, monkeypatch):
    monkeypatch.setattr(watch, "AROUND", 0.2)
    watcher = watching()
    shutil.rmtree(root)
    assert Left(0, b"", folder=True) in collect(watcher, 1)
    root.mkdir()
    end = time.monotonic() + 10
    while watcher.status().watched < 1 and time.monotonic() < end:
        time.sleep(0.05)
    assert Subtree(0, b"") in collect(watcher, 1)
    (root / "f").write_text("x")
    assert collect(watcher, 1) == [Settled(0, b"f")]


def test_five_hundred_roots_take_one_instance_and_two_threads(root, watching):
    roots = [root / str(number) for number in range(500)]
    for each in roots:
        each.mkdir()

    def instances():
        links = (f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd"))
        return sum(os.path.lexists(link) and "inotify" in os.readlink(link) for link in links)

    before, threads = instances(), threading.active_count()
    watcher = watching(*roots)
    assert instances() == before + 1
    assert threading.active_count() == threads + 2
    (roots[499] / "f").write_text("x")
    assert collect(watcher, 1) == [Settled(499, b"f")]
    watcher.stop()
    assert instances() == before
    assert threading.active_count() == threads


def test_a_name_that_is_not_utf8_is_told_exactly(root, watching):
    watcher = watching()
    with open(os.fsencode(root) + b"/caf\xe9\n.txt", "wb") as file:
        file.write(b"x")
    assert collect(watcher, 1) == [Settled(0, b"caf\xe9\n.txt")]


def test_each_reason_for_polling_has_a_sentence_in_each_language():
    for language in LANGUAGES:
        for reason in ("watch_network", "watch_limit", "watch_instances", "watch_unsupported"):
            assert Wording(language)(reason) != reason


class Reader:
    """Knows the tree by hints alone: it looks where a hint points, and nowhere else."""

    def __init__(self, root):
        self.root, self.known = os.fsencode(root), {}

    def tree(self, path=b"", deep=True):
        found = {}
        for folder, folders, files in os.walk(os.path.join(self.root, path)):
            for name in files:
                whole = os.path.join(folder, name)
                found.update(self.look(os.path.relpath(whole, self.root)))
            if not deep:
                folders.clear()
        return found

    def look(self, path):
        try:
            status = os.lstat(os.path.join(self.root, path))
        except OSError:
            return {}
        return {path: (status.st_size, status.st_mtime_ns, status.st_mode, status.st_ino)}

    def take(self, hint):
        prefix = hint.path + b"/" if hint.path else b""
        deep = not isinstance(hint, Subtree) or hint.deep
        self.known = {
            path: seen
            for path, seen in self.known.items()
            if path != hint.path and not (path.startswith(prefix) and (deep or b"/" not in path[len(prefix) :]))
        }
        self.known |= self.look(hint.path) if isinstance(hint, Settled) else self.tree(hint.path, deep)


def change(root, chance):
    """Do one thing that people and programs do to a tree."""
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    files = [path for path in root.rglob("*") if path.is_file()]
    folder, name = chance.choice(folders), f"{chance.randrange(30)}"
    kind = chance.randrange(12)
    if kind <= 3 or not files:
        (folder / f"{name}.txt").write_text("x" * chance.randrange(50))
    elif kind == 4:
        with chance.choice(files).open("a") as file:
            file.write("more")
    elif kind == 5:
        chance.choice(files).unlink()
    elif kind == 6:
        chance.choice(files).replace(folder / f"{name}.txt")
    elif kind == 7:
        target = chance.choice(files)
        target.chmod(chance.choice([0o600, 0o640, 0o644]))
        os.utime(target, ns=(1, chance.randrange(10**18)))
    elif kind == 8:
        (folder / f"d{name}" / "deep").mkdir(parents=True, exist_ok=True)
        (folder / f"d{name}" / "deep" / "f.txt").write_text("x")
    elif kind == 9 and len(folders) > 1:
        source = chance.choice(folders[1:])
        target = folder / f"d{name}"
        if not target.exists() and source != folder and source not in folder.parents:
            source.rename(target)
    elif kind == 10 and len(folders) > 6:
        shutil.rmtree(chance.choice(folders[1:]))
    else:
        (folder / f"{name}.tmp").write_text("saved")
        (folder / f"{name}.tmp").replace(folder / f"{name}.txt")


@pytest.mark.parametrize("seed", [1, 2])
def test_after_random_changes_a_reader_of_hints_knows_the_tree(root, watching, seed):
    chance, reader = random.Random(seed), Reader(root)
    watcher = watching()
    for number in range(400):
        change(root, chance)
        if number % 20 == 0:
            while (hint := watcher.get(0)) is not None:
                reader.take(hint)
                watcher.done(hint)
    end = time.monotonic() + 60
    while time.monotonic() < end and (watcher.status().waiting or reader.known != reader.tree()):
        hint = watcher.get(0.1)
        if hint is not None:
            reader.take(hint)
            watcher.done(hint)
    assert reader.known == reader.tree()
    assert watcher.status().waiting == 0
    assert watcher.status().watched == 1 + sum(path.is_dir() for path in root.rglob("*"))
