"""The Windows access control list that Samba keeps beside a file (`security.NTACL`, vfs_acl_xattr).

The attribute is NDR: `xattr_NTACL` of Samba's librpc/idl/xattr.idl in versions 1 to 4, around a self-relative security
descriptor, [MS-DTYP] 2.4.6. Only what it takes to answer one question is read: who may read or write?
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

ATTRIBUTE = "security.NTACL"

_ALLOWED, _DENIED = 0, 1  # [MS-DTYP] 2.4.4.1, types of entries
_INHERIT_ONLY = 0x08
_DACL_PRESENT, _SELF_RELATIVE = 0x0004, 0x8000
_TOUCH = 0x00000001 | 0x00000002 | 0x00000004 | 0x80000000 | 0x40000000 | 0x10000000  # data, generic read, write, all

# [MS-DTYP] 2.4.2.4: Everyone, Network, Interactive, Anonymous, Authenticated Users, This Organization, Users, Guests.
_EVERYONE = frozenset({"S-1-1-0", "S-1-5-2", "S-1-5-4", "S-1-5-7", "S-1-5-11", "S-1-5-15", "S-1-5-32-545", "S-1-5-32-546"})
_EVERYONE_OF_DOMAIN = frozenset({"513", "514", "515"})  # Domain Users, Guests, Computers
# System, Administrators, Backup Operators, the owner by other names.
_KEEPERS = frozenset({"S-1-5-18", "S-1-5-32-544", "S-1-5-32-551", "S-1-3-0", "S-1-3-4"})
_KEEPERS_OF_DOMAIN = frozenset({"500", "512", "518", "519"})


@dataclass(frozen=True, slots=True)
class NtReaders:
    """Who may read or write by the list: everyone, Unix groups and users by number, and accounts only a domain can size."""

    everyone: bool = False
    groups: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    others: int = 0


def parse(blob: bytes) -> NtReaders:
    """Read the attribute. Raises ValueError when it is damaged or of a form that is not known."""
    try:
        return _dacl(blob[_descriptor(blob) :])
    except (struct.error, IndexError):
        raise ValueError("the attribute ends early") from None


def _descriptor(blob: bytes) -> int:
    """Return where the security descriptor begins, or raise ValueError."""
    version, level, pointer = struct.unpack_from("<HHI", blob)
    if version != level or version not in (1, 2, 3, 4) or not pointer:
        raise ValueError("an unknown version")
    if version == 1:
        return 8
    if not struct.unpack_from("<I", blob, 8)[0]:
        raise ValueError("no descriptor")
    if version == 2:
        return 12 + 16  # a hash of 16 bytes
    if version == 3:
        return 80  # kind of hash (2), hash (64), padding to 4
    end = blob.index(b"\0", 78) + 1  # kind of hash, hash, a description that ends in a zero
    return -(-end // 4) * 4 + 8 + 64  # padding to 4, time, another hash


def _dacl(descriptor: bytes) -> NtReaders:
    revision, _, control, _owner, _group, _sacl, at = struct.unpack_from("<BBHIIII", descriptor)
    if revision != 1 or not control & _SELF_RELATIVE:
        raise ValueError("not a security descriptor")
    if not control & _DACL_PRESENT or not at:
        return NtReaders(everyone=True)  # no list at all: [MS-DTYP] 2.5.3 grants everyone everything
    revision, _, _size, count, _ = struct.unpack_from("<BBHHH", descriptor, at)
    if revision not in (2, 4):
        raise ValueError("not an access control list")
    denied: dict[str, int] = {}
    everyone, groups, users, others = False, set(), set(), set()
    at += 8
    for _ in range(count):
        kind, flags, size = struct.unpack_from("<BBH", descriptor, at)
        if size < 8 or at + size > len(descriptor):
            raise ValueError("an entry ends early")
        entry, at = descriptor[at : at + size], at + size
        if flags & _INHERIT_ONLY:
            continue
        if kind not in (_ALLOWED, _DENIED):
            raise ValueError("an entry of unknown kind")
        rights = struct.unpack_from("<I", entry, 4)[0] & _TOUCH
        who = _sid(entry[8:])
        if kind == _DENIED:
            denied[who] = denied.get(who, 0) | rights
            continue
        if not rights & ~(denied.get(who, 0) | denied.get("S-1-1-0", 0)):
            continue
        last = who.rpartition("-")[2]
        of_domain = who.startswith("S-1-5-21-")
        if who in _EVERYONE or (of_domain and last in _EVERYONE_OF_DOMAIN):
            everyone = True
        elif who.startswith("S-1-22-2-"):  # Samba's own: a Unix group
            groups.add(int(last))
        elif who.startswith("S-1-22-1-"):
            users.add(int(last))
        elif who not in _KEEPERS and not (of_domain and last in _KEEPERS_OF_DOMAIN):
            others.add(who)
    return NtReaders(everyone, frozenset(groups), frozenset(users), len(others))


def _sid(raw: bytes) -> str:
    """Return a security identifier in its usual form ([MS-DTYP] 2.4.2.1)."""
    revision, count = raw[0], raw[1]
    if revision != 1 or count > 15 or len(raw) < 8 + 4 * count:
        raise ValueError("not a security identifier")
    parts = struct.unpack_from(f"<{count}I", raw, 8)
    return "-".join(["S-1", str(int.from_bytes(raw[2:8], "big")), *map(str, parts)])
