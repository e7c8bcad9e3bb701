"""Every reason has a sentence in three languages that names the same values, and every sentence is used."""

import re
from datetime import date
from pathlib import Path

import pytest

from scanner.retention import wording
from scanner.retention.decide import decide
from scanner.retention.facts import Reason, StartingPoint, StartSource
from tests.retention.made import confirmed, dossier, fact

SOURCES = Path(wording.__file__).parent


def test_every_sentence_is_used_and_every_key_has_one():
    code = "".join(path.read_text() for path in SOURCES.glob("*.py") if path.name != "wording.py")
    said = set(
        re.findall(r"""(?:Reason|self\.error|self\.warning|checked\.error|checked\.warning|_reason)\(\s*"([a-z_0-9]+)\"""", code)
    )
    assert said <= set(wording.SENTENCES)
    assert {key for key in wording.SENTENCES if f'"{key}"' in code} == set(wording.SENTENCES)


@pytest.mark.parametrize("key", wording.SENTENCES)
def test_three_languages_name_the_same_values(key):
    named = [sorted(set(re.findall(r"\{(\w+)\}", text))) for text in wording.SENTENCES[key]]
    assert named[0] == named[1] == named[2]
    assert len(set(wording.SENTENCES[key])) == 3


def test_a_decision_in_plain_dutch_french_and_english():
    decision = decide(fact(), dossier(closed=date(2024, 5, 12)), confirmed(), date(2024, 9, 1))
    told = {language: [wording.sentence(reason, language) for reason in decision.reasons] for language in wording.LANGUAGES}
    assert told["nl"] == [
        "Einde van de begeleiding op 12/05/2024 (volgens het register); de termijn is 0 dagen (regel client_documents).",
        "De bewaartermijn liep tot en met 12/05/2024; te verwijderen ten laatste op 12/05/2025.",
    ]
    assert (
        told["fr"][0]
        == "Fin de l'accompagnement le 12/05/2024 (selon le registre) ; le délai est de 0 jours (règle client_documents)."
    )
    assert told["en"][1] == "The retention period ran up to and including 2024-05-12; to be deleted on 2025-05-12 at the latest."


def test_every_starting_point_and_source_has_words():
    for point in StartingPoint:
        for source in StartSource:
            reason = Reason(
                "counted", (("point", point), ("day", date(2024, 5, 12)), ("source", source), ("period", "P1Y6M"), ("rule", "r"))
            )
            for language in wording.LANGUAGES:
                text = wording.sentence(reason, language)
                assert point not in text or point == "detection"
                assert "{" not in text
    assert wording.period("P1Y6M", "nl") == "1 jaar 6 maanden"
    assert wording.period("P1M1D", "en") == "1 month 1 day"


def test_entities_are_named_by_the_caller():
    reason = Reason("forbidden_data", (("entity", "ID_PHOTO"),))
    assert wording.sentence(reason, "en", {"ID_PHOTO": "portrait"}.get) == "Holds what may be kept in no case: portrait."
