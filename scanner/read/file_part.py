"""A part of an open file as a file of its own."""

from __future__ import annotations

from typing import Protocol


class Readable(Protocol):
    """What readers of archives need of a file, open or made up."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, none at the end."""

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a position; returns it."""


class FilePart:
    """The bytes from `start` to `end` of an open file, without those between the two positions `skipped`."""

    def __init__(self, file: Readable, start: int, end: int, skipped: tuple[int, int] | None = None) -> None:
        self._file = file
        self._start = start
        self._cut, self._next = skipped or (end, end)
        self._end = end
        self._position = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, at most up to where some are left out; all of those when `size` is negative."""
        at = self._start + self._position
        stop = self._cut
        if at >= self._cut:
            at += self._next - self._cut
            stop = self._end
        size = max(0, stop - at) if size < 0 else max(0, min(size, stop - at))
        self._file.seek(at)
        data = self._file.read(size)
        self._position += len(data)
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a position; returns it. Raises ValueError for one before the start."""
        length = self._end - self._start - (self._next - self._cut)
        position = offset + (0, self._position, length)[whence]
        if position < 0:
            raise ValueError("before the start")
        self._position = position
        return position
