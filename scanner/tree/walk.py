"""Walk the roots: one entry for every regular file, in a fixed order, with everything else counted or named."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scanner.errors import RootError
from scanner.model import FileIdentity, Problem
from scanner.tree.names import as_text, printable
from scanner.tree.opening import open_folder, problem_of


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
    excluded: Callable[[bytes, bool], bool] = lambda path, is_folder: False,
    own: frozenset[tuple[int, int]] = frozenset(),
) -> Iterator[FileIdentity | Folder]:
    """Yield each folder before its files, in byte order of names, depth first; bounded by one folder's size.

    `excluded(path relative to the root, is folder)` prunes before descending. `own` holds (device, inode) of files this
    run writes; they are never scanned. Links are not followed, special files are not opened; both are counted in `tally`.
    """
    for number, root in enumerate(roots):
        if root.is_file:
            yield from _single(number, root, tally, own)
        else:
            status = os.stat(root.path)
            yield from _folder(number, root.path, b"", {(status.st_dev, status.st_ino)}, tally, excluded, own)


def _single(number: int, root: Root, tally: Tally, own: frozenset[tuple[int, int]]) -> Iterator[FileIdentity]:
    status = os.stat(root.path)
    if (status.st_dev, status.st_ino) in own:
        tally.excluded += 1
    else:
        yield identity(number, b"", status)


def identity(root: int, path: bytes, status: os.stat_result) -> FileIdentity:
    """Return the identity of a file from what `stat` says of it."""
    return FileIdentity(
        root, path, status.st_size, status.st_mtime_ns, status.st_ctime_ns,
        status.st_dev, status.st_ino, status.st_mode, status.st_uid, status.st_gid,
    )  # fmt: skip


def _folder(
    root: int,
    real: bytes,
    path: bytes,
    above: set[tuple[int, int]],
    tally: Tally,
    excluded: Callable[[bytes, bool], bool],
    own: frozenset[tuple[int, int]],
) -> Iterator[FileIdentity | Folder]:
    # An explicit stack, since a tree may be deeper than Python's own.
    stack: list[tuple[bytes, bytes, frozenset[tuple[int, int]]]] = [(real, path, frozenset(above))]
    while stack:
        real, path, above_here = stack.pop()
        try:
            entries = _list(real)
        except OSError as error:
            tally.unreachable_folders += 1
            yield Folder(root, path, problem_of(error))
            continue
        yield Folder(root, path)
        below: list[tuple[bytes, bytes, frozenset[tuple[int, int]]]] = []
        for name, status in entries:
            relative = path + b"/" + name if path else name
            if isinstance(status, OSError):
                tally.unreachable_folders += 1
                yield Folder(root, relative, problem_of(status))
                continue
            is_folder = stat.S_ISDIR(status.st_mode)
            if not is_folder and not stat.S_ISREG(status.st_mode):
                tally.other_entries += 1
            elif excluded(relative, is_folder) or (status.st_dev, status.st_ino) in own:
                tally.excluded += 1
            elif not is_folder:
                yield identity(root, relative, status)
            elif (status.st_dev, status.st_ino) in above_here:
                # A bind mount of a folder into itself: what lies below was met already.
                tally.other_entries += 1
            else:
                key = above_here | {(status.st_dev, status.st_ino)}
                below.append((real.rstrip(b"/") + b"/" + name, relative, key))
        stack.extend(reversed(below))


def _list(real: bytes) -> list[tuple[bytes, os.stat_result | OSError]]:
    """Return names and what `lstat` says of them, without following a link put in the folder's place."""
    if os.scandir not in os.supports_fd:
        with os.scandir(real) as listing:
            found = [(entry.name, _look(entry)) for entry in listing]
        return sorted(((name, status) for name, status in found if status is not None), key=lambda pair: pair[0])
    descriptor = open_folder(real)
    try:
        with os.scandir(descriptor) as listing:
            found = [(os.fsencode(entry.name), _look(entry)) for entry in listing]
    finally:
        os.close(descriptor)
    return sorted(((name, status) for name, status in found if status is not None), key=lambda pair: pair[0])


def _look(entry: os.DirEntry[str] | os.DirEntry[bytes]) -> os.stat_result | OSError | None:
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None  # gone between listing and looking: it is no longer a file of this tree
    except OSError as error:
        return error
