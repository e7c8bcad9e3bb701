"""OCR: turned, faint and small pages, doubt, time, threads, and a machine without Tesseract."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from scanner.read.pictures import ocr
from scanner.read.pictures.ocr import OcrText
from tests.read.pdf.pdf_make import scan
from tests.read.pictures.test_writing import texture

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")
WORDS = (
    "Verslag van het functioneringsgesprek",
    "Rijksregisternummer 85.01.03-002.51",
    "Le travailleur est né à Namur",
    "Geboortedatum en geboorteplaats: Gent",
    "De deelnemer volgt een opleiding",
)


@needs_tesseract
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_is_read_however_it_lies(degrees: int):
    found = ocr.read_image(scan(WORDS, (1000, 700)).rotate(degrees, expand=True), 150)
    assert "85.01.03-002.51" in found.text
    assert "Namur" in found.text
    assert found.mean_confidence >= ocr.LOW_CONFIDENCE


@needs_tesseract
@pytest.mark.parametrize(("ink", "paper"), [(205, 250), (0, 60), (255, 0)])
def test_faint_dark_and_reversed_pages_are_read(ink: int, paper: int):
    assert "85.01.03-002.51" in ocr.read_image(scan(WORDS, (1000, 700), ink, paper), 150).text


@needs_tesseract
def test_a_shadow_over_the_page_does_not_hide_it():
    page = scan(WORDS, (1000, 700))
    shadow = Image.linear_gradient("L").resize(page.size).point(lambda value: 90 + value * 165 // 255)
    assert "85.01.03-002.51" in ocr.read_image(Image.composite(page, Image.new("L", page.size, 60), shadow), 150).text


def numbered(size: int = 30) -> Image.Image:
    """A page of 22 lines, a national number in each."""
    image = Image.new("L", (1654, 1500), 255)
    for number in range(22):
        line = f"Rijksregisternummer van de deelnemer 85.01.03-002.51 op blad {number}"
        ImageDraw.Draw(image).text((120, 90 + 62 * number), line, font=ImageFont.load_default(size), fill=0)
    return image


@needs_tesseract
@pytest.mark.parametrize("degrees", [-6, -3, 3])
def test_a_tilted_page_is_read_whole(degrees: int):
    """Tesseract alone drops most lines of a page that is tilted by three degrees, and is sure of the rest."""
    found = ocr.read_image(numbered().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255), 200)
    assert found.text.count("85.01.03-002.51") == 22


@needs_tesseract
def test_faint_lines_between_bold_ones_are_read():
    image = numbered()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 700, 1654, 1500), fill=255)
    draw.text((120, 800), "De begeleider bespreekt de geboorteplaats Oudenaarde", font=ImageFont.load_default(30), fill=205)
    assert "Oudenaarde" in ocr.read_image(image, 200).text


def noise(size: tuple[int, int], sigma: float) -> Image.Image:
    """Grey noise around 128 that is the same each time; Pillow's own cannot be seeded."""
    chance = random.Random(sigma)
    tile = Image.frombytes("L", (509, 503), bytes(min(255, max(0, round(chance.gauss(128, sigma)))) for _ in range(509 * 503)))
    whole = Image.new("L", size)
    for left, top in product(range(0, size[0], tile.width), range(0, size[1], tile.height)):
        whole.paste(tile, (left, top))
    return whole


@needs_tesseract
@pytest.mark.parametrize("spoil", ["specks", "grain"])
def test_specks_and_grain_are_taken_away(spoil: str):
    image = numbered()
    if spoil == "specks":
        dots = noise(image.size, 60).point(lambda level: 255 * (level > 240))
        image = ImageChops.subtract(image, dots)
    else:
        faint = image.point(lambda level: 215 + level * 30 // 255)
        image = ImageChops.add(faint, noise(image.size, 6), offset=-128)
    assert ocr.read_image(image, 200).text.count("85.01.03-002.51") >= 21


@needs_tesseract
@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("points", [8, 10, 12])
def test_numbers_come_out_right(dpi: int, points: int):
    assert ocr.read_image(numbered(round(points * dpi / 72)), dpi).text.count("85.01.03-002.51") >= 21


@needs_tesseract
def test_a_photo_costs_no_reading(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ocr, "recognise", lambda *_, **__: pytest.fail("a photo without writing was given to Tesseract"))
    assert ocr.read_image(texture((2400, 1800))) == ocr.NOTHING


@needs_tesseract
def test_small_letters_are_enlarged():
    image = Image.new("L", (420, 60), 255)
    ImageDraw.Draw(image).text((8, 16), "nummer 85.01.03-002.51", font=ImageFont.load_default(14), fill=0)
    assert "85.01.03-002.51" in ocr.read_image(image).text


@needs_tesseract
def test_a_page_beyond_reading_is_doubtful_not_sure():
    lines = tuple("de deelnemer volgde een opleiding in de zorg en zoekt werk" for _ in range(12))
    page = Image.new("L", (1240, 900), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((60, 60 + 40 * number), line, font=ImageFont.load_default(20), fill=60)
    page = page.resize((400, 290)).filter(ImageFilter.GaussianBlur(0.8)).resize((1240, 900))
    noise = Image.effect_noise(page.size, 90)
    found = ocr.read_image(Image.blend(page, noise, 0.3))
    assert found.doubtful or not found.text


@needs_tesseract
def test_a_texture_is_no_text():
    found = ocr.read_image(Image.effect_noise((600, 400), 80).filter(ImageFilter.GaussianBlur(2)))
    assert not found.doubtful
    assert found.sure_words == 0


@needs_tesseract
def test_time_ends_the_reading_and_is_told():
    lines = tuple("de deelnemer volgde een opleiding in de zorg" for _ in range(26))
    found = ocr.read_image(scan(lines), 150, seconds=0.05)
    assert not found.complete


@pytest.mark.parametrize(
    "image", [Image.new("RGB", (900, 600), "teal"), Image.new("L", (1, 1)), Image.new("RGBA", (90, 60), (9, 9, 9, 0))]
)
def test_one_colour_is_nothing(image: Image.Image):
    assert ocr.read_image(image) == ocr.NOTHING


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "F", "I;16"])
def test_every_kind_of_pixels_becomes_grey(mode: str):
    page = scan(WORDS, (200, 100))
    source = page.convert("I").convert("I;16") if mode == "I;16" else page.convert(mode)
    grey = ocr.flatten(source)
    assert (grey.mode, grey.size) == ("L", page.size)


def test_transparent_is_paper():
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert ocr.flatten(clear).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("found", "doubtful"),
    [
        (OcrText("leesbaar en zeker, een hele regel", 91.0, sure_words=5), False),
        (OcrText("onzeker gelezen maar wel veel tekst", 41.0, sure_words=3), True),
        (OcrText("| ; é a b", 12.0), False),
        (OcrText("x" * 90, 20.0), True),
        (ocr.NOTHING, False),
    ],
)
def test_doubt_needs_text(found: OcrText, doubtful: bool):
    assert found.doubtful is doubtful


def test_writing_that_stays_unread_is_doubted():
    assert OcrText("Naam en voornaam", 94.0, sure_words=3, unread=60).doubtful
    assert not OcrText("Naam en voornaam", 94.0, sure_words=3, unread=8).doubtful
    assert not OcrText("een hele bladzijde", 94.0, sure_words=400, unread=30).doubtful


def test_languages_are_ours_and_in_order():
    assert list(ocr.languages()) == [name for name in ocr.LANGUAGES if name in ocr.languages()]


def test_a_folder_without_data_is_no_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    ocr.forget()
    try:
        assert ocr.languages() == ()
        assert not ocr.available()
        (tmp_path / "cym.traineddata").write_bytes(b"x")
        ocr.forget()
        assert not ocr.available()
        (tmp_path / "nld.traineddata").write_bytes(b"x")
        ocr.forget()
        assert ocr.languages() == ("nld",)
    finally:
        monkeypatch.undo()
        ocr.forget()


@needs_tesseract
def test_reading_starts_no_threads_and_writes_nothing_to_standard_error(tmp_path: Path):
    page = tmp_path / "page.png"
    scan(WORDS, (1000, 700)).save(page)
    program = (
        "import os, sys\nfrom PIL import Image\nfrom scanner.read.pictures import ocr\n"
        f"assert '85.01.03-002.51' in ocr.read_image(Image.open({str(page)!r}), 150).text\n"
        "ocr.read_image(Image.effect_noise((300, 200), 90))\n"
        "print(os.environ['OMP_THREAD_LIMIT'], len(os.listdir('/proc/self/task')))"
    )
    environment = {key: value for key, value in os.environ.items() if key != "OMP_THREAD_LIMIT"}
    environment["TMPDIR"] = str(tmp_path / "empty")
    (tmp_path / "empty").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[3]
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["1", "1"]
    assert done.stderr == ""
    assert list((tmp_path / "empty").iterdir()) == []
