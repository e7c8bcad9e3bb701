import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect import numbers
from scanner.detect.zone import zones

VECTORS = Path(__file__).parents[3] / "shared" / "samples" / "vectors"


@pytest.mark.parametrize(
    ("digits", "bis", "year", "month", "day"),
    [
        ("85073003328", False, 1985, 7, 30),
        ("17073003384", False, 2017, 7, 30),
        ("93051822361", False, 1993, 5, 18),
        ("42012205181", False, 1942, 1, 22),
        ("73011136173", False, 1973, 1, 11),
        ("98472899765", True, 1998, 7, 28),
        ("01490700185", True, 2001, 9, 7),
        ("00012511148", False, 2000, 1, 25),
    ],
)
def test_public_numbers_that_hold(digits, bis, year, month, day):
    assert numbers.national_number(digits) == numbers.NationalNumber(bis, year, month, day)


@pytest.mark.parametrize(
    "digits",
    [
        "85073003329",
        "71715100070",
        "12345678901",
        "11111111111",
        "01022900166",
        "8507300332",
        "850730033280",
        "85O73003328",
        "85073000031",
    ],
)
def test_numbers_that_do_not_hold(digits):
    assert numbers.national_number(digits) is None


@given(
    st.integers(0, 99), st.integers(0, 12), st.sampled_from([0, 20, 40]), st.integers(1, 28), st.integers(1, 998), st.booleans()
)
def test_every_number_made_by_the_rule_holds_and_no_changed_check_does(year, month, offset, day, order, after_2000):
    body = f"{year:02d}{month + offset:02d}{day:02d}{order:03d}"
    check = 97 - int(("2" if after_2000 else "") + body) % 97
    held = numbers.national_number(f"{body}{check:02d}")
    assert held is not None
    assert held.bis == bool(offset)
    assert held.year == (2000 if after_2000 else 1900) + year
    other = 97 - int(("" if after_2000 else "2") + body) % 97
    for wrong in {*range(100)} - {check, other}:
        assert numbers.national_number(f"{body}{wrong:02d}") is None


def test_orders_that_are_never_given_are_refused():
    for order in ("000", "999"):
        body = "850730" + order
        assert numbers.national_number(f"{body}{97 - int(body) % 97:02d}") is None


def test_card_numbers():
    assert numbers.card_number("591234567829")
    assert not numbers.card_number("591234567828")
    assert numbers.card_number("000000009797")


# Public test suites call these valid; the royal decree gives no order number 999, and so do we not.
_ORDER_999 = {"99123199940", "99123199969"}


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the public vectors are not on this machine")
def test_public_vectors():
    with open(VECTORS / "be_nrn_vectors.csv", newline="") as file:
        for row in csv.DictReader(file):
            text = row["string"]
            held = all(char.isdigit() or char in " .-/" for char in text) and numbers.national_number(
                "".join(char for char in text if char.isdigit())
            )
            by_rule = row["our_mod97"] in ("1900s", "2000s") and text not in _ORDER_999 | {"01022900166"}
            assert bool(held) == by_rule, row["source"]


@pytest.mark.skipif(not VECTORS.is_dir(), reason="the public vectors are not on this machine")
def test_public_zones():
    with open(VECTORS / "be_mrz_vectors.csv", newline="") as file:
        for row in csv.DictReader(file):
            (zone,) = zones(row["mrz_no_newlines"])
            assert zone.checks == (row["dob_check"] == "True"), row["source"]
            assert bool(zone.national_number) == ("no NRN" not in row["note"]), row["source"]
