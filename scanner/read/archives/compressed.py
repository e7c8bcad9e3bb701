"""One packed document: gzip, bzip2, xz, LZMA, Zstandard; and through libarchive Unix compress, lzip and LZ4.

Streams behind each other are one document, as their programs take them, unless gzip's header gives them names of their own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress

from scanner.model import Code, Role
from scanner.read.archives import decoders, tar_headers
from scanner.read.archives.decoders import Feed
from scanner.read.archives.libarchive import Archive, Failure
from scanner.read.archives.members import TooDense, Unpacked, clean_name, decode_name
from scanner.read.draft import Context, Draft, LimitReached, Refused
from scanner.read.source import Source

_GZIP = re.compile(rb"\x1f\x8b\x08")
_DECODERS: tuple[tuple[re.Pattern[bytes], Callable[[], decoders.Decoder]], ...] = (
    (_GZIP, decoders.Inflate),
    (re.compile(rb"BZh[1-9]"), decoders.bzip2),
    (re.compile(rb"\xfd7zXZ\x00"), decoders.xz),
    (re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), decoders.zstandard),  # frames; those that are skipped hold no text
)
_FILTERS = {b"\x1f\x9d": "compress", b"LZ": "lzip", b"\x04\x22": "lz4"}
_NOTHING = re.compile(rb"(?!)")
_PACKED = frozenset(["gz", "gzip", "z", "bz2", "bz", "xz", "lzma", "zst", "zstd", "lz", "lz4"])
_SHORT = {"svgz": "svg", "emz": "emf", "wmz": "wmf", "cpgz": "cpio"} | dict.fromkeys(
    ["tgz", "taz", "tbz", "tbz2", "tb2", "txz", "tlz", "tzst"], "tar"
)
_HEADERS = (1 << 9, 1 << 16, 1 << 20)  # bytes that are looked at; gzip bounds neither name nor comment
_NAME, _COMMENT, _EXTRA, _CHECK = 8, 16, 4, 2  # flags of a gzip header (RFC 1952, 2.3.1)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add what is packed as a document of its own, also when only its beginning comes out.

    Raises Refused when nothing comes out, or more than is allowed of anything but a tar, whose members stand by themselves.
    """
    inner = _Inner(source, draft, context)
    try:
        for name, part in _pieces(source, draft, context):
            inner.add(name, part)
        trouble = None
    except TooDense as limit:
        trouble = Refused(limit.code, limit.detail)
    except LimitReached as limit:
        if limit.code is not Code.TOO_LARGE or not inner.is_tar:
            raise Refused(limit.code, limit.detail) from None
        trouble = Refused(limit.code, limit.detail)
    except EOFError:
        trouble = Refused(Code.CORRUPT, "cut off before its end")
    except Failure as failure:
        trouble = Refused(failure.code, "damaged")
    except decoders.broken() as error:
        large = "emory" in str(error)  # lzma: "Memory usage limit", zstd: "too much memory"
        trouble = Refused(Code.TOO_LARGE, "takes too much memory to unpack") if large else Refused(Code.CORRUPT, "damaged")
    if trouble is None or inner.size:
        inner.finish()
    if trouble is not None:
        raise trouble


class _Inner:
    """The document that comes out; a new one begins where a gzip header names another."""

    def __init__(self, source: Source, draft: Draft, context: Context) -> None:
        self._packed = source.size
        self._draft = draft
        self._context = context
        self._name = ""
        self._default = _inner_name(source.name)
        self._unpacked = Unpacked(context.budget, self._packed)

    @property
    def size(self) -> int:
        """How many bytes came out of it."""
        return self._unpacked.size

    @property
    def is_tar(self) -> bool:
        """Whether it begins like a tar archive."""
        return tar_headers.is_header(self._unpacked.data()[: tar_headers.BLOCK])

    def add(self, name: str, part: bytes) -> None:
        """Add what came out of a stream with a name, or without. Raises LimitReached."""
        if name and self._name and name != self._name:
            self.finish()
            self._unpacked = Unpacked(self._context.budget, self._packed)
        self._name = name or self._name
        self._unpacked.add(part)

    def finish(self) -> None:
        """Read the document, which is charged there."""
        data = self._unpacked.data()
        self._context.budget.expanded -= self._unpacked.size
        name = self._name or self._default
        self._context.read_child(self._draft, name, name, data)


def _pieces(source: Source, draft: Draft, context: Context) -> Iterator[tuple[str, bytes]]:
    """Yield all that comes out, with the name that the packed data itself gives, if any."""
    head = source.head(16)
    if head[:2] in _FILTERS:
        with Archive(source.open(), context.budget, ("raw",), (_FILTERS[head[:2]],)) as archive:
            if not archive.filtered:
                raise Refused(Code.CORRUPT, "damaged")
            for _ in archive.entries():
                for block in archive.blocks():
                    yield "", block
        return
    mark, decoder = next((kind for kind in _DECODERS if kind[0].match(head)), (_NOTHING, decoders.lzma_alone))
    feed = Feed(source.open())
    yield from _stream(feed, mark, decoder, draft)
    while rest := feed.take():
        context.budget.check_time()
        rest = rest.lstrip(b"\0")  # padding: to a block of a tape, or to four bytes in xz
        feed.give_back(rest)
        if mark.match(feed.peek(16)):
            yield from _stream(feed, mark, decoder, draft)
        elif rest:
            draft.problem(Code.CORRUPT, "bytes behind the end of what is packed")
            return


def _stream(
    feed: Feed, mark: re.Pattern[bytes], decoder: Callable[[], decoders.Decoder], draft: Draft
) -> Iterator[tuple[str, bytes]]:
    if mark is not _GZIP:
        for part in decoders.unpacked(feed, decoder()):
            yield "", part
        return
    name = _gzip_header(feed, draft)
    check = size = 0
    yield name, b""
    for part in decoders.unpacked(feed, decoder()):
        check = zlib.crc32(part, check)
        size += len(part)
        yield name, part
    trailer = feed.peek(8)
    if len(trailer) < 8:
        raise EOFError
    feed.give_back(feed.take()[8:])
    if trailer != check.to_bytes(4, "little") + (size & 0xFFFFFFFF).to_bytes(4, "little"):
        draft.problem(Code.CORRUPT, "wrong check sum")


def _gzip_header(feed: Feed, draft: Draft) -> str:
    """Go past a member's header; returns the name in it, or an empty text. Raises EOFError."""
    for length in _HEADERS:
        data = feed.peek(length)
        with suppress(ValueError, IndexError):
            end, name, comment = _gzip_texts(data)
            feed.give_back(feed.take()[end:])
            draft.text(decode_name(comment), "archive comment", Role.METADATA)
            return clean_name(decode_name(name).replace("\\", "/").rpartition("/")[2]) if name else ""
        if len(data) < length:
            break
    raise EOFError


def _gzip_texts(data: bytes) -> tuple[int, bytes, bytes]:
    """Return where a header ends, the name and the comment in it. Raises ValueError or IndexError when it goes on."""
    flags = data[3]
    position = 10
    if flags & _EXTRA:
        position += 2 + data[10] + (data[11] << 8)
    texts = {}
    for flag in (_NAME, _COMMENT):
        if flags & flag:
            end = data.index(b"\0", position)
            texts[flag] = data[position:end]
            position = end + 1
    position += 2 * bool(flags & _CHECK)
    if position > len(data):
        raise IndexError
    return position, texts.get(_NAME, b""), texts.get(_COMMENT, b"")


def _inner_name(name: str) -> str:
    """Return a packed file's name without the extension that tells its packing: `x.csv.gz` is `x.csv`, `x.tgz` is `x.tar`."""
    name = clean_name(name).rpartition("/")[2]
    stem, _, extension = name.rpartition(".")
    if stem and extension.lower() in _PACKED:
        return stem
    if stem and extension.lower() in _SHORT:
        return f"{stem}.{_SHORT[extension.lower()]}"
    return name
