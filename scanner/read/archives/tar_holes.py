"""Members of a tar with holes: what stands where, in GNU's old header and the three forms of its pax records.

Source: GNU tar manual, appendix D.2 (Storing Sparse Files) and D.1 (the old header).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = 512
_MOST = 1 << 16  # stretches; a document in more is none that an office wrote
_LINES = 1 << 20  # bytes of a map that stands in the data


@dataclass(frozen=True, slots=True)
class Holes:
    """Offset and length of each stored stretch, and the whole size as stated, all in bytes.

    The map itself takes `outside` bytes between header and content, or `inside` bytes at the content's start.
    """

    pieces: tuple[tuple[int, int], ...]
    size: int
    outside: int = 0
    inside: int = 0


def old(block: bytes, file: BinaryIO, position: int) -> Holes:
    """Return the map in a header of type `S`: four stretches, and 21 in each block that follows it."""
    pieces = _stretches(block[386:482])
    more = block[482]
    start = position
    while more and len(pieces) < _MOST:
        file.seek(position)
        block_ = file.read(_BLOCK)
        if len(block_) < _BLOCK:
            break
        position += _BLOCK
        pieces += _stretches(block_[:504])
        more = block_[504]
    return Holes(tuple(pieces), _number(block[483:495]), outside=position - start)


def pax(records: list[tuple[bytes, bytes]], file: BinaryIO, position: int) -> Holes | None:
    """Return the map in pax records (forms 0.0 and 0.1) or at the content's start (1.0); None when there is none."""
    last = dict(records)
    size = _decimal(last.get(b"GNU.sparse.realsize") or last.get(b"GNU.sparse.size", b""))
    if last.get(b"GNU.sparse.major") == b"1":
        return _in_content(size, file, position)
    if b"GNU.sparse.map" in last:
        numbers = last[b"GNU.sparse.map"].split(b",")
    else:
        numbers = [value for key, value in records if key in (b"GNU.sparse.offset", b"GNU.sparse.numbytes")]
    return Holes(_pairs(numbers), size) if numbers else None


def _in_content(size: int, file: BinaryIO, position: int) -> Holes:
    file.seek(position)
    lines = file.read(_LINES).split(b"\n", 2 * _MOST + 1)
    count = min(_decimal(lines[0]), _MOST)
    used = lines[: 1 + 2 * count]
    length = sum(len(line) + 1 for line in used)
    return Holes(_pairs(used[1:]), size, inside=-(-length // _BLOCK) * _BLOCK)


def _stretches(raw: bytes) -> list[tuple[int, int]]:
    fields = [_number(raw[at : at + 12]) for at in range(0, len(raw) - 11, 12)]
    return [(offset, length) for offset, length in zip(fields[::2], fields[1::2], strict=False) if offset or length]


def _pairs(numbers: list[bytes]) -> tuple[tuple[int, int], ...]:
    values = [_decimal(number) for number in numbers[: 2 * _MOST]]
    return tuple(zip(values[::2], values[1::2], strict=False))


def _decimal(raw: bytes) -> int:
    return int(raw[:20]) if raw[:20].isdigit() else 0


def _number(raw: bytes) -> int:
    if raw[:1] == b"\x80":
        return int.from_bytes(raw[1:], "big")
    digits = raw.strip(b" \0")
    return int(digits, 8) if digits.isdigit() and not digits.strip(b"01234567") else 0
