"""What can go wrong with the catalogue itself, each with the one line for the administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from scanner.errors import DossierwachtError


class CatalogError(DossierwachtError):
    """The catalogue cannot be opened or used."""


class CatalogBusy(CatalogError):
    """Another process writes in this catalogue."""


class CatalogFull(CatalogError):
    """There is no room to write; nothing of the present step was kept, and it may be tried again when there is."""


class CatalogDamaged(CatalogError):
    """The database is not sound."""


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn a failure of the database into one of the above; `name` is the catalogue's. The texts hold no data."""
    try:
        yield
    except DBAPIError as error:
        raise _failure(error, name) from None


def _failure(error: DBAPIError, name: str) -> CatalogError:
    original = error.orig
    code = getattr(original, "sqlite_errorname", None) or getattr(original, "sqlstate", None) or type(original).__name__
    if code.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHM", "53100")):
        return CatalogFull(f"{name}: no room to write in the catalogue; make room on its disk, scanning goes on by itself")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")):
        return CatalogBusy(f"{name}: another program holds the catalogue; end it and try again")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002")):
        return CatalogDamaged(f"{name}: the catalogue is damaged ({code}); restore it from a backup, or remove it to begin anew")
    if code.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "28", "3D")):
        return CatalogError(f"{name}: the catalogue cannot be opened ({code}); check path and rights")
    return CatalogError(f"{name}: the catalogue cannot be used ({code}); check its disk, or the database's server")
