"""The command as a user meets it."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import time

import pytest

from tests import make


def share(folder):
    (folder / "a").mkdir()
    (folder / "a" / "cv.docx").write_bytes(
        make.docx(f"Curriculum vitae\nRijksregisternummer {make.RRN}\nWerkervaring\n2015 - 2019 magazijnier")
    )
    (folder / "clean.txt").write_text("Niets aan de hand.\n")
    (folder / "leeg.txt").write_bytes(b"")
    return folder


def test_one_record_per_file_and_a_summary_that_adds_up(scan, tmp_path):
    ran = scan(share(tmp_path))
    assert ran.code == 1
    assert ran.records[0]["record"] == "run"
    assert ran.records[0]["schema"] == 1
    assert set(ran.files) == {"a/cv.docx", "clean.txt", "leeg.txt"}
    assert ran.summary["files"] == 3 == sum(ran.summary["coverage"].values())
    record = ran.files["a/cv.docx"]
    (finding,) = [found for found in record["findings"] if found["category"] == "forbidden"]
    assert finding["entity"] == "BE_NATIONAL_REGISTER_NUMBER"
    assert finding["locator"] == "paragraph 2"
    assert finding["masked"] == "85.**.**-***.**"
    assert "checksum" in finding["evidence"]
    assert "label: rijksregisternummer" in finding["evidence"]
    assert record["document_class"] == "cv"
    assert record["coverage"] == "full"
    assert record["sha256"] == hashlib.sha256((tmp_path / "a" / "cv.docx").read_bytes()).hexdigest()
    assert list(record) == [
        "record", "path", "size", "modified", "sha256", "media_type", "coverage", "problems", "language", "document_class",
        "class_confidence", "class_evidence", "findings", "persons", "access", "retention",
    ]  # fmt: skip


def test_exit_codes(scan, run, tmp_path):
    clean = tmp_path / "clean"
    clean.mkdir()
    assert scan(clean).code == 0
    (clean / "a.txt").write_text("niets")
    assert scan(clean).code == 0
    (clean / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    assert scan(clean).code == 3
    assert scan(clean, "--exit-zero").code == 0
    (clean / "c.txt").write_text(f"INSZ {make.RRN}")
    assert scan(clean).code == 1
    for wrong in (
        ["scan"],
        ["scan", tmp_path / "missing"],
        ["scan", clean, "--workers", "0"],
        ["nonsense"],
        ["scan", clean, "--nope"],
    ):
        done = run(*wrong)
        assert done.returncode == 2, wrong
        assert done.stderr
        assert b"Traceback" not in done.stderr


def test_two_scans_give_the_same_records_and_leave_no_trace(scan, tmp_path):
    share(tmp_path)

    def state():
        return [
            (path, entry.stat().st_mtime_ns, entry.stat().st_atime_ns, entry.read_bytes() if entry.is_file() else b"")
            for entry in sorted(tmp_path.rglob("*"))
            for path in [str(entry)]
        ]

    for entry in [tmp_path, *tmp_path.rglob("*")]:
        os.utime(entry, ns=(10**18, 10**18))
    seen = [(os.stat(path).st_atime_ns) for path in (tmp_path / "clean.txt", tmp_path / "a" / "cv.docx")]
    first = scan(tmp_path)
    assert [os.stat(path).st_atime_ns for path in (tmp_path / "clean.txt", tmp_path / "a" / "cv.docx")] == seen
    before = state()
    second = scan(tmp_path)
    assert first.records[1:-1] == second.records[1:-1]
    assert [entry[:2] for entry in state()] == [entry[:2] for entry in before]


def test_nothing_under_the_root_is_opened_for_writing(tmp_path):
    """An audit hook in this process and, through the environment, the same engine a worker runs."""
    root = tmp_path / "root"
    root.mkdir()
    share(root)
    code = f"""
import os, sys
ROOT = {os.fspath(root)!r}
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and os.fsdecode(args[0]).startswith(ROOT):
        flags = args[2] or 0
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC), event
    if event in ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod", "os.chown", "os.utime", "os.link", "os.symlink", "shutil.rmtree"):
        assert not any(isinstance(a, (str, bytes)) and os.fsdecode(a).startswith(ROOT) for a in args), event
from scanner import rulepacks
from scanner.config import Limits
from scanner.pipeline import Scanner, Settings
from scanner.tree.walk import Folder, Tally, resolve_roots, walk
sys.addaudithook(hook)
roots, _ = resolve_roots([ROOT])
scanner = Scanner(Settings((roots[0].path,), str(rulepacks.shipped()), Limits(), bytes(32)))
done = [scanner.scan_one(entry) for entry in walk(roots, Tally()) if not isinstance(entry, Folder)]
assert len(done) == 3
try:
    open(os.path.join(ROOT, "x"), "w")
except AssertionError:
    print("hook works", len(done))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "hook works 3", done.stderr


def test_no_raw_value_leaves_in_any_output(run, tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    card, place = "591-2345678-29", "Zichen-Zussen-Bolder"
    text = f"INSZ: {make.RRN}\nIdentiteitskaart nr: {card}\nGeboorteplaats: {place}\nINSZ 8507300332O\nIBAN BE68 5390 0754 7034\n"
    (root / "a.txt").write_text(text)
    (root / "b.docx").write_bytes(make.docx(text))
    (root / f"c {make.RRN}.txt").write_text("x")
    (root / "d.zip").write_bytes(
        make.zipped({f"{make.DIGITS}.txt": text, "e.eml": make.eml(text, {f"{make.DIGITS}.pdf": b"%PDF-"})})
    )
    (root / f"map {make.DIGITS}").mkdir()
    (root / "broken.xlsx").write_bytes(make.xlsx([[text]])[:-40])
    outputs = [tmp_path / name for name in ("o.jsonl", "o.csv", "o.html")]
    done = run("scan", root, "--jsonl", outputs[0], "--csv", outputs[1], "--html", outputs[2], "--verbose")
    assert done.returncode == 1
    explained = run("rules", "explain", root / "b.docx").stdout
    jsonl = outputs[0].read_text()
    assert jsonl.count('"BE_NATIONAL_REGISTER_NUMBER"') >= 5
    for raw in [json.dumps([{**json.loads(line), "path": ""} for line in jsonl.splitlines()]), outputs[1].read_text(), outputs[2].read_text(),
                done.stdout.decode(), done.stderr.decode(), explained.decode()]:  # fmt: skip
        squeezed = "".join(char for char in raw if char.isalnum()).lower()
        for value in (make.DIGITS, "591234567829", "zichenzussenbolder", "539007547034", "8507300332o"):
            assert value not in squeezed


def test_names_are_safe_everywhere(run, tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    names = ["<script>alert(1)</script>.txt", "a\x1b[31mb\nc.txt", "\u202egpj.exe.txt", "=cmd.txt", "x" * 250 + ".txt"]
    for name in names:
        (root / name.replace("/", "_")).write_text(f"INSZ {make.RRN}")
    with open(os.fsencode(root) + b"/caf\xe9.txt", "w") as file:
        file.write(f"INSZ {make.RRN}")
    outputs = [tmp_path / name for name in ("o.jsonl", "o.csv", "o.html")]
    done = run("scan", root, "--jsonl", outputs[0], "--csv", outputs[1], "--html", outputs[2], "-v")
    assert done.returncode == 1
    records = [json.loads(line) for line in outputs[0].read_text().splitlines()]
    raw = next(record for record in records if "path_b64" in record)
    assert raw["path"] == "caf\\xe9.txt"
    page = outputs[2].read_text()
    assert "<script>alert" not in page
    assert "\u202e" not in page
    table = list(csv.reader(io.StringIO(outputs[1].read_bytes().decode("utf-8-sig")), delimiter=";"))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    assert b"\x1b" not in done.stdout + done.stderr


def test_standard_output_and_exclusion(run, tmp_path):
    share(tmp_path)
    done = run("scan", tmp_path, "--jsonl", "-", "--exclude", "a/", "--workers", "1")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["path"] for record in records if record["record"] == "file"] == ["clean.txt", "leeg.txt"]
    assert records[-1]["excluded"] == 1
    assert done.returncode == 0


def test_a_document_is_never_overwritten_and_our_own_output_is_not_scanned(run, tmp_path):
    share(tmp_path)
    target = tmp_path / "a" / "cv.docx"
    before = target.read_bytes()
    done = run("scan", tmp_path, "--jsonl", target)
    assert done.returncode == 2
    assert b"would be overwritten" in done.stderr
    assert target.read_bytes() == before
    for _ in range(2):
        assert run("scan", tmp_path, "--jsonl", tmp_path / "out.jsonl").returncode == 1
    records = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert "out.jsonl" not in {record.get("path") for record in records}
    assert records[-1]["excluded"] == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_one_clear_line(run, tmp_path):
    share(tmp_path)
    done = run("scan", tmp_path, "--jsonl", "/dev/full")
    assert done.returncode == 2
    assert b"no room left" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_broken_pipe_is_quiet(tmp_path):
    share(tmp_path)
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text("x" * 50)
    done = subprocess.run(
        f"{sys.executable} -m scanner scan {tmp_path} --jsonl - | head -n 1",
        shell=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert json.loads(done.stdout)["record"] == "run"
    assert done.stderr == b""


def test_an_interrupt_ends_cleanly_with_what_was_done(tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    for number in range(3000):
        (root / f"{number:05}.txt").write_text(f"tekst {number} " * 400)
    target = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [sys.executable, "-m", "scanner", "scan", root, "--jsonl", target, "--workers", "1"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (not target.exists() or target.stat().st_size < 2000):
        time.sleep(0.05)
    process.send_signal(2)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    records = [json.loads(line) for line in target.read_text().splitlines()]
    assert records[-1]["record"] == "summary"
    assert records[-1]["interrupted"] is True
    assert b"Traceback" not in err


def test_configuration_mistakes_are_one_line(run, tmp_path):
    file = tmp_path / "c.yaml"
    file.write_text("limits: {hard_second: 3}")
    done = run("scan", tmp_path, "--config", file)
    assert done.returncode == 2
    assert b"hard_second: unknown key" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_the_organisations_own_details_are_no_finding(scan, tmp_path):
    root = tmp_path / "root"
    root.mkdir()
    (root / "a.txt").write_text("Mail info@example.be of an@example.be")
    file = tmp_path / "c.yaml"
    file.write_text("scan: {allow: [info@example.be]}")
    assert scan(root).summary["findings"] == {"EMAIL_ADDRESS": 2}
    assert scan(root, "--config", file).summary["findings"] == {"EMAIL_ADDRESS": 1}


def test_a_configuration_in_the_scanned_folder_is_never_read(scan, tmp_path):
    (tmp_path / "config.yaml").write_text("nonsense: true")
    ran = scan(tmp_path, cwd=tmp_path)
    assert ran.code == 0
    assert ran.records[0]["config"] == "built-in defaults"


def test_folder_names_and_several_roots(scan, tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    (one / f"dossier {make.RRN}").mkdir(parents=True)
    (one / f"dossier {make.RRN}" / "a.txt").write_text("x")
    two.mkdir()
    (two / "b.txt").write_text("x")
    ran = scan(one, two)
    (folder,) = [record for record in ran.records if record["record"] == "folder"]
    assert [found["locator"] for found in folder["findings"]] == ["folder name"]
    assert ran.code == 1
    assert set(ran.files) == {os.fspath(one / f"dossier {make.RRN}" / "a.txt"), os.fspath(two / "b.txt")}


def test_help_names_an_example_for_every_command(run):
    for arguments in ([], ["scan"], ["rules"], ["rules", "check"], ["rules", "test"], ["rules", "explain"], ["doctor"]):
        done = run(*arguments, "--help")
        assert done.returncode == 0
        assert b"Example: dossierwacht" in done.stdout
    assert run("--version").stdout.startswith(b"dossierwacht")


def test_rules_check_and_doctor(run):
    assert b"in order" in run("rules", "check").stdout
    done = run("doctor")
    assert b"libmagic" in done.stdout
