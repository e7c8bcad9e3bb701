"""A file that hangs, crashes or eats memory costs exactly itself."""

import os
import subprocess
import sys
import textwrap

import pytest


def scan_with(tmp_path, body, expected):
    """Run a scan whose reader of plain text is replaced by `body` for files named `bad.txt`."""
    root = tmp_path / "root"
    root.mkdir()
    for name in ("a.txt", "bad.txt", "c.txt", "d.txt"):
        (root / name).write_text("tekst")
    plugin = tmp_path / "fault_plugin.py"
    plugin.write_text(
        "import os, time\nimport scanner.read.plain as plain\nreal = plain.read\n"
        "def read(source, draft, context):\n    if source.name != 'bad.txt':\n        return real(source, draft, context)\n"
        f"{textwrap.indent(body, '    ')}\nplain.read = read\n"
    )
    driver = tmp_path / "driver.py"
    driver.write_text(
        "import os, sys\n"
        "import scanner.workers as workers\n"
        "workers._PRELOAD = [*workers._PRELOAD, 'fault_plugin']\n"
        "if __name__ == '__main__':\n"
        "    from scanner import rulepacks\n    from scanner.config import Limits\n    from scanner.pipeline import Settings\n"
        "    from scanner.tree.walk import Tally, resolve_roots, walk\n"
        "    roots, _ = resolve_roots([sys.argv[1]])\n"
        "    job = Settings((roots[0].path,), str(rulepacks.shipped()), Limits(soft_seconds=2.0, hard_seconds=3.0, memory_mb=512), bytes(32))\n"
        "    for outcome in workers.scan_many(walk(roots, Tally()), job, 2, 100):\n"
        "        if outcome.file:\n"
        "            f = outcome.file\n"
        "            print(f.display_path, f.coverage, ','.join(p.code for p in f.problems))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([os.fspath(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, driver, root], capture_output=True, text=True, env=environment, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["a.txt full ", f"bad.txt {expected}", "c.txt full ", "d.txt full "]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("while True: pass", "none timeout"),
        ("time.sleep(60)", "none timeout"),
        ("os.abort()", "none crash"),
        ("os._exit(3)", "none crash"),
        ("os.kill(os.getpid(), 9)", "none memory"),
        ("import ctypes; ctypes.string_at(0)", "none crash"),
        ("x = bytearray(3 << 30)", "none memory"),
        ("raise ValueError('85073003328')", "none corrupt"),
        ("def f(): f()\nf()", "partial nesting"),
        ("while True: context.budget.check_time()", "partial timeout"),
    ],
)
def test_one_bad_file_costs_one_file(tmp_path, body, expected):
    scan_with(tmp_path, body, expected)


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
    import json

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
