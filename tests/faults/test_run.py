"""The run itself goes wrong: no room for the outputs, Ctrl-C, a killed parent, workers that die or never begin."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import command
from tests.faults.conftest import finish

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for processes")


def share_of(folder, names, words="INSZ 85.07.30-033.28"):
    share = folder / "share"
    share.mkdir()
    for name in names:
        (share / name).write_text(words)
    return share


def below(process):
    """The processes below one: the fork server and its like, and their workers."""
    found, todo = [], [process]
    while todo:
        number = todo.pop()
        try:
            for task in os.listdir(f"/proc/{number}/task"):
                with open(f"/proc/{number}/task/{task}/children") as file:
                    children = [(int(child), number) for child in file.read().split()]
                found += children
                todo += [child for child, _ in children]
        except OSError:
            continue
    return found


def workers_of(process):
    return [child for child, parent in below(process) if parent != process]


def is_running(process):
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_ready(process):
    """Whether a worker has begun with files: the last thing before that is to limit its memory."""
    try:
        with open(f"/proc/{process}/limits") as file:
            return "Max address space         unlimited" not in file.read()
    except OSError:
        return False


def wait_until(condition, seconds=20):
    stop = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < stop, "it did not come about in time"
        time.sleep(0.05)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("kind", ["jsonl", "csv", "html"])
def test_a_full_disk_is_one_clear_line_and_never_a_clean_result(kind, tmp_path):
    share = share_of(tmp_path, [f"{number}.txt" for number in range(30)], "tekst")
    done = command("scan", share, f"--{kind}", "/dev/full")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "dossierwacht: /dev/full: no room left on the disk; the output is not complete, make room and scan again"
    ]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_standard_output_on_a_full_disk_is_told_too(tmp_path):
    share = share_of(tmp_path, ["a.txt"], "tekst")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "scanner", "scan", share, "--jsonl", "-"], stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 2
    assert b"no room left on the disk" in done.stderr
    assert b"Traceback" not in done.stderr


@linux
def test_ctrl_c_ends_all_and_what_was_found_is_kept(tmp_path, launch):
    share = share_of(tmp_path, ["a.txt", "hangs.txt", "sleeps.txt", *(f"z{number}.txt" for number in range(50))])
    out = tmp_path / "out.jsonl"
    process = launch(share, "--jsonl", out, "--quiet")
    wait_until(lambda: out.exists() and b'"path":"a.txt"' in out.read_bytes())
    workers = workers_of(process.pid)
    assert workers
    process.send_signal(signal.SIGINT)
    ran = finish(process, 20)
    assert ran.code == 130
    assert "Traceback" not in ran.err
    records = [json.loads(line) for line in out.read_text().splitlines()]
    assert records[-1]["record"] == "summary"
    assert records[-1]["interrupted"]
    assert next(record for record in records if record.get("path") == "a.txt")["findings"]
    wait_until(lambda: not any(map(is_running, workers)))


@linux
def test_workers_die_with_their_parent(tmp_path, launch):
    process = launch(share_of(tmp_path, ["hangs.txt", "sleeps.txt"]), "--quiet", env={"TMPDIR": os.fspath(tmp_path)})
    wait_until(lambda: len(workers_of(process.pid)) >= 2)
    family = [child for child, _ in below(process.pid)]
    process.kill()
    process.communicate(timeout=10)
    wait_until(lambda: not any(map(is_running, family)))
    assert [name for name in os.listdir(tmp_path) if name.startswith("dossierwacht-")]
    (tmp_path / "share" / "hangs.txt").unlink()
    (tmp_path / "share" / "sleeps.txt").unlink()
    assert command("scan", tmp_path / "share", env={"TMPDIR": os.fspath(tmp_path)}).returncode == 0
    assert not [name for name in os.listdir(tmp_path) if name.startswith("dossierwacht-")]  # the next run cleans up


@linux
def test_workers_that_the_system_kills_cost_the_files_they_read(tmp_path, launch):
    names = [f"{number:03d}.txt" for number in range(300)]
    process = launch(share_of(tmp_path, names), "--jsonl", "-", "--quiet")
    chance, kills = random.Random(1), 0
    stop = time.monotonic() + 15  # it may have come to the end, and wait for somebody to take what it wrote
    while kills < 6 and time.monotonic() < stop:
        time.sleep(0.1)
        workers = [worker for worker in workers_of(process.pid) if is_ready(worker)]
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
    ran = finish(process, 100)
    lost = [record for record in ran.records.values() if record["coverage"] != "full"]
    assert sorted(ran.records) == names
    assert len(lost) <= kills
    assert {gap["code"] for record in lost for gap in record["problems"]} <= {"memory"}


def test_workers_that_never_begin_are_our_failure(tmp_path, launch):
    process = launch(share_of(tmp_path, ["a.txt"]), "--jsonl", "-", "--quiet", plugin="tests.faults.never_ready")
    ran = finish(process, 60)
    assert ran.code == 2
    assert ran.err.splitlines()[-1].startswith("dossierwacht: the processes that read files end before they begin")
