"""Which side is seen, and which sides belong together."""

import pytest

from scanner.detect.vision.fuse import Signals, decide
from scanner.detect.vision.side import belong
from tests.detect.vision.seeing import understand
from tests.detect.vision.test_licences import ROWS

TITLES = "RIJBEWIJS PERMIS DE CONDUIRE FÜHRERSCHEIN"
HOLDER = "1. Naam / Nom 2. Voornamen / Prénoms 3. Geboortedatum en -plaats\nHandtekening van de houder"


@pytest.mark.parametrize(
    ("text", "shape", "face", "side"),
    [
        (f"{TITLES}\n4a. 01.02.2015 4b. 01.02.2025 4c. Gent", "card", "left", "front"),
        (f"{TITLES}\n4a. 01.02.2015 4b. 01.02.2025 4c. Gent", "card", "", "front"),
        (ROWS, "card", "", "back"),
        (f"{ROWS}\n4d. Rijksregisternummer\n5. Nummer van het rijbewijs", "card", "", "back"),
        ("4d. Rijksregisternummer 4a. Datum 4b. Geldig tot", "card", "", "back"),
        (f"{TITLES}\n{HOLDER}\n{ROWS}", "folded", "", "front"),
        (f"{TITLES}\n{HOLDER}\n{ROWS}", "folded", "other", "front"),
        (f"{TITLES}\nKONINKRIJK BELGIË ROYAUME DE BELGIQUE", "folded", "", "cover"),
        (f"{TITLES}\nBELGIË\n4a. 01.02.2015 4b. 01.02.2025\n{ROWS}", "", "other", "both"),
        (f"{ROWS}\n4a. Datum 4b. Geldig tot\n5. Nummer van het rijbewijs", "card", "other", "back"),
        (ROWS, "card", "other", "back"),
        ("ATTEST VAN IMMATRICULATIE\nKONINKRIJK BELGIË", "passport", "", "cover"),
        ("4a. Datum van afgifte\n4b. Geldig tot\n5. Nummer van het rijbewijs", "cut", "", "back"),
        ("ATTEST VAN IMMATRICULATIE\nKONINKRIJK BELGIË", "picture", "", "cover"),
        (f"{TITLES}\nBELGIË BELGIQUE", "picture", "", "front"),
        ("ATTEST VAN IMMATRICULATIE\nNationaliteit", "passport", "left", "front"),
    ],
)
def test_the_sides_of_licences_and_papers_are_told_apart(text, shape, face, side):
    assert decide(Signals(understand(text), shape=shape, face=face)).side == side


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("identity card", "front"), ("identity card", "back"), True),
        (("residence permit", "front"), ("identity card", "back"), True),
        (("driving licence", "front"), ("driving licence", "back"), True),
        (("driving licence", "front"), ("driving licence", "cover"), True),
        (("driving licence", "back"), ("driving licence", "cover"), True),
        (("driving licence", "front"), ("identity card", "back"), False),
        (("identity card", "front"), ("driving licence", "back"), False),
        (("orange card", "front"), ("driving licence", "cover"), False),
        (("identity card", "front"), ("identity card", "front"), False),
    ],
)
def test_sides_of_one_kind_belong_together(first, second, same):
    assert belong(first, second) is same
    assert belong(second, first) is same
