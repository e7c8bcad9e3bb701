"""Small changes to bytes, drawn by chance and applied in order; the same edits always give the same bytes."""

import random
import struct
from dataclasses import dataclass

KINDS = ("flip", "set", "number", "cut", "insert", "duplicate", "swap", "zero", "end")
NUMBERS = (
    b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"\x00\x00\x00\x80", b"\x00\x00\x00\x00", b"\x01\x00\x00\x00",
    b"\x00\x00\x00\x01", b"\xff\xff", b"\xff\x7f", b"\x00\x80", b"\xff\xff\xff\xff\xff\xff\xff\xff", struct.pack("<d", float("nan")),
    b"-1", b"99999999999", b"&#x0;", b"<", b'"', b"{\\", b"\r\n\r\n",
)  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A change of one kind at a place, told as a share of the length (0 to 1 in 65,536ths), over `size` bytes, with an odd byte or number."""

    kind: str
    place: int
    size: int
    value: int


def apply(data, edits):
    """Return the bytes after all edits."""
    data = bytearray(data)
    for edit in edits:
        _apply(data, edit)
    return bytes(data)


def _apply(data, edit):
    if not data:
        return
    at = min(len(data) - 1, edit.place * len(data) >> 16)
    stretch = bytes(data[at : at + edit.size])
    if edit.kind == "flip":
        data[at] ^= 1 << edit.value % 8
    elif edit.kind == "set":
        data[at] = edit.value
    elif edit.kind == "number":
        number = NUMBERS[edit.value % len(NUMBERS)]
        data[at : at + len(number)] = number
    elif edit.kind == "cut":
        del data[at : at + edit.size]
    elif edit.kind == "insert":
        data[at:at] = bytes([edit.value]) * edit.size
    elif edit.kind == "duplicate":
        data[at:at] = stretch
    elif edit.kind == "swap":
        other = min(len(data), at + edit.size * (1 + edit.value % 16))
        data[at : at + edit.size], data[other : other + edit.size] = data[other : other + edit.size], stretch
    elif edit.kind == "zero":
        data[at : at + edit.size] = bytes(len(stretch))
    elif edit.kind == "end":
        del data[at:]


def drawn(chance: random.Random):
    """Return one to six edits; most are of few bytes, some of many."""
    return [
        Edit(chance.choice(KINDS), chance.randrange(1 << 16), 1 << chance.randrange(12), chance.randrange(256))
        for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4, 6)))
    ]
