"""Retention rules after ISO/IEC 27555: for each kind of document one rule, of starting point, standard period and legal basis.

A kind is a class of document, in a programme, of a controller. A rule that names programmes or controllers is more specific
than one that does not: naming both beats naming one, and naming one beats naming none. Between a rule that names the
programme and one that names the controller nothing decides, so both together for one kind are refused (`rule_lint.py`).
Nothing depends on the length of a period or on the order of files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from scanner import yaml_file
from scanner.errors import RuleError
from scanner.period import Period
from scanner.retention.facts import StartingPoint
from scanner.retention.register import Dossier
from scanner.retention_settings import Confirmation, WrittenPeriod
from scanner.rulemodels import CLASSES, Strict


class Earlier(Strict):
    """Another period for what began up to a day: the law was changed."""

    until: date
    period: WrittenPeriod


def _permanent(given: object) -> object:
    return None if given == "permanent" else given


class Rule(Strict):
    """One deletion rule. `classes` says of which documents, or `data` of which forbidden or special data in whatever document."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,59}$")
    classes: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    programmes: tuple[str, ...] | None = Field(None, description="without it every programme")
    controllers: tuple[str, ...] | None = Field(None, description="without it every controller")
    start: StartingPoint | None = None
    period: Annotated[WrittenPeriod | None, BeforeValidator(_permanent)] = Field(description="ISO 8601, or `permanent`")
    earlier: Earlier | None = None
    from_end_of_year: bool = Field(False, description="the period runs from 31 December of the starting point's year")
    while_open: bool = Field(False, description="the term also runs while the dossier is open")
    when_over: Literal["due", "review"] = "due"
    legal_duty: tuple[str, ...] = Field((), description="special data that the law itself asks for in these documents")
    advice: Literal["delete", "redact", "accept"] | None = None
    title: dict[Literal["nl", "fr", "en"], str] = Field(min_length=1)
    legal_basis: str = Field(min_length=3)
    source: str = Field(min_length=3, description="where the term was read")
    confirmed: Literal[False] = Field(description="always false here; a rule is confirmed in the configuration")

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over all of the rule but its title: another digest is another rule, to be confirmed anew."""
        content = self.model_dump(mode="json", exclude={"title"})
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=True).encode()).hexdigest()

    def period_of(self, started: date) -> Period | None:
        """Return the period for what began on a day, None for what is kept for ever."""
        return self.earlier.period if self.earlier is not None and started <= self.earlier.until else self.period


class RuleFile(Strict):
    """The content of one file of `rules/retention`."""

    rules: tuple[Rule, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with the file and the place in it where it stands."""

    rule: Rule
    document: yaml_file.Document
    index: int

    def wrong(self, key: str, problem: str) -> RuleError:
        """Return the error for a mistake in one of the rule's keys: file, line, key and what to do."""
        return RuleError(self.document.told(("rules", self.index, *((key,) if key else ())), problem))


Kind = tuple[str, str | None, str | None]
"""Class, controller and programme; None for each that no rule names."""


@dataclass(frozen=True)
class RuleBook:
    """All rules, with exactly one for each kind of document and each kind of data."""

    rules: tuple[Rule, ...]
    kinds: Mapping[Kind, Rule]
    data: Mapping[str, Rule]
    confirmations: Mapping[str, Confirmation] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) over the digests of all rules."""
        return hashlib.sha256("".join(sorted(rule.digest for rule in self.rules)).encode()).hexdigest()

    def rule_for(self, document_class: str, dossier: Dossier | None) -> Rule | None:
        """Return the one rule; None for an unknown class, or without a dossier where the programme or controller matters."""
        if dossier is None:
            return self._whatever_the_scope.get(document_class)
        controller = dossier.controller if dossier.controller in self._controllers else None
        programme = dossier.programme if dossier.programme in self._programmes else None
        return self.kinds.get((document_class, controller, programme))

    def confirmed_by(self, rule: Rule, on: date) -> str | None:
        """Return who confirmed a rule, exactly as it stands, by a day; else None."""
        word = self.confirmations.get(rule.id)
        if word is None or word.since > on or not rule.digest.startswith(word.digest):
            return None
        return word.by

    def confirmed(self, confirmations: Iterable[Confirmation]) -> RuleBook:
        """Return the same rules with what the configuration confirms of them."""
        return replace(self, confirmations={word.rule: word for word in confirmations})

    def lapsed(self) -> tuple[Confirmation, ...]:
        """Return the confirmations of rules that are gone or were changed since; they allow nothing and need a person."""
        digests = {rule.id: rule.digest for rule in self.rules}
        return tuple(word for word in self.confirmations.values() if not digests.get(word.rule, "").startswith(word.digest))

    def strangers(self, controllers: Iterable[str], programmes: Iterable[str]) -> tuple[str, ...]:
        """Return what rules name and the configuration does not, as `rule: key`; such rules never apply."""
        known_controllers, known_programmes = set(controllers), set(programmes)
        return tuple(
            f"{rule.id}: {key}"
            for rule in self.rules
            for named, known in ((rule.controllers, known_controllers), (rule.programmes, known_programmes))
            for key in named or ()
            if key not in known
        )

    @cached_property
    def _controllers(self) -> frozenset[str]:
        return frozenset(kind[1] for kind in self.kinds if kind[1] is not None)

    @cached_property
    def _programmes(self) -> frozenset[str]:
        return frozenset(kind[2] for kind in self.kinds if kind[2] is not None)

    @cached_property
    def _whatever_the_scope(self) -> dict[str, Rule]:
        """The rule of each class for which there is only one, whoever the controller and whatever the programme."""
        found: dict[str, set[str]] = {}
        for kind, rule in self.kinds.items():
            found.setdefault(kind[0], set()).add(rule.id)
        return {name: self.kinds[name, None, None] for name, rules in found.items() if len(rules) == 1}


EMPTY = RuleBook((), {}, {})


def load(documents: Sequence[yaml_file.Document], confirmations: Iterable[Confirmation] = ()) -> RuleBook:
    """Return the rules of all files, checked against each other.

    Raises RuleError with file and line for no rules at all, a kind with no rule or with two, and rules that contradict themselves.
    """
    from scanner.retention.rule_lint import resolve

    placed = [
        Placed(rule, document, index)
        for document in documents
        for index, rule in enumerate(yaml_file.validate(document, RuleFile, RuleError).rules)
    ]
    if not placed:
        raise RuleError("no retention rules at all; restore the folder `retention` of the rule pack")
    kinds, data = resolve(placed, CLASSES)
    return RuleBook(tuple(one.rule for one in placed), kinds, data).confirmed(confirmations)
