"""How the members of a 7z archive are packed: folders, which are streams of several members, and the steps of unpacking each.

Source: 7zFormat.txt of the LZMA SDK (public domain). Sizes are what the header states; nothing is allocated by them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

ENCRYPTED = b"\x06\xf1\x07\x01"
END = 0
_PACK, _UNPACK, _SUBSTREAMS = 6, 7, 8
_SIZES, _CHECKS, _FOLDERS, _UNPACK_SIZES, _COUNTS = range(0x09, 0x0E)
_MOST_CODERS = 32
_MOST = 1 << 20  # members or folders; more is no archive that people made


class Damaged(Exception):
    """The header is not what it should be."""


class TooMany(Exception):
    """There is more in the archive than anybody goes through."""


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of unpacking, by its identity in the 7z list of methods."""

    method: bytes
    properties: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """A packed stream: `chain` from the last step of unpacking to the first, or empty when steps are not in one row.

    `start` in bytes from the archive's mark, `packed` and `size` (unpacked) in bytes.
    """

    chain: tuple[Coder, ...]
    encrypted: bool
    start: int
    packed: int
    size: int
    check: int | None


@dataclass(slots=True)
class Streams:
    """The folders, and in `parts` size and check sum of each one's members."""

    folders: list[Folder] = field(default_factory=list)
    parts: list[list[tuple[int, int | None]]] = field(default_factory=list)


class Reader:
    """Goes through the header's bytes; raises IndexError behind their end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def rest(self) -> bytes:
        """Return what is left."""
        return self._data[self._position :]

    def bytes(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        end = self._position + count
        if end > len(self._data):
            raise IndexError
        data = self._data[self._position : end]
        self._position = end
        return data

    def number(self) -> int:
        """As many further bytes as the first has bits set at its top, lowest first; the rest of the first is on top."""
        first = self.bytes(1)[0]
        extra = next((count for count in range(8) if not first & 0x80 >> count), 8)
        low = int.from_bytes(self.bytes(extra), "little")
        return low + ((first & (0x7F >> extra)) << 8 * extra)

    def count(self) -> int:
        """A number of things that each take some of the header. Raises TooMany."""
        value = self.number()
        if value > len(self._data):
            raise IndexError
        if value > _MOST:
            raise TooMany
        return value

    def bits(self, count: int) -> list[bool]:
        """As many bits, the highest of a byte first."""
        raw = self.bytes(-(-count // 8))
        return [bool(raw[index >> 3] & 0x80 >> (index & 7)) for index in range(count)]

    def flags(self, count: int) -> list[bool]:
        """Bits, unless a byte says that all are set."""
        return [True] * count if self.bytes(1)[0] else self.bits(count)

    def checks(self, count: int) -> list[int | None]:
        """Check sums of those things for which a flag is set."""
        return [struct.unpack("<I", self.bytes(4))[0] if known else None for known in self.flags(count)]


def read_streams(reader: Reader) -> Streams:
    """Return what the header tells of streams. Raises Damaged, and what the reader raises."""
    streams = Streams()
    start = 0
    packed: list[int] = []
    while (kind := reader.number()) != END:
        if kind == _PACK:
            start, packed = _packed(reader)
        elif kind == _UNPACK:
            streams.folders = _folders(reader, 32 + start, packed)
            streams.parts = [[(folder.size, folder.check)] for folder in streams.folders]
        elif kind == _SUBSTREAMS:
            streams.parts = _parts(reader, streams.folders)
        else:
            raise Damaged
    return streams


def _packed(reader: Reader) -> tuple[int, list[int]]:
    start, count = reader.number(), reader.count()
    sizes: list[int] = []
    while (kind := reader.number()) != END:
        if kind == _SIZES:
            sizes = [reader.number() for _ in range(count)]
        elif kind == _CHECKS:
            reader.checks(count)
        else:
            raise Damaged
    return start, sizes


def _folders(reader: Reader, start: int, packed: list[int]) -> list[Folder]:
    if reader.number() != _FOLDERS:
        raise Damaged
    count = reader.count()
    if reader.bytes(1) != b"\0":  # the folders stand in another stream: nobody writes that
        raise Damaged
    shapes = [_shape(reader) for _ in range(count)]
    sizes: list[list[int]] = []
    checks: list[int | None] = [None] * count
    while (kind := reader.number()) != END:
        if kind == _UNPACK_SIZES:
            sizes = [[reader.number() for _ in range(shape.outputs)] for shape in shapes]
        elif kind == _CHECKS:
            checks = reader.checks(count)
        else:
            raise Damaged
    folders = []
    stream = 0
    for shape, size, check in zip(shapes, sizes, checks, strict=True):
        lengths = packed[stream : stream + shape.streams]
        encrypted = any(coder.method == ENCRYPTED for coder in shape.coders)
        folders.append(Folder(shape.chain(), encrypted, start, sum(lengths), size[shape.last], check))
        start += sum(lengths)
        stream += shape.streams
    return folders


@dataclass(frozen=True, slots=True)
class _Shape:
    """A folder's steps; `bound` leads from the input of a step to the output of the one that is done before it."""

    coders: list[Coder]
    outputs: int
    streams: int
    bound: dict[int, int]
    simple: bool

    @property
    def last(self) -> int:
        """The output that no step takes in: the unpacked stream."""
        return next(index for index in range(self.outputs) if index not in self.bound.values())

    def chain(self) -> tuple[Coder, ...]:
        if not self.simple:
            return ()
        chain: list[Coder] = []
        index: int | None = self.last
        while index is not None and len(chain) <= _MOST_CODERS:
            chain.append(self.coders[index])
            index = self.bound.get(index)
        return tuple(chain)


def _shape(reader: Reader) -> _Shape:
    count = reader.number()
    if not 0 < count <= _MOST_CODERS:
        raise Damaged
    coders = []
    inputs = outputs = 0
    for _ in range(count):
        flags = reader.bytes(1)[0]
        method = reader.bytes(flags & 0xF)
        ins, outs = (reader.number(), reader.number()) if flags & 0x10 else (1, 1)
        if not (0 < ins <= _MOST_CODERS and 0 < outs <= _MOST_CODERS):
            raise Damaged
        inputs, outputs = inputs + ins, outputs + outs
        coders.append(Coder(method, reader.bytes(reader.number()) if flags & 0x20 else b""))
    bound = {}
    for _ in range(outputs - 1):
        taken = reader.number()
        bound[taken] = reader.number()
    streams = inputs - len(bound)
    if streams > 1:
        for _ in range(streams):
            reader.number()
    return _Shape(coders, outputs, streams, bound, inputs == outputs == count)


def _parts(reader: Reader, folders: list[Folder]) -> list[list[tuple[int, int | None]]]:
    """Return size and check sum of each folder's members; the last one's size is what the others leave."""
    counts = [1] * len(folders)
    kind = reader.number()
    if kind == _COUNTS:
        counts = [reader.count() for _ in folders]
        kind = reader.number()
    given: list[list[int]] = [[] for _ in folders]
    if kind == _SIZES:
        given = [[reader.number() for _ in range(count - 1)] for count in counts]
        kind = reader.number()
    elif any(count > 1 for count in counts):
        raise Damaged
    whole = [count == 1 and folder.check is not None for count, folder in zip(counts, folders, strict=True)]
    checks: list[int | None] = []
    while kind != END:
        if kind == _CHECKS:
            checks = reader.checks(sum(count for count, known in zip(counts, whole, strict=True) if not known))
        else:
            reader.bytes(reader.number())
        kind = reader.number()
    following = iter(checks)
    parts = []
    for folder, count, sizes, known in zip(folders, counts, given, whole, strict=True):
        if count:
            sizes.append(folder.size - sum(sizes))
        if sizes and sizes[-1] < 0:
            raise Damaged
        parts.append([(size, folder.check if known else next(following, None)) for size in sizes])
    return parts
