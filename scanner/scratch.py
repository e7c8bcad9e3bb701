"""The product's own folder for the rare reader that needs files: private, never beside the data, emptied at start and end.

A scan makes one folder below the system's folder for temporary files; what a killed scan left there is removed by the next.
Each worker that had to be killed leaves its own part behind, which is removed as soon as that is known.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

ENVIRONMENT = "DOSSIERWACHT_TMP"
_PREFIX = "dossierwacht-"


@contextmanager
def scratch() -> Iterator[str]:
    """Give the path of a new folder (mode 0700) and remove it with all it holds afterwards."""
    parent = tempfile.gettempdir()
    _sweep(parent, _PREFIX, ours=os.getpid())
    folder = tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: str) -> None:
    """Remove what workers that are no longer alive left in the scan's folder; their parts begin with their process number."""
    _sweep(folder, "", ours=0)


def _sweep(folder: str, prefix: str, ours: int) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            number, dash, _ = entry.name.removeprefix(prefix).partition("-")
            if not (entry.name.startswith(prefix) and dash and number.isdecimal()) or int(number) == ours:
                continue
            status = entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False) and status.st_uid == _user() and not _alive(int(number)):
                shutil.rmtree(entry.path, ignore_errors=True)


def _user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0


def _alive(process: int) -> bool:
    if os.name == "nt":
        return False  # asking would end the process there; a folder in use cannot be removed on that system
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
