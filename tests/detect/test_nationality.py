"""Nationalities behind a label, in a column, or joined to the word; a language or an adjective alone is none."""

import pytest

from tests.detect.found import places, values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("NATIONALITEIT: BELGISCHE", ["BELGISCHE"]),
        ("Nationaliteit: Nederlandse en Surinaamse", ["Nederlandse", "Surinaamse"]),
        ("Nationaliteit: Belg (vroeger: Syriër)", ["Belg"]),
        ("met Oekraïense nationaliteit", ["Oekraïense"]),
        ("de nationalité congolaise", ["congolaise"]),
        ("Citizenship: Indian", ["Indian"]),
        ("belgische Staatsangehörige", ["belgische"]),
        ("Nationaliteit: NL", ["NL"]),
        ("Geslacht / Sex Nationaliteit / Nationality\nV/F Belg\n", ["Belg"]),
        ("Nationaliteit onbekend", []),
        ("Talen: Turks, Arabisch", []),
        ("De nationaliteit is nodig voor de arbeidskaart.", []),
        ("Belgische bedrijven en Franse kaas", []),
    ],
)
def test_nationality(text, found):
    assert values("NATIONALITY", text) == found


def test_a_column():
    rows = [["Naam", "Nationaliteit"], ["An Peeters", "BE"], ["Murat Aydin", "Turkse"], ["Tom Claes", "x"]]
    assert places(rows, "NATIONALITY") == [("Blad1!B2", "B***"), ("Blad1!B3", "T***")]
