"""The roots of the catalogue: what each is known by, whether it may be processed, and how far its crawl is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, select, update

from scanner.catalog import schema
from scanner.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class RootRow:
    """A root. `path` is absolute and real; times in ns; `files` were present after the last complete crawl that was believed.

    What it is known by (`device`, `system`, `mount_point`, `marker`) means nothing before `crawl_done`.
    """

    id: int
    path: bytes
    name: str
    device: int
    mount_point: int
    system: int
    marker: str | None
    suspended: str | None
    crawl_started: int | None
    crawl_cursor: bytes | None
    crawl_known: int | None
    crawl_seen: int | None
    crawl_done: int | None
    files: int


def add(catalog: Catalog, path: bytes, name: str = "") -> RootRow:
    """Return the root with this real path, made where it is missing; a new name replaces the old one."""
    table = schema.roots
    with catalog.write() as connection:
        row = connection.execute(select(table).where(table.c.path == path)).first()
        if row is None:
            connection.execute(insert(table).values(path=path, name=name, added=catalog.now))
        elif row.name != name:
            connection.execute(update(table).where(table.c.id == row.id).values(name=name))
        return _root(connection.execute(select(table).where(table.c.path == path)).one())


def every(connection: Connection) -> list[RootRow]:
    """Return all roots in the order they were added."""
    return [_root(row) for row in connection.execute(select(schema.roots).order_by(schema.roots.c.id))]


def one(connection: Connection, root_id: int) -> RootRow:
    """Return a root."""
    return _root(connection.execute(select(schema.roots).where(schema.roots.c.id == root_id)).one())


def suspend(catalog: Catalog, root_id: int, why: str | None) -> None:
    """Stop the processing of a root until the reason is taken away again with None."""
    _set(catalog, root_id, suspended=why)


def identify(catalog: Catalog, root_id: int, *, device: int, system: int, mount_point: bool, marker: str | None) -> None:
    """Keep by what the real root is known: its device, its file system, and the digest of its marker file."""
    _set(
        catalog, root_id, device=schema.signed(device), system=schema.signed(system), mount_point=int(mount_point), marker=marker
    )


def confirm(catalog: Catalog, root_id: int) -> None:
    """Take what a root is from now on for what it should be: its next crawl is its first one, as far as guards are concerned."""
    _set(catalog, root_id, suspended=None, crawl_done=None, crawl_started=None, crawl_cursor=None, files=0, marker=None)


def forget_size(catalog: Catalog, root_id: int) -> None:
    """Let the next crawl count anew how many files there are, because what is left out has changed."""
    _set(catalog, root_id, files=0)


def _set(catalog: Catalog, root_id: int, **values: object) -> None:
    with catalog.write() as connection:
        connection.execute(update(schema.roots).where(schema.roots.c.id == root_id).values(**values))


def _root(row: Row[tuple[object, ...]]) -> RootRow:
    values = {name: getattr(row, name) for name in RootRow.__dataclass_fields__}
    return RootRow(**values | {"device": schema.unsigned(row.device), "system": schema.unsigned(row.system)})
