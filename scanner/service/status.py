"""What `dossierwacht status` tells: the catalogue's state, and the health file of a service that lives."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from scanner.catalog import journal, queries, queue, roots
from scanner.catalog.store import Catalog
from scanner.service import health
from scanner.tree.names import as_text, printable

_NS = 1e9


def gather(catalog: Catalog, told: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the status as plain values: times in seconds since 1970, rates per second; `service` is None when it does not run."""
    with catalog.read() as connection:
        running = health.fresh(told)
        live = dict(told) if told is not None and running else None
        crawls = {run.root_id: run for run in reversed(journal.last_runs(connection, "crawl", 200)) if run.ended}
        listed = []
        for row in roots.every(connection):
            last = crawls.get(row.id)
            listed.append({
                "id": row.id, "path": printable(as_text(row.path)), "name": row.name, "files": row.files, "suspended": row.suspended,
                "coverage": queries.coverage(connection, row.id),
                "last_crawl": None if last is None else
                {"ended": (last.ended or 0) / _NS, "seconds": ((last.ended or 0) - last.started) / _NS, "outcome": last.outcome} | dict(last.figures),
            })  # fmt: skip
        alarms = [
            {"kind": each.kind, "subject": each.subject, "values": json.loads(each.detail or "{}"), "since": each.raised / _NS}
            for each in journal.open_alarms(connection)
        ]
        if live is not None:
            known = {(each["kind"], each["subject"]): each["since"] for each in alarms}
            alarms = [each | {"since": known.get((each["kind"], each["subject"]))} for each in live["alarms"]]
        return {
            "running": running,
            "service": live,
            "roots": listed,
            "queue": {reason.name.lower(): count for reason, count in queue.waiting(connection).items()},
            "findings": queries.findings_by_entity(connection),
            "alarms": alarms,
        }
