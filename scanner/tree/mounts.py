"""Which file system holds which folder, from the kernel's own table; decides where events can be trusted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

TABLE = "/proc/self/mountinfo"

# File systems whose files change without this kernel seeing it: other machines, the host of a virtual machine, or other
# nodes of a cluster write to them. inotify(7) reports "no events for changes made elsewhere"; it does not say so when
# the watch is added.
_REMOTE = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fhgfs", "fuse", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "pvfs2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mount:
    """A mount point (absolute path in bytes), the type of file system on it, and its device number as in `st_dev`."""

    point: bytes
    kind: str
    device: int


def table(path: str = TABLE) -> tuple[Mount, ...]:
    """Return the mounts this process sees, a later one over an earlier at the same point; empty where there is no table."""
    try:
        with open(path, "rb") as file:
            return parse(file.read())
    except OSError:
        return ()


def parse(raw: bytes) -> tuple[Mount, ...]:
    """Read a mount table (proc(5), `mountinfo`); a line of another shape is passed over."""
    found: dict[bytes, Mount] = {}
    for line in raw.splitlines():
        before, _, after = line.partition(b" - ")
        fields = before.split(b" ")
        device = fields[2].partition(b":") if len(fields) > 4 else (b"", b"", b"")
        if not (after and device[0].isdigit() and device[2].isdigit()):
            continue
        point = re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8) & 0xFF]), fields[4])
        kind = after.split(b" ")[0].decode("ascii", "replace")
        found[point] = Mount(point, kind, os.makedev(int(device[0]), int(device[2])))
    return tuple(found.values())


def of(mounts: Iterable[Mount], path: bytes) -> Mount | None:
    """Return the mount that holds an absolute real path, or None when the table does not say."""
    holding = (mount for mount in mounts if within(path, mount.point))
    return max(holding, key=lambda mount: len(mount.point), default=None)


def within(path: bytes, folder: bytes) -> bool:
    """Return whether `path` is `folder` or lies below it; both absolute."""
    return path == folder or path.startswith(folder.rstrip(b"/") + b"/")


def silent(kind: str) -> bool:
    """Return whether changes on such a file system may come without an event, so that it has to be polled."""
    return kind in _REMOTE or kind.startswith("fuse.")
