"""Forgetting: the catalogue keeps what is gone only as long as it was told to."""

from __future__ import annotations

from collections.abc import Collection

from scanner.catalog.store import Catalog, hot, marks

_STEP = 5000


def forget(catalog: Catalog, before: int) -> int:
    """Remove files and folders that have been gone since before that time (ns), and contents that no file has; return how many files.

    In steps, so that others can write in between.
    """
    forgotten = 0
    while True:
        with catalog.write() as connection:
            done = hot(
                connection,
                "DELETE FROM files WHERE id IN (SELECT id FROM files WHERE missing_since < ? ORDER BY id LIMIT ?)",
                (before, _STEP),
            )
        forgotten += done.rowcount
        if done.rowcount < _STEP:
            break
    with catalog.write() as connection:
        # The deepest first: a folder that still holds anything stays.
        while hot(
            connection,
            "DELETE FROM folders WHERE missing_since < ? AND NOT EXISTS (SELECT 1 FROM files WHERE files.folder_id = folders.id)"
            " AND NOT EXISTS (SELECT 1 FROM folders f WHERE f.parent_id = folders.id)",
            (before,),
        ).rowcount:
            pass
        hot(connection, "DELETE FROM contents WHERE NOT EXISTS (SELECT 1 FROM files WHERE files.content_id = contents.id)")
        hot(connection, "DELETE FROM alarms WHERE cleared < ?", (before,))
        hot(connection, "DELETE FROM runs WHERE started < ?", (before,))
    return forgotten


def forget_roots(catalog: Catalog, kept: Collection[int]) -> int:
    """Let go of roots that are no longer kept: their files are gone from now on, and such a root itself when none is left.

    Return how many roots were removed. What is gone is forgotten by `forget`, after the same time as all else.
    """
    some = marks(len(kept))
    with catalog.read() as connection:
        left = [row[0] for row in hot(connection, f"SELECT id FROM roots WHERE id NOT IN ({some})", tuple(kept))]
    removed = 0
    for root in left:
        while _let_go(catalog, root):
            pass
        with catalog.write() as connection:
            hot(
                connection,
                "UPDATE folders SET missing_since = ?, due = 0 WHERE root_id = ? AND missing_since IS NULL",
                (catalog.now, root),
            )
            empty = "NOT EXISTS (SELECT 1 FROM files f JOIN folders d ON d.id = f.folder_id WHERE d.root_id = roots.id)"
            removed += hot(connection, f"DELETE FROM roots WHERE id = ? AND {empty}", (root,)).rowcount
    return removed


def _let_go(catalog: Catalog, root: int) -> bool:
    with catalog.write() as connection:
        done = hot(
            connection,
            "UPDATE files SET missing_since = ?, due = 0 WHERE id IN (SELECT f.id FROM files f JOIN folders d ON d.id = f.folder_id"
            " WHERE d.root_id = ? AND f.missing_since IS NULL LIMIT ?)",
            (catalog.now, root, _STEP),
        )
    return done.rowcount == _STEP
