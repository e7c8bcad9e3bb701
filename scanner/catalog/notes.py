"""What the service remembers from one start to the next, a value of JSON under a key."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from scanner.catalog.schema import notes
from scanner.catalog.store import Catalog


def recall(connection: Connection, key: str) -> Any:
    """Return what is remembered under a key, None when nothing is."""
    kept = connection.execute(select(notes.c.kept).where(notes.c.key == key)).scalar()
    return None if kept is None else json.loads(kept)


def remember(catalog: Catalog, key: str, value: object) -> None:
    """Keep a value in the place of an earlier one; None forgets it."""
    with catalog.write() as connection:
        if value is None:
            connection.execute(delete(notes).where(notes.c.key == key))
        elif not connection.execute(update(notes).where(notes.c.key == key).values(kept=json.dumps(value))).rowcount:
            connection.execute(insert(notes).values(key=key, kept=json.dumps(value)))
