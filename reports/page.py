"""The weekly report as one page: for everything, or with the same sections for one controller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from reports import charts
from reports.charts import Chart, Slot
from reports.facts import SHOWN, Listed, Point, Report, Scope, Terms
from reports.language import Language
from reports.templating import page

LARGEST = 3_000_000
"""Bytes that a page has at most, however large the share is."""
_LATE = timedelta(days=9)  # after a week's last day its report is no longer about how things stood then
_FEWEST = 3
T = TypeVar("T")


def render(
    report: Report,
    scope: Scope,
    language: Language,
    *,
    pages: Mapping[str, str] | None = None,
    checksum: str = "",
    data_file: str = "",
) -> bytes:
    """Return the page of a scope. `pages` are the pages of the controllers by key; `checksum` is that of the data file beside it.

    When names are so long that the page would be too large, it shows fewer rows and says so.
    """
    shown = SHOWN
    while True:
        made = _render(report, _cut(scope, shown), language, pages or {}, checksum, data_file)
        if len(made) < LARGEST or shown <= _FEWEST:
            return made
        shown //= 2


def _render(report: Report, scope: Scope, language: Language, pages: Mapping[str, str], checksum: str, data_file: str) -> bytes:
    several = scope.kind == "all" and len(report.controllers) > 1
    trend = _trend(scope.trend, language) if any(point.violations is not None for point in scope.trend[:-1]) else None
    forecast = _forecast(scope.terms, language) if scope.terms.months else None
    return page(
        "report.html", language, script=True, r=report, s=scope, several=several, contents=_contents(language, several=several),
        heading=_heading(report, scope, language), pages=pages, checksum=checksum, data_file=data_file, trend=trend,
        trend_said=_said_trend(scope.trend, language), gaps=any(point.violations is None for point in scope.trend), forecast=forecast,
        forecast_said=_said_forecast(scope.terms, language), late=report.made.data_date > report.last + _LATE,
        expiring=sum(one.state in ("expires", "expired") for one in report.allowances), open_to_all=scope.open_to_everyone,
    )  # fmt: skip


def _heading(report: Report, scope: Scope, language: Language) -> str:
    _ = language.catalogue.ugettext
    title = str(_("Weekly report on personal data"))
    if scope.kind != "controller":
        return title
    name = report.names.get(scope.key, scope.key) if scope.key else str(_("no controller"))
    return f"{title}: {name}"


def _contents(language: Language, *, several: bool) -> list[tuple[str, str]]:
    _ = language.catalogue.ugettext
    sections = [
        ("todo", _("What to do this week")),
        ("changes", _("What changed")),
        ("controllers", _("Per controller")),
        ("forbidden", _("Forbidden data")),
        ("special", _("Sensitive data")),
        ("retention", _("Retention")),
        ("open", _("Who can reach it")),
        ("reading", _("What was read")),
        ("service", _("How the service did")),
        ("allowed", _("What is allowed")),
        ("trail", _("About this report")),
    ]
    return [each for each in sections if several or each[0] != "controllers"]


def _trend(points: tuple[Point, ...], language: Language) -> Chart:
    slots = [
        Slot(point.week[5:], (("main", point.violations),), "" if point.violations is None else language.number(point.violations))
        for point in points
    ]
    return charts.columns(slots)


def _said_trend(points: tuple[Point, ...], language: Language) -> str:
    _ = language.catalogue.ugettext
    none = str(_("no report"))
    return "; ".join(f"{one.week}: {none if one.violations is None else language.number(one.violations)}" for one in points)


def _forecast(terms: Terms, language: Language) -> Chart:
    return charts.columns([
        Slot(
            language.month(month.first), (("second", month.expires), ("main", month.deadline)),
            language.number(max(month.expires, month.deadline)) if month.expires or month.deadline else "",
        )
        for month in terms.months
    ])  # fmt: skip


def _said_forecast(terms: Terms, language: Language) -> str:
    _ = language.catalogue.ugettext
    ends, last = _("Term ends"), _("Last day for deletion")
    return "; ".join(
        f"{language.month_and_year(month.first)}: {ends} {language.number(month.expires)}, {last} {language.number(month.deadline)}"
        for month in terms.months
    )


def _cut(facts: T, shown: int) -> T:
    """Return facts with at most so many rows in every list."""
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    changed: dict[str, Any] = {}
    for field in fields(facts):
        value = getattr(facts, field.name)
        if isinstance(value, Listed):
            changed[field.name] = value.first(shown)
        elif is_dataclass(value):
            changed[field.name] = _cut(value, shown)
    return replace(facts, **changed)
