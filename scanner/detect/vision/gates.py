"""What is decided before OpenCV is loaded: too small, too plain, seen already; and portraits from the chip, told by their header."""

from __future__ import annotations

import math
import struct

from PIL import Image

_LEAST = (90, 60)  # pixels, long and short side; a card in less is not legible, a face in it nobody's
_PLAIN = (
    0.25  # bits of entropy of the grey levels seen from afar; a card on A4 has twice that, a blank page with a line hardly any
)
_NARROW = 5.0  # times as long as wide: rules, banners and ribbons
_SAME = 6  # of 256 bits that may differ between two pictures of the same thing
_CHIP = ((140, 200), (150, 195))
"""Pixels of the portrait on the chip: cards up to 2021 and later ones (Fedict, Belgian Electronic Identity Card content, 6.2.6)."""


def worth(width: int, height: int) -> bool:
    """Return whether a picture of this size (0 when unknown) could show a card or a face."""
    if not width or not height:
        return True
    return (
        max(width, height) >= _LEAST[0] and min(width, height) >= _LEAST[1] and max(width, height) <= _NARROW * min(width, height)
    )


def plain(grey: Image.Image) -> bool:
    """Return whether an 8-bit grey picture has too few shades to show anything but a few strokes."""
    counts = grey.resize((96, 96), Image.Resampling.BOX, reducing_gap=2.0).point([level // 8 for level in range(256)]).histogram()
    whole = sum(counts)
    return -sum(count / whole * math.log2(count / whole) for count in counts if count) < _PLAIN


def likeness(grey: Image.Image) -> int:
    """Return 256 bits that are nearly the same for pictures of the same thing, whatever their size and packing (difference hash)."""
    small = grey.resize((17, 16), Image.Resampling.BOX, reducing_gap=2.0).tobytes()
    bits = 0
    for row in range(16):
        for column in range(16):
            at = row * 17 + column
            bits = bits << 1 | (small[at] > small[at + 1] + 1)
    return bits


def alike(first: int, second: int) -> bool:
    """Return whether two likenesses are of the same thing."""
    return (first ^ second).bit_count() <= _SAME


def chip_portrait(data: bytes) -> tuple[str, ...]:
    """Return why a JPEG is the portrait of an identity card's chip, or nothing: its size, one grey component, and how it was written.

    The viewer writes the chip's bytes as they are: JFIF 1.02 at 300 dots per inch. Size and grey alone are not enough.
    """
    if not data.startswith(b"\xff\xd8\xff"):
        return ()
    size, components = _frame(data)
    if size not in _CHIP or components != 1:
        return ()
    reasons = [f"chip portrait: {size[0]} × {size[1]} grey pixels"]
    if data[6:11] == b"JFIF\0":
        if data[11:13] == b"\x01\x02":
            reasons.append("chip portrait: JFIF 1.02")
        if data[13] == 1 and data[14:18] == struct.pack(">HH", 300, 300):
            reasons.append("chip portrait: 300 dpi")
    return tuple(reasons)


def _frame(data: bytes) -> tuple[tuple[int, int], int]:
    """Return size and components of the first frame of a JPEG (ITU-T T.81, B.2.2), zeros when there is none."""
    at = 2
    while at + 10 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width, components = struct.unpack_from(">HHB", data, at + 5)
            return (width, height), components
        else:
            at += 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return (0, 0), 0
