"""Reads what is due for as long as the service lives."""

from __future__ import annotations

from collections.abc import Callable

from scanner.drain import DrainReport, Work, drain
from scanner.service.shared import Shared, Stopped

NAME = "reading"


class Reading:
    """The thread that keeps the processes busy. `vanished` is told of folders that are to be listed again."""

    def __init__(self, shared: Shared, work: Work, vanished: Callable[[int, bytes], None]) -> None:
        self.report = DrainReport()
        self._shared, self._work, self._vanished = shared, work, vanished

    def run(self) -> None:
        """Run the thread."""
        try:
            while not self._shared.stopping.is_set():
                self._shared.patiently(NAME, lambda: drain(self._shared.catalog, self._work, self._stop, self.report))
        except Stopped:
            pass

    def _stop(self) -> bool:
        self._shared.heart.beat(NAME)
        while self.report.vanished:
            self._vanished(*self.report.vanished.pop())
        return self._shared.stopping.is_set()
