"""Settling by an injected clock: what comes in, when, and which hints come out, when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.tree.hints import Change, Left, Seen, Settled, Subtree, temporary
from scanner.tree.settle import Pending


class World:
    """A clock, files that exist, and what waits."""

    def __init__(self, **options):
        self.now = 1000.0
        self.files = {}
        self.pending = Pending(lambda root, path: self.files.get(path), clock=lambda: self.now, **options)

    def write(self, path, size=1):
        self.files[path] = Seen(size, int(self.now * 1e9), int(self.now * 1e9), 1)

    def create(self, path):
        self.write(path, 0)
        self.pending.file(0, path, Change.CREATED)

    def close(self, path, size=1):
        self.write(path, size)
        self.pending.file(0, path, Change.CLOSED)

    def save(self, path):
        self.create(path)
        self.close(path)

    def delete(self, path):
        self.files.pop(path, None)
        self.pending.file(0, path, Change.GONE)

    def rename(self, old, new):
        self.files[new] = self.files.pop(old)
        self.pending.file(0, old, Change.GONE)
        self.pending.file(0, new, Change.ARRIVED)

    def run(self, seconds, step=0.1, done=True):
        out = []
        for _ in range(round(seconds / step)):
            self.now += step
            while (hint := self.pending.take()) is not None:
                out.append(hint)
                if done:
                    self.pending.done(hint)
        return out


@pytest.fixture
def world():
    return World()


def test_a_saved_file_gives_one_hint_after_the_quiet_time_and_not_before(world):
    world.save(b"a/cv.docx")
    assert world.run(0.9) == []
    assert world.run(0.2) == [Settled(0, b"a/cv.docx")]
    assert world.run(100) == []
    assert len(world.pending) == 0


def test_several_saves_of_one_file_are_one_hint(world):
    for _ in range(5):
        world.close(b"scan.pdf")
        assert world.run(0.5) == []
    assert world.run(1.1) == [Settled(0, b"scan.pdf")]


def test_a_file_that_is_saved_without_end_is_told_after_a_minute(world):
    out = []
    for _ in range(130):
        world.close(b"log.txt")
        out += world.run(0.5)
    assert out == [Settled(0, b"log.txt")]


def test_a_slow_writer_is_waited_for_without_expiry_as_long_as_the_file_grows(world):
    world.create(b"slow.pdf")
    out = []
    for second in range(600):
        world.write(b"slow.pdf", second)
        out += world.run(1.0)
    assert out == []
    world.close(b"slow.pdf", 600)
    assert world.run(1.1) == [Settled(0, b"slow.pdf")]


def test_size_that_changes_without_an_event_or_a_new_time_is_seen(world):
    world.files[b"f"] = Seen(1, 7, 7, 1)
    world.pending.file(0, b"f", Change.CLOSED)
    world.run(0.7)
    world.files[b"f"] = Seen(2, 7, 7, 1)
    assert world.run(0.8) == []
    assert world.run(1.0) == [Settled(0, b"f")]


def test_an_open_file_that_grows_no_more_is_told_in_the_end(world):
    world.create(b"f")
    assert world.run(9.5) == []
    assert world.run(1.5) == [Settled(0, b"f")]


def test_a_new_file_that_is_gone_again_is_nothing(world):
    world.save(b"4913")
    world.delete(b"4913")
    assert world.run(60) == []


def test_a_new_file_that_a_crawl_may_have_seen_does_not_vanish_without_a_word(world):
    world.save(b"a/one")
    world.pending.crawl(0, b"a")
    world.create(b"a/two")
    (crawl,) = world.run(1.1, done=False)
    world.create(b"a/three")
    world.pending.done(crawl)
    world.create(b"a/four")
    for name in (b"two", b"three", b"four"):
        world.delete(b"a/" + name)
    assert set(world.run(30)) == {Left(0, b"a/two"), Left(0, b"a/three")}


def test_nor_does_one_that_was_there_while_somebody_listed_folders_of_its_root(world):
    world.create(b"a/before")
    with world.pending.looking(0):
        world.create(b"a/meanwhile")
    world.create(b"a/after")
    for name in (b"before", b"meanwhile", b"after"):
        world.delete(b"a/" + name)
    assert set(world.run(30)) == {Left(0, b"a/before"), Left(0, b"a/meanwhile")}


def test_a_file_that_left_is_told_after_the_quiet_time(world):
    world.delete(b"a.txt")
    assert world.run(0.9) == []
    assert world.run(0.2) == [Left(0, b"a.txt")]


def test_deleted_and_written_again_is_a_change(world):
    world.delete(b"a.txt")
    world.run(0.5)
    world.save(b"a.txt")
    assert world.run(5) == [Settled(0, b"a.txt")]


def word(world):
    world.save(b"~$cv.docx")
    world.run(3)
    world.save(b"~WRD0001.tmp")
    world.rename(b"cv.docx", b"~WRL0002.tmp")
    world.rename(b"~WRD0001.tmp", b"cv.docx")
    world.delete(b"~WRL0002.tmp")
    world.run(0.4)
    world.delete(b"~$cv.docx")


def excel(world):
    world.save(b"5D4B2000")
    world.rename(b"cv.docx", b"A1B2C300")
    world.rename(b"5D4B2000", b"cv.docx")
    world.delete(b"A1B2C300")


def libreoffice(world):
    world.save(b".~lock.cv.docx#")
    world.save(b"lu12345abcd.tmp")
    world.rename(b"lu12345abcd.tmp", b"cv.docx")
    world.delete(b".~lock.cv.docx#")


def editor(world):
    world.save(b"4913")
    world.delete(b"4913")
    world.rename(b"cv.docx", b"cv.docx~")
    world.save(b"cv.docx")
    world.delete(b"cv.docx~")


def desktop(world):
    world.save(b".goutputstream-ABC123")
    world.rename(b".goutputstream-ABC123", b"cv.docx")


def rsync(world):
    world.save(b".cv.docx.Xy12Zq")
    world.rename(b".cv.docx.Xy12Zq", b"cv.docx")


@pytest.mark.parametrize("program", [word, excel, libreoffice, editor, desktop, rsync])
def test_the_way_a_program_saves_is_one_hint(world, program):
    world.write(b"cv.docx")
    program(world)
    assert world.run(120) == [Settled(0, b"cv.docx")]


def test_a_temporary_file_that_stays_is_a_file_like_any_other(world):
    world.save(b"~$cv.docx")
    assert world.run(25) == []
    assert world.run(10) == [Settled(0, b"~$cv.docx")]


@pytest.mark.parametrize("name", [b"cv.docx", b"2024..2025.csv", b"DEADBEEF.pdf", b"a/notes.txt", b"tmp.docx", b".profile"])
def test_documents_are_not_temporary(name):
    assert not temporary(name)


def test_a_path_gives_no_second_hint_while_the_first_is_worked_on(world):
    world.save(b"f")
    (hint,) = world.run(1.1, done=False)
    world.close(b"f", 2)
    assert world.run(30) == []
    world.pending.done(hint)
    assert world.run(1) == [Settled(0, b"f")]


def test_many_files_of_one_folder_become_that_folder():
    world = World(most_in_folder=100)
    for number in range(10_000):
        world.save(b"in/%d" % number)
    assert len(world.pending) < 110
    assert world.run(5) == [Subtree(0, b"in", deep=False)]


def test_many_paths_become_one_crawl_per_root_of_what_they_share():
    world = World(most=1000)
    for number in range(5000):
        world.pending.file(1, b"x/y/%d/f" % number, Change.CLOSED)
        world.pending.file(0, b"a/%d/f" % number, Change.GONE)
    assert len(world.pending) <= 1000
    hints = world.run(60)
    assert {(hint.root, hint.path) for hint in hints if isinstance(hint, Subtree)} == {(0, b"a"), (1, b"x/y")}


def test_what_lies_below_a_folder_that_will_be_crawled_gives_no_hint_of_its_own(world):
    world.pending.crawl(0, b"a")
    world.pending.crawl(0, b"a/b")
    world.pending.file(0, b"a/b/c.txt", Change.CLOSED)
    world.pending.file(0, b"ab/c.txt", Change.CLOSED)
    world.write(b"ab/c.txt")
    assert sorted(world.run(5), key=str) == [Settled(0, b"ab/c.txt"), Subtree(0, b"a")]


def test_a_shallow_crawl_does_not_speak_for_what_lies_deeper(world):
    world.pending.crawl(0, b"a", deep=False)
    world.pending.file(0, b"a/b/c.txt", Change.GONE)
    world.pending.file(0, b"a/c.txt", Change.GONE)
    assert set(world.run(5)) == {Subtree(0, b"a", deep=False), Left(0, b"a/b/c.txt")}


def test_a_file_that_is_still_open_gets_its_own_hint_beside_the_crawl(world):
    world.pending.crawl(0, b"new")
    world.create(b"new/big.pdf")
    assert world.run(1.1) == [Subtree(0, b"new")]
    world.close(b"new/big.pdf")
    assert world.run(1.1) == [Settled(0, b"new/big.pdf")]


def test_a_folder_under_constant_change_is_crawled_all_the_same(world):
    out = []
    for _ in range(400):
        world.pending.crawl(0, b"busy")
        out += world.run(0.1)
    assert out == [Subtree(0, b"busy")]


def test_a_folder_that_left_and_came_back_is_crawled(world):
    world.pending.folder_left(0, b"a")
    world.pending.crawl(0, b"a")
    assert world.run(5) == [Subtree(0, b"a")]
    world.pending.crawl(0, b"a")
    world.pending.folder_left(0, b"a")
    assert world.run(5) == [Left(0, b"a", folder=True)]


PATHS = st.sampled_from([b"f", b"a/f", b"a/g", b"a/b/f", b"c/~$f", b"c/f.tmp"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["save", "create", "close", "delete"]), PATHS),
        st.tuples(st.just("crawl"), st.sampled_from([b"", b"a", b"a/b", b"c"])),
        st.tuples(st.just("wait"), st.floats(0.1, 3)),
    ),
    max_size=40,
)


@given(STEPS, st.integers(1, 8), st.integers(1, 3))
def test_every_change_is_told_and_nothing_stays_behind(steps, most, most_in_folder):
    """A reader that believes only hints ends up knowing each file as it is, whatever the order and the bounds."""
    world = World(most=most, most_in_folder=most_in_folder)
    known = {}

    def read(hints):
        for hint in hints:
            if isinstance(hint, Subtree):
                prefix = hint.path + b"/" if hint.path else b""
                inside = {
                    path
                    for path in {**known, **world.files}
                    if path.startswith(prefix) and (hint.deep or b"/" not in path[len(prefix) :])
                }
            else:
                inside = {hint.path}
            for path in inside:
                known.pop(path, None)
                if path in world.files:
                    known[path] = world.files[path]

    for action, value in steps:
        if action == "wait":
            read(world.run(value))
        elif action == "crawl":
            world.pending.crawl(0, value)
        else:
            getattr(world, action)(value)
    read(world.run(200, step=0.5))
    assert known == world.files
    assert len(world.pending) == 0
    assert world.pending._files == {}
    assert world.pending._deep == 0
