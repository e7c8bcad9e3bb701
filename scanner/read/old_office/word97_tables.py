"""What the table stream of an old Word file holds in words: bookmarks, variables, paths, who reviewed and who saved it where.

Each table is found by its number in the list of offsets and lengths that follows the first block (MS-DOC 2.5.6).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from scanner.read import loose_text

_FIRST = 0x9A
_STYLES, _BOOKMARKS, _FONTS, _ASSOCIATED, _REVIEWERS, _CHANGERS, _VARIABLES, _SAVED_BY = 1, 21, 15, 32, 36, 51, 60, 71
# Of the strings associated with the document those that the document's properties do not repeat (MS-DOC 2.9.275).
_OF_DOCUMENT = {1: "template", 8: "merge source", 9: "merge header", 17: "write password"}
_OWN_BOOKMARK = re.compile(r"_(?:Toc|Ref|Hlk|Hlt|PictureBullets|GoBack)\w*|OLE_LINK\d+")
_MOST = 20_000


def words(main: bytes, table: bytes) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of what the tables say. Style and font names are left out; of damage what can be read is told."""
    told: set[str] = set()
    rest = bytearray(table)
    for number in (_STYLES, _FONTS):
        begin, stop = _span(main, table, number)
        rest[begin:stop] = bytes(stop - begin)
    for number, place in ((_BOOKMARKS, "bookmark"), (_ASSOCIATED, ""), (_REVIEWERS, "metadata author"), (_CHANGERS, "metadata author"),
                          (_VARIABLES, "metadata variable"), (_SAVED_BY, "metadata saved by")):  # fmt: skip
        begin, stop = _span(main, table, number)
        rest[begin:stop] = bytes(stop - begin)
        try:
            for where, text in _read(number, table[begin:stop], place):
                if text.strip() and text not in told:
                    told.add(text)
                    yield where, text
        except struct.error:
            continue
    for text in loose_text.wide(bytes(rest)):
        if text not in told:
            told.add(text)
            yield "document settings", text


def _span(main: bytes, table: bytes, number: int) -> tuple[int, int]:
    place = _FIRST + 8 * number
    if place + 8 > len(main):
        return 0, 0
    begin, length = struct.unpack_from("<II", main, place)
    return (begin, min(len(table), begin + length)) if begin <= len(table) else (0, 0)


def _read(number: int, data: bytes, place: str) -> Iterator[tuple[str, str]]:
    if not data:
        return
    if number == _REVIEWERS:
        for text, _ in _counted(data, 0, _MOST, 0):
            yield place, text
        return
    texts, end = _table(data)
    for index, text in enumerate(texts):
        if number == _ASSOCIATED:
            if index in _OF_DOCUMENT:
                yield f"metadata {_OF_DOCUMENT[index]}", text
        elif not (number == _BOOKMARKS and _OWN_BOOKMARK.fullmatch(text)):
            yield place, text
    if number == _VARIABLES:  # the names are followed by the values
        for text, _ in _counted(data, end, len(texts), 0):
            yield place, text


def _table(data: bytes) -> tuple[list[str], int]:
    """Return the strings of a table (STTB, MS-DOC 2.2.4) and where it ends."""
    wide, count, extra = struct.unpack_from("<HHH", data)
    if wide != 0xFFFF:
        return [], len(data)
    texts, end = [], 6
    for text, end in _counted(data, 6, min(count, _MOST), extra):  # noqa: B007 - the last end is wanted
        texts.append(text)
    return texts, end


def _counted(data: bytes, position: int, most: int, extra: int) -> Iterator[tuple[str, int]]:
    """Yield up to `most` strings behind their lengths, each with where the next one begins."""
    for _ in range(most):
        if position + 2 > len(data):
            return
        (count,) = struct.unpack_from("<H", data, position)
        stop = position + 2 + 2 * count
        if stop > len(data):
            return
        text = data[position + 2 : stop].decode("utf-16-le", "replace").strip("\x00")
        position = stop + extra
        yield text, position
