"""Files that go, grow, cannot be opened or are larger than they look, while others are read."""

import json
import os
import subprocess
import sys

import pytest

from scanner import rulepacks
from scanner.config import Limits
from scanner.pipeline import Scanner, Settings
from scanner.tree.walk import Folder, Tally, resolve_roots, walk


def entries_of(folder):
    """The files of a folder, and a scanner for them with limits of its own."""
    roots, _ = resolve_roots([os.fspath(folder)])
    found = [entry for entry in walk(roots, Tally()) if not isinstance(entry, Folder)]
    return found, lambda **limits: Scanner(
        Settings((roots[0].path,), os.fspath(rulepacks.shipped()), Limits(**limits), bytes(32))
    )


def test_a_file_that_vanishes_or_grows_is_named(tmp_path):
    from scanner import rulepacks
    from scanner.config import Limits
    from scanner.pipeline import Scanner, Settings
    from scanner.tree.walk import Folder, Tally, resolve_roots, walk

    for name in ("gone.txt", "grown.txt"):
        (tmp_path / name).write_text("tekst")
    roots, _ = resolve_roots([os.fspath(tmp_path)])
    entries = [entry for entry in walk(roots, Tally()) if not isinstance(entry, Folder)]
    (tmp_path / "gone.txt").unlink()
    with open(tmp_path / "grown.txt", "a") as file:
        file.write("meer tekst")
    scanner = Scanner(Settings((roots[0].path,), os.fspath(rulepacks.shipped()), Limits(), bytes(32)))
    gone, grown = (scanner.scan_one(entry) for entry in entries)
    assert (gone.coverage, [problem.code for problem in gone.problems]) == ("none", ["vanished"])
    assert (grown.coverage, [problem.code for problem in grown.problems]) == ("partial", ["vanished"])


def test_what_was_found_before_time_ran_out_is_kept(tmp_path):
    from scanner import rulepacks
    from scanner.config import Limits
    from scanner.pipeline import Scanner, Settings
    from scanner.tree.walk import Folder, Tally, resolve_roots, walk

    (tmp_path / "long.txt").write_text("INSZ 85.07.30-033.28\n" + "regel met 12 34 56 78 cijfers en 12/05/2024\n" * 100_000)
    roots, _ = resolve_roots([os.fspath(tmp_path)])
    (entry,) = [entry for entry in walk(roots, Tally()) if not isinstance(entry, Folder)]
    scanner = Scanner(
        Settings((roots[0].path,), os.fspath(rulepacks.shipped()), Limits(soft_seconds=0.5, hard_seconds=1.5), bytes(32))
    )
    result = scanner.scan_one(entry)
    assert result.coverage == "partial"
    assert [(problem.stage, problem.code) for problem in result.problems] == [("detect", "timeout")]
    assert "BE_NATIONAL_REGISTER_NUMBER" in {finding.entity for finding in result.findings}


def test_a_sparse_file_of_three_gigabytes_is_named_and_not_read(tmp_path, scan):
    with open(tmp_path / "sparse.txt", "wb") as file:
        file.truncate(3 << 30)
    (tmp_path / "after.txt").write_text("x")
    ran = scan(tmp_path)
    assert ran.files["sparse.txt"]["problems"][0]["code"] == "too_large"
    assert ran.files["after.txt"]["coverage"] == "full"
    assert ran.code == 3


@pytest.mark.skipif(
    os.geteuid() != 0 or not os.path.exists("/usr/bin/setpriv"), reason="as another user permissions hold without help"
)
def test_what_may_not_be_read_is_named(tmp_path):

    root = tmp_path / "root"
    (root / "shut").mkdir(parents=True)
    (root / "shut" / "x.txt").write_text("x")
    (root / "secret.txt").write_text("x")
    (root / "open.txt").write_text("x")
    (root / "shut").chmod(0)
    (root / "secret.txt").chmod(0)
    drop = ["/usr/bin/setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    done = subprocess.run(
        [*drop, sys.executable, "-m", "scanner", "scan", root, "--jsonl", "-"], capture_output=True, timeout=60, check=False
    )
    (root / "shut").chmod(0o700)
    records = {record.get("path"): record for record in map(json.loads, done.stdout.splitlines())}
    assert records["secret.txt"]["problems"][0]["code"] == "permission"
    assert records["shut"]["problems"][0]["code"] == "permission"
    assert records["open.txt"]["coverage"] == "full"
    assert done.returncode == 3
