"""What each event of the kernel means, taken in by the reading thread: as little as can be, so that its queue stays short."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from scanner.tree.hints import Change
from scanner.tree.settle import Pending
from scanner.tree.watch_folders import Folders

PAIR = 1.0  # seconds a folder that was moved away may take to turn up under its new name

# inotify(7), <sys/inotify.h>; part of the kernel's interface, so they are the same everywhere.
ATTRIBUTES, CLOSED, MOVED_FROM, MOVED_TO = 0x4, 0x8, 0x40, 0x80
CREATED, DELETED, SELF_MOVED = 0x100, 0x200, 0x800
UNMOUNTED, OVERFLOW, IGNORED, IS_FOLDER = 0x2000, 0x4000, 0x8000, 0x40000000
FOLDERS_ONLY, NOT_UNLINKED = 0x1000000, 0x4000000
MOST_NEW = 100_000  # new folders that may wait to be planted; with more, all watches are set anew

_FILE = {
    CREATED: Change.CREATED,
    CLOSED: Change.CLOSED,
    ATTRIBUTES: Change.TOUCHED,
    MOVED_TO: Change.ARRIVED,
    MOVED_FROM: Change.GONE,
    DELETED: Change.GONE,
}


class Events:
    """Events in, changes to `Pending` out; what needs walking is left to the keeper's thread.

    `skipped(root, path, is_folder)` names what never gives a hint; `adopt(parent's watch, root, path)` watches a folder
    that appeared and returns whether that was all.
    """

    def __init__(
        self,
        folders: Folders,
        pending: Pending,
        skipped: Callable[[int, bytes, bool], bool],
        adopt: Callable[[int, int, bytes], bool],
        clock: Callable[[], float],
    ) -> None:
        self._folders, self._pending, self._skipped, self._adopt, self._clock = folders, pending, skipped, adopt, clock
        self._appeared: deque[tuple[int, bytes]] = deque()
        self._out: dict[int, tuple[int, bytes, float]] = {}
        self._lock = threading.Lock()
        self._overflow: float | None = None
        self._first_overflow = 0.0
        self.canary: int | None = None
        self.echo = threading.Event()
        self.wanted = threading.Event()
        self.overflows = 0
        self.last: float | None = None

    def handle(self, watch: int, mask: int, cookie: int, name: bytes) -> None:
        """Take in one event."""
        if mask & OVERFLOW:
            self._overflowed()
            return
        if watch == self.canary:
            if mask & ATTRIBUTES:
                self.echo.set()
            return
        place = self._folders.path(watch)
        if mask & IGNORED:
            self._folders.drop(watch)
        if place is None:
            return
        self.last = self._clock()
        root, folder = place
        if not name:
            self._self(root, folder, mask)
            return
        path = folder + b"/" + name if folder else name
        is_folder = bool(mask & IS_FOLDER)
        if self._skipped(root, path, is_folder):
            return
        if is_folder:
            self._folder(watch, root, path, mask, cookie, name)
            return
        for bit, change in _FILE.items():
            if mask & bit:
                self._pending.file(root, path, change)

    def new_folders(self) -> list[tuple[int, bytes]]:
        """Return the folders (parent's watch, name) that appeared since the last time, for planting."""
        found: list[tuple[int, bytes]] = []
        while self._appeared:
            found.append(self._appeared.popleft())
        return found

    def moved_out(self) -> list[tuple[int, bytes]]:
        """Return the folders (parent's watch, name) that were moved away and did not turn up again."""
        now = self._clock()
        with self._lock:
            cookies = [cookie for cookie, (_, _, since) in self._out.items() if now - since > PAIR]
            return [self._out.pop(cookie)[:2] for cookie in cookies]

    def overflowed(self, calm: float, settle: float) -> bool:
        """Return whether events were lost and the watches are to be set anew: it is quiet by now, or `calm` seconds passed."""
        now = self._clock()
        with self._lock:
            if self._overflow is None or (now - self._overflow < settle and now - self._first_overflow < calm):
                return False
            self._overflow = None
            return True

    def forget(self) -> None:
        """Forget what belongs to an instance that is no more."""
        with self._lock:
            self._out.clear()
            self._overflow = None
        self._appeared.clear()
        self.canary = None

    def _overflowed(self) -> None:
        with self._lock:
            now = self._clock()
            if self._overflow is None:
                self._first_overflow = now
            self._overflow = now
            self.overflows += 1
        self.wanted.set()

    def _self(self, root: int, folder: bytes, mask: int) -> None:
        """Handle what a watched folder says of itself; but for roots and mount points its parent says the same."""
        if mask & UNMOUNTED or (not folder and mask & (IGNORED | SELF_MOVED)):
            self._pending.folder_left(root, folder)
        elif not folder and mask & ATTRIBUTES:
            self._pending.crawl(root, folder)

    def _folder(self, watch: int, root: int, path: bytes, mask: int, cookie: int, name: bytes) -> None:
        if mask & MOVED_FROM:
            with self._lock:
                self._out[cookie] = (watch, name, self._clock())
        if mask & (MOVED_FROM | DELETED):
            self._pending.folder_left(root, path)
        elif mask & ATTRIBUTES:
            self._pending.crawl(root, path)
        elif mask & (CREATED | MOVED_TO):
            if mask & MOVED_TO:
                with self._lock:
                    self._out.pop(cookie, None)
            stands = self._adopt(watch, root, path)
            if mask & MOVED_TO or not stands:
                if len(self._appeared) < MOST_NEW:
                    self._appeared.append((watch, name))
                    self.wanted.set()
                else:
                    self._overflowed()
            else:
                self._pending.crawl(root, path)
