"""7z archives: each member a document of its own, unpacked folder by folder, so that damage costs only its own folder.

What the standard library cannot unpack (PPMd, BCJ2) goes through libarchive.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterator

from scanner.model import Code
from scanner.read.archives import archive_kinds, decoders, other_archive
from scanner.read.archives.members import Members, TooDense, Unpacked, decode_name
from scanner.read.archives.seven_zip_header import Header, Item, parse, stored
from scanner.read.archives.seven_zip_streams import Coder, Damaged, Folder, TooMany
from scanner.read.draft import Budget, Context, Draft, LimitReached, NotThisFormat, Refused
from scanner.read.file_part import FilePart, Readable
from scanner.read.source import Source

_LARGEST_HEADER = 64 << 20
_NESTED = 4  # headers that are packed in each other
_DICTIONARY = 256 << 20
_LZMA, _LZMA2, _DELTA = b"\x03\x01\x01", b"\x21", b"\x03"
_BRANCHES = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
}
_SINGLE: dict[bytes, Callable[[], decoders.Decoder]] = {
    b"\x04\x01\x08": decoders.Inflate,
    b"\x04\x02\x02": decoders.bzip2,
    b"\x04\xf7\x11\x01": decoders.zstandard,
}
_COPY = b"\x00"
_PPMD = b"\x03\x04\x01"
_LIBARCHIVE = {_LZMA, _LZMA2, _DELTA, _COPY, _PPMD, *_BRANCHES, *_SINGLE}
_LINK = 0xA  # S_IFLNK, where a Unix system wrote a member's mode into the upper half of its attributes
_LONGEST_LINK = 4096  # bytes (PATH_MAX)
_LOCKED = Refused(Code.ENCRYPTED, "password needed")


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every file of the archive as a part, and as text the names of folders, links and members that cannot be read.

    Raises NotThisFormat, LimitReached, and Refused when the header is encrypted, damaged or elsewhere.
    """
    kind = archive_kinds.find(source)
    if kind is None or kind.media_type != archive_kinds.SEVEN_ZIP:
        raise NotThisFormat
    file = FilePart(source.open(), kind.start, source.size)
    header = _header(file, source.size - kind.start, context)
    with Members(draft, context) as members:
        try:
            if any(_for_libarchive(folder) for folder in header.folders):
                other_archive.go_through(file, ("7zip",), source.size, members, context)
            else:
                _go_through(file, header, members, context)
        except (Refused, LimitReached):
            members.more_names(item.name for item in header.items[: context.budget.limits.members])
            raise


def _header(file: Readable, size: int, context: Context) -> Header:
    try:
        data = stored(file, size, _LARGEST_HEADER)
        for _ in range(_NESTED):
            found = parse(data)
            if isinstance(found, Header):
                return found
            if found.encrypted:
                raise _LOCKED
            if not _supported(found):
                raise Refused(Code.UNSUPPORTED, "the archive's directory is packed in a way that is not supported")
            if found.size > _LARGEST_HEADER:
                raise Refused(Code.TOO_LARGE, "the archive's directory is too large")
            unpacked = Unpacked(context.budget, found.packed)
            for part in _Stream(_unpacked(file, found), context.budget).take(found.size):
                unpacked.add(part)
            data = unpacked.data()
    except EOFError:
        raise Refused(Code.CORRUPT, "cut off, or the first of several volumes") from None
    except TooMany:
        raise Refused(Code.TOO_LARGE, "the archive's directory is too large") from None
    except Damaged:
        pass
    except decoders.broken():
        pass
    raise Refused(Code.CORRUPT, "the archive's directory cannot be read")


def _supported(folder: Folder) -> bool:
    """Return whether the standard library unpacks it."""
    if not folder.chain:
        return False
    *before, first = (coder.method for coder in folder.chain)
    if first == _LZMA2:
        return len(before) < 4 and all(method == _DELTA or method in _BRANCHES for method in before)
    if first == _LZMA:  # has no end, without which liblzma keeps back the last bytes of branches
        return len(before) < 4 and all(method == _DELTA for method in before)
    return not before and (first == _COPY or first in _SINGLE)


def _for_libarchive(folder: Folder) -> bool:
    """Return whether only libarchive can unpack it: steps that are not in one row are those of BCJ2, for programs."""
    return not (folder.encrypted or _supported(folder)) and all(coder.method in _LIBARCHIVE for coder in folder.chain)


def _go_through(file: Readable, header: Header, members: Members, context: Context) -> None:
    stream = _Stream(iter(()), context.budget)
    current = None
    for item in header.items:
        members.next(item.name)
        if item.folder is None:
            if item.is_folder:
                members.only_name()
            else:
                members.read(b"")
            continue
        folder = header.folders[item.folder]
        if folder.encrypted or not _supported(folder):
            members.unread(_LOCKED if folder.encrypted else Refused(Code.UNSUPPORTED, "packed in a way that is not supported"))
            continue
        if item.folder != current:
            current = item.folder
            stream = _Stream(_unpacked(file, folder), context.budget)
        if members.exceeds(item.size, folder.packed):
            stream.pass_by(item.size)
            continue
        _member(stream, folder, item, members, context)


def _member(stream: _Stream, folder: Folder, item: Item, members: Members, context: Context) -> None:
    unpacked = Unpacked(context.budget, folder.packed)
    refusal = None
    parts = stream.take(item.size)
    try:
        for part in parts:
            unpacked.add(part)
    except TooDense as limit:
        members.unread(limit)
        stream.pass_by(item.size - unpacked.size)
        return
    except decoders.broken():
        refusal = Refused(Code.CORRUPT, "damaged member")
    data = unpacked.data()
    if refusal is None and item.check is not None and zlib.crc32(data) != item.check:
        refusal = Refused(Code.CORRUPT, "damaged member")
    if refusal is None and item.attributes >> 28 == _LINK and len(data) <= _LONGEST_LINK:
        context.budget.expanded -= len(data)
        members.only_name(decode_name(data))
    else:
        members.read(data, refusal)


class _Stream:
    """What comes out of a folder, taken member by member."""

    def __init__(self, parts: Iterator[bytes], budget: Budget) -> None:
        self._parts = parts
        self._budget = budget
        self._left = b""
        self._passed = 0

    def pass_by(self, size: int) -> None:
        """Leave out the next `size` bytes; they are unpacked only when something behind them is wanted."""
        self._passed += size

    def take(self, size: int) -> Iterator[bytes]:
        """Yield the next `size` bytes. Raises EOFError when there are fewer, what decoders raise, and LimitReached."""
        passed, self._passed = self._passed, 0
        for _ in self.take(passed) if passed else ():
            self._budget.check_time()
        while size > 0:
            data = self._left or next(self._parts, b"")
            if not data:
                raise EOFError
            part, self._left = data[:size], data[size:]
            size -= len(part)
            yield part


def _unpacked(file: Readable, folder: Folder) -> Iterator[bytes]:
    feed = decoders.Feed(FilePart(file, folder.start, folder.start + folder.packed))
    method = folder.chain[-1].method
    if method == _COPY:
        while data := feed.take():
            yield data
        return
    while feed.peek(1):  # several streams behind each other are one
        yield from decoders.unpacked(feed, _SINGLE[method]() if method in _SINGLE else _lzma(folder))


def _lzma(folder: Folder) -> decoders.Decoder:
    filters = [_filter(coder, folder.size) for coder in folder.chain]
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)


def _filter(coder: Coder, size: int) -> dict[str, int]:
    """Return a step as liblzma wants it. Raises ValueError.

    A dictionary need not be larger than what comes out, and may not be larger than a worker can afford.
    """
    properties = coder.properties
    most = min(max(size, 4096), _DICTIONARY)
    if coder.method == _LZMA and len(properties) == 5:
        rest, lc = divmod(properties[0], 9)
        pb, lp = divmod(rest, 5)
        return {
            "id": lzma.FILTER_LZMA1,
            "dict_size": min(int.from_bytes(properties[1:], "little"), most),
            "lc": lc,
            "lp": lp,
            "pb": pb,
        }
    if coder.method == _LZMA2 and len(properties) == 1:
        bits = min(properties[0], 40)
        return {"id": lzma.FILTER_LZMA2, "dict_size": min((2 | bits & 1) << (bits // 2 + 11), most)}
    if coder.method == _DELTA and len(properties) == 1:
        return {"id": lzma.FILTER_DELTA, "dist": properties[0] + 1}
    if coder.method in _BRANCHES:
        return {"id": _BRANCHES[coder.method]}
    raise ValueError("no such filter")
