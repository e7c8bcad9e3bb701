"""POSIX access control lists as the kernel stores them: little endian, version 2, entries of eight bytes (acl(5))."""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass

ACCESS = "system.posix_acl_access"
DEFAULT = "system.posix_acl_default"

_OWNER, _USER, _OWNING_GROUP, _GROUP, _MASK, _OTHER = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
READ, WRITE, SEARCH = 4, 2, 1


@dataclass(frozen=True, slots=True)
class Circle:
    """Who has a right: everyone, the members of `groups` (numbers), and `users` (numbers)."""

    everyone: bool = False
    groups: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()


def from_mode(mode: int, uid: int, gid: int, wanted: int) -> Circle:
    """Return who has one of the `wanted` rights (READ, WRITE, SEARCH) by the mode bits alone."""
    return Circle(
        bool(mode & wanted),
        frozenset({gid}) if mode >> 3 & wanted else frozenset(),
        frozenset({uid}) if stat.S_IMODE(mode) >> 6 & wanted else frozenset(),
    )


def from_list(raw: bytes, uid: int, gid: int, wanted: int) -> Circle:
    """Return who has one of the `wanted` rights by an access control list, its mask applied.

    Raises ValueError when the bytes are no such list.
    """
    if len(raw) < 4 or (len(raw) - 4) % 8 or struct.unpack_from("<I", raw)[0] != 2:
        raise ValueError("not a POSIX access control list")
    entries: list[tuple[int, int, int]] = list(struct.iter_unpack("<HHI", raw[4:]))
    mask = next((rights for tag, rights, _ in entries if tag == _MASK), 7)
    everyone, groups, users = False, set(), set()
    for tag, rights, number in entries:
        held = rights & wanted if tag in (_OWNER, _OTHER) else rights & mask & wanted
        if not held or tag == _MASK:
            continue
        if tag == _OTHER:
            everyone = True
        elif tag in (_OWNER, _USER):
            users.add(uid if tag == _OWNER else number)
        elif tag in (_OWNING_GROUP, _GROUP):
            groups.add(gid if tag == _OWNING_GROUP else number)
        else:
            raise ValueError("an entry of unknown kind")
    return Circle(everyone, frozenset(groups), frozenset(users))
