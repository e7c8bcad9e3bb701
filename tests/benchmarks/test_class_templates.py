"""The templates of the classes benchmark: each is of a class there is, both halves have enough of each, and no author wrote for both."""

import re
from collections import Counter
from random import Random

import pytest

from benchmarks.classes.fill import BLANKS, blank, filled
from benchmarks.classes.templates import HALVES, load
from scanner.rulemodels import CLASSES

WRITTEN = [name for name in CLASSES if name not in ("photo", "other", "reference_document")]
LEAST = {"nl": 8, "fr": 8, "en": 3, "de": 3}


@pytest.mark.parametrize("half", HALVES)
def test_every_class_has_enough_templates_in_each_language(half):
    count = Counter((template.document_class, template.language) for template in load(half))
    assert not {name for name, _ in count} - set(CLASSES)
    assert {
        (name, language): count[name, language]
        for name in WRITTEN
        for language, least in LEAST.items()
        if count[name, language] < least
    } == {}


def test_no_author_and_no_text_is_in_both_halves():
    tuning, measuring = load("tuning"), load("measuring")
    assert not {template.author for template in tuning} & {template.author for template in measuring}
    assert not {template.text for template in tuning} & {template.text for template in measuring}


@pytest.mark.parametrize("half", HALVES)
def test_templates_can_be_filled_and_left_blank(half):
    for template in load(half):
        text = filled(template.text, template.language, Random(1))
        assert text.strip()
        if "negative" not in template.flags:
            assert not re.search(r"(?<!\{)\{[NFLDBPATECSJYMHkXRrQ]\d?\}(?!\})", text), template.key
        if "form" in template.flags:
            assert all(blank(template.text, template.language, style) != text for style in BLANKS)
