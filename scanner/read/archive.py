"""Zip archives: each member a document of its own, read from the stream, never extracted."""

from __future__ import annotations

import zipfile
import zlib

from scanner.model import Code, Role
from scanner.read.draft import Budget, Context, Draft, LimitReached, Refused
from scanner.read.source import Source

_CHUNK = 1 << 18
_SMALL = 1 << 20
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
    """Return the unpacked bytes of a member, counting what really comes out.

    Raises LimitReached above the budget or the allowed ratio, Refused for encrypted or broken members.
    """
    if info.flag_bits & 0x1:
        raise Refused(Code.ENCRYPTED, "password needed")
    limit = budget.limits.expanded_mb << 20
    parts = []
    size = 0
    try:
        with archive.open(info) as stream:
            while part := stream.read(_CHUNK):
                size += len(part)
                parts.append(part)
                if size > limit - budget.expanded:
                    raise LimitReached(Code.TOO_LARGE, f"unpacks to more than {budget.limits.expanded_mb} MiB")
                if size > _SMALL and size > budget.limits.ratio * max(1, info.compress_size):
                    raise LimitReached(Code.TOO_LARGE, f"unpacks to more than {budget.limits.ratio} times its size")
                budget.check_time()
    except RuntimeError:
        raise Refused(Code.ENCRYPTED, "password needed") from None
    except BROKEN:
        raise Refused(Code.CORRUPT, "damaged member") from None
    finally:
        if charge:
            budget.expanded += size
    return b"".join(parts)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a child, and the members' names as text."""
    with open_zip(source) as archive:
        infos = archive.infolist()
        draft.text(
            "\n".join(info.filename.rpartition("/")[2].replace("_", " ") for info in infos[:10_000]), "member name", Role.NAME
        )
        for number, info in enumerate(infos, 1):
            if info.is_dir() or (info.external_attr >> 28) == 0xA:  # a symbolic link is a name, not a document
                continue
            try:
                data = member_bytes(archive, info, context.budget, charge=False)
            except Refused as refusal:
                context.budget.charge_member()
                draft.problem(refusal.code, f"member {number}: {refusal.detail}")
                continue
            except LimitReached as limit:
                if limit.code is Code.TIMEOUT or "times its size" not in limit.detail:
                    raise
                draft.problem(limit.code, f"member {number}: {limit.detail}")
                continue
            context.read_child(draft, info.filename, info.filename.lstrip("/"), data)
