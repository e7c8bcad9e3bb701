"""`plan`: one decision for each file, as they come, in bounded memory.

A decision depends on few facts, and thousands of files share them, so answers are remembered by those facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scanner.retention import document_dates
from scanner.retention.decide import DEFAULTS, decide
from scanner.retention.facts import Decision, FileFacts, Reason, StartingPoint, State
from scanner.retention.folders import FolderIndex, Found
from scanner.retention.rules import RuleBook
from scanner.retention_settings import RetentionSettings

_REMEMBERED = 50_000  # decisions
_OF_DOCUMENT = (StartingPoint.DOCUMENT_DATE, StartingPoint.END_OF_CALENDAR_YEAR)


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A file with what is to become of it; `dossier` is the number of its dossier, empty without one."""

    fact: FileFacts
    decision: Decision
    dossier: str = ""


def plan(
    facts: Iterable[FileFacts], index: FolderIndex, rules: RuleBook, on: date, settings: RetentionSettings = DEFAULTS
) -> Iterator[PlanItem]:
    """Yield one item per file, in the order of the facts.

    A file whose facts cannot be judged costs that file alone: it goes to a person, with the kind of failure.
    """
    dated = {kind[0] for kind, rule in rules.kinds.items() if rule.start in _OF_DOCUMENT}
    known: dict[object, Decision] = {}
    for fact in facts:
        try:
            found = index.find(fact.root, fact.path)
            key = _key(fact, found, fact.document_class in dated)
            decision = known.get(key)
            if decision is None:
                decision = decide(fact, found.dossier, rules, on, settings, others=found.others)
                if len(known) >= _REMEMBERED:
                    known.clear()
                known[key] = decision
        except Exception as error:  # noqa: BLE001 - one odd file must not end retention for all; its text may hold a name
            found = Found()
            decision = Decision(State.REVIEW, (Reason("cannot_be_judged", (("error", type(error).__name__),)),))
        yield PlanItem(fact, decision, found.dossier.number if found.dossier is not None else "")


def _key(fact: FileFacts, found: Found, dated: bool) -> object:
    """Return all on which the decision depends: never the path, but for a date in it where that can count."""
    dossiers = (id(found.dossier), *map(id, found.others)) if found.others else id(found.dossier)
    return (
        fact.document_class, fact.class_confidence, fact.coverage, dossiers, fact.dates, fact.forbidden, fact.special, fact.detected,
        fact.first_seen, fact.holds, document_dates.in_path(fact.path) if dated else (),
    )  # fmt: skip
