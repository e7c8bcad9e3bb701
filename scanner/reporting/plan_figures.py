"""What the last plan of retention foresaw, by controller: counted while the plan goes by, and remembered for the weekly report.

Planning a million files takes half a minute; the report only repeats what the plan of the retention job said.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from scanner.catalog import notes
from scanner.catalog.report_queries import Opened
from scanner.catalog.store import Catalog
from scanner.retention.folders import FolderIndex
from scanner.retention.forecast import Forecast, empty, watched
from scanner.retention.plan import PlanItem

_NOTE = "plan figures"


class PlanFigures:
    """Counts a plan for the day `on`; `index` tells which controller a file is of."""

    def __init__(self, index: FolderIndex, on: date, warn_days: int = 90) -> None:
        self._index, self._on, self._warn = index, on, warn_days
        self.total = empty(on, warn_days)
        self._by: dict[str, Forecast] = {}

    def see(self, item: PlanItem) -> None:
        """Count one item."""
        found = self._index.find(item.fact.root, item.fact.path)
        controllers = {one.controller for one in (found.dossier, *found.others) if one is not None}
        key = controllers.pop() if len(controllers) == 1 else ""
        own = self._by.get(key)
        if own is None:
            own = self._by[key] = empty(self._on, self._warn)
        for counts in (self.total, own):
            next(watched((item,), counts))

    def remember(self, catalog: Catalog) -> None:
        """Keep the figures for the next reports."""
        told = {
            "on": self._on.isoformat(),
            "all": _told(self.total),
            "controllers": {key: _told(one) for key, one in self._by.items()},
        }
        notes.remember(catalog, _NOTE, told)


def recall(connection: Opened) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return what is remembered of the last plan: of everything, and by controller; empty before the first."""
    kept = notes.recall(connection, _NOTE)
    if not isinstance(kept, dict):
        return {}, {}
    on = date.fromisoformat(kept["on"])
    return _read(kept["all"], on), {key: _read(one, on) for key, one in kept["controllers"].items()}


def _told(one: Forecast) -> dict[str, Any]:
    return {
        "review": [one.review.files, one.review.bytes],
        "next": one.next_deadline.isoformat() if one.next_deadline else None,
        "months": [[month.first.isoformat(), month.expires.files, month.deadline.files] for month in one.months],
    }


def _read(kept: dict[str, Any], on: date) -> dict[str, Any]:
    return {
        "on": on,
        "review": tuple(kept["review"]),
        "next": date.fromisoformat(kept["next"]) if kept["next"] else None,
        "months": tuple((date.fromisoformat(first), expires, deadline) for first, expires, deadline in kept["months"]),
    }
