"""What watching hands out, and the little it takes in: hints, changes, and names that are not documents yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that changed and has been quiet since: worth a look. It may be gone again when it is opened."""

    root: int
    path: bytes


@dataclass(frozen=True, slots=True)
class Subtree:
    """A folder to crawl again: with all below it when `deep`, else only its own entries."""

    root: int
    path: bytes
    deep: bool = True


@dataclass(frozen=True, slots=True)
class Left:
    """A file, or a folder with all below it, left the view. Never a proof of deletion: look before believing."""

    root: int
    path: bytes
    folder: bool = False


Hint = Settled | Subtree | Left


class Change(Enum):
    """What an event said of a file."""

    CREATED = auto()  # did not exist before, and somebody has it open
    CLOSED = auto()  # who wrote it closed it
    ARRIVED = auto()  # took this name, complete; another file may have had it
    TOUCHED = auto()  # rights, times or attributes
    GONE = auto()  # deleted, or renamed to something else


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a file gives: size in bytes, times in ns, inode."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


Look = Callable[[int, bytes], Seen | None]

# Names under which programs write before they rename, and locks that live as long as a document is open: Word (~$, ~WR),
# LibreOffice (.~lock., lu*.tmp), Excel (eight hexadecimal digits without extension), GNOME, editors, browsers, rsync.
_TEMPORARY = re.compile(
    rb"~\$.*|\.~lock\..*|~WR[A-Z]\d+.*|.*\.(?:tmp|temp|part|partial|crdownload|sw[opx])|.*~|\.goutputstream-.*"
    rb"|[0-9A-F]{8}|\..+\.[A-Za-z0-9]{6}",
    re.DOTALL | re.IGNORECASE,
)


def temporary(path: bytes) -> bool:
    """Return whether a name is one that programs use while they save; such a file is a document only if it stays."""
    return _TEMPORARY.fullmatch(path.rpartition(b"/")[2]) is not None


def parent_of(path: bytes) -> bytes:
    """Return the folder of a path; that of a name in the root is empty."""
    return path.rpartition(b"/")[0]
