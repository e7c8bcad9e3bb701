"""Every valid number in every surface form is found at its exact span; masks never show more than two digits."""

from functools import cache

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scanner import rulepacks
from scanner.detect.engine import Detector, Located
from scanner.detect.fold import fold
from scanner.detect.mask import mask
from scanner.detect.numbers import national_number
from scanner.model import Place, Segment

NATIONAL = "BE_NATIONAL_REGISTER_NUMBER"

FORMS = [
    "{0}.{1}.{2}-{3}.{4}", "{0}{1}{2}{3}{4}", "{0} {1} {2} {3} {4}", "{0}{1}{2} {3} {4}", "{0}{1}{2}-{3}-{4}", "{0}.{1}.{2}.{3}-{4}",
    "{0}/{1}/{2}-{3}/{4}", "{0}-{1}-{2}/{3}.{4}", "{0}.{1}.{2} – {3}.{4}", "{0}\u00a0{1}\u00a0{2}\u00a0{3}\u00a0{4}", "{0}.{1}.{2}-\n{3}.{4}",
    "{0}.{1}.{2}-{3} {4}", "{0}{1}{2}/{3}/{4}", "{0},{1},{2}-{3},{4}", "{0}.{1}.{2}\u2010{3}.{4}", "{0}.{1}.{2}\u2011{3}.{4}", "{0}.{1}.{2}\u2012{3}.{4}",
    "{0}\u2009{1}\u2009{2}\u2009{3}\u2009{4}", "{0} {1} {2}\n{3} {4}", "{0}.{1}.{2}-\n\n{3}.{4}", "{0}·{1}·{2}-{3}·{4}", "{0}.{1}.{2}~{3}.{4}",
]  # fmt: skip


@cache
def detector():
    return Detector(rulepacks.shipped(), bytes(32))


@st.composite
def numbers(draw):
    body = f"{draw(st.integers(0, 99)):02d}{draw(st.integers(0, 12)) + draw(st.sampled_from([0, 20, 40])):02d}{draw(st.integers(1, 28)):02d}{draw(st.integers(1, 998)):03d}"
    return f"{body}{97 - int(draw(st.sampled_from(['', '2'])) + body) % 97:02d}"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    numbers(),
    st.sampled_from(FORMS),
    st.sampled_from(["Rijksregisternummer: ", "INSZ ", "NISS : ", "N° national ", "SSIN\n"]),
    st.sampled_from(["", ".", ", en verder", "\n"]),
)
def test_found_at_its_exact_span(digits, form, before, after):
    written = form.format(digits[:2], digits[2:4], digits[4:6], digits[6:9], digits[9:])
    text = before + written + after
    spans = [text[start:end] for start, end, entity, _ in detector().spans(text) if entity == "BE_NATIONAL_REGISTER_NUMBER"]
    assert spans == [written]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    numbers(),
    st.sampled_from([" ", "|", "  ", " | ", ".", "\t", "]["]),
    st.sampled_from(["Rijksregisternummer ", "NISS : ", "INSZ\n"]),
)
def test_found_in_boxes(digits, between, before):
    written = between.join(digits)
    text = f"{before}{written}\n"
    spans = [text[start:end] for start, end, entity, _ in detector().spans(text) if entity == NATIONAL]
    assert spans == [written]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    numbers(), st.integers(0, 10), st.integers(1, 9), st.sampled_from(FORMS), st.sampled_from(["", "zie ", "Het is ", "(", "\n"])
)
def test_a_number_with_one_wrong_digit_is_no_violation_without_a_label(digits, place, more, form, before):
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assume(national_number(wrong) is None)
    text = before + form.format(wrong[:2], wrong[2:4], wrong[4:6], wrong[6:9], wrong[9:])
    found = detector().detect([Located(Segment(text, Place("text")))])
    assert not [finding for finding in found if finding.entity == NATIONAL and finding.confidence >= 0.5]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(numbers(), st.sampled_from(FORMS), st.sampled_from(["", "INSZ ", "Rijksregisternummer: ", "kaartnummer ", "zie "]))
def test_nothing_that_leaves_shows_more_than_two_digits(digits, form, before):
    text = before + form.format(digits[:2], digits[2:4], digits[4:6], digits[6:9], digits[9:])
    for finding in detector().detect([Located(Segment(text, Place("text")))]):
        shown = f"{finding.masked} {finding.locator} {' '.join(finding.evidence)} {finding.steps}"
        assert sum(char.isdigit() for char in finding.masked) <= 2
        assert digits[2:6] not in shown
        assert digits[6:9] + digits[9:] not in shown
    masked = detector().mask_forbidden(text)
    if masked != text:
        assert sum(char.isdigit() for char in masked) <= 2


@settings(max_examples=200, deadline=None)
@given(
    st.from_regex(r"[0-9]{9,12}", fullmatch=True),
    st.sampled_from(["BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PHONE_NUMBER", "IBAN_CODE", "IKL_NUMBER"]),
)
def test_masks_show_at_most_two_digits(digits, entity):
    assert sum(char.isdigit() for char in mask(entity, digits)) <= 2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_folding_keeps_the_way_back(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.lower)
    for offset in range(len(folded.text)):
        assert 0 <= folded.original(offset) < len(text)


def test_a_value_is_found_wherever_the_window_ends():
    for offset in range(7700, 8300, 7):
        text = "x" * 20 + " " + "lorem " * (offset // 6) + " INSZ 85.07.30-033.28 " + "ipsum " * 2000
        assert [text[start:end] for start, end, _, _ in detector().spans(text)] == ["85.07.30-033.28"]
