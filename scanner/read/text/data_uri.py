"""Content written into an address or a text value: `data:` addresses (RFC 2397) and documents in base64."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

# The first bytes of documents that programs write into other files: PDF, zip and Office, JPEG, PNG, GIF, TIFF, OLE, gzip, RTF, metafiles.
_DOCUMENTS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"{\\rtf",
    b"\xd7\xcd\xc6\x9a",
)
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_SMALLEST = 256  # characters; below that no document fits


def content(address: str) -> bytes | None:
    """Return the bytes that a `data:` address holds, or None when it is none or damaged."""
    if address[:5].lower() != "data:":
        return None
    head, comma, body = address.partition(",")
    if not comma:
        return None
    if head.lower().replace(" ", "").endswith(";base64"):
        return decoded(unquote_to_bytes(body) if "%" in body else body.encode("ascii", "ignore"))
    return unquote_to_bytes(body)


def document(text: str) -> bytes | None:
    """Return the document that a text holds in base64, or None when it is anything else."""
    if len(text) < _SMALLEST or not _BASE64.fullmatch(text, 0, _SMALLEST):
        return None
    head = decoded(text[:64].encode("ascii", "ignore"))
    if head is None or not (head.startswith(_DOCUMENTS) or head[40:44] == b" EMF") or not _BASE64.fullmatch(text):
        return None
    return decoded(text.encode("ascii", "ignore"))


def decoded(data: bytes) -> bytes | None:
    """Return the bytes behind base64, with line breaks, foreign characters and missing padding forgiven; None when there are none."""
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data.translate(bytes.maketrans(b"-_", b"+/")))
    kept = kept[: len(kept) - (len(kept) % 4 == 1)]
    try:
        return base64.b64decode(kept + b"=" * (-len(kept) % 4)) or None
    except (binascii.Error, ValueError):
        return None
