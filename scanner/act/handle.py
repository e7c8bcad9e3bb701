"""One file, opened below its root without following a link, and checked against what it was when it was planned."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from scanner.act.outcome import Outcome, Refusal, Target
from scanner.act.quarantine import Record
from scanner.tree.opening import open_folder_beneath

_CHUNK = 1 << 20
_ERRORS = {
    errno.ENOENT: Outcome.GONE, errno.ENOTDIR: Outcome.NOT_A_FILE, errno.ELOOP: Outcome.NOT_A_FILE, errno.ENXIO: Outcome.NOT_A_FILE,
    errno.EXDEV: Outcome.OTHER_FILESYSTEM, errno.EROFS: Outcome.READ_ONLY, errno.EACCES: Outcome.NO_RIGHT, errno.EPERM: Outcome.NO_RIGHT,
    errno.ENOSPC: Outcome.NO_ROOM, errno.EDQUOT: Outcome.NO_ROOM, errno.EEXIST: Outcome.NAME_TAKEN, errno.ENOTEMPTY: Outcome.NAME_TAKEN,
    errno.EISDIR: Outcome.NOT_A_FILE, errno.ETXTBSY: Outcome.OPEN, errno.EBUSY: Outcome.OPEN, errno.ESTALE: Outcome.GONE,
}  # fmt: skip


def refusal(error: OSError) -> Refusal:
    """Return an error of the system as the outcome it means."""
    return Refusal(_ERRORS.get(error.errno or 0, Outcome.NOT_DONE), error.strerror or type(error).__name__)


@dataclass(frozen=True, slots=True)
class Handle:
    """An open file: descriptors of its folder and of itself, its name there, and its status."""

    folder: int
    name: bytes
    file: int
    status: os.stat_result


@contextmanager
def opened(root: bytes, path: bytes) -> Iterator[Handle]:
    """Open a regular file for reading, by descriptors all the way down. Raises Refusal."""
    above, _, name = path.rpartition(b"/")
    try:
        folder = open_folder_beneath(root, above)
    except OSError as error:
        raise refusal(error) from None
    try:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            file = os.open(name, flags | getattr(os, "O_NOATIME", 0), dir_fd=folder)
        except PermissionError:
            try:
                file = os.open(name, flags, dir_fd=folder)
            except OSError as error:
                raise refusal(error) from None
        except OSError as error:
            raise refusal(error) from None
        try:
            status = os.fstat(file)
            if not stat.S_ISREG(status.st_mode):
                raise Refusal(Outcome.NOT_A_FILE)
            yield Handle(folder, name, file, status)
        finally:
            os.close(file)
    finally:
        os.close(folder)


def same(status: os.stat_result, target: Target) -> bool:
    """Return whether a status is that of the target: the same inode, unchanged in size and times."""
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns) == (
        target.device, target.inode, target.size, target.mtime_ns, target.ctime_ns,
    )  # fmt: skip


def sha256(file: int) -> str:
    """Return the SHA-256 (hex) of an open file from its beginning."""
    total, at = hashlib.sha256(), 0
    while part := os.pread(file, _CHUNK, at):
        total.update(part)
        at += len(part)
    return total.hexdigest()


def attributes(file: int) -> Mapping[str, bytes]:
    """Return the extended attributes that may be read, access lists among them; nothing where the system has none."""
    if not hasattr(os, "listxattr"):
        return {}
    found = {}
    try:
        for name in os.listxattr(file):
            try:
                found[name] = os.getxattr(file, name)
            except OSError:
                continue  # one that only the kernel may read
    except OSError:
        return {}
    return found


def as_it_was(name: bytes, folder: int, record: Record) -> None:
    """Give back owner, rights, attributes and times where they differ: after a restored backup of the quarantine, say."""
    file = os.open(name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
    try:
        status = os.fstat(file)
        if (status.st_uid, status.st_gid) != (record.uid, record.gid):
            os.fchown(file, record.uid, record.gid)
        if status.st_mode != record.mode:
            os.fchmod(file, record.mode & 0o7777)
        present = attributes(file)
        for key, value in record.attributes.items():
            if present.get(key) != value:
                os.setxattr(file, key, value)
        status = os.fstat(file)
        if (status.st_atime_ns, status.st_mtime_ns) != (record.atime_ns, record.target.mtime_ns):
            os.utime(file, ns=(record.atime_ns, record.target.mtime_ns))
        os.fsync(file)
    finally:
        os.close(file)


def open_elsewhere(file: int) -> bool:
    """Return whether another process has the file open, as far as the system tells.

    On Linux a write lease (fcntl(2), F_SETLEASE) is refused while anybody has it open for writing, on most kernels for reading too; what
    /proc shows of other processes is asked as well. Where neither tells, the answer is no: the file is looked at again after it was moved,
    and put back when it changed.
    """
    try:
        import fcntl
        import signal

        # Who opens the file in the moment of the lease makes the kernel send SIGIO, which ends a process that does not expect it.
        before = signal.signal(signal.SIGIO, signal.SIG_IGN)
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        finally:
            signal.signal(signal.SIGIO, before)
    except BlockingIOError:
        return True
    except (ImportError, AttributeError, OSError, ValueError):
        pass  # no leases on this system or file system, not our file, or not the main thread
    return _seen_in_proc(file)


def _seen_in_proc(file: int) -> bool:
    """Return whether /proc shows the file among the open ones of a process that we may look into."""
    status = os.fstat(file)
    try:
        processes = [name for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    except OSError:
        return False
    for process in processes:
        try:
            descriptors = os.listdir(f"/proc/{process}/fd")
        except OSError:
            continue
        for number in descriptors:
            try:
                other = os.stat(f"/proc/{process}/fd/{number}")
            except OSError:
                continue
            if (other.st_dev, other.st_ino) == (status.st_dev, status.st_ino):
                return True
    return False
