"""A whole plan: what it comes to, what looks wrong about it, and what is written down of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from scanner.catalog import items, notes
from scanner.catalog.items import Proposal
from scanner.catalog.store import Catalog, Connection
from scanner.reporting.plan_figures import PlanFigures
from scanner.retention import guards
from scanner.retention.facts import Reason
from scanner.retention.forecast import Forecast
from scanner.retention.guards import PlanGuard
from scanner.service.planner import Planned, Planner, proposal

_ACCEPTED = "plan_accepted"
"""What is remembered of the last plan that was believed: files and files due by root, dossiers, and its day."""
_ALARMS = "plan_alarms"
_PAGE = 500


@dataclass(slots=True)
class Summary:
    """What a whole plan came to: files by state, the forecast, alarms of the plan and by root, rules that matched nothing."""

    on: date
    states: dict[str, int]
    foreseen: PlanFigures
    alarms: tuple[Reason, ...] = ()
    root_alarms: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    idle: tuple[str, ...] = ()

    figures: dict[str, Any] = field(default_factory=dict)
    """What is remembered of it when it is believed."""

    @property
    def forecast(self) -> Forecast:
        """What the coming months bring, of all controllers together."""
        return self.foreseen.total


def summarise(
    planner: Planner, connection: Connection, take: Callable[[Planned], None], beat: Callable[[], None] = lambda: None
) -> Summary:
    """Go through a plan once, give each file to `take`, and return what it comes to, with everything that looks wrong.

    A plan of another day than today is only looked at: whoever asks for it leaves its alarms alone.
    """
    accepted = notes.recall(connection, _ACCEPTED) or {}
    last_on = date.fromisoformat(accepted["on"]) if accepted.get("on") else None
    alarms = guards.before_plan(
        len(planner.dossiers.register), int(accepted.get("dossiers", 0)), planner.book, planner.on, last_on,
        ahead_days=planner.loaded.config.guards.clock_ahead_days,
    )  # fmt: skip
    planned_roots = {row.id for row in planner.rows if row.suspended is None}
    files_before = {root: count for root, count in _numbers(accepted, "files").items() if root in planned_roots}
    guard = PlanGuard(_numbers(accepted, "due"), files_before, planner.settings.due_percent)
    states: dict[str, int] = {}
    foreseen = PlanFigures(planner.dossiers.index, planner.on, planner.settings.warn_days)
    for each in planner.every(connection, beat):
        guard.see(each.item)
        foreseen.see(each.item)
        state = each.item.decision.state.value
        states[state] = states.get(state, 0) + 1
        take(each)
    figures = {
        "on": planner.on.isoformat(), "dossiers": len(planner.dossiers.register),
        "files": {str(root): count for root, count in guard.files.items()}, "due": {str(root): count for root, count in guard.due.items()},
    }  # fmt: skip
    return Summary(planner.on, states, foreseen, alarms, guard.alarms(), guard.idle(planner.book), figures)


def record(
    catalog: Catalog, planner: Planner, run: int, beat: Callable[[], None] = lambda: None, *, accept: bool = False
) -> Summary:
    """Make the plan of today, write down what is due, and keep its alarms; nothing may be approved or executed under an alarm.

    With `accept` a person says that a plan in which much is due at once is right. An empty register, missing rules and a wrong clock are
    never accepted.
    """
    page: list[Proposal] = []

    def take(each: Planned) -> None:
        found = proposal(each)
        if found is not None:
            page.append(found)
            if len(page) >= _PAGE:
                items.record(catalog, run, page)
                page.clear()

    with catalog.read() as connection:
        summary = summarise(planner, connection, take, beat)
    items.record(catalog, run, page)
    items.end_others(catalog, run, [row.id for row in planner.rows if row.suspended is None])
    if accept:
        summary.root_alarms = {}
    if not summary.alarms and not summary.root_alarms:
        notes.remember(catalog, _ACCEPTED, summary.figures)
    kept = {str(root): [reason.key for reason in reasons] for root, reasons in summary.root_alarms.items()}
    summary.foreseen.remember(catalog)
    notes.remember(catalog, _ALARMS, {"all": [reason.key for reason in summary.alarms], "roots": kept})
    return summary


def standing_alarms(connection: Connection) -> tuple[list[str], dict[int, list[str]]]:
    """Return the alarms of the last recorded plan: those of the whole, and those by root."""
    kept = notes.recall(connection, _ALARMS) or {"all": [], "roots": {}}
    return list(kept["all"]), {int(root): list(reasons) for root, reasons in kept["roots"].items()}


def _numbers(accepted: dict[str, Any], key: str) -> dict[int, int]:
    kept = accepted.get(key)
    return {int(root): int(count) for root, count in kept.items()} if isinstance(kept, dict) else {}
