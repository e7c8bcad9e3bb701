"""Members of a zip that are packed in a way that the standard library lacks and libarchive knows, and those that are damaged."""

from __future__ import annotations

import copy
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from scanner.read.archives import decoders
from scanner.read.archives.libarchive import Archive
from scanner.read.draft import Budget

METHODS = frozenset((93, 95, 98))  # Zstandard, xz, PPMd (APPNOTE 4.4.5)
_VERSION = 63


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    """Yield a member's unpacked bytes. Raises Failure, LimitReached, Refused, and what `ZipFile.open` raises."""
    with (
        _packed(archive, info) as stream,
        Archive(_OneMember(info, stream), budget, ("zip_streamable",), seekable=False) as single,
    ):
        for _ in single.entries():
            yield from single.blocks()
            return


def inflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, done: int) -> Iterator[bytes]:
    """Yield what comes out of a damaged member after its first `done` bytes, in steps so small that little before the damage is lost.

    Raises zlib.error at the damage, EOFError where the member is cut off.
    """
    with _packed(archive, info) as stream:
        for part in decoders.unpacked(decoders.Feed(stream), decoders.Inflate()):
            new = part[done:]
            done = max(0, done - len(part))
            if new:
                yield new


@contextmanager
def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """Give a member's bytes as they are packed."""
    stored = copy.copy(info)
    stored.compress_type = zipfile.ZIP_STORED
    stored.file_size = info.compress_size
    with archive.open(stored) as stream:
        stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001 - it is that of the unpacked bytes
        yield stream


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
