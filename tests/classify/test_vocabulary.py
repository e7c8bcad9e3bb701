"""The learned words: what is a feature, how features make a score, and that a damaged or telling file is refused or absent."""

import random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.classes.words import dump
from scanner import rulepacks
from scanner.classify import vocabulary
from scanner.classify.language import FUNCTION_WORDS
from scanner.classify.lexicon import plain
from scanner.classify.vocabulary import Vocabulary
from scanner.errors import RuleError

LINES = [
    ("loonfiche", "400\ta200b-100"),
    ("=loonfic", "500\ta300"),
    ("^attest", "300\tb250"),
    ("attest", "200\tb150"),
    ("@attest", "300\tb90"),
]


def made():
    return Vocabulary(("payslip", "attestation"), (0.0, 0.0), LINES)


def hear(text, name=""):
    folded = plain(text)
    return made().hear(vocabulary.beginning(folded), folded, plain(name))


def test_features_tell_where_a_word_stands():
    folded = plain("Loonfiche maart\n" + "gewone tekst " * 30 + "evaluatieverslag 12")
    found = vocabulary.features(vocabulary.beginning(folded), folded, "cv 2024")
    assert {"loonfiche", "^loonfiche", "=loonfic", "loonfi*", "evaluatieverslag", "evalua*", "#", "@cv"} <= found
    assert not found & {"^evaluatieverslag", "=evaluat", "@#"}


def test_the_class_whose_words_stand_there_has_the_higher_score_and_tells_them():
    heard = hear("Loonfiche\nmaart")
    assert heard.scores["payslip"] > heard.scores["attestation"]
    assert heard.words("payslip", 3) == ["loonfic", "loonfiche"]
    assert heard.words("cv", 3) == []


def test_nothing_known_says_nothing():
    assert set(hear("zeldzaam woord").scores.values()) == {0.0}


def test_few_words_say_little():
    vocabulary_of_many = Vocabulary(
        ("payslip", "other"), (0.0, 0.0), [(f"woord{'abcdefghij'[n % 10] * (n // 10 + 1)}", "400\ta100") for n in range(100)]
    )
    words = [feature for feature, _ in [(f"woord{'abcdefghij'[n % 10] * (n // 10 + 1)}", 0) for n in range(100)]]
    one, all_of_them = (vocabulary_of_many.hear(text, " ".join(text), "").scores["payslip"] for text in (words[:1], words))
    assert 0 < 5 * one < all_of_them


def test_a_name_can_be_left_out_again():
    words = made()
    named = hear("attest", "attest")
    assert words.nameless(named).scores == hear("attest").scores != named.scores


@given(st.lists(st.sampled_from(["loonfiche", "attest", "maart", "12"]), max_size=30), st.randoms())
def test_the_order_of_words_below_the_top_does_not_matter(words, rng: random.Random):
    top = "x" * 200 + "\n"
    shuffled = list(words)
    rng.shuffle(shuffled)
    assert hear(top + " ".join(words) + ".").scores == hear(top + " ".join(shuffled) + ".").scores


def test_what_is_written_is_what_is_read(tmp_path):
    path = tmp_path / vocabulary.FILE
    assert (
        dump(path, "made", ["payslip", "attestation"], [0.5, -0.25], [("loonfiche", 4.0, [2.0, -1.0]), ("attest", 2.0, [0, 1.5])])
        == 2
    )
    read = vocabulary.load(tmp_path)
    assert read.classes == ("payslip", "attestation")
    heard = read.hear(["loonfiche"], "loonfiche", "")
    assert heard.known[0].weights == {0: 200, 1: -100}
    assert heard.known[0].rarity == 400


@pytest.mark.parametrize(
    "content", ["", "# made\n", "# made\npayslip other\t0.1\n", "# made\npayslip\t0.1\nloonfiche\n", "# made\npayslip\tx\n"]
)
def test_a_damaged_file_is_refused_with_what_to_do(tmp_path, content):
    (tmp_path / vocabulary.FILE).write_text(content, "utf-8")
    with pytest.raises(RuleError, match=r"class_words\.tsv: is damaged; restore it"):
        vocabulary.load(tmp_path)


def test_the_words_of_a_folder_of_rules_count_and_without_them_those_of_the_product(tmp_path):
    assert vocabulary.load(tmp_path).classes == vocabulary.load(rulepacks.shipped()).classes
    dump(tmp_path / vocabulary.FILE, "made", ["payslip"], [0.0], [("loonfiche", 4.0, [2.0])])
    assert vocabulary.load(tmp_path).classes == ("payslip",)


def test_no_first_name_is_among_the_learned_words():
    names = yaml.safe_load((rulepacks.shipped() / "names" / "first_names.yaml").read_text("utf-8"))["first_names"]
    listed = {plain(name) for name in names}
    lines = (rulepacks.shipped() / vocabulary.FILE).read_text("utf-8").splitlines()[2:]
    learned = {line.partition("\t")[0].strip("^=@*") for line in lines}
    assert len(learned) > 5_000
    assert not learned & listed
    assert not learned & FUNCTION_WORDS
