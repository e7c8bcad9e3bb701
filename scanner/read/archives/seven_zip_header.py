"""The header of a 7z archive: which members there are.

Source: 7zFormat.txt of the LZMA SDK (public domain).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field

from scanner.read.archives.seven_zip_streams import END, Damaged, Folder, Reader, Streams, read_streams
from scanner.read.file_part import Readable

MARK = b"7z\xbc\xaf\x27\x1c"
_HEADER, _PROPERTIES, _ADDITIONAL, _STREAMS, _FILES = range(1, 6)
_EMPTY_STREAM, _EMPTY_FILE, _NAMES, _ATTRIBUTES, _ENCODED = 0x0E, 0x0F, 0x11, 0x15, 0x17


@dataclass(frozen=True, slots=True)
class Item:
    """A member: its size and CRC-32; `folder` is the index of the stream it is in, None when it has no content."""

    name: str
    folder: int | None
    size: int
    check: int | None
    is_folder: bool
    attributes: int


@dataclass(slots=True)
class Header:
    """The members in their order, and the streams that they are in."""

    folders: list[Folder] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def stored(file: Readable, size: int, most: int) -> bytes:
    """Return the header as it stands in the file, at most `most` bytes. Raises Damaged; EOFError when it lies outside."""
    file.seek(0)
    head = file.read(32)
    if len(head) < 32 or not head.startswith(MARK):
        raise Damaged
    (check,) = struct.unpack_from("<I", head, 8)
    offset, length = struct.unpack_from("<QQ", head, 12)
    if zlib.crc32(head[12:32]) != check:
        raise Damaged
    if 32 + offset + length > size:
        raise EOFError
    file.seek(32 + offset)
    data = file.read(min(length, most))
    if zlib.crc32(data) != struct.unpack_from("<I", head, 28)[0]:
        raise Damaged
    return data


def parse(data: bytes) -> Header | Folder:
    """Return what the header tells, or the folder that the real header is packed in. Raises Damaged."""
    try:
        reader = Reader(data)
        kind = reader.number() if data else END
        if kind == _ENCODED:
            return read_streams(reader).folders[0]
        return _header(reader) if kind == _HEADER else Header()
    except (IndexError, struct.error, UnicodeDecodeError, OverflowError, ValueError):
        raise Damaged from None


def _header(reader: Reader) -> Header:
    streams = Streams()
    header = Header()
    while (kind := reader.number()) != END:
        if kind == _PROPERTIES:
            while reader.number() != END:
                reader.bytes(reader.number())
        elif kind == _ADDITIONAL:
            read_streams(reader)
        elif kind == _STREAMS:
            streams = read_streams(reader)
        elif kind == _FILES:
            header.items = _items(reader, streams)
        else:
            raise Damaged
    header.folders = streams.folders
    return header


def _items(reader: Reader, streams: Streams) -> list[Item]:
    count = reader.count()
    names: list[str] = []
    empty = [False] * count
    empty_files: list[bool] = []
    attributes: list[int | None] = [None] * count
    while (kind := reader.number()) != END:
        inner = Reader(reader.bytes(reader.number()))
        if kind == _EMPTY_STREAM:
            empty = inner.bits(count)
        elif kind == _EMPTY_FILE:
            empty_files = inner.bits(sum(empty))
        elif kind == _NAMES:
            names = _names(inner, count)
        elif kind == _ATTRIBUTES:
            known = inner.flags(count)
            inner.bytes(1)
            attributes = [struct.unpack("<I", inner.bytes(4))[0] if there else None for there in known]
    contents = iter([(index, *part) for index, parts in enumerate(streams.parts) for part in parts])
    files = iter(empty_files)
    items = []
    for name, is_empty, attribute in zip(names, empty, attributes, strict=True):
        folder, size, check = (None, 0, None) if is_empty else next(contents, (None, 0, None))
        if folder is None and not is_empty:
            raise Damaged
        items.append(Item(name, folder, size, check, is_empty and not next(files, False), attribute or 0))
    return items


def _names(reader: Reader, count: int) -> list[str]:
    if reader.bytes(1) != b"\0":
        raise Damaged
    names = reader.rest().decode("utf-16-le", "replace").split("\0")
    if len(names) <= count:
        raise Damaged
    return names[:count]
