"""From the catalogue to a plan: what is known of every file, the register, the rules and the holds, put before `scanner.retention`.

Read-only; `planning.py` writes down what a plan found. The daemon and the commands share both.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from scanner import policy, rulepacks
from scanner.belgian_day import day_of_ns
from scanner.catalog import dossiers, holds, queries, retention_facts, roots
from scanner.catalog.holds import Holds
from scanner.catalog.items import Proposal
from scanner.catalog.retention_facts import Known
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Connection
from scanner.config import LoadedConfig
from scanner.errors import DossierwachtError
from scanner.model import Category, Coverage, DateSource, DocumentDate, Finding
from scanner.retention import dossier_file, lookup, rules
from scanner.retention.facts import FileFacts, State
from scanner.retention.folders import FolderIndex
from scanner.retention.plan import PlanItem, plan
from scanner.retention.register import Dossier, Register
from scanner.retention.register_rows import Frame, RegisterRoot
from scanner.retention.rules import RuleBook
from scanner.retention_settings import RetentionSettings
from scanner.tree import walk
from scanner.tree.names import as_text, printable, without_numbers
from scanner.tree.opening import CannotOpen, open_beneath

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
        if self.known.shown is not None:
            return self.known.shown
        text = printable(as_text(self.known.path))
        return text if self.known.coverage is not None else without_numbers(text)


@dataclass(frozen=True, slots=True)
class Planner:
    """All that a plan of one day rests on."""

    loaded: LoadedConfig
    on: date
    rows: tuple[RootRow, ...]
    book: RuleBook
    register: Register
    index: FolderIndex
    held: Holds
    policies: policy.Policies
    problems: tuple[str, ...]
    """What is wrong with `.dossier.yaml` files, a line each."""

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
        folder = Path(config.rules) if config.rules else rulepacks.shipped()
        book = rules.load(rulepacks.retention(folder), config.retention.confirmed)
        register = dossiers.load(connection)
        problems: tuple[str, ...] = ()
        if config.retention.dossier_files:
            register, problems = _with_files(connection, rows, register, loaded, on)
        index = lookup.index(register, config.retention, register_roots(rows), config.programmes)
        policies = policy.Policies(loaded, [walk.Root(row.path) for row in rows], on, stable=True)
        return cls(loaded, on, rows, book, register, index, Holds(holds.standing(connection)), policies, problems)

    def facts(self, number: int, known: Known) -> FileFacts:
        """Return what is known of a file of the `number`th root as what a decision needs."""
        findings = self.policies.judge(known.findings, number, known.path) if known.findings else ()
        counted = [each for each in findings if each.suppressed is None]
        dossier = self.index.find(known.root_id, known.path).dossier
        absolute = self.rows[number].path.rstrip(b"/") + b"/" + known.path
        first_seen = day_of_ns(known.first_seen)
        return FileFacts(
            known.root_id, known.path, known.size, known.document_class or "other", known.class_confidence,
            Coverage(known.coverage) if known.coverage and known.sha256 else Coverage.NONE,
            _entities(counted, Category.FORBIDDEN), _entities(counted, Category.SPECIAL),
            day_of_ns(known.sensitive_since) if known.sensitive_since else first_seen,
            tuple(DocumentDate(date.fromisoformat(day), DateSource(source), detail) for day, source, detail in known.dates), first_seen,
            self.held.on(dossier=dossier.number if dossier else "", document_class=known.document_class or "", path=absolute) if self.held else (),
            known.id,
        )  # fmt: skip

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

        for count, item in enumerate(plan(facts(), self.index, self.book, self.on, self.settings)):
            if count % 2000 == 0:
                beat()
            yield Planned(latest[0], item)

    def again(self, connection: Connection, file_id: int) -> Planned | None:
        """Return the decision on one file as things are now, None when it is not there any more."""
        known = retention_facts.known_file(connection, file_id, self.loaded.config.scan.violation_confidence)
        number = next((number for number, row in enumerate(self.rows) if known and row.id == known.root_id), None)
        if known is None or number is None or self.rows[number].suspended is not None:
            return None
        (item,) = plan([self.facts(number, known)], self.index, self.book, self.on, self.settings)
        return Planned(known, item)


def today(loaded: LoadedConfig) -> date:
    """Return the present day in the time zone of the service."""
    return datetime.now(ZoneInfo(loaded.config.service.timezone)).date()


def register_roots(rows: tuple[RootRow, ...]) -> tuple[RegisterRoot, ...]:
    """Return the roots as the register's folders are relative to."""
    return tuple(RegisterRoot(row.id, os.fsdecode(row.path), row.name) for row in rows)


def frame(rows: tuple[RootRow, ...], loaded: LoadedConfig, on: date) -> Frame:
    """Return against what the rows of a register are checked; folders are looked for on disk, in both forms of accents."""
    paths = {row.id: os.fsdecode(row.path) for row in rows}

    def exists(root: int, folder: str) -> bool:
        return any(os.path.isdir(os.path.join(paths[root], form)) for form in {folder, unicodedata.normalize("NFD", folder)})

    config = loaded.config
    return Frame(
        register_roots(rows), config.controllers, config.programmes, exists, on, config.retention.dossier_pattern is None
    )


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


def _entities(findings: list[Finding], category: Category) -> tuple[str, ...]:
    return tuple(sorted({each.entity for each in findings if each.category is category}))


def _with_files(
    connection: Connection, rows: tuple[RootRow, ...], register: Register, loaded: LoadedConfig, on: date
) -> tuple[Register, tuple[str, ...]]:
    """Return the register with the dossiers that `.dossier.yaml` files tell, and what is wrong with such files."""
    found: list[Dossier] = []
    problems: list[str] = []
    checked = frame(rows, loaded, on)
    for row in rows:
        for path in queries.paths_named(connection, row.id, dossier_file.FILE.encode()):
            shown = printable(as_text(path))
            try:
                with open_beneath(row.path, path) as file:
                    raw = file.read(_FILE_BYTES)
                folder = os.fsdecode(path.rpartition(b"/")[0])
                found.append(dossier_file.parse(raw, shown, row.id, folder, checked))
            except CannotOpen as refusal:
                problems.append(f"{shown}: cannot be read ({refusal.problem.detail})")
            except DossierwachtError as error:
                problems.append(str(error))
    joined, twice = dossier_file.joined(register, found)
    problems += [
        f"dossier {number}: stands in the register and in a {dossier_file.FILE}; the register's line counts" for number in twice
    ]
    return joined, tuple(problems)
