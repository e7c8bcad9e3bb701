"""Holds: nothing that one covers is deleted before a person releases it. They are never removed, only released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from scanner.catalog import schema
from scanner.catalog.store import Catalog
from scanner.tree.names import as_text

SCOPES = ("dossier", "class", "folder")


@dataclass(frozen=True, slots=True)
class Hold:
    """What is held (of scope `folder` the subject is the absolute path of a file, or of a folder with all below it), why, by whom; times in ns."""

    id: int
    scope: str
    subject: str
    reason: str
    person: str
    given: int
    released: int | None = None
    released_by: str | None = None
    released_why: str | None = None


class Holds:
    """The holds that stand, ready to be asked for many files."""

    def __init__(self, holds: Iterable[Hold]) -> None:
        self._by: dict[str, dict[str, list[str]]] = {scope: {} for scope in SCOPES}
        for hold in holds:
            self._by[hold.scope].setdefault(hold.subject, []).append(hold.reason)

    def __bool__(self) -> bool:
        return any(self._by.values())

    def on(self, *, dossier: str = "", document_class: str = "", path: bytes = b"") -> tuple[str, ...]:
        """Return the reasons of all holds that cover a file; `path` is its absolute path."""
        found = [
            *(self._by["dossier"].get(dossier, ()) if dossier else ()),
            *self._by["class"].get(document_class, ()),
        ]
        if self._by["folder"]:
            above = as_text(path)
            while above:
                found += self._by["folder"].get(above, ())
                above = above.rpartition("/")[0]
        return tuple(found)


def standing(connection: Connection) -> list[Hold]:
    """Return the holds that are not released, the oldest first."""
    return _holds(connection, schema.holds.c.released.is_(None))


def every(connection: Connection) -> list[Hold]:
    """Return all holds there ever were."""
    return _holds(connection, schema.holds.c.id > 0)


def put(catalog: Catalog, scope: str, subject: str, reason: str, person: str) -> int:
    """Put a hold; return its number."""
    values = {
        "scope": scope,
        "subject": subject.rstrip("/") if scope == "folder" else subject,
        "reason": reason,
        "person": person,
    }
    with catalog.write() as connection:
        new = insert(schema.holds).values(given=catalog.now, **values).returning(schema.holds.c.id)
        return int(connection.execute(new).scalar_one())


def release(catalog: Catalog, hold: int, why: str, person: str) -> bool:
    """Release a hold; return whether there was one that stood."""
    table = schema.holds
    with catalog.write() as connection:
        done = connection.execute(
            update(table)
            .where(table.c.id == hold, table.c.released.is_(None))
            .values(released=catalog.now, released_by=person, released_why=why)
        )
        return bool(done.rowcount)


def _holds(connection: Connection, where: object) -> list[Hold]:
    rows = connection.execute(select(schema.holds).where(where).order_by(schema.holds.c.id))  # type: ignore[arg-type]
    return [Hold(**dict(row._mapping)) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name for it
