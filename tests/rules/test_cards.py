"""The words of cards: the pack finds its own examples, a folder's own copy counts, and each mistake in it is told with its line."""

import shutil

import pytest

from scanner import rulepacks, ruletests
from scanner.detect.vision import vocabulary
from scanner.detect.vision.words import understand
from scanner.errors import RuleError
from tests.detect.vision.seeing import card as drawn
from tests.detect.vision.seeing import facts, needs_ocr, taken

SHIPPED = rulepacks.shipped() / vocabulary.FILE
CARDS, WORDS = vocabulary.written(rulepacks.shipped()), vocabulary.load(rulepacks.shipped())
SMALL = """\
titles:
  identity card: [identiteitskaart, carte d'identité]
countries: [belgië]
national_register: [rijksregister]
labels:
  birth: [geboorteplaats]
others:
  loyalty card: [klantenkaart]
examples:
  - {text: IDENTITEITSKAART, kind: identity card}
counter_examples:
  - {text: Identiteit}
"""


@pytest.mark.parametrize("example", CARDS.examples, ids=lambda example: example.text[:30])
def test_example(example):
    assert ruletests.card_example(WORDS, example) == ""


@pytest.mark.parametrize("counter", CARDS.counter_examples, ids=lambda counter: counter.text[:30])
def test_counter_example(counter):
    assert ruletests.card_counter_example(WORDS, counter) == ""


def test_every_kind_of_document_and_of_other_cards_has_an_example():
    assert {example.kind for example in CARDS.examples} >= set(CARDS.titles)
    assert {example.other for example in CARDS.examples} >= set(CARDS.others) - {vocabulary.PAPER}


def test_a_wrong_example_is_told():
    wrong = vocabulary.CardExample(text="Klantenkaart", kind="passport")
    assert ruletests.card_example(WORDS, wrong) == "names no document"
    assert ruletests.card_example(WORDS, vocabulary.CardExample(text="PASPOORT", labels=["sex"])) == "label not seen: sex"
    assert ruletests.card_example(WORDS, vocabulary.CardExample(text="PASPOORT", other="badge")) == "is of nothing else"
    assert ruletests.card_counter_example(WORDS, vocabulary.CardCounterExample(text="uw paspoort")) == "names passport"


def test_words_are_written_as_they_are_printed_and_compared_without_accents_and_signs():
    assert "carte d identite" in WORDS.titles["identity card"]
    assert "holder s signature" in WORDS.labels["holder's signature"]


def test_a_folder_without_the_file_has_that_of_the_product(tmp_path):
    assert vocabulary.load(tmp_path) == WORDS


def test_the_file_of_a_folder_counts_alone(tmp_path):
    (tmp_path / vocabulary.FILE).write_text(SMALL, "utf-8")
    own = vocabulary.load(tmp_path)
    assert own.titles == {"identity card": ("identiteitskaart", "carte d identite")}
    assert understand("PASPOORT", own).titles == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("identity card: [", "library card: [", "line 2: titles.library card: input should be 'identity card', "),
        ("countries: [belgië]", "countries: [belgië]\nheights: []", "line 4: heights: unknown key; remove it or use one of: categories, counter_examples, "),
        ("countries: [belgië]", "countries: [no]", "line 3: countries.0: YAML reads this as a yes or no; put it between quotes"),
        ("countries: [belgië]", "countries: ['-']", "line 3: countries.0: `-` has fewer than 2 letters or digits and would fire everywhere"),
        ("[klantenkaart]", "[klantenkaart, België]", "line 8: others.loyalty card.1: `België` stands twice, first on line 3; a phrase says one thing"),
        ("kind: identity card", "other: bus pass", "line 10: examples.0.other: 'bus pass' is not in `others`; use one of: loyalty card"),
        ("counter_examples:\n  - {text: Identiteit}", "counter_examples: []", "line 11: counter_examples: list should have at least 1 item"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path, old, new, told):
    assert old in SMALL
    path = tmp_path / vocabulary.FILE
    path.write_text(SMALL.replace(old, new), "utf-8")
    with pytest.raises(RuleError) as caught:
        vocabulary.load(tmp_path)
    assert str(caught.value).startswith(f"{path}: {told}")
    assert "\n" not in str(caught.value)


def test_check_test_and_scan_read_the_own_copy(run, tmp_path):
    folder = shutil.copytree(rulepacks.shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (tmp_path / "config.yaml").write_text(f"rules: {folder}\n")
    (tmp_path / "a.txt").write_text("x")
    text = SHIPPED.read_text("utf-8")
    (folder / vocabulary.FILE).write_text(text.replace('text: "MOBIB De Lijn"', 'text: "De Fiets"'), "utf-8")
    done = run("rules", "test", "--config", tmp_path / "config.yaml")
    assert done.returncode == 2
    assert "FAILED cards example 9: is of nothing else" in done.stdout.decode()
    (folder / vocabulary.FILE).write_text(text.replace("titles:", "title:"), "utf-8")
    for command in (
        ["rules", "check"],
        ["rules", "test"],
        ["rules", "explain", tmp_path / "a.txt"],
        ["scan", tmp_path / "a.txt"],
    ):
        done = run(*command, "--config", tmp_path / "config.yaml")
        assert done.returncode == 2
        assert f"{folder / vocabulary.FILE}: line 7: title: unknown key" in done.stderr.decode()


@needs_ocr
def test_a_card_is_found_by_the_words_of_the_folder_alone(tmp_path):
    (tmp_path / vocabulary.FILE).write_text(SMALL.replace("carte d'identité", "ausweis"), "utf-8")
    data = taken([drawn("passport")], dpi=200)
    (found,) = facts(data, "ID_CARD_COPY")
    assert any(reason.startswith("title: passport") for reason in found.evidence)
    told = facts(data, "ID_CARD_COPY", vocabulary=vocabulary.load(tmp_path))
    assert not any(reason.startswith("title") for fact in told for reason in fact.evidence)
