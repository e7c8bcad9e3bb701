"""The database under the catalogue: how it is opened, brought up to date and checked. SQLite, or PostgreSQL 15 and later."""

from __future__ import annotations

import os
import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from scanner.catalog.errors import CatalogError

HEAD = "0004"
"""The last step of `migrations/`."""
_BUSY_MS = 20_000
_CACHE_KB = 8_000  # for each of some connections


def parse(url: str) -> URL:
    """Return the parsed URL of a catalogue. Raises CatalogError unless it is SQLite's (with a file) or PostgreSQL's."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise CatalogError("the catalogue's URL cannot be read; write sqlite:////var/lib/dossierwacht/catalog.db") from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in ("sqlite", "postgresql+psycopg") or (parsed.drivername == "sqlite" and not parsed.database):
        raise CatalogError(f"a catalogue cannot lie in {parsed.drivername}; write sqlite:///FILE or postgresql+psycopg://…")
    return parsed


def shown(url: URL) -> str:
    """Return how the catalogue is called in messages: its file, or its URL without the password."""
    return url.database or "" if url.drivername == "sqlite" else url.render_as_string(hide_password=True)


def prepare_file(path: str) -> None:
    """Make the file of a SQLite catalogue (0600) and its folder (0700) where they are missing. Raises CatalogError."""
    try:
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isdir(folder):
            os.makedirs(folder, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        os.chmod(path, 0o600)  # SQLite gives -wal and -shm the same
    except OSError as error:
        raise CatalogError(f"{path}: the catalogue cannot be made ({error.strerror}); check path and rights") from None


def connect(url: URL) -> Engine:
    """Return the engine. Transactions that will write say so with the option `immediate`, so that none fails half-way for a lock."""
    if url.drivername == "sqlite":
        engine = create_engine(url, connect_args={"timeout": _BUSY_MS / 1000, "check_same_thread": False})
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True, connect_args={"application_name": "dossierwacht"})
    except (NoSuchModuleError, ModuleNotFoundError):
        raise CatalogError("PostgreSQL needs psycopg; install dossierwacht[postgresql]") from None


def _on_connect(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for pragma in (
        "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"cache_size=-{_CACHE_KB}", "temp_store=MEMORY",
        "trusted_schema=OFF",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _alembic(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "scanner.catalog:migrations")
    config.attributes["connection"] = connection
    return config


def revision(connection: Connection) -> str | None:
    """Return the last step that was taken, None in an empty database. Without Alembic, which takes longer to load than a look."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, name: str) -> None:
    """Bring the tables up to date in the connection's transaction. Raises CatalogError when they are of a newer version."""
    present = revision(connection)
    if present == HEAD:
        return
    from alembic import command
    from alembic.script import ScriptDirectory

    known = {step.revision for step in ScriptDirectory.from_config(_alembic()).walk_revisions()}
    if present is not None and present not in known:
        raise CatalogError(
            f"{name}: the catalogue was made by a newer dossierwacht (step {present}); install that or a later one"
        )
    command.upgrade(_alembic(connection), "head")


def check(connection: Connection) -> list[str]:
    """Return what is wrong with the database, nothing when it is sound. Takes about a second per GB on SQLite."""
    if connection.dialect.name != "sqlite":
        return []  # the server watches over its own pages
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [
        f"{row[0]}: row {row[1]} refers to nothing in {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return found
