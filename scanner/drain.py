"""Read what the catalogue says is due, in supervised processes, and write the results in small transactions.

Nothing is lost or doubled when this ends, however it ends: a file is due until its result is written, in the same transaction.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from scanner import __version__
from scanner.catalog import queue, results
from scanner.catalog.queue import FolderItem, Item
from scanner.catalog.results import Read, kind_of
from scanner.catalog.store import Catalog
from scanner.crew import IDLE, Idle
from scanner.model import FileResult, FolderResult
from scanner.pipeline import Settings
from scanner.throttle import Budget, Hours, wait_for
from scanner.tree.walk import Folder
from scanner.workers import Candidate, Entry, judge_many

_BATCH = 200  # results that are written together
_BATCH_SECONDS = 0.3  # or what has come together in this time
_AHEAD = 256  # files that are asked of the catalogue at once
_GROUP = 8  # files that are noted as begun at once
_HELD = 1000  # files that wait for another one of their size
_LOOK_SECONDS = 0.2  # between two looks into an empty queue

Key = tuple[int, str]
"""Size and kind of a content: what has to be the same before two contents can be."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is read and how. `roots` are the catalogue's numbers of `settings.roots`, in the same order."""

    settings: Settings
    judgement: int
    roots: tuple[int, ...]
    workers: int = 1
    files_per_worker: int = 2000
    bytes_per_second: int = 0
    """0 is without limit."""
    quiet: Sequence[Hours] = ()
    """Hours of local time in which nothing new is begun."""
    stay: bool = False
    """Wait for more when nothing is due, with the processes kept ready."""


@dataclass(slots=True)
class DrainReport:
    """What has been done so far; another thread may look at it. `read_bytes` are those of the files that were read."""

    files: int = 0
    read_bytes: int = 0
    known: int = 0
    """Files whose content had been judged before."""
    again: int = 0
    """Files that changed while they were read, and are read once more."""
    vanished: list[tuple[int, bytes]] = field(default_factory=list)
    """Root and path of folders in which a file was not there any more; whoever lists them again may empty this."""
    under_way: int = 0
    resting: bool = False
    """It is waiting, for quiet hours or for the limit of bytes."""


def judgement_of(catalog: Catalog, settings: Settings, rules_digest: str) -> int:
    """Return the catalogue's number for verdicts under these rules, this version and those settings that change verdicts."""
    told = json.dumps(
        [
            rules_digest,
            __version__,
            settings.limits.model_dump(),
            settings.ocr,
            sorted(settings.allow),
            hashlib.sha256(settings.key).hexdigest(),
        ]
    )
    return results.judgement(catalog, hashlib.sha256(told.encode()).hexdigest(), rules_digest, __version__)


def drain(
    catalog: Catalog, work: Work, stop: Callable[[], bool] = lambda: False, report: DrainReport | None = None
) -> DrainReport:
    """Read until nothing is due (or for ever, with `stay`), or until `stop()`, which is asked several times a second.

    Raises CatalogFull and the like; what was not written is read again next time.
    """
    return _Drain(catalog, work, stop, report or DrainReport()).run()


class _Stopped(Exception):
    """Whoever called wants it to end."""


class _Drain:
    def __init__(self, catalog: Catalog, work: Work, stop: Callable[[], bool], report: DrainReport) -> None:
        self._catalog, self._work, self._stop, self._report = catalog, work, stop, report
        self._ahead: deque[Item] = deque()  # asked of the catalogue
        self._ahead_folders: deque[FolderItem] = deque()
        self._begun: deque[Item] = deque()  # and noted there as begun
        self._held: deque[Item] = deque()  # and waiting for one of their size
        self._out: dict[int, tuple[Item, int]] = {}  # files in the processes, by number, and since when (ns)
        self._folders: dict[tuple[int, bytes], FolderItem] = {}  # folders there
        self._by_place: dict[tuple[int, bytes], int] = {}
        self._same: Counter[Key] = Counter()  # files in the processes by key
        self._various: set[Key] = set()  # keys of which there are different contents, so that waiting seldom pays
        self._fresh: dict[Key, set[str]] = {}  # contents that are read and not written yet
        self._reads: list[Read] = []
        self._names: list[tuple[FolderItem, FolderResult | None]] = []
        self._written = self._looked = time.monotonic()
        self._empty = False
        self._budget = Budget(work.bytes_per_second)
        self._rest = 0.0  # until then (monotonic)

    def run(self) -> DrainReport:
        work = self._work
        judged = judge_many(self._entries(), work.settings, work.workers, work.files_per_worker, self._beat)
        try:
            for entry, result in judged:
                self._take(entry, result)
                if len(self._reads) >= _BATCH:
                    self._write()
        except _Stopped:
            pass
        finally:
            judged.close()  # type: ignore[attr-defined]
        self._write()
        queue.given_back(self._catalog, [*self._out, *(item.id for item in (*self._begun, *self._held))])
        return self._report

    def _beat(self) -> None:
        """What is to be done often, also when all processes are busy for long."""
        if self._stop():
            raise _Stopped
        if (self._reads or self._names) and time.monotonic() - self._written > _BATCH_SECONDS:
            self._write()

    def _entries(self) -> Iterator[Entry | Idle]:
        while True:
            self._report.resting = self._resting()
            entry = None if self._report.resting else self._next()
            self._report.under_way = len(self._out)
            if entry is not None:
                yield entry
            elif self._done() and not self._work.stay:
                return
            else:
                yield IDLE

    def _done(self) -> bool:
        busy = self._out or self._folders or self._ahead or self._begun or self._held or self._report.resting
        if busy or self._reads or self._names:
            return False
        return self._empty

    def _resting(self) -> bool:
        if time.monotonic() < self._rest:
            return True
        if self._work.quiet and (wait := wait_for(datetime.now().astimezone(), self._work.quiet)):
            self._rest = time.monotonic() + min(wait.total_seconds(), 30)
            return True
        return False

    def _next(self) -> Entry | None:
        """Return what is to be read next, or None when there is nothing at the moment."""
        if self._ahead_folders:
            return self._folder()
        for _ in range(len(self._held)):
            item = self._held.popleft()
            if self._free(item):
                return self._given(item)
            self._held.append(item)
        while len(self._held) < _HELD:
            if not self._begun and not self._group():
                return self._folder() if self._ahead_folders else self._suspect()
            item = self._begun.popleft()
            if self._free(item):
                return self._given(item)
            self._held.append(item)
        return None

    def _group(self) -> bool:
        if not self._ahead and not self._look():
            return False
        group = [self._ahead.popleft() for _ in range(min(_GROUP, len(self._ahead)))]
        queue.begun(self._catalog, [item.id for item in group])
        self._begun += group
        return True

    def _look(self) -> bool:
        """Ask the catalogue what is due, not more often than makes sense."""
        if self._empty and time.monotonic() - self._looked < _LOOK_SECONDS:
            return False
        # What is read and not written yet is due as well, as far as the catalogue knows.
        mine = {*self._out, *(read.item.id for read in self._reads), *(item.id for item in self._held)}
        found = queue.following(self._catalog, self._work.roots, _AHEAD + len(mine))
        self._ahead += [item for item in found if item.id not in mine][:_AHEAD]
        if not (self._folders or self._names or self._ahead_folders):
            self._ahead_folders += queue.folders(self._catalog, self._work.roots, _AHEAD)
        self._looked, self._empty = time.monotonic(), not (self._ahead or self._ahead_folders)
        return bool(self._ahead)

    def _suspect(self) -> Entry | None:
        """Return a file that may be what ends the service, when there is nothing else to be lost."""
        if self._out or self._held or self._reads or not self._empty:
            return None
        for item in queue.suspects(self._catalog, self._work.roots, 1):
            self._empty = False
            if item.attempts >= queue.GIVE_UP:
                self._reads.append(Read(item, results.give_up(item), self._catalog.now))
                self._write()
                continue
            queue.begun(self._catalog, [item.id])
            return self._given(item)
        return None

    def _folder(self) -> Folder:
        item = self._ahead_folders.popleft()
        index = self._work.roots.index(item.folder.root)
        self._folders[index, item.folder.path] = item
        return replace(item.folder, root=index)

    def _free(self, item: Item) -> bool:
        key = _key(item)
        return not self._same[key] or key in self._various

    def _given(self, item: Item) -> Candidate:
        key, now = _key(item), self._catalog.now
        index = self._work.roots.index(item.identity.root)
        known = queue.known_contents(self._catalog, self._work.judgement, *key) | self._fresh.get(key, set())
        self._same[key] += 1
        self._out[item.id] = (item, now)
        self._by_place[index, item.identity.path] = item.id
        wait = self._budget.spend(item.identity.size, time.monotonic())
        self._rest = max(self._rest, time.monotonic() + wait) if wait else self._rest
        return Candidate(replace(item.identity, root=index), frozenset(known))

    def _take(self, entry: Entry, result: FileResult | FolderResult | None) -> None:
        if isinstance(entry, Candidate) and isinstance(result, FileResult):
            item, begun = self._out.pop(self._by_place.pop((entry.identity.root, entry.identity.path)))
            key = _key(item)
            self._same[key] -= 1
            if not self._same[key]:
                del self._same[key]
            if result.sha256 is not None and not result.known:
                self._fresh.setdefault(key, set()).add(result.sha256)
                if entry.known:
                    self._various.add(key)
            self._reads.append(Read(item, result, begun))
            self._report.read_bytes += item.identity.size
            self._report.known += result.known
        elif not isinstance(entry, Candidate) and not isinstance(result, FileResult):
            self._names.append((self._folders.pop((entry.root, entry.path)), result))

    def _write(self) -> None:
        reads, names = self._reads, self._names
        if reads:
            done = results.record(self._catalog, self._work.judgement, reads)
            self._report.files += done.kept
            self._report.again += done.again
            self._report.vanished += done.vanished
        if names:
            results.record_folders(self._catalog, self._work.judgement, names)
        self._reads, self._names = [], []
        self._empty = False  # what has to be read again is due once more
        self._fresh.clear()
        if len(self._various) > _HELD * 10:
            self._various.clear()
        self._written = time.monotonic()


def _key(item: Item) -> Key:
    return item.identity.size, kind_of(item.identity.path)
