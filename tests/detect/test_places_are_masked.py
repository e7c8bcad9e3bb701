"""A place is shown to people: a sheet, a field or a part named after a number shows it masked."""

from scanner import rulepacks
from scanner.detect.engine import Detector, Located
from scanner.model import Cell, Cells, Fact, Grid, Place, Segment
from tests import make

DETECTOR = Detector(rulepacks.shipped(), bytes(32))


def test_a_sheet_named_after_a_number_is_masked_and_its_cell_stays():
    text = f"INSZ\t{make.RRN}"
    grid = Grid(f"sheet {make.RRN}", Cells((Cell(0, 4, 1, 1), Cell(5, len(text), 1, 2))))
    (finding,) = DETECTOR.detect([Located(Segment(text, grid))])
    assert finding.locator == "sheet 85.**.**-***.**!B1"


def test_a_field_and_a_fact_too():
    found = DETECTOR.detect(
        [Located(Segment(f"INSZ {make.RRN}", Place(f"form field {make.DIGITS}")))],
        [("", Fact("PLACE_OF_BIRTH", "Gent", f"attribute {make.RRN}"))],
    )
    assert len(found) == 2
    assert not [finding.locator for finding in found if "3328" in finding.locator or "033" in finding.locator]


def test_places_with_few_digits_are_left_alone():
    (finding,) = DETECTOR.detect([Located(Segment(f"INSZ {make.RRN}", Place("page 12 form field 2026")))])
    assert finding.locator == "page 12 form field 2026"
