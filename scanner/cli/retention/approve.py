"""`dossierwacht retention approve`."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from scanner.catalog import items
from scanner.cli.opened import common, opened, person
from scanner.cli.retention.listing import shown
from scanner.errors import DossierwachtError, Exit
from scanner.service.planning import standing_alarms

_SHOWN = 20


@click.command(name="approve", epilog="Example: dossierwacht retention approve --dossier 2024-0012 --by 'An Peeters'")
@click.option("--item", "wanted", multiple=True, metavar="ITEM", help="As `list` names it; may be given again.")
@click.option("--dossier", metavar="NUMBER", help="All items of a dossier.")
@click.option("--class", "document_class", metavar="CLASS", help="All items of a class.")
@click.option("--by", metavar="NAME", help="Who approves [the account].")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def approve_command(
    wanted: tuple[str, ...], dossier: str | None, document_class: str | None, by: str | None, yes: bool,
    config_file: str | None, state_dir: str | None, language: str | None,
) -> int:  # fmt: skip
    """Approve that exactly these files are deleted, as they are now and for the reasons told. Something has to be named.

    An approval lapses when the file, its rule or its dates change. Exit codes: 0 all approved, 3 not all.
    """
    if not wanted and dossier is None and document_class is None:
        raise click.UsageError("name what is approved: --item, --dossier or --class")
    with opened(config_file, state_dir, language, writing=True) as here:
        settings, who, words = here.loaded.config.retention, person(by), here.words
        with here.catalog.read() as connection:
            found = list(
                items.find(connection, states=("due", "overdue"), items=wanted, dossier=dossier, document_class=document_class)
            )
            everywhere, by_root = standing_alarms(connection)
        missing = set(wanted) - {item.item for item in found}
        if missing:
            print(f"{', '.join(sorted(missing))}: not due, or no item of that name", file=sys.stderr)
        if everywhere or any(item.root_id in by_root for item in found):
            raise DossierwachtError("the last plan has an alarm; look at `retention plan` first, nothing is approved before that")
        refused = {item.item: why for item in found if (why := _refused(item.document_class, item.confirmed_by, settings.modes))}
        for item in found:
            if item.item in refused:
                print(f"{item.item}: {refused[item.item]}", file=sys.stderr)
        open_to = [item for item in found if item.item not in refused]
        for item in open_to[:_SHOWN]:
            print("\n".join(shown(item, here.language)))
        if len(open_to) > _SHOWN:
            print(words("rt_more", n=len(open_to) - _SHOWN))
        if not open_to:
            return Exit.INCOMPLETE
        question = words("rt_ask", files=len(open_to), megabytes=f"{sum(item.size for item in open_to) / 1e6:.1f}", who=who)
        if not yes and not (sys.stdin.isatty() and click.confirm(question)):
            raise DossierwachtError("nothing was approved; answer yes, or give --yes")
        states = [items.approve(here.catalog, item, who, settings.approvals) for item in open_to]
        approved = states.count("approved")
        print(words("rt_approved", files=approved, waiting=len(states) - approved))
    return Exit.CLEAN if not refused and not missing else Exit.INCOMPLETE


def _refused(document_class: str, confirmed_by: str | None, modes: Mapping[str, str]) -> str:
    if modes.get(document_class, "report") == "report":
        return f"only a report is made of the class {document_class}; set retention.modes.{document_class}: approve"
    return "" if confirmed_by else "its rule is not confirmed; see retention.confirmed in the configuration"
