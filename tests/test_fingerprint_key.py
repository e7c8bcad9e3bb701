"""The key of the fingerprints: made once, kept to its owner, and refused when others could have read it."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from scanner import fingerprint_key
from scanner.errors import ConfigError
from scanner.tree.walk import Root


def test_without_a_folder_each_run_has_its_own_and_leaves_no_trace(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, second = fingerprint_key.load(None), fingerprint_key.load("")
    assert first.secret != second.secret
    assert len(first.secret) == fingerprint_key.LENGTH
    assert not first.lasting
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_one(tmp_path):
    folder = tmp_path / "state"
    first, second = fingerprint_key.load(str(folder)), fingerprint_key.load(str(folder))
    assert first == second
    assert first.lasting
    assert [path.name for path in folder.iterdir()] == [fingerprint_key.NAME]
    assert (folder / fingerprint_key.NAME).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_secret_is_not_shown(tmp_path):
    key = fingerprint_key.load(str(tmp_path))
    assert repr(key) == "FingerprintKey(lasting=True)"


def test_runs_that_start_together_share_one(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: fingerprint_key.load(str(tmp_path)).secret, range(64)))
    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_one_that_others_may_read_or_change_is_refused(tmp_path, mode):
    fingerprint_key.load(str(tmp_path))
    path = tmp_path / fingerprint_key.NAME
    path.chmod(mode)
    with pytest.raises(ConfigError) as caught:
        fingerprint_key.load(str(tmp_path))
    assert str(caught.value) == (
        f"{path}: others may read or change this key; remove it to have a new one made, or if nobody had: chmod 600"
    )


@pytest.mark.parametrize("content", [b"", b"short", b"x" * 33])
def test_one_of_another_length_is_refused(tmp_path, content):
    path = tmp_path / fingerprint_key.NAME
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="is not a key of 32 bytes"):
        fingerprint_key.load(str(tmp_path))


def test_a_link_or_folder_in_its_place_is_refused(tmp_path):
    other = tmp_path / "other"
    fingerprint_key.load(str(other))
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / fingerprint_key.NAME).symlink_to(other / fingerprint_key.NAME)
    with pytest.raises(ConfigError, match="cannot be used as state folder"):
        fingerprint_key.load(str(tmp_path / "link"))
    (tmp_path / "folder" / fingerprint_key.NAME).mkdir(parents=True)
    with pytest.raises(ConfigError):
        fingerprint_key.load(str(tmp_path / "folder"))


def test_a_folder_that_is_scanned_is_refused(tmp_path):
    root = tmp_path / "share"
    root.mkdir()
    (tmp_path / "link").symlink_to(root)
    for inside in (root, root / "state", tmp_path / "link" / "state"):
        with pytest.raises(ConfigError, match="lies in a folder that is scanned"):
            fingerprint_key.load(str(inside), [Root(os.fsencode(root))])
    assert list(root.iterdir()) == []
    assert fingerprint_key.load(str(tmp_path / "share2"), [Root(os.fsencode(root))]).lasting
