"""How things stand with an act that was cut off: what is where, and so what came of it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from scanner.act import handle, quarantine
from scanner.act.outcome import Outcome, Refusal
from scanner.act.quarantine import CONTENT, Record
from scanner.tree.opening import open_folder_beneath

_CLEARED = {"quarantine": Outcome.NOT_DONE, "restore": Outcome.RESTORED, "purge": Outcome.PURGED}
"""What came of an act whose item has no folder or record: that is made before a file is taken, and removed after it went out."""


def standing(action: str, item: str, roots: Iterable[bytes]) -> Outcome:
    """Return what came of an act that began. Of a file that has two names in the middle of a rename one is taken away.

    Raises OSError when it cannot be seen.
    """
    for root in roots:
        try:
            with quarantine.opened(root) as store, quarantine.item_folder(store, item) as folder:
                return _inside(action, root, folder)
        except (FileNotFoundError, NotADirectoryError, Refusal):
            continue
    return _CLEARED[action]


def _inside(action: str, root: bytes, folder: int) -> Outcome:
    content = quarantine.present(CONTENT, folder)
    try:
        record = quarantine.read_record(folder)
    except (FileNotFoundError, ValueError):
        return Outcome.UNEXPLAINED if content is not None else _CLEARED[action]
    outside = _outside(root, record)
    restored = Outcome.RESTORED if action == "restore" else Outcome.NOT_DONE
    if content is not None and outside is not None and (content.st_dev, content.st_ino) == (outside.st_dev, outside.st_ino):
        os.unlink(CONTENT, dir_fd=folder)
        os.fsync(folder)
        return restored
    if content is not None:
        os.fsync(folder)
        return Outcome.QUARANTINED if action == "quarantine" else Outcome.NOT_DONE
    if action == "purge":
        return Outcome.PURGED
    if outside is not None and (outside.st_dev, outside.st_ino) == (record.target.device, record.target.inode):
        if action == "restore":
            _as_it_was(root, record)
        return restored
    return Outcome.UNEXPLAINED


def _outside(root: bytes, record: Record) -> os.stat_result | None:
    above, _, name = record.target.path.rpartition(b"/")
    try:
        folder = open_folder_beneath(root, above)
    except OSError:
        return None
    try:
        return quarantine.present(name, folder)
    finally:
        os.close(folder)


def _as_it_was(root: bytes, record: Record) -> None:
    above, _, name = record.target.path.rpartition(b"/")
    folder = open_folder_beneath(root, above)
    try:
        handle.as_it_was(name, folder, record)
    finally:
        os.close(folder)
