"""Patterns of rule files: whole words, one group as the value, and work that grows with the text and not faster."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.patterns import Pattern, PatternError


def values(source, text):
    return [text[start:end] for start, end in Pattern(source).values(text)]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("[0-9]{6}", "123456, 1234567 en 123456A", ["123456"]),
        ("[0-9]{6}", "123456 234567;345678", ["123456", "234567", "345678"]),
        ("[0-9]{6}", "123456,50 en 0.123456", []),
        ("[0-9]{6}", "123456.", ["123456"]),
        ("[0-9]{6}", "é123456 123456é", []),
        ("P-[0-9]{3}", "XP-123 P-123 (P-456)", ["P-123", "P-456"]),
        ("#[0-9]{3}", "a#123", ["#123"]),
        ("badge ([0-9]{4})", "badge 1234", ["1234"]),
        ("[A-Z]{2}[0-9]{2}", "é AB12 \ud800 CD34", ["AB12", "CD34"]),
        ("(?i)ref-[a-z]+", "REF-abc", ["REF-abc"]),
    ],
)
def test_values_are_whole_words(source, text, found):
    assert values(source, text) == found


@given(st.text(alphabet="aé1. ,-\ud800𝟙", max_size=40), st.text(alphabet="aé1. ,-\ud800𝟙", max_size=40))
def test_the_offsets_are_those_of_the_text(before, after):
    text = f"{before} P-4711 {after}"
    assert (len(before) + 1, len(before) + 7) in Pattern("P-[0-9]{4}").values(text)


def test_what_is_catastrophic_elsewhere_is_not_here():
    """The clock is only asked for an order of magnitude: backtracking would need 2 to the power of 5,000 steps."""
    begin = time.process_time()
    assert values("(?:a+)+b", "a" * 5_000) == []
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("source", ["", "x*", "(?!a)b", "(a)(b)", "[", "(", ")", "*", "a{2000}", r"\2", "(?P<n>a)(?P<m>b)"])
def test_what_cannot_be_used_is_refused(source):
    with pytest.raises(PatternError):
        Pattern(source)
