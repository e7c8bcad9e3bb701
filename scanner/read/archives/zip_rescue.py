"""A zip without its directory, such as a download that was cut off: the members are told by the headers before them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import BinaryIO

from scanner.read.draft import Budget
from scanner.read.source import Source

_HEADER = struct.Struct("<4s5H3I2H")  # APPNOTE 4.3.7
_LOCAL, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_MARKS = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x07\x08)")
_LOCAL_MARK = re.compile(_LOCAL)
_METHODS = frozenset((*range(15), 93, 95, 98, 99))
_SIZES_FOLLOW = 0x8  # general purpose bit 3: check sum and sizes stand behind the data
_UTF8_NAME = 0x800
_UNKNOWN, _UNKNOWN_SIZE = -1, 1 << 62  # a check sum that none equals, so that what is cut off is told
_WINDOW = 1 << 20
_NO_DIRECTORY = b"PK\x05\x06" + bytes(18)


def open_without_directory(source: Source, budget: Budget) -> zipfile.ZipFile:
    """Return an archive of the members whose headers are found, at most as many as the budget allows; perhaps none.

    A member that is cut off is among them, with the bytes that are there. Raises LimitReached when time is up.
    """
    archive = zipfile.ZipFile(io.BytesIO(_NO_DIRECTORY))
    file = source.open()
    archive.fp = file
    archive.start_dir = source.size
    position = 0
    while len(archive.filelist) <= budget.limits.members:
        budget.check_time()
        at = _find(_LOCAL_MARK, file, position, budget)
        if at < 0:
            break
        info, position = _member(file, at, source.size, budget)
        if info is not None:
            archive.filelist.append(info)
    return archive


def unlisted(source: Source, archive: zipfile.ZipFile, budget: Budget) -> list[zipfile.ZipInfo]:
    """Return the members that stand between those of the directory and are not named there: deleted, damaged or hidden ones.

    Raises LimitReached when time is up.
    """
    file = source.open()
    found: list[zipfile.ZipInfo] = []
    end = 0 if is_header(source, 0) else -1  # of the member before
    starts = sorted((info.header_offset, info.compress_size) for info in archive.filelist)
    for start, packed in (*starts, (archive.start_dir, 0)):
        if 0 <= end <= start - _HEADER.size:
            position = _find(_LOCAL_MARK, file, end, budget)
            while end <= position < start and len(archive.filelist) + len(found) <= budget.limits.members:
                info, position = _member(file, position, start, budget)
                if info is not None:
                    found.append(info)
                position = _find(_LOCAL_MARK, file, position, budget)
        end = max(end, _data_end(file, start, packed))
    return found


def _data_end(file: BinaryIO, start: int, packed: int) -> int:
    """Return where the data of the member whose header stands at `start` ends; -1 where no header stands."""
    file.seek(max(0, start))
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size or not head.startswith(_LOCAL):
        return -1
    name_length, extra_length = _HEADER.unpack(head)[-2:]
    return start + _HEADER.size + int(name_length) + int(extra_length) + packed


def is_header(source: Source, position: int) -> bool:
    """Return whether a member's header stands at `position`."""
    if position < 0:
        return False
    file = source.open()
    file.seek(position)
    return file.read(len(_LOCAL)) == _LOCAL


def _find(mark: re.Pattern[bytes], file: BinaryIO, start: int, budget: Budget) -> int:
    """Return where the next mark stands, or -1."""
    while True:
        budget.check_time()
        file.seek(start)
        window = file.read(_WINDOW)
        if found := mark.search(window):
            return start + found.start()
        if len(window) < _WINDOW:
            return -1
        start += _WINDOW - 3


def _member(file: BinaryIO, at: int, size: int, budget: Budget) -> tuple[zipfile.ZipInfo | None, int]:
    """Return the member whose header stands at `at`, unless that is no header, and where to look for the next one."""
    file.seek(at)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size:
        return None, size
    _, _, flags, method, _, _, check, packed, unpacked, name_length, extra_length = _HEADER.unpack(head)
    raw, extra = file.read(name_length), file.read(extra_length)
    if method not in _METHODS or not raw or len(raw) < name_length or len(extra) < extra_length:
        return None, at + 4
    start = at + _HEADER.size + name_length + extra_length
    packed, unpacked = _long_sizes(extra, packed, unpacked)
    if flags & _SIZES_FOLLOW and not packed:
        check, packed, unpacked = _descriptor(file, start, budget) or (_UNKNOWN, size - start, _UNKNOWN_SIZE)
    try:
        name = raw.decode("utf-8" if flags & _UTF8_NAME else "cp437")
    except UnicodeDecodeError:
        flags &= ~_UTF8_NAME
        name = raw.decode("cp437")
    info = zipfile.ZipInfo(name)
    info.orig_filename = name
    info.header_offset, info.flag_bits, info.compress_type, info.extra = at, flags, method, extra
    info.compress_size, info.file_size, info.CRC = min(packed, size - start), unpacked, check
    # What is cut off, or states a wrong size, may hide headers that are good.
    return info, start + packed if start + packed <= size else start


def _long_sizes(extra: bytes, packed: int, unpacked: int) -> tuple[int, int]:
    """Return the sizes of the zip64 field instead of those that point to it (APPNOTE 4.5.3)."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20 and 0xFFFFFFFF in (packed, unpacked):
            unpacked, packed = struct.unpack_from("<QQ", extra, 4)
        extra = extra[4 + length :]
    return packed, unpacked


def _descriptor(file: BinaryIO, start: int, budget: Budget) -> tuple[int, int, int] | None:
    """Return check sum, packed and unpacked size from behind data of unknown length, known by its stating that length.

    Its mark is optional (APPNOTE 4.3.9.3), and its sizes are of eight bytes in large members.
    """
    position = start
    while (at := _find(_MARKS, file, position, budget)) >= 0:
        file.seek(max(start, at - 20))
        before = file.read(at - max(start, at - 20))
        mark, after = file.read(4), file.read(22)
        for form in ("<IQQ", "<III"):
            length = struct.calcsize(form)
            field, end, following = before[-length:], at - length, b""
            if mark == _DESCRIPTOR:
                field, end, following = after[:length], at, after[length : length + 2]
            if len(field) == length and following in (b"", b"PK"):
                check, packed, unpacked = struct.unpack(form, field)
                if packed == end - start:
                    return check, packed, unpacked
        position = at + 4
    return None
