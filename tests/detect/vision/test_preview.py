"""The mosaic for the reviewer: made only when asked for, and so coarse that neither the portrait nor a word can be seen in it."""

import time
from random import Random

import numpy as np
import pytest
from PIL import Image

from benchmarks.vision import documents as drawn
from scanner.config import Limits
from scanner.detect.vision import copies, faces, preview, quads
from scanner.model import Preview
from scanner.read.documents import read_document
from scanner.read.pictures.second_look import SecondLook
from scanner.read.source import Source
from tests.detect.vision.seeing import SCALE, WORDS, card, jpeg, needs_ocr, pages, sheet, taken

A4 = (640, 905)


def previews(data, name="picture.jpg", *, asked=True):
    """Return the previews of the copies in a file, and the facts that have none."""
    _, extraction = read_document(Source(data, len(data), name), Limits(), ocr=True)
    eyes, until = SecondLook(Limits(), reads=True), time.monotonic() + 60
    seen = copies.documents(extraction, name, eyes, WORDS, until, lambda child: child.locator, previews=asked)
    facts = [fact for document in seen for fact in document.facts]
    return [fact.preview for fact in facts if fact.preview], [fact for fact in facts if not fact.preview]


def quad(left, top, width, height):
    corners = ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    return quads.Quad(tuple((float(x), float(y)) for x, y in corners), width / height, float(width * height), False, 0.0)


def page(size=A4, grey=246):
    return np.full((size[1], size[0]), grey, np.uint8)


@needs_ocr
def test_off_there_is_none_and_on_each_copy_has_one_and_nothing_else():
    data = taken([card("eid 2003 front", 1), card("eid 2003 front", 2)])
    shown, others = previews(data, asked=False)
    assert shown == []
    assert {fact.entity for fact in others} >= {"ID_CARD_COPY", "ID_PHOTO"}
    shown, others = previews(data)
    assert len(shown) == 2
    assert "ID_CARD_COPY" not in {fact.entity for fact in others}
    assert shown[0].boxes != shown[1].boxes


@needs_ocr
def test_both_sides_on_one_page_are_framed_and_those_on_two_are_not():
    (one,), _ = previews(taken([card("eid 2003 front"), card("eid 2003 back")]))
    assert len(one.boxes) == 2
    (first,), _ = previews(pages(sheet(card("eid 2003 front")), sheet(card("eid 2003 back"))), "scan.pdf")
    assert len(first.boxes) == 1


@needs_ocr
@pytest.mark.parametrize(
    ("layout", "scene"),
    [
        *(("eid 2020 front", scene) for scene in ("scan", "sheet", "crop", "photo", "cut")),
        ("passport", "scan"),
        ("paper licence front", "photo"),
    ],
)
def test_no_card_has_more_than_twelve_cells_across_however_it_lies(layout, scene):
    for turn in (0, 24):
        found = previews(taken([card(layout)], scene, turn=turn))[0]
        assert found
        for shown in found:
            assert min(shown.columns, shown.rows) <= 20
            assert max(shown.columns, shown.rows) <= 28
            assert len(shown.cells) == shown.columns * shown.rows
            assert max(shown.cells) <= Preview.BLANK
            (left, top, right, bottom) = shown.boxes[0]
            across, down = (right - left) * shown.columns / 100, (bottom - top) * shown.rows / 100
            # The box of a card that lies askew is wider than the card: by 1.24 at most for its proportions.
            assert max(across, down) <= preview.ACROSS * (1.3 if turn else 1.05)


@pytest.mark.parametrize("long", [80, 160, 320, 640])
def test_a_cell_is_never_smaller_than_a_twelfth_of_the_widest_card(long):
    cards = [quad(0, 0, long, long / 1.586), quad(0, 500, 80, 50)]
    made = preview.mosaic(page(), [], cards, people=False)
    for size, count in ((A4[0], made.columns), (A4[1], made.rows)):
        assert size / count >= long / 12
    portrait = long * 23 / 85.6 / (A4[0] / made.columns), long * 30 / 85.6 / (A4[1] / made.rows)
    assert portrait[0] < 3.5
    assert portrait[1] < 4.5


def test_of_a_card_that_is_cut_off_the_missing_part_counts():
    half = preview.mosaic(page(), [], [quad(0, 0, 300, 300)], people=False)
    assert A4[0] / half.columns >= 1.586 * 300 / 12


def test_a_page_that_lies_across_has_its_cells_turned():
    made = preview.mosaic(page((905, 640)), [], [quad(50, 50, 120, 76)], people=False)
    assert (made.columns, made.rows) == (28, 19)


def test_a_cell_is_the_mean_of_what_lies_under_it_in_sixteen_greys():
    view = page((400, 560), 240)
    view[:20, :20] = 0
    view[20:40, ::2] = 0  # stripes finer than a cell
    made = preview.mosaic(view, [], [quad(0, 0, 200, 126)], people=False)
    assert (made.columns, made.rows) == (20, 28)
    assert made.cells[0] == 0
    assert set(made.cells[20:40]) == {7}
    assert set(made.cells[40:]) == {15}


def test_a_photograph_beside_the_card_is_left_blank_unless_it_is_small():
    view = page((400, 560))
    view[300:540, 40:240] = 90  # ten cells wide
    view[300:360, 300:340] = 90  # two cells wide
    where = [(40, 300, 240, 540), (300, 300, 340, 360)]
    made = preview.mosaic(view, where, [quad(0, 0, 200, 126)], people=False)
    assert made.cells[20 * 20 + 5] == Preview.BLANK
    assert made.cells[16 * 20 + 16] == 5
    assert made.cells[0] == 15


def test_where_people_were_seen_only_the_card_is_shown():
    made = preview.mosaic(page((400, 560)), [], [quad(0, 0, 200, 126)], people=True)
    assert made.cells[0] == 15
    assert made.cells[11] == Preview.BLANK
    assert made.cells.count(bytes([Preview.BLANK])) > 480


def test_a_photograph_that_holds_the_card_shows_the_card_alone():
    made = preview.mosaic(page((400, 300), 120), [(0, 0, 400, 300)], [quad(100, 100, 200, 126)], people=False)
    shown = [at for at, cell in enumerate(made.cells) if cell != Preview.BLANK]
    assert 0 < len(shown) <= 12 * 8
    assert all(100 <= (at % made.columns + 0.5) * 400 / made.columns <= 300 for at in shown)


def _portrait(made, left, top, width, height):
    """Return the cells that touch a portrait which lies there, in shares of the picture."""
    columns = range(int(left * made.columns), int(np.ceil((left + width) * made.columns)))
    rows = range(int(top * made.rows), int(np.ceil((top + height) * made.rows)))
    return [made.cells[row * made.columns + column] for row in rows for column in columns]


@pytest.mark.parametrize("seed", range(6))
def test_the_portrait_on_a_card_that_fills_the_picture_cannot_be_seen(seed):
    front = drawn.LAYOUTS["eid 2020 front"](Random(f"holder/{seed}"), "tuning", SCALE).convert("L")
    view = np.asarray(front)
    made = preview.mosaic(view, [], [quads.whole(*front.size)], people=False)
    assert made.columns <= 12
    assert len(_portrait(made, 4 / 85.6, 12 / 54, 23 / 85.6, 30 / 54)) <= 30  # with the cells at its rim, that are half card
    enlarged = Image.frombytes("L", (made.columns, made.rows), bytes(min(cell, 15) * 17 for cell in made.cells))
    for filtering in (Image.Resampling.NEAREST, Image.Resampling.BICUBIC):
        seen = np.asarray(enlarged.resize((856, 540), filtering))
        assert faces.find(seen, 90, 520) == []


@needs_ocr
def test_no_word_and_no_number_is_left_of_a_card():
    (shown,), _ = previews(jpeg(card("eid 2003 front").convert("RGB"), quality=90, dpi=(254, 254)))
    enlarged = Image.frombytes("L", (shown.columns, shown.rows), bytes(min(cell, 15) * 17 for cell in shown.cells))
    text = SecondLook(Limits(), reads=True).words(enlarged.resize((1600, 1000)), 300, 10)
    assert not any(char.isdigit() for char in text)
    assert not [word for word in text.split() if len(word) > 3 and word.isalpha()]
