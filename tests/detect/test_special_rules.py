"""Each special category finds its own examples, with their bounds, and not its counter-examples."""

import pytest

from scanner import rulepacks, ruletests
from scanner.detect.engine import Located
from scanner.detect.special import packs
from scanner.model import Category, Place, Segment
from tests.detect.found import detector

RULES = packs.load(rulepacks.shipped() / "special").rules


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_example(rule, number):
    trial = rule.examples[number]
    assert ruletests.within(detector(), rule.entity, trial.text, trial.least, trial.below) == ""


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.counter_examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_counter_example(rule, number):
    trial = rule.counter_examples[number]
    assert ruletests.within(detector(), rule.entity, trial.text, 0.0, trial.below) == ""


def test_no_counter_example_is_found_as_another_category():
    for rule in RULES:
        for counter in rule.counter_examples:
            found = detector().detect([Located(Segment(counter.text, Place("text")))])
            assert not [item.entity for item in found if item.category is Category.SPECIAL and item.confidence >= 0.5], (
                counter.text
            )


def test_every_entity_of_the_contract_has_rules_in_four_languages():
    assert [rule.entity for rule in RULES] == list(packs.ENTITIES)
    for rule in RULES:
        languages = {language for group in rule.groups for language in group.terms}
        assert languages >= {"nl", "fr", "en", "de"}, rule.entity
