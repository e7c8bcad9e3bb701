"""A part of a package whose check sum is wrong, or that breaks off: what comes out is read, and the damage is named."""

import io
import random
import zipfile

import pytest

from tests import make
from tests.read.office import office
from tests.read.sight import gaps, places, read

CELLS = '<table:table table:name="Blad1"><table:table-row><table:table-cell office:value-type="string"><text:p>kanarie</text:p></table:table-cell></table:table-row></table:table>'
KINDS = {
    "docx": (lambda: make.docx("x\nkanarie"), "word/document.xml", "paragraph 2"),
    "docx inside": (lambda: make.docx("x", {"word/embeddings/b.docx": make.docx("kanarie")}), "word/embeddings/b.docx", "embedded b.docx > paragraph 1"),
    "xlsx": (lambda: make.xlsx([["x"], ["kanarie"]]), "xl/worksheets/sheet1.xml", "sheet Blad1!A2"),
    "pptx": (lambda: office.presentation([office.slide(office.shape("kanarie"))]), "ppt/slides/slide1.xml", "slide 1"),
    "odt": (lambda: make.odt("<text:p>kanarie</text:p>"), "content.xml", "paragraph 1"),
    "ods": (lambda: office.opendocument("spreadsheet", CELLS), "content.xml", "sheet Blad1!A1"),
}  # fmt: skip


def wrong_sum(data, member):
    """The package with another check sum for one member, in its header and in the directory."""
    changed = bytearray(data)
    name = member.encode()
    for mark, field, begin in ((b"PK\x03\x04", 14, 30), (b"PK\x01\x02", 16, 46)):
        at = changed.find(mark)
        while at >= 0:
            if changed[at + begin : at + begin + len(name)] == name:
                changed[at + field] ^= 0xFF
            at = changed.find(mark, at + 4)
    return bytes(changed)


def broken_off(data, member):
    """The package with a stretch of a member's packed bytes destroyed, past its middle."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(member)
    at = info.header_offset + 30 + len(member) + info.compress_size * 2 // 3
    return data[:at] + b"\xff" * 8 + data[at + 8 :]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wrong_check_sum_is_named_and_the_part_read(kind):
    build, member, place = KINDS[kind]
    _, found = read(wrong_sum(build(), member), "a")
    assert places(found, "kanarie") == [place]
    assert ("corrupt", f"part {member.rpartition('/')[2]}: damaged member") in gaps(found)
    assert {code for code, _ in gaps(found)} == {"corrupt"}
    assert found.coverage == "partial"


@pytest.mark.parametrize("member", ["[Content_Types].xml", "mimetype"])
def test_a_wrong_check_sum_does_not_hide_what_a_package_is(member):
    data = make.docx("kanarie") if member != "mimetype" else make.odt("<text:p>kanarie</text:p>")
    kind, found = read(wrong_sum(data, member), "a")
    assert kind.media_type.endswith(("wordprocessingml.document", "opendocument.text"))
    assert places(found, "kanarie") == ["paragraph 1"]


def test_of_a_part_that_breaks_off_the_first_half_is_read():
    letters = random.Random(4)
    lines = ["kanarie", *("".join(letters.choice("abcdefgh ") for _ in range(60)) for _ in range(300))]
    for data, member in (
        (make.docx("\n".join(lines)), "word/document.xml"),
        (make.odt("".join(f"<text:p>{line}</text:p>" for line in lines)), "content.xml"),
    ):
        _, found = read(broken_off(data, member), "a")
        assert places(found, "kanarie") == ["paragraph 1"]
        assert places(found, lines[100])
        assert found.coverage == "partial"


def test_a_body_in_utf_16():
    document = f'<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="{make.W}"><w:body><w:p><w:r><w:t>één kanarie</w:t></w:r></w:p></w:body></w:document>'
    with zipfile.ZipFile(io.BytesIO(make.docx("x"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        marked = document.encode(encoding) if encoding == "utf-16" else "\ufeff".encode(encoding) + document.encode(encoding)
        _, found = read(make.zipped({**parts, "word/document.xml": marked}), "a.docx")
        assert places(found, "één kanarie") == ["paragraph 1"]
        assert found.coverage == "full"
