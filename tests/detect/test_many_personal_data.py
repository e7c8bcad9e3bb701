"""An export of a whole company: personal data are listed up to a limit and that is said; what is forbidden always is."""

import math

from scanner.detect import engine
from scanner.detect.engine import Located
from scanner.model import Place, Segment
from tests import make
from tests.detect.found import detector


def looked(text):
    return detector().detect_until(math.inf, [Located(Segment(text, Place("line 1")))])


def test_only_the_first_are_listed_and_the_forbidden_all(monkeypatch):
    monkeypatch.setattr(engine, "MOST_PERSONAL", 3)
    mails = "\n".join(f"p{number}@voorbeeld.be" for number in range(8))
    found = looked(f"{mails}\nINSZ {make.RRN}\nNaam: An Peeters\nGeboorteplaats: Gent\n")
    entities = [finding.entity for finding in found.findings]
    assert entities.count("EMAIL_ADDRESS") == 3
    assert {"BE_NATIONAL_REGISTER_NUMBER", "PLACE_OF_BIRTH"} <= set(entities)
    assert "PERSON" not in entities
    assert not found.listed


def test_names_alone_reach_the_limit_too(monkeypatch):
    monkeypatch.setattr(engine, "MOST_PERSONAL", 2)
    found = looked("Naam: An Peeters\nNaam: Jan Claes\nNaam: Els Maes\nNaam: Tom Jacobs\n")
    assert sum(finding.count for finding in found.findings if finding.entity == "PERSON") == 2
    assert not found.listed


def test_below_the_limit_all_is_listed():
    assert looked("Naam: An Peeters\nmail an@voorbeeld.be").listed
