"""The objects of a PDF as they lie in the file, those inside packed streams and those that a later version replaced included.

Readers of pages see what the last version shows. Here nothing is followed: each `N G obj` is given as it comes
(ISO 32000-1, 7.3.10), so that words no page leads to are met too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST = 64 << 20  # bytes of one unpacked stream
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[ \t\r\n\f\0]+\d{1,5}[ \t\r\n\f\0]+obj\b")
_STOP = re.compile(rb"endobj\b|(?<!end)stream(?:\r\n|\n|\r)")
_END = b"endstream"
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(?:\s+(\d{1,5})\s+R)?")
_NUMBERS = re.compile(rb"\d+")
_FIRST = re.compile(rb"/First\s+(\d{1,10})")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_FLATE = ([b"FlateDecode"], [b"Fl"])
_STRING = re.compile(rb"\(|<(?=[0-9A-Fa-f\s]*>)")
_MARK = re.compile(rb"[()\\]")
_NAME = re.compile(rb"/([^\s()<>\[\]{}/%]{1,100})")
_ESCAPED = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# PDFDocEncoding where it differs from Latin-1 (ISO 32000-1, annex D.3).
_DOCUMENT = {0x18 + at: char for at, char in enumerate("˘ˇˆ˙˝˛˚˜")} | {
    0x80 + at: char for at, char in enumerate("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€")
}


@dataclass(frozen=True, slots=True)
class Object:
    """An object: its number, the bytes of its dictionary (or other value), and where its stream stands in the file, if it has one."""

    number: int
    body: bytes
    start: int = 0
    end: int = 0


def objects(data: bytes, most: int, begin: int = 0, stop: int | None = None, cut: list[int] | None = None) -> Iterator[Object]:
    """Yield every object between two places of a file; of a stream of objects only the first `most` bytes are unpacked.

    The numbers of streams that hold more are added to `cut`.
    """
    stop = len(data) if stop is None else stop
    position = begin
    while match := _OBJECT.search(data, position, stop):
        found = _STOP.search(data, match.end(), stop)
        if found is None:
            yield Object(int(match[1]), data[match.end() : min(stop, match.end() + 65_536)])
            return
        body = data[match.end() : found.start()]
        if found[0].startswith(b"endobj"):
            yield Object(int(match[1]), body)
            position = found.end()
            continue
        end = _end(data, body, found.end(), stop)
        item = Object(int(match[1]), body, found.end(), end)
        yield item
        if b"/ObjStm" in body:
            yield from _inside(data, item, most, cut)
        position = end


def _end(data: bytes, body: bytes, start: int, stop: int) -> int:
    """Return where a stream ends: after its stated length if the end mark stands there, else at the next mark.

    A PDF attached as it is holds such marks itself.
    """
    stated = _LENGTH.search(body)
    if stated:
        length = int(stated[1])
        if stated[2] and b"/EmbeddedFile" in body:
            elsewhere = re.search(rb"(?<!\d)%b\s+%b\s+obj\s+(\d{1,12})\s" % (stated[1], stated[2]), data)
            length = int(elsewhere[1]) if elsewhere else 0
        if data[start + length : start + length + 12].lstrip().startswith(_END):
            return start + length
    end = data.find(_END, start, stop)
    if end < 0:
        return stop
    tail = data[max(start, end - 2) : end]
    return end - (len(tail) - len(tail.rstrip(b"\r\n")))


def _inside(data: bytes, holder: Object, most: int, cut: list[int] | None) -> Iterator[Object]:
    """Yield the objects in a stream of objects (7.5.7): pairs of number and offset, then the objects themselves."""
    first = _FIRST.search(holder.body)
    unpacked = content(data, holder, most)
    if first is None or unpacked is None:
        return
    if cut is not None and len(unpacked) >= most:
        cut.append(holder.number)
    start = int(first[1])
    head = [int(number) for number in _NUMBERS.findall(unpacked[:start])]
    offsets = head[1::2]
    for number, offset, following in zip(head[::2], offsets, [*offsets[1:], len(unpacked) - start], strict=False):
        yield Object(number, unpacked[start + offset : start + following])


def content(data: bytes, item: Object, most: int) -> bytes | None:
    """Return the bytes of an object's stream, at most `most`; None where they are packed otherwise than with Flate alone."""
    raw = data[item.start : item.end]
    if b"/Filter" not in item.body:
        return raw
    packing = _FILTER.search(item.body)
    if packing is None or _NAME.findall(packing[1]) not in _FLATE or b"/Predictor" in item.body:
        return None
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(raw, most)
    except zlib.error:
        return None


def strings(body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the strings of an object as (key, text): the name that stands last before each; one in a list has the list's."""
    position = last = 0
    key = ""
    while match := _STRING.search(body, position):
        names = _NAME.findall(body, last, match.start())
        if names:
            key = _name(names[-1])
        raw, position = _literal(body, match.end()) if match[0] == b"(" else _hexadecimal(body, match.end())
        last = position
        yield key, text(raw)


def _name(raw: bytes) -> str:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), raw).decode("utf-8", "replace")


def _literal(body: bytes, start: int) -> tuple[bytes, int]:
    """Return the bytes of a string in parentheses and where it ends."""
    depth, position = 1, start
    while match := _MARK.search(body, position):
        position = match.end()
        if match[0] == b"\\":
            position += 1
            continue
        depth += 1 if match[0] == b"(" else -1
        if not depth:
            return _ESCAPED.sub(_unescaped, body[start : match.start()]), position
    return b"", len(body)


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1].isdigit() and sign not in (b"8", b"9"):
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign in (b"\n", b"\r", b"\r\n") else _LETTERS.get(sign, sign)


def _hexadecimal(body: bytes, start: int) -> tuple[bytes, int]:
    end = body.index(b">", start)
    digits = b"".join(body[start:end].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), end + 1


def text(raw: bytes) -> str:
    """Return a text string (7.9.2.2): UTF-16 or UTF-8 behind their marks, else PDFDocEncoding."""
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "replace")
    if raw[:2] == b"\xff\xfe":
        return raw[2:].decode("utf-16-le", "replace")
    if raw[:3] == b"\xef\xbb\xbf":
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("latin-1").translate(_DOCUMENT)
