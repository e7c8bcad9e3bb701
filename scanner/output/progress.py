"""A progress bar on standard error, only on a terminal: files and megabytes per second, time left, the last file."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from scanner.model import FileResult


class Progress:
    """Shows how far the scan is; `total` is the number of files, None while it is not known."""

    def __init__(self, total: int | None, quiet: bool = False) -> None:
        self._total = total
        self._bar = None
        self._bytes = 0
        if not quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
                TextColumn("{task.fields[name]}", markup=False), console=Console(stderr=True), transient=True, refresh_per_second=8,
            )  # fmt: skip

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=self._total, rate="", name="")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, result: FileResult) -> None:
        """Count one finished file and show its masked name."""
        if self._bar is None:
            return
        self._bytes += result.identity.size
        task = self._bar.tasks[0]
        elapsed = task.elapsed or 0.001
        rate = f"{(task.completed + 1) / elapsed:.0f}/s {self._bytes / elapsed / 1e6:.1f} MB/s"
        self._bar.update(self._task, advance=1, rate=rate, name=result.display_path[-48:])
