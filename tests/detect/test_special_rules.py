"""Each special category finds its own examples, with their bounds, and not its counter-examples."""

from functools import cache

import pytest

from scanner import rulepacks
from scanner.detect.special import packs
from scanner.detect.special.finder import SpecialFinder

FOLDER = rulepacks.shipped() / "special"
RULES = packs.load(FOLDER).rules


@cache
def finder():
    return SpecialFinder(FOLDER)


def best(entity, text):
    return max((hit.confidence for hit in finder().find(text) if hit.entity == entity), default=0.0)


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_example(rule, number):
    example = rule.examples[number]
    assert example.least <= best(rule.entity, example.text) < example.below


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.counter_examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_counter_example(rule, number):
    counter = rule.counter_examples[number]
    assert best(rule.entity, counter.text) < counter.below


def test_no_counter_example_is_found_as_another_category():
    for rule in RULES:
        for counter in rule.counter_examples:
            assert [hit.entity for hit in finder().find(counter.text) if hit.confidence >= 0.5] == [], counter.text


def test_every_entity_of_the_contract_has_rules_in_four_languages():
    assert [rule.entity for rule in RULES] == list(packs.ENTITIES)
    for rule in RULES:
        languages = {language for group in rule.groups for language in group.terms}
        assert languages >= {"nl", "fr", "en", "de"}, rule.entity
