"""The folder for programs that need files: nobody else may look in, and nothing stays."""

import os
import stat
import tempfile

import pytest

from scanner.read.private_folder import private_folder


def test_it_is_private_and_goes_away(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIERWACHT_TMP", str(tmp_path))
    with private_folder() as folder:
        assert os.path.dirname(folder) == str(tmp_path)
        assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700
        os.makedirs(os.path.join(folder, "a", "b"))
        open(os.path.join(folder, "a", "b", "c"), "wb").close()
    assert os.listdir(tmp_path) == []


def test_it_goes_away_after_an_exception(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIERWACHT_TMP", str(tmp_path))
    for error in (ValueError, KeyboardInterrupt, MemoryError):
        with pytest.raises(error), private_folder():
            raise error
    assert os.listdir(tmp_path) == []


def test_what_a_killed_process_leaves_is_found_by_the_sweep(tmp_path, monkeypatch):
    from scanner import scratch

    monkeypatch.setenv("DOSSIERWACHT_TMP", str(tmp_path))
    monkeypatch.setattr(os, "getpid", lambda: 999_999_999)
    left = private_folder()
    left.__enter__()
    assert len(os.listdir(tmp_path)) == 1
    scratch.sweep(str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_without_a_setting_it_lies_with_other_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv("DOSSIERWACHT_TMP", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with private_folder() as folder:
        assert os.path.dirname(folder) == str(tmp_path)
        assert os.path.basename(folder).startswith(f"dossierwacht-{os.getpid()}-")
    assert os.listdir(tmp_path) == []


def test_no_room_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("DOSSIERWACHT_TMP", str(tmp_path / "missing"))
    with pytest.raises(OSError, match="No such file"), private_folder():
        pass
