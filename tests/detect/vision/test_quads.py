"""Card-shaped quadrilaterals: turned, at an angle, two on a page, cut off; and what is no card's shape."""

import math
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.vision import lookalikes
from scanner.detect.vision import faces, quads
from tests.detect.vision.seeing import facts, jpeg


def view(corner_sets, size=(900, 640), paper=246, ink=206):
    image = Image.new("L", size, paper)
    for corners in corner_sets:
        ImageDraw.Draw(image).polygon(corners, fill=ink)
    return np.asarray(image)


def turned(degrees, middle=(450, 320), long=320, ratio=1.586):
    angle = math.radians(degrees)
    half, short = long / 2, long / ratio / 2
    return [
        (middle[0] + x * math.cos(angle) - y * math.sin(angle), middle[1] + x * math.sin(angle) + y * math.cos(angle))
        for x, y in ((-half, -short), (half, -short), (half, short), (-half, short))
    ]


def best(picture, corners):
    truth = quads.Quad(tuple(corners), 1.586, 320 * 320 / 1.586, False, 0)
    return max((quads.overlap(quad, truth) for quad in quads.find(picture)), default=0.0)


@pytest.mark.parametrize("degrees", range(0, 360, 24))
def test_a_card_is_found_at_any_angle(degrees):
    corners = turned(degrees)
    assert best(view([corners]), corners) > 0.9


def test_a_card_seen_from_the_side_is_found_and_flattened():
    corners = [(250, 180), (640, 220), (610, 440), (270, 430)]
    picture = view([corners])
    truth = quads.Quad(tuple(corners), 1.6, 82_000, False, 0)
    found = max(quads.find(picture), key=lambda quad: quads.overlap(quad, truth))
    assert quads.overlap(found, truth) > 0.9
    flat = quads.flat(picture, found, 1.0, 300)
    assert abs(int(np.median(flat)) - 206) <= 2
    assert (np.abs(flat.astype(int) - 206) <= 12).mean() > 0.9


def test_two_cards_on_a_page_are_two_shapes():
    both = [turned(10, (240, 320)), turned(-40, (650, 320))]
    found = quads.find(view(both))
    assert all(
        any(quads.overlap(quad, quads.Quad(tuple(corners), 1.6, 64_000, False, 0)) > 0.85 for quad in found) for corners in both
    )


def test_a_card_that_is_cut_off_keeps_its_visible_part():
    found = quads.find(view([turned(0, (120, 320))]))
    assert any(quad.cut for quad in found)


@pytest.mark.parametrize("ratio", [1.0, 2.6])
def test_a_square_or_a_strip_is_no_card(ratio):
    assert not [quad for quad in quads.find(view([turned(0, ratio=ratio)])) if not quad.cut]


def test_a_page_of_pure_text_never_reaches_the_face_detector(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the face detector was asked")

    monkeypatch.setattr(faces, "find", refuse)
    page = lookalikes.letter(Random(2), "tuning", 150)
    assert facts(jpeg(page), "PERSON_PHOTO") == []
    assert faces.regions(np.asarray(page.convert("L").resize((620, 877)))) == []
