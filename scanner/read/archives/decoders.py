"""Streams of packed bytes, unpacked in steps so small that damage costs little of what stands before it."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from scanner.read.file_part import Readable

_INPUT = 1 << 16
_FIRST, _LARGEST = 64, 1 << 14  # bytes that come out in one step: what the step with the damage in it costs
_DICTIONARY = 256 << 20  # bytes that a decoder may take; `xz -9` takes 65 MiB


class Decoder(Protocol):
    """One stream's decoder, as those of bz2, lzma and zstd are."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether nothing more comes out without further bytes."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most `max_length` bytes."""


class Inflate:
    """Deflate without a header (RFC 1951)."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(-15)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self._decoder.eof

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end."""
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Return at most `max_length` bytes."""
        part = self._decoder.decompress(self._decoder.unconsumed_tail + data, max_length)
        self.needs_input = not self._decoder.unconsumed_tail and len(part) < max_length
        return part


def bzip2() -> Decoder:
    """Return a decoder of one bzip2 stream."""
    return bz2.BZ2Decompressor()


def xz() -> Decoder:
    """Return a decoder of one xz stream."""
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_DICTIONARY)


def lzma_alone() -> Decoder:
    """Return a decoder of the format before xz, which has neither a mark nor a check sum."""
    return lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_DICTIONARY)


def zstandard() -> Decoder:
    """Return a decoder of one Zstandard frame (RFC 8878) with a window of at most 128 MiB."""
    from backports.zstd import ZstdDecompressor

    return ZstdDecompressor()


@cache
def broken() -> tuple[type[Exception], ...]:
    """Return what decoders raise at bytes that are not theirs."""
    from backports.zstd import ZstdError

    return (zlib.error, lzma.LZMAError, ZstdError, OSError, EOFError, ValueError)


class Feed:
    """A file's bytes in blocks; what a decoder did not use is given back for the next one."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self._back = b""

    def take(self) -> bytes:
        """Return the next bytes, none at the end."""
        data, self._back = self._back or self._file.read(_INPUT), b""
        return data

    def give_back(self, data: bytes) -> None:
        """Put bytes before those that come next."""
        self._back = data + self._back

    def peek(self, length: int) -> bytes:
        """Return the next `length` bytes, fewer at the end, and leave them."""
        while len(self._back) < length and (more := self._file.read(_INPUT)):
            self._back += more
        return self._back[:length]


def unpacked(feed: Feed, decoder: Decoder) -> Iterator[bytes]:
    """Yield what comes out of one stream. Raises EOFError when it is cut off, and whatever `broken()` names."""
    size = 0
    while not decoder.eof:
        data = feed.take() if decoder.needs_input else b""
        if decoder.needs_input and not data:
            raise EOFError
        part = decoder.decompress(data, min(_LARGEST, max(_FIRST, size >> 4)))
        size += len(part)
        if part:
            yield part
    feed.give_back(decoder.unused_data)
