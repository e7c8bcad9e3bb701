"""What a report tells, as plain frozen values: gathered elsewhere, rendered here. No value of a document is among them.

Paths are ready to be shown (numbers masked, control characters escaped), `masked` holds at most what the contract lets out. Sizes are bytes,
days are Belgian days, weeks are ISO weeks such as `2026-W47`. `controller` is a key of the configuration, empty for files outside any dossier.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")

SHOWN = 50
"""Rows of a section in the page; all of them are in the CSV and JSON beside it."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The rows of a section that are shown, the weightiest first, and how many there are in all."""

    rows: tuple[T, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)

    def first(self, count: int) -> Listed[T]:
        """Return the same with fewer rows shown."""
        return Listed(self.rows[:count], self.total)


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. `category` is `forbidden`, `special` (without consent), `note` or `suppressed`.

    `since` is the week in which it was first reported, empty when it is new. `open` names why too many can reach its file.
    """

    path: str
    folder: str
    controller: str
    dossier: str
    entity: str
    category: str
    where: str
    masked: str
    evidence: tuple[str, ...]
    confidence: float
    count: int
    document_class: str
    advice: str
    since: str = ""
    open: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """A finding of an earlier report that is gone: `how` is `gone` (the file), `accepted`, `consent` or `changed`.

    `count` is in how many places of the file it stood.
    """

    path: str
    controller: str
    entity: str
    how: str
    since: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """How much there is of one kind of data."""

    entity: str
    findings: int
    files: int
    new: int


@dataclass(frozen=True, slots=True)
class Weight:
    """A folder by what lies directly in it: findings, files with any, and its kinds with the most frequent first."""

    path: str
    findings: int
    files: int
    kinds: tuple[str, ...]
    open: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed since the report before. New ones are told apart by why they are new, solved ones by how they were solved."""

    new: int = 0
    solved: int = 0
    still: int = 0
    new_in_new: int = 0
    new_in_changed: int = 0
    new_in_old: int = 0
    """In files that did not change: recognised only now, by other rules or because they were read for the first time."""
    solved_gone: int = 0
    solved_accepted: int = 0
    solved_changed: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not read completely; `coverage` is `partial` or `none`, `reasons` are codes."""

    path: str
    controller: str
    coverage: str
    reasons: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Hiding:
    """A folder by the files in it that were not read completely."""

    path: str
    none: int
    partial: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the files were read. `waiting` ones are known and not read yet; the four add up to all files."""

    full: int = 0
    partial: int = 0
    none: int = 0
    waiting: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    folders: Listed[Hiding] = field(default_factory=Listed)
    files: Listed[Unread] = field(default_factory=Listed)

    @property
    def total(self) -> int:
        """All files."""
        return self.full + self.partial + self.none + self.waiting


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of files and their bytes."""

    files: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A file whose term is over. `reasons` are keys of sentences with their values; `confirmed` is whether its rule is."""

    path: str
    controller: str
    dossier: str
    document_class: str
    rule: str
    expires: date
    delete_by: date
    state: str
    confirmed: bool
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    size: int
    item: str


@dataclass(frozen=True, slots=True)
class Deleted:
    """A file destroyed in the period, by the line of the proof that tells it. Its name is not told: it was to be forgotten."""

    proof: int
    hash: str
    at: date
    item: str
    controller: str
    dossier: str
    document_class: str
    rule: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the forecast: files whose term ends in it, and whose last day for deletion lies in it."""

    first: date
    expires: int
    deadline: int


@dataclass(frozen=True, slots=True)
class Terms:
    """Retention. `planned` is the day of the last plan, None before the first one; the forecast and `review` are of that day."""

    planned: date | None = None
    due: Amount = Amount()
    overdue: Amount = Amount()
    held: Amount = Amount()
    approved: Amount = Amount()
    quarantined: Amount = Amount()
    review: Amount = Amount()
    next_deadline: date | None = None
    months: tuple[Month, ...] = ()
    items: Listed[Term] = field(default_factory=Listed)
    kept_back: Listed[Term] = field(default_factory=Listed)
    """Items on hold."""
    deleted: Listed[Deleted] = field(default_factory=Listed)


@dataclass(frozen=True, slots=True)
class Open:
    """A file or folder with forbidden or special data that too many can reach; `concern` says in what way."""

    path: str
    controller: str
    folder: bool
    concern: str
    since: date


@dataclass(frozen=True, slots=True)
class Point:
    """One week of the trend; `violations` is None when there was no report."""

    week: str
    violations: int | None
    special: int | None = None
    unread: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """All of one controller, of one owner's folder, or of everything. `kind` is `all`, `controller` or `owner`."""

    kind: str
    key: str
    name: str
    violations: int = 0
    special: int = 0
    with_consent: int = 0
    notes: int = 0
    suppressed: int = 0
    files_with_forbidden: int = 0
    forbidden: Listed[Found] = field(default_factory=Listed)
    sensitive: Listed[Found] = field(default_factory=Listed)
    uncertain: Listed[Found] = field(default_factory=Listed)
    allowed: Listed[Found] = field(default_factory=Listed)
    kinds: tuple[Kind, ...] = ()
    special_kinds: tuple[Kind, ...] = ()
    folders: Listed[Weight] = field(default_factory=Listed)
    changes: Movement = Movement()
    special_changes: Movement = Movement()
    solved: Listed[Solved] = field(default_factory=Listed)
    reading: Reading = field(default_factory=Reading)
    terms: Terms = field(default_factory=Terms)
    open: Listed[Open] = field(default_factory=Listed)
    open_to_everyone: int = 0
    trend: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class RootHealth:
    """A root and its crawls in the period. `suspended` is the key of a sentence, empty when all is well."""

    name: str
    files: int
    suspended: str
    values: Mapping[str, Any]
    crawls: int
    days_without: tuple[date, ...]
    last: datetime | None


@dataclass(frozen=True, slots=True)
class AlarmTold:
    """An alarm that stood in the period; `kind` is the key of a sentence."""

    kind: str
    subject: str
    values: Mapping[str, Any]
    raised: datetime
    cleared: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the service did in the period."""

    roots: tuple[RootHealth, ...] = ()
    alarms: tuple[AlarmTold, ...] = ()
    stopped: int = 0
    """Crawls that were begun in the period and did not end well."""
    given_up: int = 0
    """Files that ended the reading process again and again."""
    folders_shut: int = 0
    proof_lines: int = 0
    proof_head: str = ""
    proof_broken: int | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """An exception of the configuration, or a person's verdict. `state` is `holds`, `expires`, `expired` or `no_key`."""

    by: str
    reason: str
    until: date | None
    state: str
    suppressed: int


@dataclass(frozen=True, slots=True)
class Made:
    """From what and with what the report was made; the audit trail."""

    version: str
    rules: str
    config: str
    config_digest: str
    data_date: date
    rules_before: str = ""
    version_before: str = ""
    only: str = ""
    """The one root or dossier that it is limited to, empty for all."""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report of a week. `before` is the week of the report it is compared with, `missed` those between that had none."""

    week: str
    first: date
    last: date
    made: Made
    organisation: Scope
    controllers: tuple[Scope, ...] = ()
    owners: tuple[Scope, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Full names of controllers by their key."""
    before: str = ""
    missed: tuple[str, ...] = ()
    health: Health = field(default_factory=Health)
    allowances: tuple[Allowance, ...] = ()

    @property
    def rules_changed(self) -> bool:
        """Whether other rules or another version judged than in the report before."""
        made = self.made
        return bool(self.before) and (made.rules, made.version) != (made.rules_before, made.version_before)
