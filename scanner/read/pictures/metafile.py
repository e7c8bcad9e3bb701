"""Windows metafiles, the drawings that Office keeps of embedded objects: the words they draw and the bitmaps they hold.

EMF after MS-EMF 2.3 and MS-EMFPLUS 2.3, WMF after MS-WMF 2.3. Letters that are drawn as curves are not words here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_HEADER, _EOF, _COMMENT, _TEXT_A, _TEXT_W, _POLY_A, _POLY_W, _SMALL = 1, 14, 70, 83, 84, 96, 97, 108
# Records with a bitmap: where the offset of its header stands.
_BITMAPS = {80: 48, 81: 48, 76: 84, 77: 84, 78: 84, 114: 84, 116: 84}
_GLYPHS, _NO_RECTANGLE, _ONE_BYTE, _PAIRS = 0x10, 0x100, 0x200, 0x2000
_PLUS, _PLUS_OBJECT, _PLUS_STRING, _PLUS_DRIVER = b"EMF+", 0x4008, 0x401C, 0x4036
_WMF_TEXT, _WMF_EXT_TEXT, _WMF_FONT = 0x0521, 0x0A32, 0x02FB
_WMF_BITMAPS = {0x0F43: 22, 0x0B41: 20, 0x0940: 16, 0x0D33: 18}
_ENCODED = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff")
_MOST_BITMAPS = 200


@dataclass(slots=True)
class Contents:
    """The lines of text, the bitmaps as files, and whether the drawing was read to its end and all its letters are known."""

    lines: list[str] = field(default_factory=list)
    bitmaps: list[bytes] = field(default_factory=list)
    complete: bool = False


@dataclass(slots=True)
class _Page:
    """Text as it is placed: pieces on the same height join to a line, with a space where there is a gap."""

    lines: list[str] = field(default_factory=list)
    height: int | None = None
    reached: float = 0.0

    def put(self, text: str, x: int, y: int, width: float) -> None:
        text = text.replace("\x00", "")
        if not text:
            return
        if self.lines and y == self.height:
            letter = width / len(text) if width else 1.0
            gap = x - self.reached
            self.lines[-1] += ("\t" if gap > 4 * letter else " " if gap > 0.4 * letter else "") + text
        else:
            self.lines.append(text)
        self.height = y
        self.reached = x + width


def contents(data: bytes) -> Contents:
    """Return what a metafile says and holds; what damage leaves out is told by `complete`."""
    found = Contents()
    page, plus = _Page(), _Page()
    try:
        if data[40:44] == b" EMF":
            found.complete = _emf(data, page, plus, found)
        else:
            found.complete = _wmf(data, page, found)
    except (struct.error, IndexError):
        found.complete = False
    # A drawing may be stored twice, for old and for new programs.
    same = "".join("".join(page.lines).split()) == "".join("".join(plus.lines).split())
    found.lines += page.lines if same else [*page.lines, *plus.lines]
    found.bitmaps = list(dict.fromkeys(found.bitmaps))[:_MOST_BITMAPS]
    return found


def _emf(data: bytes, page: _Page, plus: _Page, found: Contents) -> bool:
    known = True
    position = 0
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<II", data, position)
        if size < 8 or position + size > len(data):
            return False
        record = data[position : position + size]
        position += size
        if kind == _EOF:
            return known
        if kind == _HEADER and size >= 68:
            count, offset = struct.unpack_from("<II", record, 60)
            found.lines += [text for text in _wide(record, offset, count).split("\x00") if text.strip()]
        elif kind in (_TEXT_A, _TEXT_W):
            known &= _text(record, 36, page, wide=kind == _TEXT_W)
        elif kind in (_POLY_A, _POLY_W):
            (count,) = struct.unpack_from("<I", record, 36)
            for index in range(min(count, (size - 40) // 40)):
                known &= _text(record, 40 + 40 * index, page, wide=kind == _POLY_W)
        elif kind == _SMALL:
            known &= _small(record, page)
        elif kind in _BITMAPS:
            found.bitmaps += _bitmap(record, _BITMAPS[kind])
        elif kind == _COMMENT and record[12:16] == _PLUS:
            known &= _plus(record[16:], plus, found)
    return False


def _text(record: bytes, place: int, page: _Page, *, wide: bool) -> bool:
    """Read one text; returns False when its letters are given by their number in a font."""
    x, y, count, offset, options = struct.unpack_from("<iiIII", record, place)
    if options & _GLYPHS:
        return int(count) == 0
    text = _wide(record, offset, count) if wide else record[offset : offset + count].decode("cp1252", "replace")
    (spaces,) = struct.unpack_from("<I", record, place + 36)
    step = 8 if options & _PAIRS else 4
    stop = spaces + step * count
    width = (
        sum(struct.unpack_from("<I", record, at)[0] for at in range(spaces, stop, step))
        if 0 < spaces <= stop <= len(record)
        else 0
    )
    page.put(text, x, y, float(min(width, 1 << 24)))
    return True


def _small(record: bytes, page: _Page) -> bool:
    x, y, count, options = struct.unpack_from("<iiII", record, 8)
    if options & _GLYPHS:
        return int(count) == 0
    place = 36 if options & _NO_RECTANGLE else 52
    text = record[place : place + count].decode("latin-1") if options & _ONE_BYTE else _wide(record, place, count)
    page.put(text, x, y, 0.0)
    return True


def _wide(record: bytes, offset: int, count: int) -> str:
    return record[offset : offset + 2 * count].decode("utf-16-le", "replace") if 0 < count <= len(record) else ""


def _bitmap(record: bytes, place: int) -> Iterator[bytes]:
    header, header_size, bits, bits_size = struct.unpack_from("<4I", record, place)
    if header_size >= 12 and bits_size and header + header_size <= len(record) and bits + bits_size <= len(record):
        yield _file(record[header : header + header_size], record[bits : bits + bits_size])


def _file(header: bytes, bits: bytes) -> bytes:
    """Return a bitmap as a file of its own."""
    offset = 14 + len(header)
    return struct.pack("<2sIII", b"BM", offset + len(bits), 0, offset) + header + bits


def _plus(data: bytes, page: _Page, found: Contents) -> bool:
    known = True
    position = 0
    while position + 12 <= len(data):
        kind, _, size, length = struct.unpack_from("<HHII", data, position)
        if size < 12:
            return False
        record = data[position + 12 : position + 12 + length]
        position += size
        if kind == _PLUS_STRING:
            _, _, count, x, y = struct.unpack_from("<IIIff", record)
            page.put(_wide(record, 28, count), *_whole(x, y), 0.0)
        elif kind == _PLUS_DRIVER:
            _, options, _, count = struct.unpack_from("<4I", record)
            if not options & 1:
                known = False
                continue
            x, y = struct.unpack_from("<ff", record, 16 + 2 * count + (-2 * count % 4))
            page.put(_wide(record, 16, count), *_whole(x, y), 0.0)
        elif kind == _PLUS_OBJECT and (start := _ENCODED.search(record)):
            found.bitmaps.append(record[start.start() :])
    return known


def _whole(x: float, y: float) -> tuple[int, int]:
    return (int(x), int(y)) if abs(x) < 1e9 and abs(y) < 1e9 else (0, 0)


def _wmf(data: bytes, page: _Page, found: Contents) -> bool:
    position = 22 if data[:4] == b"\xd7\xcd\xc6\x9a" else 0
    position += 2 * struct.unpack_from("<H", data, position + 2)[0]
    while position + 6 <= len(data):
        words, kind = struct.unpack_from("<IH", data, position)
        if words < 3 or position + 2 * words > len(data):
            return False
        record = data[position + 6 : position + 2 * words]
        position += 2 * words
        if kind == 0:
            return True
        if kind == _WMF_TEXT:
            (count,) = struct.unpack_from("<H", record)
            y, x = struct.unpack_from("<hh", record, 2 + count + count % 2)
            page.put(record[2 : 2 + count].decode("cp1252", "replace"), x, y, 0.0)
        elif kind == _WMF_EXT_TEXT:
            _wmf_text(record, page)
        elif kind in _WMF_BITMAPS:
            found.bitmaps += _wmf_bitmap(record[_WMF_BITMAPS[kind] :])
    return False


def _wmf_text(record: bytes, page: _Page) -> None:
    y, x, count, options = struct.unpack_from("<hhHH", record)
    place = 16 if options & 6 else 8
    text = record[place : place + count].decode("cp1252", "replace")
    spaces = place + count + count % 2
    width = sum(struct.unpack_from("<h", record, at)[0] for at in range(spaces, min(spaces + 2 * count, len(record) - 1), 2))
    page.put(text, x, y, float(max(0, width)))


def _wmf_bitmap(data: bytes) -> Iterator[bytes]:
    if len(data) < 40:
        return
    size, bits, colours = struct.unpack_from("<I10xH16xI", data)
    if size < 40:
        return
    table = 4 * (colours or (1 << bits if bits <= 8 else 0))
    if size + table < len(data):
        yield _file(data[: size + table], data[size + table :])
