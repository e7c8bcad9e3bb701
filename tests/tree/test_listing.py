import os

import pytest

from scanner.model import Code
from scanner.tree import descent as descent_module
from scanner.tree.descent import Descent
from scanner.tree.listing import Compare, listings, name_of, stat_of


def listed(root, **options):
    return {listing.path: listing for listing in listings(os.fsencode(root), **options)}


def test_a_record_holds_the_status_and_any_name(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9\n\xff"
    with open(raw, "wb") as file:
        file.write(b"12345")
    status = os.stat(raw)
    (record,) = listed(tmp_path)[b""].files
    kept = stat_of(record)
    assert name_of(record) == b"caf\xe9\n\xff"
    assert (kept.size, kept.mtime_ns, kept.ctime_ns, kept.inode) == (5, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    assert (kept.mode, kept.uid, kept.gid, kept.links, kept.device) == (status.st_mode, status.st_uid, status.st_gid, 1, 0)


@pytest.mark.parametrize(("seconds", "expected"), [(2**33, 2**33 * 10**9), (-(2**33), -(2**33) * 10**9)])
def test_times_far_from_now_are_kept(tmp_path, seconds, expected):
    (tmp_path / "f").write_text("x")
    os.utime(tmp_path / "f", ns=(0, seconds * 10**9))
    if os.stat(tmp_path / "f").st_mtime_ns != expected:
        pytest.skip("this file system cannot hold such a time")
    assert stat_of(listed(tmp_path)[b""].files[0]).mtime_ns == expected


def test_a_time_that_nothing_can_hold_costs_nothing_but_itself(tmp_path, monkeypatch):
    class Entry:
        name = "f"

        def stat(self, follow_symlinks):
            return os.stat_result((0o100644, 2**64 - 1, 1, 1, 0, 0, 3, 0, 0, 0), {"st_mtime_ns": 2**70, "st_ctime_ns": -(2**70)})

    class Folder:
        def __init__(self, place):
            pass

        def __enter__(self):
            return iter([Entry()])

        def __exit__(self, *rest):
            pass

    monkeypatch.setattr(os, "scandir", Folder)
    kept = stat_of(listed(tmp_path)[b""].files[0])
    assert (kept.mtime_ns, kept.ctime_ns, kept.inode) == (2**63 - 1, -(2**63 - 1), 2**64 - 1)


def test_the_digest_changes_with_anything_in_the_folder_and_with_nothing_below_it(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "f").write_text("x")
    seen = {listed(tmp_path)[b""].digest()}

    def differs():
        digest = listed(tmp_path)[b""].digest()
        return not (digest in seen or seen.add(digest))

    assert not differs()
    (tmp_path / "a" / "below").write_text("x")
    assert not differs()
    (tmp_path / "f").write_text("y")
    assert differs()
    (tmp_path / "f").rename(tmp_path / "g")
    assert differs()
    (tmp_path / "g").chmod(0o600)
    assert differs()
    (tmp_path / "b").mkdir()
    assert differs()
    tmp_path.chmod(0o755)
    assert differs()


def test_what_a_share_invents_can_be_left_out(tmp_path):
    (tmp_path / "f").write_text("x")
    kept = stat_of(listed(tmp_path, compare=Compare(ctime=False, inode=False))[b""].files[0])
    assert (kept.ctime_ns, kept.inode) == (0, 0)
    before = listed(tmp_path, compare=Compare(ctime=False))[b""].digest()
    mode = (tmp_path / "f").stat().st_mode
    (tmp_path / "f").chmod(0o600)
    (tmp_path / "f").chmod(mode)
    assert listed(tmp_path, compare=Compare(ctime=False))[b""].digest() == before


def test_a_part_of_a_tree_can_be_listed_and_folders_left_out(tmp_path):
    for path in ("a/b/c", "a/d", "e"):
        (tmp_path / path).mkdir(parents=True)
    assert list(listed(tmp_path, start=b"a")) == [b"a", b"a/b", b"a/b/c", b"a/d"]
    assert list(listed(tmp_path, wanted=lambda path: path != b"a/b")) == [b"", b"a", b"a/d", b"e"]
    assert listed(tmp_path, start=b"nope")[b"nope"].problem.code == Code.VANISHED


def test_a_folder_swapped_for_a_link_leads_nowhere(tmp_path):
    outside = tmp_path / "outside"
    (outside / "b").mkdir(parents=True)
    (outside / "b" / "secret").write_text("x")
    root = tmp_path / "root"
    (root / "a" / "b").mkdir(parents=True)
    found = listings(os.fsencode(root))
    next(found)
    (root / "a").rename(root / "gone")
    (root / "a").symlink_to(outside)
    problems = [(listing.path, listing.problem.code) for listing in found]
    assert problems == [(b"a", Code.VANISHED)]


def test_a_tree_deeper_than_what_stays_open_and_than_a_path_may_be_long(tmp_path, monkeypatch):
    monkeypatch.setattr(descent_module, "_KEPT", 5)
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("x" * 100, dir_fd=folder)
        below = os.open("x" * 100, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(os.open("f", os.O_CREAT | os.O_WRONLY, dir_fd=folder))
    os.close(folder)
    before = len(os.listdir("/proc/self/fd"))
    found = listed(tmp_path)
    assert len(found) == 61
    assert [name_of(record) for record in found[b"/".join([b"x" * 100] * 60)].files] == [b"f"]
    assert len(os.listdir("/proc/self/fd")) == before


def test_the_way_may_go_anywhere(tmp_path):
    for path in ("a/b/c", "a/d", "e/f"):
        (tmp_path / path).mkdir(parents=True)
    with Descent(os.fsencode(tmp_path)) as descent:
        for path in (b"a/b/c", b"a/d", b"", b"e/f", b"a", b"a/b/c"):
            assert os.stat(descent.to(path)).st_ino == os.stat(os.path.join(os.fsencode(tmp_path), path)).st_ino


def test_what_waits_for_its_end_is_no_part_of_the_tree(tmp_path):
    from scanner.tree.names import QUARANTINE

    ours = tmp_path / os.fsdecode(QUARANTINE)
    (ours / "item").mkdir(parents=True)
    (ours / "item" / "content").write_text("x")
    below = tmp_path / "map" / os.fsdecode(QUARANTINE)
    below.mkdir(parents=True)
    (below / "hidden.txt").write_text("somebody else's folder of that name is scanned")
    found = {listing.path: listing for listing in listings(os.fsencode(tmp_path))}
    assert found[b""].excluded == 1
    assert QUARANTINE not in found
    assert [name_of(record) for record in found[b"map/" + QUARANTINE].files] == [b"hidden.txt"]
