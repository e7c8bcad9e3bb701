"""The key that makes fingerprints: in its own file of a state folder when they must last, else made for one run.

Whoever has the key can try all numbers and turn a fingerprint back in minutes. So the file is made with mode 0600, is never
kept beside what is scanned, and is refused when others could have read it.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass

from scanner.errors import ConfigError
from scanner.tree.names import printable
from scanner.tree.walk import Root

NAME = "fingerprint.key"
LENGTH = 32  # bytes


@dataclass(frozen=True, slots=True)
class FingerprintKey:
    """The secret, and whether the next run will have the same one."""

    secret: bytes
    lasting: bool

    def __repr__(self) -> str:
        """Return the kind of key, never the secret."""
        return f"FingerprintKey(lasting={self.lasting})"


def load(state_dir: str | None, roots: Iterable[Root] = ()) -> FingerprintKey:
    """Return the key of a state folder, made there on first use; without a folder a key for this run that nothing keeps.

    Raises ConfigError when the folder lies in a scanned one, cannot be used, or the file could be read by others.
    """
    if not state_dir:
        return FingerprintKey(secrets.token_bytes(LENGTH), lasting=False)
    real = os.path.realpath(os.fsencode(state_dir))
    if any(not root.is_file and (real + b"/").startswith(root.path.rstrip(b"/") + b"/") for root in roots):
        raise ConfigError(f"{printable(state_dir)}: the state folder lies in a folder that is scanned; choose another place")
    path = os.path.join(state_dir, NAME)
    try:
        os.makedirs(state_dir, mode=0o700, exist_ok=True)
        if not os.path.lexists(path):
            _make(path)
        return FingerprintKey(_read(path), lasting=True)
    except OSError as error:
        raise ConfigError(f"{printable(state_dir)}: cannot be used as state folder ({error.strerror})") from None


def _make(path: str) -> None:
    """Write a new key under a name of its own, then give it its name at once: two scans that start together share one."""
    own = f"{path}.{secrets.token_hex(8)}"
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)
        except FileExistsError:
            return
    finally:
        os.unlink(own)


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        shown = printable(path)
        if not stat.S_ISREG(status.st_mode):
            raise ConfigError(f"{shown}: is not a regular file; remove it to have a new key made")
        if os.name == "posix" and status.st_mode & 0o077:
            raise ConfigError(
                f"{shown}: others may read or change this key; remove it to have a new one made, or if nobody had: chmod 600"
            )
        if os.name == "posix" and status.st_uid not in (0, os.geteuid()):
            raise ConfigError(f"{shown}: belongs to another user; run as that user, or name another state folder")
        key = file.read(LENGTH + 1)
    if len(key) != LENGTH:
        raise ConfigError(
            f"{shown}: is not a key of {LENGTH} bytes; restore it from a backup, or remove it to have a new one made"
        )
    return key
