"""A scan of several documents has parts with classes of their own; one document of many pages has none."""

from functools import cache

import pytest

from scanner import rulepacks
from scanner.classify import rules
from scanner.classify.classifier import Classifier
from scanner.classify.pages import MOST_PAGES, documents_in
from scanner.model import Extraction, Place, Segment

CV = "Curriculum vitae\nWout Maes\nWerkervaring\n2010 - 2014 lasser, Garage Lemmens\n2014 - heden kok\nTalenkennis\nNederlands moedertaal\nRijbewijs B"
MORE = "Bijkomende opleidingen\nlassen halfautomaat, 2016\nInteresses\nzwemmen en muziek"
DIPLOMA = "Diploma van secundair onderwijs\nDe klassenraad van het Atheneum verklaart dat Wout Maes, geboren te Lier op 12/03/1992, de studierichting hout met vrucht heeft beëindigd\nUitgereikt te Gent op 30/06/2010"
POLICY = "Handleiding evaluatiegesprekken\nHoofdstuk 1\nDeze procedure is van toepassing op alle medewerkers"


@cache
def classifier():
    return Classifier(rules.load(rulepacks.shipped() / "classes"))


def parts(*pages):
    made = Extraction(tuple(Segment(text, Place(f"page {number}")) for number, text in enumerate(pages, 1)))
    return [(place, found.document_class) for place, found in documents_in(classifier(), made)]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((CV, DIPLOMA), [("page 1", "cv"), ("page 2", "diploma")]),
        ((CV, MORE, DIPLOMA), [("pages 1-2", "cv"), ("page 3", "diploma")]),
        ((DIPLOMA, CV, MORE), [("page 1", "diploma"), ("pages 2-3", "cv")]),
        ((CV, MORE), []),
        ((CV, CV), []),
        ((CV,), []),
        ((POLICY, DIPLOMA), []),
        ((*(MORE,) * MOST_PAGES, CV, DIPLOMA), []),
    ],
)
def test_parts(pages, expected):
    assert parts(*pages) == expected


def test_text_without_pages_has_no_parts():
    assert documents_in(classifier(), Extraction((Segment(CV, Place("body")), Segment(DIPLOMA, Place("line 9"))))) == []
