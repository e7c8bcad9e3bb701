"""Each entity rule finds its own examples at their exact spans and not its counter-examples."""

from functools import cache

import pytest

from scanner import rulepacks, ruletests
from scanner.detect.engine import Detector

RULES = rulepacks.entities(rulepacks.shipped())


@cache
def detector():
    return Detector(rulepacks.shipped(), bytes(32))


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_example(rule, number):
    assert ruletests.entity_example(detector(), rule.entity, rule.examples[number]) == ""


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, number) for rule in RULES for number in range(len(rule.counter_examples))],
    ids=lambda value: getattr(value, "entity", value),
)
def test_counter_example(rule, number):
    assert ruletests.entity_counter_example(detector(), rule.entity, rule.counter_examples[number]) == ""
