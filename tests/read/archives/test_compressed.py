"""Packed documents: the one inside is read under its own name, as far as it comes out, and never beyond what is allowed."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zlib
from pathlib import Path

import pytest

from scanner.read.archives import libarchive
from tests import make
from tests.read.sight import codes, extraction, gaps, places, read

zstd = pytest.importorskip("backports.zstd")
SAMPLES = Path("/work/shared/samples/tika")
TEXT = "".join(f"regel {number} mus {number * number}\n" for number in range(3000)).encode() + b"kanarie\n"


def alone(data):
    return lzma.compress(data, format=lzma.FORMAT_ALONE)


PACKERS = {
    "gz": (gzip.compress, "application/gzip"),
    "bz2": (bz2.compress, "application/x-bzip2"),
    "xz": (lzma.compress, "application/x-xz"),
    "lzma": (alone, "application/x-lzma"),
    "zst": (zstd.compress, "application/zstd"),
}
JOINED = [name for name in PACKERS if name != "lzma"]


def by_libarchive(data, packing):
    """Data in a tar that libarchive packed."""
    library = pytest.importorskip("libarchive")
    out = io.BytesIO()
    with library.custom_writer(lambda block: out.write(block) or len(block), "ustar", packing) as archive:
        archive.add_file_from_memory("a.txt", len(data), data)
    return out.getvalue()


@pytest.mark.parametrize("packing", PACKERS)
def test_the_document_inside_has_its_own_name_and_type(packing):
    pack, media_type = PACKERS[packing]
    kind, found = read(pack(make.docx("x\nkanarie")), f"brief.docx.{packing.upper()}")
    assert kind.media_type == media_type
    assert places(found, "kanarie") == ["brief.docx > paragraph 2"]
    assert found.coverage == "full"


@pytest.mark.parametrize(
    ("name", "inner"),
    [("a.tgz", "a.tar"), ("a.TBZ2", "a.tar"), ("map/a.csv.gz", "a.csv"), ("backup", "backup"), ("", "unnamed"), (".gz", ".gz")],
)
def test_names_without_the_extension_of_the_packing(name, inner):
    assert [child.name for child in extraction(gzip.compress(b"x"), name).children] == [inner]


def test_a_tar_in_it_is_read():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:xz") as archive:
        info = tarfile.TarInfo("map/b.txt")
        info.size = 7
        archive.addfile(info, io.BytesIO(b"kanarie"))
    assert places(extraction(buffer.getvalue(), "a.txz"), "kanarie") == ["a.tar > map/b.txt > line 1"]


def gz(data, name=b"", comment=b"", extra=b"", flags=0):
    flags |= (8 if name else 0) | (16 if comment else 0) | (4 if extra else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + bytes(4) + b"\x00\x03"
    head += struct.pack("<H", len(extra)) + extra if extra else b""
    head += name + b"\0" if name else b""
    head += comment + b"\0" if comment else b""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + deflate.compress(data) + deflate.flush() + struct.pack("<II", zlib.crc32(data), len(data))


def test_a_gzip_header_gives_name_and_comment():
    data = gz(b"kanarie", "../map/cliënt 1.txt".encode(), b"opmerking vink", b"extra" * 9)
    found = extraction(data, "x.gz")
    assert places(found, "kanarie") == ["cliënt 1.txt > line 1"]
    assert places(found, "vink") == ["archive comment"]
    assert found.coverage == "full"


def test_a_long_comment_is_read_and_an_endless_one_told():
    assert places(extraction(gz(b"x", comment=b"y" * 100_000 + b"kanarie"), "x.gz"), "kanarie") == ["archive comment"]
    found = extraction(b"\x1f\x8b\x08\x10" + bytes(6) + b"y" * (2 << 20), "x.gz")
    assert (found.coverage, gaps(found)) == ("none", [("corrupt", "cut off before its end")])


@pytest.mark.parametrize("packing", JOINED)
def test_streams_behind_each_other_are_one_document(packing):
    pack = PACKERS[packing][0]
    found = extraction(pack(b"een kana") + pack(b"rie\n") + pack(b"vink"), f"a.txt.{packing}")
    assert places(found, "een kanarie") == ["a.txt > line 1"]
    assert places(found, "vink") == ["a.txt > line 2"]
    assert found.coverage == "full"


def test_streams_with_names_are_documents_of_their_own():
    found = extraction(gz(make.docx("kanarie"), b"a.docx") + gz(b"", b"a.docx") + gz(make.docx("vink"), b"b.docx"), "x.gz")
    assert places(found, "kanarie") == ["a.docx > paragraph 1"]
    assert places(found, "vink") == ["b.docx > paragraph 1"]


@pytest.mark.parametrize("packing", JOINED)
def test_padding_is_nothing_and_other_bytes_behind_the_end_are_told(packing):
    data = PACKERS[packing][0](b"kanarie")
    assert extraction(data + bytes(100_000), f"a.txt.{packing}").coverage == "full"
    found = extraction(data + bytes(12) + b"geen vervolg", f"a.txt.{packing}")
    assert gaps(found) == [("corrupt", "bytes behind the end of what is packed")]
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_a_frame_that_is_to_be_skipped_comes_first():
    data = b"\x50\x2a\x4d\x18" + struct.pack("<I", 5) + b"xxxxx" + zstd.compress(b"kanarie")
    kind, found = read(data, "a.txt.zst")
    assert kind.media_type == "application/zstd"
    assert places(found, "kanarie") == ["a.txt > line 1"]


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_what_is_cut_off_is_read_as_far_as_it_goes_and_told(packing, sixteenths):
    data = PACKERS[packing][0](TEXT)
    found = extraction(data[: len(data) * sixteenths // 16], f"a.txt.{packing}")
    assert ("corrupt", "cut off before its end") in gaps(found)
    assert found.coverage == ("partial" if found.children else "none")
    if packing in ("gz", "xz", "lzma") and sixteenths > 3:
        assert places(found, "regel 1 mus") == ["a.txt > line 2"]


@pytest.mark.parametrize("packing", ["gz", "xz", "lzma", "bz2"])
def test_what_stands_before_damage_is_read(packing):
    pack = PACKERS[packing][0]
    data = bytearray(pack(b"kanarie\n" * 10 + TEXT * 40 if packing == "bz2" else TEXT))
    middle = len(data) * 3 // 4
    data[middle : middle + 40] = bytes(40)
    found = extraction(bytes(data), f"a.txt.{packing}")
    assert codes(found) == {"corrupt"}
    assert places(found, "regel 1 mus")


@pytest.mark.parametrize(("packing", "behind"), [("bz2", 4), ("xz", 28)])
def test_a_wrong_check_sum_costs_little_of_a_short_text(packing, behind):
    text = b"kanarie " + TEXT[:600]
    data = bytearray(PACKERS[packing][0](text))
    data[-behind] ^= 0xFF
    found = extraction(bytes(data), f"a.txt.{packing}")
    assert gaps(found) == [("corrupt", "damaged")]
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_a_wrong_check_sum_is_told_and_the_text_read():
    data = bytearray(gz(b"kanarie"))
    data[-8] ^= 1
    found = extraction(bytes(data) + gz(b"\nvink"), "a.txt.gz")
    assert gaps(found) == [("corrupt", "wrong check sum")]
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "vink") == ["a.txt > line 2"]


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_is_stopped_by_the_ratio_and_its_beginning_read(packing):
    found = extraction(PACKERS[packing][0](b"kanarie\n" + b"mus\n" * (1 << 20)), f"a.txt.{packing}", ratio=100)
    assert gaps(found) == [("too_large", "unpacks to more than 100 times its size")]
    assert found.coverage == "partial"
    assert places(found, "kanarie") == ["a.txt > line 1"]


@pytest.mark.parametrize("packing", PACKERS)
def test_a_bomb_is_stopped_by_the_budget(packing):
    found = extraction(
        PACKERS[packing][0](b"kanarie\n" + b"mus\n" * (1 << 20)), f"a.txt.{packing}", expanded_mb=2, ratio=1_000_000
    )
    assert (found.coverage, gaps(found)) == ("none", [("too_large", "unpacks to more than 2 MiB")])


def test_of_a_tar_that_is_too_large_the_first_members_are_read():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in (("a.txt", b"kanarie"), ("b.bin", bytes(3 << 20)), ("c.txt", b"vink")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    found = extraction(gzip.compress(buffer.getvalue()), "a.tgz", expanded_mb=2, ratio=5000)
    assert ("too_large", "unpacks to more than 2 MiB") in gaps(found)
    assert places(found, "kanarie") == ["a.tar > a.txt > line 1"]
    assert not places(found, "vink")


def test_a_dictionary_larger_than_memory_is_refused():
    data = bytearray(alone(b"kanarie"))
    data[3:5] = b"\xff\xff"
    found = extraction(bytes(data), "a.txt.lzma")
    assert (found.coverage, gaps(found)) == ("none", [("too_large", "takes too much memory to unpack")])


def test_packed_in_packed_ends():
    data = b"kanarie"
    for _ in range(12):
        data = gzip.compress(data)
    found = extraction(data, "a.gz", depth=8)
    assert codes(found) == {"nesting"}
    assert not places(found, "kanarie")


def test_nothing_packed_is_an_empty_document():
    found = extraction(gzip.compress(b""), "a.txt.gz")
    assert (found.coverage, [child.name for child in found.children]) == ("full", ["a.txt"])


def lzw(data):
    """A few bytes as compress writes them: codes of nine bits, lowest first."""
    bits = sum(byte << 9 * index for index, byte in enumerate(data))
    return b"\x1f\x9d\x90" + bits.to_bytes(-(-9 * len(data) // 8), "little")


@pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")
def test_unix_compress():
    kind, found = read(lzw(b"kanarie"), "a.txt.Z")
    assert kind.media_type == "application/x-compress"
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert found.coverage == "full"


@pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")
@pytest.mark.parametrize(("packing", "extension"), [("compress", "Z"), ("lzip", "lz"), ("lz4", "lz4")])
def test_what_libarchive_unpacks(packing, extension):
    data = by_libarchive(TEXT, packing)
    found = extraction(data, f"a.tar.{extension}")
    assert places(found, "kanarie") == ["a.tar > a.txt > line 3001"]
    assert found.coverage == "full"
    found = extraction(data[: len(data) // 2], f"a.tar.{extension}")
    assert codes(found) == {"corrupt"}


@pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")
def test_a_bomb_through_libarchive():
    found = extraction(by_libarchive(bytes(8 << 20), "lzip"), "a.tar.lz", ratio=50)
    assert ("too_large", "unpacks to more than 50 times its size") in gaps(found)


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
@pytest.mark.parametrize(
    ("name", "word", "place"),
    [
        ("bob.gz", "hello world", "alice.txt > line 1"),
        ("test-bz2.txt.bz2", "Hello World", "test-bz2.txt > line 1"),
        ("multiple.gz", "b", "b > line 1"),
    ],
)
def test_real_files(name, word, place):
    assert places(extraction((SAMPLES / name).read_bytes(), name), word)[0] == place


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
def test_packed_archives_in_packed_archives():
    found = extraction((SAMPLES / "TIKA-216.tgz").read_bytes(), "TIKA-216.tgz")
    (outer,) = found.children
    inner = [inside.name for packed in outer.extraction.children for inside in packed.extraction.children]
    assert inner == ["blah.tar", *(f"blah{number}.tar" for number in range(1, 9))]
    assert found.coverage == "full"
