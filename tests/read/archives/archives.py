"""Small writers of archives that the standard library cannot write; members are stored, not packed."""

import lzma
import struct
import zlib

MARK_4 = b"Rar!\x1a\x07\x00"
MARK_5 = b"Rar!\x1a\x07\x01\x00"


def _block_4(kind, flags, body, data=b""):
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + data


def member_4(name, content, flags=0, kind=0x74):
    """A file's block in format 4 (technote.txt, "File header"); `flags`: 4 encrypted, 1 and 2 parts of it in other volumes."""
    raw = name.encode("cp850") if isinstance(name, str) else name
    body = struct.pack("<IIBIIBBHI", len(content), len(content), 2, zlib.crc32(content), 0x5A21_0000, 20, 0x30, len(raw), 0x20)
    return _block_4(kind, 0x8000 | flags, body + raw, content)


def rar_4(*members, flags=0):
    """An archive of format 4; `flags`: 1 volume, 8 solid, 0x80 encrypted headers."""
    return MARK_4 + _block_4(0x73, flags, bytes(6)) + b"".join(members) + _block_4(0x7B, 0x4000, b"")


def _vint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def _block_5(kind, flags, fields, extra=b"", data=b""):
    flags |= (1 if extra else 0) | (2 if data else 0)
    header = _vint(kind) + _vint(flags)
    if extra:
        header += _vint(len(extra))
    if data:
        header += _vint(len(data))
    header += fields + extra
    sized = _vint(len(header)) + header
    return struct.pack("<I", zlib.crc32(sized)) + sized + data


def member_5(name, content, *, encrypted=False, flags=0, kind=2):
    """A file's block in format 5 ("File header and service header"); `flags`: 8 and 16 parts of it in other volumes."""
    raw = name.encode()
    fields = _vint(4) + _vint(len(content)) + _vint(0x20) + struct.pack("<I", zlib.crc32(content))
    fields += _vint(0) + _vint(1) + _vint(len(raw)) + raw
    record = b"\x01" + bytes(2) + b"\x0f" + bytes(32)  # a file encryption record: type, version, flags, count, salt, vector
    return _block_5(kind, flags, fields, _vint(len(record)) + record if encrypted else b"", content)


def rar_5(*members, flags=0, locked=False):
    """An archive of format 5; `flags`: 1 volume, 4 solid; `locked`: with an encryption header."""
    head = _block_5(4, 0, bytes(2) + b"\x0f" + bytes(16)) if locked else b""
    return MARK_5 + head + _block_5(1, 0, _vint(flags)) + b"".join(members) + _block_5(5, 0, _vint(0))


def _word_sum(data):
    """The check sum of a cabinet's data: words of four bytes, exclusive or ([MS-CAB] 3.1)."""
    total = 0
    for at in range(0, len(data) - 3, 4):
        total ^= int.from_bytes(data[at : at + 4], "little")
    rest = data[len(data) // 4 * 4 :]
    return total ^ int.from_bytes(rest, "big")


def cab(*folders, flags=0, packed=True):
    """A cabinet of folders, each a list of (name, content); packed by MSZIP, or stored."""
    names = b"".join(
        struct.pack("<IIHHHH", len(content), sum(len(one) for _, one in files[:at]), index, 0x5A21, 0, 0x20)
        + (name if isinstance(name, bytes) else name.encode("cp850"))
        + b"\0"
        for index, files in enumerate(folders)
        for at, (name, content) in enumerate(files)
    )
    head = 36 + 8 * len(folders)
    heads = data = b""
    for files in folders:
        content = b"".join(one for _, one in files)
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
        block = b"CK" + deflate.compress(content) + deflate.flush() if packed else content
        sizes = struct.pack("<HH", len(block), len(content))
        heads += struct.pack("<IHH", head + len(names) + len(data), 1, 1 if packed else 0)
        data += struct.pack("<I", _word_sum(block) ^ _word_sum(sizes)) + sizes + block
    size = head + len(names) + len(data)
    count = sum(len(files) for files in folders)
    header = struct.pack("<4s5I2B5H", b"MSCF", 0, size, 0, head, 0, 3, 1, len(folders), count, flags, 7, 0)
    return header + heads + names + data


def _crc_16(data):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def lha(*members, method=b"-lh0-"):
    """An archive of (name, content), with headers of level 0 and nothing packed."""
    data = b""
    for name, content in members:
        raw = name.encode("cp850")
        rest = method + struct.pack("<IIIBBB", len(content), len(content), 0x5A21_0000, 0x20, 0, len(raw)) + raw
        rest += struct.pack("<H", _crc_16(content))
        data += bytes([len(rest), sum(rest) & 0xFF]) + rest + content
    return data + b"\0"


def cpio(*members, end=True):
    """An archive of (name, content, mode) in the new form of ASCII headers."""
    data = b""
    for name, content, mode in (*members, ("TRAILER!!!", b"", 0)) if end else members:
        raw = name.encode() + b"\0"
        fields = (1, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(raw), 0)
        data += b"070701" + b"".join(b"%08X" % field for field in fields) + raw
        data += b"\0" * (-len(data) % 4) + content
        data += b"\0" * (-len(data) % 4)
    return data


def ar(*members):
    """An archive of (name, content), as `ar` writes it."""
    data = b"!<arch>\n"
    for name, content in members:
        data += b"%-16s%-12d%-6d%-6d%-8o%-10d`\n" % (name.encode() + b"/", 0, 0, 0, 0o100644, len(content))
        data += content + b"\n" * (len(content) % 2)
    return data


def _number(value):
    """A number as 7z writes it (7zFormat.txt): the first byte's set bits tell how many bytes follow."""
    for extra in range(8):
        if value < 1 << 7 * (extra + 1):
            first = (0xFF00 >> extra & 0xFF) | value >> 8 * extra
            return bytes([first]) + (value & (1 << 8 * extra) - 1).to_bytes(extra, "little")
    return b"\xff" + value.to_bytes(8, "little")


def seven_zip(*folders, whole=False):
    """A 7z archive of folders, each a list of (name, content): one stream of LZMA2. The header is not packed.

    `whole`: each folder holds one member, and the check sums stand with the folders.
    """
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16}]
    streams = [lzma.compress(b"".join(data for _, data in files), lzma.FORMAT_RAW, filters=filters) for files in folders]
    items = [item for files in folders for item in files]
    packed = _number(0) + _number(len(streams)) + b"\x09" + b"".join(_number(len(stream)) for stream in streams) + b"\x00"
    coder = b"\x01" + b"\x21" + b"\x21" + b"\x01" + b"\x08"  # one step, of one letter, with one property: 64 KiB
    lengths = b"".join(_number(sum(len(data) for _, data in files)) for files in folders)
    checks = b"\x0a\x01" + b"".join(struct.pack("<I", zlib.crc32(data)) for _, data in items)
    unpacked = b"\x0b" + _number(len(streams)) + b"\x00" + coder * len(streams) + b"\x0c" + lengths + checks * whole + b"\x00"
    counts = b"".join(_number(len(files)) for files in folders)
    sizes = b"".join(_number(len(data)) for files in folders for _, data in files[:-1])
    parts = b"\x00" if whole else b"\x0d" + counts + b"\x09" + sizes + checks + b"\x00"
    names = b"\x00" + b"".join(name.encode("utf-16-le") + b"\0\0" for name, _ in items)
    listed = _number(len(items)) + b"\x11" + _number(len(names)) + names + b"\x00"
    header = b"\x01\x04\x06" + packed + b"\x07" + unpacked + b"\x08" + parts + b"\x00\x05" + listed + b"\x00"
    body = b"".join(streams)
    start = struct.pack("<QQI", len(body), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + body + header
