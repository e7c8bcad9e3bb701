"""Archives through libarchive: rar, cab, iso, cpio, lha and ar, written here member by member."""

import io
import lzma
import os
import struct
import subprocess
import sys
import tarfile

import pytest

from scanner.read.archives import libarchive
from tests import make
from tests.read.archives.archives import MARK_4, ar, cab, cpio, lha, member_4, member_5, rar_4, rar_5
from tests.read.sight import codes, extraction, gaps, places, read

pytestmark = pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")
FILE, LINK, FOLDER = 0o100644, 0o120777, 0o040755


def disc(*members):
    """A disc with Joliet and Rock Ridge names of (name, content)."""
    library = pytest.importorskip("libarchive")
    out = io.BytesIO()
    with library.custom_writer(lambda block: out.write(block) or len(block), "iso9660") as archive:
        for name, content in members:
            archive.add_file_from_memory(name, len(content), content)
    return out.getvalue()


ARCHIVES = {
    "rar": (lambda *members: rar_4(*(member_4(*member) for member in members)), "application/vnd.rar"),
    "rar5": (lambda *members: rar_5(*(member_5(*member) for member in members)), "application/vnd.rar"),
    "cab": (lambda *members: cab(list(members)), "application/vnd.ms-cab-compressed"),
    "stored cab": (lambda *members: cab(list(members), packed=False), "application/vnd.ms-cab-compressed"),
    "iso": (disc, "application/x-iso9660-image"),
    "cpio": (lambda *members: cpio(*((*member, FILE) for member in members)), "application/x-cpio"),
    "lzh": (lha, "application/x-lzh-compressed"),
    "ar": (ar, "application/x-archive"),
}


@pytest.mark.parametrize("form", ARCHIVES)
def test_members_are_told_by_their_path(form):
    write, media_type = ARCHIVES[form]
    kind, found = read(write(("brief.txt", b"een\nkanarie\n"), ("cv.docx", make.docx("vink"))), "a")
    assert kind.media_type == media_type
    assert places(found, "kanarie") == ["brief.txt > line 2"]
    assert places(found, "vink") == ["cv.docx > paragraph 1"]
    assert found.coverage == "full"


@pytest.mark.parametrize("form", [form for form in ARCHIVES if form != "ar"])
def test_names_of_folders_are_text(form):
    found = extraction(ARCHIVES[form][0](("map_1234/cliënt.txt", b"kanarie")), "a")
    assert places(found, "kanarie") == ["map_1234/cliënt.txt > line 1"]
    assert places(found, "map 1234") == ["member name"] * (1 + (form == "iso"))


@pytest.mark.parametrize("form", ARCHIVES)
@pytest.mark.parametrize("sixteenths", range(1, 16))
def test_what_is_cut_off_is_never_full(form, sixteenths):
    data = ARCHIVES[form][0](("a.txt", b"kanarie\n" * 20), ("b.txt", os.urandom(40_000)), ("c.txt", b"vink"))
    found = extraction(data[: len(data) * sixteenths // 16], "a")
    assert found.coverage != "full"
    assert codes(found) <= {"corrupt", "unsupported"}
    assert "corrupt" in codes(found) or found.coverage == "none"
    if sixteenths > 8 and form not in ("iso", "cab", "stored cab"):
        assert places(found, "kanarie")[0] == "a.txt > line 1"


@pytest.mark.parametrize("form", ARCHIVES)
def test_the_count_of_members_is_bounded(form):
    data = ARCHIVES[form][0](*((f"{number}.txt", b"x") for number in range(40)))
    found = extraction(data, "a", members=25)
    assert ("too_large", "more than 25 parts") in gaps(found)
    assert len(found.children) <= 25


@pytest.mark.parametrize("form", [form for form in ARCHIVES if "cab" not in form])  # a block of a cabinet holds 32 KiB here
def test_a_member_larger_than_the_budget_leaves_it_to_its_neighbours(form):
    data = ARCHIVES[form][0](("b.txt", b"vink"), ("bom.bin", os.urandom(30_000) * 40), ("c.txt", b"mus"))
    found = extraction(data, "a", expanded_mb=1)
    assert [detail.partition(": ")[2] for code, detail in gaps(found)] == ["unpacks to more than 1 MiB"]
    assert places(found, "bom.bin") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]
    assert places(found, "mus") == ["c.txt > line 1"]


def test_without_the_library_rar_and_cab_tell_their_names(monkeypatch):
    monkeypatch.setattr("scanner.read.archives.libarchive._library", lambda: None)
    missing = [("unsupported", "this needs the library libarchive, which is not installed")]
    for form in ("rar", "rar5", "cab"):
        found = extraction(ARCHIVES[form][0](("kanarie.txt", b"x")), "a")
        assert gaps(found) == missing
        assert places(found, "kanarie.txt") == ["member name"]
        assert found.coverage == "partial"
    found = extraction(ARCHIVES["lzh"][0](("a.txt", b"x")), "a")
    assert (found.coverage, gaps(found)) == ("none", missing)


def test_names_do_not_depend_on_the_locale():
    code = (
        "import sys; from tests.read.sight import extraction, places; from tests.read.archives.test_other_archive import ARCHIVES;"
        "from tests.read.archives.test_seven_zip import written;"
        "name = '\\xe9/\\xff.txt'; data = [form[0]((name, b'kanarie')) for key, form in ARCHIVES.items() if key != 'ar'];"
        "assert all(places(extraction(one, 'a'), 'kanarie') == [f'{name} > line 1'] for one in data);"
        "assert places(extraction(written('PPMD'), 'a'), 'kanarie') == ['map_1234/cli\\xebnt.txt > line 1']"
    )
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


# RAR


@pytest.mark.parametrize(
    "data",
    [
        rar_4(member_4("map\\nota.txt", b"kanarie" * 4, 4), member_4("b.txt", b"vink")),
        rar_5(member_5("map/nota.txt", b"kanarie" * 4, encrypted=True), member_5("b.txt", b"vink")),
    ],
)
def test_encrypted_members_of_a_rar_are_names_and_the_others_read(data):
    found = extraction(data, "a.rar")
    assert gaps(found) == [("encrypted", "member 1: password needed")]
    assert places(found, "map/nota.txt") == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]
    assert not places(found, "kanarie")


@pytest.mark.parametrize("data", [rar_4(member_4("a.txt", b"x"), flags=0x80), rar_5(member_5("a.txt", b"x"), locked=True)])
def test_a_rar_with_encrypted_headers_is_encrypted(data):
    found = extraction(data, "a.rar")
    assert (found.coverage, gaps(found)) == ("none", [("encrypted", "password needed")])


@pytest.mark.parametrize(
    "data",
    [
        rar_4(member_4("b.txt", b"vink"), member_4("deel.txt", b"kanarie", 2), flags=1),
        rar_5(member_5("b.txt", b"vink"), member_5("deel.txt", b"kanarie", flags=16), flags=1),
        rar_5(member_5("deel.txt", b"kanarie", flags=8), member_5("b.txt", b"vink"), flags=1),
    ],
)
def test_a_volume_of_a_rar_is_told_and_read_as_far_as_it_goes(data):
    found = extraction(data, "a.part1.rar")
    assert ("unsupported", "one of several volumes, which are not read together") in gaps(found)
    assert places(found, "vink") == ["b.txt > line 1"]
    assert places(found, "kanarie") or places(found, "deel.txt") == ["member name"]


@pytest.mark.parametrize("form", ["rar", "rar5"])
def test_a_wrong_check_sum_in_a_rar_is_told(form):
    data = bytearray(ARCHIVES[form][0](("a.txt", b"kanarie " * 20), ("b.txt", b"vink")))
    data[data.index(b"kanarie") + 100] ^= 1
    found = extraction(bytes(data), "a.rar")
    assert gaps(found) == [("corrupt", "member 1: damaged member")]
    assert places(found, "kanarie")[0] == "a.txt > line 1"
    assert places(found, "vink") == ["b.txt > line 1"]


@pytest.mark.parametrize("form", ["rar", "rar5"])
def test_behind_a_damaged_header_a_rar_is_read_on(form):
    data = bytearray(ARCHIVES[form][0](("a.txt", b"kanarie"), ("nota.txt", b"x"), ("c.txt", b"vink")))
    data[data.index(b"nota.txt") + 7] ^= 1
    found = extraction(bytes(data), "a.rar")
    assert gaps(found) == [("corrupt", "member 2: damaged header")]
    assert places(found, "nota.txu") == ["member name"]
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "vink") == ["c.txt > line 1"]


def test_of_a_solid_rar_the_names_behind_damage_are_told():
    data = bytearray(rar_5(*(member_5(name, b"kanarie") for name in ("a.txt", "nota.txt", "vink.txt")), flags=4))
    data[data.index(b"nota.txt")] ^= 1
    found = extraction(bytes(data), "a.rar")
    assert ("corrupt", "damaged behind member 1") in gaps(found)
    assert places(found, "kanarie") == ["a.txt > line 1"]
    assert places(found, "vink.txt") == ["member name"]


@pytest.mark.parametrize(
    "data",
    [
        rar_4(member_4("CMT", b"opmerking kanarie", kind=0x7A), member_4("a.txt", b"x")),
        rar_5(member_5("CMT", b"opmerking kanarie\0", kind=3), member_5("a.txt", b"x")),
    ],
)
def test_the_comment_of_a_rar_is_metadata(data):
    found = extraction(data, "a.rar")
    assert places(found, "opmerking kanarie") == ["archive comment"]
    assert found.coverage == "full"


def test_what_of_a_rar_cannot_be_read_is_told():
    data = rar_5(member_5("a.txt", b"x"), member_5("STM", b"verborgen", kind=3))
    assert gaps(extraction(data, "a.rar")) == [("unsupported", "1 streams of NTFS beside members")]
    assert gaps(extraction(rar_4(member_4("a.txt", b"x"), flags=2), "a.rar")) == [
        ("unsupported", "the archive's comment is packed")
    ]


@pytest.mark.parametrize("form", ["rar", "rar5", "cab"])
def test_an_archive_behind_a_program(form):
    write, media_type = ARCHIVES[form]
    kind, found = read(b"MZ" + bytes(9001) + MARK_4 + bytes(50) + write(("a.txt", b"kanarie")), "installatie.exe")
    assert kind.media_type == media_type
    assert places(found, "kanarie") == ["a.txt > line 1"]


# The others


def test_a_damaged_cabinet_tells_the_names_behind_the_damage():
    data = bytearray(cab([("a.txt", b"kanarie " * 50), ("b.txt", b"x")], [("c kanarie.txt", b"x")]))
    data[data.index(b"CK") + 12] ^= 0x55
    found = extraction(bytes(data), "a.cab")
    assert "corrupt" in codes(found)
    assert places(found, "c kanarie.txt") == ["member name"]


def test_one_of_several_cabinets_is_told():
    data = bytearray(cab([("a.txt", b"kanarie " * 200)], packed=False))
    struct.pack_into("<H", data, 30, 2)
    data[36:36] = b"volgende.cab\0schijf 2\0"
    moved = len(b"volgende.cab\0schijf 2\0")
    for at in (8, 16, 36 + moved):  # the cabinet's size, and where names and data stand
        struct.pack_into("<I", data, at, struct.unpack_from("<I", data, at)[0] + moved)
    found = extraction(bytes(data), "a.cab")
    assert ("unsupported", "one of several cabinets, which are not read together") in gaps(found)
    assert codes(found) == {"unsupported"}
    assert places(found, "kanarie")[0] == "a.txt > line 1"


def test_links_and_folders_of_a_cpio_are_names():
    found = extraction(
        cpio(("map_1111", b"", FOLDER), ("koppeling_2222", b"doel_3333", LINK), ("b.txt", b"vink", FILE)), "a.cpio"
    )
    for word in ("map 1111", "koppeling 2222", "doel 3333"):
        assert places(found, word) == ["member name"]
    assert places(found, "vink") == ["b.txt > line 1"]
    assert found.coverage == "full"


def test_a_cpio_without_its_end_is_not_whole():
    found = extraction(cpio(("a.txt", b"kanarie", FILE), end=False), "a.cpio")
    assert gaps(found) == [("corrupt", "damaged behind member 1")]
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_a_packing_of_lha_that_nobody_knows_is_a_gap():
    found = extraction(lha(("nota.txt", b"kanarie"), method=b"-lh1-"), "a.lzh")
    assert gaps(found) == [("unsupported", "member 1: packed in a way that is not supported")]
    assert places(found, "nota.txt") == ["member name"]


def test_a_debian_package_is_read_through():
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("./usr/lees.txt")
        info.size = 7
        archive.addfile(info, io.BytesIO(b"kanarie"))
    data = ar(("debian-binary", b"2.0\n"), ("data.tar.xz", lzma.compress(buffer.getvalue())))
    assert places(extraction(data, "a.deb"), "kanarie") == ["data.tar.xz > data.tar > usr/lees.txt > line 1"]


def test_a_header_of_ar_that_is_cut_off_is_no_end():
    data = ar(("a.txt", b"kanarie!"), ("b.txt", b"vink"))
    for length in (20, 50, 8 + 60 + 8 + 7):
        found = extraction(data[:length], "a.ar")
        assert gaps(found) == [("corrupt", "the archive's end is missing")]
    assert places(found, "kanarie") == ["a.txt > line 1"]


def test_a_disc_with_less_than_it_states_is_not_whole():
    data = disc(("a.txt", b"kanarie"))
    assert gaps(extraction(data[:-4096], "a.iso")) == [("corrupt", "the archive's end is missing")]


def test_bytes_that_are_no_archive_are_not_taken_for_one():
    for name in ("a.rar", "a.cab", "a.iso"):
        assert extraction(b"gewone tekst kanarie", name).coverage == "full"


@pytest.mark.parametrize("form", ARCHIVES)
def test_changed_archives_raise_nothing(form):
    import random

    chance = random.Random(5)
    data = ARCHIVES[form][0](("map/a.txt", b"kanarie\n" * 20), ("b.txt", b"vink"))
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(min(len(data), 70_000))] = chance.randrange(256)
        found = extraction(bytes(changed), "a")
        assert not any(detail.startswith(("other_archive:", "seven_zip:")) for _, detail in gaps(found))
