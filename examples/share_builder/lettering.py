"""Text on pictures with the font inside Pillow, which has no accents: they are drawn on the plain letters."""

from __future__ import annotations

import functools
import unicodedata

from PIL import ImageFont

_PLAIN = str.maketrans({"–": "-", "’": "'", "•": "-", "…": "...", "€": "EUR"})
# Strokes of an accent in parts of the letter's width (from its middle) and of the type size (upwards from its top).
_STROKES = {
    "\u0300": [((-0.28, 0.20), (0.12, 0.06))],
    "\u0301": [((-0.12, 0.06), (0.28, 0.20))],
    "\u0302": [((-0.30, 0.06), (0.0, 0.19)), ((0.0, 0.19), (0.30, 0.06))],
    "\u0308": [((-0.26, 0.14), (-0.14, 0.14)), ((0.14, 0.14), (0.26, 0.14))],
}


@functools.cache
def font(size):
    """Return the built-in font in pixels."""
    return ImageFont.load_default(size)


def length(text, size):
    """Return the width of `text` in pixels."""
    return font(size).getlength(_parts(text)[0])


def write(pen, left, top, size, text, fill=(28, 32, 40), *, centred=False):
    """Write one line with its accents; `left` and `top` are its corner, or its middle when `centred`."""
    plain, marks = _parts(text)
    letters = font(size)
    if centred:
        left, top = left - letters.getlength(plain) / 2, top - size * 0.6
    pen.text((left, top), plain, fill=fill, font=letters)
    for index, mark in marks:
        char = plain[index]
        start = left + letters.getlength(plain[: index + 1]) - letters.getlength(char)
        box = letters.getbbox(char)
        middle, width = start + (box[0] + box[2]) / 2, max(box[2] - box[0], size * 0.42)
        for stroke in _STROKES.get(mark, []):
            line = [(middle + across * width, top + box[1] - up * size) for across, up in stroke]
            pen.line(line, fill=fill, width=max(1, round(size * (0.11 if mark == "\u0308" else 0.07))))


def _parts(text):
    plain, marks = "", []
    for char in unicodedata.normalize("NFD", text.translate(_PLAIN)):
        if unicodedata.combining(char):
            marks.append((len(plain) - 1, char))
        else:
            plain += char
    return plain, marks
