"""What only a password or a key opens: named, never guessed at."""

from __future__ import annotations

from scanner.model import Code
from scanner.read import identify
from scanner.read.draft import Context, Draft, Refused
from scanner.read.source import Source

_NAMES = {
    "application/x-encrypted-office": "Office file with a password",  # MS-OFFCRYPTO
    "application/pgp-encrypted": "encrypted with PGP",  # RFC 9580
    "application/x-pkcs12": "key store with a password",  # RFC 7292
    "application/x-keepass2": "store of passwords",
}


def read(source: Source, draft: Draft, context: Context) -> None:
    """Raise Refused: the content needs a password or a key."""
    raise Refused(Code.ENCRYPTED, _NAMES.get(identify.identify(source).media_type, "needs a password"))
