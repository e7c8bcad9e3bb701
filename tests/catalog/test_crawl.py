import dataclasses
import os
import sqlite3
import threading

import pytest

from scanner import crawl as crawl_module
from scanner.catalog import observer as observer_module
from scanner.catalog import queries, roots
from scanner.catalog.errors import CatalogFull
from scanner.catalog.queue import Due
from scanner.catalog.store import Catalog, hot
from scanner.crawl import Options, crawl, revisit
from scanner.model import Code, FileIdentity
from scanner.tree import listing as listing_module
from scanner.tree.exclude import matcher
from scanner.tree.listing import Compare
from scanner.tree.walk import Root, Tally, walk


def fresh(tree, **options):
    """What a walk of the tree says, which owes nothing to the catalogue."""
    return {
        entry.path: dataclasses.replace(entry, root=0)
        for entry in walk([Root(os.fsencode(tree))], Tally(), **options)
        if isinstance(entry, FileIdentity)
    }


def rows(catalog, root, *, missing=False):
    with catalog.read() as connection:
        return {row.path: row for row in queries.every_file(connection, root.id, missing=missing)}


def known(catalog, root):
    return {
        row.path: FileIdentity(
            0, row.path, row.size, row.mtime_ns, row.ctime_ns, row.device, row.inode, row.mode, row.uid, row.gid
        )
        for row in rows(catalog, root).values()
    }


def settle(catalog, judgement=True):
    """Make as if everything had been read."""
    with catalog.write() as connection:
        hot(
            connection,
            "INSERT INTO judgements (digest, rules, version, first_used) VALUES ('d', 'r', '1', 1) ON CONFLICT DO NOTHING",
        )
        hot(connection, "UPDATE files SET due = 0, coverage = 'full', judgement_id = (SELECT max(id) FROM judgements)")


def due(catalog, root):
    return {path: row.due for path, row in rows(catalog, root).items() if row.due}


def build(tree, *paths):
    for path in paths:
        target = tree / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path)


def counts(report):
    return dataclasses.astuple(report.counts)


def test_the_first_crawl_finds_everything_whatever_its_date(catalog, root, tree):
    build(tree, "a/b/c.txt", "a/d.txt", "old.txt", "2024..2025.csv", "-x", " .txt ", "line\nfeed")
    os.utime(tree / "old.txt", (0, 0))
    with open(os.fsencode(tree) + b"/caf\xe9\xff", "wb"):
        pass
    (tree / "empty").mkdir()
    report = crawl(catalog, root)
    assert (report.complete, report.files, report.folders, counts(report)) == (True, 8, 4, (8, 0, 0, 0))
    assert known(catalog, root) == fresh(tree)
    assert set(due(catalog, root).values()) == {Due.NEW}
    assert rows(catalog, root)[b"caf\xe9\xff"].shown == "caf\\xe9\\xff"


def test_a_crawl_without_changes_writes_no_row(catalog, root, tree):
    build(tree, "a/b", "a/c", "d/e/f")
    crawl(catalog, root)
    before = rows(catalog, root)
    with catalog.read() as connection:
        folders = hot(connection, "SELECT * FROM folders ORDER BY id").all()
    report = crawl(catalog, roots.add(catalog, root.path))
    assert (counts(report), report.files, report.known) == ((0, 0, 0, 0), 3, 3)
    with catalog.read() as connection:
        assert hot(connection, "SELECT * FROM folders ORDER BY id").all() == folders
    assert rows(catalog, root) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text("another length"),
        lambda path: path.write_text(path.read_text().upper()),
        lambda path: (path.write_text(path.read_text().upper()), os.utime(path, ns=(5, 5 * 10**9))),
        lambda path: path.chmod(0o600),
        lambda path: (path.with_suffix(".tmp").write_text(path.read_text()), path.with_suffix(".tmp").replace(path)),
    ],
    ids=["size", "time", "touched back", "mode", "replaced"],
)
def test_a_change_of_any_kind_is_seen(catalog, root, tree, change):
    build(tree, "a/b.txt", "a/c.txt")
    os.utime(tree / "a" / "b.txt", ns=(5, 5 * 10**9))
    crawl(catalog, root)
    settle(catalog)
    first = rows(catalog, root)[b"a/b.txt"]
    change(tree / "a" / "b.txt")
    assert counts(crawl(catalog, root)) == (0, 1, 0, 0)
    assert due(catalog, root) == {b"a/b.txt": Due.CHANGED}
    assert known(catalog, root) == fresh(tree)
    assert rows(catalog, root)[b"a/b.txt"].first_seen == first.first_seen


@pytest.mark.parametrize(
    ("compare", "change", "seen"),
    [
        (Compare(ctime=False), lambda path: path.chmod(0o600), False),
        (Compare(ctime=False), lambda path: (path.with_suffix(".t").write_text("a/b.txt"), path.with_suffix(".t").replace(path), os.utime(path, ns=(5, 5))), True),
        (Compare(ctime=False, inode=False), lambda path: (path.with_suffix(".t").write_text("a/b.txt"), path.with_suffix(".t").replace(path), os.utime(path, ns=(5, 5))), False),
        (Compare(ctime=False, inode=False), lambda path: os.utime(path, ns=(6, 6)), True),
        (Compare(ctime=False, inode=False), lambda path: (path.write_text("longer now"), os.utime(path, ns=(5, 5))), True),
    ],
)  # fmt: skip
def test_what_a_network_share_invents_can_be_left_out(catalog, root, tree, compare, change, seen):
    build(tree, "a/b.txt")
    os.utime(tree / "a" / "b.txt", ns=(5, 5))
    crawl(catalog, root, Options(compare=compare))
    settle(catalog)
    change(tree / "a" / "b.txt")
    crawl(catalog, root, Options(compare=compare))
    assert bool(due(catalog, root)) is seen
    assert rows(catalog, root)[b"a/b.txt"].mode == (tree / "a" / "b.txt").stat().st_mode


def test_what_is_gone_stays_known_and_comes_back_as_the_same(catalog, root, tree):
    build(tree, "a/b", "a/c", "d")
    crawl(catalog, root)
    settle(catalog)
    (tree / "a" / "b").rename(tree.parent / "b")
    assert counts(crawl(catalog, root)) == (0, 0, 0, 1)
    before = rows(catalog, root, missing=True)
    assert set(rows(catalog, root)) == {b"a/c", b"d"}
    assert before[b"a/b"].missing_since
    (tree.parent / "b").rename(tree / "a" / "b")
    crawl(catalog, root)
    row = rows(catalog, root)[b"a/b"]
    assert (row.id, row.missing_since, row.due) == (before[b"a/b"].id, None, Due.CHANGED)


def test_a_folder_that_is_gone_takes_all_below_with_it_and_nothing_beside(catalog, root, tree):
    build(tree, "a/b/c/d", "a/b/e", "a/b0/f", "a/b-/g", "a/bb/h")
    crawl(catalog, root)
    (tree / "a" / "b").rename(tree.parent / "b")
    assert counts(crawl(catalog, root)) == (0, 0, 0, 2)
    assert set(rows(catalog, root)) == {b"a/b0/f", b"a/b-/g", b"a/bb/h"}
    (tree.parent / "b").rename(tree / "a" / "b")
    crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)


@pytest.mark.parametrize("target", ["z.txt", "0.txt", "zz/b.txt", "0/b.txt"])
def test_a_moved_file_keeps_its_history(catalog, root, tree, target):
    build(tree, "a/b.txt", "a/c.txt")
    os.utime(tree / "a" / "b.txt", (0, 0))
    crawl(catalog, root)
    settle(catalog)
    before = rows(catalog, root)[b"a/b.txt"]
    (tree / target).parent.mkdir(exist_ok=True)
    (tree / "a" / "b.txt").rename(tree / target)
    assert counts(crawl(catalog, root)) == (0, 0, 1, 0)
    now = rows(catalog, root, missing=True)
    assert set(now) == {os.fsencode(target), b"a/c.txt"}
    row = now[os.fsencode(target)]
    assert (row.id, row.first_seen, row.coverage, row.due) == (before.id, before.first_seen, "full", Due.MOVED)
    assert counts(crawl(catalog, root)) == (0, 0, 0, 0)


@pytest.mark.parametrize("target", ["z", "0"])
def test_a_renamed_folder_moves_all_its_files(catalog, root, tree, target):
    build(tree, "m/a/b", "m/c", "m/d/e/f", "k")
    crawl(catalog, root)
    settle(catalog)
    before = {row.id for row in rows(catalog, root).values()}
    (tree / "m").rename(tree / target)
    report = crawl(catalog, root)
    assert counts(report) == (0, 0, 3, 0)
    assert {row.id for row in rows(catalog, root, missing=True).values()} == before
    assert known(catalog, root) == fresh(tree)


def test_a_file_may_move_to_another_root(catalog, root, tree, tmp_path):
    build(tree, "a", "b")
    (tmp_path / "other").mkdir()
    other = roots.add(catalog, os.fsencode(tmp_path / "other"))
    crawl(catalog, root)
    crawl(catalog, other)
    before = rows(catalog, root)[b"a"].id
    (tree / "a").rename(tmp_path / "other" / "a")
    assert counts(crawl(catalog, other)) == (0, 0, 1, 0)
    assert rows(catalog, other)[b"a"].id == before
    crawl(catalog, root)
    assert set(rows(catalog, root, missing=True)) == {b"b"}


def test_a_second_link_is_a_file_of_its_own_and_an_inode_may_serve_again(catalog, root, tree):
    build(tree, "m")
    crawl(catalog, root)
    os.link(tree / "m", tree / "a")
    os.link(tree / "m", tree / "z")
    assert counts(crawl(catalog, root))[0] == 2
    assert len(rows(catalog, root)) == 3
    (tree / "m").unlink()
    crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)
    settle(catalog)
    with catalog.write() as connection:
        hot(
            connection, "UPDATE files SET mtime_ns = 7 WHERE name = ? OR name = ?", (b"a", b"m")
        )  # a file that is gone, whose inode a new one got
    (tree / "a").rename(tree / "q")
    crawl(catalog, root)
    assert rows(catalog, root)[b"q"].due is Due.NEW
    assert known(catalog, root) == fresh(tree)


def test_a_file_that_went_away_and_came_back_between_two_looks(catalog, root, tree):
    """Without the status change time its first folder looks as if nothing had happened."""
    options = Options(compare=Compare(ctime=False))
    build(tree, "a/b", "z/c")
    crawl(catalog, root, options)
    (tree / "a" / "b").rename(tree / "z" / "b")
    revisit(catalog, root, [b"z"], options)
    (tree / "z" / "b").rename(tree / "a" / "b")
    crawl(catalog, root, options)
    assert set(rows(catalog, root)) == {b"a/b", b"z/c"}


def test_a_name_with_a_long_number_is_masked_until_it_has_been_looked_at(catalog, root, tree):
    build(tree, "85073003328/cv.txt", "2024/cv.txt")
    crawl(catalog, root)
    assert {row.shown for row in rows(catalog, root).values()} == {"***********/cv.txt", "2024/cv.txt"}


def test_links_and_special_files_are_counted_only(catalog, root, tree):
    build(tree, "a")
    (tree / "link").symlink_to("a")
    (tree / "loop").symlink_to(tree)
    os.mkfifo(tree / "pipe")
    report = crawl(catalog, root)
    assert (report.files, report.other_entries) == (1, 3)


def test_exclusions_and_our_own_files_are_left_out(tree):
    build(tree, "a/x.tmp", "a/y", "skip/z")
    with Catalog.open(f"sqlite:///{tree}/a/catalog.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        report = crawl(catalog, root, Options(excluded=matcher(["*.tmp", "skip/"])))
        assert set(rows(catalog, root)) == {b"a/y"}
        assert report.excluded == 6
        crawl(catalog, root)
        assert set(rows(catalog, root)) == {b"a/x.tmp", b"a/y", b"skip/z"}
        crawl(catalog, root, Options(excluded=matcher(["skip/"])))
        assert set(rows(catalog, root)) == {b"a/x.tmp", b"a/y"}


@pytest.fixture
def shut(monkeypatch):
    """Folders that cannot be listed; tests run as root, whom rights do not stop."""
    closed = set()
    real = listing_module.list_folder

    def refuse(descent, path, *rest):
        if path in closed:
            raise PermissionError(13, "Permission denied")
        return real(descent, path, *rest)

    monkeypatch.setattr(listing_module, "list_folder", refuse)
    return closed


def test_below_a_folder_that_cannot_be_listed_everything_stays_known(catalog, root, tree, shut):
    build(tree, "a/b/c", "a/d", "e")
    crawl(catalog, root)
    settle(catalog)
    shut.add(b"a")
    (tree / "a" / "d").unlink()
    report = crawl(catalog, root)
    assert (report.unreachable, report.files, counts(report)) == (1, 3, (0, 0, 0, 0))
    assert set(rows(catalog, root)) == {b"a/b/c", b"a/d", b"e"}
    with catalog.read() as connection:
        (folder,) = queries.told_folders(connection, root.id)
    assert (folder.path, [gap.code for gap in folder.problems]) == (b"a", [Code.PERMISSION])
    shut.clear()
    report = crawl(catalog, root)
    assert (report.unreachable, report.files, counts(report)) == (0, 2, (0, 0, 0, 1))
    with catalog.read() as connection:
        assert list(queries.told_folders(connection, root.id)) == []


def test_a_folder_that_was_never_listed_is_named(catalog, root, tree, shut):
    build(tree, "a/b", "c")
    shut.add(b"a")
    crawl(catalog, root)
    assert crawl(catalog, root).unreachable == 1
    with catalog.read() as connection:
        assert [folder.path for folder in queries.told_folders(connection, root.id)] == [b"a"]
    shut.clear()
    crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)


def test_an_entry_of_which_the_system_says_nothing_stays_known(catalog, root, tree, monkeypatch):
    build(tree, "a/b", "a/c", "a/d/e")
    crawl(catalog, root)
    real = listing_module.list_folder

    def blind(descent, path, *rest):
        found = real(descent, path, *rest)
        if path == b"a":
            problem = listing_module.problem_of(OSError(5, "Input/output error"))
            found.files = [record for record in found.files if listing_module.name_of(record) != b"b"]
            found.folders = []
            found.unknown = [(b"b", problem), (b"d", problem)]
        return found

    monkeypatch.setattr(listing_module, "list_folder", blind)
    report = crawl(catalog, root)
    assert (report.unreachable, counts(report)) == (2, (0, 0, 0, 0))
    assert set(rows(catalog, root)) == {b"a/b", b"a/c", b"a/d/e"}
    monkeypatch.undo()
    assert counts(crawl(catalog, root)) == (0, 0, 0, 0)
    with catalog.read() as connection:
        assert list(queries.told_folders(connection, root.id)) == []


def test_a_root_that_is_not_there_changes_nothing(catalog, root, tree):
    build(tree, "a/b", "c")
    crawl(catalog, root)
    tree.rename(tree.parent / "elsewhere")
    report = crawl(catalog, root)
    assert (report.complete, report.problem.code, counts(report)) == (False, Code.VANISHED, (0, 0, 0, 0))
    assert len(rows(catalog, root)) == 2
    (tree.parent / "elsewhere").rename(tree)
    assert crawl(catalog, root).complete


def test_an_emptied_root_can_be_told_by_what_was_known(catalog, root, tree):
    build(tree, *(f"a/{number}" for number in range(10)))
    crawl(catalog, root)
    tree.rename(tree.parent / "elsewhere")
    tree.mkdir()
    report = crawl(catalog, root)
    assert (report.known, report.files, report.counts.gone) == (10, 0, 10)
    tree.rmdir()
    (tree.parent / "elsewhere").rename(tree)
    settle(catalog)
    crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)


def test_another_device_number_after_a_mount_is_no_change_of_files(catalog, root, tree):
    build(tree, "a/b", "c")
    crawl(catalog, root)
    settle(catalog)
    with catalog.write() as connection:
        hot(connection, "UPDATE folders SET device = 4711, listing = NULL")
    assert counts(crawl(catalog, root)) == (0, 0, 0, 0)
    assert due(catalog, root) == {}
    assert known(catalog, root) == fresh(tree)


def test_numbers_that_need_all_64_bits(catalog, root, tree, monkeypatch):
    build(tree, "a")
    real = listing_module.list_folder

    def large(descent, path, *rest):
        found = real(descent, path, *rest)
        found.inode = found.device = 2**64 - 2
        packed = listing_module._PACKED.pack(
            2**63 - 1, -(2**63), 2**63 - 1, 2**64 - 1, 2**64 - 3, 0o100777, 2**32 - 1, 2**32 - 1, 1
        )
        found.files = [b"a" + packed]
        return found

    monkeypatch.setattr(listing_module, "list_folder", large)
    crawl(catalog, root)
    row = rows(catalog, root)[b"a"]
    assert (row.size, row.mtime_ns, row.inode, row.device, row.uid) == (2**63 - 1, -(2**63), 2**64 - 1, 2**64 - 3, 2**32 - 1)
    settle(catalog)
    assert counts(crawl(catalog, root)) == (0, 0, 0, 0)


@pytest.mark.parametrize("jump", [-(10**18), 10**18])
def test_a_clock_that_jumps_loses_and_repeats_nothing(url, tree, jump):
    build(tree, "a/b", "c", "d/e")
    time = [1_700_000_000 * 10**9]
    with Catalog.open(url, clock=lambda: time[0]) as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        crawl(catalog, root)
        settle(catalog)
        time[0] += jump
        assert counts(crawl(catalog, root)) == (0, 0, 0, 0)
        (tree / "a" / "b").rename(tree / "f")
        (tree / "c").unlink()
        build(tree, "g")
        assert counts(crawl(catalog, root)) == (1, 0, 1, 1)
        assert known(catalog, root) == fresh(tree)
        time[0] -= jump
        (tree / "d" / "e").write_text("new")
        assert counts(crawl(catalog, root)) == (0, 1, 0, 0)
        assert known(catalog, root) == fresh(tree)


@pytest.mark.parametrize("at", range(1, 7))
def test_an_interrupted_crawl_goes_on_where_it_was(catalog, root, tree, at):
    build(tree, "a/b/c", "a/d", "e/f/g", "e/h", "i", "j/k")
    asked = []

    def stop():
        asked.append(1)
        return len(asked) == at

    first = crawl(catalog, root, stop=stop)
    assert not first.complete
    build(tree, "j/new")
    visited = []
    second = crawl(catalog, root, stop=lambda: visited.append(1))
    assert second.complete
    assert (second.started, second.files) == (first.started, 7 - (at == 6))
    assert len(visited) <= 6 - at + 3  # what is on the way to the cursor is listed again
    assert known(catalog, root) == fresh(tree)
    assert not crawl(catalog, root).counts.new


def test_a_crawl_that_was_killed_goes_on_too(catalog, root, tree, monkeypatch):
    monkeypatch.setattr(crawl_module, "_FLUSH_SECONDS", 0)
    build(tree, *(f"{a}/{b}/{c}" for a in "abc" for b in "def" for c in "gh"))
    reached = []

    def stop():
        reached.append(1)
        if len(reached) == 7:
            raise KeyboardInterrupt
        return False

    with pytest.raises(KeyboardInterrupt):
        crawl(catalog, root, stop=stop)
    again = []
    assert crawl(catalog, root, stop=lambda: again.append(1)).complete
    assert len(again) < 13
    assert known(catalog, root) == fresh(tree)


def test_a_large_folder_is_taken_in_parts(catalog, root, tree, monkeypatch):
    monkeypatch.setattr(observer_module, "_BATCH", 7)
    monkeypatch.setattr(observer_module, "_PAGE", 5)
    monkeypatch.setattr(observer_module, "_AT_ONCE", 3)
    build(tree, *(f"f{number:03}" for number in range(60)))
    crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)
    settle(catalog)
    for number in range(0, 60, 3):
        (tree / f"f{number:03}").rename(tree / f"{'eg'[number % 2]}{number:03}")
    for number in range(1, 60, 6):
        (tree / f"f{number:03}").unlink()
        build(tree, f"f{number:03}x")
    report = crawl(catalog, root)
    assert known(catalog, root) == fresh(tree)
    assert (report.counts.moved, report.counts.new, report.counts.gone) == (20, 10, 10)


def test_no_room_stops_a_crawl_and_nothing_is_lost(tree, tmp_path):
    build(tree, *(f"{folder}/{number}" for folder in "abcd" for number in range(300)))
    with Catalog.open(f"sqlite:///{tmp_path}/state/catalog.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        with catalog.write() as connection:
            hot(connection, f"PRAGMA max_page_count = {hot(connection, 'PRAGMA page_count').scalar() + 8}")
        with pytest.raises(CatalogFull):
            crawl(catalog, root)
        assert catalog.check() == []
        with catalog.write() as connection:
            hot(connection, "PRAGMA max_page_count = 1000000")
        assert crawl(catalog, root).complete
        assert known(catalog, root) == fresh(tree)


class TestRevisit:
    def test_only_what_is_asked_and_what_is_new_below_is_looked_at(self, catalog, root, tree):
        build(tree, "a/b/c", "d/e")
        crawl(catalog, root)
        settle(catalog)
        build(tree, "a/new", "a/x/y/z", "a/b/not asked", "d/not asked")
        report = revisit(catalog, root, [b"a"])
        assert (report.folders, counts(report)) == (3, (2, 0, 0, 0))
        assert due(catalog, root) == {b"a/new": Due.LIVE, b"a/x/y/z": Due.LIVE}
        revisit(catalog, root, [b"a/b", b"d"])
        assert known(catalog, root) == fresh(tree)

    def test_a_folder_that_is_gone_or_not_known_yet(self, catalog, root, tree):
        build(tree, "a/b/c", "d/e")
        crawl(catalog, root)
        (tree / "a" / "b" / "c").unlink()
        (tree / "a" / "b").rmdir()
        build(tree, "n/o/p/q")
        revisit(catalog, root, [b"a/b", b"n/o/p"])
        assert known(catalog, root) == fresh(tree)

    def test_a_changed_file_comes_before_all_others(self, catalog, root, tree):
        build(tree, "a/b", "a/c")
        crawl(catalog, root)
        (tree / "a" / "b").write_text("changed")
        revisit(catalog, root, [b"a"])
        assert due(catalog, root) == {b"a/b": Due.LIVE, b"a/c": Due.NEW}

    def test_it_does_not_disturb_a_crawl_that_is_under_way(self, catalog, root, tree):
        build(tree, *(f"{a}/{b}" for a in "abcdef" for b in "gh"))
        asked = []
        crawl(catalog, root, stop=lambda: asked.append(1) or len(asked) == 4)
        revisit(catalog, root, [b"f", b""])
        again = []
        assert crawl(catalog, root, stop=lambda: again.append(1)).complete
        assert len(again) == 5  # the root and the one it was at once more
        assert known(catalog, root) == fresh(tree)

    def test_two_threads_may_look_at_the_same_at_once(self, catalog, root, tree):
        build(tree, *(f"{a}/{b}/{number}" for a in "abc" for b in "def" for number in range(5)))
        failures = []

        def look(paths):
            try:
                for _ in range(5):
                    revisit(catalog, root, paths)
            except BaseException as error:
                failures.append(error)
                raise

        threads = [threading.Thread(target=look, args=([path],)) for path in (b"", b"a", b"b/d")]
        for thread in threads:
            thread.start()
        for _ in range(5):
            crawl(catalog, root)
        for thread in threads:
            thread.join()
        crawl(catalog, root)
        assert failures == []
        assert known(catalog, root) == fresh(tree)


def test_a_listing_older_than_what_is_written_is_left_out(catalog, root, tree):
    """A crawl lists a folder, is slow, and somebody else lists it again meanwhile."""
    build(tree, "a/b")
    crawl(catalog, root)
    real = observer_module.Observer.see
    nested = []

    def slow(self, listing, *rest):
        if listing.path == b"a" and not nested:
            nested.append(1)
            build(tree, "a/newer")
            revisit(catalog, root, [b"a"])
        return real(self, listing, *rest)

    observer_module.Observer.see, _ = slow, None
    try:
        build(tree, "a/new")
        crawl(catalog, root)
    finally:
        observer_module.Observer.see = real
    assert known(catalog, root) == fresh(tree)


def test_the_catalogue_holds_bytes_whatever_the_name(tree, tmp_path):
    """What any SQLite program sees, not only ours."""
    with open(os.fsencode(tree) + b"/\xff'\"; DROP TABLE files", "wb"):
        pass
    with Catalog.open(f"sqlite:///{tmp_path}/c.db") as catalog:
        crawl(catalog, roots.add(catalog, os.fsencode(tree)))
    with sqlite3.connect(tmp_path / "c.db") as connection:
        assert connection.execute("SELECT name, typeof(name) FROM files").fetchall() == [(b"\xff'\"; DROP TABLE files", "blob")]
