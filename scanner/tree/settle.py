"""From events to hints: what changed is told when it has been quiet for a while, once per path, in bounded memory.

Events are hints, the crawl is the truth. Nothing here proves that a file exists, is complete or is gone.
"""

from __future__ import annotations

import heapq
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from scanner.tree.hints import Change, Hint, Left, Look, Seen, Settled, Subtree, parent_of, temporary

Key = tuple[bool, int, bytes]  # is folder, root, path


@dataclass(slots=True)
class _Waiting:
    """One path between its first event and its hint; times on the monotonic clock, in seconds."""

    first: float
    last: float
    due: float
    fresh: bool = False  # did not exist before this wait, and no crawl can have seen it
    open: bool = False  # who created it has not closed it
    gone: bool = False
    deep: bool | None = None  # of a folder: crawl with all below, or only itself; None: it left
    seen: Seen | None = None
    version: int = 0


@dataclass(slots=True)
class Pending:
    """What waits to settle. Thread-safe; one thread adds what events say, others take hints.

    `settle` is the quiet time in seconds. A file that is still open, or has a temporary name, waits longer; one that is
    saved over and over is told at the latest after sixty times `settle`. Two looks, half a `settle` apart, must agree.
    More than `most_in_folder` files of one folder become one shallow Subtree; more than `most` paths in all become one
    deep Subtree per root. A path whose hint was taken gives no other hint until `done`.
    """

    look: Look
    settle: float = 1.0
    most: int = 20_000
    most_in_folder: int = 500
    clock: Callable[[], float] = time.monotonic
    _waiting: dict[Key, _Waiting] = field(default_factory=dict)
    _files: dict[tuple[int, bytes], set[bytes]] = field(default_factory=dict)
    _deep: int = 0
    _heap: list[tuple[float, Key]] = field(default_factory=list)
    _taken: set[Key] = field(default_factory=set)
    _looking: Counter[int] = field(default_factory=Counter)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def __len__(self) -> int:
        return len(self._waiting)

    def file(self, root: int, path: bytes, change: Change) -> None:
        """Take in an event of a file."""
        with self._changed:
            now = self.clock()
            key = (False, root, path)
            waiting = self._waiting.get(key)
            if waiting is None:
                if change is not Change.CREATED and self._absorbed(root, path, now):
                    return
                appears = change is Change.CREATED or (change is Change.ARRIVED and temporary(path))
                waiting = _Waiting(now, now, now, fresh=appears and not self._being_crawled(root, path))
                self._waiting[key] = waiting
                self._files.setdefault((root, parent_of(path)), set()).add(path)
            waiting.last, waiting.seen = now, None
            waiting.version += 1
            waiting.gone = change is Change.GONE
            if change is not Change.TOUCHED:
                waiting.open = change is Change.CREATED
            due = now + self.settle / 2
            self._schedule(key, waiting, due if waiting.open else max(now, min(due, waiting.first + 60 * self.settle)))
            self._fold(root, parent_of(path), now)

    def crawl(self, root: int, path: bytes, *, deep: bool = True) -> None:
        """Ask for a folder to be crawled again."""
        with self._changed:
            self._crawl(root, path, deep=deep, now=self.clock())
            self._bound(self.clock())

    def folder_left(self, root: int, path: bytes) -> None:
        """Take in that a folder, with all below it, is no longer in view."""
        with self._changed:
            now = self.clock()
            self._put_folder((True, root, path), None, now)
            self._bound(now)

    @contextmanager
    def looking(self, root: int) -> Iterator[None]:
        """Say that somebody lists folders of a root: what is there meanwhile cannot vanish without a word."""
        with self._changed:
            self._looking[root] += 1
            for (is_folder, number, _), waiting in self._waiting.items():
                if number == root and not is_folder:
                    waiting.fresh = False
        try:
            yield
        finally:
            with self._changed:
                self._looking[root] -= 1

    def take(self) -> Hint | None:
        """Return the next hint that is due, or None; the caller says `done` with it when the work is finished."""
        while True:
            with self._changed:
                now = self.clock()
                if not self._heap or self._heap[0][0] > now:
                    return None
                due, key = heapq.heappop(self._heap)
                waiting = self._waiting.get(key)
                if waiting is None or waiting.due != due:
                    continue  # told already, or moved to another moment that has its own place in the heap
                if key in self._taken:
                    self._schedule(key, waiting, now + self.settle / 2)
                    continue
                if key[0]:
                    hint = self._judge_folder(key, waiting, now)
                    if hint is not None:
                        return hint
                    continue
                version = waiting.version
            seen = self.look(key[1], key[2])
            with self._changed:
                if self._waiting.get(key) is not waiting:
                    continue
                if waiting.version != version:
                    continue  # an event came in between and gave it another moment
                hint = self._judge_file(key, waiting, seen, self.clock())
                if hint is not None:
                    return hint

    def get(self, timeout: float) -> Hint | None:
        """Wait at most `timeout` seconds for the next hint."""
        end = time.monotonic() + timeout
        while True:
            hint = self.take()
            if hint is not None:
                return hint
            with self._changed:
                left = end - time.monotonic()
                if left <= 0:
                    return None
                wait = min(left, self._heap[0][0] - self.clock()) if self._heap else left
                if wait > 0:
                    self._changed.wait(wait)

    def done(self, hint: Hint) -> None:
        """Say that the work for a hint is finished, well or not; the path may give hints again."""
        with self._changed:
            self._taken.discard((isinstance(hint, Subtree) or (isinstance(hint, Left) and hint.folder), hint.root, hint.path))
            self._changed.notify()

    def _judge_file(self, key: Key, waiting: _Waiting, seen: Seen | None, now: float) -> Hint | None:
        _, root, path = key
        if not waiting.open and self._covered(root, path):
            self._forget(key)
            return None
        if seen is None:
            if now < waiting.last + self.settle:
                self._schedule(key, waiting, waiting.last + self.settle)
                return None
            self._forget(key)
            return None if waiting.fresh else self._give(key, Left(root, path))
        if waiting.seen is not None and waiting.seen != seen:
            waiting.last = now  # it changed without an event
        quiet = self.settle * (30 if temporary(path) else 10 if waiting.open else 1)
        end = waiting.last + quiet
        if not waiting.open and not temporary(path):
            end = min(end, waiting.first + 60 * self.settle)
        if waiting.seen != seen and waiting.first + 60 * self.settle > now:
            waiting.seen = seen
            self._schedule(key, waiting, max(end, now + self.settle / 2))
            return None
        waiting.seen = seen
        if now < end:
            self._schedule(key, waiting, end)
            return None
        self._forget(key)
        return self._give(key, Settled(root, path))

    def _judge_folder(self, key: Key, waiting: _Waiting, now: float) -> Hint | None:
        _, root, path = key
        end = min(waiting.last + self.settle, waiting.first + 30 * self.settle)
        if now < end:
            self._schedule(key, waiting, end)
            return None
        deep = waiting.deep
        self._forget(key)
        if deep is not None and self._covered(root, path):
            return None
        return self._give(key, Left(root, path, folder=True) if deep is None else Subtree(root, path, deep))

    def _give(self, key: Key, hint: Hint) -> Hint:
        self._taken.add(key)
        if isinstance(hint, Subtree):
            prefix = hint.path + b"/" if hint.path else b""
            for (is_folder, root, path), waiting in self._waiting.items():
                if not is_folder and root == hint.root and path.startswith(prefix):
                    waiting.fresh = False
        return hint

    def _being_crawled(self, root: int, path: bytes) -> bool:
        """Return whether somebody lists folders of the root, or works on a hint about one above, and may see this file any moment."""
        if self._looking[root]:
            return True
        while path:
            path = parent_of(path)
            if (True, root, path) in self._taken:
                return True
        return False

    def _crawl(self, root: int, path: bytes, *, deep: bool, now: float) -> None:
        key = (True, root, path)
        waiting = self._waiting.get(key)
        if waiting is None and self._absorbed(root, path, now):
            return
        self._put_folder(key, deep or bool(waiting and waiting.deep), now)

    def _put_folder(self, key: Key, deep: bool | None, now: float) -> None:
        waiting = self._waiting.setdefault(key, _Waiting(now, now, now))
        self._deep += bool(deep) - bool(waiting.deep)
        waiting.deep, waiting.last = deep, now
        self._schedule(key, waiting, min(now + self.settle, waiting.first + 30 * self.settle))

    def _schedule(self, key: Key, waiting: _Waiting, due: float) -> None:
        waiting.due = due
        heapq.heappush(self._heap, (due, key))
        if len(self._heap) > 4 * len(self._waiting) + 1024:
            self._heap = [(waiting.due, key) for key, waiting in self._waiting.items()]
            heapq.heapify(self._heap)
        if self._heap[0][1] == key:
            self._changed.notify()

    def _covering(self, root: int, path: bytes) -> Key | None:
        """Return the crawl that waits for a folder above, and will see this path."""
        above = parent_of(path)
        key = (True, root, above)
        waiting = self._waiting.get(key)
        if path and waiting is not None and waiting.deep is not None:
            return key
        while path and self._deep:
            key = (True, root, above)
            waiting = self._waiting.get(key)
            if waiting is not None and waiting.deep:
                return key
            if not above:
                return None
            above = parent_of(above)
        return None

    def _covered(self, root: int, path: bytes) -> bool:
        return self._covering(root, path) is not None

    def _absorbed(self, root: int, path: bytes, now: float) -> bool:
        key = self._covering(root, path)
        if key is None:
            return False
        waiting = self._waiting[key]
        waiting.last = now
        return True

    def _forget(self, key: Key) -> None:
        waiting = self._waiting.pop(key)
        is_folder, root, path = key
        if is_folder:
            self._deep -= bool(waiting.deep)
            return
        folder = (root, parent_of(path))
        files = self._files[folder]
        files.discard(path)
        if not files:
            del self._files[folder]

    def _fold(self, root: int, folder: bytes, now: float) -> None:
        files = self._files.get((root, folder), ())
        if len(files) > self.most_in_folder:
            for path in list(files):
                self._forget((False, root, path))
            self._crawl(root, folder, deep=False, now=now)
        self._bound(now)

    def _bound(self, now: float) -> None:
        if len(self._waiting) <= self.most:
            return
        for root in {key[1] for key in self._waiting}:
            keys = [key for key in self._waiting if key[1] == root]
            top = _common([key[2] if key[0] else parent_of(key[2]) for key in keys])
            for key in keys:
                self._forget(key)
            self._put_folder((True, root, top), deep=True, now=now)
        self._heap = [entry for entry in self._heap if entry[1] in self._waiting]
        heapq.heapify(self._heap)


def _common(folders: list[bytes]) -> bytes:
    """Return the deepest folder that holds all of these."""
    if b"" in folders:
        return b""
    return os.path.commonpath(folders)
