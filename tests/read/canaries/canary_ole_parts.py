"""Parts that old Office files share: properties (MS-OLEPS), macros, and pictures in drawing records."""

import struct

from scanner.read.old_office.ole_write import storage_bytes
from tests.read.canaries.canary_xlsx import macros

_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_DOCUMENT = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")
_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")


def _text(words):
    raw = words.encode("cp1252") + b"\0"
    return struct.pack("<II", 0x1E, len(raw)) + raw + bytes(-len(raw) % 4)


def _section(values):
    """A section of (number, encoded value)."""
    body, places = b"", []
    begin = 8 + 8 * len(values)
    for number, value in values:
        places.append(struct.pack("<II", number, begin + len(body)))
        body += value
    return struct.pack("<II", begin + len(body), len(values)) + b"".join(places) + body


def _set(*sections):
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 0x20006, bytes(16), len(sections))
    offset = len(head) + 20 * len(sections)
    names, body = b"", b""
    for kind, section in sections:
        names += kind + struct.pack("<I", offset + len(body))
        body += section
    return head + names + body


def properties(k):
    """The two streams with properties."""
    page = (1, struct.pack("<Ihh", 2, 1252, 0))
    summary = [
        page,
        *(
            (number, _text(k(corner)))
            for number, corner in [
                (2, "title"),
                (3, "subject"),
                (4, "author"),
                (5, "keywords"),
                (6, "comments of the document"),
                (8, "last author"),
            ]
        ),
    ]
    company = [page, (15, _text(k("company"))), (14, _text(k("manager")))]
    name = k("name of a property").encode() + b"\0"
    names = struct.pack("<III", 1, 2, len(name)) + name + bytes(-len(name) % 4)
    custom = [page, (0, names), (2, _text(k("property")))]
    return {
        "\x05SummaryInformation": _set((_SUMMARY, _section(summary))),
        "\x05DocumentSummaryInformation": _set((_DOCUMENT, _section(company)), (_CUSTOM, _section(custom))),
    }


def project(k, folder):
    """The streams of a project with macros below a folder."""
    import io

    import olefile

    with olefile.OleFileIO(io.BytesIO(macros(k))) as file:
        return {f"{folder}/{'/'.join(path)}": file.openstream(path).read() for path in file.listdir()}


def blip(picture):
    """A JPEG as drawing records keep it (MS-ODRAW 2.2.27)."""
    body = bytes(16) + b"\xff" + picture
    return struct.pack("<HHI", 0x46A << 4, 0xF01D, len(body)) + body


def described(k, *corners):
    """A table of a shape's properties (MS-ODRAW 2.3) with a text in each: name, description, tip, and so on."""
    numbers = {
        "name of a shape": 0x380,
        "alternative text": 0x381,
        "tip on a shape": 0x38D,
        "text as a picture": 0xC0,
        "picture file name": 0x105,
    }
    table, texts = b"", b""
    for corner in corners:
        text = (k(corner) + "\0").encode("utf-16-le")
        table += struct.pack("<HI", 0x8000 | 0x4000 | numbers[corner], len(text))
        texts += text
    return struct.pack("<HHI", 3 | len(corners) << 4, 0xF00B, len(table + texts)) + table + texts


__all__ = ["blip", "described", "project", "properties", "storage_bytes"]
