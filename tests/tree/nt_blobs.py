"""Security descriptors as Samba writes them, built from [MS-DTYP] 2.4 and librpc/idl/xattr.idl."""

import struct


def sid(text):
    _, revision, authority, *parts = text.split("-")
    numbers = [int(part) for part in parts]
    return bytes([int(revision), len(numbers)]) + int(authority).to_bytes(6, "big") + struct.pack(f"<{len(numbers)}I", *numbers)


def ace(who, rights=0x1200A9, kind=0, flags=0):
    body = struct.pack("<I", rights) + sid(who)
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


def descriptor(*entries, control=0x9004, null=False):
    owner, group = sid("S-1-5-21-1-2-3-1104"), sid("S-1-5-32-544")
    at = 20 + len(owner) + len(group)
    acl = struct.pack("<BBHHH", 2, 0, 8 + sum(map(len, entries)), len(entries), 0) + b"".join(entries)
    head = struct.pack("<BBHIIII", 1, 0, control, 20, 20 + len(owner), 0, 0 if null else at)
    return head + owner + group + (b"" if null else acl)


def blob(security, version=4, description=b"posix_acl"):
    lead = struct.pack("<HHI", version, version, 0x20000)
    if version == 1:
        return lead + security
    lead += struct.pack("<I", 0x20004)
    if version == 2:
        return lead + b"h" * 16 + security
    lead += struct.pack("<H", 1) + b"h" * 64
    if version == 4:
        lead += description + b"\0"
        lead += b"\0" * (-len(lead) % 4) + b"t" * 8 + b"s" * 64
    return lead + b"\0" * (-len(lead) % 4) + security
