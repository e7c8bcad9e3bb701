"""Bar codes: read in every direction and without Tesseract; a sticker's national number is a fact, other numbers are text."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from scanner.model import Code, Coverage, Fact, Role
from scanner.read.draft import Draft
from scanner.read.pictures import barcode, ocr, picture
from tests.make import DIGITS
from tests.read.pdf.pdf_make import codes, encoded, read, text_at

zxingcpp = pytest.importorskip("zxingcpp")
pytestmark = pytest.mark.skipif(not hasattr(zxingcpp, "write_barcode_to_image"), reason="this zxing-cpp does not write codes")
KINDS = {
    "Code128": DIGITS, "Code39": "DOSSIER 12", "EAN13": "5412345678908", "ITF": "123456789012", "QRCode": "https://voorbeeld.be/an",
    "DataMatrix": "An Voorbeeld", "PDF417": "An Voorbeeld te Gent", "Aztec": "An Voorbeeld te Namur",
}  # fmt: skip


def code(kind: str, text: str, scale: int = 3) -> Image.Image:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    view = memoryview(zxingcpp.write_barcode_to_image(made, scale=scale))
    drawn = Image.frombytes("L", (view.shape[1], view.shape[0]), view.tobytes())
    return drawn.resize((drawn.width, max(90, drawn.height))) if kind in ("Code128", "Code39", "EAN13", "ITF") else drawn


def page(*drawn: Image.Image, words: bool = True) -> Image.Image:
    """A page at 150 dpi with codes under each other."""
    image = Image.new("L", (1240, 1754), 255)
    for number in range(6 if words else 0):
        ImageDraw.Draw(image).text((100, 90 + 50 * number), "De deelnemer volgt een opleiding", font=ImageFont.load_default(30))
    for number, picture_ in enumerate(drawn):
        image.paste(picture_, (200, 600 + 300 * number))
    return image


def found(image: Image.Image) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in barcode.find(image)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_every_kind_is_read_in_every_direction(kind: str, degrees: int):
    assert found(page(code(kind, KINDS[kind])).rotate(degrees, expand=True)) == [(kind, KINDS[kind])]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", [2, 4, 6])
def test_a_code_alone_on_a_page_is_read_at_any_size(kind: str, scale: int):
    assert found(page(code(kind, KINDS[kind], scale), words=False)) == [(kind, KINDS[kind])]


@pytest.mark.parametrize("kind", ["Code128", "QRCode", "DataMatrix"])
def test_tilted_soft_and_grey_codes_are_read(kind: str):
    image = page(code(kind, KINDS[kind])).rotate(6, Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.8)).point(lambda level: 130 + level * 100 // 255)
    assert found(image) == [(kind, KINDS[kind])]


def test_several_codes_are_all_read_and_the_same_one_once():
    image = page(code("Code128", DIGITS), code("QRCode", "eerste"), code("QRCode", "eerste"))
    assert sorted(found(image)) == [("Code128", DIGITS), ("QRCode", "eerste")]


def test_print_and_photos_are_no_codes(monkeypatch: pytest.MonkeyPatch):
    assert found(page()) == []
    monkeypatch.setattr(barcode, "_library", lambda: pytest.fail("searched for codes where there can be none"))
    with pytest.raises(pytest.fail.Exception):
        barcode.find(page())
    monkeypatch.setattr(barcode, "_library", lambda: zxingcpp)
    monkeypatch.setattr(barcode, "_formats", lambda: pytest.fail("searched for codes where there can be none"))
    assert barcode.find(Image.effect_noise((1200, 900), 20).filter(ImageFilter.GaussianBlur(6))) == []
    assert barcode.find(Image.new("L", (23, 400))) == []


@pytest.mark.parametrize(
    ("kind", "text", "number"),
    [
        ("Code128", DIGITS, DIGITS),
        ("Code128", f"]C0{DIGITS}", DIGITS),
        ("Code128", "02122500183", "02122500183"),  # born in 2002: 2 before the first nine digits
        ("Code128", "85073003329", ""),
        ("Code128", f"{DIGITS}1", ""),
        ("Code128", f"X{DIGITS}", ""),
        ("QRCode", DIGITS, ""),
        ("ITF", f"0{DIGITS}", ""),
    ],
)
def test_only_eleven_digits_of_code_128_that_hold_are_a_national_number(kind: str, text: str, number: str):
    assert barcode.national_number(barcode.Code(text, kind)) == number


def test_a_sticker_is_a_fact_and_a_text():
    draft = Draft()
    barcode.read(page(code("Code128", DIGITS)), "page 3", draft)
    assert draft.facts == [Fact("BE_NATIONAL_REGISTER_NUMBER", DIGITS, "page 3 bar code", ("bar code",), 0.9)]
    assert text_at(draft.finish(), "page 3 bar code", Role.OCR) == DIGITS


def test_codes_are_read_without_tesseract_and_the_text_beside_them_is_told_as_not_read():
    extraction = read(picture, encoded(page(code("QRCode", "kanarie")), "PNG"), ocr=False)
    assert text_at(extraction, "image 1 bar code", Role.OCR) == "kanarie"
    assert codes(extraction) == [(Code.OCR_UNAVAILABLE.value, "image 1")]


@pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")
def test_a_page_with_codes_is_read_and_whole():
    extraction = read(picture, encoded(page(code("Code128", DIGITS), code("QRCode", "kanarie")), "PNG"))
    assert "opleiding" in text_at(extraction, "image 1", Role.OCR)
    assert "kanarie" in text_at(extraction, "image 1 bar code", Role.OCR)
    assert extraction.coverage is Coverage.FULL


def test_a_machine_without_the_library_reads_no_codes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(barcode, "_library", lambda: None)
    assert not barcode.available()
    assert barcode.find(page(code("QRCode", "kanarie"))) == []
