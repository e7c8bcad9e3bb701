"""What is to be read. Being due is a column of the file itself, so that nothing is lost or doubled, whenever the process ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection

from scanner.catalog.schema import unsigned
from scanner.catalog.store import Catalog, hot, joined, marks
from scanner.model import Code, FileIdentity
from scanner.tree.walk import Folder

SUSPECT = 2
"""After this many times without an answer a file is read alone, when there is nothing else to do: it may be what ends the service."""
GIVE_UP = 8
"""After this many times it is not read any more, and reported so, until it changes."""
RACY_NS = 2_000_000_000  # the coarsest clock among file systems: two seconds (FAT)
_MOST_KNOWN = 200
_STEP = 20_000


class Due(IntEnum):
    """Why a file is to be read, most urgent first."""

    NOTHING = 0
    LIVE = 1  # somebody just wrote it
    NEW = 2
    CHANGED = 3
    MOVED = 4  # found under another name; read to be sure that it is the same
    RULES = 5  # judged under other rules
    RECHECK = 6  # read within two seconds of its last change, which a coarse clock may hide a further one of
    AFTER_CRAWL = 8  # was not there when it was to be read: waits until its folder has been listed again


@dataclass(frozen=True, slots=True)
class Item:
    """A file to read. In `identity` the root is the catalogue's number of it."""

    id: int
    identity: FileIdentity
    due: Due
    attempts: int


@dataclass(frozen=True, slots=True)
class FolderItem:
    """A folder whose name is to be looked at; its root is the catalogue's number."""

    id: int
    folder: Folder


_ITEM = (
    "SELECT f.id, d.root_id, d.path, f.name, f.size, f.mtime_ns, f.ctime_ns, f.device, d.device, f.inode, f.mode, f.uid, f.gid,"
    " f.due, f.attempts FROM files f JOIN folders d ON d.id = f.folder_id JOIN roots r ON r.id = d.root_id"
    " WHERE f.due > 0 AND f.due < 8 AND r.suspended IS NULL AND d.root_id IN ({roots})"
)
_USUAL = f" AND f.attempts < {SUSPECT} AND (f.due <> {Due.RECHECK:d} OR f.ctime_ns < ?) ORDER BY f.due, f.id LIMIT ?"
_SUSPECTS = f" AND f.attempts >= {SUSPECT} ORDER BY f.attempts, f.due, f.id LIMIT ?"


def following(catalog: Catalog, roots: Collection[int], count: int) -> list[Item]:
    """Return the most urgent files of these roots that are not suspected of ending the service; at most `count`."""
    with catalog.read() as connection:
        sql = _ITEM.format(roots=marks(len(roots))) + _USUAL
        return [_item(row) for row in hot(connection, sql, (*roots, catalog.now - RACY_NS, count))]


def suspects(catalog: Catalog, roots: Collection[int], count: int) -> list[Item]:
    """Return files that were being read several times when the service ended, those with the fewest times first."""
    with catalog.read() as connection:
        return [_item(row) for row in hot(connection, _ITEM.format(roots=marks(len(roots))) + _SUSPECTS, (*roots, count))]


def folders(catalog: Catalog, roots: Collection[int], count: int) -> list[FolderItem]:
    """Return folders whose names are to be looked at."""
    sql = (
        "SELECT d.id, d.root_id, d.path FROM folders d JOIN roots r ON r.id = d.root_id"
        f" WHERE d.due > 0 AND r.suspended IS NULL AND d.root_id IN ({marks(len(roots))}) ORDER BY d.due, d.id LIMIT ?"
    )
    with catalog.read() as connection:
        return [FolderItem(row[0], Folder(row[1], row[2])) for row in hot(connection, sql, (*roots, count))]


def begun(catalog: Catalog, ids: Iterable[int]) -> None:
    """Note that files are given to processes now; until there is an answer that counts as an attempt."""
    _attempts(catalog, ids, "attempts + 1")


def given_back(catalog: Catalog, ids: Iterable[int]) -> None:
    """Note that files were not read after all, because the service ends in good order."""
    _attempts(catalog, ids, "CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END")


def _attempts(catalog: Catalog, ids: Iterable[int], value: str) -> None:
    if rows := [(each,) for each in ids]:
        with catalog.write() as connection:
            hot(connection, f"UPDATE files SET attempts = {value} WHERE id = ?", rows)


def known_contents(catalog: Catalog, judgement: int, size: int, kind: str) -> set[str]:
    """Return the SHA-256 (hex) of the latest contents of a size and kind that were judged under `judgement`.

    Not of all when there are very many, as of forms that a machine makes: to carry them to a process would cost more than to read again.
    """
    sql = "SELECT sha256 FROM contents WHERE size = ? AND kind = ? AND judgement_id = ? ORDER BY id DESC LIMIT ?"
    with catalog.read() as connection:
        return {bytes(row[0]).hex() for row in hot(connection, sql, (size, kind, judgement, _MOST_KNOWN))}


def requeue_judged_otherwise(catalog: Catalog, judgement: int) -> int:
    """Make everything due that was judged under another digest of rules and settings; return how many files.

    In steps, so that others can write in between.
    """
    changed = 0
    with catalog.read() as connection:
        last = hot(connection, "SELECT coalesce(max(id), 0) FROM files").scalar_one()
    for start in range(0, last + 1, _STEP):
        with catalog.write() as connection:
            done = hot(
                connection,
                f"UPDATE files SET due = {Due.RULES:d} WHERE id >= ? AND id < ? AND missing_since IS NULL"
                " AND judgement_id <> ? AND (due = 0 OR due = 6)",
                (start, start + _STEP, judgement),
            )
            changed += done.rowcount
    with catalog.write() as connection:
        hot(connection, "UPDATE folders SET due = 5 WHERE due = 0 AND missing_since IS NULL AND judgement_id <> ?", (judgement,))
    return changed


def requeue_problems(catalog: Catalog, codes: Collection[Code]) -> int:
    """Make the files due that could not be opened, or not be read completely, for one of these reasons; return how many."""
    wanted = tuple(code.value for code in codes)
    some = marks(len(wanted))
    with catalog.write() as connection:
        # The content of a document that is to be looked at again must not pass for known.
        hot(
            connection,
            f"UPDATE contents SET judgement_id = NULL WHERE id IN (SELECT content_id FROM problems WHERE code IN ({some}))",
            wanted,
        )
        done = hot(
            connection,
            f"UPDATE files SET due = {Due.CHANGED:d}, attempts = 0 WHERE missing_since IS NULL AND due IN (0, 6) AND ("
            f"id IN (SELECT file_id FROM problems WHERE code IN ({some}))"
            f" OR content_id IN (SELECT content_id FROM problems WHERE code IN ({some})))",
            (*wanted, *wanted),
        )
    return done.rowcount


def waiting(connection: Connection) -> dict[Due, int]:
    """Return how many files are due, by reason."""
    return {
        Due(row[0]): row[1] for row in hot(connection, "SELECT due, count(*) FROM files WHERE due > 0 GROUP BY due ORDER BY due")
    }


def _item(row: Sequence[Any]) -> Item:
    key, root, folder, name, size, mtime, ctime, device, above, inode, mode, uid, gid, due, attempts = row
    path = joined(folder, name)
    identity = FileIdentity(root, path, size, mtime, ctime, unsigned(device or above), unsigned(inode), mode, uid, gid)
    return Item(key, identity, Due(due), attempts)
