"""Zip archives: each member a document of its own, read from the stream, never extracted."""

from __future__ import annotations

import copy
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from scanner.model import Code, Role
from scanner.read.archives import zip_packing, zip_rescue
from scanner.read.archives.libarchive import Failure
from scanner.read.archives.members import Members, TooDense, Unpacked, clean_name, decode_name
from scanner.read.draft import Budget, Context, Draft, LimitReached, Refused
from scanner.read.source import Source

_CHUNK = 1 << 18
_LINK = 0xA  # S_IFLNK in the upper bits of a Unix member's attributes
_LONGEST_LINK = 4096  # bytes (PATH_MAX); what calls itself a link and holds more is a document
_UTF8_NAME = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_UNICODE_PATH = 0x7075  # the extra field that holds the name in UTF-8 (APPNOTE 4.6.9)
_SPLIT, _END = b"PK\x07\x08PK\x03\x04", b"PK\x05\x06"  # APPNOTE 8.5.3 and 4.3.16; all ones where zip64 tells the number
_TAIL = 65_557  # bytes of the end of the directory with the longest comment
_UNKNOWN = "packed in a way that is not supported"
_OF_A_DOCUMENT = {"[Content_Types].xml", "mimetype"}
_AES = 99  # the method that stands for encryption by AES (APPNOTE annex E)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    KeyError,
    AssertionError,
    struct.error,
)


def open_zip(source: Source) -> zipfile.ZipFile:
    """Return the archive. Raises Refused when its directory cannot be read."""
    try:
        return zipfile.ZipFile(source.open())
    except BROKEN:
        raise Refused(Code.CORRUPT, "the archive's directory cannot be read") from None


def member_bytes(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, *, charge: bool = True
) -> tuple[bytes, Refused | None]:
    """Return what comes out of a member, whatever the directory states, and why it is not all or not right.

    It is counted only with `charge`, since a part is counted where it is read. Raises LimitReached above the budget or the
    allowed ratio.
    """
    data, refusal = _unpack(archive, info, budget)
    if not charge:
        budget.expanded -= len(data)
    return data, refusal


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> tuple[bytes, Refused | None]:
    """Return what comes out of a member and why it is not all; the bytes are charged."""
    if info.flag_bits & 0x1 or info.compress_type == _AES:
        return b"", Refused(Code.ENCRYPTED, "password needed")
    info = _bounded(archive, info)
    unpacked = Unpacked(budget, info.compress_size)
    check = 0
    refusal = None
    try:
        for part in _parts(archive, info, budget):
            unpacked.add(part)
            check = zlib.crc32(part, check)
        if check != info.CRC:
            refusal = Refused(Code.CORRUPT, "damaged member")
    except NotImplementedError:
        refusal = Refused(Code.UNSUPPORTED, _UNKNOWN)
    except RuntimeError:
        refusal = Refused(Code.ENCRYPTED, "password needed")
    except Refused as missing:
        refusal = missing
    except MemoryError:  # for a decoder's dictionary as large as the member asks
        return b"", Refused(Code.MEMORY, "takes too much memory to unpack")
    except Failure as failure:
        refusal = Refused(failure.code, "damaged member" if failure.code is Code.CORRUPT else _UNKNOWN)
    except BROKEN:
        refusal = Refused(Code.CORRUPT, "damaged member")
    return unpacked.data(), refusal


def _bounded(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return a member that states no more packed bytes than there are before the directory, which the module would miss."""
    most = max(0, archive.start_dir - info.header_offset)
    if info.compress_size > most:
        info = copy.copy(info)
        info.compress_size = most
    return info


def _parts(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Iterator[bytes]:
    if info.compress_type in zip_packing.METHODS:
        yield from zip_packing.unpacked(archive, info, budget)
        return
    done = 0
    try:
        with archive.open(info) as stream:
            # The module throws away the end of a member whose check sum is wrong; most of its text may still be good.
            stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001
            while part := stream.read(_CHUNK):
                yield part
                done += len(part)
    except zlib.error:
        yield from zip_packing.inflated(archive, info, done)


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's path. Names without the UTF-8 mark are UTF-8 all the same on a Mac, else of code page 850."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return clean_name(name)
        name = _unicode_path(info.extra, raw) or decode_name(raw)
    return clean_name(name)


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """Return the name in the extra field made for it, unless it belongs to another name; else an empty text."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and field[:1] == b"\x01" and field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
            return field[5:].decode("utf-8", "replace")
    return ""


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a part, and as text the names of folders, links and members that cannot be read.

    Without a directory the members are looked for. Raises Refused when there are none, and for a document in many parts,
    such as Word's: without all of them it is a broken document, not an archive.
    """
    with _open(source, draft, context) as archive:
        infos = [*archive.infolist(), *zip_rescue.unlisted(source, archive, context.budget)]
        draft.text(_comments(archive, infos), "archive comment", Role.METADATA)
        with Members(draft, context) as members:
            try:
                for info in infos:
                    members.next(member_name(info))
                    _member(archive, info, members, context.budget)
            except LimitReached:
                members.more_names(member_name(info) for info in infos[members.number : context.budget.limits.members])
                raise


def _open(source: Source, draft: Draft, context: Context) -> zipfile.ZipFile:
    """Return the archive by its directory, or by its members' headers when that is missing or leads elsewhere."""
    volume = Refused(Code.UNSUPPORTED, "one of several volumes, which are not read together") if _is_volume(source) else None
    try:
        archive = open_zip(source)
        if volume:
            draft.problem(volume.code, volume.detail)
        if not archive.filelist or zip_rescue.is_header(source, archive.filelist[0].header_offset):
            return archive
        refusal = Refused(Code.CORRUPT, "the archive's directory leads elsewhere")
    except Refused as missing:
        archive, refusal = None, volume or missing
    rescued = zip_rescue.open_without_directory(source, context.budget)
    if rescued.filelist and not _OF_A_DOCUMENT & {info.filename for info in rescued.filelist[:20]}:
        draft.problem(refusal.code, refusal.detail)
        return rescued
    if archive is None:
        raise refusal
    return archive


def _is_volume(source: Source) -> bool:
    """Return whether the archive is a part of one that was split: by the mark in front of the first, or the last one's number."""
    file = source.open()
    file.seek(max(0, source.size - _TAIL))
    tail = file.read(_TAIL)
    end = tail.rfind(_END)
    if end < 0:
        return source.head().startswith(_SPLIT)
    return len(tail) >= end + 6 and tail[end + 4 : end + 6] not in (b"\0\0", b"\xff\xff")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, members: Members, budget: Budget) -> None:
    if info.filename.endswith("/") and not info.file_size:
        members.only_name()
        return
    if members.exceeds(info.file_size, info.compress_size):
        return
    try:
        data, refusal = _unpack(archive, info, budget)
    except TooDense as limit:
        members.unread(limit)
        return
    if (info.external_attr >> 28) == _LINK and refusal is None and len(data) <= _LONGEST_LINK:  # two names, not a document
        budget.expanded -= len(data)
        members.only_name(decode_name(data))
        return
    members.read(data, refusal)


def _comments(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    comments = [archive.comment, *(info.comment for info in infos if info.comment)]
    return "\n".join(decode_name(comment) for comment in comments if comment)
