"""Archives are streamed, never unpacked to disk; each member costs itself only."""

import io
import struct
import zipfile
import zlib

import pytest

from tests import make
from tests.read.sight import codes, extraction, gaps, places


def locked(names):
    data = bytearray(make.zipped(dict.fromkeys(names, "geheim " * 20), zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def test_a_member_is_told_by_its_path():
    found = extraction(make.zipped({"map/sub/brief.txt": "kanarie", "b.txt": "x"}), "a.zip")
    assert places(found, "kanarie") == ["map/sub/brief.txt > line 1"]
    assert found.coverage == "full"


def test_names_of_folders_links_and_unread_members_are_text():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("klant_8507/cv.txt", "x")
        archive.writestr("leeg 1234/", "")
        link = zipfile.ZipInfo("koppeling")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.comment = b"opmerking kanarie"
    found = extraction(buffer.getvalue(), "a.zip")
    assert places(found, "klant 8507") == ["member name"]
    assert places(found, "leeg 1234") == ["member name"]
    assert places(found, "koppeling") == ["member name"]
    assert places(found, "kanarie") == ["archive comment"]
    assert [child.name for child in found.children] == ["klant_8507/cv.txt"]
    assert found.coverage == "full"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("clïents/é.txt".encode(), "clïents/é.txt"), ("café.txt".encode("cp850"), "café.txt"), (b"map\\b.txt", "map/b.txt")],
)
def test_names_of_every_system(raw, expected):
    placeholder = "q" * len(raw)
    data = make.zipped({placeholder: "kanarie"}).replace(placeholder.encode(), raw)
    assert places(extraction(data, "a.zip"), "kanarie") == [f"{expected} > line 1"]


def test_an_encrypted_archive_tells_its_names():
    found = extraction(locked(["nota kanarie.txt"]), "a.zip")
    assert gaps(found) == [("encrypted", "member 1: password needed")]
    assert places(found, "nota kanarie.txt") == ["member name"]
    assert found.coverage == "partial"


def test_many_gaps_are_told_in_one_line_without_names():
    found = extraction(locked([f"{number}.txt" for number in range(300)]), "a.zip")
    assert gaps(found) == [("encrypted", "300 members (1, 2, 3, 4, 5, …): password needed")]


def test_a_wrong_check_sum_is_named_and_what_comes_out_is_read():
    data = bytearray(make.zipped({"a.txt": "kanarie " * 20, "b.txt": "vink"}, zipfile.ZIP_STORED))
    data[data.index(b"kanarie") + 100] ^= 1
    found = extraction(bytes(data), "a.zip")
    assert gaps(found) == [("corrupt", "member 1: damaged member")]
    assert places(found, "kanarie")[0] == "a.txt > line 1"
    assert places(found, "vink") == ["b.txt > line 1"]


def test_a_broken_stream_costs_its_member():
    data = bytearray(make.zipped({"a.txt": "".join(map(str, range(3000))), "b.txt": "vink"}))
    start = data.index(b"a.txt") + 60
    data[start : start + 200] = bytes(200)
    found = extraction(bytes(data), "a.zip")
    assert codes(found) == {"corrupt"}
    assert places(found, "vink") == ["b.txt > line 1"]


def test_a_size_that_lies_in_the_directory_is_not_believed():
    text = b"0" * (3 << 20)
    data = bytearray(make.zipped({"a.txt": text, "b.txt": "vink"}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark)
        assert struct.unpack_from("<I", data, at + offset) == (len(text),)
        struct.pack_into("<I", data, at + offset, 10)
    found = extraction(bytes(data), "a.zip")
    assert gaps(found) == [("corrupt", "member 1: damaged member")]
    assert places(found, "vink")


def test_a_bomb_is_stopped_by_what_really_comes_out():
    found = extraction(make.zipped({"bom.txt": b"0" * (5 << 20), "b.txt": "vink"}), "a.zip", ratio=50)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 50 times its size")]
    assert places(found, "bom.txt") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_many_small_bombs_together_are_bounded():
    members = {f"{number}.txt": b"0" * (2 << 20) for number in range(8)}
    found = extraction(make.zipped(members), "a.zip", ratio=50, expanded_mb=4)
    assert ("too_large", "unpacks to more than 4 MiB") in gaps(found)
    assert found.coverage == "partial"


def overlapping(count):
    """An archive whose directory names one member many times over."""
    content = b"kanarie " * (1 << 16)
    packed = zlib.compress(content, 9)[2:-4]
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content), 5, 0) + b"a.txt"
    )
    entry = (
        struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, zlib.crc32(content), len(packed), len(content), 5, 0, 0, 0, 0, 0, 0
        )
        + b"a.txt"
    )
    body = local + packed
    return body + entry * count + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, len(body), 0)


def test_members_that_overlap_are_charged_each_time():
    found = extraction(overlapping(200), "a.zip", expanded_mb=8)
    assert codes(found) in ({"too_large"}, {"corrupt"})  # newer versions of Python refuse members that overlap
    assert len(found.children) <= 16
    assert found.coverage == "partial"


def test_archives_in_archives_end():
    data = make.zipped({"a.txt": "kanarie"})
    for _ in range(12):
        data = make.zipped({"a.zip": data})
    found = extraction(data, "a.zip", depth=8)
    assert codes(found) == {"nesting"}
    assert not places(found, "kanarie")


def test_a_side_file_of_a_mac_is_no_gap():
    found = extraction(make.zipped({"brief.txt": "x", "__MACOSX/._brief.txt": b"\x00\x05\x16\x07" + bytes(80)}), "a.zip")
    assert found.coverage == "full"
    assert places(found, ". brief.txt") == ["member name"]


def test_a_packing_nobody_knows_is_a_gap():
    data = bytearray(make.zipped({"a.txt": "x" * 50, "b.txt": "vink"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(mark) + offset, 98)
    found = extraction(bytes(data), "a.zip")
    assert gaps(found) == [("unsupported", "member 1: packed in a way that is not supported")]
    assert places(found, "vink")


def test_no_name_stands_in_a_gap():
    data = bytearray(make.zipped({f"{make.DIGITS}.txt": "kanarie " * 9}, zipfile.ZIP_STORED))
    data[data.index(b"kanarie")] ^= 1
    assert not any(make.DIGITS in detail for _, detail in gaps(extraction(bytes(data), "a.zip")))


def test_a_signature_container_and_a_book_are_archives():
    for kind in ("application/vnd.etsi.asic-e+zip", "application/epub+zip"):
        found = extraction(make.zipped({"mimetype": kind, "brief.txt": "kanarie"}), "a.zip")
        assert places(found, "kanarie") == ["brief.txt > line 1"]
