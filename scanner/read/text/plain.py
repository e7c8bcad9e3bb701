"""Plain text of any encoding; the place is the line number. Calendars, cards and files written into the text are told apart."""

from __future__ import annotations

import re
from array import array

from scanner.model import Code, Lines
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.source import Source
from scanner.read.text import calendar_card, uuencoded
from scanner.read.text.decode import NotText, decode

_MOST = 64 << 20  # bytes of one text; more cannot be looked at in the time a file has
_PIECE = 4 << 20  # characters of one segment
_LINE_FEED = re.compile("\n")


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the text with `line N` as place. Raises NotThisFormat for binary bytes."""
    data, cut = beginning(source, _MOST)
    data, files = uuencoded.taken_out(data)
    try:
        text, _ = decode(data)
    except NotText:
        raise NotThisFormat from None
    if calendar_card.is_one(text):
        calendar_card.add(text, draft, context)
    else:
        add_lines(draft, text)
    add_files(files, draft, context)
    if cut:
        draft.problem(Code.TOO_LARGE, f"only the first {_MOST >> 20} MiB of the text are read")
    if uuencoded.BINHEX in data[:4096]:
        draft.problem(Code.UNSUPPORTED, "a file in BinHex")


def beginning(source: Source, most: int) -> tuple[bytes, bool]:
    """Return at most so many bytes from the start, up to the end of a line, and whether that is not all."""
    if source.size <= most:
        return source.data(), False
    data = source.head(most)
    end = data.rfind(b"\n") + 1
    if 0 in data[:8]:  # UTF-16 or UTF-32, whose line feed takes two or four bytes
        end += -end % (4 if data.count(0, 0, 8) >= 5 else 2)
    return data[: end or most], True


def add_files(files: list[uuencoded.Packed], draft: Draft, context: Context) -> None:
    """Add the files that were written into a text."""
    for number, file in enumerate(files, 1):
        context.read_child(draft, file.name, f"attachment {file.name}", file.content)
        if not file.whole:
            draft.problem(Code.CORRUPT, f"file {number} in the text is cut off")


def add_lines(draft: Draft, text: str) -> None:
    """Add text whose places are line numbers; a long one in pieces, since what follows takes some times the memory of a piece."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    start, line = 0, 1
    while start < len(text):
        stop = len(text)
        if stop - start > _PIECE:
            stop = text.rfind("\n", start, start + _PIECE) + 1 or start + _PIECE
        piece = text[start:stop]
        breaks = array("I", (found.start() for found in _LINE_FEED.finditer(piece)))
        draft.text(piece, Lines(breaks, line))
        start, line = stop, line + len(breaks)
