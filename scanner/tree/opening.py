"""Open a file of the tree for reading only: below its root, never through a link, without touching its access time."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scanner.model import Code, Problem

_BASE = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_NOATIME = getattr(os, "O_NOATIME", 0)
_DIRECTORY = getattr(os, "O_DIRECTORY", 0)
_BY_DESCRIPTOR = os.open in os.supports_dir_fd


class CannotOpen(Exception):
    """The file is gone, is no longer a regular file, or may not be read; `problem` says which."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


@contextmanager
def open_beneath(root: bytes, path: bytes) -> Iterator[BinaryIO]:
    """Open the regular file `path` (relative to the folder `root`, or empty when the root is the file itself).

    Every component is opened without following links, so a folder that is swapped for a link while the scan runs
    leads nowhere; a FIFO or device that took the file's place is closed unread.
    Yields an unbuffered binary file. Raises CannotOpen.
    """
    try:
        descriptor = _descend(root, path)
    except OSError as error:
        raise CannotOpen(problem_of(error)) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise CannotOpen(Problem("open", Code.VANISHED, "no longer a regular file"))
        handle = os.fdopen(descriptor, "rb", buffering=0, closefd=False)
        yield handle
    finally:
        os.close(descriptor)


def open_folder(path: bytes, within: int | None = None) -> int:
    """Return a descriptor of a folder, opened without following a link and without touching its access time.

    `path` is below the folder whose descriptor is `within`. Raises OSError.
    """
    flags = _BASE | _DIRECTORY
    try:
        return os.open(path, flags | _NOATIME, dir_fd=within)
    except PermissionError:
        return os.open(path, flags, dir_fd=within)


def open_folder_beneath(root: bytes, path: bytes) -> int:
    """Return a descriptor of the folder `path` below the folder `root` (itself when empty); no link is followed.

    Raises OSError, also when a component is a link or no folder.
    """
    folder = open_folder(root)
    for name in path.split(b"/") if path else ():
        try:
            below = _open_below(name, folder)
        finally:
            os.close(folder)
        folder = below
    return folder


def _open_below(name: bytes, folder: int) -> int:
    try:
        return os.open(name, _BASE | _DIRECTORY | _NOATIME, dir_fd=folder)
    except PermissionError:
        return os.open(name, _BASE | _DIRECTORY, dir_fd=folder)


def problem_of(error: OSError) -> Problem:
    """Put an operating-system error of one file into the contract's codes; the text holds no path."""
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError | NotADirectoryError) or error.errno in _LINKS:
        return Problem("open", Code.VANISHED, reason)
    if isinstance(error, PermissionError):
        return Problem("open", Code.PERMISSION, reason)
    return Problem("open", Code.CORRUPT, f"read error: {reason}")


def _descend(root: bytes, path: bytes) -> int:
    if not _BY_DESCRIPTOR:
        return _open_file(os.path.join(root, path) if path else root, None)
    if not path:
        return _open_file(root, None)
    folder = os.open(root, _BASE & ~getattr(os, "O_NOFOLLOW", 0) | _DIRECTORY)
    try:
        *parents, name = path.split(b"/")
        for parent in parents:
            below = os.open(parent, _BASE | _DIRECTORY, dir_fd=folder)
            os.close(folder)
            folder = below
        return _open_file(name, folder)
    finally:
        os.close(folder)


def _open_file(name: bytes, folder: int | None) -> int:
    try:
        return os.open(name, _BASE | _NONBLOCK | _NOATIME, dir_fd=folder)
    except PermissionError:
        # O_NOATIME is only for the owner and for CAP_FOWNER; reading matters more than the access time.
        return os.open(name, _BASE | _NONBLOCK, dir_fd=folder)


def _link_errors() -> frozenset[int]:
    import errno

    return frozenset({errno.ELOOP, errno.ENXIO, errno.ESTALE})


_LINKS = _link_errors()
