"""The cheap pass: it looks at nothing dull, passes over nothing that could be found, and costs no more than the text is long."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner import runs
from scanner.detect import lookalikes, national_forms
from scanner.detect.fold import fold
from scanner.detect.gate import AFTER, BEFORE, Gate
from scanner.detect.labels import Labels
from scanner.detect.misread import LETTERS, misread
from scanner.model import Place, Segment
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


TEXTS = st.lists(
    st.sampled_from(
        ["85.07.30-033.28", "85073003328", "x" * 9, " ", "\t", "BE68 5390", "12", ".", "O1", "\n", "OO7 30", "l5", "1|8|5", "8.5E+09", "123456789", "/", "3",
         "8-5-0-7-3-0-0-3-3-2-8", "+32 470 12 34 56", "3 00.33.28"]
    ), max_size=30,
).map("".join)  # fmt: skip
FORMS = {
    national_forms._GROUPS: {},
    national_forms._FLOAT: {"least": 10, "gaps": 1},
    national_forms._POWER: {"least": 7, "signs": national_forms._EXPONENT},
    national_forms._BOXES: {"least": 11, "gaps": 10},
    national_forms._BARRED: {"least": 11, "signs": national_forms._BARS},
    national_forms._CELLS: {"least": 7, "signs": national_forms._TAB},
    national_forms._SHORT_GROUPS: {"least": 10, "gaps": 4},
    lookalikes._SPANS: {"least": 9, "signs": lookalikes._SIGNS},
}


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_looking_where_digits_stand_finds_what_a_full_search_finds(text):
    for pattern, asked in FORMS.items():
        full = [match.span() for match in pattern.finditer(text) if sum(map(str.isdigit, match.group())) >= asked.get("least", 5)]
        assert [span for span in map(re.Match.span, runs.in_runs(pattern, text, **asked)) if span in full] == full


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_misread_numbers_are_looked_for_wherever_a_letter_could_be_a_digit(text):
    def readings(found):
        return [(match.span(), sorted(misread(match.group(), 11))) for match in found if any(misread(match.group(), 11))]

    found = readings(runs.in_runs(national_forms._OCR, text, 7, signs=LETTERS))
    assert found == readings(runs.in_runs(national_forms._OCR, text, 7))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_digits_that_stand_alone_are_those_of_an_expression(text):
    alone = re.compile(r"(?<![0-9.,/-])\d{7,10}(?![0-9]|[.,/-]\d)")
    assert list(runs.alone(text, 7, 10)) == [match.span() for match in alone.finditer(text)]


@given(st.text("a\n", max_size=30), st.lists(st.integers(0, 30), max_size=12))
def test_where_a_line_begins_does_not_depend_on_what_was_asked_before(text, places):
    labels = Labels(Segment(text, Place("text")), text, [])
    for place in (min(place, len(text)) for place in places):
        assert labels.line_at(place) == text.rfind("\n", 0, place) + 1


@pytest.mark.parametrize("label", ["lieu naiss", "lieu naissance", "ville lieu naissance"])
def test_a_label_inside_a_longer_one_hides_neither(label):
    gate = Gate(["lieu naiss", "lieu naissance", "ville lieu naissance"])
    text = WORDS * 30 + label + " : Mons. " + WORDS * 30
    ((start, end),) = gate.stretches(fold(text))
    assert start <= text.index(label) < end
