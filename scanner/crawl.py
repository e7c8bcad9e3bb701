"""The crawl: list a root folder by folder, in bounded memory, and write what differs from the catalogue.

It may be stopped at any folder, or killed at any moment, and goes on there. Events are hints; this is the truth.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from scanner.catalog import roots
from scanner.catalog.observer import Counts, FolderState, Observer
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Catalog, hot
from scanner.model import Code, Problem
from scanner.tree.listing import ALL, Compare, Excluded, Key, Listing, listings

_FLUSH_SECONDS = 0.25  # how long others who write may have to wait
_CURSOR_SECONDS = 2.0  # how much of a crawl without changes is done again after a kill


@dataclass(frozen=True, slots=True)
class Options:
    """How a root is crawled. `own` are (device, inode) of what the product writes; the catalogue's own files are added to them."""

    excluded: Excluded | None = None
    own: Collection[Key] = frozenset()
    compare: Compare = ALL


DEFAULTS = Options()


@dataclass(slots=True)
class CrawlReport:
    """What a crawl saw. Of a resumed one `known`, `files` and `started` count from its first beginning, the rest from its last.

    `files` are present: listed, or known in folders that could not be listed. With `problem` the root itself could not be listed and
    nothing has been changed. Times are nanoseconds since 1970.
    """

    root_id: int
    started: int
    known: int = 0
    files: int = 0
    folders: int = 0
    unreachable: int = 0
    other_entries: int = 0
    excluded: int = 0
    counts: Counts = field(default_factory=Counts)
    complete: bool = False
    believed: bool = True
    problem: Problem | None = None


def crawl(
    catalog: Catalog,
    root: RootRow,
    options: Options = DEFAULTS,
    stop: Callable[[], bool] = lambda: False,
    believe: Callable[[CrawlReport], bool] = lambda report: True,
) -> CrawlReport:
    """Bring the catalogue up to date with a root, going on where an earlier crawl was interrupted.

    `stop()` is asked before each folder; it may also wait, to be gentle. At the end `believe(report)` says whether what was counted may
    become what the root is known by; if not, files that were not met are noted as gone, and nothing else follows from it.
    Raises CatalogFull and the like: what is not written is done again.
    """
    root = _begin(catalog, root.id)
    cursor = root.crawl_cursor
    report = CrawlReport(root.id, root.crawl_started or catalog.now, root.crawl_known or 0, root.crawl_seen or 0)
    order = _order(cursor) if cursor is not None else ()

    def wanted(path: bytes) -> bool:
        return cursor is None or _order(path) > order or path == cursor or cursor.startswith(path + b"/")

    if _Round(catalog, root, options, report, live=False).run(b"", wanted, stop, cursor):
        _end(catalog, report, believe)
    return report


def recrawl(
    catalog: Catalog, root: RootRow, path: bytes, options: Options = DEFAULTS, stop: Callable[[], bool] = lambda: False
) -> CrawlReport:
    """Look at a folder and all below it again, while events tell that something there may have been missed.

    What differs is read before all else. Stopped before its end it leaves no trace of how far it came: ask for it again.
    """
    report = CrawlReport(root.id, catalog.now)
    report.complete = _Round(catalog, root, options, report, live=True).everything(path, stop)
    return report


def revisit(catalog: Catalog, root: RootRow, folders: Collection[bytes], options: Options = DEFAULTS) -> CrawlReport:
    """Look at some folders of a root again, and at all below them that is new: what an event tells, or an overflow.

    What differs is read before all else. A folder that is no longer there is looked for in the one above it.
    """
    report = CrawlReport(root.id, catalog.now)
    round_ = _Round(catalog, root, options, report, live=True)
    done: set[bytes] = set()
    for path in sorted(folders):
        round_.revisit(path, done)
    report.complete = report.problem is None
    return report


class _Round:
    """One passage over a root or a part of it."""

    def __init__(self, catalog: Catalog, root: RootRow, options: Options, report: CrawlReport, *, live: bool) -> None:
        self._root, self._report, self._options, self._live = root, report, options, live
        self._own = frozenset(options.own) | catalog.own()
        self._observer = Observer(catalog, root.id, options.compare, live=live)
        report.counts = self._observer.counts
        self._expected: dict[bytes, tuple[int | None, FolderState | None]] = {}
        self._vanished = False

    def run(
        self, start: bytes, wanted: Callable[[bytes], bool], stop: Callable[[], bool] = lambda: False, cursor: bytes | None = None
    ) -> bool:
        """Crawl what is `wanted` from the folder `start` on; return whether it came to the end."""
        observer, report = self._observer, self._report
        again = _order(cursor) if cursor is not None else None  # folders up to there have been counted

        def enter(path: bytes) -> bool:
            if wanted(path):
                return True
            self._expected.pop(path, None)
            return False

        if start not in self._expected:
            self._expected[start] = (None, observer.state(start))
        written = begun = time.monotonic()
        for listing in listings(self._root.path, self._options.excluded, self._own, self._options.compare, enter, start):
            if listing.problem is not None and not listing.path:
                report.problem = listing.problem
                return False
            counted = again is not None and _order(listing.path) <= again
            self._take(listing, begun, counted=counted)
            reached = cursor if counted else listing.path
            begun = time.monotonic()
            if observer.full or begun - written > (_FLUSH_SECONDS if observer.pending else _CURSOR_SECONDS):
                self._flush(reached)
                written = begun
            if stop():
                self._flush(reached)
                return False
        self._flush(None)
        return True

    def everything(self, path: bytes, stop: Callable[[], bool]) -> bool:
        """Crawl a folder with all below it, or the nearest one above that is known; return whether it came to the end."""
        path, state = self._nearest(path)
        self._expected[path] = (None, state)
        return self.run(path, lambda _: True, stop)

    def _nearest(self, path: bytes) -> tuple[bytes, FolderState | None]:
        state = self._observer.state(path)
        while path and (state is None or state.missing):
            path = path.rpartition(b"/")[0]
            state = self._observer.state(path)
        return path, state

    def revisit(self, path: bytes, done: set[bytes]) -> None:
        """Look at one folder, and at what is new below it; when it is gone, at the one above it."""
        path, state = self._nearest(path)
        if path in done:
            return
        done.add(path)
        self._expected[path] = (None, state)
        self._vanished = False
        self.run(path, self._is_new)
        self._expected.clear()
        if path and self._vanished:
            self.revisit(path.rpartition(b"/")[0], done)

    def _is_new(self, path: bytes) -> bool:
        state = self._expected[path][1]
        return state is None or state.missing

    def _take(self, listing: Listing, begun: float, *, counted: bool) -> None:
        observer, report, path = self._observer, self._report, listing.path
        self._vanished = listing.problem is not None and listing.problem.code is Code.VANISHED
        parent_id, state = self._expected.pop(path, (None, None))
        if not counted:
            report.folders += 1
            report.files += len(listing.files)
            report.other_entries += listing.other_entries
            report.excluded += listing.excluded
            report.unreachable += len(listing.unknown) + (listing.problem is not None and not self._vanished)
        digest = listing.digest()
        folder_id = state.id if state else None
        if state is None or state.listing != digest or listing.problem is not None:
            folder_id = observer.see(listing, digest, state, parent_id, begun)
        if listing.folders:
            known = observer.children(state.id) if state else {}
            prefix = path + b"/" if path else b""
            for name in listing.folders:
                self._expected[prefix + name] = (folder_id, known.get(prefix + name))

    def _flush(self, reached: bytes | None) -> None:
        self._observer.flush(None if self._live else reached, self._report.files)


def _order(path: bytes) -> tuple[bytes, ...]:
    """The place of a folder in the order of a crawl: each before those in it, names in byte order."""
    return tuple(path.split(b"/")) if path else ()


def _begin(catalog: Catalog, root_id: int) -> RootRow:
    """Note that a crawl is under way, unless one is already, which then goes on."""
    with catalog.write() as connection:
        hot(
            connection,
            "UPDATE roots SET crawl_started = ?, crawl_cursor = NULL, crawl_known = files, crawl_seen = 0"
            " WHERE id = ? AND crawl_started IS NULL",
            (catalog.now, root_id),
        )
        return roots.one(connection, root_id)


def _end(catalog: Catalog, report: CrawlReport, believe: Callable[[CrawlReport], bool]) -> None:
    report.complete = True
    with catalog.read() as connection:
        gaps = "SELECT 1 FROM problems p JOIN folders d ON d.id = p.folder_id WHERE d.root_id = ? LIMIT 1"
        if hot(connection, gaps, (report.root_id,)).first():
            report.files = hot(
                connection,
                "SELECT count(*) FROM files f JOIN folders d ON d.id = f.folder_id WHERE d.root_id = ? AND f.missing_since IS NULL",
                (report.root_id,),
            ).scalar_one()
    report.believed = believe(report)
    with catalog.write() as connection:
        if report.believed:
            hot(connection, "UPDATE roots SET crawl_done = crawl_started, files = ? WHERE id = ?", (report.files, report.root_id))
        hot(connection, "UPDATE roots SET crawl_started = NULL, crawl_cursor = NULL WHERE id = ?", (report.root_id,))
