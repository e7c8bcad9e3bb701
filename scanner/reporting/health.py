"""How the service did in a week: crawls that ran or did not, alarms, files and folders it could not get at, the chain of the proof."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reports.facts import AlarmTold, Health, RootHealth
from scanner.belgian_day import day_of_ns
from scanner.catalog import report_queries as queries
from scanner.catalog.journal import Alarm
from scanner.catalog.queue import GIVE_UP
from scanner.catalog.report_queries import Opened
from scanner.catalog.roots import RootRow
from scanner.reporting import proofs
from scanner.reporting.basis import Basis, Homes
from scanner.service_settings import moment
from scanner.tree.names import as_text, printable

_DAY = timedelta(days=1)


def health(connection: Opened, basis: Basis, homes: Homes, first: date, last: date) -> Health:
    """Return the service's health in the days from first to last."""
    zone = basis.loaded.config.service.zone
    since, until = _ns(first, zone), _ns(last + _DAY, zone)
    alarms = queries.alarms(connection, since, until)
    crawls = queries.crawls(connection, since, until)
    added = queries.roots_added(connection)
    verdict = proofs.checked(basis.state_dir)
    names = {f"root {row.id}": printable(row.name or as_text(row.path)) for row in homes.roots.values()}
    return Health(
        tuple(
            _root(row, [one for one in crawls if one.root_id == row.id], alarms, _days(basis, first, last, added[row.id]), zone)
            for row in homes.roots.values()
        ),
        tuple(
            AlarmTold(
                one.kind, names.get(one.subject, one.subject), json.loads(one.detail or "{}"), _at(one.raised, zone),
                _at(one.cleared, zone) if one.cleared is not None else None,
            )
            for one in alarms
        ),
        sum(one.outcome != "complete" and one.ended is not None for one in crawls),
        queries.given_up(connection, GIVE_UP), queries.folders_shut(connection), verdict.lines, verdict.head, verdict.broken,
    )  # fmt: skip


def _root(row: RootRow, crawls: list[queries.CrawlRow], alarms: list[Alarm], wanted: list[date], zone: ZoneInfo) -> RootHealth:
    done = [one for one in crawls if one.outcome == "complete" and one.ended is not None]
    covered = {day_of_ns(one.started) for one in done} | {day_of_ns(one.ended) for one in done if one.ended is not None}
    standing = [one for one in alarms if one.subject == f"root {row.id}" and one.kind == row.suspended and one.cleared is None]
    return RootHealth(
        printable(row.name or as_text(row.path)), row.files, row.suspended or "", json.loads(standing[-1].detail) if standing else {},
        len(done), tuple(day for day in wanted if day not in covered),
        _at(row.crawl_done, zone) if row.crawl_done is not None else None,
    )  # fmt: skip


def _days(basis: Basis, first: date, last: date, added: int) -> list[date]:
    """Return the days on which a crawl was planned, of those that are over and on which the root was known."""
    weekdays, _ = moment(basis.loaded.config.service.schedule.crawl)
    begin = max(first, day_of_ns(added))
    days = [begin + number * _DAY for number in range(max(0, (min(last, basis.day - _DAY) - begin).days + 1))]
    return [day for day in days if day.weekday() in weekdays]


def _ns(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp()) * 1_000_000_000


def _at(nanoseconds: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC).astimezone(zone)
