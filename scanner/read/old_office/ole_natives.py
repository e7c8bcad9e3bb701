"""Objects that have no reader of their own: formulas of the Equation Editor, and Publisher's text."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from scanner.read.draft import Context
from scanner.read.old_office.ole import Storage

# A letter in a formula (MTEF): a record of type 2 with flags, a typeface from 128 on, the letter in one byte or two.
_LETTER = re.compile(rb"[\x02\x12\x22\x32\x42\x52\x62\x72\x82\x92\xa2\xb2\xc2\xd2\xe2\xf2][\x80-\x99]([\x20-\x7e])\x00?")
_EQUATION = ("Equation Native", "\x01Ole10Native")
_STEP = 256
_HEAD = 6  # the length and the two bytes that begin a packed stream (RFC 1950)
QUILL = "Quill/QuillSub/CONTENTS"
_CHUNK = re.compile(rb"TEXT..\x01\x00\x00\x00TEXT", re.DOTALL)


def formula(storage: Storage, folder: str) -> str:
    """Return the letters of a formula in a storage, or an empty text when it is none."""
    prefix = f"{folder}/" if folder else ""
    made_by = b""
    for name in ("\x01CompObj", "\x03Ole10FmtProgID"):
        if storage.has(prefix + name):
            made_by += storage.data(prefix + name)
    if b"Equation" not in made_by and b"MathType" not in made_by:
        return ""
    for name in _EQUATION:
        if storage.has(prefix + name):
            return "".join(letter.decode("ascii") for letter in _LETTER.findall(storage.data(prefix + name))) or "formula"
    return ""


def inflated(data: bytes, context: Context) -> tuple[bytes, bool]:
    """Return an object that is stored packed (zlib) behind its length, and whether all of that came out. Raises LimitReached.

    Programs leave out the stream's end, or its check sum, so the length alone tells.
    """
    most = context.budget.limits.expanded_mb << 20
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    out = bytearray()
    for start in range(_HEAD, len(data), _STEP):
        try:
            out += unpacker.decompress(data[start : start + _STEP], most - len(out) + 1)
        except zlib.error:
            break
        if len(out) > most:
            context.budget.charge_bytes(len(out))
        if unpacker.eof:
            break
    return bytes(out), bool(out) and len(out) >= int.from_bytes(data[:4], "little")


def publication(storage: Storage) -> Iterator[str]:
    """Yield the stretches of text of a Publisher file; nothing when it is none."""
    if not storage.has(QUILL):
        return
    data = storage.data(QUILL)
    for entry in _CHUNK.finditer(data):
        try:
            begin, length = struct.unpack_from("<II", data, entry.end())
        except struct.error:
            return
        yield (
            data[begin : begin + length]
            .decode("utf-16-le", "replace")
            .replace("\r", "\n")
            .replace("\x0b", "\n")
            .replace("\x00", "")
        )
