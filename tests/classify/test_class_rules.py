"""Each class rule finds its own examples and not its counter-examples, and says the same ten times."""

from functools import cache

import pytest

from scanner import rulepacks, ruletests
from scanner.classify import rules
from scanner.classify.classifier import Classifier
from scanner.classify.containers import container_class
from scanner.classify.language import language
from scanner.config import Limits
from scanner.errors import RuleError
from scanner.model import Classification
from scanner.read.documents import read_document
from scanner.read.source import Source

RULES = rules.load(rulepacks.shipped() / "classes")
EXAMPLES = [(rule.document_class, example, True) for rule in RULES for example in rule.examples]
COUNTER = [(rule.document_class, example, False) for rule in RULES for example in rule.counter_examples]


@cache
def classifier():
    return Classifier(RULES)


def classify(text, name="document.txt"):
    data = text.encode()
    _, extraction = read_document(Source(data, len(data), name), Limits())
    return classifier().classify(extraction, name)


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


def test_languages():
    assert language("Dit is een verslag van het gesprek met de klant en de begeleider.") == "nl"
    assert language("Ceci est le rapport de la réunion avec les clients et nous.") == "fr"
    assert language("This is the report of the meeting that we had with the client.") == "en"
    assert language("Das ist der Bericht über die Sitzung und wir haben nicht alles.") == "de"
    assert language("12345 xyz") is None


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
