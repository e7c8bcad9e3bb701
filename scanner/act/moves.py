"""The three things that can happen to a file: into quarantine, back, and out of existence. Each is one rename or one unlink.

The order of steps is what makes a crash harmless: the proof says what is to be done (synced), then what is needed to undo it is written
(synced), then the one step, then its folders are synced, then the proof says how it ended (synced). `replay.py` finishes the rest.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from scanner.act import handle, quarantine
from scanner.act.outcome import Done, Outcome, Refusal, Target, Warrant
from scanner.act.proof import Proof
from scanner.act.quarantine import CONTENT, Record
from scanner.act.standing import standing
from scanner.tree.opening import open_folder_beneath

_NOREPLACE = 1  # renameat2(2)
_DONE = (Outcome.QUARANTINED, Outcome.RESTORED, Outcome.PURGED)
Check = Callable[[], None]
"""Asks once more whether the file may be moved, right before it is; raises Refusal when not."""


def take(target: Target, warrant: Warrant, proof: Proof, delay: int, today: date, allowed: Check) -> Done:
    """Move a file into the quarantine of its root, if it is what it was and still may be moved; `delay` in days until it may be destroyed.

    Raises ProofError when the proof cannot be written; whatever else goes wrong is an outcome, and the file is where it was.
    """
    with _told(proof, "quarantine", target, asdict(warrant)) as act:
        with handle.opened(target.root, target.path) as file, quarantine.opened(target.root, make=True) as store:
            _unchanged(file, target, store)
            allowed()
            act.begin()
            record = Record(
                target, file.status.st_mode, file.status.st_uid, file.status.st_gid, file.status.st_atime_ns,
                handle.attributes(file.file), (today + timedelta(days=delay)).isoformat(),
            )  # fmt: skip
            try:
                with quarantine.item_folder(store, target.item, make=True) as folder:
                    quarantine.write_record(folder, record)
                    _move_in(file, folder, target)
            except BaseException:
                with suppress(Refusal, OSError):
                    quarantine.clear(store, target.item)
                raise
        act.outcome = Outcome.QUARANTINED
    return Done(act.outcome, act.detail)


def give_back(root: bytes, item: str, proof: Proof) -> Done:
    """Put a file back under its name, never over another, with the rights, owner, times and attributes it had."""
    with quarantine.opened(root) as store, quarantine.item_folder(store, item) as folder:
        record = quarantine.read_record(folder)
        with _told(proof, "restore", record.target, {}) as act:
            above, _, name = record.target.path.rpartition(b"/")
            back = _folder(root, above)
            try:
                act.begin()
                _rename_to_free_name(CONTENT, folder, name, back)
                os.fsync(back)
                os.fsync(folder)
                handle.as_it_was(name, back, record)
            finally:
                os.close(back)
            quarantine.clear(store, item)
            act.outcome = Outcome.RESTORED
    return Done(act.outcome, act.detail)


def destroy(root: bytes, item: str, proof: Proof, today: date, allowed: Check) -> Done:
    """Unlink a file in quarantine, if its time has come and it is what was put there.

    What this is and is not: the name and the file system's reference go, which NIST SP 800-88r2 calls logical at best. Snapshots, backups and what a
    solid-state disk keeps of old blocks are not reached; they end by their own terms.
    """
    with quarantine.opened(root) as store:
        with quarantine.item_folder(store, item) as folder:
            record = quarantine.read_record(folder)
            with _told(proof, "purge", record.target, {"method": "unlink"}) as act:
                _still_that(folder, record, today)
                allowed()
                act.begin()
                os.unlink(CONTENT, dir_fd=folder)
                os.fsync(folder)
                act.outcome = Outcome.PURGED
        if act.outcome is Outcome.PURGED:
            quarantine.clear(store, item)
    return Done(act.outcome, act.detail)


class _Act:
    """One act in the proof: nothing is written before `begin`, and an end always follows a beginning that this process lived to end."""

    def __init__(self, proof: Proof, action: str, target: Target, fields: Mapping[str, Any]) -> None:
        self.outcome, self.detail, self.begun = Outcome.NOT_DONE, "", False
        self._proof, self._action, self._target, self._fields = proof, action, target, fields

    def begin(self) -> None:
        target = self._target
        named = {
            "file": self._proof.fingerprint(target.root + b"\0" + target.path), "content": self._proof.fingerprint(target.sha256.encode()),
            "size": target.size,
        }  # fmt: skip
        self._proof.write(self._action, "begin", target.item, named | dict(self._fields))
        self.begun = True

    def end(self) -> None:
        fields = {"outcome": self.outcome.value} | ({"detail": self.detail} if self.detail else {})
        self._proof.write(self._action, "end" if self.begun else "not begun", self._target.item, fields)


@contextmanager
def _told(proof: Proof, action: str, target: Target, fields: Mapping[str, Any]) -> Iterator[_Act]:
    act = _Act(proof, action, target, fields)
    try:
        yield act
    except Refusal as refusal:
        act.outcome, act.detail = refusal.outcome, refusal.detail
    except OSError as error:
        meant = handle.refusal(error)
        act.outcome, act.detail = meant.outcome, meant.detail
    if act.begun and act.outcome not in _DONE:
        # Whatever went wrong: what is told is how things stand.
        found = standing(action, target.item, [target.root])
        act.outcome = act.outcome if found is Outcome.NOT_DONE else found
    act.end()


def _unchanged(file: handle.Handle, target: Target, store: int) -> None:
    if not handle.same(file.status, target):
        raise Refusal(Outcome.CHANGED)
    if file.status.st_nlink != 1:
        raise Refusal(Outcome.HARD_LINKS, f"{file.status.st_nlink} names")
    if file.status.st_dev != os.fstat(store).st_dev:
        raise Refusal(Outcome.OTHER_FILESYSTEM)
    if handle.open_elsewhere(file.file):
        raise Refusal(Outcome.OPEN)
    if handle.sha256(file.file) != target.sha256 or not handle.same(os.fstat(file.file), target):
        raise Refusal(Outcome.CHANGED)


def _move_in(file: handle.Handle, folder: int, target: Target) -> None:
    """Rename, then look whether it was that file and is still unchanged; if not, put back whatever it was."""
    os.rename(file.name, CONTENT, src_dir_fd=file.folder, dst_dir_fd=folder)
    moved = quarantine.present(CONTENT, folder)
    assert moved is not None
    same = (moved.st_dev, moved.st_ino) == (target.device, target.inode) and (moved.st_size, moved.st_mtime_ns) == (
        target.size,
        target.mtime_ns,
    )
    if not same or handle.sha256(file.file) != target.sha256:
        _rename_to_free_name(CONTENT, folder, file.name, file.folder)
        os.fsync(file.folder)
        raise Refusal(Outcome.CHANGED, "in the last moment; it was put back")
    os.fsync(folder)
    os.fsync(file.folder)


def _still_that(folder: int, record: Record, today: date) -> None:
    if today < date.fromisoformat(record.purge_after):
        raise Refusal(Outcome.REFUSED, f"not before {record.purge_after}")
    file = os.open(CONTENT, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
    try:
        status, target = os.fstat(file), record.target
        if status.st_size != target.size or handle.sha256(file) != target.sha256:
            raise Refusal(Outcome.DAMAGED)
        if status.st_nlink != 1:
            raise Refusal(Outcome.HARD_LINKS, f"{status.st_nlink} names")
        if handle.open_elsewhere(file):
            raise Refusal(Outcome.OPEN)
    finally:
        os.close(file)


def _folder(root: bytes, path: bytes) -> int:
    try:
        return open_folder_beneath(root, path)
    except FileNotFoundError:
        raise Refusal(Outcome.FOLDER_GONE, "the folder it was in is no longer there; make it, and restore again") from None


def _rename_to_free_name(name: bytes, folder: int, new: bytes, to: int) -> None:
    """Rename without ever replacing what has the new name. Raises FileExistsError."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        rename = getattr(library, "renameat2", None)
        if rename is not None:
            if rename(folder, name, to, new, _NOREPLACE) == 0:
                return
            error = ctypes.get_errno()
            if error not in (22, 38, 95):  # EINVAL, ENOSYS, ENOTSUP: a file system or kernel without it
                raise OSError(error, os.strerror(error))
    os.link(name, new, src_dir_fd=folder, dst_dir_fd=to, follow_symlinks=False)
    os.fsync(to)
    os.unlink(name, dir_fd=folder)


def wrong_in_quarantine(root: bytes, item: str) -> str:
    """Return what is wrong with an item in quarantine, nothing when its file is what was put there. Reads only."""
    try:
        with quarantine.opened(root) as store, quarantine.item_folder(store, item) as folder:
            record = quarantine.read_record(folder)
            file = os.open(CONTENT, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), dir_fd=folder)
            try:
                return "" if handle.sha256(file) == record.target.sha256 else "its content is not what was put there"
            finally:
                os.close(file)
    except Refusal as refusal:
        return refusal.detail or refusal.outcome.value
    except ValueError:
        return "its restore record is not whole"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
