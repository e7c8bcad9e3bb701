"""Who gets the watches when there are more folders than the system allows."""

from __future__ import annotations

from array import array
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Polled:
    """A folder, relative to its root, that is crawled on a schedule with all below it instead of watched, and why."""

    path: bytes
    reason: str


class Share:
    """How many watches we take: nine tenths of what the user may have, and of those 5 % kept for folders still to come.

    `most` counts folders; the times of all folders met while planting are kept (8 bytes each) to choose the newest.
    """

    def __init__(self, configured: int) -> None:
        self._configured = configured
        self._ceiling = 0
        self._floor: int | None = None
        self._planting = False
        self.most = 0
        self.refused = False
        self.times: array[int] = array("q")

    def begin(self, floor: int | None = None) -> None:
        """Begin planting; with `floor` only folders changed at or after that time (ns) get a watch."""
        self._ceiling = min(self._configured or 1 << 40, _allowed())
        self._floor, self._planting, self.refused = floor, True, False
        self.most = max(1, self._ceiling - self._ceiling // 20)
        self.times = array("q")

    def finish(self) -> None:
        """End planting: the part that was kept is free for new folders."""
        self._planting, self._floor = False, None
        self.most = max(1, self._ceiling)
        self.times = array("q")

    def allows(self, watched: int, mtime_ns: int, *, is_root: bool = False) -> bool:
        """Return whether one more folder may be watched; a root comes before all others."""
        if self._planting and self._floor is None:
            self.times.append(mtime_ns)
        if is_root:
            return True
        if self._floor is not None and mtime_ns < self._floor:
            return False
        if watched < self.most:
            return True
        self.refused = True
        return False

    def full(self, watched: int) -> None:
        """Take in that the system refused: others of this user take watches too."""
        self.refused = True
        self.most = self._ceiling = max(1, watched)


def newest(times: array[int], count: int) -> int:
    """Return the time from which at most about `count` of these are."""
    ordered = sorted(times, reverse=True)
    return ordered[min(count, len(ordered)) - 1] if ordered else 0


def limits() -> tuple[int, int]:
    """Return how many watches and how many instances this user may have; 0 when the system does not say."""
    return _number("max_user_watches"), _number("max_user_instances")


def _number(name: str) -> int:
    try:
        with open(f"/proc/sys/fs/inotify/{name}", "rb") as file:
            return int(file.read())
    except (OSError, ValueError):
        return 0


def _allowed() -> int:
    most = limits()[0]
    return most * 9 // 10 if most else 1 << 40
