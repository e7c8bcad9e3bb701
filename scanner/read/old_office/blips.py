"""Pictures in the drawing records of old Office files (MS-ODRAW 2.2.23), found by their headers."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_START = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff")
_METAFILE = re.compile(rb"..[\x1a\x1b]\xf0", re.DOTALL)
_BITMAPS = (0xF01D, 0xF01E, 0xF02A)
_MOST = 64 << 20  # bytes of one unpacked drawing


def bitmaps(data: bytes) -> Iterator[bytes]:
    """Yield the PNG and JPEG files whose record header stands right before them, each once."""
    for match in _START.finditer(data):
        for back in (25, 41):  # header, one or two checksums of 16 bytes, one tag
            begin = match.start() - back
            if begin < 0:
                continue
            kind, length = struct.unpack_from("<HI", data, begin + 2)
            if kind in _BITMAPS and back - 8 < length <= len(data) - begin - 8:
                yield data[match.start() : begin + 8 + length]
                break


def drawings(data: bytes) -> Iterator[bytes]:
    """Yield the EMF and WMF drawings, unpacked, whose sizes agree with their record header."""
    for match in _METAFILE.finditer(data):
        begin = match.start()
        instance, kind, length = struct.unpack_from("<HHI", data.ljust(begin + 8, b"\x00"), begin)
        uids = 32 if (instance >> 4) & 1 else 16
        place = begin + 8 + uids
        if kind not in (0xF01A, 0xF01B) or length > len(data) - begin - 8 or place + 34 > len(data):
            continue
        (size,) = struct.unpack_from("<I", data, place)
        (saved,) = struct.unpack_from("<I", data, place + 28)
        packed = data[place + 34 : place + 34 + saved]
        if length != uids + 34 + saved or not 0 < size <= _MOST:
            continue
        if data[place + 32] == 0:
            try:
                yield zlib.decompressobj().decompress(packed, size)
            except zlib.error:
                continue
        else:
            yield packed
