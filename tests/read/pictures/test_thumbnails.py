"""Previews that show more than the picture, and Windows' stores of previews with the names of files."""

from __future__ import annotations

import base64
import struct

import pytest
from PIL import Image, ImageDraw, ImageFont

from scanner.config import Limits
from scanner.model import Code, Coverage, Role
from scanner.read.documents import read_document
from scanner.read.draft import NotThisFormat
from scanner.read.old_office.ole_write import storage_bytes
from scanner.read.pictures import ocr, picture, thumbnails
from scanner.read.source import Source
from tests.read.pdf.pdf_make import codes, encoded, read, text_at

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")


def scene(words: str = "", size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with shapes, and words on the right half."""
    image = Image.new("RGB", size, "lightblue")
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 60, 240, 260), fill="darkgreen")
    draw.rectangle((60, 300, 280, 440), fill="brown")
    if words:
        draw.rectangle((330, 40, 630, 440), fill="white")
        draw.text((350, 200), words, font=ImageFont.load_default(40), fill="black")
    return image


def with_preview(shown: Image.Image, preview: Image.Image) -> bytes:
    """A JPEG whose Exif block (a TIFF with two directories) ends with a JPEG as preview."""
    small = encoded(preview)
    second = 8 + 2 + 4
    head = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<HI", 0, second)
    at = second + 2 + 2 * 12 + 4
    entries = struct.pack("<HHII", 0x0201, 4, 1, at) + struct.pack("<HHII", 0x0202, 4, 1, len(small))
    return encoded(shown, exif=b"Exif\x00\x00" + head + struct.pack("<H", 2) + entries + bytes(4) + small)


def places(extraction) -> list[str]:
    return [found.locator for found in extraction.pictures]


@needs_tesseract
def test_what_was_cropped_away_is_read_from_the_preview():
    whole = scene("Kanarie")
    extraction = read(picture, with_preview(whole.crop((0, 0, 320, 480)), whole))
    assert places(extraction) == ["image 1", "image 1 thumbnail"]
    assert "Kanarie" in text_at(extraction, "image 1 thumbnail", Role.OCR)
    assert "Kanarie" not in text_at(extraction, "image 1", Role.OCR)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_preview_of_the_same_is_none(turn: int):
    whole = scene("Kanarie")
    small = whole.resize((160, 120)).rotate(turn, expand=True)
    assert places(read(picture, with_preview(whole, small), ocr=False)) == ["image 1"]


def test_a_preview_between_black_bars_is_none():
    whole = scene(size=(640, 400))
    small = Image.new("RGB", (160, 120))
    small.paste(whole.resize((160, 100)), (0, 10))
    assert places(read(picture, with_preview(whole, small), ocr=False)) == ["image 1"]


def test_a_preview_in_xmp_is_seen():
    small = base64.b64encode(encoded(scene("Kanarie").resize((320, 240)))).decode()
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><xmpGImg:image>{small[:400]}&#xA;{small[400:]}</xmpGImg:image></x:xmpmeta>'
    data = encoded(scene().crop((0, 0, 320, 480)), xmp=packet.encode())
    assert places(read(picture, data, ocr=False)) == ["image 1", "image 1 thumbnail"]


@pytest.mark.parametrize("damage", [b"Exif\x00\x00", b"Exif\x00\x00II*\x00\xff\xff\xff\xff", b"Exif\x00\x00" + bytes(40)])
def test_a_broken_header_costs_the_preview_only(damage: bytes):
    assert places(read(picture, encoded(scene(), exif=damage), ocr=False)) == ["image 1"]


# Thumbs.db


def catalog(*names: tuple[int, str]) -> bytes:
    out = struct.pack("<HHIII", 16, 7, len(names), 96, 96)
    for number, name in names:
        raw = name.encode("utf-16-le") + bytes(4)
        out += struct.pack("<IIQ", 16 + len(raw), number, 0) + raw
    return out


def preview(words: str) -> bytes:
    data = encoded(scene(words).resize((400, 300)))
    return struct.pack("<III", 12, 1, len(data)) + data


def thumbs_db() -> bytes:
    return storage_bytes({"Catalog": catalog((1, "cv.jpg"), (12, "pas.jpg")), "1": preview("Kanarie"), "21": preview("Vink")})


def document(data: bytes, **options):
    return read_document(Source(data, len(data), "Thumbs.db"), Limits(), **options)


@needs_tesseract
def test_each_preview_of_a_folder_has_the_name_of_its_file():
    file_type, extraction = document(thumbs_db())
    assert file_type.media_type == "application/x-thumbs-db"
    assert places(extraction) == ["thumbnail cv.jpg", "thumbnail pas.jpg"]
    assert "Kanarie" in text_at(extraction, "thumbnail cv.jpg", Role.OCR)
    assert "Vink" in text_at(extraction, "thumbnail pas.jpg", Role.OCR)
    assert text_at(extraction, "thumbnail pas.jpg", Role.NAME) == "pas.jpg"
    assert extraction.coverage is Coverage.FULL


def test_a_gap_is_told_without_the_name_of_the_file():
    _, extraction = document(thumbs_db(), ocr=False)
    assert codes(extraction) == [(Code.OCR_UNAVAILABLE.value, "2 pictures")]


def test_a_preview_of_an_unknown_kind_is_told_by_its_number():
    data = storage_bytes({"Catalog": catalog((1, "cv.jpg"), (2, "pas.jpg")), "1": b"\x01" * 200, "2": preview("Vink")})
    _, extraction = document(data, ocr=False)
    assert (Code.UNSUPPORTED.value, "thumbnail 1") in codes(extraction)
    assert places(extraction) == ["thumbnail pas.jpg"]


def entry(data: bytes) -> bytes:
    name = "3a8f00c1d2e4b597".encode("utf-16-le")
    head = b"CMMM" + struct.pack("<IQIIIII", 56 + len(name) + len(data), 7, len(name), 0, len(data), 96, 96)
    return head.ljust(56, b"\x00") + name + data


def thumbcache(*entries: bytes) -> bytes:
    return (b"CMMM" + struct.pack("<IIIII", 0x20, 2, 0, 24, 0)).ljust(24, b"\x00") + b"".join(entries)


@needs_tesseract
def test_the_cache_of_a_user_is_read():
    small = scene("Kanarie").resize((400, 300))
    file_type, extraction = document(thumbcache(entry(b""), entry(encoded(small)), entry(encoded(small.rotate(180), "PNG"))))
    assert file_type.media_type == "application/x-thumbcache"
    assert places(extraction) == ["thumbnail 1", "thumbnail 2"]
    assert "Kanarie" in text_at(extraction, "thumbnail 1", Role.OCR)
    assert extraction.coverage is Coverage.FULL


def test_a_cut_cache_keeps_what_is_before_the_cut():
    whole = thumbcache(entry(encoded(scene("een"))), entry(encoded(scene("twee"))))
    extraction = read(thumbnails, whole[:-900], ocr=False)
    assert places(extraction) == ["thumbnail 1"]
    assert (Code.CORRUPT.value, "an entry is damaged or cut off") in codes(extraction)


@pytest.mark.parametrize("make", [thumbs_db, lambda: thumbcache(entry(encoded(scene("een"))), entry(encoded(scene("twee"))))])
def test_no_damage_ends_in_an_exception(make):
    whole = make()
    for cut in range(1, 16):
        document(whole[: len(whole) * cut // 16], ocr=False)
    for place in range(0, len(whole), len(whole) // 60):
        document(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :], ocr=False)


def test_other_bytes_are_another_format():
    with pytest.raises(NotThisFormat):
        read(thumbnails, b"een gewone tekst")
