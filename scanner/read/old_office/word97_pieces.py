"""The text of an old Word file out of its pieces: the header, the piece table, and where rows end and text is not shown.

Offsets after MS-DOC 2.5 (the File Information Block) and 2.9.73 (FcCompressed).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from scanner.model import Code
from scanner.read.draft import Refused

# Property changes (sprm) that say: this paragraph stands in a cell; it ends a row; these characters are deleted; they are hidden.
_IN_CELL, _ROW_END, _DELETED, _HIDDEN = 0x2416, 0x2417, 0x0800, 0x083C
# Bytes of what a change is set to, by the three upper bits of its code; 6 tells its own length (MS-DOC 2.2.5.1).
_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_WIDTHS, _TABS = 0xD608, 0xC615
_ON = (0x01, 0x81)  # and "the opposite of the style", which seldom hides by itself
_MOST_PIECES = 1_000_000


@dataclass(frozen=True, slots=True)
class Header:
    """What the first block says: places of the text in an old file, lengths of the stories in a newer one."""

    old: bool
    encrypted: bool
    second_table: bool
    first: int
    last: int
    lengths: tuple[int, ...] = ()


@dataclass(slots=True)
class Document:
    """All text in the order of the stories, their lengths, and the characters that are special (offsets into the text)."""

    text: str
    lengths: tuple[int, ...]
    row_ends: set[int] = field(default_factory=set)
    in_cells: list[tuple[int, int]] = field(default_factory=list)
    unseen: list[tuple[int, int, str]] = field(default_factory=list)
    left_over: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int  # of its text in the document, in characters
    count: int
    offset: int  # in the stream, in bytes
    width: int  # bytes a character


def header(main: bytes) -> Header:
    """Return what the first block says. Raises Refused when it is none."""
    if len(main) < 0x60 or main[:2] not in (b"\xec\xa5", b"\xdc\xa5", b"\xdb\xa5"):
        raise Refused(Code.CORRUPT, "no Word document in the stream")
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, 0x0A)[0]
    first, last = struct.unpack_from("<II", main, 0x18)
    old = version < 0xC1 or len(main) < 0x1AA
    lengths = struct.unpack_from("<8I", main, 0x34) if old else struct.unpack_from("<8I", main, 0x4C)
    return Header(old, bool(flags & 0x0100), bool(flags & 0x0200), first, last, lengths)


def text(main: bytes, table: bytes, head: Header) -> Document:
    """Return the document's text. What damage leaves out is told by `damaged`."""
    if head.old:
        data = main[head.first : head.last]
        plain = data.decode("cp1252", "replace")
        ends = {match.end() - 1 for match in re.finditer("\x07\x07", plain)}  # the second mark in a row is the row's own
        return Document(plain, head.lengths, ends, damaged=not data)
    pieces: list[_Piece] = []
    damaged = False
    room = len(main)
    try:
        for piece in _pieces(main, table):
            damaged |= piece.offset + piece.count * piece.width > len(main)
            room -= piece.count
            if room < 0:  # pieces that lie upon each other
                damaged = True
                break
            pieces.append(piece)
    except struct.error:
        damaged = True
    total = sum(head.lengths)
    parts = []
    for piece in pieces:
        data = main[piece.offset : piece.offset + piece.count * piece.width]
        parts.append(data.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace").ljust(piece.count, " ")[: piece.count])
    document = Document("".join(parts), head.lengths, damaged=damaged or sum(piece.count for piece in pieces) < total)
    document.row_ends = {stop - 1 for _, stop in _found(main, table, 0x102, 13, _ROW_END, pieces, document)}
    document.in_cells = sorted(_found(main, table, 0x102, 13, _IN_CELL, pieces, document))
    for mark, kind in ((_DELETED, "deleted text"), (_HIDDEN, "hidden text")):
        document.unseen += [(start, stop, kind) for start, stop in _found(main, table, 0xFA, 1, mark, pieces, document)]
    document.unseen.sort()
    document.left_over = _left_over(main, head, pieces)
    return document


def building_blocks(main: bytes, table: bytes) -> str:
    """Return the text of a template's building blocks (AutoText), a document of its own behind the first (MS-DOC 2.5.2, pnNext)."""
    begin = 512 * struct.unpack_from("<H", main, 8)[0]
    first = main[begin : begin + 0x1AA]
    if not begin or len(first) < 0x1AA or first[:2] != b"\xec\xa5":
        return ""
    parts = []
    try:
        for piece in _pieces(main, table, first):
            data = main[piece.offset : piece.offset + piece.count * piece.width]
            parts.append(data.decode("cp1252" if piece.width == 1 else "utf-16-le", "replace"))
    except struct.error:
        pass
    return re.sub(r"[\x00-\x08\x0e-\x1f]", " ", "".join(parts).replace("\r", "\n").replace("\x0b", "\n").replace("\x07", "\t"))


def _pieces(main: bytes, table: bytes, block: bytes = b"") -> Iterator[_Piece]:
    """Yield the pieces of the document whose first block is given, or of the main one."""
    offset, length = struct.unpack_from("<II", block or main, 0x1A2)
    position, stop = offset, min(len(table), offset + length)
    while position + 5 <= stop:
        if table[position] == 1:  # property changes, which hold no text
            position += 3 + struct.unpack_from("<H", table, position + 1)[0]
            continue
        if table[position] != 2:
            return
        (size,) = struct.unpack_from("<I", table, position + 1)
        begin = position + 5
        count = min((min(size, stop - begin) - 4) // 12, _MOST_PIECES)
        for index in range(count):
            first, last = struct.unpack_from("<II", table, begin + 4 * index)
            (place,) = struct.unpack_from("<I", table, begin + 4 * ((size - 4) // 12 + 1) + 8 * index + 2)
            if last > first:
                narrow = bool(place & 0x40000000)
                place &= 0x3FFFFFFF
                most = len(main)
                yield _Piece(first, min(last - first, most), place // 2 if narrow else place, 1 if narrow else 2)
        return


def _found(
    main: bytes, table: bytes, entry: int, width: int, mark: int, pieces: list[_Piece], document: Document
) -> list[tuple[int, int]]:
    """Return the stretches of text with a mark, as far as the tables can be read."""
    found: list[tuple[int, int]] = []
    try:
        found.extend(_marked(main, table, entry, width, mark, pieces))
    except struct.error:
        document.damaged = True
    return found


def _marked(main: bytes, table: bytes, entry: int, width: int, mark: int, pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text (in characters) whose formatting switches a property on.

    Formatting stands in pages of 512 bytes that a table lists: stretches of the stream, and for each an offset to its changes.
    """
    offset, length = struct.unpack_from("<II", main, entry)
    count = max(0, (min(length, len(table) - offset) - 4) // 8)
    for index in range(count):
        (number,) = struct.unpack_from("<I", table, offset + 4 * (count + 1) + 4 * index)
        page = main[512 * (number & 0x3FFFFF) : 512 * (number & 0x3FFFFF) + 512]
        if len(page) < 512:
            continue
        runs = page[511]
        if 4 * (runs + 1) + width * runs > 511:
            continue
        bounds = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            place = 2 * page[4 * (runs + 1) + width * run]
            if place and mark in _switched_on(_changes(page, place, width)):
                yield from _in_text(bounds[run], bounds[run + 1], pieces)


def _changes(page: bytes, place: int, width: int) -> bytes:
    """Return the property changes at an offset of a page: of characters behind their length, of paragraphs also behind a style."""
    if width == 1:
        return page[place + 1 : place + 1 + page[place]]
    if page[place]:
        return page[place + 3 : place + 2 * page[place]]
    return page[place + 4 : place + 2 + 2 * page[place + 1]] if place < 511 else b""


def _switched_on(changes: bytes) -> set[int]:
    """Return the codes of the properties that are switched on."""
    found = set()
    position = 0
    while position + 3 <= len(changes):
        (code,) = struct.unpack_from("<H", changes, position)
        size = _OPERAND[code >> 13]
        if changes[position + 2] in _ON:
            found.add(code)
        if code == _TABLE_WIDTHS:
            size = 1 + struct.unpack_from("<H", changes.ljust(position + 4, b"\x00"), position + 2)[0]
        elif not size:
            size = 1 + changes[position + 2]
        position += 2 + size
        if code == _TABS and size == 256:  # its length may not fit into a byte
            break
    return found


def _in_text(first: int, last: int, pieces: list[_Piece]) -> Iterator[tuple[int, int]]:
    for piece in pieces:
        start = max(first, piece.offset)
        stop = min(last, piece.offset + piece.count * piece.width)
        if start < stop:
            yield piece.start + (start - piece.offset) // piece.width, piece.start + (stop - piece.offset) // piece.width


def _left_over(main: bytes, head: Header, pieces: list[_Piece]) -> str:
    """Return text that no piece shows: a quick save leaves the earlier version of a passage in the file."""
    found = []
    position = head.first
    spans = sorted((piece.offset, piece.offset + piece.count * piece.width) for piece in pieces)
    for start, stop in [*spans, (head.last, head.last)]:
        gap = main[position : min(start, head.last)]
        for match in re.finditer(rb"(?:[\x20-\x7e\xc0-\xff]\x00){6,}|[\x20-\x7e\xc0-\xff]{8,}", gap):
            wide = match.group()[1:2] == b"\x00"
            words = match.group().decode("utf-16-le" if wide else "cp1252", "replace")
            if sum(char.isascii() and (char.isalnum() or char == " ") for char in words) * 10 > len(words) * 7:
                found.append(words)
        position = max(position, stop)
    return "\n".join(found)
