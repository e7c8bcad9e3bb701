"""Words in bytes of which only that much is known that they hold words: records and streams that few programs read."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Letters of the Latin alphabets (with those of Central Europe), digits and marks, each with a high byte of 0, 1 or 0x20.
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\x7f]\x01|[\x10-\x3a\xac]\x20){3,}")
_NARROW = re.compile(rb"(?:[\x20-\x7e]|[\xc0-\xff](?=[\x20-\x7e])){4,}")
_WORD = re.compile(r"[^\W\d_]{3}|\d{5}|\d\d[.\-/]\d\d")


def wide(data: bytes) -> Iterator[str]:
    """Yield stretches of three or more Latin letters in UTF-16 (little endian)."""
    for match in _WIDE.finditer(data):
        text = match.group().decode("utf-16-le", "replace")
        if ord(text[0]) > 0xFF and ord(text[0]) & 0xFF == len(text) - 1:  # what stands before is the length of the text
            text = text[1:]
        text = text.strip()
        if sum(map(str.isascii, text)) * 2 >= len(text) and _WORD.search(text):
            yield text


def narrow(data: bytes) -> Iterator[str]:
    """Yield stretches of four or more letters of one byte (cp1252) of which most are letters, digits or spaces."""
    for match in _NARROW.finditer(data):
        text = match.group().decode("cp1252", "replace").strip()
        plain = sum(char.isascii() and (char.isalnum() or char == " ") for char in text)
        if plain * 10 >= len(text) * 7 and _WORD.search(text):
            yield text


def both(data: bytes) -> Iterator[str]:
    """Yield stretches of either kind: those in UTF-16 first, then those of one byte."""
    yield from wide(data)
    yield from narrow(_WIDE.sub(b"\x00\x00", data))
