"""7z archives: those of 7-Zip itself, packed in its many ways, and those of a small writer, to damage as needed."""

import base64
import random
import struct
import zlib
from pathlib import Path

import pytest

from scanner.read.archives import libarchive
from tests import make
from tests.read.archives.archives import seven_zip
from tests.read.sight import codes, extraction, gaps, places, read

SAMPLES = Path("/work/shared/samples/tika")
# Written by 7-Zip 26.02; the password is `secret`. SOLID holds folders, an empty file and a link (-snl) beside two files.
WRITTEN = {
    "SOLID": (
        "N3q8ryccAAQ63K4Y3gAAAAAAAAAiAAAAAAAAAE4S6hMBAB9kb2VsXzk5OTlrYW5hcmllIGluIGRlIG1hcAp2aW5rCgAAAIEzB64P0Es5PJ8/R0"
        "EFh4ajPzNXu2jMuS6Q4wo+cK0dLn4OyQ+76n4OVVemWilLbO9nocCIEwcHgIMZmnaUASIBrsRqGUtsFvqIfIGl2U5V5FkRdCvaxsLXlI7D8kXV"
        "7CPT5D07R1F6P9agctcdL8U5XNoAbUrxpOupABbjHpErkp2FNgf3uM2YnosuHPSFuoGxVsz3VcpqjvxyHHq0BpMFZPigvhC4Qn27FrR+kkJ1d0"
        "c/EAAAAAAXBiQBCYC6AAcLAQABIwMBAQVdABAAAAyBHgoBL4sWAQAA"
    ),
    "LOCKED": (
        "N3q8ryccAATlqrfyIAAAAAAAAACCAAAAAAAAAGJ1mvc7KgFN1bgjyy2sDEZr7Cgg6jn5atgVmCZ3YubAPIwTZwEEBgABCSAABwsBAAIkBvEHAR"
        "JTDyV5s2sctKSJKtO3U5a2H6YhIQEAAQAMFhIACAoBaO7fNgAABQEZAQARKQBtAGEAcABfADEAMgAzADQALwBjAGwAaQDrAG4AdAAuAHQAeAB0"
        "AAAAGQIAABQKAQDQvjdoBXzdARUGAQAggKSBAAA="
    ),
    "HALF": (
        "N3q8ryccAAS+9Er5mwAAAAAAAAAiAAAAAAAAAPKV3ocBAANtdXMKAAq6vMKk+sWrgTJ1nnmt/ToAAIEzB64xmLkht6fscAMWexZ7mNtjnuwcru"
        "2bYOimEm8sdM1vBOg3pguvGl7WZ8f9bVcijfnmjan2Eod3WIwAV0Y3s+opXuS3xIXYr2IoWG7euWRRmfElYSV0xgXazGoHYEfLyleUBnDqOMMj"
        "+3CkelSWjsPzKamJ2aV0f57vSxYAABcGGAEJgIMABwsBAAEjAwEBBV0AEAAADICWCgF2oSVBAAA="
    ),
    "HIDDEN": (
        "N3q8ryccAARmylbsgAAAAAAAAAAuAAAAAAAAAFLdV9JjiKpYywNReOJFUN/i1NEUM6LE1bS56VyfJ/ywBZgA/bJ44WCv0oUmeZK09E++gxhcIv"
        "Iro73z6EWU9XAPu1qJr4JXoCmf5dSQEi0/ioW3Dl+DZaRaSqdUyXxBfhuwqulIwmTWOVM3BDgAMnz5WyKwYKDw6zlYC8VFph1f0Lid3BcGEAEJ"
        "cAAHCwEAASQG8QcBElMPBN8nB0+a88e15o0UJ5E5eQxqCgEtHjXHAAA="
    ),
    "PPMD": (
        "N3q8ryccAAQLGXVTkgAAAAAAAAAhAAAAAAAAAKfqpHUAavSf0r7AT8ofe/5z5J3B/Q8Bhlcjd7UAAACBMweuD8+SbmAP6+qeAQ7oxKpPrV5NXZ"
        "M0MqzH4jp7CbSt0HaX6eqbyEBkBUCFt/CWU1Bs6OOOFF7Ed8p+S6eK1c4+LXyDatSWNhC5Ou+YzbfrXOUZ+IBBbnM2V4fY2s5XNN9O7EEoIa6l"
        "VATcwDFo8mzKgAAAABcGGQEJeQAHCwEAASMDAQEFXQAQAAAMgI4KAWRAv/YAAA=="
    ),
    "BZIP2": (
        "N3q8ryccAASFI3j6lQAAAAAAAAAgAAAAAAAAABa+0dZCWmg5MUFZJlNZvycCBQAAAkGAABAAKwsAIAAiAZoQMDUP0HQXckU4UJC/JwIFAACBMw"
        "euD9Dij7yfP0c759F2vH7gKi+EjQ62hrBZA5LwxkqyujxKPsuVlKkxae66BWE2JTbAUiHqMZIVh2/PmUQ9AJIXrok1XsMZz2FlQ/pXUNbX3TsM"
        "9VOlmnjV7V8OVfaxqQAAABcGLgEJZwAHCwEAASMDAQEFXQAQAAAMdgoBdGLQsgAA"
    ),
    "DELTA": (
        "N3q8ryccAASF3J5JgQAAAAAAAAAhAAAAAAAAAFVv4PsANp08yVM2tGoSZIT01wAAAIEzB64Pzt0HYQkKkA/9cZlZTp/g6s7ofiGVa7vSz9lwaJ"
        "fSEoLnvJ3vjuDVcqt+LGkEgTOlAhKU8JGGBv0UCan16vik5wwkX2HJaRgNE0CSsWTIhpwruE81dR5nZ6YFloUYDwC4eRP7wTguYSIAAAAXBg8B"
        "CXIABwsBAAEjAwEBBV0AEAAADICGCgG5AkTJAAA="
    ),
    "BCJ": (
        "N3q8ryccAAT72tf4egAAAAAAAAAhAAAAAAAAAGu/x2QBAAhtdXMKdmluawoAAACBMweuD86xsaEJCpAPYhjprfCnCmYbxtvDurN/ECoxyN2fBw"
        "FS7AZyH0a2rnnvdeg90U41kPzotZFJMh08Xgm/qAR1iaUU5PTt1T697Zf0P4CyfjcHEChqxLaG5Nus9DO5kBrhcufFHgAAABcGDQEJbQAHCwEA"
        "ASMDAQEFXQAQAAAMgIYKAZNQauIAAA=="
    ),
    "BCJLZMA": (
        "N3q8ryccAASLcdmVgAAAAAAAAAAhAAAAAAAAAHCSCaoANp1Kqh6tN+xPs7hFwAAAgTMHrg/Ox1yBCQqQD/1xmVlOn+DqzIvN9dCsPxFV+rAAo8"
        "HRSm19BysGSa8OYg+N+601XkLn0u4mrxdbPGZ0S5WgzAGwKJjIhzo4DlVMvofYC9MJYgGPTSkqIgIzM9aDAf76nIOHtGixHDT0HisAABcGDgEJ"
        "cgAHCwEAASMDAQEFXQAQAAAMgIYKAY+SESUAAA=="
    ),
    "BCJ2": (
        "N3q8ryccAAQC4mE9ngAAAAAAAAAiAAAAAAAAACLaQ8cBAAhtdXMKdmluawoAAAAAAAAAAAAAAAAAAAAAAACBMweubb8n7vZrMpOyGqt4L4zsF1"
        "UkGXIAk8+SfwEAyCvH8Io1YmdT+Rkxv+4WR3nNW7Xj7h/TlSRsVPFLQ0THCT3xczxsP9TisVjyiSLSr27kb9Nd7HePd21SH7DCynXhKSgamYNq"
        "vhsW9YQaayr7D1hXfh4EIs21RvLQIuIAABcGHAEJgIIABwsBAAEjAwEBBV0AEAAADICmCgHTMIXeAAA="
    ),
    "LZMA": (
        "N3q8ryccAATiAYCyDgAAAAAAAAB2AAAAAAAAAMc/pUgANp1Kqh6tN+xPs7hFwAEEBgABCQ4ABwsBAAEjAwEBBV0AEAAADAkACA0CCQQKAVKZ9V"
        "6j5wvSAAAFAhEjAG0AdQBzAC4AdAB4AHQAAAB2AGkAbgBrAC4AdAB4AHQAAAAZABQSAQCQkzloBXzdAdC+N2gFfN0BFQoBACCApIEggKSBAAA="
    ),
    "DEFLATE64": (
        "N3q8ryccAASb9zMegQAAAAAAAAAgAAAAAAAAADer6lXlwaENAAAMAjC/LycJCZL7uQJF+/PmVRjiBQAAgTMHrg/PpC64D+vqiYBMvJ7fytz4To"
        "oQt/srnxVezPFOYkKd5UAgc7yO2YbYD5sKBNAOnkqomborrKhIwTTU4oNAyGI/BKB9kR6tqiK+HdxB8UwAXY0lW47+klV+Wkgucs0RAAAXBhoB"
        "CWcABwsBAAEjAwEBBV0AEAAADHYKAbV0dk0AAA=="
    ),
}
LOCKED = ("encrypted", "member 1: password needed")
needs_libarchive = pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")


def written(name):
    return base64.b64decode(WRITTEN[name])


def test_files_folders_and_links_of_a_solid_archive():
    kind, found = read(written("SOLID"), "a.7z")
    assert kind.media_type == "application/x-7z-compressed"
    assert places(found, "kanarie") == ["map_1234/cliënt.txt > line 1"]
    assert places(found, "vink") == ["vink.txt > line 1"]
    for word in ("map 1234", "leeg 5678", "koppeling", "doel 9999"):
        assert places(found, word)[0] == "member name"
    assert sorted(child.name for child in found.children) == ["map_1234/cliënt.txt", "niets.txt", "vink.txt"]
    assert found.coverage == "full"


@pytest.mark.parametrize("packing", ["LZMA", "BZIP2", "DELTA", "BCJ"])
def test_packings_of_the_standard_library(packing, monkeypatch):
    monkeypatch.setattr("scanner.read.archives.libarchive._library", lambda: None)
    found = extraction(written(packing), "a.7z")
    assert places(found, "vink") == ["vink.txt > line 1"]
    assert places(found, "mus") == ["mus.txt > line 1"]
    assert found.coverage == "full"


@needs_libarchive
@pytest.mark.parametrize("packing", ["PPMD", "BCJ2", "BCJLZMA"])
def test_packings_of_libarchive(packing):
    found = extraction(written(packing), "a.7z")
    assert places(found, "vink") == ["vink.txt > line 1"]
    assert found.coverage == "full"


def test_without_libarchive_the_names_are_told(monkeypatch):
    monkeypatch.setattr("scanner.read.archives.libarchive._library", lambda: None)
    found = extraction(written("PPMD"), "a.7z")
    assert gaps(found) == [("unsupported", "this needs the library libarchive, which is not installed")]
    assert places(found, "map 1234/cliënt") == ["member name"]
    assert found.coverage == "partial"


def test_a_packing_nobody_knows_is_a_gap():
    found = extraction(written("DEFLATE64"), "a.7z")
    assert gaps(found) == [("unsupported", f"member {n}: packed in a way that is not supported") for n in (1, 2)]
    assert places(found, "vink.txt") == ["member name"]


def test_an_encrypted_archive_tells_its_names():
    found = extraction(written("LOCKED"), "a.7z")
    assert gaps(found) == [LOCKED]
    assert places(found, "map 1234/cliënt.txt") == ["member name"]
    assert found.coverage == "partial"


def test_beside_encrypted_members_the_others_are_read():
    found = extraction(written("HALF"), "a.7z")
    assert gaps(found) == [("encrypted", "member 2: password needed")]
    assert places(found, "vink.txt") == ["member name"]
    assert places(found, "mus") == ["mus.txt > line 1"]


def test_an_archive_with_encrypted_names_is_encrypted():
    found = extraction(written("HIDDEN"), "a.7z")
    assert (found.coverage, gaps(found)) == ("none", [("encrypted", "password needed")])


def test_damage_costs_its_own_stream():
    noise = random.Random(1).randbytes(400)
    data = bytearray(seven_zip([("a.txt", b"kanarie"), ("b.bin", noise), ("c.txt", b"merel")], [("d.txt", b"vink")]))
    data[data.index(noise[:20])] ^= 1
    found = extraction(bytes(data), "a.7z")
    assert ("corrupt", "member 2: damaged member") in gaps(found)
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "merel") == ["c.txt > line 1"]
    assert places(found, "vink") == ["d.txt > line 1"]


def test_check_sums_that_stand_with_the_streams():
    data = bytearray(seven_zip([("a.txt", b"kanarie")], [("b.txt", b"vink")], whole=True))
    assert extraction(bytes(data), "a.7z").coverage == "full"
    data[data.index(b"kanarie") + 6] ^= 1  # too short to be packed
    found = extraction(bytes(data), "a.7z")
    assert gaps(found) == [("corrupt", "member 1: damaged member")]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_a_stream_that_breaks_off_names_what_was_in_it():
    data = seven_zip([("a.txt", b"kanarie\n" * 50_000), ("b.txt", b"merel")], [("c.txt", b"vink")])
    broken = bytearray(data)
    broken[60:70] = b"\xff" * 10
    found = extraction(bytes(broken), "a.7z")
    assert {("corrupt", "member 1: damaged member"), ("corrupt", "member 2: damaged member")} <= set(gaps(found))
    assert places(found, "b.txt") == ["member name"]
    assert places(found, "vink") == ["c.txt > line 1"]


def test_what_is_cut_off_is_told():
    data = seven_zip([("a.txt", b"kanarie" * 100)])
    for length in (40, len(data) // 2, len(data) - 1):
        found = extraction(data[:length], "a.7z.001")
        assert (found.coverage, gaps(found)) == ("none", [("corrupt", "cut off, or the first of several volumes")])


def test_a_damaged_directory_is_told():
    data = bytearray(seven_zip([("a.txt", b"kanarie")]))
    data[-5] ^= 1
    found = extraction(bytes(data), "a.7z")
    assert (found.coverage, gaps(found)) == ("none", [("corrupt", "the archive's directory cannot be read")])


def repaired(data):
    """The archive with right check sums over a header that was changed."""
    offset, length = struct.unpack_from("<QQ", data, 12)
    start = struct.pack("<QQI", offset, length, zlib.crc32(data[32 + offset : 32 + offset + length]))
    return data[:8] + struct.pack("<I", zlib.crc32(start)) + start + data[32:]


def test_headers_of_any_content_raise_nothing():
    chance = random.Random(3)
    data = seven_zip([("a.txt", b"kanarie"), ("b.txt", b"x")], [("c.txt", b"vink")])
    (offset,) = struct.unpack_from("<Q", data, 12)
    for _ in range(400):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            changed[chance.randrange(32 + offset, len(data))] = chance.randrange(256)
        found = extraction(repaired(bytes(changed)), "a.7z", members=50)
        assert not any(detail.startswith(("seven_zip", "other_archive")) for _, detail in gaps(found))
        assert found.coverage == "full" or codes(found)


def test_a_bomb_in_a_stream_costs_no_neighbour():
    found = extraction(seven_zip([("bom.bin", bytes(4 << 20)), ("b.txt", b"vink")]), "a.7z", ratio=100)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 100 times its size")]
    assert places(found, "bom.bin") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_a_member_larger_than_the_budget_is_passed_by():
    found = extraction(seven_zip([("bom.bin", bytes(4 << 20)), ("b.txt", b"vink")]), "a.7z", expanded_mb=2, ratio=100_000)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 2 MiB")]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_many_members_are_bounded_and_those_not_reached_are_named():
    found = extraction(seven_zip([(f"{number}.txt", b"x") for number in range(60)]), "a.7z", members=50)
    assert gaps(found) == [("too_large", "more than 50 parts")]
    assert len(found.children) == 50
    assert len(extraction(seven_zip([(f"{n}.txt", b"x") for n in range(50)]), "a.7z", members=50).children) == 50


def test_an_archive_behind_a_program():
    kind, found = read(b"MZ" + bytes(9000) + seven_zip([("a.txt", b"kanarie")]), "installatie.exe")
    assert kind.media_type == "application/x-7z-compressed"
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_a_program_that_only_knows_the_mark_is_no_archive():
    kind, _ = read(b"MZ" + bytes(900) + b"7z\xbc\xaf\x27\x1c" + bytes(900) + b"Rar!\x1a\x07\x00" + bytes(900), "7z.exe")
    assert kind.media_type != "application/x-7z-compressed"


def test_no_name_stands_in_a_gap():
    data = bytearray(seven_zip([(f"{make.DIGITS}.txt", random.Random(2).randbytes(99))]))
    data[60] ^= 1
    found = extraction(bytes(data), "a.7z")
    assert ("corrupt", "member 1: damaged member") in gaps(found)
    assert not any(make.DIGITS in detail for _, detail in gaps(found))


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
def test_a_real_encrypted_archive():
    found = extraction((SAMPLES / "test7Z_protected_passTika.7z").read_bytes(), "a.7z")
    assert gaps(found) == [LOCKED]
    assert places(found, "text.txt") == ["member name"]
