"""Archives are streamed, never unpacked to disk; each member costs itself only."""

import io
import lzma
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from scanner.read.archives import libarchive
from tests import make
from tests.read.sight import codes, extraction, gaps, places, read

SAMPLES = Path("/work/shared/samples/tika")


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


def test_a_broken_stream_costs_its_member_from_the_damage_on():
    data = bytearray(make.zipped({"a.txt": "kanarie" + "".join(map(str, range(3000))), "b.txt": "vink"}))
    start = data.index(b"a.txt") + 2000
    data[start : start + 200] = b"\xff" * 200
    found = extraction(bytes(data), "a.zip")
    assert codes(found) == {"corrupt"}
    assert places(found, "kanarie") == ["a.txt > line 1"]
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
    assert ("too_large", "member 8: unpacks to more than 4 MiB") in gaps(found)
    assert codes(found) == {"too_large"}
    assert not found.children


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


def test_a_packing_nobody_knows_is_a_gap():
    data = bytearray(make.zipped({"a.txt": "x" * 50, "b.txt": "vink"}, zipfile.ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(mark) + offset, 97)
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


class Pipe(io.RawIOBase):
    """A file that can only be written on, as a web server's answer."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def streamed(members, packing):
    """An archive whose sizes and check sums stand behind the data (bit 3)."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", packing) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return pipe.data


PACKINGS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
THREE = {"a.txt": "kanarie " * 40, "map_7777/b.txt": "vink " * 40, "c.txt": "mus " * 900}


@pytest.mark.parametrize("packing", PACKINGS)
def test_sizes_behind_the_data(packing):
    found = extraction(streamed(THREE, packing), "a.zip")
    assert places(found, "vink")[0] == "map_7777/b.txt > line 1"
    assert found.coverage == "full"


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("write", [streamed, make.zipped])
def test_a_download_that_was_cut_off_is_read_as_far_as_it_goes(packing, write):
    data = write(THREE, packing)
    whole = data[: data.index(b"PK\x01\x02")]
    found = extraction(whole, "a.zip")
    assert gaps(found) == [("corrupt", "the archive's directory cannot be read")]
    for word, place in (("kanarie", "a.txt"), ("vink", "map_7777/b.txt"), ("mus", "c.txt")):
        assert places(found, word)[0] == f"{place} > line 1"
    cut = extraction(whole[: whole.rindex(b"c.txt") + 12], "a.zip")
    assert gaps(cut) == [("corrupt", "the archive's directory cannot be read"), ("corrupt", "member 3: damaged member")]
    assert places(cut, "vink")[0] == "map_7777/b.txt > line 1"
    assert places(cut, "map 7777") == ["member name"]
    assert cut.coverage == "partial"


def test_descriptors_without_a_mark_and_of_eight_bytes():
    content = b"kanarie " * 20
    check, size = zlib.crc32(content), len(content)

    def member(name, descriptor):
        head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 8, 0, 0, 33, 0, 0, 0, len(name), 0)
        return head + name + content + descriptor

    bare = struct.pack("<III", check, size, size)
    large = b"PK\x07\x08" + struct.pack("<IQQ", check, size, size)
    found = extraction(member(b"a.txt", bare) + member(b"b.txt", large) + member(b"c.txt", b""), "a.zip")
    assert gaps(found) == [("corrupt", "the archive's directory cannot be read"), ("corrupt", "member 3: damaged member")]
    assert [child.name for child in found.children] == ["a.txt", "b.txt", "c.txt"]


def test_what_is_left_of_a_word_document_is_no_archive():
    data = make.docx("kanarie " * 400)
    found = extraction(data[: data.index(b"PK\x01\x02")], "a.docx")
    assert (found.coverage, gaps(found)) == ("none", [("corrupt", "the archive's directory cannot be read")])


def test_a_directory_that_leads_elsewhere():
    data = bytearray(make.zipped({"a.txt": "kanarie", "b.txt": "vink"}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 42, 7)
    found = extraction(bytes(data), "a.zip")
    assert gaps(found) == [("corrupt", "the archive's directory leads elsewhere")]
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_sizes_of_eight_bytes():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("a.txt", "b.txt"):
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(b"kanarie")
    data = buffer.getvalue()
    assert places(extraction(data, "a.zip"), "kanarie") == ["a.txt > line 1", "b.txt > line 1"]
    assert places(extraction(data[: data.index(b"PK\x01\x02")], "a.zip"), "kanarie") == ["a.txt > line 1", "b.txt > line 1"]


def test_an_archive_that_unpacks_itself():
    found = extraction(b"MZ" + bytes(5000) + make.zipped({"a.txt": "kanarie"}), "installatie.exe")
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert found.coverage == "full"


@pytest.mark.parametrize("front", [b"#!/bin/sh\nexit\n", b"\x93rommel" * 900, b"\x00" * 70_000])
def test_a_zip_behind_other_bytes(front):
    kind, found = read(front + make.zipped({"a.txt": "kanarie"}), "download")
    assert kind.media_type == "application/zip"
    assert places(found, "kanarie") == ["a.txt > line 1"]
    kind, found = read(b"\x93rommel" * 900 + make.docx("kanarie"), "brief.docx")
    assert kind.media_type.endswith("wordprocessingml.document")
    assert places(found, "kanarie") == ["paragraph 1"]


def test_a_member_without_a_name():
    data = bytearray(make.zipped({"x": "kanarie", "b.txt": "vink"}, zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 26), (b"PK\x01\x02", 28)):
        place = data.index(mark)
        name = place + (30 if at == 26 else 46)
        data[place + at] = 0
        data[name : name + 1] = b""
        end = data.rindex(b"PK\x05\x06")
        field = end + (16 if at == 26 else 12)  # where the directory stands, and how long it is
        data[field] -= 1
        if at == 26:
            second = data.rindex(b"PK\x01\x02")
            data[second + 42] -= 1
    found = extraction(bytes(data), "a.zip")
    assert places(found, "kanarie") == ["unnamed > line 1"]
    assert places(found, "vink") == ["b.txt > line 1"]
    assert found.coverage == "full"


VOLUMES = "one of several volumes, which are not read together"


def test_the_first_of_several_volumes_is_told_and_read_as_far_as_it_goes():
    whole = make.zipped({"a.txt": "kanarie", "b.txt": "vink" * 900}, zipfile.ZIP_STORED)
    found = extraction(b"PK\x07\x08" + whole[:900], "a.z01")
    assert ("unsupported", VOLUMES) in gaps(found)
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_the_last_of_several_volumes_is_told_with_the_names():
    whole = bytearray(make.zipped({"a.txt": "x" * 900, "kanarie.txt": "y"}, zipfile.ZIP_STORED))
    end = whole.rindex(b"PK\x05\x06")
    whole[end + 4 : end + 8] = b"\x02\x00\x02\x00"
    kind, found = read(bytes(whole[400:]), "a.zip")
    assert kind.media_type == "application/zip"
    assert ("unsupported", VOLUMES) in gaps(found)
    assert found.coverage == "partial"
    assert "kanarie" in str([segment.text for segment in found.segments]) or found.children[-1].name == "kanarie.txt"


def test_the_last_volume_of_a_large_archive_is_told():
    """Its locator (APPNOTE 4.3.15) names several disks, which the module refuses."""
    data = (
        b"\x93" * 600
        + struct.pack("<4sIQI", b"PK\x06\x07", 2, 500, 3)
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 2, 2, 1, 1, 60, 500, 0)
    )
    kind, found = read(data, "a.zip")
    assert kind.media_type == "application/zip"
    assert found.coverage == "none"
    assert ("unsupported", VOLUMES) in gaps(found)


def of_method(method, packed, content, name=b"a.txt"):
    """An archive of one member packed by a method that the standard library does not write, and one beside it."""
    beside = b"vink"
    members = [(name, method, packed, content), (b"b.txt", 0, beside, beside)]
    body = directory = b""
    for title, kind, data, whole in members:
        head = struct.pack("<5H3I2H", 63, 0, kind, 0, 33, zlib.crc32(whole), len(data), len(whole), len(title), 0)
        directory += struct.pack("<4sH", b"PK\x01\x02", 63) + head + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + title
        body += b"PK\x03\x04" + head + title + data
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(body), 0)


CONTENT = b"".join(b"%d kanarie\n" % number for number in range(4000))
needs_libarchive = pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")


def by_method(method):
    from backports import zstd

    return zstd.compress(CONTENT) if method == 93 else lzma.compress(CONTENT)


@needs_libarchive
@pytest.mark.parametrize("method", [93, 95])
def test_packings_of_libarchive(method):
    data = of_method(method, by_method(method), CONTENT)
    found = extraction(data, "a.zip")
    assert places(found, "3999 kanarie") == ["a.txt > line 4000"]
    assert found.coverage == "full"
    broken = bytearray(data)
    middle = len(by_method(method)) // 2
    broken[middle : middle + 60] = bytes(60)
    found = extraction(bytes(broken), "a.zip")
    assert ("corrupt", "member 1: damaged member") in gaps(found)
    assert places(found, "vink") == ["b.txt > line 1"]


@needs_libarchive
def test_a_bomb_through_libarchive():
    from backports import zstd

    found = extraction(of_method(93, zstd.compress(bytes(5 << 20)), bytes(5 << 20)), "a.zip", ratio=50)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 50 times its size")]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_without_libarchive_its_packings_are_gaps(monkeypatch):
    monkeypatch.setattr("scanner.read.archives.libarchive._library", lambda: None)
    found = extraction(of_method(93, by_method(93), CONTENT), "a.zip")
    assert gaps(found) == [("unsupported", "member 1: this needs the library libarchive, which is not installed")]
    assert places(found, "vink") == ["b.txt > line 1"]


@pytest.mark.parametrize(
    ("method", "gap"), [(9, ("unsupported", "packed in a way that is not supported")), (99, ("encrypted", "password needed"))]
)
def test_deflate64_and_aes_are_named(method, gap):
    found = extraction(of_method(method, b"x" * 90, CONTENT), "a.zip")
    assert gaps(found) == [(gap[0], f"member 1: {gap[1]}")]
    assert places(found, "a.txt") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_damage_in_lzma_costs_its_member():
    packed = make.zipped({"a.txt": CONTENT, "b.txt": "vink"}, zipfile.ZIP_LZMA)
    data = bytearray(packed)
    data[60:90] = b"\xff" * 30
    found = extraction(bytes(data), "a.zip")
    assert gaps(found) == [("corrupt", "member 1: damaged member")]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_two_members_of_one_name_are_both_read():
    data = make.zipped({"a.txt": "kanarie", "q.txt": "vink"}).replace(b"q.txt", b"a.txt")
    found = extraction(data, "a.zip")
    assert places(found, "kanarie") == places(found, "vink") == ["a.txt > line 1"]


def test_where_a_link_leads_is_text_and_a_long_link_is_a_document():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in (("kort", "/map/doel_1111"), ("lang.txt", "x\n" * 3000 + "kanarie")):
            link = zipfile.ZipInfo(name)
            link.external_attr = 0o120777 << 16
            archive.writestr(link, content)
    found = extraction(buffer.getvalue(), "a.zip")
    assert places(found, "doel 1111") == ["member name"]
    assert places(found, "kanarie") == ["lang.txt > line 3001"]


def test_a_folder_with_content_is_a_document():
    data = make.zipped({"map.txt?": "kanarie"}).replace(b"map.txt?", b"map.txt/")
    assert places(extraction(data, "a.zip"), "kanarie") == ["map.txt/ > line 1"]


def test_the_field_for_names_in_utf_8():
    raw = b"clint.txt\x82"
    field = b"\x01" + struct.pack("<I", zlib.crc32(raw)) + "cliënt ŵ.txt".encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("q" * len(raw))
        info.extra = struct.pack("<HH", 0x7075, len(field)) + field
        archive.writestr(info, "kanarie")
    data = buffer.getvalue().replace(b"q" * len(raw), raw)
    assert places(extraction(data, "a.zip"), "kanarie") == ["cliënt ŵ.txt > line 1"]


def test_folders_count_as_members():
    found = extraction(make.zipped({f"{number}/": "" for number in range(60)} | {"zz.txt": "x"}), "a.zip", members=50)
    assert gaps(found) == [("too_large", "more than 50 parts")]
    assert not found.children


def test_names_of_members_that_were_not_reached_are_text():
    found = extraction(make.zipped({"a.txt": "x", "b.txt": "x", "dossier 8507.txt": "x"}), "a.zip", members=2)
    assert places(found, "dossier 8507") == ["member name"]
    deep = extraction(make.zipped({"b.zip": make.zipped({"dossier 8507.txt": "x"})}), "a.zip", depth=1)
    assert places(deep, "dossier 8507") == ["b.zip > member name"]


def test_a_member_larger_than_the_budget_leaves_it_to_its_neighbours():
    noise = zlib.compress(bytes(100), 0)[:50] * 60_000
    found = extraction(make.zipped({"a.bin": noise, "b.txt": "vink"}, zipfile.ZIP_STORED), "a.zip", expanded_mb=2)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 2 MiB")]
    assert places(found, "a.bin") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_a_stated_packed_size_does_not_raise_the_ratio():
    data = bytearray(make.zipped({"a.txt": b"0" * (5 << 20), "b.txt": "vink"}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 20, 0x7FFFFFFF)
    found = extraction(bytes(data), "a.zip", ratio=50)
    assert codes(found) in ({"too_large"}, {"corrupt"})  # newer versions of Python take it for members that overlap
    assert places(found, "vink") == ["b.txt > line 1"]


@pytest.mark.skipif(
    hasattr(zipfile.ZipInfo("x"), "_end_offset"), reason="this version of Python takes it for members that overlap"
)
def test_a_packed_size_that_is_too_large_costs_nothing():
    data = bytearray(make.zipped({"a.txt": CONTENT * 20 + b"einde", "b.txt": "vink"}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 20, 0x7FFFFFFF)
    found = extraction(bytes(data), "a.zip")
    assert places(found, "einde") == ["a.txt > line 80001"]
    assert found.coverage == "full"


def test_a_member_is_charged_once():
    assert extraction(make.zipped({"a.txt": "kanarie\n" * 200_000}), "a.zip", expanded_mb=2, ratio=5000).coverage == "full"


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
def test_real_archives():
    found = extraction((SAMPLES / "test-zip-of-zip.zip").read_bytes(), "a.zip")
    assert places(found, "just some text") == ["html-within-zip.zip > text.html > paragraph 1"]
    found = extraction((SAMPLES / "testZIP_corrupted_oom.zip").read_bytes(), "a.zip")
    assert "corrupt" in codes(found)
