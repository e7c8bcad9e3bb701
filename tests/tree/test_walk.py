import os
import socket

import pytest

from scanner.errors import ConfigError, RootError
from scanner.model import FileIdentity
from scanner.tree.exclude import matcher
from scanner.tree.walk import Folder, Root, Tally, resolve_roots, walk


def entries(path, **options):
    tally = Tally()
    roots, _ = resolve_roots([str(path)])
    return list(walk(roots, tally, **options)), tally


def names(found):
    return [entry.path for entry in found if isinstance(entry, FileIdentity)]


def test_every_regular_file_once_in_byte_order(tmp_path):
    for name in ["b.txt", "a/z.txt", "a/y.txt", "2024..2025.csv", "-x", "space .txt ", "c\nd", "archief.zip/in.txt"]:
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text("x")
    found, tally = entries(tmp_path)
    assert names(found) == [
        b"-x",
        b"2024..2025.csv",
        b"b.txt",
        b"c\nd",
        b"space .txt ",
        b"a/y.txt",
        b"a/z.txt",
        b"archief.zip/in.txt",
    ]
    assert tally == Tally()


def test_links_fifos_and_sockets_are_counted_and_never_entered(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link").symlink_to(outside)
    (root / "dangling").symlink_to("nowhere")
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "fifo")
    with socket.socket(socket.AF_UNIX) as server:
        os.chdir(root)
        server.bind("socket")
        (root / "real.txt").write_text("x")
        found, tally = entries(root)
    assert names(found) == [b"real.txt"]
    assert tally.other_entries == 5


def test_a_name_that_is_not_utf8_is_kept_exactly(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9\xff.txt"
    with open(raw, "wb"):
        pass
    found, _ = entries(tmp_path)
    assert names(found) == [b"caf\xe9\xff.txt"]


def test_a_link_as_root_is_resolved_and_roots_inside_roots_fall_away(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "f").write_text("x")
    (tmp_path / "link").symlink_to(inner)
    roots, notices = resolve_roots([str(tmp_path / "link"), str(tmp_path / "a"), str(inner / "f")])
    assert [root.path for root in roots] == [os.fsencode(tmp_path / "a")]
    assert len(notices) == 2
    same, _ = resolve_roots([str(inner), str(inner)])
    assert same == [Root(os.fsencode(inner))]


def test_a_missing_root_is_one_clear_line(tmp_path):
    with pytest.raises(RootError, match="no such file or folder"):
        resolve_roots([str(tmp_path / "nope")])
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(RootError, match="neither a folder nor a regular file"):
        resolve_roots([str(tmp_path / "pipe")])


def test_our_own_outputs_are_left_out(tmp_path):
    (tmp_path / "out.jsonl").write_text("x")
    (tmp_path / "f").write_text("x")
    status = (tmp_path / "out.jsonl").stat()
    found, tally = entries(tmp_path, own=frozenset({(status.st_dev, status.st_ino)}))
    assert names(found) == [b"f"]
    assert tally.excluded == 1


def test_a_folder_that_cannot_be_listed_is_named(tmp_path, monkeypatch):
    (tmp_path / "shut").mkdir()
    (tmp_path / "f").write_text("x")
    import scanner.tree.listing as module

    real = module.list_folder

    def refuse(descent, path, *rest):
        if path.endswith(b"shut"):
            raise PermissionError(13, "Permission denied")
        return real(descent, path, *rest)

    monkeypatch.setattr(module, "list_folder", refuse)
    found, tally = entries(tmp_path)
    assert tally.unreachable_folders == 1
    assert [(entry.path, entry.problem.code) for entry in found if isinstance(entry, Folder) and entry.problem] == [
        (b"shut", "permission")
    ]
    assert names(found) == [b"f"]


@pytest.mark.parametrize(
    ("glob", "path", "folder", "expected"),
    [
        ("*.tmp", b"a/b.tmp", False, True),
        ("*.v2", b"pack.v2", True, True),
        ("*.zip/", b"archief.zip", False, False),
        ("archief/", b"x/archief", True, True),
        ("a/*.txt", b"a/x.txt", False, True),
        ("a/*.txt", b"a/b/x.txt", False, False),
        ("a/**/x.txt", b"a/b/c/x.txt", False, True),
        ("a/**/x.txt", b"a/x.txt", False, True),
        ("/a/b", b"a/b", True, True),
        ("[ab].txt", b"q/a.txt", False, True),
        ("*.txt", b"line\nbreak.txt", False, True),
        ("x", b"xx", False, False),
    ],
)
def test_exclusion_globs(glob, path, folder, expected):
    assert bool(matcher([glob])(path, folder)) is expected


def test_an_excluded_folder_is_not_entered(tmp_path):
    (tmp_path / "skip" / "deep").mkdir(parents=True)
    (tmp_path / "skip" / "deep" / "f").write_text("x")
    (tmp_path / "g").write_text("x")
    found, tally = entries(tmp_path, excluded=matcher(["skip/"]))
    assert names(found) == [b"g"]
    assert tally.excluded == 1


def test_an_empty_glob_is_refused():
    with pytest.raises(ConfigError, match="empty glob"):
        matcher([" / "])
