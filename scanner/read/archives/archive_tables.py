"""What archives tell in their own tables and libarchive does not say: names behind damage, other volumes, a missing end."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from scanner.model import Code
from scanner.read.archives import archive_kinds
from scanner.read.archives.members import decode_name
from scanner.read.file_part import Readable

_CUT = Code.CORRUPT, "the archive's end is missing"
_NAME = 257  # bytes of a name in a cabinet with its end ([MS-CAB] 2.3)


@dataclass(slots=True)
class Told:
    """Names of the members in their order, where the archive has a list, and what is missing of it as a whole."""

    names: list[str] = field(default_factory=list)
    gaps: list[tuple[Code, str]] = field(default_factory=list)


def look(media_type: str, file: Readable, size: int) -> Told:
    """Return what the tables of an archive of `size` bytes tell; nothing more from where they are damaged."""
    told = Told()
    try:
        _TABLES.get(media_type, _nothing)(file, size, told)
    except (struct.error, IndexError):
        told.gaps.append(_CUT)
    return told


def _nothing(file: Readable, size: int, told: Told) -> None:
    """The other formats have an end that libarchive looks for."""


def _cabinet(file: Readable, size: int, told: Told) -> None:
    """Read header and names ([MS-CAB] 2.1 and 2.3)."""
    file.seek(0)
    stated, _, offset, _, _, _, _, count, flags = struct.unpack("<4x4xIIII2BHHH", file.read(32))
    if stated > size:
        told.gaps.append(_CUT)
    if flags & 3:
        told.gaps.append((Code.UNSUPPORTED, "one of several cabinets, which are not read together"))
    for _ in range(count):
        file.seek(offset)
        entry = file.read(16 + _NAME)
        name = entry[16 : entry.index(b"\0", 16)] if b"\0" in entry[16:] else entry[16:]
        if not name:
            return
        told.names.append(decode_name(name))
        offset += 16 + len(name) + 1


def _unix(file: Readable, size: int, told: Told) -> None:
    """Go from header to header (ar(5)): libarchive takes one that is cut off for the end."""
    position = 8
    while position < size:
        file.seek(position)
        header = file.read(60)
        if len(header) < 60:
            told.gaps.append(_CUT)
        if len(header) < 60 or not header[48:58].strip().isdigit():
            return
        length = int(header[48:58])
        position += 60 + length + length % 2


def _disc(file: Readable, size: int, told: Told) -> None:
    """Compare the number of sectors in the first volume descriptor (ECMA-119, 8.4.8 and 8.4.12)."""
    file.seek(16 * 2048)
    descriptor = file.read(2048)
    (sectors,) = struct.unpack_from("<I", descriptor, 80)
    (length,) = struct.unpack_from("<H", descriptor, 128)
    if descriptor[:1] == b"\x01" and sectors * length > size:
        told.gaps.append(_CUT)


_TABLES: dict[str, Callable[[Readable, int, Told], None]] = {
    archive_kinds.CAB: _cabinet,
    archive_kinds.AR: _unix,
    archive_kinds.ISO: _disc,
}
