"""A long, steady life: the real service, files that are written, changed, renamed and removed all the time, and what it costs.

    python benchmarks/soak.py [--minutes 60] [--files 20000] [--per-second 5] [--below FOLDER]

Prints a line a minute: resident memory of the service's own process and of all its processes, what waits in the queue, and how long it took
from a save to its finding in the catalogue. At the end: memory of the last quarter beside that of the first, and what differs between
the catalogue and the tree (asked: nothing).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import yaml

HERE = Path(__file__).parents[1]
sys.path.insert(0, os.fspath(HERE))

from scanner.catalog import queries, queue, roots  # noqa: E402
from scanner.catalog.store import Catalog  # noqa: E402

NUMBER = "85.07.30-033.28"


@dataclass
class Report:
    """What a soak gave: MiB by minute of the service and of all its processes, files waiting, seconds from save to finding."""

    own: list[float] = field(default_factory=list)
    all: list[float] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    changes: int = 0
    differing: list[str] = field(default_factory=list)


def resident(pid: int) -> tuple[float, float]:
    """Return MiB of a process, and of it with all below it."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, float] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                with open(f"/proc/{name}/stat") as file:
                    fields = file.read().rpartition(")")[2].split()
                sizes[int(name)] = int(fields[21]) * 4096 / 2**20
                children.setdefault(int(fields[1]), []).append(int(name))
    total, todo = 0.0, [pid]
    while todo:
        one = todo.pop()
        total += sizes.get(one, 0.0)
        todo += children.get(one, [])
    return sizes.get(pid, 0.0), total


class Soak:
    def __init__(self, folder: str, files: int, per_second: float) -> None:
        self.tree, self.state, self.per_second = f"{folder}/share", f"{folder}/state", per_second
        self.url = f"sqlite:///{self.state}/catalog.db"
        self.random, self.report, self.number = random.Random(1), Report(), 0
        self.paths: list[str] = []
        for number in range(files):
            path = f"{self.tree}/{number // 500:03}/{number % 500:03}.txt"
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self._write(path)
            self.paths.append(path)
        self.config = f"{folder}/config.yaml"
        settings = {"state_dir": self.state, "roots": [{"path": self.tree}], "scan": {"ocr": False}}
        Path(self.config).write_text(yaml.safe_dump(settings))
        self.log = f"{folder}/log"

    def _write(self, path: str) -> None:
        self.number += 1
        with open(path, "w") as file:
            file.write(f"Document {self.number}. Rijksregisternummer: {NUMBER}. " + "Tekst zonder belang. " * 50)

    def _change(self) -> None:
        index = self.random.randrange(len(self.paths))
        path, kind = self.paths[index], self.random.random()
        if kind < 0.5:
            self._write(path)
        elif kind < 0.7:
            self._write(f"{path}.tmp")
            os.replace(f"{path}.tmp", path)
        elif kind < 0.85:
            self.number += 1
            moved = f"{os.path.dirname(self.random.choice(self.paths))}/m{self.number}.txt"
            os.rename(path, moved)
            self.paths[index] = moved
        else:
            os.remove(path)
            self._write(path.replace(".txt", "n.txt"))
            self.paths[index] = path.replace(".txt", "n.txt")
        self.report.changes += 1

    def _delay(self) -> float:
        """Save a new file and wait until its finding is in the catalogue."""
        self.number += 1
        path = f"{self.tree}/000/probe{self.number}.txt"
        self._write(path)
        begin = time.monotonic()
        self.paths.append(path)
        name = os.fsencode(os.path.relpath(path, self.tree))
        while time.monotonic() - begin < 60:
            with Catalog.open(self.url, writer=False) as catalog, catalog.read() as connection:
                row = queries.file(connection, 1, name)
                if row and row.findings:
                    return time.monotonic() - begin
            time.sleep(0.02)
        return 60.0

    def run(self, minutes: float, say=print) -> Report:
        with open(self.log, "wb") as log:
            service = subprocess.Popen(
                [sys.executable, "-m", "scanner", "daemon", "--config", self.config], cwd=HERE, stdout=log, stderr=log
            )
        try:
            self._wait_idle()
            say("the first reading is done")
            end, next_line = time.monotonic() + minutes * 60, time.monotonic() + min(60, minutes * 15)
            while time.monotonic() < end:
                self._change()
                time.sleep(1 / self.per_second)
                if time.monotonic() >= next_line:
                    next_line += min(60, minutes * 15)
                    self.report.delays.append(self._delay())
                    own, everything = resident(service.pid)
                    waiting = self._waiting()
                    self.report.own.append(own)
                    self.report.all.append(everything)
                    self.report.waiting.append(waiting)
                    say(
                        f"{len(self.report.own):4} own {own:6.1f} MiB, all {everything:7.1f} MiB, waiting {waiting:5}, save to finding {self.report.delays[-1]:5.2f} s"
                    )
            self._wait_idle()
            self.report.differing = self._differing()
        finally:
            service.send_signal(signal.SIGTERM)
            service.wait(20)
        return self.report

    def _waiting(self) -> int:
        with Catalog.open(self.url, writer=False) as catalog, catalog.read() as connection:
            return sum(count for reason, count in queue.waiting(connection).items() if reason is not queue.Due.RECHECK)

    def _wait_idle(self) -> None:
        """Wait until all is read and all events have settled."""
        quiet = 0
        end = time.monotonic() + 3600
        while quiet < 5 and time.monotonic() < end:
            time.sleep(1)
            try:
                with open(f"{self.state}/health.json") as file:
                    health = json.load(file)
                with Catalog.open(self.url, writer=False) as catalog, catalog.read() as connection:
                    crawled = all(root.crawl_done for root in roots.every(connection))
                    idle = crawled and not queue.waiting(connection) and not health["watching"]["waiting"]
            except Exception:  # noqa: BLE001 - it is being made
                idle = False
            quiet = quiet + 1 if idle else 0

    def _differing(self) -> list[str]:
        with Catalog.open(self.url, writer=False) as catalog, catalog.read() as connection:
            known = {os.fsdecode(row.path): (row.size, row.mtime_ns) for row in queries.every_file(connection, 1)}
        real = {}
        for above, _, names in os.walk(self.tree):
            for name in names:
                status = os.stat(f"{above}/{name}")
                real[os.path.relpath(f"{above}/{name}", self.tree)] = (status.st_size, status.st_mtime_ns)
        return sorted(path for path in known.keys() | real.keys() if known.get(path) != real.get(path))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("--files", type=int, default=20_000)
    arguments.add_argument("--per-second", type=float, default=5)
    arguments.add_argument("--below", default=None)
    asked = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="soak-", dir=asked.below)
    try:
        report = Soak(folder, asked.files, asked.per_second).run(asked.minutes, lambda line: print(line, flush=True))
    finally:
        shutil.rmtree(folder)
    quarter = max(1, len(report.own) // 4)
    for what, sizes in (("own", report.own), ("all", report.all)):
        first, last = statistics.mean(sizes[:quarter]), statistics.mean(sizes[-quarter:])
        print(f"{what}: {first:.1f} MiB in the first quarter, {last:.1f} in the last ({last - first:+.1f})")
    print(f"{report.changes} changes; most waiting {max(report.waiting)}, at the end {report.waiting[-1]}")
    print(f"from save to finding: median {statistics.median(report.delays):.2f} s, longest {max(report.delays):.2f} s")
    print(f"differing between catalogue and tree: {len(report.differing)}")


if __name__ == "__main__":
    main()
