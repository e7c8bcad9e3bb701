"""Watch the roots for changes and hand out hints; what cannot be watched is named, and crawled again on a schedule.

One inotify instance for all roots, one watch per folder, all set by descriptor: no link is followed, nothing is written
to a root, no access time changes. Two threads: one takes in events, one plants watches and keeps time. The first hint of
each root is a Subtree of all of it, given when its watches stand: a crawl that starts then misses nothing.
"""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanner.config import WatchSettings
from scanner.tree import mounts as mount_table
from scanner.tree.hints import Hint, Seen
from scanner.tree.names import QUARANTINE
from scanner.tree.opening import open_folder
from scanner.tree.settle import Pending
from scanner.tree.watch_events import Events
from scanner.tree.watch_plan import Polled
from scanner.tree.watch_plant import Planter

if TYPE_CHECKING:
    from scanner.tree.watch_kernel import Kernel

TICK = 0.5  # seconds between two looks at what is due
AROUND = 30.0  # seconds between two looks at the mount table, and at roots that are not there
CALM = 60.0  # seconds: after an overflow the watches are set anew when it is quiet, at the latest after this


@dataclass(frozen=True, slots=True)
class RootStatus:
    """How many folders of a root (about) got no watch, and what is polled instead, with the reason.

    Reasons are keys of sentences in `output/wording.py`: `watch_network` (the file system tells nothing), `watch_limit`,
    `watch_instances`, `watch_unsupported` (no inotify here).
    """

    unwatched: int
    polled: tuple[Polled, ...]


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """The state of watching, for `status` and the report.

    `watched` counts folders, `waiting` paths that have not settled; seconds since the last event, None before the first;
    `ready` is True when the watches stand, `alive` False when a thread of ours ended.
    """

    roots: tuple[RootStatus, ...]
    watched: int
    waiting: int
    overflows: int
    rebuilds: int
    since_last_event: float | None
    ready: bool
    alive: bool


class Watcher:
    """Watches folders and hands out hints. Use: `start`, then `get` and `done` in a loop, `check` now and then, `stop`.

    `roots` are absolute real paths; a hint names a root by its place in them. `own` are absolute real paths of folders of
    ours (state, outputs, quarantine) that never give a hint. `state` is the folder used as canary, see `check`.
    """

    def __init__(
        self,
        roots: Sequence[bytes],
        settings: WatchSettings,
        *,
        own: Sequence[bytes] = (),
        state: bytes | None = None,
        excluded: Callable[[bytes, bool], bool] = lambda path, is_folder: False,
        mounts: Callable[[], tuple[mount_table.Mount, ...]] = mount_table.table,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roots = tuple(roots)
        self._poll = settings.poll_minutes * 60
        self._settle = settings.settle_seconds
        self._own = (*own, *((state,) if state else ()))
        self._state, self._excluded, self._clock = state, excluded, clock
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._rebuild = threading.Event()
        self._rebuilds = 0
        self._pending = Pending(self._look, settings.settle_seconds, clock=clock)
        self._planter = Planter(self._roots, settings.folders, self._skipped, mounts, self._stopping.is_set)
        self._events = Events(self._planter.folders, self._pending, self._skipped, self._planter.adopt, clock)
        self._keeper = threading.Thread(target=self._keep, name="watch-keeper", daemon=True)

    def start(self) -> None:
        """Begin; watches are planted in the background, `ready` in the status says when they stand."""
        self._keeper.start()

    def stop(self) -> None:
        """End, within about a second."""
        self._stopping.set()
        self._events.wanted.set()
        if self._keeper.is_alive():
            self._keeper.join()
        self._close()

    def get(self, timeout: float) -> Hint | None:
        """Return the next hint, or None after `timeout` seconds. The path gives no other until `done(hint)`."""
        return self._pending.get(timeout)

    def done(self, hint: Hint) -> None:
        """Say that the work for a hint is finished, well or not."""
        self._pending.done(hint)

    def ask(self, root: int) -> None:
        """Ask for a crawl of all of a root: its hint comes as the others do, so that no change during the crawl is lost."""
        self._pending.crawl(root, b"")

    def looking(self, root: int) -> AbstractContextManager[None]:
        """Return a context in which folders of a root are listed for another reason than a Subtree.

        A temporary file that comes and goes gives no hint at all, unless somebody may have seen it.
        """
        return self._pending.looking(root)

    def check(self, timeout: float = 5.0) -> bool:
        """Return whether events still arrive; if not, the watches are set anew and all roots are to be crawled.

        The canary is our own state folder: its times are set, nothing is written, and the echo must come through the same
        inotify instance, thread and handler as all else. That proves that these live; not that every folder's watch still
        stands, nor that a file system of another kind tells its changes. True when nothing is watched anyway.
        """
        if self._state is None or self._events.canary is None:
            return True
        self._events.echo.clear()
        os.utime(self._state)
        if self._events.echo.wait(timeout):
            return True
        self._rebuild.set()
        self._events.wanted.set()
        return False

    def wait_ready(self, timeout: float) -> bool:
        """Wait until the watches stand; return whether they do."""
        return self._ready.wait(timeout)

    def status(self) -> WatchStatus:
        """Return how things stand."""
        polled = sorted(self._planter.polled.copy().items())
        roots = tuple(
            RootStatus(count, tuple(Polled(path, reason) for (root, path), reason in polled if root == number))
            for number, count in enumerate(self._planter.unwatched)
        )
        last, kernel = self._events.last, self._planter.kernel
        alive = self._keeper.is_alive() and (kernel is None or kernel.is_alive())
        return WatchStatus(
            roots, len(self._planter.folders), len(self._pending), self._events.overflows, self._rebuilds,
            None if last is None else self._clock() - last, self._ready.is_set(), alive,
        )  # fmt: skip

    def _absolute(self, root: int, path: bytes) -> bytes:
        return os.path.join(self._roots[root], path) if path else self._roots[root]

    def _skipped(self, root: int, path: bytes, is_folder: bool) -> bool:
        if self._excluded(path, is_folder) or (is_folder and path == QUARANTINE) or path.startswith(QUARANTINE + b"/"):
            return True
        whole = self._absolute(root, path)
        return any(mount_table.within(whole, own) for own in self._own)

    def _look(self, root: int, path: bytes) -> Seen | None:
        try:
            status = os.lstat(self._absolute(root, path))
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        return Seen(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)

    def _keep(self) -> None:
        """Run the keeper's thread."""
        self._begin()
        polled = looked = self._clock()
        while not self._stopping.is_set():
            self._plant_new()
            self._planter.forget(self._events.moved_out())
            kernel = self._planter.kernel
            dead = kernel is not None and not kernel.is_alive()
            if dead or self._rebuild.is_set() or self._events.overflowed(CALM, self._settle):
                self._close()
                self._rebuilds += 1
                self._begin()
            now = self._clock()
            if now - looked >= AROUND:
                looked = now
                for root, path in self._planter.look_around():
                    self._pending.crawl(root, path)
            if now - polled >= self._poll:
                polled = now
                for root, path in list(self._planter.polled):
                    self._pending.crawl(root, path)
            self._events.wanted.wait(TICK)
            self._events.wanted.clear()

    def _plant_new(self) -> None:
        for parent, name in self._events.new_folders():
            place = self._planter.folders.path(parent)
            if place is not None:
                root, folder = place
                path = folder + b"/" + name if folder else name
                self._planter.plant(root, path, parent)
                self._pending.crawl(root, path)

    def _begin(self) -> None:
        """Open the instance and plant all roots; then ask for a crawl of each."""
        self._rebuild.clear()
        self._events.forget()
        reason = self._open()
        if reason:
            self._planter.nothing(reason)
        else:
            self._planter.everything()
        for root in range(len(self._roots)):
            self._pending.crawl(root, b"")
        self._ready.set()

    def _open(self) -> str | None:
        """Start the inotify instance; return why there is none."""
        try:
            from scanner.tree.watch_kernel import Kernel
        except (ImportError, AttributeError, TypeError, OSError):  # what watchdog raises where the system has no inotify
            return "watch_unsupported"
        try:
            kernel = Kernel(self._events.handle)
        except OSError as error:
            return "watch_instances" if error.errno in (errno.EMFILE, errno.ENFILE) else "watch_unsupported"
        if self._state is not None:
            with suppress(OSError):  # without a canary `check` has nothing to say
                self._events.canary = self._watch_state(kernel, self._state)
        kernel.start()
        self._planter.kernel = kernel
        return None

    @staticmethod
    def _watch_state(kernel: Kernel, state: bytes) -> int:
        descriptor = open_folder(state)
        try:
            return kernel.watch(descriptor)
        finally:
            os.close(descriptor)

    def _close(self) -> None:
        kernel, self._planter.kernel = self._planter.kernel, None
        if kernel is not None:
            kernel.stop()
            kernel.join()
