"""Small old Office files, and damage to the tables of the storage that holds them (MS-CFB)."""

import struct

from scanner.read.old_office.ole_write import storage_bytes
from tests.hostile.case import PLANTED
from tests.read.mail import outlook_make

SECTOR, ENTRY = 512, 128
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def word(text=PLANTED, pieces=None, stated=None, flags=0):
    """The streams of a Word document; `pieces` are (first, last, offset in bytes), `stated` the length that the header tells."""
    raw = text.encode("cp1252")
    main = bytearray(0x200)
    struct.pack_into("<HHHHHH", main, 0, 0xA5EC, 0xC1, 0, 0x413, 0, flags)
    struct.pack_into("<II", main, 0x18, 0x200, 0x200 + len(raw))
    struct.pack_into("<I", main, 0x4C, len(raw) if stated is None else stated)
    pieces = [(0, len(raw), 0x200)] if pieces is None else pieces
    starts = [first for first, _, _ in pieces] + [pieces[-1][1] if pieces else 0]
    plc = struct.pack(f"<{len(starts)}I", *starts) + b"".join(
        struct.pack("<HIH", 0, place * 2 | 0x40000000, 0) for _, _, place in pieces
    )
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    return {"WordDocument": bytes(main) + raw, "0Table": clx}


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def sheet(text=PLANTED, row=0, column=0, before=b"", after=b""):
    """The stream of an Excel 97 workbook with one cell."""
    name = b"Blad1"
    label = struct.pack("<3HHB", row, column, 15, len(text), 0) + text.encode("latin-1")
    bof = struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 6)
    cells = (
        record(0x809, bof)
        + before
        + record(0x200, struct.pack("<2I3H", 0, row + 1, 0, min(65_535, column + 1), 0))
        + record(0x204, label)
        + after
        + record(0x0A)
    )
    first = record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 6))
    offset = len(first) + 4 + 8 + len(name) + 4
    globals_ = first + record(0x85, struct.pack("<IBB", offset, 0, 0) + bytes([len(name), 0]) + name) + record(0x0A)
    assert len(globals_) == offset
    return globals_ + cells


def atom(kind, data=b"", version=0):
    return struct.pack("<HHI", version, kind, len(data)) + data


def slides(*inner):
    """The streams of a PowerPoint 97 presentation of one slide."""
    text = atom(0x0FA0, PLANTED.encode("utf-16-le"))
    return {"PowerPoint Document": atom(0x03E8, atom(0x03EE, text + b"".join(inner), 0xF), 0xF), "Current User": bytes(40)}


def message(body=PLANTED, **more):
    found = {(0x0037, outlook_make.WIDE): "Onderwerp", (0x1000, outlook_make.WIDE): body, (0x001A, outlook_make.WIDE): "IPM.Note"}
    return outlook_make.msg(found, **more)


def padded(streams):
    """The storage with every stream long enough to have sectors of its own."""
    return storage_bytes({name: data.ljust(4096, b"\0") for name, data in streams.items()})


def table_at(data):
    """Where the first sector of the allocation table lies."""
    return SECTOR * (1 + struct.unpack_from("<I", data, 76)[0])


def directory_at(data):
    return SECTOR * (1 + struct.unpack_from("<I", data, 48)[0])


def entry_at(data, name):
    raw = name.encode("utf-16-le") + b"\0\0"
    return next(at for at in range(directory_at(data), len(data), ENTRY) if data[at : at + len(raw)] == raw)


def with_field(data, at, form, *values):
    data = bytearray(data)
    struct.pack_into(form, data, at, *values)
    return bytes(data)


def with_stream(data, name, offset, value):
    """The storage with a number in a stream's line of the directory replaced: 116 its first sector, 120 its size."""
    return with_field(data, entry_at(data, name) + offset, "<I", value)


def chain_in_a_circle(data, name, size=0x7FFFFFFF):
    """The first sector of a stream is followed by itself; the size that the directory states may stand for an unknown one."""
    at = entry_at(data, name)
    start = struct.unpack_from("<I", data, at + 116)[0]
    return with_field(with_field(data, table_at(data) + 4 * start, "<I", start), at + 120, "<I", size)
