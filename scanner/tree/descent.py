"""Reach the folders of a tree one after the other, each opened below the one above it and never through a link."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

from scanner.tree.opening import open_folder

_KEPT = (
    48  # levels whose folders stay open; what lies deeper is opened anew each time, so that a deep tree takes no more descriptors
)
BY_DESCRIPTOR = os.open in os.supports_dir_fd and os.scandir in os.supports_fd


class Descent:
    """The way from a root to the folder that was asked for last; the next one shares most of it.

    Where the system knows no descriptors of folders (Windows), paths are used.
    """

    def __init__(self, root: bytes) -> None:
        self._root = root
        self._names: list[bytes] = []
        self._open: list[int] = []  # the root, then one per name, at most _KEPT
        self._last = -1  # a folder deeper than those

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close_last()
        self._keep(0)
        while self._open:
            os.close(self._open.pop())

    def to(self, path: bytes) -> int | bytes:
        """Return what `os.scandir` and `os.stat` take for the folder `path` (relative to the root, empty for the root).

        A descriptor is valid until the next call and stays ours. Raises OSError; a link in any place of the path is one.
        """
        if not BY_DESCRIPTOR:
            return os.path.join(self._root, path) if path else self._root
        self._close_last()
        if not self._open:
            self._open.append(open_folder(self._root))
        names = path.split(b"/") if path else []
        shared = 0
        while shared < min(len(names), len(self._names)) and names[shared] == self._names[shared]:
            shared += 1
        self._keep(shared)
        for name in names[shared:_KEPT]:
            self._open.append(open_folder(name, self._open[-1]))
            self._names.append(name)
        for name in names[max(shared, _KEPT) :]:
            below = open_folder(name, self._last if self._last >= 0 else self._open[-1])
            self._close_last()
            self._last = below
        return self._last if self._last >= 0 else self._open[-1]

    def _keep(self, levels: int) -> None:
        while len(self._names) > levels:
            self._names.pop()
            os.close(self._open.pop())

    def _close_last(self) -> None:
        if self._last >= 0:
            os.close(self._last)
            self._last = -1
