"""Pictures that are broken, tiny, huge, moving, or stored in rare ways: looked at or named, never a crash."""

import io
from random import Random

import pytest
from PIL import Image

from benchmarks.vision.portraits import head
from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests.detect.vision.seeing import card, facts, jpeg, needs_ocr, seen


def stored(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


FRONT = card("eid 2003 front", scale=8.0).convert("RGB")
KINDS = {
    "CMYK": jpeg(FRONT.convert("CMYK")),
    "16-bit": stored(
        Image.frombytes("I;16", FRONT.size, b"".join(bytes((0, level)) for level in FRONT.convert("L").tobytes())), "PNG"
    ),
    "palette": stored(FRONT.quantize(64), "PNG"),
    "black and white": stored(FRONT.convert("L").point([255 * (level > 120) for level in range(256)]).convert("1"), "PNG"),
    "transparent": stored(card("eid 2003 front", scale=8.0), "PNG"),
    "moving": stored(FRONT.quantize(32), "GIF", save_all=True, append_images=[FRONT.rotate(180).quantize(32)] * 3),
    "webp": stored(FRONT, "WEBP"),
    "tiff of pages": stored(FRONT, "TIFF", save_all=True, append_images=[FRONT]),
}


@needs_ocr
@pytest.mark.parametrize("kind", KINDS)
def test_a_card_is_found_however_its_picture_is_stored(kind):
    assert facts(KINDS[kind], "ID_CARD_COPY")


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["CMYK", "16-bit", "palette", "moving"])
def test_a_truncated_picture_is_looked_at_or_named(kind, share):
    data = KINDS[kind][: round(len(KINDS[kind]) * share)]
    _, extraction = read_document(Source(data, len(data), "a.jpg"), Limits(), ocr=False)
    found = seen(data, reads=False)
    assert extraction.problems or found


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (89, 59), (3, 900)])
def test_tiny_and_narrow_pictures_are_passed_over(size):
    assert not [fact for document in seen(stored(Image.new("L", size, 90), "PNG"), reads=False) for fact in document.facts]


def test_random_bytes_in_a_picture_never_raise():
    whole = bytearray(jpeg(head(Random(1), (240, 320)), quality=80))
    rng = Random(8)
    for _ in range(40):
        spoiled = bytearray(whole)
        for _ in range(12):
            spoiled[rng.randrange(200, len(spoiled))] = rng.randrange(256)
        seen(bytes(spoiled), reads=False)


def test_a_picture_above_the_limit_is_named_and_not_decoded():
    wide = stored(Image.new("1", (12_000, 9_000), 1), "PNG")
    _, extraction = read_document(Source(wide, len(wide), "a.png"), Limits(), ocr=False)
    assert [problem.code.value for problem in extraction.problems] == ["too_large"]
    assert seen(wide, reads=False) == []
