"""Windows metafiles: words as they stand on the page, the bitmaps inside, and what cannot be known is said."""

import struct

import pytest

from scanner.model import Place
from scanner.read.draft import Draft
from scanner.read.pictures import metafile
from scanner.read.pictures.inner_picture import media_type
from tests import make
from tests.read.canaries.canary_words import gaps
from tests.read.office.office import p, places, read, word


def record(kind, data):
    data += bytes(-len(data) % 4)
    return struct.pack("<II", kind, 8 + len(data)) + data


def text(words, x=0, y=0, options=0, width=8):
    raw = words.encode("utf-16-le")
    head = bytes(16) + struct.pack("<Iff", 1, 1.0, 1.0) + struct.pack("<iiIII", x, y, len(words), 76, options) + bytes(16)
    spaces = 76 + len(raw) + -len(raw) % 4
    body = head + struct.pack("<I", spaces) + raw
    return record(84, body.ljust(spaces - 8, b"\0") + struct.pack(f"<{len(words)}I", *[width] * len(words)))


def bitmap():
    header = struct.pack("<IiiHHIIiiII", 40, 60, 50, 1, 24, 0, 0, 0, 0, 0, 0)
    bits = bytes(60 * 3 * 50)
    place = 80
    return record(
        81,
        bytes(40)
        + struct.pack("<4I", place, len(header), place + len(header), len(bits))
        + bytes(place - 8 - 56)
        + header
        + bits,
    )


def emf(*records, title="", end=True):
    words = title.encode("utf-16-le")
    body = struct.pack("<8i4sIIIHHIII", *[0] * 8, b" EMF", 0x10000, 0, 0, 0, 0, len(title), 100, 0)
    return record(1, body.ljust(92, b"\0") + words) + b"".join(records) + (record(14, bytes(12)) if end else b"")


def wmf(*records, end=True):
    body = b"".join(struct.pack("<IH", 3 + (len(data) + 1) // 2, kind) + data + bytes(len(data) % 2) for kind, data in records)
    return (
        b"\xd7\xcd\xc6\x9a"
        + bytes(18)
        + struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0)
        + body
        + (struct.pack("<IH", 3, 0) if end else b"")
    )


def test_pieces_of_a_line_are_joined_as_they_stand():
    found = metafile.contents(
        emf(text("85.07."), text("30-033.28", x=48), text("naam", x=200), text("merel", y=20), title="App\0Titel\0")
    )
    assert found.lines == ["App", "Titel", f"{make.RRN}\tnaam", "merel"]
    assert found.complete


def test_a_gap_of_a_letter_is_a_space():
    assert metafile.contents(emf(text("een"), text("twee", x=32))).lines == ["een twee"]


def test_letters_by_their_number_in_a_font_are_not_known():
    found = metafile.contents(emf(text("abc"), text("\x10\x11", y=9, options=0x10)))
    assert (found.lines, found.complete) == (["abc"], False)


def test_small_texts_and_bitmaps():
    small = record(108, struct.pack("<iiIIIff", 5, 5, 7, 0x300, 1, 1.0, 1.0) + b"kanarie")
    found = metafile.contents(emf(small, bitmap()))
    assert found.lines == ["kanarie"]
    assert [media_type(data) for data in found.bitmaps] == ["image/bmp"]


def test_the_same_drawing_for_newer_programs_is_told_once():
    def plus(words):
        raw = words.encode("utf-16-le")
        data = struct.pack("<IIIffff", 0, 0, len(words), 0.0, 0.0, 9.0, 9.0) + raw
        inner = struct.pack("<HHII", 0x401C, 0, 12 + len(data), len(data)) + data
        return record(70, struct.pack("<I", 4 + len(inner)) + b"EMF+" + inner)

    assert metafile.contents(emf(plus("kanarie"), text("kanarie"))).lines == ["kanarie"]
    assert metafile.contents(emf(plus("kanarie"), text("merel"))).lines == ["merel", "kanarie"]


def test_old_drawings():
    found = metafile.contents(
        wmf(
            (0x0521, struct.pack("<H", 7) + b"kanarie\0" + struct.pack("<hh", 9, 0)),
            (0x0A32, struct.pack("<hhHH", 40, 0, 5, 0) + b"merel\0"),
        )
    )
    assert (found.lines, found.complete) == (["kanarie", "merel"], True)


@pytest.mark.parametrize(
    "data", [emf(text("kanarie"), end=False), wmf((0x0A32, struct.pack("<hhHH", 40, 0, 7, 0) + b"kanarie\0"), end=False)]
)
def test_one_that_is_cut_off_is_not_complete(data):
    found = metafile.contents(data)
    assert (found.lines, found.complete) == (["kanarie"], False)
    for cut in range(48, len(data), 5):
        assert not metafile.contents(data[:cut]).complete


def test_in_a_document_its_words_have_its_place_and_it_is_no_gap():
    extraction = read(
        word(
            p("x"),
            {"word/media/image1.emf": emf(text("kanarie"), bitmap()), "word/media/image2.emf": emf(text("merel"), end=False)},
        )
    )[1]
    assert places(extraction, "kanarie") == ["image 1"]
    assert places(extraction, "merel") == ["image 2"]
    assert [picture.locator for picture in extraction.pictures] == ["image 1 bitmap 1", "image 2"]
    assert gaps(extraction) == [("unsupported", "image 2")]


def test_a_file_of_its_own():
    from scanner.config import Limits
    from scanner.read.draft import Budget, Context
    from scanner.read.pictures.picture_words import read as read_file
    from scanner.read.source import Source

    draft, data = Draft(), emf(text("kanarie"))
    read_file(Source(data, len(data), "a.emf"), draft, Context(Budget(Limits()), 0, lambda *_: None))
    assert [(segment.text, segment.locators) for segment in draft.segments] == [("kanarie", Place("image 1"))]
