"""Makers of bombs and lies: compressed data far larger than it looks, and zips whose directory does not tell the truth."""

import bz2
import io
import lzma
import struct
import zipfile
import zlib
from itertools import pairwise

from tests import make

MB = 1 << 20


def repeated(block, times, wrap=-15):
    """Deflate data that unpacks to `times` copies of a block, made without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    unit = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    raw = unit * times + b"\x03\x00"
    if wrap == -15:
        return raw
    check = size = 0
    for _ in range(times):
        check = zlib.crc32(block, check)
        size += len(block)
    return b"\x1f\x8b\x08" + bytes(7) + raw + struct.pack("<II", check, size & 0xFFFFFFFF)


def entry(name, packed, *, size, check=0, method=8, flags=0, attributes=0, offset=0, extra=b"", local=None):
    """The local header with the data, and the line of the directory, of one member, as stated rather than as true."""
    local = name if local is None else local
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, flags, method, 0, 33, check, len(packed), size & 0xFFFFFFFF, len(local), len(extra)
    )
    line = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 788, 20, flags, method, 0, 33, check, len(packed), size & 0xFFFFFFFF, len(name), len(extra),
        0, 0, 0, attributes, offset,
    )  # fmt: skip
    return head + local + extra + packed, line + name + extra


def end(count, size, offset, comment=b"", *, stated=None):
    """The end of the directory; `stated` replaces the count of members."""
    stated = count if stated is None else stated
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, stated, stated, size, offset, len(comment)) + comment


def archive(*members, **lies):
    """A zip of members given as (name, packed, options of `entry`); `lies` go to the end of the directory."""
    body = directory = b""
    for name, packed, options in members:
        local, line = entry(name, packed, offset=len(body), **options)
        body += local
        directory += line
    return body + directory + end(len(members), len(directory), len(body), **lies)


def stored(name, content, **options):
    return name, content, {"size": len(content), "check": zlib.crc32(content), "method": 0, **options}


def deflated(name, content, **options):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return name, packed, {"size": len(content), "check": zlib.crc32(content), **options}


def bomb(name, block, times):
    """A member that unpacks to `times` copies of a block."""
    check = 0
    for _ in range(times):
        check = zlib.crc32(block, check)
    return name, repeated(block, times), {"size": len(block) * times, "check": check}


def overlapping(kernel, count):
    """Every member is the next one's header and data, quoted in a stored block of deflate, down to one common kernel.

    D. Fifield, "A better zip bomb" (USENIX WOOT 2019), section 3: the output grows with the square of the count.
    """
    _, packed, told = deflated(b"", kernel)
    names = [f"{number:04d}".encode() for number in range(count)]
    body, line = entry(names[-1], packed, size=told["size"], check=told["check"])
    heads, lines = [body[: 30 + len(names[-1])]], [(line, told["size"])]
    content_check, size, data = told["check"], told["size"], packed
    content = kernel
    for name in reversed(names[:-1]):
        quoted = heads[0]
        data = b"\x00" + struct.pack("<HH", len(quoted), 0xFFFF ^ len(quoted)) + quoted + data
        content = quoted + content
        size += len(quoted)
        content_check = zlib.crc32(content)
        whole, line = entry(name, data, size=size, check=content_check)
        heads.insert(0, whole[: 30 + len(name)])
        lines.insert(0, (line, size))
    # A header is followed by the five bytes of the block that quotes the next one.
    body = b"".join(head + b"\x00" + struct.pack("<HH", len(after), 0xFFFF ^ len(after)) for head, after in pairwise(heads))
    body += heads[-1] + packed
    directory = b""
    position = 0
    for head, (line, _) in zip(heads, lines, strict=True):
        directory += line[:42] + struct.pack("<I", position) + line[46:]
        position += len(head) + 5
    return body + directory + end(count, len(directory), len(body))


def part(data, share):
    """The first part of the bytes, as a share of the whole."""
    return data[: int(len(data) * share)]


def nested(levels, content=b"", name="diep.zip"):
    """A zip in a zip, `levels` deep."""
    for _ in range(levels):
        content = make.zipped({name: content})
    return content


def wide(levels, width, leaf):
    """Like 42.zip: each level holds `width` copies of the next one."""
    for _ in range(levels):
        leaf = make.zipped({f"{number}.zip": leaf for number in range(width)})
    return leaf


def patched(data, mark, offset, form, value, *, every=True):
    """The bytes with a field behind each occurrence of a mark replaced."""
    data = bytearray(data)
    at = data.find(mark)
    while at >= 0:
        struct.pack_into(form, data, at + offset, value)
        at = data.find(mark, at + 4) if every else -1
    return bytes(data)


def flagged(members, local_flag, *, method=None):
    """A zip of stored members whose flags say that they are encrypted."""
    data = make.zipped(members, zipfile.ZIP_STORED)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data = patched(data, mark, offset, "<H", local_flag)
        if method is not None:
            data = patched(data, mark, offset + 2, "<H", method)
    return data


def packed_by(method, content):
    """A member packed with bzip2 (12) or LZMA (14), as zipfile writes it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as target:
        target.writestr("bom.txt", content)
        target.writestr("b.txt", b"x", zipfile.ZIP_STORED)
    return buffer.getvalue()


def bzip2_bomb(megabytes):
    return bz2.compress(b" " * 900_000) * (megabytes * MB // 900_000 + 1)


def xz_bomb(megabytes):
    return lzma.compress(b" " * (megabytes * MB), preset=0)


def zstd_bomb(megabytes):
    from backports import zstd

    return zstd.compress(b" " * (megabytes * MB))


def same_member(member, count):
    """A zip whose directory names one member many times over."""
    name, packed, options = member
    body, line = entry(name, packed, **options)
    return body + line * count + end(count, len(line) * count, len(body))


def zip64_lie(data):
    """The archive with a 64-bit end that states 2^40 members in a directory of 2^50 bytes."""
    at = data.index(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 40, 1 << 40, 1 << 50, 1 << 50)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return data[:at] + record + locator + data[at : at + 8] + b"\xff" * 12 + bytes(2)


def members_of(data):
    """The members of a good zip, packed anew for `archive`."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return [deflated(info.filename.encode(), source.read(info)) for info in source.infolist()]


def png_header(width, height, *, frames=0):
    """A PNG that states a size, with hardly any pixels behind it; `frames` makes it state an animation."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    animation = chunk(b"acTL", struct.pack(">II", frames, 0)) if frames else b""
    return head + animation + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
