"""The program `readpst` (package pst-utils), which takes Outlook's data files apart: started without a shell, watched, ended in time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from shutil import which

from scanner.read.private_folder import new_file, new_folder

# One message per file with its attachments inside (-e), deleted ones too (-D), text as UTF-8 (-8), one folder after the other (-j 0).
_OPTIONS = ("-e", "-D", "-8", "-j", "0", "-o")
_COUNTS = re.compile(rb"- (\d{1,9}) items done, (\d{1,9}) items skipped\.")
_FIRST_LOOK = 0.05  # seconds
_FILE_TOO_LARGE = int(getattr(signal, "SIGXFSZ", 25))
_LAST_LINES = 1 << 20  # bytes of what the program says that are looked at


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the program ended: its exit code, None when it was ended for `reason` (`time` or `size`), and items it left out."""

    exit_code: int | None
    reason: str
    skipped: int


def program() -> str | None:
    """Return the path of the program, or None when it is not installed."""
    return which("readpst")


def unpack(path: str, folder: str, seconds: float, most: int) -> tuple[str, Outcome]:
    """Take the data file at `path` apart in the private folder `folder`; return where its items are, and how it ended.

    The program is ended after `seconds`, and when the items are more than `most` bytes. What it says quotes names: it goes
    to a file in the private folder, of which only the counts are used. Raises OSError when it cannot be started.
    """
    target = new_folder(folder, "items")
    command = [program() or "readpst", *_OPTIONS, target, path]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": target, "TZ": "UTC"}
    deadline = time.monotonic() + seconds
    with new_file(folder, "log") as output:
        process = subprocess.Popen(  # noqa: S603 - a fixed program; its arguments are two paths that we made
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=target,
            env=environment,
            start_new_session=True,
            preexec_fn=_die_with_us,  # noqa: PLW1509 - the process that reads has one thread
        )
        try:
            _limit(process.pid, seconds, most)
            reason = _watch(process, target, deadline, most)
        finally:
            _end(process)
    if process.returncode == -_FILE_TOO_LARGE:
        reason = "size"
    return target, Outcome(None if reason else process.returncode, reason, _skipped(output.name))


def _die_with_us() -> None:
    """Ask the kernel to end the program when the process that reads is ended (Linux, prctl 1)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _limit(process: int, seconds: float, most: int) -> None:
    """Bound processor time and the size of one file, so that the program ends even when nobody is left to end it."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        for kind, value in ((resource.RLIMIT_FSIZE, most), (resource.RLIMIT_CPU, int(seconds) + 2), (resource.RLIMIT_CORE, 0)):
            resource.prlimit(process, kind, (value, value))


def _watch(process: subprocess.Popen[bytes], target: str, deadline: float, most: int) -> str:
    """Wait for the program; return why it has to be ended, or an empty text when it ended by itself."""
    pause = _FIRST_LOOK
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return "time"
        try:
            process.wait(min(pause, left))
        except subprocess.TimeoutExpired:
            began = time.monotonic()
            if size_of(target) > most:
                return "size"
            # Counting a hundred thousand files takes its time too: never more than a tenth of all.
            pause = max(min(pause * 2, 0.5), 10 * (time.monotonic() - began))
        else:
            return "size" if size_of(target) > most else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, which are a process group of their own."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def size_of(folder: str) -> int:
    """Return how many bytes the files below a folder have."""
    return sum(entry.stat(follow_symlinks=False).st_size for entry in files_of(folder))


def files_of(folder: str) -> Iterator[os.DirEntry[str]]:
    """Yield the regular files below a folder, each folder's own ones in the order of their numbers, then those of its folders."""
    with suppress(OSError):
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: _number(entry.name))
        yield from (entry for entry in entries if entry.is_file(follow_symlinks=False))
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from files_of(entry.path)


def _number(name: str) -> tuple[int, str]:
    found = re.match(r"[0-9]{1,12}", name)
    return (int(found.group()) if found else -1, name)


def _skipped(log: str) -> int:
    try:
        with open(log, "rb") as file:
            return sum(int(skipped) for _, skipped in _COUNTS.findall(file.read(_LAST_LINES)))
    except OSError:
        return 0
