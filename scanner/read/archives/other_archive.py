"""Archives that libarchive unpacks: rar, cab, iso 9660, cpio, lha, ar with its deb, and 7z where the standard library does not do."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from scanner.model import Code, Role
from scanner.read.archives import archive_kinds, archive_tables, libarchive, rar_blocks
from scanner.read.archives.archive_kinds import ArchiveKind
from scanner.read.archives.libarchive import Archive, Failure
from scanner.read.archives.members import Members, TooDense, Unpacked
from scanner.read.archives.rar_blocks import RarMember
from scanner.read.draft import Context, Draft, LimitReached, NotThisFormat, Refused
from scanner.read.file_part import FilePart, Readable
from scanner.read.source import Source

_FORMATS = {
    archive_kinds.SEVEN_ZIP: ("7zip",),
    archive_kinds.RAR: ("rar", "rar5"),
    archive_kinds.CAB: ("cab",),
    archive_kinds.ISO: ("iso9660",),
    archive_kinds.CPIO: ("cpio",),
    archive_kinds.LHA: ("lha",),
    archive_kinds.AR: ("ar",),
}
_LOCKED = Refused(Code.ENCRYPTED, "password needed")
_UNSUPPORTED = "packed in a way that is not supported"
_DAMAGED = "damaged member"
_MEMORY = "takes too much memory to unpack"


def available() -> bool:
    """Return whether these archives can be read on this machine."""
    return libarchive.available()


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a part, and as text the names of folders, links and members that cannot be read.

    Raises NotThisFormat for bytes of another kind, LimitReached, and Refused when libarchive is not installed, or nothing
    of the archive can be read, or nothing from some member on.
    """
    kind = archive_kinds.find(source)
    if kind is None or kind.media_type not in _FORMATS:
        raise NotThisFormat
    with Members(draft, context) as members:
        if kind.media_type == archive_kinds.RAR:
            _rar(source, kind.start, draft, members, context)
        else:
            _told(FilePart(source.open(), kind.start, source.size), kind, source.size, draft, members, context)


def _told(file: FilePart, kind: ArchiveKind, size: int, draft: Draft, members: Members, context: Context) -> None:
    """Read an archive with what its own tables tell."""
    told = archive_tables.look(kind.media_type, file, size - kind.start)
    for code, detail in told.gaps:
        draft.problem(code, detail)
    try:
        go_through(file, _FORMATS[kind.media_type], size, members, context)
    except (Refused, LimitReached):
        members.more_names(told.names[members.number :])
        raise


def go_through(
    file: Readable, formats: tuple[str, ...], packed: int, members: Members, context: Context, known: Sequence[RarMember] = ()
) -> None:
    """Read the members of an archive of `packed` bytes; `known` is what its headers tell of them, where that is read too.

    Raises GaveUp when libarchive cannot go on, Refused when it is not installed, LimitReached.
    """
    file.seek(0)
    with Archive(file, context.budget, formats) as archive:
        try:
            for entry in archive.entries():
                members.next(entry.name)
                header = known[members.number - 1] if members.number <= len(known) else None
                if entry.trouble is not None:
                    members.gap(
                        entry.trouble, "damaged header" if entry.trouble is Code.CORRUPT else "not supported in all it is"
                    )
                end = None
                if entry.encrypted or (header is not None and header.encrypted):
                    members.unread(_LOCKED)
                elif entry.is_file and members.exceeds(entry.size, packed):
                    end = _pass_by(archive.blocks(), context)
                elif entry.is_file:
                    end = _member(archive.blocks(), packed, members, context, header.check if header is not None else None)
                else:
                    members.only_name(entry.target)
                if end is not None and end.fatal:  # libarchive may not be asked for anything more: some formats would crash
                    raise GaveUp(end.code, members.number, inside=True)
        except Failure as failure:
            raise GaveUp(failure.code, members.number, inside=False) from None


class GaveUp(Refused):
    """libarchive cannot go on behind a member; `inside` it, or at the header of the next one."""

    def __init__(self, code: Code, number: int, *, inside: bool) -> None:
        detail = {Code.ENCRYPTED: _LOCKED.detail, Code.UNSUPPORTED: _UNSUPPORTED, Code.MEMORY: _MEMORY}.get(code, "damaged")
        super().__init__(code, f"{detail} behind member {number}" if number else detail)
        self.inside = inside


def _member(blocks: Iterator[bytes], packed: int, members: Members, context: Context, check: int | None) -> Failure | None:
    """Read a member; returns what libarchive broke off with."""
    unpacked = Unpacked(context.budget, packed)
    refusal = None
    end = None
    try:
        for block in blocks:
            unpacked.add(block)
    except TooDense as limit:
        members.unread(limit)
        return _pass_by(blocks, context)
    except Failure as failure:
        end = failure
        refusal = _refusal(failure)
    data = unpacked.data()
    if refusal is None and check is not None and zlib.crc32(data) != check:
        refusal = Refused(Code.CORRUPT, _DAMAGED)
    members.read(data, refusal)
    return end


def _pass_by(blocks: Iterator[bytes], context: Context) -> Failure | None:
    """Unpack the rest of a member for nothing: libarchive would do the same to get to the next, but not stop in time."""
    try:
        for _ in blocks:
            context.budget.check_time()
    except Failure as failure:
        return failure
    return None


def _refusal(failure: Failure) -> Refused:
    if failure.code is Code.ENCRYPTED:
        return _LOCKED
    if failure.code is Code.MEMORY:
        return Refused(Code.MEMORY, _MEMORY)
    return Refused(failure.code, _UNSUPPORTED if failure.code is Code.UNSUPPORTED else _DAMAGED)


def _rar(source: Source, start: int, draft: Draft, members: Members, context: Context) -> None:
    """Read an archive with what its headers tell beside libarchive, which does not compare all check sums."""
    headers = rar_blocks.scan(source.open(), start, context.budget)
    if headers.locked:
        raise _LOCKED
    _around(headers, draft)
    members.more_names(headers.continued)
    try:
        skipped = None
        while True:
            try:
                file = FilePart(source.open(), start, source.size, skipped)
                go_through(file, _FORMATS[archive_kinds.RAR], source.size, members, context, headers.members)
                return
            except GaveUp as end:
                skipped = _behind(end, headers, members)
                if skipped is None:
                    return
    except (Refused, LimitReached):
        members.more_names(member.name for member in headers.members[members.number :])
        raise


def _around(headers: rar_blocks.RarHeaders, draft: Draft) -> None:
    draft.text(headers.comment, "archive comment", Role.METADATA)
    if headers.packed_comment:
        draft.problem(Code.UNSUPPORTED, "the archive's comment is packed")
    if headers.streams:
        draft.problem(Code.UNSUPPORTED, f"{headers.streams} streams of NTFS beside members")
    if headers.volume:
        draft.problem(Code.UNSUPPORTED, "one of several volumes, which are not read together")
    if not headers.ended:
        draft.problem(Code.CORRUPT, "the archive's end is missing")


def _behind(end: GaveUp, headers: rar_blocks.RarHeaders, members: Members) -> tuple[int, int] | None:
    """Return which bytes to leave out to read the members behind the damage; None when there are none.

    Raises what libarchive ended with when members are packed with the help of others, or their places are not known.
    """
    if headers.solid or headers.volume or members.number > len(headers.members):
        raise end
    if not end.inside:
        if members.number == len(headers.members):
            raise end
        members.next(headers.members[members.number].name)
        members.unread(Refused(end.code, "damaged header"))
    if members.number >= len(headers.members):
        return None
    return headers.members[0].start, headers.members[members.number].start
