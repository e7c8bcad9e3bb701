"""What an embedded picture is and how large, told from its first bytes; the pixels are not decoded here."""

from __future__ import annotations

import struct

from scanner.model import Picture

# Start-of-frame markers of JPEG: all of 0xC0-0xCF but DHT (C4), JPG (C8) and DAC (CC) (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def inner_picture(data: bytes, locator: str) -> Picture | None:
    """Return the picture with its size in pixels (0 when not told cheaply), or None when the bytes are no known picture."""
    kind = media_type(data)
    if kind is None:
        return None
    try:
        width, height = _size(data, kind)
    except (struct.error, IndexError):
        width = height = 0
    return Picture(data, kind, locator, width, height)


def media_type(data: bytes) -> str | None:
    """Return the media type of an encoded picture, or None."""
    head = data[:16]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return "image/tiff"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "image/bmp"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "image/heic"
    if head.startswith(b"\x01\x00\x00\x00") and data[40:44] == b" EMF":
        return "image/emf"
    if head.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00\x00\x03", b"\x01\x00\x09\x00\x00\x01")):
        return "image/wmf"
    return None


def _size(data: bytes, kind: str) -> tuple[int, int]:
    if kind == "image/png":
        width, height = struct.unpack_from(">II", data, 16)
    elif kind == "image/gif":
        width, height = struct.unpack_from("<HH", data, 6)
    elif kind == "image/bmp":
        width, height = struct.unpack_from("<ii", data, 18)
    elif kind == "image/jpeg":
        width, height = _jpeg(data)
    else:
        return 0, 0
    return abs(width), abs(height)


def _jpeg(data: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 < len(data):
        if data[position] != 0xFF:
            return 0, 0
        marker = data[position + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return width, height
        if marker == 0xFF or 0xD0 <= marker <= 0xD8:  # fill bytes and markers without a length
            position += 1 if marker == 0xFF else 2
            continue
        position += 2 + struct.unpack_from(">H", data, position + 2)[0]
    return 0, 0
