"""The rule packs of document classes: `rules/classes/*.yaml` into frozen models."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field

from scanner import rulepacks
from scanner.errors import RuleError
from scanner.rulemodels import CLASSES

Feature = Literal[
    "date_ranges",
    "salutation",
    "signature",
    "amounts",
    "structured_communication",
    "many_people",
    "second_person",
    "blanks",
    "scores",
    "picture_only",
    "machine_zone",
    "first_person",
    "people_rows",
    "hours",
    "articles",
    "birth",
    "contact",
    "boxes",
]
_OWN = re.compile(r"own_[a-z][a-z0-9_]*")
"""What a class of the organisation's own is called: so a mistyped name of a known class is still refused."""
Words = dict[Literal["nl", "fr", "en", "de"], list[str]]


class ClassExample(rulepacks.Strict):
    """A synthetic text, with the name its file would have."""

    text: str
    name: str = "document.txt"


class ClassRule(rulepacks.Strict):
    """What speaks for a class: titles, phrases, names of files, structure, entities; and what speaks against it."""

    document_class: str
    retention_rank: int = Field(description="of a mail or archive, the part with the highest rank gives the class")
    titles: Words = Field(
        default_factory=dict,
        description="headings; they count most at the top of a document; `word*` and `*word` leave an end open",
    )
    phrases: Words = Field(default_factory=dict)
    names: list[str] = Field(default_factory=list, description="whole words in the name of the file or its folder")
    features: dict[Feature, float] = Field(default_factory=dict)
    entities: dict[str, float] = Field(default_factory=dict)
    against: list[str] = Field(default_factory=list, description="words that make the class less likely")
    blank_allowed: bool = Field(False, description="the class stands even when the document is a blank form")
    examples: list[ClassExample] = Field(default_factory=list)
    counter_examples: list[ClassExample] = Field(default_factory=list)


def load(folder: Path) -> tuple[ClassRule, ...]:
    """Return the rules in order of file name. Raises RuleError for an unknown class or one that stands twice."""
    rules: dict[str, ClassRule] = {}
    for path in sorted(folder.glob("*.yaml")):
        rule = rulepacks.read(path, ClassRule)
        if rule.document_class not in CLASSES and not _OWN.fullmatch(rule.document_class):
            known = ", ".join(CLASSES)
            raise RuleError(
                f"{path}: document_class: {rule.document_class!r} is not known; use one of: {known}, or own_… for one of your own"
            )
        if rule.document_class in rules:
            raise RuleError(f"{path}: document_class {rule.document_class} stands in two files; keep one of them")
        rules[rule.document_class] = rule
    if not rules:
        raise RuleError(f"{folder}: no document classes in it; name a folder with `classes/*.yaml`")
    return tuple(rules.values())
