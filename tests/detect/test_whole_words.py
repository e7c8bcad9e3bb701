"""Whole words are found as a plain look at every offset finds them, whatever stands around them."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scanner.detect import whole_words
from scanner.detect.whole_words import WholeWords

WORDS = [
    "geb",
    "geb.",
    "geb. op",
    "naam",
    "e-mail",
    "e mail",
    "n°",
    "°",
    "<<",
    "né(e)",
    "cœur",
    "œuvre",
    "id2",
    "naam van",
    "van",
]
PIECES = [*WORDS, " ", "\n", "\t", ".", "-", "_", "(", "5", "²", "x", "œ", "é", "ж", ",", "§"]


def _plainly(words, text, begin, stop):
    flat = text.replace("\n", " ")
    found = []
    for start in range(begin, stop):
        for number, word in enumerate(words):
            end = start + len(word)
            before = text[start - 1] if start else " "
            after = text[end] if end < len(text) else " "
            if (
                end <= stop
                and flat.startswith(word, start)
                and not before.isalnum()
                and not (after.isalpha() and word[-1].isalnum())
            ):
                found.append((start, -end, number))
    return sorted(found)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.integers(0, 20), st.integers(0, 20))
@example("geb. op 5", 0, 0)
@example("naam5", 0, 0)
@example("œuvre", 0, 0)
def test_the_same_words_as_at_every_offset(text, low, high):
    begin = min(low, len(text))
    stop = max(begin, len(text) - high)
    assert WholeWords(WORDS).find(text, begin, stop) == _plainly(WORDS, text, begin, stop)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=5, max_size=60).map("".join))
def test_words_across_the_end_of_a_block_are_found_once(text):
    index = WholeWords(WORDS)
    whole, usual = index.find(text, 0, len(text)), whole_words._BLOCK
    try:
        whole_words._BLOCK = 7
        assert index.find(text, 0, len(text)) == whole
    finally:
        whole_words._BLOCK = usual
