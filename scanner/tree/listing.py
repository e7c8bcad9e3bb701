"""List the folders of a tree one by one, in a fixed order, each file as one compact record.

A record is the name, a zero byte and the packed status, so that sorting records sorts names, a folder of a million files takes
some 120 MB, and two listings are the same exactly when their records are.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from scanner.model import Problem
from scanner.tree.descent import Descent
from scanner.tree.names import QUARANTINE
from scanner.tree.opening import problem_of

Excluded = Callable[[bytes, bool], bool]
Key = tuple[int, int]
"""Device and inode."""

_PACKED = struct.Struct(">xQqqQQIIII")  # begins with the zero byte
_TAIL = _PACKED.size
_pack = _PACKED.pack
_KIND, _FILE, _FOLDER = 0o170000, stat.S_IFREG, stat.S_IFDIR
_ENCODING, _ERRORS = sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()
_MOST = 2**63 - 1


class Stat(NamedTuple):
    """What is kept of a file's status: bytes, nanoseconds, and `device` 0 when it is that of the folder (all but bind mounts of files)."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    device: int
    mode: int
    uid: int
    gid: int
    links: int


@dataclass(frozen=True, slots=True)
class Compare:
    """What of a status can be trusted on a root; what cannot is kept as 0, since network shares make up inodes and change times."""

    ctime: bool = True
    inode: bool = True


ALL = Compare()


@dataclass(slots=True)
class Listing:
    """What one folder holds. With a `problem` it could not be listed and nothing is known of what lies below."""

    path: bytes
    device: int = 0
    inode: int = 0
    mode: int = 0
    uid: int = 0
    gid: int = 0
    files: list[bytes] = field(default_factory=list)
    """Records of the regular files, ascending by name in bytes; see `name_of` and `stat_of`."""
    folders: list[bytes] = field(default_factory=list)
    """Names of the folders in it that are to be entered, ascending."""
    unknown: list[tuple[bytes, Problem]] = field(default_factory=list)
    """Entries that the system lists and says nothing more of."""
    other_entries: int = 0
    excluded: int = 0
    problem: Problem | None = None

    def digest(self) -> bytes:
        """Return 16 bytes that are the same exactly when nothing in this folder (not below it) differs."""
        head = (self.device, self.inode, self.mode, self.uid, self.gid, len(self.files))
        total = hashlib.blake2b(repr(head).encode() + b"/".join(self.folders), digest_size=16)
        for start in range(0, len(self.files), 4096):
            total.update(b"".join(self.files[start : start + 4096]))
        return total.digest()


def name_of(record: bytes) -> bytes:
    """Return the name in a record."""
    return record[:-_TAIL]


def stat_of(record: bytes) -> Stat:
    """Return the status in a record."""
    return Stat._make(_PACKED.unpack_from(record, len(record) - _TAIL))


def _record(name: bytes, status: os.stat_result, device: int, compare: Compare) -> bytes:
    """Return the record of any file: what is not trusted is left out, and what 64 bits cannot hold becomes the nearest that they can."""
    elsewhere = compare.inode and status.st_dev != device
    values = (
        status.st_size, status.st_mtime_ns, status.st_ctime_ns if compare.ctime else 0, status.st_ino if compare.inode else 0,
        status.st_dev if elsewhere else 0, status.st_mode, status.st_uid, status.st_gid, status.st_nlink,
    )  # fmt: skip
    return name + _pack(*(_clamped(value, number) for number, value in enumerate(values)))


def _clamped(value: int, number: int) -> int:
    """What 64 bits (of nanoseconds, or of anything else) can hold of a value that they cannot."""
    if number in (1, 2):
        return max(-_MOST, min(value, _MOST))
    return max(0, min(value, 2**64 - 1 if number < 5 else 2**32 - 1))


def listings(
    root: bytes,
    excluded: Excluded | None = None,
    own: Collection[Key] = frozenset(),
    compare: Compare = ALL,
    wanted: Callable[[bytes], bool] | None = None,
    start: bytes = b"",
) -> Iterator[Listing]:
    """Yield the folder `start` of the root and those below it, each before those in it, in byte order, bounded by one folder's size.

    `excluded(path, is folder)` prunes before descending; `own` holds (device, inode) of what the product itself writes; a folder for
    which `wanted(path)` is false is not even opened. Links are not followed.
    """
    stack = [start]
    above: list[Key] = []  # device and inode of the folders on the way to the present one
    with Descent(root) as descent:
        above += _way_to(descent, start)
        while stack:
            path = stack.pop()
            del above[path.count(b"/") + 1 if path else 0 :]
            try:
                listing = list_folder(descent, path, excluded, own, compare, above)
            except OSError as error:
                listing = Listing(path, problem=problem_of(error))
            yield listing
            above.append((listing.device, listing.inode))
            prefix = path + b"/" if path else b""
            below = [prefix + name for name in reversed(listing.folders)]
            stack += below if wanted is None else filter(wanted, below)


def _way_to(descent: Descent, start: bytes) -> Iterator[Key]:
    names = start.split(b"/") if start else []
    for depth in range(len(names)):
        try:
            status = os.stat(descent.to(b"/".join(names[:depth])))
        except OSError:
            return  # the folder itself will tell
        yield status.st_dev, status.st_ino


def list_folder(
    descent: Descent, path: bytes, excluded: Excluded | None, own: Collection[Key], compare: Compare, above: Collection[Key] = ()
) -> Listing:
    """List one folder. `above` holds the folders on the way: one that turns up again below itself is a bind mount. Raises OSError."""
    place = descent.to(path)
    status = os.stat(place)
    device = status.st_dev
    found = Listing(path, device, status.st_ino, status.st_mode, status.st_uid, status.st_gid)
    way = {*above, (device, status.st_ino)}
    ours = {inode for _, inode in own}
    keep, prefix = found.files.append, path + b"/" if path else b""
    plain = excluded is None and compare == ALL and isinstance(place, int)
    with os.scandir(place) as entries:
        for entry in entries:
            # What runs here runs for each file of a server; see benchmarks/crawl.py before adding to it.
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # gone between listing and looking: it is no longer of this tree
            except OSError as error:
                found.unknown.append((os.fsencode(entry.name), problem_of(error)))
                continue
            mode, inode = status.st_mode, status.st_ino
            kind = mode & _KIND
            if kind == _FILE and plain and inode not in ours and status.st_dev == device:
                try:
                    keep(
                        entry.name.encode(_ENCODING, _ERRORS)  # type: ignore[union-attr]
                        + _pack(
                            status.st_size, status.st_mtime_ns, status.st_ctime_ns, inode, 0, mode,
                            status.st_uid, status.st_gid, status.st_nlink,
                        )
                    )  # fmt: skip
                except struct.error:
                    keep(_record(os.fsencode(entry.name), status, device, compare))
                continue
            name = os.fsencode(entry.name)
            if kind not in (_FILE, _FOLDER):
                found.other_entries += 1
            elif (inode in ours and (status.st_dev, inode) in own) or (
                excluded is not None and excluded(prefix + name, kind == _FOLDER)
            ):
                found.excluded += 1
            elif kind == _FILE:
                keep(_record(name, status, device, compare))
            elif (status.st_dev, inode) in way:
                found.other_entries += 1
            elif not path and name == QUARANTINE:
                found.excluded += 1
            else:
                found.folders.append(name)
    found.files.sort()
    found.folders.sort()
    found.unknown.sort()
    return found
