"""Several pictures of one document: sides joined over pages, each thing looked at once, parts of their own, and the class that follows."""

import io
import time
import zipfile

import docx
import pytest

from scanner.config import Limits
from scanner.detect.vision import copies, look
from scanner.model import Extraction, Picture
from scanner.read.pictures.second_look import SecondLook
from tests.detect.vision.seeing import WORDS, card, facts, needs_ocr, pages, seen, sheet, taken


@needs_ocr
def test_front_and_back_on_two_pages_are_one_copy():
    (copy,) = facts(pages(sheet(card("eid 2003 front")), sheet(card("eid 2003 back"))), "ID_CARD_COPY", name="scan.pdf")
    assert copy.locator.startswith("page 1 box ")
    assert any(reason.startswith("other side: page 2 box ") for reason in copy.evidence)


@needs_ocr
@pytest.mark.parametrize("layout", ["driving licence", "paper identity"])
def test_front_and_back_of_one_kind_on_two_pages_are_one_copy(layout):
    (copy,) = facts(pages(sheet(card(f"{layout} front")), sheet(card(f"{layout} back"))), "ID_CARD_COPY", name="scan.pdf")
    assert any(reason.startswith("other side: page 2 box ") for reason in copy.evidence)


@needs_ocr
def test_front_and_back_of_two_people_are_two_copies():
    two = pages(sheet(card("eid 2003 front", 5)), sheet(card("eid 2020 back", 6)))
    assert len(facts(two, "ID_CARD_COPY", name="scan.pdf")) == 2


@pytest.mark.parametrize(
    ("zone", "printed", "same"),
    [
        ("590123456789", "590123456789", True),
        ("590123456", "590123456789", True),  # a zone of 2005
        ("590128456789", "590123456789", True),  # one digit misread
        ("591774210365", "590123456789", False),
    ],
)
def test_numbers_of_two_sides_are_compared_with_misreadings_and_short_zones(zone, printed, same):
    assert copies._same_number(zone, printed) is same


def _documented(*pictures):
    document = docx.Document()
    document.add_paragraph("Bijlagen bij het dossier")
    for picture in pictures:
        document.add_picture(io.BytesIO(picture))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@needs_ocr
def test_a_card_in_a_document_in_an_archive_is_found_with_the_way_to_it():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("map/brief.docx", _documented(taken([card("residence front")])))
    found = [document for document in seen(buffer.getvalue(), name="a.zip") if document.entities]
    assert [document.prefix for document in found] == ["map/brief.docx > "]
    assert {"ID_CARD_COPY", "ID_PHOTO", "BE_ID_CARD_NUMBER"} >= found[0].entities >= {"ID_CARD_COPY", "ID_PHOTO"}


def test_a_picture_that_occurs_often_is_looked_at_once(monkeypatch):
    asked = []
    every = look._Look.all

    def counted(self):
        asked.append(1)
        return every(self)

    monkeypatch.setattr(look._Look, "all", counted)
    table = taken([card("eid 2003 front").crop((0, 300, 400, 500))], "photo", dpi=100)
    pictures = tuple(Picture(table + bytes([number]), "image/jpeg", f"page {number} image 1") for number in range(40))
    list(
        copies.documents(
            Extraction(pictures=pictures), "a.pdf", SecondLook(Limits(), reads=False), WORDS, time.monotonic() + 60, str
        )
    )
    assert len(asked) == 1


def test_when_time_is_up_what_was_not_looked_at_is_told():
    pictures = (Picture(taken([card("passport")], dpi=100), "image/jpeg", "image 1"),)
    (document,) = copies.documents(Extraction(pictures=pictures), "a.jpg", SecondLook(Limits(), reads=False), WORDS, 0.0, str)
    assert [problem.detail for problem in document.problems] == ["1 picture not looked at"]


def test_a_failure_of_the_library_costs_one_picture_and_is_told(monkeypatch):
    def fail(*_):
        raise RuntimeError("secret 85.07.30-033.28")

    monkeypatch.setattr(look._Look, "all", fail)
    pictures = (Picture(taken([card("passport")], dpi=100), "image/jpeg", "image 1"),)
    (document,) = copies.documents(
        Extraction(pictures=pictures), "a.jpg", SecondLook(Limits(), reads=False), WORDS, time.monotonic() + 60, str
    )
    assert [problem.detail for problem in document.problems] == ["a picture could not be looked at: RuntimeError"]


@needs_ocr
@pytest.mark.parametrize("inside", [False, True])
def test_the_class_follows_for_a_file_and_for_a_part_of_it(scan, tmp_path, inside):
    picture = taken([card("eid 2020 front")], dpi=200, turn=25)
    if inside:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("foto.jpg", picture)
    else:
        (tmp_path / "foto.jpg").write_bytes(picture)
    ran = scan(tmp_path)
    (record,) = ran.files.values()
    assert record["document_class"] == "id_card_copy"
    assert ran.code == 1
    copy = next(hit for hit in record["findings"] if hit["entity"] == "ID_CARD_COPY")
    assert copy["locator"].startswith("foto.jpg > image 1 box" if inside else "image 1 box")
    assert {"ID_PHOTO", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH"} <= {hit["entity"] for hit in record["findings"]}
    if inside:
        assert [child["document_class"] for child in record["children"]] == ["id_card_copy"]


@needs_ocr
def test_a_card_under_the_text_layer_of_a_scan_is_looked_at_too():
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    buffer = io.BytesIO()
    sheet(card("eid 2020 front")).save(buffer, "JPEG", quality=85)
    paper.image(buffer, 0, 0, 210, 297)
    paper.set_font("helvetica", size=8)
    for number in range(20):
        paper.text(20, 20 + 13 * number, "Tekst die de scanner zelf herkende, van boven tot onder.")
    (copy,) = facts(bytes(paper.output()), "ID_CARD_COPY", name="scan.pdf")
    assert copy.locator.startswith("page 1")
