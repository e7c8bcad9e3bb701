"""Scanned pages as a user meets them: with Tesseract, without it, and with `--no-ocr`."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont

from scanner.read.pictures import ocr
from tests import make


def page(lines):
    """An A4 page at 150 dpi as a scanner makes it: a PDF of one grey picture."""
    image = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        pen.text((120, 200 + 70 * number), line, fill=20, font=ImageFont.load_default(34))
    buffer = io.BytesIO()
    image.save(buffer, "PDF", resolution=150)
    return buffer.getvalue()


@pytest.fixture
def share(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(
        page(["Inschrijvingsformulier", f"Rijksregisternummer: {make.RRN}", "Datum: 12 mei 2025"])
    )
    (tmp_path / "wit.pdf").write_bytes(page([]))
    (tmp_path / "tekst.txt").write_text("niets")
    return tmp_path


@pytest.mark.skipif(not ocr.available(), reason="Tesseract is not installed")
def test_a_number_on_a_scanned_page_is_a_violation(scan, share):
    ran = scan(share)
    record = ran.files["scan.pdf"]
    hits = [(hit["entity"], hit["locator"]) for hit in record["findings"] if hit["confidence"] >= 0.5]
    assert ("BE_NATIONAL_REGISTER_NUMBER", "page 1") in hits
    assert "OCR" in record["findings"][0]["evidence"]
    assert (record["coverage"], ran.files["wit.pdf"]["coverage"]) == ("full", "full")
    assert ran.code == 1


@pytest.mark.parametrize("way", ["option", "configuration", "not installed"])
def test_what_ocr_does_not_read_is_named_on_every_file(scan, share, tmp_path_factory, way):
    other = tmp_path_factory.mktemp("other")
    (other / "config.yaml").write_text("scan:\n  ocr: false\n")
    arguments = {"option": ["--no-ocr"], "configuration": ["--config", other / "config.yaml"], "not installed": []}[way]
    ran = scan(share, *arguments, env={"TESSDATA_PREFIX": str(other)} if way == "not installed" else {})
    assert ran.files["scan.pdf"]["coverage"] == "partial"
    assert [problem["code"] for problem in ran.files["scan.pdf"]["problems"]] == ["ocr_unavailable"]
    assert [ran.files[name]["coverage"] for name in ("wit.pdf", "tekst.txt")] == ["full", "full"]
    assert ran.code == 3
