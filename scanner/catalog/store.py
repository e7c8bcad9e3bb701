"""The catalogue as one object: opened once, written by one, read by many."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, CursorResult, Engine
from sqlalchemy.engine import URL

from scanner.catalog import database
from scanner.catalog.errors import CatalogError, told
from scanner.catalog.lock import file_lock, server_lock

__all__ = ["Catalog", "Connection", "hot", "joined", "marks"]
_REMEMBERED = 10_000  # listings; one is older than another for some seconds at most


class Catalog:
    """What is known about the roots. Threads may share it; the writer's transactions follow one another.

    A context manager: leaving it closes the connections and gives the writer's lock back.
    """

    def __init__(self, engine: Engine, name: str, closing: ExitStack, clock: Callable[[], int], *, writer: bool) -> None:
        self.name = name
        self.writer = writer
        self._engine, self._closing, self._clock = engine, closing, clock
        self._immediate = engine.execution_options(immediate=True)
        self._turn = threading.RLock()
        self._folder_id = 0
        self._listings: dict[int, float] = {}

    @classmethod
    def open(cls, url: str, *, writer: bool = True, alone: bool = True, clock: Callable[[], int] = time.time_ns) -> Self:
        """Open the catalogue at a URL of SQLAlchemy (`sqlite:////path/catalog.db`, `postgresql+psycopg://…`).

        The writer makes it where it is missing (file 0600, folder 0700) and brings its tables up to date; a reader changes nothing.
        A writer that is not `alone` is a command beside the service: it writes a few rows, and neither makes nor renews tables.
        `clock` gives nanoseconds since 1970. Raises CatalogBusy when another process is the writer, CatalogError for all else.
        """
        parsed = database.parse(url)
        name = database.shown(parsed)
        with ExitStack() as stack:
            if parsed.drivername == "sqlite":
                _prepare(stack, parsed, writer and alone)
            engine = database.connect(parsed)
            stack.callback(engine.dispose)
            with told(name):
                if writer and alone and parsed.drivername != "sqlite":
                    stack.enter_context(server_lock(engine, name))
                catalog = cls(engine, name, stack, clock, writer=writer)
                catalog._make_current(alone=alone)
            catalog._closing = stack.pop_all()
            return catalog

    def _make_current(self, *, alone: bool) -> None:
        if self.writer and alone:
            with self.write() as connection:
                database.upgrade(connection, self.name)
            return
        with self.read() as connection:
            if database.revision(connection) != database.HEAD:
                raise CatalogError(f"{self.name}: the catalogue is of another version; start the service of this version once")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections and give the lock back."""
        self._closing.close()

    @property
    def engine(self) -> Engine:
        """The engine, for a library that keeps a table of its own beside ours."""
        return self._engine

    @property
    def now(self) -> int:
        """The time in nanoseconds since 1970."""
        return self._clock()

    def next_folder_id(self) -> int:
        """Return a number that no folder has: folders are written together with what is in them."""
        with self._turn:
            if not self._folder_id:
                with self.read() as connection:
                    self._folder_id = hot(connection, "SELECT coalesce(max(id), 0) FROM folders").scalar_one()
            self._folder_id += 1
            return self._folder_id

    def newest_listing(self, folder_id: int, begun: float) -> bool:
        """Return whether a listing begun then (`time.monotonic`) is the newest of that folder which changed anything, and note it."""
        with self._turn:
            if self._listings.get(folder_id, 0.0) > begun > 0:
                return False
            if len(self._listings) > _REMEMBERED:
                self._listings.clear()
            self._listings[folder_id] = begun
            return True

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed at the end, and rolled back as a whole by any exception.

        Raises CatalogFull, CatalogBusy, CatalogDamaged or CatalogError.
        """
        if not self.writer:
            raise CatalogError(f"{self.name}: opened for reading only")
        with self._turn, told(self.name), self._immediate.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the catalogue throughout."""
        with told(self.name), self._engine.connect() as connection:
            yield connection

    def check(self) -> list[str]:
        """Return what is wrong with the database, nothing when it is sound (SQLite; about a second per GB)."""
        with self.read() as connection:
            return database.check(connection)

    def own(self) -> frozenset[tuple[int, int]]:
        """Return (device, inode) of the catalogue's files as they are now, to be left out of a crawl."""
        url = self._engine.url
        if url.drivername != "sqlite" or not url.database:
            return frozenset()
        found = set()
        for ending in ("", "-wal", "-shm", ".lock"):
            try:
                status = os.stat(url.database + ending)
            except FileNotFoundError:
                continue
            found.add((status.st_dev, status.st_ino))
        return frozenset(found)


def _prepare(stack: ExitStack, url: URL, writer: bool) -> None:
    assert url.database is not None
    if writer:
        database.prepare_file(url.database)
        stack.enter_context(file_lock(url.database + ".lock"))
    elif not os.path.exists(url.database):
        raise CatalogError(f"{url.database}: there is no catalogue yet; start the service first")


def hot(connection: Connection, sql: str, values: Sequence[Any] = ()) -> CursorResult[*tuple[Any, ...]]:
    """Execute SQL with `?` for values, past SQLAlchemy's compiler: for the few statements that run for every file.

    `values` is one tuple, or a list of them for as many executions.
    """
    if connection.dialect.name != "sqlite":
        sql = sql.replace("?", "%s")
    if isinstance(values, list):
        return connection.exec_driver_sql(sql, values)
    return connection.exec_driver_sql(sql, tuple(values))


def marks(count: int) -> str:
    """Return `?, ?, …` for an IN list."""
    return ", ".join("?" * count)


def joined(folder: bytes, name: bytes) -> bytes:
    """Return the path of a file in a folder, of the root itself when that is empty; PostgreSQL gives memoryviews."""
    return bytes(folder) + b"/" + bytes(name) if folder else bytes(name)
