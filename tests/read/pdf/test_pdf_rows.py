"""Forms drawn in two goes: values beside their labels though far from them in the text."""

from __future__ import annotations

import pypdfium2
import pytest
from fpdf import FPDF

from scanner.read.pdf import pdf, pdf_rows
from tests.read.pdf.pdf_make import read

ROWS = (("Naam:", "Vermeulen Katrien"), ("Geboorteplaats:", "Gent"), ("Burgerlijke staat:", "gehuwd"))


def page(draw) -> bytes:
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=11)
    draw(file)
    return bytes(file.output())


def rows(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    textpage = document[0].get_textpage()
    return pdf_rows.rows(textpage.raw, textpage.get_text_range())


def by_columns(file: FPDF) -> None:
    for number, (label, _) in enumerate(ROWS):
        file.text(20, 20 + 9 * number, label)
    for number, (_, value) in enumerate(ROWS):
        file.text(90, 20 + 9 * number, value)


def by_rows(file: FPDF) -> None:
    for number, (label, value) in enumerate(ROWS):
        file.text(20, 20 + 9 * number, label)
        file.text(90, 20 + 9 * number, value)


def two_columns_of_prose(file: FPDF) -> None:
    for number in range(6):
        file.text(20, 20 + 9 * number, "de deelnemer volgde een opleiding en")
    for number in range(6):
        file.text(110, 20 + 9 * number, "zoekt nu werk in de zorg te Gent en")


def test_values_are_put_beside_their_labels():
    assert rows(page(by_columns)) == "Naam: Vermeulen Katrien\nGeboorteplaats: Gent\nBurgerlijke staat: gehuwd"
    extraction = read(pdf, page(by_columns), ocr=False)
    hits = [segment.locate(0) for segment in extraction.segments if "Geboorteplaats: Gent" in segment.text]
    assert hits == ["page 1"]


@pytest.mark.parametrize("draw", [by_rows, two_columns_of_prose])
def test_what_is_in_order_is_left_alone(draw):
    assert rows(page(draw)) == ""
    assert len(read(pdf, page(draw), ocr=False).segments) == len(read(pdf, page(by_rows), ocr=False).segments)


def test_a_label_without_a_value_gets_none_of_another_row():
    def draw(file: FPDF) -> None:
        file.text(20, 20, "Naam:")
        file.text(20, 29, "Opmerking:")
        file.text(20, 38, "Plaats:")
        file.text(90, 20, "Vermeulen")
        file.text(90, 38, "Gent")

    assert rows(page(draw)) == "Naam: Vermeulen\nPlaats: Gent"
