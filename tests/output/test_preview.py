"""The preview of a copy in the page of a scan: off by default, in no other output, said in words, and drawn without a picture."""

import re
from random import Random

import pytest

from reports import mosaics
from scanner.model import Category, Finding, Preview
from scanner.output.records import _finding
from tests.detect.vision.seeing import card, needs_ocr, taken

ON = "vision: {preview: true}\n"
SHOWN = Preview(3, 2, bytes([0, 0, 15, 16, 7, 7]), ((0, 0, 50, 100),))


@pytest.fixture
def share(tmp_path):
    root = tmp_path / "share"
    root.mkdir()
    (root / "kopie.jpg").write_bytes(taken([card("eid 2020 front")], "sheet", dpi=150))
    (root / "brief.txt").write_text("Rijksregisternummer: 85.07.30-033.28\n")
    return root


def scanned(scan, share, tmp_path, settings, language="nl"):
    """Return what a scan said, its page and its table; the runs differ in the configuration alone."""
    (tmp_path / "config.yaml").write_text(settings)
    ran = scan(
        share, "--config", tmp_path / "config.yaml", "--as-of", "2026-11-02", "--language", language,
        "--html", tmp_path / "page.html", "--csv", tmp_path / "table.csv",
    )  # fmt: skip
    for record in ran.records:
        record.pop("seconds", None)
        record.pop("config_digest", None)
    return ran, (tmp_path / "page.html").read_text(), (tmp_path / "table.csv").read_bytes()


@needs_ocr
def test_off_by_default_and_on_in_the_page_alone(scan, share, tmp_path):
    off, page_off, table_off = scanned(scan, share, tmp_path, "")
    on, page_on, table_on = scanned(scan, share, tmp_path, ON)
    assert any(hit["entity"] == "ID_CARD_COPY" for hit in on.files["kopie.jpg"]["findings"])
    assert 'class="mosaic"' not in page_off
    assert page_on.count('class="mosaic"') == 1
    assert on.records == off.records
    assert table_on == table_off
    assert on.out.splitlines()[1:] == off.out.splitlines()[1:]  # the first has the time
    assert on.err == off.err
    drawing = re.search(r'<svg class="mosaic".*?</svg>', page_on, re.DOTALL).group()
    assert 1 < drawing.count("<rect") <= 20 * 28 + 1
    assert drawing.count('class="card"') == 1
    assert "<img" not in page_on
    assert "data:" not in page_on


@needs_ocr
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", r"Onherkenbare voorvertoning van de bladzijde in \d+ bij \d+ vakjes\. Kader om de kaart: van \d+ tot \d+ % van links, "),
        ("en", r"Unrecognisable preview of the page in \d+ by \d+ cells\. Frame around the card: from \d+ to \d+ % from the left, "),
    ],
)  # fmt: skip
def test_it_has_an_alternative_text_in_the_language_of_the_page(scan, share, tmp_path, language, words):
    _, page, _ = scanned(scan, share, tmp_path, ON, language)
    assert re.search(rf'role="img" aria-label="{words}', page)


def test_a_record_holds_nothing_of_it():
    bare = Finding("ID_CARD_COPY", Category.FORBIDDEN, 0.9, "image 1", "", ("card shape",))
    with_one = Finding("ID_CARD_COPY", Category.FORBIDDEN, 0.9, "image 1", "", ("card shape",), preview=SHOWN)
    assert _finding(with_one, fingerprints=True) == _finding(bare, fingerprints=True)


def test_equal_cells_are_drawn_as_one_and_blank_ones_not_at_all():
    drawing = mosaics.drawn(SHOWN)
    assert drawing.runs == ((0, 0, 2, "#000000"), (2, 0, 1, "#ffffff"), (1, 1, 2, "#777777"))
    assert drawing.boxes == ((0, 0, 1.5, 2),)


def test_cells_come_back_from_their_drawing():
    rng = Random(4)
    cells = bytes(rng.randrange(17) for _ in range(560))
    drawing = mosaics.drawn(Preview(20, 28, cells))
    back = bytearray([Preview.BLANK]) * 560
    for x, y, width, colour in drawing.runs:
        for column in range(x, x + width):
            back[20 * y + column] = round(int(colour[1:3], 16) / 17)
    assert bytes(back) == cells
