"""One spelling for accents, character by character, so that offsets stay those of the folded text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from scanner.detect.fold import Folded


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0]
    return base if base.isascii() and base.isalpha() else char


_ACCENTS = {code: bare for code in range(0xC0, 0x250) if (bare := _bare(chr(code))) != chr(code)}
_ACCENTS.update({ord("ß"): "s", ord("œ"): "o", ord("Œ"): "O", ord("æ"): "a", ord("ø"): "o", ord("ł"): "l"})
_BYTES = bytes(ord(_ACCENTS.get(code, chr(code))) for code in range(256))
_BEYOND = re.compile("([^\x00-\xff]+)")
_ACCENTS_BEYOND = {chr(code): bare for code, bare in _ACCENTS.items() if code > 0xFF}
_BLOCK = 1 << 12  # characters


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without accents: as written, and in lower case with line feeds as spaces; offsets are the folded text's."""

    text: str
    lower: str


def plain(folded: Folded) -> Plain:
    """Return the folded text without accents; each character stays at its offset."""
    if folded.text.isascii():
        return Plain(folded.text, folded.lower.replace("\n", " "))
    return Plain(_bared(folded.text), _bared(folded.lower).replace("\n", " "))


def plain_words(words: str) -> str:
    """Return the words of a rule without accents, in their own case."""
    return words.replace("’", "'").translate(_ACCENTS)


def _bared(text: str) -> str:
    if len(text) <= _BLOCK:
        return _bared_block(text)
    return "".join(_bared_block(text[base : base + _BLOCK]) for base in range(0, len(text), _BLOCK))


def _bared_block(text: str) -> str:
    try:
        return _in_latin(text)
    except UnicodeEncodeError:  # some other letters or signs: those are replaced one by one, for a table of all is slower
        parts = _BEYOND.split(text)
        parts[::2] = map(_in_latin, parts[::2])
        parts[1::2] = ("".join(_ACCENTS_BEYOND.get(char, char) for char in part) for part in parts[1::2])
        return "".join(parts)


def _in_latin(text: str) -> str:
    return text.encode("latin-1").translate(_BYTES).decode("latin-1")
