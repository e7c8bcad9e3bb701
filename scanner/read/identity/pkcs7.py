"""Signed and encrypted envelopes (CMS, RFC 5652) in DER: which kind, what they wrap, whose certificates they carry."""

from __future__ import annotations

from collections.abc import Iterator

_SIGNED = bytes.fromhex("06092a864886f70d010702")
# envelopedData, encryptedData, authEnvelopedData: nobody but the receiver reads them.
_SEALED = (
    bytes.fromhex("06092a864886f70d010703"),
    bytes.fromhex("06092a864886f70d010706"),
    bytes.fromhex("060b2a864886f70d0109100117"),
)
_DATA = bytes.fromhex("06092a864886f70d010701")
_NOTHING_INSIDE = b"\x30\x0b"  # the content's header when it holds but its type: what follows it are certificates
_DEEPEST = 24
_OCTETS = 0x04


def is_enveloped(data: bytes, stated: str = "") -> bool:
    """Return whether a CMS message is encrypted, by its object identifier, else by what the mail states (`smime-type`)."""
    head = data[:64]
    if any(oid in head for oid in _SEALED):
        return True
    return _SIGNED not in head and "enveloped" in stated.lower()


def is_signed(data: bytes) -> bool:
    """Return whether the bytes are a CMS signature."""
    return data[:1] == b"\x30" and _SIGNED in data[:64]


def signed_content(data: bytes) -> bytes:
    """Return what an opaque signature wraps, empty when the signed content is elsewhere; works for BER in pieces too."""
    at = data.find(_DATA)
    if at < 0 or data[max(0, at - 2) : at] == _NOTHING_INSIDE:
        return b""
    start = at + len(_DATA)
    if data[start : start + 1] != b"\xa0":
        return b""
    return b"".join(_octets(data, start, len(data), 0))


def _octets(data: bytes, position: int, end: int, depth: int) -> Iterator[bytes]:
    """Yield the octet strings of the first element at a position, whether it is one piece or many."""
    if depth > _DEEPEST or position >= end:
        return
    tag, start, length = _header(data, position, end)
    stop = end if length is None else min(end, start + length)
    if tag == _OCTETS:
        yield data[start:stop]
        return
    while start < stop and tag & 0x20:
        inner, body, size = _header(data, start, stop)
        if inner == 0 and size == 0:
            return
        yield from _octets(data, start, stop, depth + 1)
        if size is None:
            return  # a nested element of unknown length: its pieces were read above
        start = body + size


def _header(data: bytes, position: int, end: int) -> tuple[int, int, int | None]:
    """Return (tag, start of the content, its length); the length is None when only an end mark tells it."""
    if position + 2 > end:
        return 0, end, 0
    tag, first = data[position], data[position + 1]
    if first < 0x80:
        return tag, position + 2, first
    if first == 0x80:
        return tag, position + 2, None
    count = first & 0x7F
    return tag, position + 2 + count, int.from_bytes(data[position + 2 : position + 2 + min(count, 8)], "big")
