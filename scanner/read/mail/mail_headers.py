"""Header texts of mail: encoded words (RFC 2047), and raw 8-bit text as old programs write it."""

from __future__ import annotations

import re
from email.errors import HeaderParseError
from email.header import decode_header

from scanner.read.text.decode import NotText, decode

_FOLD = re.compile(r"[\r\n]+[ \t]*")
_LONGEST = 200_000  # characters; the library's search for encoded words is slow on longer ones


# Headers that programs write for each other: signatures, identifiers, how parts are coded.
_MACHINE = re.compile(
    r"dkim-signature|arc-.*|.*-dkim-signature|domainkey-.*|content-(?:type|transfer-encoding|disposition|id|length|language)|mime-version|"
    r"message-id|references|in-reply-to|thread-index|date|resent-message-id|x-face|face|autocrypt|x-ms-exchange-.*|x-microsoft-antispam.*|"
    r"x-forefront-.*|x-exchange-.*|x-gm-.*|x-google-.*|x-ms-publictraffictype|x-spam-.*|x-ms-traffictypediagnostic",
    re.IGNORECASE,
)


def is_machine(name: str) -> bool:
    """Return whether a header holds no words of a person."""
    return _MACHINE.fullmatch(name) is not None


def header_place(name: str) -> str:
    """Return `header NAME`; without the name when it is none that programs use, since it could hold a number."""
    plain = len(name) <= 60 and sum(map(str.isdigit, name)) <= 4 and name.isascii()
    return f"header {name}" if plain else "header"


def header_text(value: str) -> str:
    """Return a header's value as a person reads it; what cannot be decoded stands as it is.

    `value` is as the parser of the standard library keeps it: raw bytes above 127 as lone surrogates.
    """
    value = _FOLD.sub(" ", value)
    raw = value.encode("utf-8", "surrogateescape")
    if not value.isascii():
        value = _text(raw, None)
    if "=?" not in value or len(value) > _LONGEST:
        return value
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    text = ""
    for part, charset in parts:
        text += _text(part, charset) if isinstance(part, bytes) else part
    return " ".join(text.split())


def _text(raw: bytes, charset: str | None) -> str:
    if charset:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            pass
    try:
        return decode(raw)[0]
    except NotText:
        return raw.decode("latin-1").translate(dict.fromkeys(range(32), " "))
