"""Files written into the text of old messages: uuencode, and its variant in base64 (POSIX uuencode)."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from scanner.read.text.data_uri import decoded

_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:end|====)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_LEAST_LINES = 1
BINHEX = b"(This file must be converted with BinHex"


@dataclass(frozen=True, slots=True)
class Packed:
    """A file taken out of a text: its name, its content, and whether all of it could be decoded."""

    name: str
    content: bytes
    whole: bool


def taken_out(text: bytes) -> tuple[bytes, list[Packed]]:
    """Return the text without the files in it (their first line stays), and the files."""
    if b"begin" not in text:
        return text, []
    files: list[Packed] = []
    kept: list[bytes] = []
    position = 0
    while match := _BEGIN.search(text, position):
        end = _END.search(text, match.end())
        stop = end.start() if end else len(text)
        content, whole = _content(text[match.end() : stop], in_base64=bool(match.group(1)))
        if not content:
            kept.append(text[position : match.end()])
            position = match.end()
            continue
        files.append(Packed(match.group(2).decode("cp1252", "replace").strip(), content, whole and end is not None))
        kept.append(text[position : match.end()])
        position = end.end() if end else len(text)
    kept.append(text[position:])
    return b"".join(kept), files


def _content(body: bytes, *, in_base64: bool) -> tuple[bytes, bool]:
    if in_base64:
        return decoded(body) or b"", True
    out = bytearray()
    whole = True
    for line in body.splitlines():
        if not line:
            continue
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            count = ((line[0] - 32) & 63) * 4 // 3 + 5  # programs that add a check sum or blanks behind the line
            try:
                out += binascii.a2b_uu(line[:count])
            except binascii.Error:
                if not out:
                    return b"", False
                whole = False
    return bytes(out), whole
