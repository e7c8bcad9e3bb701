"""Tar archives (v7, ustar, GNU, pax): each member a document of its own, read from where it stands, never extracted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from scanner.model import Code, Role
from scanner.read.archives.members import Members, TooDense, Unpacked, decode_name
from scanner.read.archives.tar_headers import Entry, Headers, Kind
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.source import Source

_CHUNK = 1 << 18
_LISTING = 1 << 20  # bytes of names in a folder of an incremental archive


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a part, and as text the names of folders, links and what cannot be read.

    Raises NotThisFormat when no header is found, LimitReached.
    """
    file = source.open()
    headers = Headers(file, source.size, context.budget)
    with Members(draft, context) as members:
        for entry in headers.entries():
            members.next(entry.name)
            if entry.kind is Kind.NAME:
                if entry.trouble is not None:
                    members.gap(entry.trouble.code, entry.trouble.detail)
                members.only_name(entry.target)
            elif entry.kind is Kind.LISTING:
                members.only_name()
                members.more_names(_listed(file, entry))
            else:
                _member(file, source.size, entry, members, context)
    if not headers.found and not draft.children:
        raise NotThisFormat
    draft.text("\n".join(headers.comments), "archive comment", Role.METADATA)
    if not headers.ended:
        draft.problem(Code.CORRUPT, "the archive's end is missing")


def _member(file: BinaryIO, end: int, entry: Entry, members: Members, context: Context) -> None:
    present = max(0, min(entry.stored, end - entry.offset))
    if context.depth:  # these bytes were charged when the archive came out of what it is in; a tar packs nothing
        context.budget.expanded -= present
    if members.exceeds(entry.size if entry.pieces else present, present):
        context.budget.expanded += present if context.depth else 0
        return
    unpacked = Unpacked(context.budget, present)
    refusal = entry.trouble
    try:
        for part in _parts(file, entry, present):
            unpacked.add(part)
    except TooDense as limit:
        members.unread(limit)
        return
    except ValueError:
        refusal = Refused(Code.CORRUPT, "damaged map of holes")
    if unpacked.size < entry.size and refusal is None:
        refusal = Refused(Code.CORRUPT, "cut off before its end")
    members.read(unpacked.data(), refusal)


def _parts(file: BinaryIO, entry: Entry, present: int) -> Iterator[bytes]:
    """Yield a member's bytes, zeros where it has holes. Raises ValueError when its stretches overlap."""
    file.seek(entry.offset)
    if not entry.pieces and entry.size == entry.stored:
        yield from _stored(file, present)
        return
    written = 0
    for offset, length in entry.pieces:
        if offset < written:
            raise ValueError
        yield from _zeros(offset - written)
        piece = min(length, present)
        present -= piece
        yield from _stored(file, piece)
        if piece < length:
            return
        written = offset + length
    yield from _zeros(entry.size - written)


def _stored(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0 and (part := file.read(min(_CHUNK, length))):
        length -= len(part)
        yield part


def _zeros(length: int) -> Iterator[bytes]:
    while length > 0:
        part = bytes(min(_CHUNK, length))
        length -= len(part)
        yield part


def _listed(file: BinaryIO, entry: Entry) -> list[str]:
    """Return the names in a folder of an incremental archive; a letter before each tells whether it is in the archive."""
    file.seek(entry.offset)
    names = file.read(min(entry.stored, _LISTING)).split(b"\0")
    return [decode_name(name[1:]) for name in names if len(name) > 1]
