"""What several tests share: running the command, and reading what it wrote."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest


@dataclass
class Ran:
    code: int
    records: list
    out: str
    err: str

    @property
    def files(self):
        return {record["path"]: record for record in self.records if record["record"] == "file"}

    @property
    def summary(self):
        return self.records[-1]


def command(*arguments, env=None, cwd=None, **options):
    environment = {**os.environ, "DOSSIERWACHT_CONFIG": "", "LC_ALL": "en_US.UTF-8", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "scanner", *map(str, arguments)],
        capture_output=True,
        env=environment,
        cwd=cwd,
        timeout=400,
        check=False,
        **options,
    )


@pytest.fixture
def run():
    return command


@pytest.fixture
def scan(tmp_path_factory):
    def scan(*arguments, **options):
        target = tmp_path_factory.mktemp("out") / "result.jsonl"
        done = command("scan", *arguments, "--workers", "2", "--jsonl", target, **options)
        records = [json.loads(line) for line in target.read_text().splitlines()] if target.exists() else []
        return Ran(done.returncode, records, done.stdout.decode(), done.stderr.decode())

    return scan
