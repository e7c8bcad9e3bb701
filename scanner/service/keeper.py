"""Keeps the catalogue up to date with one root: guards it, crawls it, and looks where events say that something changed.

A thread of its own for each root, so that a share that does not answer holds up nobody else.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import partial

from scanner.catalog import journal, queue, roots
from scanner.catalog.queue import Due
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Catalog
from scanner.config import Root
from scanner.crawl import CrawlReport, Options, crawl, recrawl, revisit
from scanner.service import audit
from scanner.service.logs import log
from scanner.service.shared import Shared, Stopped
from scanner.tree import root_facts
from scanner.tree.guards import Reason, RootFacts, RootMemory, judge_root, judge_size
from scanner.tree.hints import Hint, Subtree, parent_of
from scanner.tree.listing import Compare
from scanner.tree.watch import Watcher

GUARD_SECONDS = 30.0
"""Between two looks at whether the root is what it was."""
AUDIT_SECONDS = 900.0
"""At least, between two audits of who can reach what was found."""
_BATCH_SECONDS = 0.02  # hints that come together are worked on together


@dataclass(slots=True)
class _Asked:
    """What is to be looked at, and the hints that asked for it, to say `done` with each."""

    whole: bool = False
    below: set[bytes] = field(default_factory=set)
    folders: set[bytes] = field(default_factory=set)
    hints: list[Hint] = field(default_factory=list)  # of the first two
    live: list[Hint] = field(default_factory=list)  # of the third

    def add(self, hint: Hint) -> None:
        if isinstance(hint, Subtree) and hint.deep:
            self.whole = self.whole or not hint.path
            if hint.path:
                self.below.add(hint.path)
            self.hints.append(hint)
        else:
            self.folders.add(hint.path if isinstance(hint, Subtree) else parent_of(hint.path))
            self.live.append(hint)

    def __bool__(self) -> bool:
        return self.whole or bool(self.below or self.folders)


class Keeper:
    """Works for one root, the `number`th of the watcher."""

    def __init__(self, shared: Shared, watcher: Watcher, number: int, row: RootRow, root: Root, options: Options) -> None:
        self.name = f"root {row.id}"
        self.row, self.root = row, root
        self.crawling_since: float | None = None
        self._shared, self._watcher, self._number = shared, watcher, number
        self._options = Options(options.excluded, options.own, Compare(root.compare.ctime, root.compare.inode))
        self._asked, self._turn = _Asked(), threading.Condition()
        self._examined = self._audited = float("-inf")
        self._audit_wanted = True
        self._facts: RootFacts | None = None
        self._open = self._closed = False  # may be processed; was found not to be

    @property
    def _catalog(self) -> Catalog:
        return self._shared.catalog

    def ask(self, hint: Hint) -> None:
        """Take a hint; any thread may."""
        with self._turn:
            self._asked.add(hint)
            self._turn.notify()

    def revisit(self, folder: bytes) -> None:
        """Ask for one folder to be looked at again."""
        with self._turn:
            self._asked.folders.add(folder)
            self._turn.notify()

    def run(self) -> None:
        """Run the thread."""
        try:
            while not self._shared.stopping.is_set():
                self._step()
        except Stopped:
            pass

    def _step(self) -> None:
        with self._turn:
            if not self._asked:
                self._turn.wait(min(GUARD_SECONDS, 2.0))
        self._shared.heart.beat(self.name)
        if self._shared.stopping.is_set():
            return
        if time.monotonic() - self._examined > GUARD_SECONDS or (self._asked and not self._open):
            self._shared.patiently(self.name, self._examine)
        if self._asked:
            self._shared.stopping.wait(_BATCH_SECONDS)
            self._work()
        elif self._open:
            self._audit()

    def _work(self) -> None:
        with self._turn:
            asked, self._asked = self._asked, _Asked()
        try:
            if self._open:
                self._live(asked.folders)
                for path in asked.below:
                    self._shared.patiently(
                        self.name, partial(recrawl, self._catalog, self.row, path, self._options, self._between)
                    )
                self._audit_wanted = True
            # What a root that is not right tells is worth nothing; it is crawled when it is right again.
            if asked.whole and (self._open or self._only_smaller()):
                self._shared.patiently(self.name, self._crawl)
        finally:
            for hint in (*asked.live, *asked.hints):
                self._watcher.done(hint)

    def _live(self, folders: set[bytes]) -> None:
        if not folders:
            return
        with self._watcher.looking(self._number):
            self._shared.patiently(self.name, partial(revisit, self._catalog, self.row, folders, self._options))

    def _between(self) -> bool:
        """What is done before each folder of a crawl: events first, then quiet hours. Return whether to stop."""
        while True:
            self._shared.heart.beat(self.name)
            if self._asked.folders:
                with self._turn:
                    folders, live = self._asked.folders, self._asked.live
                    self._asked.folders, self._asked.live = set(), []
                self._live(folders)
                for hint in live:
                    self._watcher.done(hint)
            if self._shared.stopping.is_set():
                return True
            if not self._shared.quiet():
                return False
            self._shared.stopping.wait(1.0)

    def _crawl(self) -> None:
        self._examine()
        if not (self._open or self._only_smaller()):
            return
        run = journal.begin_run(
            self._catalog, "crawl", self.row.id, judgement=self._shared.judgement, config=self._shared.config_digest
        )
        self.crawling_since = time.time()
        try:
            report = crawl(self._catalog, self.row, self._options, self._between, self._believe)
        finally:
            self.crawling_since = None
        outcome = "complete" if report.complete else "failed" if report.problem else "stopped"
        counts = report.counts
        figures = {
            "files": report.files, "folders": report.folders, "new": counts.new, "changed": counts.changed, "moved": counts.moved,
            "gone": counts.gone, "unreachable": report.unreachable, "other": report.other_entries, "excluded": report.excluded,
        }  # fmt: skip
        if report.complete and not report.believed:
            outcome = "not believed"
        journal.end_run(self._catalog, run, outcome, figures)
        log("crawl ended", root=self.row.id, outcome=outcome, **figures)
        if report.complete and report.believed and self._facts is not None:
            facts = self._facts
            roots.identify(
                self._catalog, self.row.id, device=facts.device, system=facts.system, mount_point=facts.mount_point,
                marker=facts.marker,
            )  # fmt: skip
            self._settle_alarms(())
        self._audit_wanted = True

    def _believe(self, report: CrawlReport) -> bool:
        guards = self._shared.config.guards
        verdict = judge_size(report.files, self._memory(), guards.shrink_percent, guards.shrink_files)
        if not verdict.go:
            self._stop_for(verdict.alarms[0].reason, dict(verdict.alarms[0].values))
        return verdict.go

    def _memory(self) -> RootMemory | None:
        row = self._reread()
        if row.crawl_done is None:
            return None
        return RootMemory(bool(row.mount_point), row.device, row.system, row.files, row.marker)

    def _reread(self) -> RootRow:
        with self._catalog.read() as connection:
            self.row = roots.one(connection, self.row.id)
        return self.row

    def _only_smaller(self) -> bool:
        return self.row.suspended == Reason.SMALLER

    def _examine(self) -> None:
        """Look whether this is the root that it was, and stop or go on accordingly."""
        memory = self._memory()
        facts = root_facts.look(self.row.path, self.root.marker)
        verdict = judge_root(facts, memory, marker_wanted=bool(self.root.marker))
        self._examined, self._facts = time.monotonic(), facts
        if not verdict.go:
            self._settle_alarms({alarm.reason for alarm in verdict.alarms})
            for alarm in verdict.alarms:
                self._stop_for(alarm.reason, dict(alarm.values))
            return
        if self._only_smaller() and memory is not None:
            self._settle_alarms({Reason.SMALLER})
            self._open, self._closed = False, True
            return
        self._settle_alarms(())
        self._open = True
        if self._closed:
            self._closed = False
            self._watcher.ask(self._number)

    def _stop_for(self, reason: Reason, values: dict[str, object]) -> None:
        self._open, self._closed = False, True
        self._shared.alarms.set(reason.value, self.name, values)
        if self.row.suspended != reason.value:
            roots.suspend(self._catalog, self.row.id, reason.value)
            self._reread()

    def _settle_alarms(self, standing: set[Reason] | tuple[()]) -> None:
        """Clear the alarms of this root that do not stand any more, and let it go on when none does."""
        for kind, subject in self._shared.alarms.open():
            if subject == self.name and kind.startswith("guard_") and kind not in standing:
                self._shared.alarms.set(kind, subject, None)
        if not standing and self.row.suspended is not None:
            roots.suspend(self._catalog, self.row.id, None)
            self._reread()

    def _audit(self) -> None:
        if not self._audit_wanted or time.monotonic() - self._audited < AUDIT_SECONDS or self._shared.quiet():
            return
        with self._catalog.read() as connection:
            if any(reason is not Due.RECHECK for reason in queue.waiting(connection)):
                return  # there will be more to look at soon
        self._audit_wanted, self._audited = False, time.monotonic()
        config, beat = self._shared.config, partial(self._shared.heart.beat, self.name)
        found = self._shared.patiently(
            self.name,
            lambda: audit.audit(self._catalog, self.row, config.access.largest_group, config.scan.violation_confidence, beat),
        )
        log("access looked at", root=self.row.id, exposed=found)
