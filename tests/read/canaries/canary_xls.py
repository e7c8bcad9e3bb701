"""An old workbook (MS-XLS) with one word in every corner, record by record."""

import struct

from tests.read.canaries.canary_ole_parts import blip, described, project, properties, storage_bytes
from tests.read.canaries.canary_words import packaged, photograph


def record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def short(words):
    """A text whose length takes one byte, its letters one byte each."""
    return struct.pack("<BB", len(words), 0) + words.encode("cp1252")


def text(words, wide=False):
    return struct.pack("<HB", len(words), wide) + words.encode("utf-16-le" if wide else "cp1252")


def in_formula(words):
    return b"\x17" + short(words)


def label(row, column, words):
    return record(0x0204, struct.pack("<HHH", row, column, 15) + text(words))


def _first(k):
    """The records of the first sheet."""
    yield label(0, 0, k("cell"))
    yield record(0x0203, struct.pack("<HHHd", 1, 0, 16, 1020304567.0))
    formula = in_formula(k("text in a formula"))
    result = struct.pack("<HHH8sHIH", 2, 1, 15, b"\0\0\0\0\0\0\xff\xff", 0, 0, len(formula)) + formula
    yield record(0x06, result) + record(0x0207, text(k("formula result")))
    yield record(0x14, text(f"&C{k('header')}")) + record(0x15, text(f"&L{k('footer')}", wide=True))
    yield record(0x1C, struct.pack("<HHHH", 3, 1, 0, 1) + text(k("author of a comment")) + b"\0")
    shapes = ((25, 1, k("comment")), (6, 2, k("text box")))
    yield record(0xEC, described(k, "name of a shape", "alternative text", "tip on a shape", "text as a picture"))
    for kind, number, words in shapes:
        yield record(0x5D, struct.pack("<HHHHH12x", 0x15, 18, kind, number, 0) + bytes(4))
        half = len(words) // 2
        yield record(0x01B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(words), 16, 0))
        yield (
            record(0x3C, b"\0" + words[:half].encode())
            + record(0x3C, b"\x01" + words[half:].encode("utf-16-le"))
            + record(0x3C, bytes(16))
        )
    yield record(0x01B8, bytes(32) + f"https://example.be/{k('link target')}".encode("utf-16-le") + bytes(2))
    yield record(0x0800, bytes(10) + k("tip on a link").encode("utf-16-le") + bytes(2))
    choices = (
        struct.pack("<I", 0)
        + text(k("title of a prompt"))
        + text(k("title of an error"))
        + text(k("prompt"))
        + text(k("error message"))
    )
    yield record(0x01BE, choices + struct.pack("<HH", 30, 0) + in_formula(f"ja\0{k('choice')}".replace("\0", ",")) + bytes(8))
    condition = in_formula(k("condition"))
    yield record(0x01B1, struct.pack("<BBHH", 2, 1, len(condition), 0) + bytes(6) + condition)
    yield record(0xAF, bytes(8) + text(k("scenario")) + text(k("user of a scenario")) + text(k("comment of a scenario")))
    yield record(0x9E, bytes(20) + b"\0" + k("filter value").encode())
    yield record(0x0868, bytes(27) + text(k("protected range"), wide=True))
    yield (
        record(0xB0, bytes(44) + text(k("pivot table")))
        + record(0xB1, bytes(8) + text(k("field of a pivot table")))
        + record(0xB2, bytes(6) + text(k("item of a pivot table")))
    )
    yield record(0x0872, bytes(30) + text(k("column of a table"), wide=True))
    yield record(0xDC, bytes(4) + text(k("query")))
    yield (
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0020, 0, 0, 0, 0))
        + record(0x100D, b"\0\0" + short(k("chart title")))
        + record(0x0A)
    )


def _globals(k):
    yield record(0x5C, text(k("who wrote it")).ljust(112, b" "))
    yield record(0x5B, struct.pack("<HHH", 0, 0, 5) + k("who reserved it").encode())
    yield record(0x041E, struct.pack("<H", 164) + text("00000000000")) + record(
        0x041E, struct.pack("<H", 165) + text(f'"{k("number format")} "0')
    )
    for number in (0, 164):
        yield record(0xE0, struct.pack("<HH", 0, number) + bytes(16)) * (16 if not number else 1)
    name, value = k("defined name"), in_formula(k("text of a name"))
    yield record(0x18, struct.pack("<HBBHHHBBBB", 0, 0, len(name), len(value), 0, 0, 0, 0, 0, 0) + b"\0" + name.encode() + value)
    yield record(
        0x01AE, struct.pack("<H", 1) + text(f"\x01\x01{k('path of another workbook')}.xls") + text(k("sheet of another workbook"))
    )
    yield record(0x5A, struct.pack("<BBH", 0, 0, 0) + b"\x02" + text(k("cell of another workbook")))
    yield record(0x01A9, bytes(30) + text(k("view of a person")))
    yield record(0x0876, bytes(16) + text(k("connection")))
    yield record(0xEB, blip(photograph(k("photographer"))))


def build(k):
    """The workbook; `k` gives the word for each corner."""
    names = ["Blad1", k("hidden sheet name"), "Diep"]
    sheets = [b"".join(_first(k)), label(4, 2, k("hidden sheet")), label(0, 0, k("very hidden sheet"))]
    head = (
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
        + record(0x42, struct.pack("<H", 1200))
        + b"".join(_globals(k))
    )
    listed = sum(len(record(0x85, struct.pack("<IBB", 0, 0, 0) + short(name))) for name in names)
    begin = len(head) + listed + 4
    bodies = [
        record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
        + record(0x0200, struct.pack("<IIHHH", 0, 99, 0, 9, 0))
        + body
        + record(0x0A)
        for body in sheets
    ]
    bounds = b""
    for state, (name, body) in enumerate(zip(names, bodies, strict=True)):
        bounds += record(0x85, struct.pack("<IBB", begin, state, 0) + short(name))
        begin += len(body)
    cache = (
        record(0xC7, bytes(14) + text(k("field of the cache")))
        + record(0xCD, text(k("item of the cache")))
        + record(0xC9, struct.pack("<d", 85073003328.0))
        + record(0xC8, b"\0")
        + record(0xCD, text(k("record of the cache")))
    )
    native = packaged("brief.txt", "C:\\brief.txt", k("packed file").encode())
    book = head + bounds + record(0x0A) + b"".join(bodies)
    return storage_bytes(
        {
            "Workbook": book.ljust(4096, b"\0"), **properties(k), **project(k, "_VBA_PROJECT_CUR"), "_SX_DB_CUR/0001": cache,
            "MBD00001/\x01Ole10Native": native, "User Names": k("who shares it").encode("utf-16-le"), "Revision Log": b"\x01\x02" + text(k("earlier value of a cell")),
            "Ctls": b"\x00\x00" + k("text of a control").encode() + b"\0",
        }
    )  # fmt: skip
