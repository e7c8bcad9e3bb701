"""What is decided from a header or from afar, before OpenCV is loaded."""

import io
import subprocess
import sys
from random import Random

import pytest
from PIL import Image, ImageDraw

from benchmarks.vision.portraits import head
from scanner.detect.vision import gates
from tests.detect.vision.seeing import facts, jpeg


def chip(size=(140, 200), mode="L", version=b"\x01\x02", dpi=(300, 300)):
    data = jpeg(head(Random(4), size).convert(mode), dpi=dpi, quality=70)
    return data[:11] + version + data[13:]


@pytest.mark.parametrize("size", [(140, 200), (150, 195)])
def test_the_portrait_from_a_chip_is_known_by_its_header_whatever_its_name(size):
    (fact,) = facts(chip(size), "ID_PHOTO", name="vakantie.jpg")
    assert fact.evidence[0] == f"chip portrait: {size[0]} × {size[1]} grey pixels"
    assert fact.locator == "image 1"


@pytest.mark.parametrize(
    "data",
    [
        chip(mode="RGB"),
        chip((141, 200)),
        chip(version=b"\x01\x01", dpi=(72, 72)),  # any thumbnail may have that size
    ],
    ids=["colour", "other size", "written by someone else"],
)
def test_size_or_grey_alone_make_no_portrait_from_a_chip(data):
    assert facts(data, "ID_PHOTO") == []


def test_the_viewers_file_name_counts_where_the_header_was_rewritten():
    rewritten = chip(version=b"\x01\x01", dpi=(72, 72))
    assert facts(rewritten, "ID_PHOTO", name="My_eid_photo.jpg")
    assert not facts(rewritten, "ID_PHOTO", name="foto.jpg")


def test_a_portrait_from_a_chip_is_found_inside_a_document():
    (fact,) = facts(_docx(chip()), "ID_PHOTO", name="cv.docx")
    assert fact.locator == "image 1"


def _docx(picture):
    import docx

    document = docx.Document()
    document.add_picture(io.BytesIO(picture))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("size", "worth"), [((0, 0), True), ((80, 60), False), ((300, 50), False), ((1600, 90), False), ((200, 140), True)]
)
def test_what_cannot_show_a_card_or_a_face_is_passed_over(size, worth):
    assert gates.worth(*size) is worth


def test_a_likeness_stays_when_the_picture_is_packed_or_scaled_again_and_changes_with_the_picture():
    one, other = (head(Random(seed), (300, 400)).convert("L") for seed in (1, 2))
    again = Image.open(io.BytesIO(jpeg(one.resize((150, 200)), quality=30)))
    assert gates.alike(gates.likeness(one), gates.likeness(again))
    assert not gates.alike(gates.likeness(one), gates.likeness(other))


def test_a_page_with_a_line_is_plain_and_one_with_a_card_is_not():
    page = Image.new("L", (1240, 1754), 250)
    ImageDraw.Draw(page).line((100, 100, 900, 100), fill=20, width=3)
    assert gates.plain(page)
    page.paste(head(Random(1), (300, 200)).convert("L"), (200, 300))
    assert not gates.plain(page)


def test_opencv_is_loaded_by_no_file_without_pictures(tmp_path):
    (tmp_path / "a.txt").write_text("Rijksregisternummer: 85.07.30-033.28")
    code = f"""
import sys
from pathlib import Path
from scanner.config import Limits
from scanner.detect.vision.copies import documents
from scanner.read.documents import read_document
from scanner.read.source import Source
data = Path({str(tmp_path / "a.txt")!r}).read_bytes()
_, extraction = read_document(Source(data, len(data), "a.txt"), Limits())
assert list(documents(extraction, "a.txt", None, None, 0, str)) == []
assert "cv2" not in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
