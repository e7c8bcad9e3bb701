"""The cheap pass: it looks at nothing dull, passes over nothing that could be found, and costs no more than the text is long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detect import national_forms, runs
from scanner.detect.fold import fold
from scanner.detect.gate import AFTER, BEFORE, Gate
from tests.detect.found import values

GATE = Gate(["geboorteplaats", "lieu de naissance", "dob"])
WORDS = "Wij danken u voor de samenwerking en bezorgen het verslag zo snel mogelijk. "


@pytest.mark.parametrize(
    "dull",
    [
        "12/05/2024", "12-5-24", "2024-05-12", "2024-05-12 10:15:00", "09:00 - 17:00", "2019-2023", "2019 tot 2023", "1.250,00", "12,50",
        "12/05/2024, 45,30 euro", "kamer 12, verdieping 3", "n van 1 tot 9",
    ],
)  # fmt: skip
def test_what_is_dull_is_not_looked_at(dull):
    assert GATE.stretches(fold(WORDS * 9 + dull + " " + WORDS * 9)) == []


@pytest.mark.parametrize(
    "worth",
    [
        "85073003328", "85.07.30-033.28", "8 5 0 7 3 0 0 3 3 2 8", "85O73OO3328", "591-2345678-29", "12345", "0470 12 34 56", "an@example.be", "IDBEL<<",
        "12/05/2024 85073003328", "1.250,00 85.07.30-033.28", "geboren te Gent", "née à Liège", "ne à Gand", "° Gent", "Geboorteplaats: Gent", "DOB 1/2/1990",
        "zur Welt", "85/07/30-033/28", "85.07.30 033 28",
    ],
)  # fmt: skip
def test_what_could_be_found_is_looked_at(worth):
    text = WORDS * 30 + worth + " " + WORDS * 30
    ((start, end),) = GATE.stretches(fold(text))
    at = text.index(worth)
    assert start <= at < at + len(worth) <= end
    assert end - start < BEFORE + AFTER + len(worth) + 400


@pytest.mark.parametrize("word", ["année", "donnée", "néerlandais", "nee, dat kan", "je ne le sais", "geborgen", "doberman"])
def test_words_that_hold_a_cue_are_passed_over(word):
    assert GATE.stretches(fold(WORDS * 9 + word + " " + WORDS * 9)) == []


def test_parts_that_others_ask_for_are_added_and_merged():
    text = WORDS * 100 + "85073003328 " + WORDS * 100
    ((start, end),) = GATE.stretches(fold(text))
    assert GATE.stretches(fold(text), [(start + 10, end + 5), (0, 40)])[-1][1] >= end + 5
    assert len(GATE.stretches(fold(text), [(0, 40)])) == 2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([WORDS, "12/05/2024 ", "1.250,00 euro. ", "\n", "€ "]), max_size=40), st.integers(0, 40))
def test_a_number_is_found_wherever_it_stands_in_prose(parts, place):
    parts = [*parts[:place], "\nINSZ 85.07.30-033.28\n", *parts[place:]]
    assert values("BE_NATIONAL_REGISTER_NUMBER", "".join(parts)) == ["85.07.30-033.28"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["85.07.30-033.28", "85073003328", "x" * 9, " ", "\t", "BE68 5390", "12", ".", "O1", "\n"]), max_size=30
    )
)
def test_looking_where_digits_stand_finds_what_a_full_search_finds(parts):
    text = "".join(parts)
    for pattern in (national_forms._GROUPS, national_forms._SHORT, national_forms._OCR):
        least = 7 if pattern is national_forms._SHORT else 5
        full = [match.span() for match in pattern.finditer(text) if sum(map(str.isdigit, match.group())) >= 5]
        assert [span for span in map(re.Match.span, runs.in_runs(pattern, text, least)) if span in full] == full


@pytest.mark.parametrize("label", ["lieu naiss", "lieu naissance", "ville lieu naissance"])
def test_a_label_inside_a_longer_one_hides_neither(label):
    gate = Gate(["lieu naiss", "lieu naissance", "ville lieu naissance"])
    text = WORDS * 30 + label + " : Mons. " + WORDS * 30
    ((start, end),) = gate.stretches(fold(text))
    assert start <= text.index(label) < end
