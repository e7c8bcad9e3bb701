"""What is asked before an expression is tried spares the expression only where it cannot match."""

import re
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.detect import spelled_dates
from scanner.detect.birthplace import clauses, labelled, tails, things
from scanner.detect.birthplace.values import Values
from scanner.detect.fold import fold
from scanner.detect.places import Gazetteer
from scanner.detect.special.plain import plain
from scanner.detect.special.terms import Term, lacks
from tests.detect.found import values

NOWHERE = Values(Gazetteer([], []))
WORDS = st.lists(
    st.sampled_from(
        ["het", "bedrijf", "idee", "Locus", '"Locus"', "is", "werd", "in 1998", "was", "toen", "mensen", "'Mensen", "die", "zijn", "mijn", "kinderen",
         "een", "une", "L'idée", "l'idée", "polémique", "née", "wijn", "De", "le", "comité", "est", "liefde", "voor", "koken,", "ons", "project,",
         "Jan", "Peeters,", "de", "stichter", "van", "onze", "klant", "BEDRIJF", "IS", "(", "baby's", "vzw", "zag", "has", "been"]
    ), max_size=9,
)  # fmt: skip


def plainly_led_to(before: str, verb: bool) -> bool:
    """The rule with every expression tried."""
    low = max(0, len(before) - things._REACH)

    def owned(thing: re.Match[str], whose: re.Pattern[str] = things._OF_ONE) -> bool:
        return whose.search(before, max(0, thing.start() - things._OWNER), thing.start()) is not None

    many = things._MANY.search(before, low)
    if many and not owned(many, things._THEIRS) and not owned(many):
        return True
    for pattern in (things._BEFORE, things._OURS, *([things._WITH_VERB] if verb else [])):
        thing = pattern.search(before, low)
        if thing and not owned(thing):
            return True
    if things._FEELING.search(before, low):
        return True
    some = things._SOME.search(before, low) or things._THE.search(before, low)
    return some is not None and not owned(some) and not things._PEOPLE.search(some["words"])


@settings(max_examples=1500, deadline=None)
@given(WORDS, st.sampled_from([" ", "", "\n", " \n", "  "]), st.booleans())
def test_what_is_born_is_the_same_with_every_expression_tried(words, end, verb):
    before = " ".join(words) + end
    assert things._led_to(before, verb=verb) == plainly_led_to(before, verb)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(["geboren in Gent", "né à Mons", ""]), WORDS, st.sampled_from([" uit ", " from ", " d'une ", " "]), WORDS)
def test_what_a_thing_was_made_from_is_the_same_with_the_expression_tried(cue, words, out, more):
    text = cue + " ".join(words) + out + " ".join(more)
    assert things._made_from(text, 0) == bool(things._FROM.match(text, 0))


@given(
    st.text(" +/&,-aeuAEU:=\nxén", max_size=6), st.sampled_from(["datum", "en plaats", " van de moeder", " moeder:", "lieu", ""])
)
def test_a_label_goes_on_only_with_what_its_tail_can_begin_with(sign, more):
    text = sign + more
    begun = any(pattern.match(text) for pattern in (tails._HALF, tails._WHOSE, tails._BY_PAPERS, tails._OF_A_PARENT))
    assert not begun or text[:1] in tails._FIRST


def test_every_year_in_words_holds_a_sign_of_one():
    assert all(any(sign in year for sign in spelled_dates._IN_YEARS) for year in spelled_dates._THOUSANDS)


def test_a_clause_is_read_only_from_a_word_that_leads_to_its_place():
    assert clauses._FAR.match("geboren op een boerderij in Alveringem", 0)
    assert not clauses._FAR.match("geboren verteller in Alveringem", 0)


def test_a_date_behind_a_thing_that_is_born_is_nobodys():
    assert values("DATE_OF_BIRTH", "Le projet est né à Gand le 12/05/1985.") == []
    assert values("DATE_OF_BIRTH", "Il est né à Gand le 12/05/1985.") == ["12/05/1985"]
    assert values("DATE_OF_BIRTH", "Het festival is geboren in 1985.") == []
    assert values("DATE_OF_BIRTH", "Zij is geboren in 1985.") == ["1985"]


def test_a_needed_word_counts_wherever_it_stands_in_the_sentence():
    term = Term(
        "HEALTH", "birth", "strong", frozenset({"nl"}), "bevalt", False, True, frozenset({"in Juni", "begin*"}), frozenset()
    )
    text = plain(fold("Het werk bevalt. Els bevalt\nin juni, of in het beginsel."))
    first = text.text.index(". ")
    assert lacks(term, text, 0, first)
    assert not lacks(term, text, first, len(text.text))
    assert not lacks(term, text, text.text.index("of"), len(text.text))
    free = Term("HEALTH", "birth", "strong", frozenset({"nl"}), "zwanger", False, True, frozenset(), frozenset())
    assert not lacks(free, text, 0, first)


def test_what_stands_before_a_label_is_not_read_from_the_beginning_of_a_long_line():
    def seconds(before: str) -> float:
        text = before + "geboorteplaats: Maes An, Gent"
        begin = time.process_time()
        for _ in range(300):
            labelled._enumerated(text, len(before), len(before) + 16, NOWHERE)
        return time.process_time() - begin

    unit = "Gent; Aalst, "
    assert seconds(unit * 2500) < 8 * seconds(unit * 20) + 0.01
