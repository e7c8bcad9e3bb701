"""`dossierwacht retention purge`."""

from __future__ import annotations

from collections import Counter

import click

from scanner.act import moves
from scanner.act.outcome import Outcome, Refusal
from scanner.catalog import holds, items
from scanner.catalog.holds import Holds
from scanner.catalog.items import Item
from scanner.cli.opened import Opened, common, opened
from scanner.cli.retention.acting import acting, tried
from scanner.errors import Exit


@click.command(name="purge", epilog="Example: dossierwacht retention purge --dry-run")
@click.option("--dry-run", is_flag=True, help="Only say what would be destroyed.")
@common
def purge_command(dry_run: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Destroy files whose time in quarantine is over and that no hold covers; only those that are what was put there.

    Exit codes: 0 all done, 3 something stayed.
    """
    with opened(config_file, state_dir, language, writing=True) as here:
        on = here.loaded.config.service.today()
        with here.catalog.read() as connection:
            found = [
                item for item in items.find(connection, states=("quarantined",)) if (item.purge_after or "9") <= on.isoformat()
            ]
        outcomes = Counter[Outcome]()
        with acting(here) as ready:
            for item in found:
                row = ready.rows.get(item.root_id)
                if row is None or dry_run:
                    print(f"{item.item}  {item.shown}")
                    continue
                done = tried(lambda: moves.destroy(row.path, item.item, ready.proof, on, lambda: _not_held(here, item, row.path)))  # noqa: B023
                ready.note(item.item, done)
                outcomes[done.outcome] += 1
                print(f"{item.item}  {done.outcome.value:16} {done.detail}  {item.shown}")
            head = ready.proof.head
        stayed = sum(outcomes.values()) - outcomes[Outcome.PURGED]
        if not dry_run:
            print(here.words("rt_purged_now", count=outcomes[Outcome.PURGED], stayed=stayed, head=head[:16]))
        return Exit.INCOMPLETE if stayed else Exit.CLEAN


def _not_held(here: Opened, item: Item, root: bytes) -> None:
    with here.catalog.read() as connection:
        standing = Holds(holds.standing(connection))
    path = root.rstrip(b"/") + b"/" + item.path
    reasons = standing.on(dossier=item.dossier, document_class=item.document_class, path=path)
    if reasons:
        raise Refusal(Outcome.REFUSED, "a hold covers it")
