"""Dates in text: what is found, and that looking only where digits begin finds the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import dates

WRITTEN = {
    "30/07/1985": (1985, 7, 30),
    "30.07.85": (1985, 7, 30),
    "1985-07-30": (1985, 7, 30),
    "3 mars 1990": (1990, 3, 3),
    "1er avril 1990": (1990, 4, 1),
    "14. Dezember 1990": (1990, 12, 14),
    "May 4, 1991": (1991, 5, 4),
    "Sept. 3rd, 1988": (1988, 9, 3),
    "5 nov. '92": (1992, 11, 5),
    "3-jan-1990": (1990, 1, 3),
    "30 MAAR 1967": (1967, 3, 30),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_date_is_found_and_read(written):
    (match,) = dates.find(f"Op {written}, zei hij")
    assert match.group() == written
    day = dates.parse(written)
    assert day is not None
    assert (day.year, day.month, day.day) == WRITTEN[written]


@given(st.lists(st.sampled_from([*WRITTEN, "12", "2024", " ", "May", "mei ", ", ", "85073003328", "x", "\n"]), max_size=12))
def test_looking_where_digits_begin_finds_what_a_full_search_finds(parts):
    text = "|".join(parts)
    assert [match.span() for match in dates.find(text)] == [match.span() for match in dates.DATE.finditer(text)]
