"""One part of a report while rows stream by: counts, and the weightiest rows, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from reports.facts import (
    SHOWN,
    Amount,
    Deleted,
    Found,
    Hiding,
    Kind,
    Listed,
    Month,
    Movement,
    Open,
    Point,
    Reading,
    Scope,
    Solved,
    Term,
    Terms,
    Unread,
    Weight,
)  # fmt: skip

T = TypeVar("T")
HEAVIEST = (
    "EID_EXPORT", "ID_CARD_COPY", "ID_MRZ", "ID_PHOTO", "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH",
)  # fmt: skip
"""Kinds of forbidden data, what harms most first: a copy of a card holds all the others."""
_ORDER = {entity: number for number, entity in enumerate(HEAVIEST)}
_FOLDER_KINDS = 4  # named of a folder
_SAMPLE = 5  # reasons named of a folder


class Top(Generic[T]):
    """The first rows by a key among many, and how many there were."""

    def __init__(self, key: Callable[[T], Any], count: int = SHOWN) -> None:
        self._key, self._count, self._rows = key, count, list[T]()
        self.total = 0

    def add(self, row: T) -> None:
        """Take in a row."""
        self.total += 1
        self._rows.append(row)
        if len(self._rows) > 20 * self._count:
            self._cut()

    def _cut(self) -> None:
        self._rows.sort(key=self._key)
        del self._rows[self._count :]

    def listed(self) -> Listed[T]:
        """Return the rows that are shown."""
        self._cut()
        return Listed(tuple(self._rows), self.total)


def by_weight(row: Found) -> tuple[Any, ...]:
    """Return the order in which findings are told: what everyone can reach, then by kind, new ones first."""
    return (
        row.open == "",
        _ORDER.get(row.entity, 99),
        row.entity,
        row.since != "",
        -row.confidence,
        row.path,
        row.where,
        row.masked,
    )


@dataclass(slots=True)
class Moved:
    """How one category moved."""

    counts: Counter[str] = field(default_factory=Counter)

    def movement(self) -> Movement:
        """Return it as it is told."""
        return Movement(**{name: self.counts[name] for name in Movement.__dataclass_fields__})


@dataclass(slots=True)
class _Folder:
    findings: int = 0
    files: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    open: str = ""


class Collector:
    """What becomes a `Scope`."""

    def __init__(self, kind: str, key: str, name: str) -> None:
        self.kind, self.key, self.name = kind, key, name
        self.counts: Counter[str] = Counter()
        self.lists = {category: Top(by_weight) for category in ("forbidden", "special", "note", "suppressed")}
        self.kinds: dict[str, dict[str, Counter[str]]] = {"forbidden": {}, "special": {}}
        self.folders: dict[str, _Folder] = {}
        self.moved = {"forbidden": Moved(), "special": Moved()}
        self.solved: Top[Solved] = Top(lambda row: (_ORDER.get(row.entity, 99), row.entity, row.path))
        self.coverage: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.hiding: dict[str, Counter[str]] = {}
        self.unread: Top[Unread] = Top(lambda row: (row.coverage != "none", -row.size, row.path))
        self.amounts: dict[str, tuple[int, int]] = {}
        self.due: Top[Term] = Top(lambda row: (row.delete_by, row.path, row.item))
        self.held: Top[Term] = Top(lambda row: (row.delete_by, row.path, row.item))
        self.deleted: Top[Deleted] = Top(lambda row: row.proof)
        self.open: Top[Open] = Top(lambda row: (row.concern != "open_to_everyone", not row.folder, row.since, row.path))

    def found(self, rows: Iterable[Found], new_because: str) -> None:
        """Take in the findings of one file; `new_because` is the count in which its new ones belong."""
        files: dict[str, set[str]] = {}
        for row in rows:
            self.lists[row.category].add(row)
            self.counts[row.category] += 1
            if row.category not in self.kinds:
                continue
            counts = self.moved[row.category].counts
            counts["still" if row.since else "new"] += 1
            if not row.since:
                counts[new_because] += 1
            kind = self.kinds[row.category].setdefault(row.entity, Counter())
            kind["findings"] += 1
            kind["new"] += row.since == ""
            files.setdefault(row.category, set()).add(row.entity)
            if row.category == "forbidden":
                folder = self.folders.setdefault(row.folder, _Folder())
                folder.findings += 1
                folder.kinds[row.entity] += 1
        for category, entities in files.items():
            for entity in entities:
                self.kinds[category][entity]["files"] += 1
        if "forbidden" in files:
            self.counts["files"] += 1
            self.folders[next(row.folder for row in rows if row.category == "forbidden")].files += 1

    def was_solved(self, row: Solved, category: str) -> None:
        """Take in a finding that is no more."""
        counts = self.moved[category].counts
        counts["solved"] += row.count
        how = {"gone": "solved_gone", "accepted": "solved_accepted", "consent": "solved_accepted"}.get(row.how, "solved_changed")
        counts[how] += row.count
        self.solved.add(row)

    def not_read(self, row: Unread, folder: str) -> None:
        """Take in a file that was not read completely; it is in `coverage` already."""
        self.unread.add(row)
        self.reasons.update(row.reasons)
        counts = self.hiding.setdefault(folder, Counter())
        counts[f"={row.coverage}"] += 1
        counts.update(row.reasons)

    def item(self, row: Term) -> None:
        """Take in a file whose term is over."""
        files, size = self.amounts.get(row.state, (0, 0))
        self.amounts[row.state] = (files + 1, size + row.size)
        if row.state == "held":
            self.held.add(row)
        elif row.state != "quarantined":
            self.due.add(row)

    def exposed(self, row: Open) -> None:
        """Take in what too many can reach."""
        self.open.add(row)
        self.counts["open_to_everyone"] += row.concern == "open_to_everyone"
        if row.folder and row.path in self.folders:
            self.folders[row.path].open = row.concern

    def scope(self, trend: tuple[Point, ...], planned: dict[str, Any]) -> Scope:
        """Return what was collected; `planned` is what the last plan of retention said."""
        lists = {category: top.listed() for category, top in self.lists.items()}
        return Scope(
            self.kind, self.key, self.name, self.counts["forbidden"], self.counts["special"], self.counts["with_consent"],
            self.counts["note"], self.counts["suppressed"], self.counts["files"], lists["forbidden"], lists["special"], lists["note"],
            lists["suppressed"], self._kinds("forbidden"), self._kinds("special"), self._weights(),
            self.moved["forbidden"].movement(), self.moved["special"].movement(), self.solved.listed(), self._reading(),
            self._terms(planned), self.open.listed(), self.counts["open_to_everyone"], trend,
        )  # fmt: skip

    def figures(self) -> dict[str, Any]:
        """Return what is remembered of this week for the trend."""
        moved = self.moved["forbidden"].counts
        return {
            "violations": self.counts["forbidden"], "special": self.counts["special"], "files": self.coverage.total(),
            "unread": self.coverage["partial"] + self.coverage["none"] + self.coverage[""], "open": self.open.total,
            "new": moved["new"], "solved": moved["solved"], "deleted": self.deleted.total,
            **{state: self.amounts.get(state, (0, 0))[0] for state in ("due", "overdue", "held")},
        }  # fmt: skip

    def _kinds(self, category: str) -> tuple[Kind, ...]:
        kinds = self.kinds[category]
        order = sorted(kinds, key=lambda entity: (_ORDER.get(entity, 99), -kinds[entity]["findings"], entity))
        return tuple(Kind(name, kinds[name]["findings"], kinds[name]["files"], kinds[name]["new"]) for name in order)

    def _weights(self) -> Listed[Weight]:
        worst = sorted(self.folders.items(), key=lambda each: (-each[1].findings, each[0]))
        rows = tuple(
            Weight(path, one.findings, one.files, tuple(_most(one.kinds)[:_FOLDER_KINDS]), one.open)
            for path, one in worst[:SHOWN]
        )
        return Listed(rows, len(worst))

    def _reading(self) -> Reading:
        worst = sorted(self.hiding.items(), key=lambda each: (-each[1]["=none"], -each[1]["=partial"], each[0]))
        rows = tuple(
            Hiding(path, one["=none"], one["=partial"], tuple(name for name in _most(one) if name[0] != "=")[:_SAMPLE])
            for path, one in worst[:SHOWN]
        )
        reasons = tuple((code, self.reasons[code]) for code in _most(self.reasons))
        return Reading(
            self.coverage["full"], self.coverage["partial"], self.coverage["none"], self.coverage[""], reasons, Listed(rows, len(worst)),
            self.unread.listed(),
        )  # fmt: skip

    def _terms(self, planned: dict[str, Any]) -> Terms:
        amounts = {
            state: Amount(*self.amounts.get(state, (0, 0))) for state in ("due", "overdue", "held", "approved", "quarantined")
        }
        return Terms(
            planned.get("on"), **amounts, review=Amount(*planned.get("review", (0, 0))), next_deadline=planned.get("next"),
            months=tuple(Month(*month) for month in planned.get("months", ())),
            items=self.due.listed(), kept_back=self.held.listed(), deleted=self.deleted.listed(),
        )  # fmt: skip


def _most(counts: Counter[str]) -> list[str]:
    return [name for name, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))]
