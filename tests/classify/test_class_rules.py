"""Each class rule finds its own examples and not its counter-examples, and says the same ten times."""

import shutil
from functools import cache

import pytest

from scanner import rulepacks, ruletests
from scanner.classify import rules, vocabulary, weights
from scanner.classify.classifier import Classifier
from scanner.classify.containers import container_class
from scanner.classify.language import language
from scanner.classify.lexicon import plain
from scanner.config import Limits
from scanner.errors import RuleError
from scanner.model import Classification
from scanner.read.documents import read_document
from scanner.read.source import Source

RULES = rules.load(rulepacks.shipped() / "classes")
EXAMPLES = [(rule.document_class, example, True) for rule in RULES for example in rule.examples]
COUNTER = [(rule.document_class, example, False) for rule in RULES for example in rule.counter_examples]


@cache
def classifier(*, explain=False):
    return Classifier(RULES, explain=explain)


def classify(text, name="document.txt", *, explain=False):
    data = text.encode()
    _, extraction = read_document(Source(data, len(data), name), Limits())
    return classifier(explain=explain).classify(extraction, name)


@pytest.mark.parametrize(
    ("name", "example", "expected"), EXAMPLES + COUNTER, ids=lambda value: value if isinstance(value, str) else ""
)
def test_example(name, example, expected):
    assert ruletests.class_example(classifier(), name, example, expected=expected) == ""


def test_every_class_of_the_contract_but_other_has_a_rule():
    assert {rule.document_class for rule in RULES} == set(rules.CLASSES) - {"other"}


def test_nothing_is_claimed_without_support():
    for text in ("", "Hallo.", "De trein vertrekt om acht uur.", "x " * 5000):
        assert classify(text).document_class == "other"


def test_the_same_ten_times():
    assert len({classify(EXAMPLES[0][1].text) for _ in range(10)}) == 1


def spoken(text):
    return language(vocabulary.beginning(plain(text)))


def test_languages():
    assert spoken("Dit is een verslag van het gesprek met de klant en de begeleider.") == "nl"
    assert spoken("Ceci est le rapport de la réunion avec les clients et nous.") == "fr"
    assert spoken("This is the report of the meeting that we had with the client.") == "en"
    assert spoken("Das ist der Bericht über die Sitzung und wir haben nicht alles.") == "de"
    assert spoken("12345 xyz") is None


def contained(own, *parts):
    return container_class(Classification(own, 0.9), [Classification(part, 0.9) for part in parts], classifier().ranks)


@pytest.mark.parametrize(
    ("own", "parts", "expected"),
    [
        ("other", ["cv", "diploma"], "diploma"), ("other", ["diploma", "cv"], "diploma"), ("invoice", ["vacancy"], "invoice"),
        ("other", ["vacancy", "reference_document"], "other"), ("motivation_letter", ["cv", "id_card_copy"], "id_card_copy"),
        ("medical_report", ["cv"], "medical_report"), ("other", [], "other"),
    ],
)  # fmt: skip
def test_a_container_takes_the_class_that_matters(own, parts, expected):
    assert contained(own, *parts).document_class == expected


def test_a_container_lists_the_other_classes_in_it():
    told = contained("motivation_letter", "cv", "diploma", "other").evidence
    assert told[0] == "part: diploma"
    assert set(told[1:]) == {"also in it: cv", "also in it: motivation_letter"}


@pytest.mark.parametrize(
    "text",
    ["document_class: cvv\nretention_rank: 1", "document_class: cv", "document_class: cv\nretention_rank: 1\nheadings: {}"],
)
def test_a_mistake_in_a_pack_is_refused_with_its_place(tmp_path, text):
    (tmp_path / "a.yaml").write_text(text)
    with pytest.raises(RuleError, match=r"a\.yaml"):
        rules.load(tmp_path)


OWN = """document_class: own_parking_permit
retention_rank: 30
titles: {nl: [parkeerkaart, aanvraag parkeerkaart]}
phrases: {nl: [nummerplaat, bewonerskaart, parkeerzone, geldig in de zone]}
names: [parkeerkaart]
examples:
  - {name: parkeerkaart.txt, text: "Parkeerkaart\\nBewonerskaart voor Jan Maes, nummerplaat 1-ABC-123\\nGeldig in de zone Dampoort, parkeerzone 3, tot 12/03/2026"}
counter_examples:
  - {text: "Curriculum vitae\\nWerkervaring\\n2010 - 2014 parkeerwachter\\nOpleiding\\nTalenkennis"}
"""


def test_a_class_of_ones_own_needs_no_training(tmp_path):
    folder = shutil.copytree(rulepacks.shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (folder / "classes" / "own_parking_permit.yaml").write_text(OWN, "utf-8")
    told = {name: wrong for name, wrong in ruletests.run(folder) if name.startswith("own_")}
    assert told == {"own_parking_permit example 1": "", "own_parking_permit counter-example 1": ""}


def test_the_weights_of_a_folder_of_rules_count_and_a_mistake_in_them_is_refused(tmp_path):
    assert weights.load(tmp_path) == weights.load(rulepacks.shipped())
    (tmp_path / weights.FILE).write_text("kinds: {title: 1}\nbias: {}\nstructure: {}\nslope: 1\noffset: 0\nleast: 2\n")
    with pytest.raises(RuleError, match=r"class_weights\.yaml.*least"):
        weights.load(tmp_path)


def test_the_runner_up_is_explained_too():
    found = classify(EXAMPLES[0][1].text, explain=True)
    assert len({step.kind for step in found.steps}) == 2
    assert sum(step.detail == "score" for step in found.steps) == 2
    assert sum(step.detail.startswith("words: ") for step in found.steps) == 2


def test_a_scan_that_explains_nothing_carries_no_terms():
    assert classify(EXAMPLES[0][1].text).steps == ()


def test_a_form_left_blank_is_nobodys_and_the_same_form_filled_is_somebodys():
    form = "Evaluatieverslag\nNaam:{}\nFunctie:{}\nEvaluator:{}\nEvaluatieperiode:{}\nEindscore:{}\nStiptheid:{}\n"
    assert classify(form.format(*[""] * 6)).document_class == "reference_document"
    filled = form.format(" An Maes", " kok", " Jan Peeters", " van 01/02/2025 tot 01/02/2026", " 4/5", " goed")
    assert classify(filled).document_class == "evaluation_report"
