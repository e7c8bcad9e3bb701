"""From the catalogue to the facts of a report, in one pass over what it holds; lists go to whoever writes them while they stream by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from reports import weeks
from reports.facts import Allowance, Deleted, Found, Made, Open, Point, Report, Solved, Term, Unread
from scanner import __version__, rulepacks
from scanner.belgian_day import day_of_ns
from scanner.catalog import report_history as history
from scanner.catalog import report_queries as queries
from scanner.catalog.queries import shown_path
from scanner.catalog.report_history import Told, key_of
from scanner.catalog.report_queries import FoundRow, Opened
from scanner.dossier_folders import number_shown
from scanner.model import Category, Finding
from scanner.policy import Policies
from scanner.reporting import health, plan_figures, proofs
from scanner.reporting.advise import advice
from scanner.reporting.basis import Basis, Home, Homes, controllers, rule_book
from scanner.reporting.collect import Collector
from scanner.retention.rules import RuleBook
from scanner.tree.names import printable
from scanner.tree.walk import Root

TREND_WEEKS = 12
Row = Found | Solved | Unread | Term | Deleted | Open
Sink = Callable[[Row], None]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A report, and what is to be remembered of it when it is the weekly one."""

    report: Report
    told: tuple[Told, ...]
    figures: Mapping[str, Mapping[str, Any]]


def gather(basis: Basis, sink: Sink = lambda row: None) -> Gathered:
    """Return the report of a week. Every row of every list is given to `sink`, in the order of the catalogue."""
    with basis.catalog.read() as connection:
        return _Gathering(connection, basis, sink).run()


@dataclass(slots=True)
class _Present:
    """The keys of findings that are there now: told, accepted by a policy, or allowed by a consent."""

    told: dict[int, Told] = field(default_factory=dict)
    places: Counter[int] = field(default_factory=Counter)
    accepted: set[int] = field(default_factory=set)
    consented: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)
    """Out of this report's part, or not sure enough any more."""


class _Gathering:
    def __init__(self, connection: Opened, basis: Basis, sink: Sink) -> None:
        config = basis.loaded.config
        self._connection, self._basis, self._sink = connection, basis, sink
        self._first, self._last = weeks.days(basis.week)
        self._homes = Homes(connection, basis)
        self._rules: RuleBook = rule_book(basis)
        self._names = {key: printable(name) for key, name in config.controllers.items()}
        self._all = Collector("all", "", "")
        keys = [*controllers(config.controllers, self._homes), ""]
        self._by = {key: Collector("controller", key, self._names.get(key, printable(key))) for key in keys}
        self._owners = [Collector("owner", printable(one.folder), printable(one.name)) for one in config.report.owners]
        order = sorted(self._homes.roots)
        self._index = {root: number for number, root in enumerate(order)}
        self._policies = Policies(
            basis.loaded, [Root(self._homes.roots[root].path) for root in order], basis.day, stable=basis.stable
        )
        self._before = history.known(connection, basis.week)
        self._present = _Present()
        self._suppressed: dict[str, int] = {}

    def run(self) -> Gathered:
        connection, basis = self._connection, self._basis
        before = history.last_week(connection, basis.week)
        open_files, open_folders = self._exposures()
        self._coverage()
        for row in queries.found(connection, self._homes.places):
            home = self._homes.of(row.folder_id)
            concern = open_files.get(row.file_id, "") if row.file_id else open_folders.get(row.folder_id, "")
            self._found(row, home, concern or "")
        self._solved()
        self._unread()
        self._items()
        self._deleted()
        self._open_last()
        all_planned, planned = plan_figures.recall(connection)
        earlier = history.figures(connection, weeks.back(basis.week, TREND_WEEKS - 1), basis.week)
        scopes = [self._by[key] for key in self._by if key or self._homes.register.dossiers or len(self._by) > 1]
        made_before = earlier.get((before or "", ""), {}) or (
            history.figures(connection, before, basis.week).get((before, ""), {}) if before else {}
        )
        whole = basis.whole
        report = Report(
            basis.week, self._first, self._last, self._made(made_before),
            self._all.scope(self._trend("", self._all, earlier) if whole else (), all_planned if whole else _only_day(all_planned)),
            tuple(
                one.scope(self._trend(f"controller:{one.key}", one, earlier), planned.get(one.key, _only_day(all_planned)))
                for one in scopes
            ) if whole else (),
            tuple(one.scope((), _only_day(all_planned)) for one in self._owners) if whole else (),
            self._names, before or "", weeks.between(before, basis.week) if before else (),
            health.health(connection, basis, self._homes, self._first, self._last), self._allowances(),
        )  # fmt: skip
        figures = {"": self._all.figures() | {"rules": report.made.rules, "version": __version__}}
        figures |= {f"controller:{one.key}": one.figures() for one in self._by.values()}
        return Gathered(
            report, tuple(replace(one, places=self._present.places[key]) for key, one in self._present.told.items()), figures
        )

    def _of(self, controller: str, owners: Iterable[int]) -> Iterator[Collector]:
        yield self._all
        own = self._by.get(controller)
        yield own if own is not None else self._by[""]
        for owner in owners:
            yield self._owners[owner]

    def _found(self, row: FoundRow, home: Home, concern: str) -> None:
        judged = self._policies.judge(row.findings, self._index[home.root_id], row.path, is_folder=row.file_id is None)
        since = [self._before.get(key_of(row.file_id, row.folder_id, one.entity, one.fingerprint), "") for one in judged]
        rows = [self._row(row, home, concern, *each) for each in zip(judged, since, strict=True)]
        told = tuple(each for each in rows if each is not None)
        if not home.told or not told:
            return
        for each in told:
            self._sink(each)
            if each.category == "suppressed":
                self._suppressed[each.by] = self._suppressed.get(each.by, 0) + 1
        because = self._because(row)
        for collector in self._of(home.controller, home.owners):
            collector.found(told, because)

    def _row(self, row: FoundRow, home: Home, concern: str, one: Finding, since: str) -> Found | None:
        """Return a finding as it is told, None when the person consented to it; and remember that it is there."""
        key = key_of(row.file_id, row.folder_id, one.entity, one.fingerprint)
        category, present = self._category(one, row.document_class, home), self._present
        if not home.told:
            present.others.add(key)
            return None
        if category == "consent":
            present.consented.add(key)
            for collector in self._of(home.controller, home.owners):
                collector.counts["with_consent"] += 1
            return None
        if category == "suppressed":
            present.accepted.add(key)
        elif category != "note":
            folder = None if row.file_id else row.folder_id
            present.told.setdefault(key, Told(key, row.file_id, folder, one.entity, category))
            present.places[key] += 1
        why = one.suppressed
        return Found(
            self._homes.shown(home, row.shown), home.shown, home.controller, _number(home), one.entity, category, printable(one.locator),
            one.masked, one.evidence, round(one.confidence, 2), one.count, row.document_class,
            advice(one.entity, row.document_class, home.dossier) if category in ("forbidden", "note") else "",
            since if category in ("forbidden", "special") else "", concern if category in ("forbidden", "special") else "",
            why.reason if why else "", why.by if why else "", why.until if why else None,
        )  # fmt: skip

    def _category(self, one: Finding, document_class: str, home: Home) -> str:
        if one.suppressed is not None:
            return "suppressed"
        if one.confidence < self._basis.loaded.config.scan.violation_confidence:
            return "note"
        if one.category is Category.FORBIDDEN:
            return "forbidden"
        rule = self._rules.rule_for(document_class, home.dossier)
        lawful = rule is not None and one.entity in rule.legal_duty
        consented = home.dossier is not None and home.dossier.allows(one.entity, self._basis.day)
        return "consent" if lawful or consented else "special"

    def _because(self, row: FoundRow) -> str:
        if day_of_ns(row.first_seen) >= self._first:
            return "new_in_new"
        return "new_in_changed" if row.mtime_ns and _safe_day(row.mtime_ns) >= self._first else "new_in_old"

    def _solved(self) -> None:
        present = self._present
        there = present.told.keys() | present.others
        for one in history.before(self._connection, self._before.keys() - there):
            home = self._homes.of(one.folder_id)
            if not home.told:
                continue
            folder = self._homes.places[one.folder_id]
            if one.file_id is None:
                path, shown = folder.path, folder.shown + "/"
            else:
                path = folder.path + b"/" + one.name if folder.path else one.name
                shown = shown_path(one.shown, path, judged=one.judged)
            how = (
                "gone"
                if one.missing
                else "accepted"
                if one.key in present.accepted
                else "consent"
                if one.key in present.consented
                else "changed"
            )
            row = Solved(self._homes.shown(home, shown), home.controller, one.entity, how, one.first_week, one.places)
            self._sink(row)
            for collector in self._of(home.controller, home.owners):
                collector.was_solved(row, one.category)

    def _exposures(self) -> tuple[dict[int | None, str], dict[int, str]]:
        files: dict[int | None, str] = {}
        folders: dict[int, str] = {}
        for row in queries.exposures(self._connection, self._homes.places):
            if row.file_id is None:
                folders[row.folder_id] = row.concern
            else:
                files[row.file_id] = row.concern
        return files, folders

    def _open_last(self) -> None:
        """Tell what too many can reach; after the findings, so that the folders among them get their mark."""
        for row in queries.exposures(self._connection, self._homes.places):
            home = self._homes.of(row.folder_id)
            if not home.told:
                continue
            path = self._homes.shown(home, row.shown) if row.file_id is not None else home.shown
            told = Open(path, home.controller, row.file_id is None, row.concern, day_of_ns(row.since))
            self._sink(told)
            for collector in self._of(home.controller, home.owners):
                collector.exposed(told)

    def _coverage(self) -> None:
        for folder, coverage, files in queries.coverage_by_folder(self._connection):
            home = self._homes.of(folder)
            if home.told:
                for collector in self._of(home.controller, home.owners):
                    collector.coverage[coverage] += files

    def _unread(self) -> None:
        for row in queries.unread(self._connection, self._homes.places):
            home = self._homes.of(row.folder_id)
            if not home.told:
                continue
            told = Unread(self._homes.shown(home, row.shown), home.controller, row.coverage, row.reasons, row.size)
            self._sink(told)
            for collector in self._of(home.controller, home.owners):
                collector.not_read(told, home.shown)

    def _items(self) -> None:
        for row in queries.items(self._connection):
            home = self._homes.at(row.root_id, row.path)
            if not home.told:
                continue
            controller = self._homes.controller_of(row.dossier) or home.controller
            told = Term(
                self._homes.shown(home, row.shown), controller, number_shown(row.dossier), row.document_class, row.rule, date.fromisoformat(row.expires),
                date.fromisoformat(row.delete_by), row.state, row.confirmed, row.reasons, row.size, row.item,
            )  # fmt: skip
            self._sink(told)
            for collector in self._of(controller, home.owners):
                collector.item(told)

    def _deleted(self) -> None:
        """Tell what was destroyed in the period; an owner's folder is not known any more, nor is a root or the name."""
        done = proofs.purged(self._basis.state_dir, self._first, self._last)
        about = queries.of_items(self._connection, [one.item for one in done])
        for one in done:
            document_class, dossier, rule = about.get(one.item, ("other", "", ""))
            if self._basis.only_root is not None or self._basis.only_dossier not in (None, dossier):
                continue
            controller = self._homes.controller_of(dossier)
            told = Deleted(one.number, one.hash, one.day, one.item, controller, number_shown(dossier), document_class, rule)
            self._sink(told)
            for collector in self._of(controller, ()):
                collector.deleted.add(told)

    def _trend(self, scope: str, own: Collector, earlier: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[Point, ...]:
        points = []
        for number in range(TREND_WEEKS - 1, -1, -1):
            week = weeks.back(self._basis.week, number)
            known: Mapping[str, Any] = earlier.get((week, scope), {}) if number else own.figures()
            points.append(Point(week, known.get("violations"), known.get("special"), known.get("unread")))
        return tuple(points)

    def _made(self, before: Mapping[str, Any]) -> Made:
        basis = self._basis
        only = ""
        if basis.only_root is not None:
            only = printable(basis.only_root)
        if basis.only_dossier is not None:
            only = f"{only} {printable(basis.only_dossier)}".strip()
        return Made(
            __version__, rulepacks.digest(basis.rules), printable(basis.loaded.source), basis.loaded.digest, basis.day,
            str(before.get("rules", "")), str(before.get("version", "")), only,
        )  # fmt: skip

    def _allowances(self) -> tuple[Allowance, ...]:
        return tuple(
            Allowance(entry.by, entry.reason, entry.until, entry.state.value, self._suppressed.get(entry.by, 0))
            for entry in self._policies.entries
        )


def _only_day(planned: Mapping[str, Any]) -> dict[str, Any]:
    """Return a plan of which nothing is known for a part but that there is one."""
    return {"on": planned["on"]} if planned else {}


def _number(home: Home) -> str:
    return number_shown(home.dossier.number) if home.dossier is not None else ""


def _safe_day(nanoseconds: int) -> date:
    """Return the day of a file's time, which may be any number."""
    try:
        return day_of_ns(nanoseconds)
    except (OverflowError, ValueError):
        return date.min
