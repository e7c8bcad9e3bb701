"""Archives that their first letters do not tell: behind a program, without a mark, or with one too weak to be believed alone."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from scanner.read.archives import tar_headers
from scanner.read.source import Source

SEVEN_ZIP = "application/x-7z-compressed"
RAR = "application/vnd.rar"
CAB = "application/vnd.ms-cab-compressed"
ISO = "application/x-iso9660-image"
CPIO = "application/x-cpio"
LHA = "application/x-lzh-compressed"
AR = "application/x-archive"
TAR = "application/x-tar"
ZIP = "application/zip"

_MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(mark, re.DOTALL), media_type)
    for mark, media_type in (
        (rb"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
        (rb"Rar!\x1a\x07(?:\x00|\x01\x00)", RAR),
        (rb"MSCF\x00\x00\x00\x00", CAB),
        (rb"!<arch>\n", AR),
        (rb"07070[127]", CPIO),
        # Binary cpio: the length of the name in two bytes of either order, then the name.
        (rb"(?:\xc7\x71.{18}[\x02-\xff][\x00-\x03]|\x71\xc7.{18}[\x00-\x03][\x02-\xff]).{4}[\x20-\xff]", CPIO),
        (rb"..-(?:lh[0-7dx]|lz[s45]|pm[02])-.{13}[\x00-\x03]", LHA),  # method, sizes, time, and the header's level
        (rb"[\x50-\x5f]\x2a\x4d\x18", "application/zstd"),  # a frame to be skipped, before the first that is read
        (rb"LZIP[\x00\x01][\x0c-\xfd]", "application/x-lzip"),
        (rb"\x04\x22\x4d\x18[\x40-\x7f]", "application/x-lz4"),
    )
)
_PROGRAMS = (b"MZ", b"\x7fELF")
_INSIDE = re.compile(rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|MSCF\x00\x00\x00\x00")
_PROGRAM = 4 << 20  # bytes in which the archive behind a program begins
_ISO_MARK = b"\x01CD001", b"\x00CD001", b"\x02CD001"  # volume descriptors in sector 16 (ECMA-119, 8.1)
_ISO_SECTOR = 16 * 2048


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    """The media type, and where in the file the archive begins: behind the program, for one that unpacks itself."""

    media_type: str
    start: int = 0
    behind_program: bool = False


def find(source: Source) -> ArchiveKind | None:
    """Return which kind of archive the document is, or None. A zip is told only behind a program or other bytes."""
    head = source.head()
    if head.startswith(_PROGRAMS):
        return _behind_program(source)
    for mark, media_type in _MARKS:
        if mark.match(head):
            return ArchiveKind(media_type)
    if tar_headers.is_header(head[: tar_headers.BLOCK]):  # the first format of tar has no mark
        return ArchiveKind(TAR)
    if _is_iso(source):
        return ArchiveKind(ISO)
    return ArchiveKind(ZIP) if _is_zip(source) else None


def _is_iso(source: Source) -> bool:
    if source.size < _ISO_SECTOR + 2048:
        return False
    file = source.open()
    file.seek(_ISO_SECTOR)
    return file.read(6) in _ISO_MARK


def _is_zip(source: Source) -> bool:
    try:
        return zipfile.is_zipfile(source.open())
    except zipfile.BadZipFile:  # the last of several volumes of a large one
        return True


def _behind_program(source: Source) -> ArchiveKind | None:
    """Return the archive that a program carries. Programs also know the marks by heart: what follows must be right too."""
    head = source.head(_PROGRAM)
    for found in _INSIDE.finditer(head):
        start = found.start()
        following = head[start : start + 64]
        if following.startswith(b"7z") and _seven_zip(following):
            return ArchiveKind(SEVEN_ZIP, start, behind_program=True)
        if following.startswith(b"Rar") and _rar(following):
            return ArchiveKind(RAR, start, behind_program=True)
        if following.startswith(b"MSCF") and following[24:26] == b"\x03\x01":  # version 1.3 ([MS-CAB] 2.1)
            return ArchiveKind(CAB, start, behind_program=True)
    return ArchiveKind(ZIP, behind_program=True) if _is_zip(source) else None


def _seven_zip(head: bytes) -> bool:
    return len(head) >= 32 and zlib.crc32(head[12:32]) == struct.unpack_from("<I", head, 8)[0]


def _rar(head: bytes) -> bool:
    """Return whether the first header behind the mark is whole: in format 4 the main one, in format 5 any short one."""
    if head[6:8] == b"\x01\x00" and len(head) > 20:
        length = head[12]
        return length < 50 and zlib.crc32(head[12 : 13 + length]) == struct.unpack_from("<I", head, 8)[0]
    main = head[9:20]
    return head[6:7] == b"\x00" and main[:1] == b"\x73" and zlib.crc32(main) & 0xFFFF == struct.unpack_from("<H", head, 7)[0]
