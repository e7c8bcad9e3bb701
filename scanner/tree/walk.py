"""Walk the roots: one entry for every regular file, in a fixed order, with everything else counted or named."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.errors import RootError
from scanner.model import FileIdentity, Problem
from scanner.tree.listing import Excluded, Key, Listing, Stat, listings, name_of, stat_of
from scanner.tree.names import as_text, printable


@dataclass(frozen=True, slots=True)
class Root:
    """A root to walk: its absolute real path in bytes, and whether it is one single file."""

    path: bytes
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was met; with a problem when it could not be listed, so that what lies below is unknown."""

    root: int
    path: bytes
    problem: Problem | None = None


@dataclass(slots=True)
class Tally:
    """What the walk left out and why: links and special files, entries the user excluded, our own outputs."""

    other_entries: int = 0
    excluded: int = 0
    unreachable_folders: int = 0


def resolve_roots(paths: list[str]) -> tuple[list[Root], list[str]]:
    """Turn what the user named into roots; a link given as root is resolved.

    Returns the roots to walk, each once and none inside another, and a notice for each one that fell away.
    Raises RootError when a path does not exist, is neither file nor folder, or cannot be opened.
    """
    found: list[Root] = []
    for given in paths:
        raw = os.fsencode(given)
        shown = printable(as_text(raw))
        try:
            real = os.path.realpath(raw, strict=True)
            mode = os.stat(real).st_mode
            if stat.S_ISDIR(mode):
                os.scandir(real).close()
        except FileNotFoundError:
            raise RootError(f"{shown}: no such file or folder; check the path") from None
        except OSError as error:
            raise RootError(f"{shown}: cannot be opened ({error.strerror}); check the rights on it") from None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            raise RootError(f"{shown}: neither a folder nor a regular file; name a folder to scan")
        found.append(Root(real, stat.S_ISREG(mode)))
    kept: list[Root] = []
    notices: list[str] = []
    for index, root in enumerate(found):
        others = found[:index] + [other for other in found[index + 1 :] if other.path != root.path]
        if any(_contains(other, root) for other in others):
            notices.append(printable(as_text(os.fsencode(paths[index]))))
        else:
            kept.append(root)
    return kept, notices


def _contains(outer: Root, inner: Root) -> bool:
    if outer.path == inner.path:
        return True
    return not outer.is_file and inner.path.startswith(outer.path.rstrip(b"/") + b"/")


def walk(
    roots: list[Root],
    tally: Tally,
    excluded: Excluded | None = None,
    own: frozenset[Key] = frozenset(),
) -> Iterator[FileIdentity | Folder]:
    """Yield each folder before its files, in byte order of names, depth first; bounded by one folder's size.

    `excluded(path relative to the root, is folder)` prunes before descending. `own` holds (device, inode) of files this
    run writes; they are never scanned. Links are not followed, special files are not opened; both are counted in `tally`.
    """
    for number, root in enumerate(roots):
        if root.is_file:
            yield from _single(number, root, tally, own)
        else:
            for listing in listings(root.path, excluded, own):
                yield from _entries(number, listing, tally)


def _single(number: int, root: Root, tally: Tally, own: frozenset[Key]) -> Iterator[FileIdentity]:
    status = os.stat(root.path)
    if (status.st_dev, status.st_ino) in own:
        tally.excluded += 1
    else:
        yield FileIdentity(
            number, b"", status.st_size, status.st_mtime_ns, status.st_ctime_ns,
            status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid,
        )  # fmt: skip


def _entries(number: int, listing: Listing, tally: Tally) -> Iterator[FileIdentity | Folder]:
    tally.other_entries += listing.other_entries
    tally.excluded += listing.excluded
    tally.unreachable_folders += len(listing.unknown) + (listing.problem is not None)
    yield Folder(number, listing.path, listing.problem)
    prefix = listing.path + b"/" if listing.path else b""
    for name, problem in listing.unknown:
        yield Folder(number, prefix + name, problem)
    for record in listing.files:
        yield identity(number, prefix + name_of(record), stat_of(record), listing.device)


def identity(root: int, path: bytes, status: Stat, folder_device: int) -> FileIdentity:
    """Return the identity of a file from what a listing keeps of it."""
    return FileIdentity(
        root, path, status.size, status.mtime_ns, status.ctime_ns,
        status.device or folder_device, status.inode, status.mode, status.uid, status.gid,
    )  # fmt: skip
