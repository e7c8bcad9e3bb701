"""Tar archives of every kind, damaged ones too: members are read from where they stand, and nothing is left out in silence."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from tests import make
from tests.read.sight import codes, extraction, gaps, places, read

SAMPLES = Path("/work/shared/samples/tika")
END = bytes(1024)


def tar(*members, form=tarfile.GNU_FORMAT, pax=None):
    """An archive of (name, content), or of TarInfo objects without content."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form, pax_headers=pax) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
                continue
            info = tarfile.TarInfo(member[0])
            info.size = len(member[1])
            archive.addfile(info, io.BytesIO(member[1]))
    return buffer.getvalue()


def kind(name, letter, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = letter, target
    return info


def header(name, size=0, letter=b"0", *, magic=b"ustar\x0000", size_field=None, tail=b""):
    """One header with a right check sum, whatever stands in it."""
    block = bytearray(512)
    block[:100] = name[:100].ljust(100, b"\0")
    block[100:136] = b"0000644\x000000000\x000000000\x00" + (size_field or b"%011o\x00" % size)
    block[136:148] = b"%011o\x00" % 0
    block[148:157] = b"        " + letter
    block[257 : 257 + len(magic)] = magic
    block[345 : 345 + len(tail)] = tail
    block[148:156] = b"%06o\x00 " % sum(block)
    return bytes(block)


def padded(data):
    return data + bytes(-len(data) % 512)


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_each_format_with_a_name_of_250_letters(form):
    name = f"{'a' * 90}/{'b' * 60}/cliënt.txt"
    kind_, found = read(tar((name, b"een\nkanarie"), ("leeg.txt", b""), ("b.docx", make.docx("vink")), form=form), "a.tar")
    assert kind_.media_type == "application/x-tar"
    assert places(found, "kanarie") == [f"{name} > line 2"]
    assert places(found, "vink") == ["b.docx > paragraph 1"]
    assert found.coverage == "full"


def test_the_first_format_has_no_mark():
    data = header(b"oud.txt", 7, b"\0", magic=b"") + padded(b"kanarie") + END
    kind_, found = read(data, "a")
    assert kind_.media_type == "application/x-tar"
    assert places(found, "kanarie") == ["oud.txt > line 1"]
    assert found.coverage == "full"


def test_folders_links_and_devices_are_names():
    data = tar(
        kind("map_1111", tarfile.DIRTYPE),
        kind("koppeling_2222", tarfile.SYMTYPE, "/etc/doel_3333"),
        kind("hard_4444", tarfile.LNKTYPE, "doel"),
        kind("apparaat_5555", tarfile.CHRTYPE),
        kind("pijp_6666", tarfile.FIFOTYPE),
        ("b.txt", b"vink"),
    )
    found = extraction(data, "a.tar")
    for word in ("map 1111", "koppeling 2222", "doel 3333", "hard 4444", "apparaat 5555", "pijp 6666"):
        assert places(found, word) == ["member name"]
    assert [child.name for child in found.children] == ["b.txt"]
    assert found.coverage == "full"


def test_names_that_point_outside_are_only_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = extraction(tar(("../../a.txt", b"kanarie"), ("/abs.txt", b"vink"), (".\\b.txt", b"mus")), "a.tar")
    assert places(found, "kanarie") == ["../../a.txt > line 1"]
    assert places(found, "vink") == ["/abs.txt > line 1"]
    assert places(found, "mus") == ["b.txt > line 1"]
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_not_utf_8():
    data = header("café.txt".encode("cp850"), 7) + padded(b"kanarie") + END
    assert places(extraction(data, "a.tar"), "kanarie") == ["café.txt > line 1"]


def test_a_comment_of_pax_is_metadata():
    found = extraction(tar(("a.txt", b"x"), form=tarfile.PAX_FORMAT, pax={"comment": "dossier kanarie"}), "a.tar")
    assert places(found, "dossier kanarie") == ["archive comment"]


def test_the_names_in_a_folder_of_an_incremental_archive():
    listed = b"Ycv_1111.docx\0Nbrief_2222.docx\0\0"
    found = extraction(header(b"map/", len(listed), b"D") + padded(listed) + header(b"b.txt", 4) + padded(b"vink") + END, "a.tar")
    assert places(found, "cv 1111") == places(found, "brief 2222") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_archives_behind_each_other_are_all_read():
    found = extraction(tar(("a.txt", b"kanarie")) + tar(("b.txt", b"vink")), "a.tar")
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "vink") == ["b.txt > line 1"]
    assert found.coverage == "full"


def test_two_members_of_one_name_are_both_read():
    found = extraction(tar(("a.txt", b"kanarie"), ("a.txt", b"vink")), "a.tar")
    assert len(places(found, "kanarie")) == len(places(found, "vink")) == 1


def test_a_damaged_header_costs_no_neighbour_and_what_follows_it_is_read():
    data = bytearray(tar(("a.txt", b"kanarie"), ("b.txt", b"vink"), ("c.txt", b"mus")))
    data[1024 + 105] ^= 1  # the second member's mode
    found = extraction(bytes(data), "a.tar")
    assert gaps(found) == [("corrupt", "member 2: damaged header, or bytes that no header tells of")]
    assert [places(found, word) for word in ("kanarie", "vink", "mus")] == [
        ["a.txt > line 1"],
        ["b.txt > line 1"],
        ["c.txt > line 1"],
    ]
    assert found.coverage == "partial"


def test_lost_bytes_move_the_headers_and_they_are_found_again():
    data = tar(("a.txt", b"kanarie"), ("b.txt", b"vink"), ("c.txt", b"mus"))
    found = extraction(data[:1100] + data[1133:], "a.tar")
    assert ("corrupt", "member 2: damaged header, or bytes that no header tells of") in gaps(found)
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "mus") == ["c.txt > line 1"]


def test_a_last_member_that_is_cut_off_is_read_as_far_as_it_goes():
    data = tar(("a.txt", b"vink"), ("b.txt", b"kanarie\n" + b"y" * 5000))
    found = extraction(data[:3000], "a.tar")
    assert gaps(found) == [("corrupt", "member 2: cut off before its end"), ("corrupt", "the archive's end is missing")]
    assert places(found, "vink") == ["a.txt > line 1"]
    assert places(found, "kanarie") == ["b.txt > line 1"]


def test_a_header_that_is_cut_off_still_tells_its_name():
    found = extraction(tar(("a.txt", b"vink"), ("kanarie 1234.txt", b"x"))[: 1024 + 200], "a.tar")
    assert places(found, "kanarie 1234") == ["member name"]
    assert codes(found) == {"corrupt"}


def test_an_archive_that_ends_between_two_members_is_not_whole():
    found = extraction(tar(("a.txt", b"kanarie"), ("b.txt", b"x"))[:1024], "a.tar")
    assert gaps(found) == [("corrupt", "the archive's end is missing")]
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_bytes_behind_the_end_are_told():
    found = extraction(tar(("a.txt", b"vink")) + b"kanarie " * 90, "a.tar")
    assert ("corrupt", "member 2: damaged header, or bytes that no header tells of") in gaps(found)
    assert places(found, "kanarie")
    assert found.coverage == "partial"


@pytest.mark.parametrize("cut", range(1, 16))
def test_no_archive_without_its_content_is_full(cut):
    data = tar(("a.txt", b"kanarie"), ("b.txt", b"y" * 3000), ("c" * 200 + ".txt", b"mus"), form=tarfile.PAX_FORMAT)
    data = data[: len(data.rstrip(b"\0"))]
    found = extraction(data[: len(data) * cut // 16], "a.tar")
    assert found.coverage != "full"
    assert "corrupt" in codes(found)


def sparse(form, size=700_000):
    """A member of `size` bytes of which `kanarie` stands at 100,000 and `vink` at the end."""
    at, last = 100_000, size - 4
    stored = padded(b"kanarie") + b"vink"
    if form in ("old", "old with a second block"):
        real = b"".join(b"%011o\x00%011o\x00" % pair for pair in ((at, 512), (last, 4)))
        table, more = (real, b"") if form == "old" else (b"".join(b"%011o\x00%011o\x00" % (n, 0) for n in range(4)), real)
        block = bytearray(header(b"gaten.txt", len(stored), b"S"))
        block[257:265] = b"ustar  \0"
        block[386 : 386 + len(table)] = table
        block[482:495] = bytes([bool(more)]) + b"%011o\x00" % size
        block[148:156] = b" " * 8
        block[148:156] = b"%06o\x00 " % sum(block)
        return bytes(block) + padded(more) + padded(stored) + END
    records = {
        "0.0": [("GNU.sparse.size", size), ("GNU.sparse.offset", at), ("GNU.sparse.numbytes", 512),
                ("GNU.sparse.offset", last), ("GNU.sparse.numbytes", 4)],
        "0.1": [("GNU.sparse.size", size), ("GNU.sparse.map", f"{at},512,{last},4"), ("GNU.sparse.name", "gaten.txt")],
        "1.0": [("GNU.sparse.major", 1), ("GNU.sparse.minor", 0), ("GNU.sparse.name", "gaten.txt"), ("GNU.sparse.realsize", size)],
    }[form]  # fmt: skip
    if form == "1.0":
        stored = padded(f"2\n{at}\n512\n{last}\n4\n".encode()) + stored
    name = b"gaten.txt" if form == "0.0" else b"./GNUSparseFile.1/gaten.txt"
    pax = b"".join(record(key, value) for key, value in records)
    return header(b"x", len(pax), b"x") + padded(pax) + header(name, len(stored)) + padded(stored) + END


def record(key, value):
    rest = f" {key}={value}\n".encode()
    length = len(rest) + 1
    while len(str(length)) + len(rest) != length:
        length += 1
    return str(length).encode() + rest


@pytest.mark.parametrize("form", ["old", "old with a second block", "0.0", "0.1", "1.0"])
def test_holes_are_filled_and_what_stands_behind_them_is_read(form, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "scanner.read.archives.tarball.Members.read", lambda self, data, refusal=None: seen.append((data, refusal))
    )
    extraction(sparse(form), "a.tar", ratio=5000)
    ((data, refusal),) = seen
    assert refusal is None
    assert (len(data), data.index(b"kanarie"), data.index(b"vink")) == (700_000, 100_000, 699_996)


def test_a_stated_size_of_eight_exabytes_is_not_believed():
    found = extraction(sparse("0.1", 1 << 62)[:-1024] + tar(("b.txt", b"vink")), "a.tar", ratio=50)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 50 times its size")]
    assert places(found, "gaten.txt") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_stretches_that_overlap_are_damage():
    data = sparse("0.1").replace(b"100000,512", b"700000,512")
    assert ("corrupt", "member 1: damaged map of holes") in gaps(extraction(data, "a.tar"))


@pytest.mark.parametrize("field", [b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777\0"])
def test_a_negative_or_immense_size_does_not_loop(field):
    found = extraction(tar(("a.txt", b"kanarie"))[:1024] + header(b"b.txt", size_field=field) + padded(b"vink") + END, "a.tar")
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert "corrupt" in codes(found)


def test_a_chain_of_long_names_ends():
    link = header(b"././@LongLink", 300, b"L", magic=b"ustar  \0") + padded(b"n" * 300)
    found = extraction(link * 3000 + header(b"kort", 7) + padded(b"kanarie") + END, "a.tar")
    assert places(found, "kanarie") == [f"{'n' * 300} > line 1"]
    assert found.coverage == "full"


def test_a_name_of_megabytes_is_cut_and_told():
    name = b"kanarie" + b"n" * (2 << 20)
    found = extraction(header(b"x", len(name), b"L") + padded(name) + header(b"b", 4) + padded(b"vink") + END, "a.tar")
    assert gaps(found) == [
        ("too_large", "member 1: name of more than 65536 characters"),
        ("too_large", "member 1: names and attributes of more than 1 MiB"),
    ]
    assert len(places(found, "vink")) == 1


def test_members_are_counted_folders_too():
    many = b"".join(header(b"%d/" % number, 0, b"5") for number in range(500)) + END
    found = extraction(many, "a.tar", members=100)
    assert gaps(found) == [("too_large", "more than 100 parts")]
    many = b"".join(header(b"%d" % number) for number in range(500)) + END
    found = extraction(many, "a.tar", members=100)
    assert gaps(found) == [("too_large", "more than 100 parts")]
    assert len(found.children) == 100


def test_a_member_larger_than_the_budget_leaves_it_to_its_neighbours():
    found = extraction(tar(("a.bin", bytes(3 << 20)), ("b.txt", b"vink")), "a.tar", expanded_mb=2)
    assert gaps(found) == [("too_large", "member 1: unpacks to more than 2 MiB")]
    assert places(found, "a.bin") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]


def test_members_of_a_packed_tar_are_charged_once():
    words = [b"%d kanarie " % number * 90_000 for number in range(3)]  # 3 MiB in all, beside the tar's own 3 MiB
    data = tar(*((f"{number}.txt", word) for number, word in enumerate(words)))
    found = extraction(gzip.compress(data), "a.tgz", expanded_mb=4)
    assert found.coverage == "full"
    assert len(found.children[0].extraction.children) == 3


def test_no_name_stands_in_a_gap():
    data = bytearray(tar((f"{make.DIGITS}.txt", b"kanarie")))
    data[105] ^= 1
    found = extraction(bytes(data), "a.tar")
    assert codes(found) == {"corrupt"}
    assert not any(make.DIGITS in detail for _, detail in gaps(found))


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
def test_a_real_archive_of_documents():
    found = extraction((SAMPLES / "test-documents.tar").read_bytes(), "test-documents.tar")
    assert len(found.children) >= 6
    assert places(found, "Sample Excel Worksheet")[0].startswith("test-documents/testEXCEL.xls > sheet Feuil1!A1")
