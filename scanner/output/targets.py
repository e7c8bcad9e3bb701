"""Where outputs go: checked before the scan begins, never over a document, with every failure one clear line."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scanner.errors import OutputError
from scanner.tree.names import printable
from scanner.tree.walk import Root

# How our own outputs begin; only those may be written over inside a scanned folder.
OWN_STARTS = (b'{"record":"run"', b"\xef\xbb\xbfpath;", b"<!doctype html><!--dossierwacht-->")


class PipeClosedError(OutputError):
    """The reader of standard output went away; nothing more is said."""


@contextmanager
def open_target(path: str, roots: list[Root]) -> Iterator[BinaryIO]:
    """Open an output (`-` is standard output) for writing bytes. Raises OutputError with what to do."""
    if path == "-":
        yield sys.stdout.buffer
        return
    shown = printable(path)
    _check(path, shown, roots)
    try:
        file = open(path, "wb")  # noqa: SIM115 - closed below, where a full disk can still be told
    except OSError as error:
        raise _failure(error, shown) from None
    try:
        yield file
    finally:
        try:
            file.close()
        except OSError as error:
            raise _failure(error, shown) from None


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turn a failure while writing into one clear line."""
    try:
        yield
    except BrokenPipeError:
        raise PipeClosedError("") from None
    except OSError as error:
        raise _failure(error, printable(path)) from None


def _check(path: str, shown: str, roots: list[Root]) -> None:
    if os.path.isdir(path):
        raise OutputError(f"{shown}: is a folder; name a file to write to")
    parent = os.path.dirname(path) or "."
    if not os.path.isdir(parent):
        raise OutputError(f"{shown}: the folder does not exist; create it first")
    try:
        status = os.stat(path)
    except OSError:
        return
    real = os.path.realpath(os.fsencode(path))
    inside = any(real == root.path or real.startswith(root.path.rstrip(b"/") + b"/") for root in roots)
    if not inside or not os.path.isfile(path) or status.st_size == 0:
        return
    with open(path, "rb") as file:
        start = file.read(64)
    if not start.startswith(OWN_STARTS):
        raise OutputError(f"{shown}: is a file of the scanned folder and would be overwritten; choose another place")


def _failure(error: OSError, shown: str) -> OutputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(f"{shown}: no room left on the disk; the output is not complete, make room and scan again")
    return OutputError(f"{shown}: cannot be written ({error.strerror}); choose another place")
