"""Old Office files and Outlook messages whose storage, tables and lengths lie or run in circles."""

# ruff: noqa: PLW0108 - each case is made by a call of its own, so that only those that are asked for are made

import struct
import zlib

from scanner.read import registry
from scanner.read.old_office.ole_write import storage_bytes
from tests import make
from tests.hostile import build_ole as ole
from tests.hostile.case import PLANTED, case
from tests.read.mail import outlook_make

MESSAGES = registry.find("application/vnd.ms-outlook") is not None


def _doc(**options):
    return ole.padded(ole.word(**options))


def _xls(**options):
    return ole.padded({"Workbook": ole.sheet(**options)})


def _circular_tree():
    data = _doc()
    main, table = ole.entry_at(data, "WordDocument"), ole.entry_at(data, "0Table")
    number = (main - ole.directory_at(data)) // ole.ENTRY
    return ole.with_field(
        ole.with_field(data, table + 72, "<I", number), main + 68, "<I", (table - ole.directory_at(data)) // ole.ENTRY
    )


def _circular_directory():
    data = _doc()
    first = struct.unpack_from("<I", data, 48)[0]
    return ole.with_field(data, ole.table_at(data) + 4 * first, "<I", first)


def _tables_of_tables():
    """An allocation table of 4 billion sectors, whose list of sectors is one sector that follows itself."""
    data = ole.with_field(ole.with_field(_doc(), 44, "<I", 0xFFFFFFFF), 68, "<2I", 1, (0xFFFFFFFF - 109 + 126) // 127)
    return ole.with_field(data, 2 * 512 + 508, "<I", 1)


def _streams_in_each_other(depth):
    return storage_bytes({"/".join(f"d{n}" for n in range(depth)) + "/x": b"x", **ole.word()})


def _nested_messages(depth):
    inner = {(0x1000, outlook_make.WIDE): PLANTED, (0x001A, outlook_make.WIDE): "IPM.Note"}
    attachment = outlook_make.embedded(inner)
    for _ in range(depth):
        attachment = outlook_make.embedded(
            {(0x1000, outlook_make.WIDE): "buiten", (0x001A, outlook_make.WIDE): "IPM.Note"}, (), [attachment]
        )
    return outlook_make.msg({(0x1000, outlook_make.WIDE): "buiten", (0x001A, outlook_make.WIDE): "IPM.Note"}, (), [attachment])


def _many_pieces():
    raw = len(PLANTED)
    return _doc(pieces=[(number * 600, number * 600 + 600, 0x200) for number in range(60_000)], stated=raw)


def _object_bomb():
    packed = zlib.compress(bytes(100 << 20))
    return ole.padded(ole.slides(ole.atom(0x1011, struct.pack("<I", 100 << 20) + packed, 0x10)))


def _macro(data):
    return ole.padded({**ole.word(), "Macros/VBA/Module1": b"\x01\x00\xb0\x00Attribut" + data})


def _message(verdict, found=False):
    """Before messages are read they are named as a type that is not."""
    return (verdict, found) if MESSAGES else ("none unsupported", False)


def _msg(name, build_, verdict, *, found=False):
    verdict, found = _message(verdict, found)
    return case(name, build_, verdict, found=found)


CASES = [
    case("chain in a circle.doc", lambda: ole.chain_in_a_circle(_doc(), "WordDocument"), "partial corrupt"),
    case("table chain in a circle.doc", lambda: ole.chain_in_a_circle(_doc(), "0Table"), "partial corrupt", found=True),
    case("directory in a circle.doc", _circular_tree, "full", found=True),
    case("directory chain in a circle.doc", lambda: _circular_directory(), "partial corrupt", found=True),
    case("allocation table of itself.doc", lambda: ole.with_field(_doc(), ole.table_at(_doc()), "<I", 0), "partial corrupt"),
    case("more tables stated.doc", lambda: ole.with_field(_doc(), 44, "<I", 0xFFFFFF), "full", found=True),
    case("extra table in a circle.doc", lambda: ole.with_field(ole.with_field(_doc(), 68, "<I", 1), 72, "<I", 0xFFFF), "none corrupt"),
    case("chain in a circle, 2 GB stated.doc", lambda: ole.chain_in_a_circle(_doc(), "WordDocument", 0x7FFFFFF0), "partial corrupt"),
    case("tables of tables.doc", lambda: _tables_of_tables(), "none corrupt"),
    case("sectors of 2 GB.doc", lambda: ole.with_field(_doc(), 30, "<H", 31), "none corrupt"),
    case("sectors of no size.doc", lambda: ole.with_field(_doc(), 30, "<H", 0), "none corrupt"),
    case("stream of 2 GB stated.doc", lambda: ole.with_stream(_doc(), "WordDocument", 120, 0x7FFFFFFF), "partial corrupt", found=True),
    case("stream outside the file.doc", lambda: ole.with_stream(_doc(), "WordDocument", 116, 0xFFFFFF), "none corrupt"),
    case("truncated.doc", lambda: _doc()[:3000], "none corrupt"),
    case("header only.doc", lambda: _doc()[:512], "none corrupt"),
    case("mark only.doc", lambda: _doc()[:8], "none corrupt"),
    case("deep storages.doc", lambda: _streams_in_each_other(200), "full", found=True),
    case("password.doc", lambda: _doc(flags=0x0100), "none encrypted"),
    case("table missing.doc", lambda: ole.padded({"WordDocument": ole.word()["WordDocument"]}), "none corrupt"),
    case("pieces outside the file.doc", lambda: _doc(pieces=[(0, 0x7FFFFFF0, 0x1FFFFFFF)]), "partial corrupt", found=True),
    case("pieces of everything.doc", _many_pieces, "partial corrupt", found=True),
    case("more text stated.doc", lambda: _doc(stated=0x7FFFFFFF), "partial corrupt", found=True),
    case("macro that lies.doc", lambda: _macro(b"\xff" * 60), "full", found=True),
    case("macro bomb.doc", lambda: _macro(b"\x01" + b"\xff\xbf" + (b"\x00aaaaaaaa" + b"\xff" + b"\xff\x0f" * 8) * 200), "full", found=True),
    case("random stream.doc", lambda: ole.padded({"WordDocument": bytes(range(256)) * 32}), "none corrupt"),
    case("record length lies.xls", lambda: _xls(before=struct.pack("<HH", 0x1B8, 0xFFFF)), "partial corrupt"),
    case("cell in the far corner.xls", lambda: _xls(row=65_535, column=65_535), "full", found=True),
    case("sheet outside the stream.xls", lambda: ole.padded({"Workbook": _sheet_elsewhere(0x7FFFFFFF)}), "partial corrupt"),
    case("sheet that begins at the beginning.xls", lambda: ole.padded({"Workbook": _sheet_elsewhere(0)}), "partial corrupt"),
    case("password.xls", lambda: ole.padded({"Workbook": ole.record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 6)) + ole.record(0x2F, bytes(6)) + ole.sheet()[20:]}), "none encrypted"),
    case("truncated.xls", lambda: _xls()[:2000], "none corrupt"),
    case("workbook empty.xls", lambda: ole.padded({"Workbook": b""}), "partial corrupt"),
    case("deep records.ppt", lambda: ole.padded(ole.slides(_deep_atoms(5000))), "full", found=True),
    case("record length lies.ppt", lambda: ole.padded(ole.slides(struct.pack("<HHI", 0xF, 0x03EE, 0xFFFFFFFF))), "full", found=True),
    case("object bomb.ppt", _object_bomb, "partial too_large", found=True),
    case("object that is none.ppt", lambda: ole.padded(ole.slides(ole.atom(0x1011, bytes(4) + b"geen zlib", 0x10))), "partial corrupt", found=True),
    case("password.ppt", lambda: ole.padded({**ole.slides(), "Current User": bytes(12) + struct.pack("<I", 0xF3D1C4DF) + bytes(20)}), "none encrypted"),
    case("truncated.ppt", lambda: ole.padded(ole.slides())[:2000], "none corrupt"),
    case("password.docx", lambda: make.ole("EncryptedPackage", b"x" * 5000), "none encrypted"),
    case("unknown program.ole", lambda: make.ole("Whatever", b"x" * 5000), "partial unsupported"),
    case("object in object.ole", lambda: _wrapped(20), "partial nesting"),
    case("wrapping that lies.ole", lambda: make.ole("\x01Ole10Native", struct.pack("<I", 0xFFFFFFFF) + b"\x02\0naam\0pad\0" + b"\xff" * 40), "partial unsupported"),
    _msg("nested messages.msg", lambda: _nested_messages(20), "partial nesting"),
    case("truncated.msg", lambda: ole.message()[:2500], "none corrupt"),
    _msg("stream of 2 GB stated.msg", lambda: ole.with_stream(ole.message(), "__substg1.0_1000001F", 120, 0x7FFFFFFF), "partial corrupt"),
]  # fmt: skip


def _sheet_elsewhere(offset):
    data = ole.sheet()
    return ole.with_field(data, data.index(struct.pack("<HH", 0x85, 13)) + 4, "<I", offset)


def _deep_atoms(depth):
    data = b""
    for _ in range(depth):
        data = ole.atom(0x03E8, data, 0xF)
    return data


def _wrapped(depth):
    data = PLANTED.encode()
    for _ in range(depth):
        packed = (
            b"\x02\0naam.ole\0C:\\naam.ole\0" + bytes(4) + struct.pack("<I", 4) + b"C:\\\0" + struct.pack("<I", len(data)) + data
        )
        data = make.ole("\x01Ole10Native", struct.pack("<I", len(packed)) + packed)
    return data
