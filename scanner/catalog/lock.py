"""One writer: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

from scanner.catalog.errors import CatalogBusy, CatalogError

_ADVISORY = 0x646F7373  # our number among PostgreSQL's advisory locks of this database


@contextmanager
def file_lock(path: str, does: str = "writes in this catalogue") -> Iterator[None]:
    """Hold the lock file at `path` (0600, made when missing); `does` says what of. Raises CatalogBusy when another process does."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise CatalogError(
            f"{path}: the lock of the catalogue cannot be made ({error.strerror}); check path and rights"
        ) from None
    try:
        if not _taken(descriptor):
            raise CatalogBusy(f"{path}: another dossierwacht {does}; only one may, end it first")
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def server_lock(engine: Engine, name: str) -> Iterator[None]:
    """Hold PostgreSQL's advisory lock for this catalogue on a connection of its own. Raises CatalogBusy."""
    connection = engine.connect()
    try:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _ADVISORY}).scalar():
            raise CatalogBusy(f"{name}: another dossierwacht writes in this catalogue; only one may, end it first")
        connection.commit()
        yield
    finally:
        connection.invalidate()
        connection.close()
