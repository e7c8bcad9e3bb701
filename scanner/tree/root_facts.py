"""Gather what the guards judge by. Reads only: a listing that stops at the first document, numbers, one small file."""

from __future__ import annotations

import hashlib
import os
import stat
import time

from scanner.tree import mounts as mount_table
from scanner.tree.guards import Moment, RootFacts
from scanner.tree.names import QUARANTINE
from scanner.tree.opening import CannotOpen, open_beneath, open_folder

MARKER_BYTES = 4096
BOOT = "/proc/sys/kernel/random/boot_id"


def look(root: bytes, marker: str = "", mounts: tuple[mount_table.Mount, ...] | None = None) -> RootFacts:
    """Return the facts of a root (absolute real path); `marker` is the name of its marker file, empty when there is none.

    The marker, our quarantine and `lost+found` do not count as content. Where the mount table is not readable, a device other than that
    of the folder above tells a mount point.
    """
    try:
        descriptor = open_folder(root)
    except FileNotFoundError:
        return RootFacts(exists=False)
    except OSError:
        return RootFacts(exists=os.path.lexists(root))
    try:
        status = os.fstat(descriptor)
        ignored = {b"lost+found", QUARANTINE, os.fsencode(marker)}
        with os.scandir(descriptor if os.scandir in os.supports_fd else root) as listing:
            empty = all(os.fsencode(entry.name) in ignored for entry in listing)
        system = os.fstatvfs(descriptor).f_fsid if hasattr(os, "fstatvfs") else 0
    except OSError:
        return RootFacts(exists=True)
    finally:
        os.close(descriptor)
    return RootFacts(
        True, stat.S_ISDIR(status.st_mode), empty, _mounted(root, mounts), status.st_dev, system,
        _content(root, marker) if marker else None,
    )  # fmt: skip


def moment() -> Moment:
    """Return the present moment; sleep of the machine counts as time since it started, where the system tells that."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    since = time.clock_gettime(clock) if clock is not None else time.monotonic()
    try:
        with open(BOOT, encoding="ascii") as file:
            boot = file.read().strip()
    except OSError:
        boot = ""
    return Moment(time.time(), since, boot)


def _mounted(root: bytes, mounts: tuple[mount_table.Mount, ...] | None) -> bool:
    table = mount_table.table() if mounts is None else mounts
    return any(mount.point == root for mount in table) if table else os.path.ismount(root)


def _content(root: bytes, marker: str) -> str | None:
    try:
        with open_beneath(root, os.fsencode(marker)) as file:
            return hashlib.sha256(file.read(MARKER_BYTES).strip()).hexdigest()
    except (CannotOpen, OSError):
        return None
