"""Forgetting: the catalogue keeps what is gone only as long as it was told to."""

from __future__ import annotations

from scanner.catalog.store import Catalog, hot

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
