"""Folders that are empty once their files are gone. One `rmdir` each, which the system refuses for a folder that holds anything."""

from __future__ import annotations

import os

from scanner.act.proof import Proof
from scanner.tree.opening import open_folder_beneath


def remove_empty(root: bytes, folder: bytes, top: bytes, proof: Proof) -> int:
    """Remove a folder and those above it up to `top`, itself included, for as long as each is empty; return how many.

    Both are relative to the root. Nothing happens when the folder does not lie in `top`, or is reached through a link.
    """
    removed = 0
    while folder and (folder == top or folder.startswith(top + b"/")):
        above, _, name = folder.rpartition(b"/")
        try:
            parent = open_folder_beneath(root, above)
        except OSError:
            return removed
        try:
            os.rmdir(name, dir_fd=parent)
            os.fsync(parent)
        except OSError:
            return removed  # not empty, or not ours to remove
        finally:
            os.close(parent)
        proof.write("folder", "removed", "-", {"file": proof.fingerprint(root + b"\0" + folder)})
        removed += 1
        folder = above
    return removed
