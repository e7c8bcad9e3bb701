"""`dossierwacht retention list`, and how items are shown."""

from __future__ import annotations

import json
from datetime import date

import click

from scanner.catalog import items
from scanner.catalog.items import Item
from scanner.cli.opened import common, opened
from scanner.dossier_folders import number_shown
from scanner.errors import Exit
from scanner.output.wording import Wording
from scanner.retention import wording
from scanner.retention.facts import Reason, State


@click.command(name="list", epilog="Example: dossierwacht retention list --state due --dossier 2024-0012")
@click.option("--state", multiple=True, type=click.Choice([state.value for state in State]), help="May be given again.")
@click.option("--dossier", metavar="NUMBER")
@click.option("--class", "document_class", metavar="CLASS")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per item.")
@common
def list_command(
    state: tuple[str, ...], dossier: str | None, document_class: str | None, as_json: bool,
    config_file: str | None, state_dir: str | None, language: str | None,
) -> int:  # fmt: skip
    """Show items of the last plan and what became of those before, with their reasons; without --state those not yet destroyed."""
    wanted = state or ("due", "overdue", "held", "approved", "quarantined")
    with opened(config_file, state_dir, language) as here, here.catalog.read() as connection:
        words = here.words
        for item in items.find(connection, states=wanted, dossier=dossier, document_class=document_class):
            print(json.dumps(record(item), ensure_ascii=False) if as_json else "\n".join(shown(item, words)))
    return Exit.CLEAN


def record(item: Item) -> dict[str, object]:
    """Return an item as JSON; the path has forbidden numbers masked."""
    names = (
        "item", "state", "detail", "document_class", "dossier", "rule", "rule_digest", "confirmed_by", "starting_point", "started",
        "start_source", "expires", "delete_by", "purge_after", "size",
    )  # fmt: skip
    return (
        {"path": item.shown} | {name: getattr(item, name) for name in names} | {"approved_by": [who for who, _ in item.approvals]}
    )


def shown(item: Item, words: Wording) -> list[str]:
    """Return an item as lines for people: what and where, then why."""
    head = f"{item.item}  {item.state:11} {_day(item.delete_by)}  {item.document_class}  {number_shown(item.dossier) or '-'}  {item.shown}"
    by = f"    {', '.join(who for who, _ in item.approvals)}" if item.approvals else ""
    why = [f"    {wording.sentence(reason_of(key, values), words.language, words)}" for key, values in item.reasons]
    return [line for line in (head, by, *why, f"    {item.detail}" if item.detail else "") if line]


def reason_of(key: str, values: dict[str, object] | object) -> Reason:
    """Return a reason as it was decided; days are kept as ISO dates."""
    assert isinstance(values, dict)
    return Reason(key, tuple((name, _value(name, value)) for name, value in values.items()))


def _value(name: str, value: object) -> str | int | date:
    if isinstance(value, str) and name in ("day", "until"):
        return date.fromisoformat(value)
    return value if isinstance(value, int) else str(value)


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else "-"
