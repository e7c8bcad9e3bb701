"""Looking at a picture before reading it: is there writing, which way it lies, and photos that have none."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from scanner.read.pictures import writing

LINES = (
    "Verslag van het intakegesprek met de deelnemer", "Rijksregisternummer 85.07.30-033.28", "Geboren te Gent op dertig juli",
    "De begeleider bespreekt de opleiding en het werk", "Le participant habite depuis dix ans dans la commune",
    "Handtekening van de deelnemer en van de begeleider", "Hij volgde een opleiding tot magazijnier bij de dienst",
)  # fmt: skip


def page(ink: int = 0, paper: int = 255, size: int = 34, lines: tuple[str, ...] = LINES * 2) -> Image.Image:
    image = Image.new("L", (1240, 1754), paper)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((110, 130 + 90 * number), line, font=ImageFont.load_default(size), fill=ink)
    return image


def texture(size: tuple[int, int] = (1600, 1200), seed: int = 1) -> Image.Image:
    """Shapes and grain as in a photo of a landscape."""
    chance = random.Random(seed)
    image = Image.new("L", (size[0] // 4, size[1] // 4), 120)
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = chance.randrange(image.width), chance.randrange(image.height)
        draw.ellipse((x, y, x + chance.randrange(10, 90), y + chance.randrange(10, 90)), fill=chance.randrange(256))
    soft = image.filter(ImageFilter.GaussianBlur(1)).resize(size, Image.Resampling.BICUBIC)
    return ImageChops.add(soft, Image.effect_noise(size, 12), offset=-128)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_how_a_page_lies_is_seen(degrees: int):
    view = writing.look(page().rotate(degrees, expand=True))
    assert view.decided
    assert (view.turn + degrees) % 360 == 0
    assert view.tilt == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize("degrees", [-6.0, -3.0, -1.0, 1.0, 2.5, 5.0])
def test_a_tilt_is_measured_and_taken_away(degrees: float):
    tilted = page().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    view = writing.look(tilted)
    assert view.tilt == pytest.approx(degrees, abs=0.3)
    assert writing.look(writing.levelled(tilted, view.tilt)).tilt == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(("ink", "paper"), [(0, 255), (225, 250), (255, 30), (100, 140)])
def test_faint_dark_and_reversed_pages_are_pages(ink: int, paper: int):
    view = writing.look(page(ink, paper))
    assert view.decided
    assert not view.empty
    assert not view.photo


@pytest.mark.parametrize("ink", [0, 200, 225, 238])
@pytest.mark.parametrize("text", ["Gent", "85.07.30-033.28", "ja"])
def test_a_single_word_on_paper_is_never_passed_over(ink: int, text: str):
    assert not writing.look(page(ink, 250, 24, (text,))).empty


@pytest.mark.parametrize("seed", range(4))
def test_a_photo_without_writing_is_empty(seed: int):
    view = writing.look(texture(seed=seed))
    assert view.photo
    assert view.empty


def test_writing_on_a_plate_in_a_photo_is_not_passed_over():
    photo = texture()
    draw = ImageDraw.Draw(photo)
    draw.rectangle((300, 400, 1250, 620), fill=235)
    draw.text((340, 440), "Rijksregisternummer", font=ImageFont.load_default(50), fill=30)
    draw.text((340, 530), "85.07.30-033.28", font=ImageFont.load_default(50), fill=30)
    assert not writing.look(photo).empty


@pytest.mark.parametrize("image", [Image.new("L", (900, 600), 77), Image.new("L", (1, 1)), Image.new("L", (1, 900), 3)])
def test_one_shade_is_flat(image: Image.Image):
    view = writing.look(image)
    assert view.flat
    assert view.empty


@pytest.mark.parametrize("size", [(2, 2), (3, 400), (400, 3), (41, 21), (5000, 8)])
def test_pictures_of_every_shape_can_be_looked_at(size: tuple[int, int]):
    assert not writing.look(Image.effect_noise(size, 90)).decided


def test_lines_that_are_blanked_are_not_counted():
    image = page()
    assert writing.level_lines(image) > 100
    ImageDraw.Draw(image).rectangle((0, 0, 1240, 1754), fill=255)
    assert writing.level_lines(image) == 0
