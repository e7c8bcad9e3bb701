"""Members of a zip that are packed in a way that the standard library lacks and libarchive knows."""

from __future__ import annotations

import copy
import struct
import zipfile
from collections.abc import Iterator
from typing import IO

from scanner.read.archives.libarchive import Archive
from scanner.read.draft import Budget

METHODS = frozenset((93, 95, 98))  # Zstandard, xz, PPMd (APPNOTE 4.4.5)
_VERSION = 63


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Yield a member's unpacked bytes. Raises Failure, LimitReached, Refused, and what `ZipFile.open` raises."""
    stored = copy.copy(info)
    stored.compress_type = zipfile.ZIP_STORED
    stored.file_size = info.compress_size
    with archive.open(stored) as stream:
        stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001 - it is that of the unpacked bytes
        with Archive(_OneMember(info, stream), budget, ("zip_streamable",), seekable=False) as single:
            for _ in single.entries():
                yield from single.blocks()
                return


class _OneMember:
    """The member as the only one of an archive without a directory, its sizes as zip64 (APPNOTE 4.3.7, 4.5.3)."""

    def __init__(self, info: zipfile.ZipInfo, stream: IO[bytes]) -> None:
        extra = struct.pack("<HHQQ", 1, 16, info.file_size, info.compress_size)
        self._head = struct.pack(
            "<4s5HI2I2H",
            b"PK\x03\x04",
            _VERSION,
            0,
            info.compress_type,
            0,
            33,
            info.CRC & 0xFFFFFFFF,
            0xFFFFFFFF,
            0xFFFFFFFF,
            1,
            len(extra),
        )
        self._head += b"x" + extra
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        data, self._head = self._head, b""
        return data or self._stream.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Raise OSError: what is unpacked on the way can only be read on."""
        raise OSError
