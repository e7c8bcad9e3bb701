"""Files that hold forbidden or special data, and what is known of who can reach them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from scanner.catalog.schema import unsigned
from scanner.catalog.store import hot, joined
from scanner.model import FileIdentity

_PAGE = 500
# The sign before the root keeps SQLite from going through all folders of the root for each page.
_FILES = (
    "SELECT f.id, f.folder_id, d.path, f.name, f.size, f.mtime_ns, f.ctime_ns, f.device, d.device, f.inode, f.mode, f.uid, f.gid"
    " FROM files f JOIN folders d ON d.id = f.folder_id WHERE +d.root_id = ? AND f.id > ? AND f.missing_since IS NULL AND ("
    "EXISTS (SELECT 1 FROM findings n WHERE n.content_id = f.content_id AND n.confidence >= ? AND n.category IN ('forbidden', 'special'))"
    " OR EXISTS (SELECT 1 FROM findings n WHERE n.file_id = f.id AND n.confidence >= ? AND n.category IN ('forbidden', 'special')))"
    " ORDER BY f.id LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A file with forbidden or special data; its root in `identity` is the catalogue's number."""

    id: int
    folder_id: int
    folder: bytes
    identity: FileIdentity


def sensitive_files(connection: Connection, root_id: int, confidence: float) -> Iterator[list[Sensitive]]:
    """Yield the present files of a root with forbidden or special findings of at least that confidence, in pages, by number."""
    last = 0
    while True:
        rows = hot(connection, _FILES, (root_id, last, confidence, confidence, _PAGE)).all()
        page = []
        for key, folder_id, folder, name, size, mtime, ctime, device, above, inode, mode, uid, gid in rows:
            path = joined(folder, name)
            identity = FileIdentity(root_id, path, size, mtime, ctime, unsigned(device or above), unsigned(inode), mode, uid, gid)
            page.append(Sensitive(key, folder_id, bytes(folder), identity))
        if page:
            yield page
            last = page[-1].id
        if len(rows) < _PAGE:
            return


def exposed(connection: Connection, root_id: int) -> tuple[set[int], set[int]]:
    """Return the numbers of the folders and of the files of a root that are noted as open to too many."""
    folders = hot(
        connection,
        "SELECT DISTINCT e.folder_id FROM exposures e JOIN folders d ON d.id = e.folder_id WHERE d.root_id = ?",
        (root_id,),
    )
    found = {row[0] for row in folders}
    files = hot(
        connection,
        "SELECT DISTINCT e.file_id FROM exposures e JOIN files f ON f.id = e.file_id JOIN folders d ON d.id = f.folder_id"
        " WHERE d.root_id = ?",
        (root_id,),
    )
    return found, {row[0] for row in files}
