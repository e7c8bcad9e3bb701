"""One spelling for what looks alike: dashes, spaces and digits of all kinds, with a map back to the original offsets."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass

_DASHES = "\u00ad\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\ufe58\ufe63\uff0d"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_STOPS = "\u2024\u2027\u00b7\u30fb\uff0e\u2219\u22c5"
_SLASHES = "\u2044\u2215\uff0f"
_QUOTES = "\u2018\u2019\u02bc\u00b4"
_TABLE = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_STOPS, "."),
    **dict.fromkeys(_SLASHES, "/"),
    **dict.fromkeys(_QUOTES, "'"),
    "\u00ba": "\u00b0",
    **{chr(code): str(unicodedata.digit(chr(code))) for code in range(0x80, 0x20000) if unicodedata.category(chr(code)) == "Nd"},
}
# Characters without width that word processors and web pages leave inside numbers.
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_INVISIBLE = re.compile(f"[{_NO_WIDTH}]|\u00ad(?=\\w)")
_RARE = re.compile("[^\x00-\x7f\u00c0-\u024f]")  # neither ASCII nor a letter of Latin with its accent
_UNSEEN = frozenset(_NO_WIDTH + "\u00ad")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text of a segment; `offsets[i]` is where its character i stood, None when nothing moved."""

    text: str
    lower: str
    offsets: array[int] | None = None

    def original(self, offset: int) -> int:
        """Return the offset in the original text."""
        return offset if self.offsets is None else self.offsets[offset]


def fold(text: str) -> Folded:
    """Return the text with one spelling of dashes, spaces, digits and stops, and invisible characters taken out."""
    if text.isascii():
        return Folded(text, text.lower())
    offsets: array[int] | None = None
    rare = set(_RARE.findall(text))
    if rare & _UNSEEN and _INVISIBLE.search(text):
        offsets, parts, last = array("I"), [], 0
        for found in _INVISIBLE.finditer(text):
            offsets.extend(range(last, found.start()))
            parts.append(text[last : found.start()])
            last = found.end()
        offsets.extend(range(last, len(text) + 1))
        text = "".join((*parts, text[last:]))
    for char in rare & _TABLE.keys():  # replacing the few that occur is far cheaper than translating every character
        text = text.replace(char, _TABLE[char])
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return Folded(text, lower, offsets)
