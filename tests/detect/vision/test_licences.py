"""The table of categories on a licence, by rows and by columns, and texts that only name categories."""

import pytest

from scanner.detect.vision.licences import table
from tests.detect.vision.seeing import WORDS, understand

ROWS = "9. 10. 11. 12.\nAM WB 09.03.2007 09.07.2032\nAl = =\nB WF 03.06.13 09.07.32 78\nCE --------"
COLUMNS = "AM y\nAl =\nA2\nB\nC1\nBE =\nCIE ==\nCE ==\nD1E\nDE\n11.06.09\n24.02.26\n19.10.06"


def read(text):
    return table(text, WORDS.categories)


@pytest.mark.parametrize("text", [ROWS, COLUMNS, "9. 10. 11.\nB 1106.09 24.02.26"], ids=["rows", "columns", "one row"])
def test_the_table_is_known_however_it_is_read(text):
    assert read(text).whole


def test_what_was_read_of_it_is_counted():
    assert (read(ROWS).rows, read(ROWS).columns, read(ROWS).dates) == (2, True, 4)
    assert read(COLUMNS).categories == 9
    assert read(COLUMNS).dates == 3


@pytest.mark.parametrize(
    "text",
    [
        "rijbewijs B, C, CE vereist",
        "Rijbewijzen: AM, A1, A2, B, BE, C1, C1E, C, CE, D1, D",
        "Duits A1, Engels B1, Frans C1, Spaans A2",
        "Am 12.03.2024 begann der Kurs, B 12.03.2024",
        "CE CERTIFICAT DE LA VILLE 12.03.2024",
        "Vergaderingen op 9. 10. 2024 en 10. 11. 2024",
        "B 18 jaar\nC 21 jaar\nD 24 jaar",
    ],
)
def test_categories_without_their_dates_are_no_table(text):
    assert not read(text).whole


def test_without_categories_in_the_rules_there_is_no_table():
    assert not table(ROWS, ("XX",)).whole


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("Rijbewijs B vereist", True),
        ("RIJBEWIJS PERMIS DE CONDUIRE", True),
        ("RIJBEWIJS CARTE D'IDENTITÉ", False),
        ("geen", False),
    ],
)
def test_titles_that_ordinary_texts_use_are_told(text, loose):
    assert understand(text).everyday is loose
