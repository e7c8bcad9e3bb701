"""Pictures: every kind Pillow reads, headers before pixels, words in the header, and pictures of other documents."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from scanner.config import Limits
from scanner.model import Code, Coverage, Picture, Role
from scanner.read import documents
from scanner.read.draft import Budget, Context, Draft, LimitReached
from scanner.read.pictures import ocr, picture
from tests.read.pdf.pdf_make import codes, encoded, read, scan, text_at

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")
NUMBER = "85.01.03-002.51"


def card(text: str = NUMBER, mode: str = "RGB", size: tuple[int, int] = (700, 300)) -> Image.Image:
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    draw.text((40, 60), "Rijksregisternummer", font=ImageFont.load_default(40), fill=0)
    draw.text((40, 160), text, font=ImageFont.load_default(40), fill=0)
    return image.convert(mode)


KINDS = {
    "jpeg": encoded(card()),
    "jpeg-cmyk": encoded(card(mode="CMYK")),
    "png": encoded(card(), "PNG"),
    "png-palette": encoded(card(mode="P"), "PNG"),
    "png-16-bit": encoded(card(mode="I").point(lambda value: value * 257).convert("I;16"), "PNG"),
    "png-alpha": encoded(card(mode="RGBA"), "PNG"),
    "tiff": encoded(card(mode="1"), "TIFF", compression="group4"),
    "tiff-16-bit": encoded(card(mode="I").point(lambda value: value * 257).convert("I;16"), "TIFF"),
    "webp": encoded(card(), "WEBP"),
    "bmp": encoded(card(), "BMP"),
    "gif": encoded(card(), "GIF"),
    "jp2": encoded(card(), "JPEG2000"),
}


@needs_tesseract
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read(kind: str):
    extraction = read(picture, KINDS[kind])
    assert NUMBER in text_at(extraction, "image 1", Role.OCR)
    assert extraction.coverage is Coverage.FULL
    (found,) = extraction.pictures
    assert (found.data, found.locator, found.width, found.height) == (KINDS[kind], "image 1", 700, 300)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_nobody_reads_is_told(kind: str):
    assert codes(read(picture, KINDS[kind], ocr=False)) == [("ocr_unavailable", "image 1")]


def test_the_registry_knows_pictures():
    file_type, extraction = documents.read_document(documents.Source(KINDS["png"], 0, "kaart.png"), Limits(), ocr=False)
    assert file_type.media_type == "image/png"
    assert [problem.code for problem in extraction.problems] == [Code.OCR_UNAVAILABLE]


def test_a_missing_tesseract_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    ocr.forget()
    try:
        assert not ocr.available()
        assert codes(read(picture, KINDS["png"])) == [("ocr_unavailable", "image 1")]
    finally:
        monkeypatch.undo()
        ocr.forget()


@pytest.mark.parametrize("image", [card(size=(39, 300)), card(size=(300, 19)), Image.new("RGB", (800, 600), "navy")])
def test_what_has_no_room_or_no_ink_is_fully_read(image: Image.Image):
    assert read(picture, encoded(image, "PNG"), ocr=False).coverage is Coverage.FULL


@needs_tesseract
def test_every_page_of_a_tiff_is_read():
    pages = [scan((f"Bladzijde {name}", NUMBER)) for name in ("een", "twee", "drie")]
    data = encoded(
        pages[0].convert("1"),
        "TIFF",
        save_all=True,
        append_images=[page.convert("1") for page in pages[1:]],
        compression="group4",
    )
    extraction = read(picture, data)
    assert [found.locator for found in extraction.pictures] == ["page 1", "page 2", "page 3"]
    assert "drie" in text_at(extraction, "page 3", Role.OCR)
    assert extraction.coverage is Coverage.FULL


@needs_tesseract
def test_a_new_frame_of_an_animation_is_read_and_the_same_one_is_not():
    frames = [card("eerste beeld"), card("eerste beeld"), card("tweede woord", size=(700, 300)).rotate(0)]
    ImageDraw.Draw(frames[2]).rectangle((0, 220, 700, 300), fill="black")
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    extraction = read(picture, data)
    assert "eerste" in text_at(extraction, "image 1", Role.OCR)
    assert sum("tweede" in segment.text for segment in extraction.segments) == 1


def test_size_is_looked_at_before_pixels():
    header = bytearray(encoded(Image.new("L", (8, 8)), "JPEG"))
    at = header.index(b"\xff\xc0")
    header[at + 5 : at + 9] = b"\xea\x60\xea\x60"  # 60,000 × 60,000
    extraction = read(picture, bytes(header))
    assert codes(extraction) == [("too_large", "image 1: 60000 × 60000 pixels")]


def test_a_cut_picture_is_partial():
    data = KINDS["jpeg"][: len(KINDS["jpeg"]) * 3 // 4]
    extraction = read(picture, data)
    assert ("corrupt", "image 1") in codes(extraction)
    assert extraction.coverage is Coverage.PARTIAL


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xe0junk", b"\x89PNG\r\n\x1a\njunk", b"II*\x00\xff\xff\xff\xff", b"GIF89a", b"BM\x00\x00"]
)
def test_a_header_alone_is_corrupt(data: bytes):
    extraction = read(picture, data)
    assert [code for code, _ in codes(extraction)] == ["corrupt"]
    assert extraction.coverage is Coverage.NONE


def test_every_cut_of_every_kind_ends_without_a_crash():
    for data in KINDS.values():
        for share in (0.02, 0.3, 0.9):
            read(picture, data[: int(len(data) * share)], ocr=False)


def test_heic_without_a_decoder_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("scanner.read.pictures.picture_file._heif", lambda: False)
    extraction = read(picture, b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1" + bytes(64))
    assert codes(extraction) == [("unsupported", "no decoder for HEIC is installed")]
    assert extraction.coverage is Coverage.NONE


# Words in the header


def test_exif_comments_and_position_are_metadata():
    exif = Image.Exif()
    exif[0x010E] = "Portret van An Voorbeeld"
    exif[0x9C9C] = "opmerking".encode("utf-16-le") + b"\x00\x00"
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\x00" + "nummer 85.01.03-002.51".encode("utf-16-be")
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 3.0, 0.0), 3: "E", 4: (3.0, 43.0, 12.0)})
    extraction = read(picture, encoded(card(), "JPEG", exif=exif, comment=b"gemaakt door Bram"), ocr=False)
    assert "An Voorbeeld" in text_at(extraction, "metadata imagedescription", Role.METADATA)
    assert "opmerking" in text_at(extraction, "metadata xpcomment", Role.METADATA)
    assert NUMBER in text_at(extraction, "metadata usercomment", Role.METADATA)
    assert text_at(extraction, "metadata gps", Role.METADATA) == "GPS: 51.05000, 3.72000\n"
    assert "Bram" in text_at(extraction, "metadata comment", Role.METADATA)


def test_text_chunks_and_xmp_are_metadata():
    info = PngImagePlugin.PngInfo()
    info.add_text("Description", "Diploma van An Voorbeeld")
    info.add_itxt("Titel", "Geboren te Gent")
    dc = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    info.add_itxt(
        "XML:com.adobe.xmp",
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {dc}><rdf:Description><dc:creator><rdf:Seq><rdf:li>Chris</rdf:li></rdf:Seq>'
        "</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>",
    )
    extraction = read(picture, encoded(card(), "PNG", pnginfo=info), ocr=False)
    assert "An Voorbeeld" in text_at(extraction, "metadata description", Role.METADATA)
    assert "Gent" in text_at(extraction, "metadata titel", Role.METADATA)
    assert text_at(extraction, "metadata creator", Role.METADATA) == "creator: Chris\n"


@needs_tesseract
def test_a_photo_turned_by_its_header_is_read_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    extraction = read(picture, encoded(card().rotate(90, expand=True), "JPEG", exif=exif))
    assert NUMBER in text_at(extraction, "image 1", Role.OCR)


# Pictures of other documents


def _draft(*pictures: Picture, ocr: bool = True, limits: Limits | None = None) -> tuple[Draft, Context]:
    draft = Draft()
    draft.pictures += pictures
    budget = Budget(limits or Limits())
    return draft, Context(budget, 0, documents._child_reader(budget, 0, ocr), ocr)


@needs_tesseract
def test_pictures_of_a_document_are_read_once_each():
    data = KINDS["png"]
    draft, context = _draft(Picture(data, "image/png", "image 1", 700, 300), Picture(data, "image/png", "image 2", 700, 300))
    picture.read_pictures(draft, context)
    assert [segment.locate(0) for segment in draft.segments] == ["image 1"]
    assert draft.segments[0].role is Role.OCR


@needs_tesseract
def test_lines_that_the_place_already_has_are_not_told_again():
    draft, context = _draft(Picture(KINDS["png"], "image/png", "page 1", 700, 300))
    draft.text("Rijksregisternummer", "page 1")
    picture.read_pictures(draft, context)
    assert text_at(draft.finish(), "page 1", Role.OCR).strip() == NUMBER


def test_gaps_of_many_pictures_are_folded():
    some = [Picture(encoded(card(str(number)), "PNG"), "image/png", f"image {number}", 700, 300) for number in range(1, 8)]
    pages = [Picture(encoded(card(f"p {number}"), "PNG"), "image/png", f"page {number}", 700, 300) for number in range(3, 8)]
    draft, context = _draft(*pages, *some, ocr=False)
    picture.read_pictures(draft, context)
    assert codes(draft.finish()) == [("ocr_unavailable", "pages 3–7, 7 pictures")]


def test_a_picture_that_does_not_decode_is_told_by_kind():
    draft, context = _draft(Picture(b"junk", "image/png", "image 1"), Picture(b"\x01\x00\x00\x00emf", "image/x-emf", "image 2"))
    picture.read_pictures(draft, context)
    assert set(codes(draft.finish())) == {("corrupt", "image 1"), ("unsupported", "image 2")}


@needs_tesseract
def test_more_pictures_than_the_limit_are_told():
    draft, context = _draft(
        Picture(encoded(card("eerste"), "PNG"), "image/png", "image 1"),
        Picture(encoded(card("tweede"), "PNG"), "image/png", "image 2"),
        limits=Limits(ocr_pages=1),
    )
    picture.read_pictures(draft, context)
    assert codes(draft.finish()) == [("too_large", "image 2: more than 1 pages and pictures to read")]
    assert text_at(draft.finish(), "image 1", Role.OCR)


def test_when_the_time_is_up_the_rest_is_told():
    draft, context = _draft(Picture(KINDS["png"], "image/png", "image 1", 700, 300))
    context.budget.deadline = 0.0
    with pytest.raises(LimitReached):
        picture.read_pictures(draft, context)
    assert not draft.segments


def test_reading_leaves_the_bytes_alone():
    data = bytes(KINDS["tiff"])
    source = io.BytesIO(data)
    read(picture, source.getvalue(), ocr=False)
    assert source.getvalue() == data
