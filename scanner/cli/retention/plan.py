"""`dossierwacht retention plan`."""

from __future__ import annotations

import json
from datetime import date, datetime

import click

from scanner.catalog import journal
from scanner.cli.opened import Opened, common, opened
from scanner.errors import Exit
from scanner.output.targets import open_target, told
from scanner.retention import wording
from scanner.service.planner import Planned, Planner
from scanner.service.planning import Summary, record, summarise
from scanner.tree.names import as_text, exact, printable
from scanner.tree.walk import Root


@click.command(name="plan", epilog="Example: dossierwacht retention plan --as-of 2027-06-30 --jsonl plan.jsonl")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Another day than today; nothing is written down then.")
@click.option("--jsonl", metavar="FILE", help="Write a line for every file (- for standard output).")
@click.option("--accept", is_flag=True, help="Much is due at once, and that is right.")
@common
def plan_command(
    as_of: datetime | None, jsonl: str | None, accept: bool, config_file: str | None, state_dir: str | None, language: str | None
) -> int:
    """Decide for every file whose term is over, by rule, register and date, and say why. Nothing is moved or deleted.

    Exit codes: 0 done, 3 done with an alarm: nothing may be approved or executed before a person looked.
    """
    with opened(config_file, state_dir, language, writing=as_of is None) as here:
        on = as_of.date() if as_of else here.loaded.config.service.today()
        with here.catalog.read() as connection:
            planner = Planner.of(connection, here.loaded, on)
        for problem in planner.dossiers.problems:
            print(problem)
        if jsonl:
            _write_lines(here, planner, jsonl)
        if as_of is not None:
            with here.catalog.read() as connection:
                summary = summarise(planner, connection, lambda each: None)
            summary.alarms = ()
        else:
            run = journal.begin_run(here.catalog, "plan", config=here.loaded.digest)
            summary = record(here.catalog, planner, run, accept=accept)
            journal.end_run(here.catalog, run, "complete", summary.states)
        if jsonl != "-":
            _show(here, planner, summary)
        return Exit.INCOMPLETE if summary.alarms or summary.root_alarms else Exit.CLEAN


def _write_lines(here: Opened, planner: Planner, jsonl: str) -> None:
    paths = {row.id: row.path for row in planner.rows}
    with open_target(jsonl, [Root(path) for path in paths.values()]) as file, told(jsonl), here.catalog.read() as connection:
        first = {
            "record": "plan", "schema": 1, "as_of": planner.on.isoformat(), "rules": planner.book.digest, "dossiers": len(planner.dossiers.register),
        }  # fmt: skip
        file.write(json.dumps(first).encode() + b"\n")
        for each in planner.every(connection):
            file.write(json.dumps(line(each, paths), ensure_ascii=False, default=_day).encode() + b"\n")
        file.flush()


def line(each: Planned, paths: dict[int, bytes]) -> dict[str, object]:
    """Return one file of a plan as a JSON record; the path is the true one, as in a scan."""
    decision, known = each.item.decision, each.known
    found: dict[str, object] = {
        "record": "item", "root": as_text(paths[known.root_id]), "path": as_text(known.path), "dossier": each.item.dossier or None,
        "class": known.document_class, "state": decision.state.value, "rule": decision.rule, "rule_digest": decision.rule_digest,
        "confirmed_by": decision.confirmed_by, "starting_point": decision.starting_point, "started": decision.started,
        "start_source": decision.start_source, "expires": decision.expires, "delete_by": decision.delete_by, "advice": decision.advice,
        "holds": len(decision.holds), "reasons": [{"reason": reason.key} | dict(reason.values) for reason in decision.reasons],
    }  # fmt: skip
    return found | ({"path_b64": raw} if (raw := exact(known.path)) else {})


def _day(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()


def _show(here: Opened, planner: Planner, summary: Summary) -> None:
    words, paths = here.words, {row.id: printable(as_text(row.path)) for row in planner.rows}
    print(
        words("rt_plan", on=f"{summary.on:%d/%m/%Y}", files=sum(summary.states.values()), dossiers=len(planner.dossiers.register))
    )
    for state in ("keep", "review", "due", "overdue", "held"):
        if summary.states.get(state):
            print(f"  {summary.states[state]:8}  {words('rt_' + state)}")
    for row in planner.rows:
        if row.suspended:
            print(f"  !         {paths[row.id]}: {words('st_suspended')}")
    for reason in summary.alarms:
        print(f"  !         {wording.sentence(reason, here.language)}")
    for root, reasons in summary.root_alarms.items():
        for reason in reasons:
            print(f"  !         {paths[root]}: {wording.sentence(reason, here.language)}")
    found = summary.forecast
    if found.next_deadline:
        print(
            words("rt_deadline", day=f"{found.next_deadline:%d/%m/%Y}", files=found.warned.files, days=planner.settings.warn_days)
        )
    months = [month for month in found.months if month.expires.files or month.deadline.files]
    if months:
        print(words("rt_forecast"))
        for month in months:
            print(f"  {month.first:%m/%Y}  {words('rt_month', expires=month.expires.files, deadline=month.deadline.files)}")
    unconfirmed = sorted({rule.id for rule in planner.book.rules if planner.book.confirmed_by(rule, summary.on) is None})
    if unconfirmed:
        print(words("rt_unconfirmed", count=len(unconfirmed)))
