"""A national number in pieces, end to end: groups or digits in neighbouring cells, and zeros that a sheet dropped."""

import io
from pathlib import Path

import openpyxl
import pytest

from scanner.detect.engine import Detector
from scanner.pipeline import _segments
from tests import make
from tests.read.canaries.canary_words import read
from tests.read.office import office

NUMBER = "BE_NATIONAL_REGISTER_NUMBER"
BORN_2005 = 5073003326  # 05.07.30-033.26 without its first zero


@pytest.fixture(scope="module")
def detector():
    return Detector(Path(__file__).parents[3] / "rules", b"k" * 32)


def look(detector, data, name):
    findings = detector.detect(_segments(read(data, name), lambda child: child.locator))
    return [(finding.locator, finding.masked, finding.confidence) for finding in findings if finding.entity == NUMBER]


def xlsx(rows, number_format=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for line in book.active.iter_rows() if number_format else ():
        for cell in line:
            cell.number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def docx(rows):
    lines = "".join("<w:tr>" + "".join(f"<w:tc>{office.p(str(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return office.word(f"<w:tbl>{lines}</w:tbl>")


def opendocument(rows, kind):
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    return office.opendocument(kind, f'<table:table table:name="Blad1">{lines}</table:table>')


def pptx(rows):
    lines = "".join(
        "<a:tr>"
        + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in row)
        + "</a:tr>"
        for row in rows
    )
    return office.presentation([office.slide(f"<p:graphicFrame><a:tbl>{lines}</a:tbl></p:graphicFrame>")])


def csv(rows):
    return "\n".join(";".join(map(str, row)) for row in [*rows, *[["a"] * len(rows[0])] * 3]).encode()


def html(rows):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><body><table>{lines}</table></body></html>".encode()


def rtf(rows):
    lines = "".join("\\trowd\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in row) + "\\row " for row in rows)
    return f"{{\\rtf1 {lines}\\pard x\\par}}".encode()


FORMATS = {
    "xlsx": (xlsx, "sheet Sheet!B1"), "ods": (lambda rows: opendocument(rows, "spreadsheet"), "sheet Blad1!B1"), "csv": (csv, "row 1, column 2"),
    "docx": (docx, "table 1 row 1, column 2"), "odt": (lambda rows: opendocument(rows, "text"), "table 1 row 1, column 2"),
    "rtf": (rtf, "table 1 row 1, column 2"), "html": (html, "table 1 row 1, column 2"), "pptx": (pptx, "slide 1 table 1 row 1, column 2"),
}  # fmt: skip
WAYS = {
    "groups": ["Rijksregisternummer", "85", "07", "30", "033", "28"],
    "numbers": ["RRN", 85, 7, 30, 33, 28],
    "digits": ["INSZ", *make.DIGITS],
    "two parts": ["RRN", "85.07.30", "033.28"],
    "three parts": ["RRN", "850730", "033", "28"],
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("extension", FORMATS)
def test_a_number_over_neighbouring_cells(detector, extension, way):
    build, place = FORMATS[extension]
    found = look(detector, build([WAYS[way]]), f"a.{extension}")
    assert [(where, masked) for where, masked, _ in found] == [(place, "85.**.**-***.**")]
    assert found[0][2] >= 0.9


@pytest.mark.parametrize(
    ("rows", "number_format", "least"),
    [
        ([["Naam", "Rijksregisternummer"], ["An", BORN_2005]], None, 0.9),
        ([["Naam", "INSZ"], ["An", BORN_2005]], "00000000000", 0.9),
        ([["Naam", "x"], ["An", BORN_2005]], '00"."00"."00"-"000"."00', 0.9),
    ],
)
def test_zeros_that_a_sheet_dropped(detector, rows, number_format, least):
    found = look(detector, xlsx(rows, number_format), "a.xlsx")
    assert [(where, masked) for where, masked, _ in found] == [("sheet Sheet!B2", "05.**.**-***.**")]
    assert found[0][2] >= least


def test_numbers_in_neighbouring_columns_are_no_violation(detector):
    rows = [["bedrag", "jan", "feb", "maart", "april"], *[[number, 12, 30, 33, 97 - number] for number in range(40, 60)]]
    assert not [found for found in look(detector, xlsx(rows), "a.xlsx") if found[2] >= 0.5]
