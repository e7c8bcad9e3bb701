"""Plain text of any encoding; the place is the line number."""

from __future__ import annotations

from scanner.model import Lines
from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.source import Source


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the text with `line N` as place. Raises NotThisFormat for binary bytes."""
    try:
        text, _ = decode(source.data())
    except NotText:
        raise NotThisFormat from None
    add_lines(draft, text)


def add_lines(draft: Draft, text: str) -> None:
    """Add text whose places are line numbers."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    breaks = []
    position = text.find("\n")
    while position >= 0:
        breaks.append(position)
        position = text.find("\n", position + 1)
    draft.text(text, Lines(tuple(breaks)))
