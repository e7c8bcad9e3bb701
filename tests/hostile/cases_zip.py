"""Zips that lie, loop, hide or explode."""

import struct
import zipfile
import zlib

from tests import make
from tests.hostile import build
from tests.hostile.build import MB, deflated, stored
from tests.hostile.case import PLANTED, case
from tests.hostile.quine import quine

NOTE = PLANTED.encode()
NULLS = bytes(MB)
# Newer versions of Python refuse members that overlap; older ones give each, and the budget stops them.
REFUSED = hasattr(zipfile.ZipInfo("x"), "_end_offset")
OVERLAP, OVERLAPS = ("corrupt", "corrupt") if REFUSED else ("too_large", "corrupt too_large")


def _neighbour(*members, **lies):
    return build.archive(*members, stored(b"na.txt", NOTE), **lies)


def _text(count=3000):
    return " ".join(map(str, range(count))).encode()


def _linked():
    link = stored(b"koppeling", b"/etc/passwd", attributes=0o120777 << 16)
    return _neighbour(link)


def _left_out():
    """The directory names the second member only."""
    data = make.zipped({"na.txt": PLANTED, "b.txt": "tekst"})
    directory = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", directory + 4)
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    end[8:12] = b"\x01\x00\x01\x00"
    end[12:16] = (len(data) - len(end) - second).to_bytes(4, "little")
    return data[:directory] + data[second : len(data) - len(end)] + bytes(end)


def _without_directory():
    data = make.zipped({"a.txt": _text(), "na.txt": PLANTED})
    return data[: data.index(b"PK\x01\x02")]


def _damaged_stream():
    data = bytearray(_neighbour(deflated(b"a.txt", _text())))
    data[400:700] = bytes(300)
    return bytes(data)


def _big_dictionary():
    """LZMA whose header asks for a window of 4 GiB."""
    data = build.packed_by(zipfile.ZIP_LZMA, _text())
    at = data.index(b"bom.txt") + 7
    return data[: at + 5] + b"\xff\xff\xff\xff" + data[at + 9 :]


CASES = [
    case("flat bomb.zip", lambda: _neighbour(build.bomb(b"a.txt", NULLS, 40)), "partial too_large", found=True, detail="60 times its size"),
    case("gigabyte.zip", lambda: _neighbour(build.bomb(b"a.txt", NULLS, 1024)), "partial too_large", found=True, detail="unpacks to more than 16 MiB"),
    case("text bomb.zip", lambda: _neighbour(build.bomb(b"a.txt", b"Gent is een stad. " * 60_000, 200)), "partial too_large", found=True),
    case("many small bombs.zip", lambda: _neighbour(*(deflated(b"%d.txt" % n, b"tekst en nog wat " * 45_000) for n in range(40))),
         "partial too_large", found=True, detail="unpacks to more than 16 MiB"),
    case("forty-two.zip", lambda: build.wide(4, 6, build.archive(build.bomb(b"0.dll", NULLS, 64))), "partial too_large"),
    case("nested.zip", lambda: build.nested(20, NOTE), "partial nesting"),
    case("quine.zip", quine, "partial nesting"),
    case("overlapping.zip", lambda: build.overlapping(b"tekst " * 20_000, 250), f"partial {OVERLAPS}"),
    case("one member many times.zip", lambda: build.same_member(build.deflated(b"a.txt", b"tekst en nog wat " * 40_000), 280), f"partial {OVERLAP}"),
    case("bzip2 bomb.zip", lambda: build.packed_by(zipfile.ZIP_BZIP2, bytes(40 * MB)), "partial too_large"),
    case("lzma bomb.zip", lambda: build.packed_by(zipfile.ZIP_LZMA, bytes(40 * MB)), "partial too_large"),
    case("lzma dictionary of 4 GB.zip", _big_dictionary, "partial memory"),
    case("states too little.zip", lambda: _neighbour((b"a.txt", build.repeated(b"tekst " * 9000, 5), {"size": 10})), "partial corrupt", found=True),
    case("states too much.zip", lambda: _neighbour((b"a.txt", deflated(b"", b"tekst")[1], {"size": 0xFFFFFFF0})), "partial corrupt", found=True),
    case("packed size lies.zip", lambda: build.patched(_neighbour(deflated(b"a.txt", _text())), b"PK\x01\x02", 20, "<I", 0x7FFFFFFF, every=False),
         "full", found=True),
    case("million members stated.zip", lambda: _neighbour(stored(b"a.txt", b"x"), stated=0xFFFE), "full", found=True),
    case("empty members.zip", lambda: _neighbour(*(stored(b"%d.txt" % n, b"") for n in range(5000))), "partial too_large", detail="300 parts"),
    case("folders only.zip", lambda: _neighbour(*(stored(b"%d/" % n, b"") for n in range(5000))), "partial too_large", detail="300 parts"),
    case("huge names.zip", lambda: _neighbour(*(stored(b"%d" % n + b"n" * 65_000, b"") for n in range(20))), "full", found=True),
    case("traversal.zip", lambda: make.zipped({"../../../../tmp/a.txt": "x", "../na.txt": PLANTED}), "full", found=True),
    case("absolute.zip", lambda: make.zipped({"/etc/cron.d/a": "x", "//server/share/b": "x", "C:\\Windows\\na.txt": PLANTED}), "full", found=True),
    case("devices.zip", lambda: make.zipped({"CON": "x", "NUL.txt": "x", "aux": "x", "COM1.docx": "x", "a:b": "x", "..": "x", "LPT1": PLANTED}), "full", found=True),
    case("control characters.zip", lambda: make.zipped({"a\x1b[31m\nb\r\u202etxt": PLANTED}), "full", found=True),
    case("link.zip", _linked, "full", found=True),
    case("encrypted.zip", lambda: build.flagged({"a.txt": "x" * 50, "b.txt": "y" * 50}, 1), "partial encrypted"),
    case("aes.zip", lambda: build.flagged({"a.txt": "x" * 50}, 1, method=99), "partial encrypted"),
    case("strong encryption.zip", lambda: build.flagged({"a.txt": "x" * 50}, 0x41), "partial encrypted"),
    case("truncated.zip", lambda: _neighbour(deflated(b"a.txt", _text(20_000)))[:9000], "partial corrupt"),
    case("first bytes.zip", lambda: make.zipped({"a.txt": "x"})[:20], "none corrupt"),
    case("junk in front.zip", lambda: b"PK\x07\x08" + bytes(5000) + make.zipped({"na.txt": PLANTED}), "full", found=True),
    case("junk behind.zip", lambda: make.zipped({"na.txt": PLANTED}) + b"rommel" * 5000, "full", found=True),
    case("directory that leaves one out.zip", _left_out, "full", found=True),
    case("no directory.zip", _without_directory, "partial corrupt", found=True),
    case("directory elsewhere.zip", lambda: build.patched(make.zipped({"na.txt": PLANTED}), b"PK\x05\x06", 16, "<I", 0x7FFFFFF0), "partial corrupt", found=True),
    case("directory in itself.zip", lambda: build.patched(make.zipped({"na.txt": PLANTED}), b"PK\x01\x02", 42, "<I", 40), "partial corrupt", found=True),
    case("zip64 lies.zip", lambda: build.zip64_lie(make.zipped({"na.txt": PLANTED})), "partial corrupt", found=True),
    case("end mark only.zip", lambda: build.end(0, 0, 0), "full"),
    case("damaged stream.zip", _damaged_stream, "partial corrupt", found=True),
    case("wrong check sum.zip", lambda: _neighbour(stored(b"a.txt", b"tekst", check=zlib.crc32(b"anders"))), "partial corrupt", found=True),
    case("unknown packing.zip", lambda: _neighbour((b"a.txt", b"x" * 50, {"size": 90, "method": 77})), "partial unsupported", found=True),
    case("same name twice.zip", lambda: build.archive(stored(b"a.txt", b"x"), stored(b"a.txt", NOTE)), "full", found=True),
    case("two names.zip", lambda: _neighbour(stored(b"a.txt", b"x", local=b"b.exe")), "partial corrupt", found=True),
    case("extra field lies.zip", lambda: _neighbour(stored(b"a.txt", b"x", extra=struct.pack("<HH", 1, 0xFFF0))), "partial corrupt", found=True),
]  # fmt: skip
