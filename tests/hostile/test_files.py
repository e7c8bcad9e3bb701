"""Entries of a tree that are no files, lead in circles, or have names that no program expects: none is opened that should not be."""

import base64
import os
import socket
import stat

import pytest

from tests.hostile.case import FOUND, PLANTED

posix = pytest.mark.skipif(os.name != "posix", reason="names and special files of Unix")
ODD_NAMES = [
    b"niet utf-8 \xff\xfe.txt", b"regel\neinde.txt", b"tab\tin.txt", b"\x1b[31mrood\x1b[0m.txt", b"\x07bel.txt", b"rechts \xe2\x80\xae txt.exe",
    b"nul breed\xe2\x80\x8b.txt", b" spaties aan het eind ", b"-rf", b"--help", b"$(touch weg).txt", b"`id`.txt", b"'; drop table x;.txt",
    b"<img src=x onerror=alert(1)>.txt", b"'); alert(1); ('.txt", b"<script>alert(1)<.txt", b"=HYPERLINK(1).txt", b"+32 2 123.txt", b"@SUM(1).txt",
    b"CON", b"aux.txt", b"a:b.txt", b"\\\\server\\share.txt", b"n" * 251 + b".txt", b"%s%n%x.txt", b"{0}{x}.txt", b"\xf0\x9f\x92\xa9.txt",
    "e\u0301.txt".encode(), "\u00e9.txt".encode(), b".verborgen", b"a.txt.", b"a.docx.txt.exe", b"#tmp#~", b"\xed\xa0\x80.txt",
]  # fmt: skip


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def fill(folder, *names):
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(PLANTED.encode())


@posix
def test_odd_names_are_read_named_exactly_and_harmless_on_screen(share, scan, run):
    fill(share, *ODD_NAMES)
    ran = scan(share, "--csv", share.parent / "out.csv", "--html", share.parent / "out.html")
    assert len(ran.files) == len(ODD_NAMES) == ran.summary["coverage"]["full"]
    assert all(any(finding["entity"] == FOUND for finding in record["findings"]) for record in ran.files.values())
    exact = {record.get("path_b64") for record in ran.files.values()}
    assert base64.b64encode(b"niet utf-8 \xff\xfe.txt").decode() in exact
    page, table = ((share.parent / name).read_text() for name in ("out.html", "out.csv"))
    shown = run("scan", share, "--verbose", "--language", "en").stdout.decode() + page + table
    assert not any(mark in shown for mark in ("\x1b", "\x07", "\u202e"))
    assert not any(mark in page for mark in ("<img src=x", "<script>alert"))
    assert not any(line.startswith(("=", "+", "@", '"=', '"+', '"@')) for line in table.splitlines())
    assert sorted(os.listdir(os.fsencode(share))) == sorted(ODD_NAMES)


@posix
def test_what_is_no_file_is_counted_and_never_opened(share, scan):
    fill(share, b"a.txt", b"z.txt")
    os.mkfifo(share / "pijp.txt")
    (share / "los.txt").symlink_to("nergens")
    (share / "kring").symlink_to(share)
    (share / "zichzelf.txt").symlink_to("zichzelf.txt")
    (share / "wachtwoorden.txt").symlink_to("/etc/passwd")
    (share / "alles").symlink_to("/")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(share)  # a socket's name is bounded in length
        try:
            server.bind("s.txt")
        finally:
            os.chdir(here)
        server.listen()
        server.setblocking(False)
        ran = scan(share)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert sorted(ran.files) == ["a.txt", "z.txt"]
    assert ran.summary["other_entries"] == 7
    assert ran.summary["coverage"] == {"full": 2, "partial": 0, "none": 0}


@posix
@pytest.mark.skipif(not hasattr(os, "mknod") or os.geteuid() != 0, reason="only root makes devices")
def test_a_device_is_never_opened(share, scan):
    fill(share, b"z.txt")
    try:
        os.mknod(share / "nul.txt", 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero, which never ends
    except PermissionError:
        pytest.skip("devices may not be made here")
    ran = scan(share)
    assert sorted(ran.files) == ["z.txt"]
    assert ran.summary["other_entries"] == 1


@posix
def test_a_pipe_given_as_root_is_refused(share, run):
    os.mkfifo(share / "pijp.txt")
    done = run("scan", share / "pijp.txt")
    assert done.returncode == 2
    assert b"neither a folder nor a regular file" in done.stderr


@posix
def test_a_file_that_becomes_a_pipe_or_a_link_is_not_read(share):
    from tests.faults.test_files import entries_of

    fill(share, b"link.txt", b"pijp.txt", b"z.txt")
    entries, scanner = entries_of(share)
    for name in ("link.txt", "pijp.txt"):
        (share / name).unlink()
    (share / "link.txt").symlink_to("/etc/passwd")
    os.mkfifo(share / "pijp.txt")
    link, pipe, good = (scanner().scan_one(entry) for entry in entries)
    for lost in (link, pipe):
        assert (lost.coverage, [gap.code for gap in lost.problems], lost.sha256) == ("none", ["vanished"], None)
    assert good.coverage == "full"


@posix
def test_a_tree_deeper_than_any_path_may_be(share, scan):
    here = os.getcwd()
    try:
        os.chdir(share)
        for _ in range(60):
            os.mkdir("d" * 100)
            os.chdir("d" * 100)
        with open("diep.txt", "w") as file:
            file.write(PLANTED)
    finally:
        os.chdir(here)
    fill(share, b"z.txt")
    ran = scan(share)
    assert ran.files["z.txt"]["coverage"] == "full"
    deep = [record for path, record in ran.files.items() if path.endswith("diep.txt")]
    named = [record for record in ran.records if record["record"] == "folder" and record.get("problems")]
    assert (deep and deep[0]["findings"]) or named  # read, or named as not entered; never passed over


@posix
def test_nothing_is_written_or_changed(share, scan):
    from tests.hostile.cases_zip import CASES

    for case in CASES[12:40]:
        (share / case.name).write_bytes(case.build())
    before = state(share)
    parent = sorted(os.listdir(share.parent))
    scan(share)
    assert state(share) == before
    assert sorted(os.listdir(share.parent)) == parent


def state(folder):
    """Names, times, sizes and rights of all below a folder, access times too."""
    return {
        path: (status.st_mtime_ns, status.st_atime_ns, status.st_size, status.st_mode)
        for path in sorted(folder.rglob("*"))
        for status in [path.stat()]
    }
