"""What a crawl sees, written down: new, changed, moved and gone, each folder in one transaction with its listing's digest.

A folder whose listing has the digest that is kept needs no look at its files. Otherwise its rows are compared with the listing one by
one, in order of name. New folders are written many at a time. Nothing is gone unless the folder it was in has been listed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from scanner.catalog.queue import Due
from scanner.catalog.schema import signed, unsigned
from scanner.catalog.store import Catalog, hot, marks
from scanner.model import Code
from scanner.tree.listing import ALL, Compare, Listing, Stat, name_of, stat_of

_BATCH = 2000  # rows that are written together
_PAGE = 2000  # rows that are read together
_AT_ONCE = 500  # values of an IN list

_FOLDER = (
    "INSERT INTO folders (id, root_id, parent_id, path, device, inode, mode, uid, gid, listing, listed, first_seen, due)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_FILE = (
    "INSERT INTO files (folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_STATUS = "size = ?, mtime_ns = ?, ctime_ns = ?, inode = ?, device = ?, mode = ?, uid = ?, gid = ?"
_SAME = f"UPDATE files SET {_STATUS} WHERE id = ?"
_CHANGED = f"UPDATE files SET {_STATUS}, missing_since = NULL, attempts = 0, due = ? WHERE id = ?"
_MOVED = (
    f"UPDATE files SET {_STATUS}, missing_since = NULL, attempts = 0, due = ?, folder_id = ?, name = ?, judgement_id = NULL,"
    " shown = NULL WHERE id = ?"
)
_GONE = "UPDATE files SET missing_since = ?, due = 0 WHERE id = ?"
_ROWS = (
    "SELECT id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, missing_since, due FROM files"
    " WHERE folder_id = ? AND name > ? ORDER BY name LIMIT ?"
)
_BELOW = "SELECT id FROM folders WHERE root_id = ? AND (path = ? OR (path > ? AND path < ?))"


class FolderState(NamedTuple):
    """What the catalogue holds of a folder: its row, the digest of its listing (none: compare row by row), and whether it is gone."""

    id: int
    listing: bytes | None
    missing: bool


@dataclass(slots=True)
class Counts:
    """What came of the files that were looked at."""

    new: int = 0
    changed: int = 0
    moved: int = 0
    gone: int = 0
    """Without those that were found again elsewhere, as far as the crawl is."""


_Folder = tuple[int, int, int | None, bytes, int, int, int, int, int, bytes | None, int, int, int]


class _New(NamedTuple):
    folder_id: int
    name: bytes
    status: Stat
    device: int
    """Of the folder."""


class Observer:
    """Writes the listings of one root into the catalogue. Several may do so at once, from threads of the writer."""

    def __init__(self, catalog: Catalog, root_id: int, compare: Compare = ALL, *, live: bool = False) -> None:
        self.counts = Counts()
        self._catalog, self._root, self._compare = catalog, root_id, compare
        self._new, self._changed, self._moved = (Due.LIVE,) * 3 if live else (Due.NEW, Due.CHANGED, Due.MOVED)
        self._began = catalog.now
        self._folders: list[_Folder] = []
        self._files: list[_New] = []
        self._instead: dict[int, int] = {}  # folders that another observer wrote first: the row that we had in mind, and theirs

    @property
    def pending(self) -> bool:
        """Whether there is something that a flush would write."""
        return bool(self._folders or self._files)

    @property
    def full(self) -> bool:
        """Whether it is time for a flush."""
        return len(self._files) + len(self._folders) >= _BATCH

    def state(self, path: bytes) -> FolderState | None:
        """Return what is known of a folder by its path."""
        with self._catalog.read() as connection:
            row = hot(
                connection, "SELECT id, listing, missing_since FROM folders WHERE root_id = ? AND path = ?", (self._root, path)
            ).first()
        return FolderState(row[0], row[1], row[2] is not None) if row else None

    def children(self, folder_id: int) -> dict[bytes, FolderState]:
        """Return what is known of the folders in a folder, by their paths."""
        with self._catalog.read() as connection:
            rows = hot(connection, "SELECT path, id, listing, missing_since FROM folders WHERE parent_id = ?", (folder_id,))
            return {row[0]: FolderState(row[1], row[2], row[3] is not None) for row in rows}

    def see(
        self, listing: Listing, digest: bytes, state: FolderState | None, parent_id: int | None, begun: float = 0.0
    ) -> int | None:
        """Take a listing that is not what `state` says; return the folder's row, or None when it is not kept.

        `begun` is when the listing was begun (`time.monotonic`): one that is older than what is written already is left out.
        """
        if listing.problem is not None:
            return self._unreachable(listing, state, parent_id)
        kept = None if listing.unknown else digest
        if state is None and not listing.unknown and len(listing.files) <= _BATCH:
            folder_id = self._new_folder(listing, parent_id, kept)
            self._files += [_New(folder_id, name_of(record), stat_of(record), listing.device) for record in listing.files]
            return folder_id
        folder_id = state.id if state else self._new_folder(listing, parent_id, None)
        with self._catalog.write() as connection:
            self._flush(connection)
            folder_id = self._instead.get(folder_id, folder_id)
            if not self._catalog.newest_listing(folder_id, begun):
                return folder_id
            self._compare_folders(connection, listing, folder_id)
            self._compare_files(connection, listing, folder_id)
            now = self._catalog.now
            hot(
                connection,
                "UPDATE folders SET device = ?, inode = ?, mode = ?, uid = ?, gid = ?, listing = ?, listed = ?, missing_since = NULL"
                " WHERE id = ?",
                (signed(listing.device), signed(listing.inode), listing.mode, listing.uid, listing.gid, kept, now, folder_id),
            )
            gaps = [(folder_id, gap.stage, gap.code.value, f"an entry in it: {gap.detail}") for _, gap in listing.unknown]
            _problems(connection, folder_id, gaps)
        return folder_id

    def flush(self, cursor: bytes | None = None, seen: int = 0) -> None:
        """Write what is pending, and how far the crawl is: the last folder it is done with and the files it met."""
        with self._catalog.write() as connection:
            self._flush(connection)
            if cursor is not None:
                hot(connection, "UPDATE roots SET crawl_cursor = ?, crawl_seen = ? WHERE id = ?", (cursor, seen, self._root))

    def _flush(self, connection: Connection) -> None:
        folders, files = self._folders, self._files
        self._folders, self._files = [], []
        if folders and (found := self._written_by_others(connection, folders)):
            self._instead |= {row[0]: found[row[3]] for row in folders if row[3] in found}
            hot(connection, "UPDATE folders SET listing = NULL WHERE id = ?", [(theirs,) for theirs in found.values()])
            folders = [row for row in folders if row[0] not in self._instead]
            files = [each for each in files if each.folder_id not in self._instead]
        if folders:
            instead = self._instead
            hot(
                connection,
                _FOLDER,
                [(*row[:2], instead.get(row[2] or 0, row[2]), *row[3:]) for row in folders] if instead else folders,
            )
        self._insert(connection, files)

    def _written_by_others(self, connection: Connection, folders: list[_Folder]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        for start in range(0, len(folders), _AT_ONCE):
            paths = [row[3] for row in folders[start : start + _AT_ONCE]]
            sql = f"SELECT path, id FROM folders WHERE root_id = ? AND path IN ({marks(len(paths))})"
            found |= {bytes(path): number for path, number in hot(connection, sql, (self._root, *paths))}
        return found

    def _new_folder(self, listing: Listing, parent_id: int | None, kept: bytes | None) -> int:
        number = self._catalog.next_folder_id()
        now = self._catalog.now
        due = Due.NEW if any(48 <= byte < 58 for byte in listing.path.rpartition(b"/")[2]) else Due.NOTHING
        self._folders.append((
            number, self._root, parent_id, listing.path, signed(listing.device), signed(listing.inode),
            listing.mode, listing.uid, listing.gid, kept, now, now, int(due),
        ))  # fmt: skip
        return number

    def _unreachable(self, listing: Listing, state: FolderState | None, parent_id: int | None) -> int | None:
        """Keep all that is known below a folder that cannot be listed; one that just vanished is its parent's business."""
        assert listing.problem is not None
        if listing.problem.code is Code.VANISHED:
            return state.id if state else None
        folder_id = state.id if state else self._new_folder(listing, parent_id, None)
        gap = listing.problem
        with self._catalog.write() as connection:
            self._flush(connection)
            folder_id = self._instead.get(folder_id, folder_id)
            hot(connection, "UPDATE folders SET listing = NULL WHERE id = ?", (folder_id,))
            _problems(connection, folder_id, [(folder_id, gap.stage, gap.code.value, gap.detail)])
        return folder_id

    def _compare_folders(self, connection: Connection, listing: Listing, folder_id: int) -> None:
        here = {*listing.folders, *(name for name, _ in listing.unknown)}
        rows = hot(connection, "SELECT path FROM folders WHERE parent_id = ? AND missing_since IS NULL", (folder_id,)).all()
        for (path,) in rows:
            if path.rpartition(b"/")[2] not in here:
                self._subtree_gone(connection, path)

    def _subtree_gone(self, connection: Connection, path: bytes) -> None:
        now = self._catalog.now
        below = (self._root, path, path + b"/", path + b"0")  # 0 is the character after /
        done = hot(
            connection,
            f"UPDATE files SET missing_since = ?, due = 0 WHERE missing_since IS NULL AND folder_id IN ({_BELOW})",
            (now, *below),
        )
        self.counts.gone += done.rowcount
        hot(
            connection,
            f"UPDATE folders SET missing_since = ?, listing = NULL, due = 0 WHERE missing_since IS NULL AND id IN ({_BELOW})",
            (now, *below),
        )

    def _compare_files(self, connection: Connection, listing: Listing, folder_id: int) -> None:
        unknown = {name for name, _ in listing.unknown}
        steps = _Steps(connection, self._catalog.now)
        new: list[_New] = []
        renamed: set[int] = set()
        for record, row in _side_by_side(listing.files, _rows(connection, folder_id)):
            if row is None:
                assert record is not None
                new.append(_New(folder_id, name_of(record), stat_of(record), listing.device))
                if len(new) >= _BATCH:
                    steps.take(1)
                    renamed |= self._insert(connection, new)
                    new = []
            elif record is None:
                if row[10] is None and row[0] not in renamed and row[1] not in unknown:
                    steps.gone.append((steps.now, row[0]))
                    self.counts.gone += 1
            else:
                self._compare_one(steps, stat_of(record), row)
            steps.take(_BATCH)
        steps.take(1)
        self._insert(connection, new)

    def _compare_one(self, steps: _Steps, status: Stat, row: tuple[Any, ...]) -> None:
        values = _values(status)
        missing, due = row[10] is not None, row[11]
        if values == row[2:10] and not missing and due != Due.AFTER_CRAWL:
            return
        differs = (
            values[:2] != row[2:4]
            or (self._compare.ctime and values[2] != row[4])
            or (self._compare.inode and values[3] != row[5])
        )
        if not (differs or missing or due == Due.AFTER_CRAWL):
            steps.same.append((*values, row[0]))
            return
        steps.changed.append((*values, int(min(due or Due.CHANGED, self._changed)), row[0]))
        self.counts.changed += 1

    def _insert(self, connection: Connection, new: list[_New]) -> set[int]:
        """Write files that have no row under their name; return the rows that were given another name for it."""
        if not new:
            return set()
        moved = _moves(connection, new)
        if moved:
            rows = [(*_values(each.status), int(self._moved), each.folder_id, each.name, old) for old, _, each in moved.values()]
            hot(connection, _MOVED, rows)
            self.counts.gone -= sum(missing is not None and missing >= self._began for _, missing, _ in moved.values())
            new = [each for each in new if id(each) not in moved]
        now, due = self._catalog.now, int(self._new)
        if new:
            hot(connection, _FILE, [(each.folder_id, each.name, *_values(each.status), now, due) for each in new])
        self.counts.moved += len(moved)
        self.counts.new += len(new)
        return {old for old, _, _ in moved.values()}


def _problems(connection: Connection, folder_id: int, rows: list[tuple[int, str, str, str]]) -> None:
    hot(connection, "DELETE FROM problems WHERE folder_id = ?", (folder_id,))
    if rows:
        hot(connection, "INSERT INTO problems (folder_id, stage, code, detail) VALUES (?, ?, ?, ?)", rows)


class _Steps:
    """What is to be done to rows of a folder, gathered and then done at once."""

    def __init__(self, connection: Connection, now: int) -> None:
        self.now = now
        self.same: list[tuple[object, ...]] = []
        self.changed: list[tuple[object, ...]] = []
        self.gone: list[tuple[object, ...]] = []
        self._connection = connection

    def take(self, least: int) -> None:
        if len(self.same) + len(self.changed) + len(self.gone) < least:
            return
        for sql, rows in ((_SAME, self.same), (_CHANGED, self.changed), (_GONE, self.gone)):
            if rows:
                hot(self._connection, sql, rows)
                rows.clear()


def _values(status: Stat) -> tuple[int, ...]:
    size, mtime, ctime, inode, device, mode, uid, gid, _ = status
    return (size, mtime, ctime, signed(inode), signed(device), mode, uid, gid)


def _rows(connection: Connection, folder_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield a folder's rows by name, read in pages, so that rows may be written meanwhile."""
    after = b""  # no name is empty
    while page := hot(connection, _ROWS, (folder_id, after, _PAGE)).all():
        yield from map(tuple, page)
        after = page[-1][1]
        if len(page) < _PAGE:
            return


def _side_by_side(
    records: Iterable[bytes], rows: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[bytes | None, tuple[Any, ...] | None]]:
    """Pair two sequences in the same order of names; what has no partner stands alone."""
    row = next(rows, None)
    for record in records:
        name = name_of(record)
        while row is not None and row[1] < name:
            yield None, row
            row = next(rows, None)
        if row is not None and row[1] == name:
            yield record, row
            row = next(rows, None)
        else:
            yield record, None
    while row is not None:
        yield None, row
        row = next(rows, None)


def _moves(connection: Connection, new: list[_New]) -> dict[int, tuple[int, int | None, _New]]:
    """Return, by `id()` of a new file, the row that it was under another name before, since when that is missing, and the file.

    The same file is one with the same device and inode, size and time of change, that is no longer where it was: inodes are given
    away again, and a second link or mount of a file is no move. The folder it left is compared row by row next time.
    """
    by_key = {(each.status.device or each.device, each.status.inode): each for each in reversed(new) if each.status.inode}
    inodes = sorted({signed(inode) for _, inode in by_key})
    moved: dict[int, tuple[int, int | None, _New]] = {}
    left: set[int] = set()
    for start in range(0, len(inodes), _AT_ONCE):
        some = tuple(inodes[start : start + _AT_ONCE])
        rows = hot(
            connection,
            "SELECT f.id, f.inode, f.device, d.device, f.size, f.mtime_ns, r.path, d.path, f.name, d.id, f.missing_since FROM files f"
            " JOIN folders d ON d.id = f.folder_id JOIN roots r ON r.id = d.root_id"
            f" WHERE f.inode IN ({marks(len(some))}) ORDER BY f.id",
            some,
        ).all()
        for row in rows:
            key = (unsigned(row[2] or row[3]), unsigned(row[1]))
            each = by_key.get(key)
            same = each is not None and (each.status.size, each.status.mtime_ns) == (row[4], row[5])
            if each is not None and same and id(each) not in moved and not _there(key, row[6], row[7], row[8]):
                moved[id(each)] = (row[0], row[10], each)
                left.add(row[9])
    if left:
        hot(connection, "UPDATE folders SET listing = NULL WHERE id = ?", [(folder,) for folder in left])
    return moved


def _there(key: tuple[int, int], root: bytes, folder: bytes, name: bytes) -> bool:
    """Whether a file is still where it was, or nobody can tell."""
    try:
        status = os.lstat(os.path.join(root, folder, name))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return (status.st_dev, status.st_ino) == key
