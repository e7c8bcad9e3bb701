"""Plans, what makes one suspicious, and forecasts."""

from dataclasses import replace
from datetime import date

import pytest

from scanner.retention import guards
from scanner.retention.facts import Decision, Reason, State
from scanner.retention.folders import FolderIndex
from scanner.retention.forecast import empty, forecast, watched
from scanner.retention.plan import PlanItem, plan
from scanner.retention.rules import EMPTY
from tests.retention.made import ON, confirmed, dossier, fact

INDEX = FolderIndex([dossier(closed=date(2024, 5, 12))])


def item(state=State.KEEP, root=1, expires=None, delete_by=None, size=1000, rule="client_documents"):
    return PlanItem(fact(root=root, size=size), Decision(state, (), rule, expires=expires, delete_by=delete_by))


def test_one_odd_file_costs_itself_alone():
    """Lesson 224: one row with an unexpected type must not end retention for all."""
    odd = replace(fact(), dates=None)
    items = list(plan([fact(), replace(odd, document_class="invoice"), fact(key=2)], INDEX, confirmed(), ON))
    assert [one.decision.state for one in items] == [State.OVERDUE, State.REVIEW, State.OVERDUE]
    assert items[1].decision.reasons == (Reason("cannot_be_judged", (("error", "TypeError"),)),)
    assert items[2].fact.key == 2


def test_a_plan_streams():
    def facts():
        yield fact()
        raise RuntimeError("the second was asked for")

    assert next(plan(facts(), INDEX, confirmed(), ON)).dossier == "2024-0012"


def test_files_that_differ_in_anything_that_counts_are_judged_apart():
    files = [
        fact(),
        fact(holds=("x",)),
        fact(class_confidence=0.1),
        fact("invoice", path=b"clients/janssens/2014.pdf"),
        fact("invoice", path=b"clients/janssens/2015.pdf"),
        fact(path=b"x/a"),
    ]
    decisions = [one.decision for one in plan(files, INDEX, confirmed(), ON)]
    assert [one.state for one in decisions] == [
        State.OVERDUE,
        State.HELD,
        State.REVIEW,
        State.OVERDUE,
        State.OVERDUE,
        State.REVIEW,
    ]
    assert decisions[3].expires == date(2021, 12, 31)
    assert decisions[4].expires == date(2022, 12, 31)


@pytest.mark.parametrize(
    ("values", "alarms"),
    [
        ({}, []),
        ({"dossiers": 0}, ["alarm_register_empty"]),
        ({"dossiers": 0, "dossiers_before": 0}, ["alarm_register_empty"]),
        ({"rules": EMPTY}, ["alarm_no_rules"]),
        ({"on": date(2025, 12, 31), "last_on": None}, ["alarm_clock_back"]),
        ({"on": date(2026, 11, 19)}, ["alarm_clock_back"]),
        ({"on": date(2026, 11, 20)}, []),
        ({"on": date(2027, 12, 25)}, []),
        ({"on": date(2027, 12, 26)}, ["alarm_clock_ahead"]),
        (
            {"on": date(2097, 1, 1), "rules": EMPTY, "dossiers": 0},
            ["alarm_register_empty", "alarm_no_rules", "alarm_clock_ahead"],
        ),
    ],
)
def test_what_forbids_a_plan(values, alarms):
    usual = {"dossiers": 5, "dossiers_before": 5, "rules": confirmed(), "on": ON, "last_on": date(2026, 11, 20)}
    assert [alarm.key for alarm in guards.before_plan(**{**usual, **values})] == alarms


@pytest.mark.parametrize(
    ("due", "files", "before", "alarm"),
    [
        (0, 1000, 0, None),
        (200, 1000, 0, None),
        (201, 1000, 0, "alarm_mass_due"),
        (400, 1000, 250, None),
        (500, 1000, 250, "alarm_mass_due"),
        (20, 40, 0, None),
        (21, 40, 0, "alarm_mass_due"),
        (1000, 1000, 990, "alarm_all_due"),
        (1000, 1000, 1000, None),
        (3, 3, 0, "alarm_all_due"),
        (0, 0, 0, "alarm_root_empty"),
    ],
)
def test_a_root_that_is_suddenly_due(due, files, before, alarm):
    guard = guards.PlanGuard({1: before}, {1: 1000}, 20.0)
    for number in range(files):
        guard.see(item(State.OVERDUE if number < due else State.KEEP))
    assert [reason.key for reason in guard.alarms().get(1, ())] == ([alarm] if alarm else [])


def test_roots_are_judged_apart():
    guard = guards.PlanGuard({}, {1: 100, 2: 0, 3: 7}, 20.0)
    for number in range(100):
        guard.see(item(State.KEEP, root=1))
        guard.see(item(State.DUE, root=2, rule=None if number else "bookkeeping"))
    assert {root: alarms[0].key for root, alarms in guard.alarms().items()} == {2: "alarm_all_due", 3: "alarm_root_empty"}


def test_rules_that_never_match_are_told():
    """Lesson 214: a rule with a wrong scope keeps people's data for ever without a word."""
    guard = guards.PlanGuard({}, {}, 20.0)
    guard.see(item())
    assert "bookkeeping" in guard.idle(confirmed())
    assert "client_documents" not in guard.idle(confirmed())
    assert guard.by_rule["client_documents"] == 1


def test_a_forecast_by_month():
    items = [
        item(State.KEEP, expires=date(2026, 11, 27), delete_by=date(2027, 11, 27), size=1),
        item(State.KEEP, expires=date(2026, 12, 31), delete_by=date(2027, 12, 31), size=2),
        item(State.KEEP, expires=date(2027, 10, 31), delete_by=date(2028, 10, 31), size=4),
        item(State.KEEP, expires=date(2027, 11, 1), delete_by=date(2028, 11, 1), size=8),
        item(State.DUE, expires=date(2026, 2, 28), delete_by=date(2027, 2, 24), size=16),
        item(State.DUE, expires=date(2026, 2, 28), delete_by=date(2027, 2, 26), size=32),
        item(State.OVERDUE, expires=date(2025, 2, 28), delete_by=date(2026, 2, 28), size=64),
        item(State.REVIEW, expires=date(2025, 12, 1), delete_by=date(2026, 12, 1), size=128),
        item(State.HELD, expires=date(2025, 12, 1), delete_by=date(2026, 12, 1), size=256),
        item(State.REVIEW, size=512),
    ]
    result = forecast(iter(items), ON, warn_days=90)
    assert [month.first for month in result.months[:3]] == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert len(result.months) == 12
    assert result.months[-1].first == date(2027, 10, 1)
    assert [month.expires.bytes for month in result.months] == [1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]
    assert [month.deadline.bytes for month in result.months] == [0, 128, 0, 48, 0, 0, 0, 0, 0, 0, 0, 0]
    assert result.months[3].first_deadline == date(2027, 2, 24)
    assert result.warn_until == date(2027, 2, 25)
    assert (result.warned.files, result.warned.bytes) == (2, 144)
    assert result.next_deadline == date(2026, 12, 1)
    assert (result.due.bytes, result.late.bytes, result.held.bytes, result.review.bytes) == (112, 64, 256, 640)


def test_a_forecast_on_the_side_counts_the_same():
    items = [item(State.DUE, expires=date(2026, 2, 28), delete_by=date(2027, 2, 28))]
    result = empty(ON)
    assert list(watched(items, result)) == items
    assert result == forecast(items, ON)


def test_the_warning_comes_before_the_deadline():
    for on in (date(2026, 11, 27), date(2027, 2, 28)):
        assert forecast([item(State.DUE, expires=date(2026, 2, 28), delete_by=date(2027, 2, 28))], on, 93).warned.files == 1
    assert (
        forecast([item(State.OVERDUE, expires=date(2026, 2, 28), delete_by=date(2027, 2, 28))], date(2027, 3, 1), 93).warned.files
        == 0
    )
