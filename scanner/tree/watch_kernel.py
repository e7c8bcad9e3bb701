"""The one inotify instance, read by watchdog's thread; this is the only module that knows watchdog.

Watchdog's own observer walks by names, follows links on the way, hears of every file that is only read, and takes four times
the memory per folder; so its reading thread is used alone, with watches that we add by descriptor and keep ourselves.
"""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable

from watchdog.observers.inotify_c import InotifyEvent, InotifyFD, inotify_add_watch, inotify_rm_watch

from scanner.tree import watch_events as event_bits

# Each write would be one more event (IN_MODIFY), and a mailbox that is open all day would be read all day: a file is
# told when it is closed, and one that never is, by the crawl. Nothing is asked about files that are only read.
_MASK = (
    event_bits.CREATED | event_bits.CLOSED | event_bits.ATTRIBUTES | event_bits.MOVED_FROM | event_bits.MOVED_TO
    | event_bits.DELETED | event_bits.FOLDERS_ONLY | event_bits.NOT_UNLINKED
)  # fmt: skip


class Kernel(InotifyFD):
    """An inotify instance whose events go to `handle(watch, mask, cookie, name)`, in its own thread.

    Raises OSError when there can be no more instances (EMFILE).
    """

    def __init__(self, handle: Callable[[int, int, int, bytes], None]) -> None:
        super().__init__()
        self.name = "watch-events"
        self._handle = handle

    def handle_event(self, event: InotifyEvent) -> None:
        """Pass on one event."""
        self._handle(event.wd, event.mask, event.cookie, event.name)

    def watch(self, descriptor: int, *, self_too: bool = False) -> int:
        """Watch an open folder, whatever its name is by now, and return the watch.

        The folder's inode is taken through the descriptor, so no link is followed and no access time changes; the same
        folder gives the same watch. Raises OSError; ENOSPC when the system allows no more watches.
        """
        mask = _MASK | (event_bits.SELF_MOVED if self_too else 0)
        watch = inotify_add_watch(self._inotify_fd, b"/proc/self/fd/%d" % descriptor, mask)
        if watch == -1:
            code = ctypes.get_errno() or errno.EIO
            raise OSError(code, os.strerror(code))
        return watch

    def unwatch(self, watch: int) -> None:
        """Take a watch away; one that is gone already is fine."""
        inotify_rm_watch(self._inotify_fd, watch)  # type: ignore[arg-type]
