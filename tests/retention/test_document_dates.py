"""Which of the dates of a document is its date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model import DateSource, DocumentDate
from scanner.retention.document_dates import choose, in_path

SIGNED, TEXT, METADATA, NAME = DateSource


def one(year, month, day, source):
    return DocumentDate(date(year, month, day), source, "place")


@pytest.mark.parametrize(
    ("dates", "day", "source", "contradict"),
    [
        (
            [one(2024, 5, 12, SIGNED), one(2012, 1, 1, METADATA), one(2019, 12, 31, NAME), one(2010, 1, 1, TEXT)],
            (2024, 5, 12),
            SIGNED,
            False,
        ),
        ([one(2012, 1, 1, METADATA), one(2013, 2, 3, TEXT)], (2013, 2, 3), TEXT, False),
        ([one(2012, 1, 1, NAME), one(2013, 2, 3, METADATA)], (2013, 2, 3), METADATA, False),
        ([one(2012, 12, 31, NAME)], (2012, 12, 31), NAME, False),
        # Two signers, a later change: the latest of one place.
        ([one(2024, 5, 12, SIGNED), one(2024, 5, 14, SIGNED)], (2024, 5, 14), SIGNED, False),
        ([one(2024, 5, 14, METADATA), one(2024, 5, 12, METADATA)], (2024, 5, 14), METADATA, False),
        # More than a year apart, they contradict.
        ([one(2022, 5, 12, SIGNED), one(2024, 5, 14, SIGNED)], (2024, 5, 14), SIGNED, True),
        ([one(2023, 5, 12, TEXT), one(2024, 5, 12, TEXT)], (2024, 5, 12), TEXT, False),
        ([one(2023, 5, 11, TEXT), one(2024, 5, 12, TEXT)], (2024, 5, 12), TEXT, True),
        # The year of a folder that is far from a label or from metadata.
        ([one(2024, 1, 3, TEXT), one(2023, 12, 31, NAME)], (2024, 1, 3), TEXT, False),
        ([one(2024, 1, 3, TEXT), one(2022, 12, 31, NAME)], (2024, 1, 3), TEXT, True),
        ([one(2009, 1, 3, METADATA), one(2021, 12, 31, NAME)], (2009, 1, 3), METADATA, True),
        ([one(1911, 6, 26, SIGNED), one(2024, 5, 12, SIGNED)], (2024, 5, 12), SIGNED, True),
        ([one(1911, 6, 26, METADATA), one(2024, 5, 12, SIGNED)], (2024, 5, 12), SIGNED, False),
    ],
)
def test_precedence_and_contradiction(dates, day, source, contradict):
    for order in (dates, dates[::-1]):
        chosen, doubt = choose(order)
        assert (chosen.day, chosen.source, doubt) == (date(*day), source, contradict)


def test_no_dates():
    assert choose([]) == (None, False)


@pytest.mark.parametrize(
    ("path", "day", "detail"),
    [
        ("facturen/2014/scan1.pdf", (2014, 12, 31), "folder name"),
        ("facturen 2013-2014/scan1.pdf", (2014, 12, 31), "folder name"),
        ("2012/archief/2014/x/scan1.pdf", (2014, 12, 31), "folder name"),
        ("2012/2024-05-12 verslag.docx", (2024, 5, 12), "file name"),
        ("2012/20240512_verslag.docx", (2024, 5, 12), "file name"),
        ("2012/verslag 2024_05_12.docx", (2024, 5, 12), "file name"),
        ("verslag 2024-05.docx", (2024, 5, 31), "file name"),
        ("verslag 2024-02.docx", (2024, 2, 29), "file name"),
        ("Jaarrekening2019.pdf", (2019, 12, 31), "file name"),
        ("verslag 2024-02-30.docx", (2024, 12, 31), "file name"),
    ],
)
def test_a_date_in_a_name(path, day, detail):
    assert in_path(path.encode()) == (DocumentDate(date(*day), NAME, detail),)


@pytest.mark.parametrize(
    "path", ["cv.pdf", "dossier 20145/cv.pdf", "120240512/cv.pdf", "1945/cv.pdf", "klant 1234/cv.pdf", "", "\udcff"]
)
def test_no_date_in_a_name(path):
    assert in_path(path.encode("utf-8", "surrogateescape")) == ()


@given(st.binary(max_size=60))
def test_any_name_gives_at_most_one_plausible_day(path):
    found = in_path(path)
    assert len(found) <= 1
    for dated in found:
        assert 1950 <= dated.day.year <= 2099
