"""A folder of our own for the rare program that reads and writes files; nobody else may look into it, and nothing stays."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from scanner.scratch import ENVIRONMENT


@contextmanager
def private_folder() -> Iterator[str]:
    """Give the path of a new folder (mode 0700), and remove it with all it holds afterwards, whatever happens in between.

    It lies below the folder that `DOSSIERWACHT_TMP` names, else below the system's folder for temporary files. Its name holds
    the number of this process as `scanner.scratch` has it, so that what a killed process leaves is removed.
    Raises OSError when it cannot be made.
    """
    parent = os.environ.get(ENVIRONMENT)
    prefix = f"{os.getpid()}-" if parent else f"dossierwacht-{os.getpid()}-"
    folder = tempfile.mkdtemp(prefix=prefix, dir=parent or tempfile.gettempdir())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_folder(parent: str, name: str) -> str:
    """Make a folder (mode 0700) in a private folder and return its path. Raises OSError."""
    path = os.path.join(parent, name)
    os.mkdir(path, 0o700)
    return path


def new_file(parent: str, name: str) -> BinaryIO:
    """Open a new file in a private folder for writing. Raises OSError."""
    return open(os.path.join(parent, name), "xb")


def copy(source: BinaryIO, parent: str, name: str) -> str:
    """Copy what a file holds, from where it stands, into a new file of a private folder; return its path. Raises OSError."""
    with new_file(parent, name) as target:
        shutil.copyfileobj(source, target, 1 << 20)
        return os.path.join(parent, name)
