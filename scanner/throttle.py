"""Being gentle to the server: low priority, so many bytes per second, and hours in which nothing is read. Decisions are pure functions."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

# ioprio_set(2) has no wrapper in the C library; its numbers per machine, from the kernel's tables of system calls.
_IOPRIO_SET = {"x86_64": 251, "aarch64": 30, "riscv64": 30, "i686": 289, "armv7l": 314, "ppc64le": 273, "s390x": 282}
_WHO_PROCESS = 1
_IDLE, _BEST_EFFORT = 3 << 13, 2 << 13


@dataclass(frozen=True, slots=True)
class Hours:
    """From `begin` until before `end` by the wall clock; past midnight when `end` is not later than `begin`."""

    begin: time
    end: time
    days: frozenset[int] = frozenset(range(7))
    """Days of the week on which it begins, Monday 0."""

    def hold(self, now: datetime) -> bool:
        """Return whether `now` (local time) lies in these hours."""
        if self.begin < self.end:
            return now.weekday() in self.days and self.begin <= now.time() < self.end
        if now.time() >= self.begin:
            return now.weekday() in self.days
        return now.time() < self.end and (now - timedelta(days=1)).weekday() in self.days


def wait_for(now: datetime, quiet: Sequence[Hours]) -> timedelta:
    """Return how long from `now` it is until none of the quiet hours holds: zero when none does, at most a week and a day."""
    moment = now
    while moment - now < timedelta(days=8):
        holding = [hours for hours in quiet if hours.hold(moment)]
        if not holding:
            return moment - now
        ends = [moment.replace(hour=one.end.hour, minute=one.end.minute, second=one.end.second, microsecond=0) for one in holding]
        moment = max(end if end > moment else end + timedelta(days=1) for end in ends)
    return timedelta(days=8)


@dataclass(slots=True)
class Budget:
    """So many bytes per second on average; 0 is without limit. What was not used for a second is lost, so nothing piles up."""

    per_second: int
    _owed: float = 0.0
    _last: float | None = None

    def spend(self, amount: int, now: float) -> float:
        """Note `amount` bytes at `now` (seconds of any steady clock) and return how many seconds to wait before the next."""
        if self.per_second <= 0:
            return 0.0
        if self._last is not None:
            self._owed = max(-1.0, self._owed - max(0.0, now - self._last))
        self._last = now
        self._owed += amount / self.per_second
        return max(0.0, self._owed)


def be_gentle(nice: int = 10, *, idle_disk: bool = True) -> list[str]:
    """Lower the priority of this process, and of those it starts from now on, for processor and disk.

    Returns what the system refused or does not know; nothing when all was done. The priority for the disk counts with the schedulers BFQ
    and mq-deadline on Linux; a service is better given it by its unit (`Nice=`, `IOSchedulingClass=idle`).
    """
    refused = []
    if hasattr(os, "nice"):
        try:
            os.nice(max(0, nice - os.nice(0)))
        except OSError as error:
            refused.append(f"nice: {error.strerror}")
    else:
        refused.append("nice: not on this system")
    if not _set_disk_priority(_IDLE if idle_disk else _BEST_EFFORT | 7):
        refused.append("ionice: not on this system")
    return refused


def _set_disk_priority(value: int) -> bool:
    number = _IOPRIO_SET.get(platform.machine())
    if sys.platform != "linux" or number is None:
        return False
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        return bool(ctypes.CDLL(None, use_errno=True).syscall(number, _WHO_PROCESS, 0, value) == 0)
    return False
