import os

import pytest

from scanner.tree.names import as_text, exact, printable
from scanner.tree.opening import CannotOpen, open_beneath


def read(root, path):
    with open_beneath(os.fsencode(root), path) as file:
        return file.read()


def test_reads_below_the_root_and_a_root_that_is_a_file(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "f").write_bytes(b"inside")
    assert read(tmp_path, b"a/f") == b"inside"
    assert read(tmp_path / "a" / "f", b"") == b"inside"


@pytest.mark.parametrize("swap", ["file", "folder"])
def test_a_link_put_in_the_place_of_a_file_or_folder_leads_nowhere(tmp_path, swap):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "f").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    if swap == "file":
        (root / "a").mkdir()
        (root / "a" / "f").symlink_to(outside / "f")
    else:
        (root / "a").symlink_to(outside)
    with pytest.raises(CannotOpen) as caught:
        read(root, b"a/f")
    assert caught.value.problem.code == "vanished"


def test_a_fifo_that_took_the_files_place_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "f")
    with pytest.raises(CannotOpen) as caught:
        read(tmp_path, b"f")
    assert caught.value.problem.code == "vanished"


def test_a_file_that_is_gone_is_named(tmp_path):
    with pytest.raises(CannotOpen) as caught:
        read(tmp_path, b"gone/f")
    assert caught.value.problem.code == "vanished"


def test_reading_does_not_touch_the_access_time(tmp_path):
    target = tmp_path / "f"
    target.write_text("x")
    os.utime(target, ns=(1_000_000_000, 1_000_000_000))
    read(tmp_path, b"f")
    assert target.stat().st_atime_ns == 1_000_000_000


def test_names_are_shown_without_losing_or_executing_them():
    assert as_text(b"caf\xc3\xa9") == "café"
    assert as_text(b"caf\xe9") == "caf\\xe9"
    assert exact(b"caf\xc3\xa9") is None
    assert exact(b"caf\xe9") == "Y2Fm6Q=="
    assert printable("a\x1b[31mb\nc\u202ed") == "a\\x1b[31mb\\x0ac\\u202ed"
    assert printable("één dossier") == "één dossier"
