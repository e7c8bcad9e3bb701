"""From the catalogue to a plan: what is known of every file, the register, the rules and the holds, put before `scanner.retention`.

Read-only; `planning.py` writes down what a plan found. The daemon and the commands share both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scanner import dossier_folders, policy, rulepacks
from scanner.belgian_day import day_of_ns
from scanner.catalog import holds, queries, retention_facts, roots
from scanner.catalog.holds import Holds
from scanner.catalog.items import Proposal
from scanner.catalog.retention_facts import Known
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Connection
from scanner.config import LoadedConfig
from scanner.dossier_folders import DossierFolders
from scanner.model import Category, Coverage, DateSource, DocumentDate, Finding
from scanner.retention import rules
from scanner.retention.facts import FileFacts, State
from scanner.retention.plan import PlanItem, plan
from scanner.retention.rules import RuleBook
from scanner.retention_settings import RetentionSettings
from scanner.tree import walk

_COVERAGE = {coverage.value: coverage for coverage in Coverage}
_HOUR = 3600 * 10**9  # ns
_FILE_BYTES = 65_536  # of a `.dossier.yaml`
_PLANNED = (State.DUE, State.OVERDUE, State.HELD)


@dataclass(frozen=True, slots=True)
class Planned:
    """A file with what is known of it, and what is to become of it."""

    known: Known
    item: PlanItem

    @property
    def shown(self) -> str:
        """The path for people, with forbidden numbers masked."""
        return queries.shown_path(self.known.shown, self.known.path, judged=self.known.coverage is not None)


@dataclass(frozen=True, slots=True)
class Planner:
    """All that a plan of one day rests on."""

    loaded: LoadedConfig
    on: date
    rows: tuple[RootRow, ...]
    book: RuleBook
    dossiers: DossierFolders
    held: Holds
    policies: policy.Policies

    @property
    def settings(self) -> RetentionSettings:
        """The configuration's part on retention."""
        return self.loaded.config.retention

    @classmethod
    def of(cls, connection: Connection, loaded: LoadedConfig, on: date) -> Planner:
        """Return the planner over what the catalogue holds now. Raises ConfigError and RuleError."""
        config = loaded.config
        configured = {os.path.realpath(os.fsencode(root.path)) for root in config.roots}
        rows = tuple(row for row in roots.every(connection) if row.path in configured)
        book = rules.load(rulepacks.retention(rulepacks.chosen(config.rules)), config.retention.confirmed)
        known = dossier_folders.load(connection, rows, config, on)
        policies = policy.Policies(loaded, [walk.Root(row.path) for row in rows], on, stable=True)
        return cls(loaded, on, rows, book, known, Holds(holds.standing(connection)), policies)

    def facts(self, number: int, known: Known) -> FileFacts:
        """Return what is known of a file of the `number`th root as what a decision needs."""
        findings = self.policies.judge(known.findings, number, known.path) if known.findings else ()
        counted = [each for each in findings if each.suppressed is None]
        first_seen = _day(known.first_seen // _HOUR)
        return FileFacts(
            known.root_id, known.path, known.size, known.document_class or "other", known.class_confidence,
            _COVERAGE[known.coverage] if known.coverage and known.sha256 else Coverage.NONE,
            _entities(counted, Category.FORBIDDEN), _entities(counted, Category.SPECIAL),
            _day(known.sensitive_since // _HOUR) if known.sensitive_since else first_seen,
            _dates(known.dates), first_seen, self._holds(number, known) if self.held else (), known.id,
        )  # fmt: skip

    def _holds(self, number: int, known: Known) -> tuple[str, ...]:
        dossier = self.dossiers.index.find(known.root_id, known.path).dossier
        absolute = self.rows[number].path.rstrip(b"/") + b"/" + known.path
        return self.held.on(dossier=dossier.number if dossier else "", document_class=known.document_class or "", path=absolute)

    def every(self, connection: Connection, beat: Callable[[], None] = lambda: None) -> Iterator[Planned]:
        """Yield every present file of the roots with its decision, root by root; a root that is suspended is left out."""
        for number, row in enumerate(self.rows):
            if row.suspended is None:
                yield from self._root(connection, number, row, beat)

    def _root(self, connection: Connection, number: int, row: RootRow, beat: Callable[[], None]) -> Iterator[Planned]:
        latest: list[Known] = []

        def facts() -> Iterator[FileFacts]:
            confidence = self.loaded.config.scan.violation_confidence
            for known in retention_facts.known_files(connection, row.id, confidence):
                latest[:] = [known]
                yield self.facts(number, known)

        for count, item in enumerate(plan(facts(), self.dossiers.index, self.book, self.on, self.settings)):
            if count % 2000 == 0:
                beat()
            yield Planned(latest[0], item)

    def again(self, connection: Connection, file_id: int) -> Planned | None:
        """Return the decision on one file as things are now, None when it is not there any more."""
        known = retention_facts.known_file(connection, file_id, self.loaded.config.scan.violation_confidence)
        number = next((number for number, row in enumerate(self.rows) if known and row.id == known.root_id), None)
        if known is None or number is None or self.rows[number].suspended is not None:
            return None
        (item,) = plan([self.facts(number, known)], self.dossiers.index, self.book, self.on, self.settings)
        return Planned(known, item)


def proposal(planned: Planned) -> Proposal | None:
    """Return what is written down of a file whose term is over, or that only a hold keeps; None for all others."""
    known, decision = planned.known, planned.item.decision
    if decision.state not in _PLANNED or decision.expires is None or decision.delete_by is None or known.sha256 is None:
        return None
    assert decision.rule is not None
    assert decision.rule_digest is not None
    return Proposal(
        known.id, known.root_id, known.path, planned.shown, known.device, known.inode, known.size, known.mtime_ns, known.ctime_ns,
        known.sha256, known.document_class or "other", planned.item.dossier, decision.rule, decision.rule_digest, decision.basis,
        decision.starting_point.value if decision.starting_point else "", decision.started.isoformat() if decision.started else "",
        decision.start_source.value if decision.start_source else "", decision.expires.isoformat(), decision.delete_by.isoformat(),
        decision.confirmed_by, tuple((reason.key, dict(reason.values)) for reason in decision.reasons), decision.state.value,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _day(hour: int) -> date:
    """Return the Belgian day of an hour since 1970: thousands of files come in one."""
    return day_of_ns(hour * _HOUR)


@lru_cache(maxsize=4096)
def _dates(told: tuple[tuple[str, str, str], ...]) -> tuple[DocumentDate, ...]:
    return tuple(DocumentDate(date.fromisoformat(day), DateSource(source), detail) for day, source, detail in told)


def _entities(findings: list[Finding], category: Category) -> tuple[str, ...]:
    return tuple(sorted({each.entity for each in findings if each.category is category})) if findings else ()
