"""Where files wait between being taken away and being destroyed: a closed folder at the top of their root, flat, one folder per item.

It lies on the same file system as what it takes, so that taking is one rename: no copy, no second place, and owner, rights, lists, times and
attributes stay with the file. Beside each file lies what is needed to put it back, written and synced before the file is moved.
"""

from __future__ import annotations

import base64
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from scanner.act.outcome import Outcome, Refusal, Target
from scanner.tree.names import QUARANTINE
from scanner.tree.opening import open_folder

NAME = QUARANTINE
CONTENT, RECORD = b"content", b"record.json"
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class Record:
    """What is needed to put a file back where it was, as it was."""

    target: Target
    mode: int
    uid: int
    gid: int
    atime_ns: int
    attributes: Mapping[str, bytes]
    """Extended attributes, the access lists (`system.posix_acl_access`, `security.NTACL`) among them."""
    purge_after: str
    """The first day on which it may be destroyed (ISO date)."""

    def dump(self) -> bytes:
        """Return the record as JSON; names and attributes in base64."""
        target = self.target
        return json.dumps({
            "item": target.item, "root": _b64(target.root), "path": _b64(target.path), "device": target.device, "inode": target.inode,
            "size": target.size, "mtime_ns": target.mtime_ns, "ctime_ns": target.ctime_ns, "sha256": target.sha256, "mode": self.mode,
            "uid": self.uid, "gid": self.gid, "atime_ns": self.atime_ns, "purge_after": self.purge_after,
            "attributes": {name: _b64(value) for name, value in self.attributes.items()},
        }, indent=1, sort_keys=True).encode()  # fmt: skip

    @classmethod
    def load(cls, raw: bytes) -> Record:
        """Return the record that `dump` wrote. Raises ValueError when it is not whole."""
        try:
            told: dict[str, Any] = json.loads(raw)
            target = Target(
                told["item"], _raw(told["root"]), _raw(told["path"]), told["device"], told["inode"], told["size"], told["mtime_ns"],
                told["ctime_ns"], told["sha256"],
            )  # fmt: skip
            attributes = {name: _raw(value) for name, value in told["attributes"].items()}
            return cls(target, told["mode"], told["uid"], told["gid"], told["atime_ns"], attributes, told["purge_after"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a restore record") from error


@contextmanager
def opened(root: bytes, *, make: bool = False) -> Iterator[int]:
    """Give a descriptor of the quarantine of a root, made (0700) when that is asked.

    Raises Refusal (FOLDER_GONE) when there is none, or when others could write in what stands in its place.
    """
    top = open_folder(root)
    try:
        if make:
            with suppress(FileExistsError):
                os.mkdir(NAME, 0o700, dir_fd=top)
                os.fsync(top)
        try:
            folder = os.open(NAME, _FOLDER, dir_fd=top)
        except OSError:
            raise Refusal(Outcome.FOLDER_GONE, "there is no quarantine in the root") from None
        try:
            status = os.fstat(folder)
            if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
                raise Refusal(Outcome.FOLDER_GONE, "the quarantine belongs to another user or is open to others")
            yield folder
        finally:
            os.close(folder)
    finally:
        os.close(top)


@contextmanager
def item_folder(quarantine: int, item: str, *, make: bool = False) -> Iterator[int]:
    """Give a descriptor of an item's folder. Raises FileNotFoundError, and FileExistsError when one that is to be made is there."""
    name = os.fsencode(item)
    if make:
        os.mkdir(name, 0o700, dir_fd=quarantine)
        os.fsync(quarantine)
    folder = os.open(name, _FOLDER, dir_fd=quarantine)
    try:
        yield folder
    finally:
        os.close(folder)


def write_record(folder: int, record: Record) -> None:
    """Write and sync the restore record of an item."""
    file = os.open(RECORD, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600, dir_fd=folder)
    try:
        raw = record.dump()
        while raw:
            raw = raw[os.write(file, raw) :]
        os.fsync(file)
    finally:
        os.close(file)
    os.fsync(folder)


def read_record(folder: int) -> Record:
    """Return the restore record of an item. Raises FileNotFoundError, ValueError when it is not whole."""
    file = os.open(RECORD, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0), dir_fd=folder)
    try:
        raw = b""
        while part := os.read(file, 1 << 20):
            raw += part
    finally:
        os.close(file)
    return Record.load(raw)


def has_content(folder: int) -> bool:
    """Return whether the item's file lies in quarantine."""
    return present(CONTENT, folder) is not None


def present(name: bytes, folder: int) -> os.stat_result | None:
    """Return the status of an entry of a folder, links not followed; None when there is none."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None


def clear(quarantine: int, item: str) -> None:
    """Remove the folder of an item that holds no file any more; doing so again changes nothing. Never removes a file of a person."""
    with suppress(FileNotFoundError):
        with item_folder(quarantine, item) as folder:
            if has_content(folder):
                raise Refusal(Outcome.DAMAGED, "there is still a file in it")
            with suppress(FileNotFoundError):
                os.unlink(RECORD, dir_fd=folder)
        os.rmdir(os.fsencode(item), dir_fd=quarantine)
        os.fsync(quarantine)


def items(quarantine: int) -> list[str]:
    """Return the items that have a folder in a quarantine."""
    return sorted(os.fsdecode(name) for name in os.listdir(quarantine))


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
