"""When what is done: APScheduler, with its jobs kept in the catalogue, so that what was missed while the service was off is done once.

Traps that are dealt with here: a job that is added again would lose the run that it missed; the usual grace for a late run is one
second; runs that were missed several times would pile up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import STATE_STOPPED
from apscheduler.triggers.cron import CronTrigger

from scanner.catalog.errors import told
from scanner.catalog.store import Catalog
from scanner.errors import place_of
from scanner.service.logs import log
from scanner.service_settings import DAYS, moment

TABLE = "jobs"


@dataclass(frozen=True, slots=True)
class Next:
    """A job and when it is done next."""

    job: str
    at: datetime


def trigger(text: str, zone: str) -> CronTrigger:
    """Return the trigger of a moment such as `mon 06:00` in a time zone."""
    days, clock = moment(text)
    names = ",".join(DAYS[day] for day in sorted(days))
    return CronTrigger(day_of_week=names, hour=clock.hour, minute=clock.minute, second=0, timezone=ZoneInfo(zone))


class _Scheduler(BackgroundScheduler):
    """On its way out the usual one looks once more for jobs, and loses those it finds, since nobody is left to do them."""

    def _process_jobs(self) -> float | None:
        return None if self.state == STATE_STOPPED else super()._process_jobs()


class Schedule:
    """The jobs of the service. `moments` are by name of the job; `run(name)` is called in a thread, once at a time for each job."""

    def __init__(self, catalog: Catalog, moments: Mapping[str, str], zone: str, ended: Callable[[str, bool], None]) -> None:
        self._moments, self._zone, self._ended, self._name = dict(moments), zone, ended, catalog.name
        self._scheduler = _Scheduler(
            jobstores={"default": SQLAlchemyJobStore(engine=catalog.engine, tablename=TABLE)},
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone=ZoneInfo(zone),
        )
        self._scheduler.add_listener(self._took_place, EVENT_JOB_ERROR | EVENT_JOB_EXECUTED)

    def start(self, run: Callable[[str], None]) -> None:
        """Begin; what was missed is done now. Raises CatalogError."""
        _Running.run = run
        with told(self._name):
            self._begin()

    def _begin(self) -> None:
        self._scheduler.start(paused=True)
        known = {job.id: job for job in self._scheduler.get_jobs()}
        for name in known.keys() - self._moments.keys():
            self._scheduler.remove_job(name)
        for name, text in self._moments.items():
            wanted = trigger(text, self._zone)
            job = known.get(name)
            if job is None:
                self._scheduler.add_job(do, wanted, args=[name], id=name)
            elif str(job.trigger) != str(wanted) or str(job.trigger.timezone) != self._zone:
                self._scheduler.reschedule_job(name, trigger=wanted)
        self._scheduler.resume()

    def stop(self) -> None:
        """End at once; a job under way is not waited for."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        _Running.run = None

    @property
    def alive(self) -> bool:
        """Whether its thread lives: an error of the catalogue in the wrong moment ends it."""
        thread = self._scheduler._thread  # noqa: SLF001 - nothing public tells it
        return bool(self._scheduler.running and thread is not None and thread.is_alive())

    def following(self) -> list[Next]:
        """Return the jobs and when each is done next, the first one first. Raises CatalogError."""
        with told(self._name):
            jobs = [Next(job.id, job.next_run_time) for job in self._scheduler.get_jobs() if job.next_run_time]
        return sorted(jobs, key=lambda each: each.at)

    def _took_place(self, event: JobExecutionEvent) -> None:
        error = getattr(event, "exception", None)
        if error is not None:
            log("job failed", level=logging.ERROR, job=event.job_id, error=place_of(error))
        self._ended(event.job_id, error is None)


class _Running:
    """What the jobs call; the job store keeps only the name of `do`."""

    run: Callable[[str], Any] | None = None


def do(name: str) -> None:
    """Do a job, as the job store asks."""
    if _Running.run is not None:
        _Running.run(name)
