"""The headers of a tar archive, one after the other, with what extends them: long names, pax records, maps of holes.

Read here, not by `tarfile`: that module ends silently at a damaged header, follows a chain of long names by recursion
and never returns from a header with a negative size (CVE-2025-8194). Formats: POSIX.1-2017 pax, GNU tar manual D.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import BinaryIO

from scanner.model import Code
from scanner.read.archives import tar_holes
from scanner.read.archives.members import decode_name
from scanner.read.draft import Budget, Refused

BLOCK = 512
_WINDOW = 1 << 17
_EXTENSION = 1 << 20  # bytes of a long name or of pax records that are looked at
_CHECK = re.compile(rb"[0-7 \0]{5,8}")
_MODE = re.compile(rb"[0-7 ]{6,7}[ \0]")
_MAGIC = re.compile(rb"ustar[ \0]")
_USED = (b"path", b"linkpath", b"size")
_OTHERS = b"2346V"  # links, devices, pipes and labels: what they state as size does not follow
_FOLDER, _LISTED_FOLDER, _HARD_LINK, _HOLES, _CONTINUED = b"5", b"D", b"1", b"S", b"M"


class Kind(Enum):
    """What a member is to its reader."""

    FILE = auto()
    LISTING = auto()  # a folder of GNU's incremental archives: the names in it stand in its data
    NAME = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One member: path, where a link leads, and its `stored` bytes from `offset` in the archive.

    With `pieces` (offset in the document and length, of each stretch that is stored) it is `size` bytes long.
    `trouble` tells what is wrong with it; a damaged header gives what stands there up to the next good one.
    """

    name: str
    kind: Kind
    offset: int
    stored: int
    size: int
    pieces: tuple[tuple[int, int], ...] = ()
    target: str = ""
    trouble: Refused | None = None


@dataclass(slots=True)
class _Extensions:
    """What stands before a header and changes it."""

    name: bytes = b""
    target: bytes = b""
    records: list[tuple[bytes, bytes]] = field(default_factory=list)
    trouble: Refused | None = None


def is_header(block: bytes) -> bool:
    """Return whether 512 bytes are a member's header, in any format: its check sum is right and it has a name or a mark."""
    field_ = block[148:156]
    if len(block) < BLOCK or not _CHECK.match(field_) or not (block[0] or _MAGIC.match(block, 257)):
        return False
    stated = _number(field_)
    rest = block[:148] + block[156:BLOCK]
    total = sum(rest) + 8 * 0x20
    # Some old programs added bytes as signed numbers.
    return stated in (total, total - 256 * sum(byte > 127 for byte in rest))


class Headers:
    """The members of an archive of `size` bytes in their order.

    `found` tells whether there was a good header, `ended` whether an end mark followed the last, `comments` what pax records say.
    """

    def __init__(self, file: BinaryIO, size: int, budget: Budget) -> None:
        self.ended = False
        self.found = False
        self.comments: dict[str, None] = {}
        self._file = file
        self._size = size
        self._budget = budget
        self._everywhere: dict[bytes, bytes] = {}

    def entries(self) -> Iterator[Entry]:
        """Yield members and damaged stretches. Raises LimitReached when time is up."""
        position = 0
        before = _Extensions()
        while position < self._size:
            self._budget.check_time()
            block = self._at(position, BLOCK)
            if not block.strip(b"\0"):
                self.ended = True
                position = self._past_zeros(position)
                continue
            self.ended = False
            size = _number(block[124:136])
            if size is None or not is_header(block):
                position, entry = self._damaged(position, block, size)
                yield entry
                continue
            self.found = True
            position += BLOCK
            if (extended := self._extension(block[156:157], position, size, before)) is not None:
                position = extended
                continue
            position, entry = self._entry(block, position, size, before)
            before = _Extensions()
            yield entry

    def _at(self, position: int, length: int) -> bytes:
        self._file.seek(position)
        return self._file.read(length)

    def _extension(self, kind: bytes, position: int, size: int, before: _Extensions) -> int | None:
        """Take in a header that extends the next one; returns where that stands, or None for any other header."""
        if kind not in (b"L", b"K", b"x", b"X", b"g"):
            return None
        data = self._at(position, min(size, _EXTENSION))
        if size > _EXTENSION:
            before.trouble = Refused(Code.TOO_LARGE, "names and attributes of more than 1 MiB")
        if kind == b"L":
            before.name = data.rstrip(b"\0")
        elif kind == b"K":
            before.target = data.rstrip(b"\0")
        else:
            records = _records(data)
            if kind == b"g":
                self._everywhere.update(record for record in records if record[0] in _USED)
            else:
                before.records += records
            self.comments.update((decode_name(value), None) for key, value in records if key == b"comment")
        return position + _blocks(size)

    def _entry(self, block: bytes, position: int, size: int, before: _Extensions) -> tuple[int, Entry]:
        """Return where the next header stands, and the member of a header that stands before `position`."""
        records = self._everywhere | dict(before.records)
        kind = block[156:157]
        name = _text(block[:100])
        if block[257:263] == b"ustar\0" and block[345]:
            name = _text(block[345:500]) + b"/" + name
        name = records.get(b"GNU.sparse.name") or records.get(b"path") or before.name or name
        target = records.get(b"linkpath") or before.target or _text(block[157:257])
        if records.get(b"size", b"").isdigit():
            size = int(records[b"size"][:20])
        if kind in _OTHERS or (kind == _HARD_LINK and is_header(self._at(position, BLOCK))):
            size = 0  # of a hard link some programs repeat the content, most only state its size
        is_name = not size and (kind in (_FOLDER, _HARD_LINK) or kind in _OTHERS or name.endswith(b"/"))
        trouble = before.trouble
        holes = None
        if kind == _HOLES:
            holes = tar_holes.old(block, self._file, position)
        elif any(key.startswith(b"GNU.sparse.") for key in records):
            holes = tar_holes.pax(before.records, self._file, position)
        after = position + _blocks(size)
        if holes is not None:
            after += holes.outside
            position, size = position + holes.outside + holes.inside, max(0, size - holes.inside)
        elif kind == _CONTINUED:
            trouble = Refused(Code.CORRUPT, "begins in another volume")
        entry = Entry(
            decode_name(name),
            Kind.NAME if is_name else Kind.LISTING if kind == _LISTED_FOLDER else Kind.FILE,
            position,
            size,
            holes.size if holes is not None else size,
            holes.pieces if holes is not None else (),
            decode_name(target),
            trouble,
        )
        return after, entry

    def _damaged(self, position: int, block: bytes, size: int | None) -> tuple[int, Entry]:
        """Return where the next good header stands, and what stands before it as a member."""
        after = self._next_header(position + BLOCK)
        name = ""
        start = position
        if _MAGIC.match(block, 257) or _MODE.match(block, 100):  # a header, though a damaged one
            name = decode_name(_text(block[:100]))
            start += BLOCK
        length = after - start
        fits = bool(name) and size is not None and length - BLOCK < size <= length
        length = size if fits and size is not None else self._without_zeros(start, length)
        return after, Entry(
            name,
            Kind.FILE,
            start,
            length,
            length,
            trouble=Refused(Code.CORRUPT, "damaged header, or bytes that no header tells of"),
        )

    def _next_header(self, position: int) -> int:
        """Return where the next header stands, or the end: at a multiple of 512 bytes, or anywhere with its magic."""
        while position < self._size:
            self._budget.check_time()
            window = self._at(position, _WINDOW + BLOCK)
            aligned = range(0, len(window) - BLOCK + 1, BLOCK)
            marked = (found.start() - 257 for found in _MAGIC.finditer(window, 257))
            likely = {at for at in aligned if _CHECK.match(window, at + 148) and window[at]} | set(marked)
            for at in sorted(likely):
                if is_header(window[at : at + BLOCK]):
                    return position + at
            position += _WINDOW
        return self._size

    def _past_zeros(self, position: int) -> int:
        while position < self._size:
            self._budget.check_time()
            window = self._at(position, _WINDOW)
            rest = window.lstrip(b"\0")
            if rest or not window:
                return position + (len(window) - len(rest)) // BLOCK * BLOCK
            position += len(window)
        return position

    def _without_zeros(self, start: int, length: int) -> int:
        """Return a stretch's length without the zeros at its end, in steps, since it may be the whole archive."""
        while length > 0:
            step = min(_WINDOW, length)
            kept = self._at(start + length - step, step).rstrip(b"\0")
            if kept:
                return length - step + len(kept)
            length -= step
        return 0


def _blocks(size: int) -> int:
    return -(-size // BLOCK) * BLOCK


def _text(raw: bytes) -> bytes:
    return raw.partition(b"\0")[0]


def _number(raw: bytes) -> int | None:
    """Return a field's number: octal digits, or base 256 with the first bit set; None for neither, or a negative one."""
    if raw[:1] >= b"\x80":
        return int.from_bytes(raw[1:], "big") if raw[0] == 0x80 else None
    digits = _text(raw).strip(b" ")
    try:
        return int(digits or b"0", 8)
    except ValueError:
        return None


def _records(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the pax records `length keyword=value` up to the first that is damaged."""
    records = []
    position = 0
    while (space := data.find(b" ", position, position + 20)) > 0 and data[position:space].isdigit():
        end = position + int(data[position:space])
        key, equals, value = data[space + 1 : end - 1].partition(b"=")
        if not equals or end <= space:
            break
        records.append((key, value))
        position = end
    return records
