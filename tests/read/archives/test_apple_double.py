"""What a Mac keeps beside a file, and files with both forks in one."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tests.read.sight import codes, extraction, places, read


def forks(*parts, magic=0x00051607):
    """Parts given as (number, content): 1 data, 2 resources, 3 name, 4 comment, 5 icon, 9 Finder's data."""
    at = 26 + 12 * len(parts)
    listed = body = b""
    for kind, content in parts:
        listed += struct.pack(">III", kind, at + len(body), len(content))
        body += content
    return struct.pack(">II16sH", magic, 0x20000, b"Mac OS X", len(parts)) + listed + body


SIDE = forks(
    (3, b"brief kanarie.docx"),
    (4, "een duif, één".encode("mac_roman")),
    (5, b"merel" * 9),
    (9, bytes(32) + b"kMDItemWhereFroms vink.example.be"),
)


@pytest.mark.parametrize("name", ["._brief.docx", "._lijst.sql", "__MACOSX/._foto.jpg", "brief"])
def test_a_side_file_is_never_taken_for_the_file_it_stands_beside(name):
    kind, found = read(SIDE, name)
    assert kind.media_type == "application/applefile"
    assert places(found, "kanarie") == ["original name"]
    assert places(found, "een duif, één") == ["comment"]
    assert places(found, "vink.example.be") == ["other data"]
    assert places(found, "merel") == []
    assert found.coverage == "full"


def test_a_file_with_both_forks_is_a_document_inside():
    found = extraction(forks((1, make.docx("kanarie")), (2, bytes(200)), magic=0x00051600), "brief.docx")
    assert places(found, "kanarie") == ["data > paragraph 1"]


def test_a_side_file_in_an_archive_is_no_gap():
    found = extraction(make.zipped({"brief.txt": "x", "__MACOSX/._brief.txt": forks((9, bytes(32)))}), "a.zip")
    assert found.coverage == "full"
    assert [child.name for child in found.children] == ["brief.txt", "__MACOSX/._brief.txt"]


@pytest.mark.parametrize("length", range(26, len(SIDE) - 1, 7))
def test_one_that_is_cut_off_is_told(length):
    assert codes(extraction(SIDE[:length], "._a")) == {"corrupt"}


@given(st.binary(max_size=200))
def test_scraps_do_no_harm(noise):
    extraction(b"\x00\x05\x16\x07" + noise, "._a")
