"""Plant a watch on each folder that can have one, and name what has to be polled instead."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from scanner.tree import mounts as mount_table
from scanner.tree.opening import open_folder_beneath
from scanner.tree.watch_folders import Folders
from scanner.tree.watch_plan import Share, newest

if TYPE_CHECKING:
    from scanner.tree.watch_kernel import Kernel


class Planter:
    """The watches of all roots; `kernel` is the instance they live in, None when nothing can be watched.

    `polled` maps (root, path) to the reason why that folder, with all below it, is polled; `unwatched` counts for each root
    (about) the folders that got no watch. `skipped` names what is left alone; `stopping` ends a long walk.
    """

    def __init__(
        self,
        roots: Sequence[bytes],
        most: int,
        skipped: Callable[[int, bytes, bool], bool],
        mounts: Callable[[], tuple[mount_table.Mount, ...]],
        stopping: Callable[[], bool],
    ) -> None:
        self._roots, self._skipped, self._read_mounts, self._stopping = roots, skipped, mounts, stopping
        self._mounts = {mount.point: mount for mount in mounts()}
        self._share = Share(most)
        self._tops: dict[int, int] = {}
        self.folders = Folders()
        self.kernel: Kernel | None = None
        self.polled: dict[tuple[int, bytes], str] = {}
        self.unwatched = [0] * len(roots)

    def everything(self) -> None:
        """Plant all roots in the present instance; when not all fit, those folders get a watch that changed last."""
        self._begin(None)
        if self._share.refused and self.kernel is not None:
            floor = newest(self._share.times, self._share.most)
            for watch in self.folders.clear():
                self.kernel.unwatch(watch)
            self._begin(floor)
        self._share.finish()

    def nothing(self, reason: str) -> None:
        """Say that no root can be watched, and why."""
        self.folders.clear()
        self.polled = {(root, b""): reason for root in range(len(self._roots))}

    def plant(self, root: int, path: bytes, parent: int | None = None) -> None:
        """Watch a folder and all below it, each before it is listed; `parent` is the watch of the folder above, if any."""
        stack: list[tuple[bytes, int | None, frozenset[tuple[int, int]]]] = [(path, parent, frozenset())]
        while stack and not self._stopping():
            at, parent, above = stack.pop()
            if self._silent(root, at):
                self.polled[root, at] = "watch_network"
                continue
            try:
                descriptor = open_folder_beneath(self._roots[root], at)
            except OSError:
                continue  # gone, a link by now, or closed to us: the crawl names what it may not enter
            try:
                status = os.fstat(descriptor)
                key = (status.st_dev, status.st_ino)
                if key in above:
                    continue  # mounted into itself
                watch = self._watch(descriptor, root, at, parent, status.st_mtime_ns)
                with os.scandir(descriptor) as listing:
                    names = [os.fsencode(entry.name) for entry in listing if entry.is_dir(follow_symlinks=False)]
            except OSError:
                continue
            finally:
                os.close(descriptor)
            below = above | {key}
            for name in names:
                child = at + b"/" + name if at else name
                if not self._skipped(root, child, True):
                    stack.append((child, watch, below))

    def adopt(self, parent: int, root: int, path: bytes) -> bool:
        """Watch a folder that appeared, at once; return whether it stood here already, so that no more is to do."""
        kernel = self.kernel
        if kernel is None or self._silent(root, path) or len(self.folders) >= self._share.most:
            return False
        try:
            descriptor = open_folder_beneath(self._roots[root], path)
        except OSError:
            return True
        try:
            watch = kernel.watch(descriptor)
        except OSError:
            return False  # no more watches: planting it counts and names that
        finally:
            os.close(descriptor)
        return self.folders.put(watch, parent, path.rpartition(b"/")[2])

    def forget(self, gone: list[tuple[int, bytes]]) -> None:
        """Take away the watches of folders (parent's watch, name) that moved out of view, and of all below them."""
        if gone and self.kernel is not None:
            for watch in self.folders.below(gone):
                self.folders.drop(watch)
                self.kernel.unwatch(watch)

    def look_around(self) -> list[tuple[int, bytes]]:
        """Plant what was mounted or unmounted below the roots, and roots that are back; return what is to be crawled."""
        before, self._mounts = self._mounts, {mount.point: mount for mount in self._read_mounts()}
        changed = {point for point in before.keys() | self._mounts.keys() if before.get(point) != self._mounts.get(point)}
        again: list[tuple[int, bytes]] = []
        for root, whole in enumerate(self._roots):
            paths = {point[len(whole.rstrip(b"/")) + 1 :] for point in changed if mount_table.within(point, whole)}
            lost = self.kernel is not None and self.folders.path(self._tops.get(root, 0)) is None
            if (lost and not self._silent(root, b"")) or any(mount_table.within(whole, point) for point in changed):
                paths = {b""} if self._silent(root, b"") or os.path.isdir(whole) else set()
            for path in sorted(paths):
                if self.kernel is not None:
                    self.polled.pop((root, path), None)
                    self.plant(root, path, Folders.top(root))
                again.append((root, path))
        return again

    def _begin(self, floor: int | None) -> None:
        self._share.begin(floor)
        self.folders.clear()
        self.polled.clear()
        self._tops.clear()
        self.unwatched = [0] * len(self._roots)
        for root in range(len(self._roots)):
            self.plant(root, b"")

    def _silent(self, root: int, path: bytes) -> bool:
        whole = os.path.join(self._roots[root], path) if path else self._roots[root]
        mount = self._mounts.get(whole) if path else mount_table.of(self._mounts.values(), whole)
        return mount is not None and mount_table.silent(mount.kind)

    def _watch(self, descriptor: int, root: int, path: bytes, parent: int | None, mtime_ns: int) -> int | None:
        """Return the watch of a folder, or None when it gets none; below such a folder a name holds the whole path."""
        kernel = self.kernel
        if kernel is None:
            return None
        if self._share.allows(len(self.folders), mtime_ns, is_root=not path):
            try:
                watch = kernel.watch(descriptor, self_too=not path)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    return None
                self._share.full(len(self.folders))
            else:
                if parent is None or parent < 0:
                    self.folders.put(watch, Folders.top(root), path)
                else:
                    self.folders.put(watch, parent, path.rpartition(b"/")[2])
                if not path:
                    self._tops[root] = watch
                return watch
        self.unwatched[root] += 1
        self.polled[root, b""] = "watch_limit"
        return None
