"""Groups of an RTF document that are taken as a whole: fonts with their character sets, and what stands in hex."""

from __future__ import annotations

import codecs
import re

from scanner.read.rtf.rtf_words import CHARSETS

_BRACES = re.compile(rb"\\bin([0-9]{1,10}) ?|\\[^a-zA-Z]|[{}]")
_HEX = re.compile(rb"[^0-9a-fA-F]+")
_ONLY_HEX = re.compile(rb"\s*(?:[0-9a-fA-F]{2}\s*){32}")


def group_end(data: bytes, position: int) -> int:
    """Return where the closing brace of the group stands that is open at a position."""
    depth = 1
    while found := _BRACES.search(data, position):
        position = found.end()
        if found.group(1):
            position += int(found.group(1))
        elif found.group() == b"{":
            depth += 1
        elif found.group() == b"}":
            depth -= 1
            if not depth:
                return found.start()
    return len(data)


def is_hex(data: bytes, position: int) -> bool:
    """Return whether the text at a position is data in hex and no words."""
    return _ONLY_HEX.match(data, position) is not None


def bytes_of(group: bytes) -> bytes:
    r"""Return what the hex digits (or the bytes behind a `\bin`) of a group stand for, without its control words and inner groups."""
    binary = re.search(rb"\\bin([0-9]{1,10}) ?", group)
    if binary:
        return group[binary.end() : binary.end() + int(binary.group(1))]
    depth_free = re.sub(rb"\{[^{}]*\}", b"", re.sub(rb"\{[^{}]*\}", b"", group))
    digits = _HEX.sub(b"", re.sub(rb"\\\*?[a-zA-Z]+-?[0-9]* ?", b" ", depth_free))
    return bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))


def fonts(table: bytes) -> dict[int, str]:
    """Return the codec of each font in a font table; a font that states no character set is left out."""
    found: dict[int, str] = {}
    for entry in re.finditer(rb"\\f([0-9]{1,6})((?:\\[a-z*]+-?[0-9]*[ ]?|[{\s])*)", table):
        charset = re.search(rb"\\fcharset([0-9]+)", entry.group(2))
        page = re.search(rb"\\cpg([0-9]+)", entry.group(2))
        if page and int(page.group(1)):
            found[int(entry.group(1))] = codec(f"cp{int(page.group(1))}", "")
        elif charset and int(charset.group(1)) not in (0, 1):
            found[int(entry.group(1))] = codec(CHARSETS.get(int(charset.group(1)), ""), "")
    return found


def codec(name: str, otherwise: str) -> str:
    """Return Python's name of a code page, or `otherwise` for one that is not known."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise
