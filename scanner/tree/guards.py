"""Is this root, and is this clock, what it was? Pure: facts in, verdict out; an alarm means conclude nothing, ask a person.

An unmounted disk looks like an empty folder, and a clock that is years ahead makes every document overdue. While a verdict
holds an alarm, nothing of that root is read, marked as gone or planned for deletion, and neither the root's memory nor the
last time seen is renewed: that would make the wrong state the known one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

BACK = 300.0  # seconds a clock may go back: time servers correct a little, and a leap second is one
EARLIEST = 1_767_225_600.0  # 2026-01-01T00:00:00Z; this product is not older, so a clock before that was never set
DAY = 86_400.0


class Reason(StrEnum):
    """Why to stop; each is the key of a sentence in `output/wording.py` that says what to do, and what not."""

    MISSING = "guard_missing"
    UNREADABLE = "guard_unreadable"
    UNMOUNTED = "guard_unmounted"
    OTHER_DISK = "guard_other_disk"
    EMPTY = "guard_empty"
    SMALLER = "guard_smaller"
    MARKER_MISSING = "guard_marker_missing"
    MARKER_OTHER = "guard_marker_other"
    CLOCK_BACK = "guard_clock_back"
    CLOCK_AHEAD = "guard_clock_ahead"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One reason, with the numbers its sentence names."""

    reason: Reason
    values: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Go when there is no alarm."""

    alarms: tuple[Alarm, ...] = ()

    @property
    def go(self) -> bool:
        """Whether processing may go on."""
        return not self.alarms


@dataclass(frozen=True, slots=True)
class RootFacts:
    """What can be seen of a root; what follows `listed` means nothing when that is False.

    `device` is `st_dev`, `system` the file system's own number (statvfs, 0 when unknown); `marker` is the SHA-256 (hex) of
    the marker file, None without one.
    """

    exists: bool
    listed: bool = False
    empty: bool = True
    mount_point: bool = False
    device: int = 0
    system: int = 0
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class RootMemory:
    """What the catalogue keeps of a root since the last time all was well; `files` counts regular files."""

    mount_point: bool
    device: int
    system: int
    files: int
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Wall clock (seconds since 1970, UTC), seconds since the machine started, and which start that was."""

    wall: float
    since_boot: float
    boot: str


def judge_root(facts: RootFacts, memory: RootMemory | None, *, marker_wanted: bool = False) -> Verdict:
    """Return whether a root may be crawled; `memory` is None the first time.

    The marker's content is bound to the root at the first crawl that went well; the same content proves the root, so that
    a disk that merely got another number is fine.
    """
    if not facts.exists:
        return Verdict((Alarm(Reason.MISSING),))
    if not facts.listed:
        return Verdict((Alarm(Reason.UNREADABLE),))
    reasons: list[Reason] = []
    known = memory.marker if memory and marker_wanted else None
    proven = known is not None and facts.marker == known
    if marker_wanted and facts.marker is None:
        reasons.append(Reason.MARKER_MISSING)
    elif known is not None and not proven:
        reasons.append(Reason.MARKER_OTHER)
    if memory is not None and not proven:
        if memory.mount_point and not facts.mount_point:
            reasons.append(Reason.UNMOUNTED)
        elif facts.device != memory.device and (facts.system != memory.system or not facts.system):
            reasons.append(Reason.OTHER_DISK)
    if facts.empty:
        reasons.append(Reason.EMPTY)
    return Verdict(tuple(Alarm(reason) for reason in reasons))


def judge_size(files: int, memory: RootMemory | None, shrink_percent: float, shrink_files: int = 1) -> Verdict:
    """Return whether what a crawl counted may be believed: fewer files by `shrink_percent` or more is an alarm.

    Unless fewer than `shrink_files` are missing: in a small folder a few files are many percents.
    """
    if memory is None or memory.files <= 0 or memory.files - files < shrink_files:
        return Verdict()
    lost = 100 * (memory.files - files) / memory.files
    if lost < shrink_percent:
        return Verdict()
    return Verdict((Alarm(Reason.SMALLER, (("before", memory.files), ("now", files), ("percent", int(lost)))),))


def judge_clock(now: Moment, last: Moment | None, ahead_days: float) -> Verdict:
    """Return whether the clock may be believed.

    Within one start of the machine the time since that start says how far the clock should be; after a new start only
    that it did not go back, and that no more than `ahead_days` passed.
    """
    if now.wall < EARLIEST:
        return Verdict((Alarm(Reason.CLOCK_BACK),))
    if last is None:
        return Verdict()
    passed = now.wall - last.wall
    if now.boot and now.boot == last.boot:
        passed -= now.since_boot - last.since_boot
    if passed < -BACK:
        return Verdict((Alarm(Reason.CLOCK_BACK),))
    if passed > ahead_days * DAY:
        return Verdict((Alarm(Reason.CLOCK_AHEAD, (("days", int(passed / DAY)),)),))
    return Verdict()
