"""Zip archives: each member a document of its own, read from the stream, never extracted."""

from __future__ import annotations

import zipfile
import zlib

from scanner.model import Code, Role
from scanner.read.draft import Budget, Context, Draft, LimitReached, Refused
from scanner.read.members import Gaps, clean_name, names_of_folders
from scanner.read.source import Source

_CHUNK = 1 << 18
_SMALL = 1 << 20
_LINK = 0xA  # S_IFLNK in the upper bits of a Unix member's attributes
_UTF8_NAME = 0x800  # general purpose bit 11 (APPNOTE 4.4.4)
_APPLE_DOUBLE = b"\x00\x05\x16\x07"  # a Mac's side file: Finder's flags and icons of the member beside it (RFC 1740)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
    KeyError,
    AssertionError,
)


def open_zip(source: Source) -> zipfile.ZipFile:
    """Return the archive. Raises Refused when its directory cannot be read."""
    try:
        return zipfile.ZipFile(source.open())
    except BROKEN:
        raise Refused(Code.CORRUPT, "the archive's directory cannot be read") from None


def member_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, *, charge: bool = True) -> bytes:
    """Return the unpacked bytes of a member, counting what really comes out, whatever the directory states.

    What came out of a member that fails is counted too; of one that succeeds only with `charge`, since a part is
    counted where it is read. Raises LimitReached above the budget or the allowed ratio, Refused for encrypted, broken
    or strangely packed members.
    """
    data, refusal = _unpack(archive, info, budget)
    if refusal is not None:
        raise refusal
    if not charge:
        budget.expanded -= len(data)
    return data


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> tuple[bytes, Refused | None]:
    """Return what comes out of a member and why it is not all; the bytes are charged."""
    if info.flag_bits & 0x1:
        return b"", Refused(Code.ENCRYPTED, "password needed")
    packed = max(1, info.compress_size)
    parts: list[bytes] = []
    size = check = 0
    refusal = None
    try:
        with archive.open(info) as stream:
            # The module throws away the end of a member whose check sum is wrong; most of its text may still be good.
            stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001
            while part := stream.read(_CHUNK):
                size += len(part)
                parts.append(part)
                budget.charge_bytes(len(part))
                if size > _SMALL and size > budget.limits.ratio * packed:
                    raise LimitReached(Code.TOO_LARGE, f"unpacks to more than {budget.limits.ratio} times its size")
                check = zlib.crc32(part, check)
                budget.check_time()
        if check != info.CRC:
            refusal = Refused(Code.CORRUPT, "damaged member")
    except NotImplementedError:
        refusal = Refused(Code.UNSUPPORTED, "packed in a way that is not supported")
    except RuntimeError:
        refusal = Refused(Code.ENCRYPTED, "password needed")
    except BROKEN:
        refusal = Refused(Code.CORRUPT, "damaged member")
    return b"".join(parts), refusal


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's path. Names without the UTF-8 mark are UTF-8 all the same on a Mac, else of code page 850."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return clean_name(name)
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return clean_name(name)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a part, and as text the names of folders, links and members that cannot be read."""
    budget = context.budget
    gaps = Gaps(draft)
    unread: list[str] = []
    with open_zip(source) as archive:
        infos = archive.infolist()
        try:
            for number, info in enumerate(infos, 1):
                name = member_name(info)
                if info.is_dir() or (info.external_attr >> 28) == _LINK:  # a link is a name, not a document
                    unread.append(name)
                    continue
                if not _member(archive, info, name, number, draft, context, gaps):
                    unread.append(name)
        finally:
            gaps.tell()
            folders = names_of_folders(member_name(info) for info in infos[: budget.limits.members])
            draft.text("\n".join((*folders, *unread)).replace("_", " "), "member name", Role.NAME)
            draft.text(_comments(archive, infos), "archive comment", Role.METADATA)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, number: int, draft: Draft, context: Context, gaps: Gaps
) -> bool:
    """Read one member; returns whether it became a part."""
    budget = context.budget
    try:
        data, refusal = _unpack(archive, info, budget)
    except LimitReached as limit:
        if limit.code is Code.TIMEOUT or "times its size" not in limit.detail:
            raise
        budget.charge_member()
        gaps.add(limit.code, limit.detail, number)
        return False
    if refusal is not None:
        gaps.add(refusal.code, refusal.detail, number)
        if not data:
            budget.charge_member()
            return False
    budget.expanded -= len(data)  # the part is charged where it is read
    if data.startswith(_APPLE_DOUBLE) and name.rpartition("/")[2].startswith("._"):
        budget.charge_member()
        return False
    context.read_child(draft, name, name, data)
    return True


def _comments(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    comments = [archive.comment, *(info.comment for info in infos if info.comment)]
    return "\n".join(comment.decode("utf-8", "replace") for comment in comments if comment)
