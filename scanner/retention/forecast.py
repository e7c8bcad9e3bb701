"""What the coming twelve months bring: which terms end, which promises would be broken, and what has to be told before that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from scanner.period import Period
from scanner.retention.facts import State
from scanner.retention.plan import PlanItem

MONTHS = 12


@dataclass(slots=True)
class Amount:
    """A number of files and their bytes."""

    files: int = 0
    bytes: int = 0

    def add(self, size: int) -> None:
        """Add one file."""
        self.files += 1
        self.bytes += size


@dataclass(slots=True)
class Month:
    """One month, by its first day: whose term ends in it, and whose last day for deletion lies in it."""

    first: date
    expires: Amount = field(default_factory=Amount)
    deadline: Amount = field(default_factory=Amount)
    first_deadline: date | None = None
    """The earliest last day for deletion in the month; the day after it the promise is broken."""


@dataclass(slots=True)
class Forecast:
    """The months from that of the forecast's day on, and what stands now.

    `due` waits for approval, `review` for a person; `late` is behind its last day for deletion in whatever state, `held` is kept by a
    hold and counted nowhere else, `warned` is what has its last day within the warning time.
    """

    on: date
    warn_until: date
    months: tuple[Month, ...]
    due: Amount = field(default_factory=Amount)
    review: Amount = field(default_factory=Amount)
    late: Amount = field(default_factory=Amount)
    held: Amount = field(default_factory=Amount)
    warned: Amount = field(default_factory=Amount)
    next_deadline: date | None = None
    """The first last day for deletion that is still ahead."""


def forecast(items: Iterable[PlanItem], on: date, warn_days: int = 90) -> Forecast:
    """Return the forecast of a plan made for the day `on`; it takes the items as they come and keeps none."""
    result = empty(on, warn_days)
    for item in items:
        _count(result, item)
    return result


def watched(items: Iterable[PlanItem], result: Forecast) -> Iterator[PlanItem]:
    """Yield the items while they are counted into a forecast, for who writes the plan in the same pass."""
    for item in items:
        _count(result, item)
        yield item


def empty(on: date, warn_days: int = 90) -> Forecast:
    """Return a forecast that has counted nothing yet."""
    return Forecast(on, on + timedelta(days=warn_days), tuple(_months(on)))


def _months(on: date) -> Iterator[Month]:
    first = on.replace(day=1)
    for number in range(MONTHS):
        yield Month(Period(number).after(first))


def _count(result: Forecast, item: PlanItem) -> None:
    decision, size = item.decision, item.fact.size
    if decision.state is State.HELD:
        result.held.add(size)
        return
    if decision.state is State.REVIEW:
        result.review.add(size)
    elif decision.state in (State.DUE, State.OVERDUE):
        result.due.add(size)
    if decision.expires is not None and decision.expires >= result.on:
        month = _month(result, decision.expires)
        if month is not None:
            month.expires.add(size)
    if decision.delete_by is None:
        return
    if decision.delete_by < result.on:
        result.late.add(size)
        return
    if decision.delete_by <= result.warn_until:
        result.warned.add(size)
    if result.next_deadline is None or decision.delete_by < result.next_deadline:
        result.next_deadline = decision.delete_by
    month = _month(result, decision.delete_by)
    if month is not None:
        month.deadline.add(size)
        if month.first_deadline is None or decision.delete_by < month.first_deadline:
            month.first_deadline = decision.delete_by


def _month(result: Forecast, day: date) -> Month | None:
    first = result.months[0].first
    number = (day.year - first.year) * 12 + day.month - first.month
    return result.months[number] if 0 <= number < MONTHS else None
