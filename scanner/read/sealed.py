"""Office files behind a password (MS-OFFCRYPTO): named, never guessed at."""

from __future__ import annotations

from scanner.model import Code
from scanner.read.draft import Context, Draft, Refused
from scanner.read.source import Source


def read(source: Source, draft: Draft, context: Context) -> None:
    """Raise Refused: the content needs a password."""
    raise Refused(Code.ENCRYPTED, "Office file with a password")
