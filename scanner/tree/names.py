"""File names are bytes. This module shows them to people and programs without losing or executing one."""

from __future__ import annotations

import base64
import unicodedata

QUARANTINE = b".dossierwacht-quarantine"
"""The folder at the top of a root in which files wait for their end (`scanner/act`): ours, and no part of what is scanned."""

# Characters that change how the text around them is shown: bidirectional controls (Unicode UAX #9) and line separators.
_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")


def as_text(name: bytes) -> str:
    r"""Return a name as text; bytes that are not UTF-8 become `\xNN` escapes."""
    return name.decode("utf-8", "backslashreplace")


def exact(name: bytes) -> str | None:
    """Return the exact bytes in base64 when `as_text` does not tell them all, else None."""
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return base64.b64encode(name).decode("ascii")
    return None


def printable(text: str) -> str:
    r"""Return text that is safe on a terminal and in a page: control and bidirectional characters become escapes."""
    if text.isprintable() and _CONTROLS.isdisjoint(text):
        return text
    return "".join(_escape(char) for char in text)


def without_numbers(text: str) -> str:
    """Return a text nobody has searched in which no number of a person can stand: from nine digits on, all are masked."""
    return "".join("*" if char.isdigit() else char for char in text) if sum(map(str.isdigit, text)) >= 9 else text


def _escape(char: str) -> str:
    if char == " " or (char.isprintable() and char not in _CONTROLS):
        return char
    if unicodedata.category(char) == "Zs":
        return char
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
