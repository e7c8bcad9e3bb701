"""The rule packs of the special categories: terms per entity, cues for subject, context and negation, read strictly.

An entry that would fire everywhere, or that contradicts another one, is refused at load with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from scanner.detect.special import ENTITIES
from scanner.errors import RuleError
from scanner.rulepacks import Strict, read

LANGUAGES = ("nl", "fr", "en", "de")
Language = Literal["nl", "fr", "en", "de", "any"]
Strength = Literal["strong", "weak", "self", "label", "denial"]
GAP = " .. "  # between the two parts of a term: `hoort .. stemmen`; the second is looked for, it should be the rarer
_SHORT = 2  # letters; a term no longer than this must be written in capitals, and is then matched in capitals only
_STEM = 4  # letters that a word open at its end must have at least
_OPEN_STEM = 5  # letters that a word open at its beginning must have at least
_MOST = 20_000  # patterns after the lists are filled in


class TermGroup(Strict):
    """Terms of one kind (what a reviewer is shown) and one strength.

    `deniable` is false where a term says what somebody cannot do: its own `niet` denies nothing.

    strong: fires with a subject link · weak: fires only behind a label or a predicate with a subject · self: is about a person by
    its own wording · label: a form's label, fires with a value behind it · denial: says itself that it is not so.
    """

    kind: str = Field(pattern=r"^[a-z][a-z ]{2,30}$")
    strength: Strength
    terms: dict[Language, list[str]]
    verb: bool = False
    deniable: bool = True
    needs: list[str] = Field(default_factory=list)
    unless: list[str] = Field(default_factory=list)


class Trial(Strict):
    """A text the pack tests itself with: `least` and `below` bound the highest confidence of the pack's entity."""

    text: str
    least: float = 0.5
    below: float = 1.01


class CounterTrial(Strict):
    """A text in which the pack's entity must not be found at or above `below`."""

    text: str
    below: float = 0.35


class SpecialRule(Strict):
    """One entity: its terms, the phrases in which a term means something else, and its own tests."""

    entity: Literal[
        "HEALTH", "LIFESTYLE", "RELIGION", "ETHNIC_ORIGIN", "POLITICAL_OPINION", "UNION_MEMBERSHIP", "SEXUAL_ORIENTATION", "CRIMINAL_RECORD"
    ]  # fmt: skip
    category: Literal["special"]
    lists: dict[str, list[str]] = Field(default_factory=dict)
    groups: list[TermGroup] = Field(min_length=1)
    exceptions: list[str] = Field(default_factory=list)
    examples: list[Trial] = Field(min_length=10)
    counter_examples: list[CounterTrial] = Field(min_length=10)


class Cues(Strict):
    """Cues of one role per language; patterns with the same wildcards as terms."""

    cues: dict[str, dict[Language, list[str]]]


class Subjects(Cues):
    """Who is spoken of: pronouns, nouns for a client, titles, predicates, given names, and the function words of each language."""

    given_names: list[str]
    function_words: dict[Literal["nl", "fr", "en", "de"], list[str]]
    abbreviations: list[str]
    not_names: list[str]


@dataclass(frozen=True, slots=True)
class SpecialPacks:
    """All packs of a folder."""

    rules: tuple[SpecialRule, ...]
    subjects: Subjects
    context: Cues
    negation: Cues


def load(folder: Path) -> SpecialPacks:
    """Return the packs in `folder` (the rule pack's `special`). Raises RuleError with file and line."""
    own = {"subjects.yaml", "context.yaml", "negation.yaml"}
    rules: dict[str, tuple[Path, SpecialRule]] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in own:
            continue
        rule = read(path, SpecialRule)
        if rule.entity in rules:
            raise RuleError(f"{path}: entity {rule.entity} is also in {rules[rule.entity][0].name}; keep one of them")
        rules[rule.entity] = (path, rule)
    missing = [entity for entity in ENTITIES if entity not in rules]
    if missing:
        raise RuleError(f"{folder}: no rules for {', '.join(missing)}; add a file for each")
    for path, rule in rules.values():
        _check_rule(path, rule)
    cues = [read(folder / "context.yaml", Cues), read(folder / "negation.yaml", Cues)]
    subjects = read(folder / "subjects.yaml", Subjects)
    for name, pack in (("context.yaml", cues[0]), ("negation.yaml", cues[1]), ("subjects.yaml", subjects)):
        for lists in pack.cues.values():
            for words in lists.values():
                for word in words:
                    _check_pattern(folder / name, word, least=1)
    return SpecialPacks(tuple(rules[entity][1] for entity in ENTITIES), subjects, cues[0], cues[1])


def expand(pattern: str, lists: dict[str, list[str]]) -> Iterator[str]:
    """Yield a pattern with `<name>` replaced by each word of that list. Raises KeyError for a list that is not there."""
    found = re.search(r"<([a-z_]+)>", pattern)
    if found is None:
        yield pattern
        return
    for word in lists[found.group(1)]:
        yield from expand(pattern[: found.start()] + word + pattern[found.end() :], lists)


def _check_rule(path: Path, rule: SpecialRule) -> None:
    strengths: dict[tuple[str, str], str] = {}
    total = 0
    for group in rule.groups:
        for language, patterns in group.terms.items():
            for pattern in patterns:
                try:
                    expanded = list(expand(pattern, rule.lists))
                except KeyError as error:
                    raise RuleError(
                        f"{path}: line {_line(path, pattern)}: no list named {error.args[0]}; add it to `lists`"
                    ) from None
                total += len(expanded)
                for word in expanded:
                    before, gap, last = word.rpartition(GAP)
                    if gap:
                        _check_pattern(path, before, least=1, shown=pattern)
                    _check_pattern(path, last, shown=pattern)
                    if GAP in before or "*" in before:
                        raise RuleError(
                            f"{path}: line {_line(path, pattern)}: `{pattern}` has more than one gap or an open word before it; correct it"
                        )
                    if group.strength == "label":  # a label may well be a term too: `strafblad: ja` and `heeft een strafblad`
                        continue
                    known = strengths.setdefault((language, word), group.strength)
                    if known != group.strength:
                        raise RuleError(
                            f"{path}: line {_line(path, pattern)}: `{pattern}` is both {known} and {group.strength}; keep one"
                        )
        for word in (*group.needs, *group.unless):
            _check_pattern(path, word, least=1)
        contradicting = set(group.needs) & set(group.unless)
        if contradicting:
            word = min(contradicting)
            raise RuleError(f"{path}: line {_line(path, word)}: `{word}` is both needed and forbidden; keep one")
    if total > _MOST:
        raise RuleError(f"{path}: the lists make {total} terms, more than {_MOST}; shorten them")
    terms = {term for _, term in strengths}
    for word in rule.exceptions:
        _check_pattern(path, word)
        if word in terms:
            raise RuleError(f"{path}: line {_line(path, word)}: `{word}` is a term and its own exception; keep one")


def _check_pattern(path: Path, pattern: str, *, least: int = 2, shown: str = "") -> None:
    stem = pattern.strip("*")
    problem = ""
    if stem != stem.strip() or not any(char.isalnum() for char in stem):
        problem = "has no word in it"
    elif "*" in stem:
        problem = "has a wildcard inside; wildcards stand at the beginning or the end"
    elif pattern.startswith("*") and len(stem) < _OPEN_STEM:
        problem = f"is open at its beginning with fewer than {_OPEN_STEM} letters and would fire everywhere"
    elif pattern.endswith("*") and len(stem) < _STEM:
        problem = f"is open at its end with fewer than {_STEM} letters and would fire everywhere"
    elif least > 1 and len(stem) <= _SHORT and not (stem.isupper() or " " in stem or any(char.isdigit() for char in stem)):
        problem = f"has {_SHORT} letters or fewer and is not in capitals; write it in capitals or in a phrase"
    elif len(stem) < least:
        problem = "is too short"
    if problem:
        raise RuleError(f"{path}: line {_line(path, shown or pattern)}: `{shown or pattern}` {problem}; correct it")


def _line(path: Path, value: str) -> int:
    """Return the line on which a value stands, 0 when it cannot be told."""
    waiting = [yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode) and node.value == value:
            return int(node.start_mark.line) + 1
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
    return 0
