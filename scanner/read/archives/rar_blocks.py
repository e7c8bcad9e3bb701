"""What the headers of a RAR archive tell, formats 4 and 5: names, encryption, volumes, comments.

libarchive unpacks the members, but does not tell that one of format 5 is encrypted, nor any name once it has given up.
Sources: RARLAB, technote.txt of WinRAR 4.20 (format 4) and "RAR 5.0 archive format" (format 5).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from scanner.read.archives.members import decode_name
from scanner.read.draft import Budget
from scanner.read.file_part import Readable

MARK_4, MARK_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_LARGEST = 2 << 20  # bytes of a header (format 5, "General archive block format")
_COMMENT = 1 << 18  # bytes of a comment (the same, "Archive comment")


@dataclass(frozen=True, slots=True)
class RarMember:
    """A member's path, whether it is encrypted, where its header stands, and the CRC-32 of its content, when all of it is here."""

    name: str
    encrypted: bool
    start: int
    check: int | None


@dataclass(slots=True)
class RarHeaders:
    """What was found up to the archive's end, or, unless `ended`, to the first header that is damaged.

    `continued`: names of which the beginning is in another volume, and which libarchive passes by.
    `locked`: the headers themselves are encrypted. `volume`: the archive goes on in other files. `packed_comment`: there is
    a comment that cannot be read. `streams`: how many streams of NTFS stand beside members.
    """

    members: list[RarMember] = field(default_factory=list)
    continued: list[str] = field(default_factory=list)
    ended: bool = False
    locked: bool = False
    solid: bool = False
    volume: bool = False
    comment: str = ""
    packed_comment: bool = False
    streams: int = 0


def scan(file: Readable, start: int, budget: Budget) -> RarHeaders:
    """Return what the headers tell of the archive that begins at `start`. Raises LimitReached when time is up."""
    found = RarHeaders()
    file.seek(start)
    is_5 = file.read(len(MARK_5)) == MARK_5
    position = start + len(MARK_5 if is_5 else MARK_4)
    step = _step_5 if is_5 else _step_4
    try:
        while not (found.ended or found.locked):
            budget.check_time()
            position = step(file, position, found)
    except (struct.error, IndexError, ValueError, OverflowError):
        return found  # a damaged header: where the next one stands is not known
    return found


def _step_4(file: Readable, position: int, found: RarHeaders) -> int:
    """Take in the header at `position`; returns where the next one stands."""
    file.seek(position)
    head = file.read(7)
    found.ended = not head  # early versions wrote no end
    _, kind, flags, size = struct.unpack("<HBHH", head)
    body = file.read(size - 7)
    if size < 7 or len(body) < size - 7:
        raise ValueError
    length: int = struct.unpack_from("<I", body)[0] if flags & 0x8000 else 0
    if kind == 0x73:  # the archive's header
        found.volume, found.solid, found.locked = bool(flags & 1), bool(flags & 8), bool(flags & 0x80)
        found.packed_comment = bool(flags & 2)
    elif kind in (0x74, 0x7A):  # a file, or something of the archive in a file's shape
        method, name_length = body[18], struct.unpack_from("<H", body, 19)[0]
        large = flags & 0x100
        if large:
            length += struct.unpack_from("<I", body, 25)[0] << 32
        name = body[33 if large else 25 :][:name_length].partition(b"\0")[0]
        encrypted = bool(flags & 4)
        if kind == 0x74:
            found.volume = found.volume or bool(flags & 3)
            check = None if flags & 7 else struct.unpack_from("<I", body, 9)[0]
            found.members.append(RarMember(decode_name(name), encrypted, position, check))
        elif name == b"CMT" and method == 0x30 and not encrypted:
            found.comment = decode_name(file.read(min(length, _COMMENT)))
        else:
            _service(name, found)
    found.ended = kind == 0x7B
    return position + int(size) + length


def _step_5(file: Readable, position: int, found: RarHeaders) -> int:
    """Take in the header at `position`; returns where the next one stands."""
    file.seek(position + 4)
    size, used = _vint(file.read(3), 0)
    if size > _LARGEST:
        raise ValueError
    file.seek(position + 4 + used)
    header = file.read(size)
    if len(header) < size:
        raise ValueError
    kind, at = _vint(header, 0)
    flags, at = _vint(header, at)
    extra_length = length = 0
    if flags & 1:
        extra_length, at = _vint(header, at)
    if flags & 2:
        length, at = _vint(header, at)
    extra = header[size - extra_length :] if extra_length else b""
    data = position + 4 + used + size
    if kind == 1:
        archive_flags, _ = _vint(header, at)
        found.volume, found.solid = bool(archive_flags & 1), bool(archive_flags & 4)
    elif kind == 4:
        found.locked = True
    elif kind in (2, 3):
        name, method, check = _file_5(header, at)
        encrypted = _has_record(extra, 1)
        if kind == 2:
            found.volume = found.volume or bool(flags & 0x18)
            if flags & 8:
                found.continued.append(decode_name(name))
            else:
                check = None if encrypted or flags & 0x10 else check
                found.members.append(RarMember(decode_name(name), encrypted, position, check))
        elif name == b"CMT" and not method and not encrypted:
            file.seek(data)
            found.comment = decode_name(file.read(min(length, _COMMENT)).rstrip(b"\0"))
        else:
            _service(name, found)
    found.ended = kind == 5
    return data + length


def _file_5(header: bytes, at: int) -> tuple[bytes, int, int | None]:
    """Return name, packing method and check sum of a file's header."""
    flags, at = _vint(header, at)
    for _ in ("size", "attributes"):
        _, at = _vint(header, at)
    at += 4 * bool(flags & 2)  # time
    check = struct.unpack_from("<I", header, at)[0] if flags & 4 else None
    at += 4 * bool(flags & 4)
    packing, at = _vint(header, at)
    _, at = _vint(header, at)  # system
    length, at = _vint(header, at)
    return header[at : at + length], packing >> 7 & 7, check


def _has_record(extra: bytes, wanted: int) -> bool:
    at = 0
    while at < len(extra):
        size, at = _vint(extra, at)
        kind, _ = _vint(extra, at)
        if kind == wanted:
            return True
        at += size
    return False


def _service(name: bytes, found: RarHeaders) -> None:
    if name == b"CMT":
        found.packed_comment = True
    elif name == b"STM":
        found.streams += 1


def _vint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length (seven bits a byte, lowest first) and where it ends. Raises IndexError."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80 or shift > 63:
            return value, at
