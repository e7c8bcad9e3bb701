"""The short texts with places and dates of birth: marks are read, and what was never learned from shares no text with the rest."""

from __future__ import annotations

import pytest
import yaml

from benchmarks import births, special
from benchmarks.accuracy.document import BIRTH, PLACE


def test_marks_are_taken_out_and_told():
    text, values = births.marked("geb. te «Gent» op ‹1/2/1980›, land: «?Turkije»")
    assert text == "geb. te Gent op 1/2/1980, land: Turkije"
    assert [(value.entity, text[value.start : value.end], value.asked) for value in values] == [
        (PLACE, "Gent", True),
        (BIRTH, "1/2/1980", True),
        (PLACE, "Turkije", False),
    ]


@pytest.mark.parametrize("folder", [births.FOLDER, special.FOLDER])
def test_a_set_nobody_learns_from_shares_no_text_with_the_others(folder):
    sets = {path.stem: {case["text"] for case in yaml.safe_load(path.read_text("utf-8"))} for path in folder.glob("*.yaml")}
    unseen = {name: texts for name, texts in sets.items() if name.startswith("unseen_")}
    learned = set().union(*(texts for name, texts in sets.items() if name not in unseen))
    assert unseen
    assert {name: texts & learned for name, texts in unseen.items() if texts & learned} == {}
