"""The daemon: one catalogue, and for as long as a configuration holds its threads; signals and signs of life."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict

from scanner import config as configuration
from scanner import rulepacks
from scanner.catalog import housekeeping, journal, notes, queue, roots
from scanner.catalog.errors import CatalogError
from scanner.catalog.store import Catalog
from scanner.config import LoadedConfig
from scanner.crawl import Options
from scanner.drain import Work, judgement_of
from scanner.errors import DossierwachtError, place_of
from scanner.model import Code
from scanner.pipeline import Settings
from scanner.service import health, listening, logs, reading, report_job
from scanner.service.alarms import Alarms
from scanner.service.heart import Heart
from scanner.service.keeper import Keeper
from scanner.service.logs import log
from scanner.service.notify import notify, watchdog_seconds
from scanner.service.plan import Plan
from scanner.service.planner import Planner
from scanner.service.planning import record
from scanner.service.reading import Reading
from scanner.service.register_file import Watched
from scanner.service.schedule import Schedule
from scanner.service.shared import Shared
from scanner.throttle import be_gentle
from scanner.tree import root_facts
from scanner.tree.guards import Moment, judge_clock
from scanner.tree.watch import Watcher

TICK = 2.0
"""Seconds between two signs of life and health files."""
CLOCK_SECONDS = 60.0
REGISTER_SECONDS = 15.0
HANGS = 900.0
"""A thread that gave no sign of life for so many seconds hangs: on a share that does not answer, most likely."""
DRAIN = 8.0
"""Seconds that threads get to end before the service ends without them; what they had under way is done again."""
_MOMENT = "moment"
_EXCLUDED = "excluded"
_AGAIN = (Code.PERMISSION, Code.MEMORY, Code.TIMEOUT, Code.CRASH, Code.OCR_UNAVAILABLE)
"""What may go well another time, and is tried once more with each housekeeping."""


class Daemon:
    """The service of one process."""

    def __init__(self, plan: Plan, reload: Callable[[], LoadedConfig]) -> None:
        self._plan, self._reload = plan, reload
        self._heart = Heart()
        self._hangup = threading.Event()
        self._started = time.time()

    def run(self) -> None:
        """Run until a signal says to end. Raises DossierwachtError when it cannot start or cannot go on."""
        logs.set_up(self._plan.config.service.log)
        self._listen_to_signals()
        gentle = be_gentle(self._plan.config.service.nice, idle_disk=self._plan.config.service.idle_disk)
        with Catalog.open(self._plan.catalog_url) as catalog:
            log("service started", pid=os.getpid(), roots=len(self._plan.roots), not_done=", ".join(gentle) or "-")
            alarms = Alarms(catalog)
            while not self._heart.stopping.is_set():
                _Generation(catalog, self._plan, alarms, self._heart, self._started).run(self._hangup.is_set)
                if self._heart.failed is not None:
                    break
                if self._hangup.is_set():
                    self._hangup.clear()
                    self._take_new_configuration(alarms)
            notify("STOPPING=1")
        if self._heart.failed is not None:
            name, error = self._heart.failed
            told = str(error) if isinstance(error, DossierwachtError) else f"the thread {name!r} ended with {place_of(error)}"
            raise DossierwachtError(f"{told}; the service ends, and goes on where it was when it is started again")
        log("service ended")

    def _take_new_configuration(self, alarms: Alarms) -> None:
        """Go on with a new configuration when it is right, else with the old one."""
        try:
            plan = Plan.of(self._reload(), self._plan.state_dir)
            if plan.catalog_url != self._plan.catalog_url:
                raise DossierwachtError("service.catalog cannot be changed while the service runs; start it again")
            logs.set_up(plan.config.service.log)
        except DossierwachtError as error:
            log("the new configuration is not taken", level=logging.ERROR, problem=error)
            alarms.set("config_wrong", "configuration", {"problem": str(error)})
        else:
            self._plan = plan
            alarms.set("config_wrong", "configuration", None)
            log("new configuration", digest=plan.loaded.digest[:16])

    def _listen_to_signals(self) -> None:
        def end(number: int, frame: object) -> None:
            self._heart.stopping.set()
            self._heart.wake.set()

        def hang_up(number: int, frame: object) -> None:
            self._hangup.set()
            self._heart.wake.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, hang_up)


class _Generation:
    """The threads of one configuration."""

    def __init__(self, catalog: Catalog, plan: Plan, alarms: Alarms, heart: Heart, started: float) -> None:
        config, self._plan, self._started = plan.config, plan, started
        self._catalog, self._alarms, self._heart = catalog, alarms, heart
        rows = [roots.add(catalog, path, root.name) for path, root in plan.roots]
        settings = Settings(
            tuple(row.path for row in rows), os.fspath(plan.rules), config.limits, plan.key.secret, config.scan.ocr,
            tuple(config.scan.allow), tuple(config.scan.name_models),
        )  # fmt: skip
        judgement = judgement_of(catalog, settings, rulepacks.digest(plan.rules))
        self._shared = Shared(catalog, config, plan.loaded.digest, judgement, alarms, heart)
        own = [os.fsencode(folder) for folder in plan.own]
        self._watcher = Watcher(
            [row.path for row in rows],
            config.watch,
            own=own,
            state=os.fsencode(plan.state_dir),
            excluded=plan.excluded or (lambda path, is_folder: False),
        )
        options = Options(plan.excluded)
        self._keepers = [
            Keeper(self._shared, self._watcher, number, row, root, options)
            for number, (row, (_, root)) in enumerate(zip(rows, plan.roots, strict=True))
        ]
        by_id = {keeper.row.id: keeper for keeper in self._keepers}
        work = Work(
            settings, judgement, tuple(row.id for row in rows), config.scan.workers or os.cpu_count() or 1,
            config.scan.files_per_worker, int(config.service.megabytes_per_second * 1e6), config.service.quiet, stay=True,
        )  # fmt: skip
        self._reading = Reading(self._shared, work, lambda root, folder: by_id[root].revisit(folder))
        self._rate = health.Rate()
        self._schedule = self._new_schedule()
        self._register = Watched(plan.loaded)
        self._looked_at_clock = self._looked_at_register = float("-inf")
        self._clock_right = True
        self._unwritten = False

    def run(self, hangup: Callable[[], bool]) -> None:
        """Run until the service stops, hangs up, or a thread fails."""
        shared, heart = self._shared, self._heart
        with ExitStack() as stack:
            stack.callback(self._end)
            self._take_new_exclusions()
            requeued = queue.requeue_judged_otherwise(self._catalog, shared.judgement)
            if requeued:
                log("rules or settings changed", files_to_look_at_again=requeued)
            self._look_at_clock()
            self._watcher.start()
            threads = [
                heart.thread(listening.NAME, lambda: listening.listen(shared, self._watcher, self._keepers)),
                heart.thread(reading.NAME, self._reading.run),
                *(heart.thread(keeper.name, keeper.run) for keeper in self._keepers),
            ]
            stack.callback(_join, threads)
            for thread in threads:
                thread.start()
            self._schedule.start(self._job)
            stack.callback(self._stop_schedule)
            stack.callback(shared.stopping.set)
            notify("READY=1")
            while not (heart.stopping.is_set() or hangup() or heart.failed):
                self._tick()
                heart.wake.wait(min(TICK, (watchdog_seconds() or 60) / 3))
                heart.wake.clear()

    def _take_new_exclusions(self) -> None:
        """Other exclusions make roots smaller or larger for a good reason: their numbers of files mean nothing any more."""
        wanted = list(self._plan.config.scan.exclude)
        with self._catalog.read() as connection:
            known = notes.recall(connection, _EXCLUDED)
        if known != wanted:
            for keeper in self._keepers:
                roots.forget_size(self._catalog, keeper.row.id)
            notes.remember(self._catalog, _EXCLUDED, wanted)

    def _stop_schedule(self) -> None:
        self._schedule.stop()  # which is not always the first one, see `_tick`

    def _end(self) -> None:
        self._watcher.stop()
        health.write(self._plan.state_dir, self._picture() | {"written": 0.0})

    def _tick(self) -> None:
        if time.monotonic() - self._looked_at_clock > CLOCK_SECONDS:
            self._look_at_clock()
        if time.monotonic() - self._looked_at_register > REGISTER_SECONDS:
            self._look_at_register()
        if not self._schedule.alive:
            self._schedule.stop()
            self._schedule = self._new_schedule()
            self._schedule.start(self._job)
        silent = self._heart.silent()
        for name in silent:
            self._alarms.set("thread_silent", name, {"minutes": int(silent[name] // 60)} if silent[name] > HANGS else None)
        self._alarms.retry()
        written = health.write(self._plan.state_dir, self._picture())
        if written == self._unwritten:
            self._unwritten = not written
            log("the health file is written again" if written else "the health file cannot be written", level=logging.WARNING)
        report = self._reading.report
        notify("WATCHDOG=1", f"STATUS=read {report.files} files since the start, {len(self._alarms.open())} alarms")

    def _picture(self) -> dict[str, object]:
        report = self._reading.report
        try:
            jobs = self._schedule.following() if self._schedule.alive else []
        except CatalogError:
            jobs = []  # the alarms say what is wrong with the catalogue
        return health.picture(
            self._started, self._reading, self._rate.add(report.files, report.read_bytes), self._keepers, self._watcher.status(),
            jobs, self._alarms.open(), self._heart.silent(), (self._plan.loaded.source, self._plan.loaded.digest),
        )  # fmt: skip

    def _look_at_clock(self) -> None:
        """Judge the clock; while it is right, remember it."""
        self._looked_at_clock = time.monotonic()
        now = root_facts.moment()

        def look() -> None:
            with self._catalog.read() as connection:
                kept = notes.recall(connection, _MOMENT)
            verdict = judge_clock(now, Moment(**kept) if kept else None, self._plan.config.guards.clock_ahead_days)
            standing = {alarm.reason.value for alarm in verdict.alarms}
            for alarm in verdict.alarms:
                self._alarms.set(alarm.reason.value, "clock", dict(alarm.values))
            for kind in {"guard_clock_back", "guard_clock_ahead"} - standing:
                self._alarms.set(kind, "clock", None)
            self._clock_right = verdict.go
            if verdict.go:
                notes.remember(self._catalog, _MOMENT, asdict(now))

        self._shared.once(look)

    def _new_schedule(self) -> Schedule:
        moments = self._plan.config.service.schedule.model_dump()
        return Schedule(self._catalog, moments, self._plan.config.service.timezone, self._job_ended)

    def _job_ended(self, job: str, well: bool) -> None:
        self._alarms.set("job_failed", f"job {job}", None if well else {})

    def _job(self, name: str) -> None:
        """Do a job of the schedule; in a thread of APScheduler."""
        log("job begins", job=name)
        if name == "crawl":
            for number, _ in enumerate(self._keepers):
                self._watcher.ask(number)
        elif name == "retention":
            self._shared.patiently(f"job {name}", self._plan_retention)
            self._heart.forget(f"job {name}")
        elif name == "report":
            if self._clock_right:  # a week that was noted under a wrong clock would stand in the way of the right ones
                self._shared.patiently(f"job {name}", lambda: report_job.report(self._catalog, self._plan))
            self._heart.forget(f"job {name}")
        elif name == "housekeeping":
            self._shared.patiently(f"job {name}", self._housekeeping)
            self._heart.forget(f"job {name}")

    def _plan_retention(self) -> None:
        """Decide whose term is over, and say what looks wrong about it; nothing is moved by this."""
        if not self._clock_right:
            return  # what is due cannot be told
        with self._catalog.read() as connection:
            planner = Planner.of(connection, self._plan.loaded, self._plan.config.service.today())
        if planner.book.confirmations or len(planner.dossiers.register):
            run = journal.begin_run(self._catalog, "plan", config=self._plan.loaded.digest)
            summary = record(self._catalog, planner, run, lambda: self._heart.beat("job retention"))
            journal.end_run(self._catalog, run, "complete", summary.states)
            wrong = [*summary.alarms, *(reason for reasons in summary.root_alarms.values() for reason in reasons)]
            told = ", ".join(sorted({reason.key for reason in wrong}))
            self._alarms.set("plan_alarm", "retention", {"reasons": told} if wrong else None)
            log("retention planned", **summary.states)
        lines = len(planner.dossiers.problems)
        self._alarms.set("dossier_files", "register", {"lines": lines} if lines else None)

    def _look_at_register(self) -> None:
        def look() -> None:
            for kind, values in self._register.look(self._catalog).items():
                self._alarms.set(kind, "register", values)

        self._looked_at_register = time.monotonic()
        self._shared.once(look)

    def _housekeeping(self) -> None:
        if not self._clock_right:
            return  # what is old cannot be told
        run = journal.begin_run(self._catalog, "housekeeping")
        before = self._catalog.now - self._plan.config.service.keep_gone_days * 86_400 * 10**9
        figures = {
            "forgotten": housekeeping.forget(self._catalog, before),
            "left_roots": housekeeping.forget_roots(self._catalog, [keeper.row.id for keeper in self._keepers]),
            "tried_again": queue.requeue_problems(self._catalog, _AGAIN),
        }
        damage = self._catalog.check()
        self._alarms.set("catalog_damaged", "catalog", {"found": len(damage)} if damage else None)
        journal.end_run(self._catalog, run, "complete", figures)
        log("housekeeping ended", **figures)


def _join(threads: list[threading.Thread]) -> None:
    end = time.monotonic() + DRAIN
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))


def prepare(config_file: str | None, state_dir: str | None) -> Daemon:
    """Return the service of a configuration. Raises ConfigError and the like, with the one line that says what to do."""

    def load() -> LoadedConfig:
        return configuration.load(config_file, absent_roots=True)

    return Daemon(Plan.of(load(), state_dir), load)
