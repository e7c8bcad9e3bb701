"""The health file: how the service is, written every few seconds for `dossierwacht status` and for monitoring."""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from scanner import __version__
from scanner.service.keeper import Keeper
from scanner.service.reading import Reading
from scanner.service.schedule import Next
from scanner.tree.watch import WatchStatus

NAME = "health.json"
FRESH = 60.0
"""A health file older than this many seconds says that the service does not run, or hangs."""
_MINUTE = 60.0


class Rate:
    """Files and bytes per second over the last minute."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int, int]] = deque()

    def add(self, files: int, size: int) -> tuple[float, float]:
        """Take the totals so far; return files and bytes per second."""
        now = time.monotonic()
        self._seen.append((now, files, size))
        while now - self._seen[0][0] > _MINUTE and len(self._seen) > 2:
            self._seen.popleft()
        then, files_then, size_then = self._seen[0]
        seconds = max(now - then, 1e-9)
        return (files - files_then) / seconds, (size - size_then) / seconds


def picture(
    started: float, reading: Reading, rate: tuple[float, float], keepers: Sequence[Keeper], watch: WatchStatus, jobs: Sequence[Next],
    alarms: Mapping[tuple[str, str], str], silent: Mapping[str, float], config: tuple[str, str],
) -> dict[str, Any]:  # fmt: skip
    """Return what the health file says; times in seconds since 1970, rates per second."""
    report = reading.report
    return {
        "version": __version__, "pid": os.getpid(), "started": started, "written": time.time(),
        "config": {"file": config[0], "digest": config[1]},
        "reading": {
            "files": report.files, "bytes": report.read_bytes, "known": report.known, "under_way": report.under_way,
            "resting": report.resting, "files_per_second": round(rate[0], 3), "bytes_per_second": round(rate[1]),
        },
        "watching": {
            "ready": watch.ready, "alive": watch.alive, "folders": watch.watched, "waiting": watch.waiting,
            "overflows": watch.overflows, "rebuilds": watch.rebuilds, "seconds_since_event": watch.since_last_event,
            "roots": {
                str(keeper.row.id): {"unwatched": status.unwatched, "polled": sorted({polled.reason for polled in status.polled})}
                for keeper, status in zip(keepers, watch.roots, strict=True)
            },
        },
        "crawling": {str(keeper.row.id): keeper.crawling_since for keeper in keepers if keeper.crawling_since},
        "jobs": [{"job": each.job, "next": each.at.timestamp()} for each in jobs],
        "alarms": [{"kind": kind, "subject": subject} | {"values": json.loads(detail)} for (kind, subject), detail in sorted(alarms.items())],
        "silent": {name: round(seconds, 1) for name, seconds in sorted(silent.items())},
    }  # fmt: skip


def write(state_dir: str, told: Mapping[str, Any]) -> bool:
    """Put the health file in the place of the one before (0640); return whether there was room for it."""
    path = os.path.join(state_dir, NAME)
    fresh = f"{path}.new"
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False)
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            os.unlink(fresh)
        return False
    return True


def read(state_dir: str) -> dict[str, Any] | None:
    """Return what the health file says, None when there is none that can be read."""
    try:
        with open(os.path.join(state_dir, NAME), encoding="utf-8") as file:
            told = json.load(file)
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) else None


def fresh(told: Mapping[str, Any] | None) -> bool:
    """Return whether the service that wrote it lives."""
    return told is not None and time.time() - float(told.get("written", 0)) < FRESH
