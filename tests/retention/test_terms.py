"""Every line of `terms.csv`: by hand from the law and the privacy statement, to be read by a lawyer."""

import csv
from datetime import date
from pathlib import Path

import pytest

from scanner.model import DateSource, DocumentDate
from scanner.retention.decide import decide
from scanner.rulemodels import CLASSES
from tests.retention.made import confirmed, dossier, fact

with (Path(__file__).parent / "terms.csv").open(encoding="utf-8", newline="") as file:
    LINES = list(csv.DictReader(file, delimiter=";"))
_OF_FILE = ("document", "detected")


def _day(written):
    return date.fromisoformat(written) if written else None


@pytest.mark.parametrize("line", LINES, ids=[f"{line['number']}-{line['document']}-{line['programme']}" for line in LINES])
def test_a_line_of_the_table(line):
    events = {name: date.fromisoformat(day) for name, _, day in (event.partition("=") for event in line["what happened"].split())}
    signed = events.get("document")
    dates = (DocumentDate(signed, DateSource.SIGNED, "page 1"),) if signed else ()
    of_dossier = {name: day for name, day in events.items() if name not in _OF_FILE}
    programme = line["programme"]
    held = None if programme == "none" else dossier(programme, standing=programme == "own", **of_dossier)
    decision = decide(
        fact(line["document"], path=b"a/b.pdf", dates=dates, detected=events.get("detected")),
        held,
        confirmed(),
        _day(line["on this day"]),
    )
    assert decision.state == line["state"], decision.reasons
    assert decision.expires == _day(line["last day of the term"])
    assert decision.delete_by == _day(line["to be deleted by"])
    assert decision.may_be_deleted is (line["state"] in ("due", "overdue"))


def test_the_table_is_long_enough_and_names_every_class_state_and_programme():
    assert len(LINES) >= 150
    assert {line["document"] for line in LINES} == set(CLASSES)
    assert {line["state"] for line in LINES} == {"keep", "review", "due", "overdue"}
    named = {programme for rule in confirmed().rules for programme in rule.programmes or ()}
    assert named <= {line["programme"] for line in LINES}
    assert [line["number"] for line in LINES] == [str(number) for number in range(1, len(LINES) + 1)]
