"""The command run with readers that misbehave."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("driver.py")
LIMITS = {"soft_seconds": 1.5, "hard_seconds": 2.5, "memory_mb": 256}


@dataclass
class Ran:
    code: int
    out: str
    err: str
    records: dict
    summary: dict


def start(folder, config, *options, plugin="tests.faults.misbehaviour", **more):
    """Start the command over a folder with the small limits; returns the process."""
    config.write_text(json.dumps({"limits": LIMITS}))
    command = [sys.executable, DRIVER, plugin, "scan", folder, "--config", config, "--workers", "2", *options]
    path = os.pathsep.join([os.fspath(DRIVER.parents[2]), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path, "LC_ALL": "en_US.UTF-8", **more.pop("env", {})}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **more)


def finish(process, timeout=120):
    out, err = (said.decode() for said in process.communicate(timeout=timeout))
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return Ran(
        process.returncode,
        out,
        err,
        {line["path"]: line for line in lines if line["record"] == "file"},
        lines[-1] if lines else {},
    )


@pytest.fixture
def launch(tmp_path):
    """Start the command; what is still running at the end is killed."""
    started = []

    def launch(folder, *options, **more):
        started.append(start(folder, tmp_path / "config.yaml", *options, **more))
        return started[-1]

    yield launch
    for process in started:
        if process.poll() is None:
            process.kill()
            process.communicate()
