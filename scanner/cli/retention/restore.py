"""`dossierwacht retention restore`."""

from __future__ import annotations

import click

from scanner.act import moves
from scanner.act.outcome import Outcome
from scanner.catalog import holds, items
from scanner.cli.opened import common, opened, person
from scanner.cli.retention.acting import acting, tried
from scanner.errors import DossierwachtError, Exit
from scanner.tree.names import as_text


@click.command(
    name="restore", epilog="Example: dossierwacht retention restore 3f2a9c0d1e4b5a67 --reason 'still needed for the claim'"
)
@click.argument("wanted", nargs=-1, required=True, metavar="ITEM...")
@click.option("--reason", required=True, help="Why; the file is held until somebody releases that hold.")
@click.option("--by", metavar="NAME", help="Who says so [the account].")
@common
def restore_command(
    wanted: tuple[str, ...], reason: str, by: str | None, config_file: str | None, state_dir: str | None, language: str | None
) -> int:
    """Put files back under their names, as they were, and hold them, so that no later run takes them away again.

    Nothing is ever put over another file. Exit codes: 0 all are back, 3 not all.
    """
    with opened(config_file, state_dir, language, writing=True) as here:
        with here.catalog.read() as connection:
            found = list(items.find(connection, states=("quarantined",), items=wanted))
        if missing := set(wanted) - {item.item for item in found}:
            raise DossierwachtError(
                f"{', '.join(sorted(missing))}: not in quarantine; `retention list --state quarantined` shows what is"
            )
        whole = True
        with acting(here) as ready:
            for item in found:
                row = ready.rows.get(item.root_id)
                if row is None:
                    raise DossierwachtError(f"{item.item}: its root is not in the configuration")
                subject = as_text(row.path.rstrip(b"/") + b"/" + item.path)
                hold = holds.put(here.catalog, "folder", subject, f"restored: {reason.strip()}", person(by))
                done = tried(lambda: moves.give_back(row.path, item.item, ready.proof))  # noqa: B023
                ready.note(item.item, done)
                if done.outcome is not Outcome.RESTORED:
                    whole = False
                    holds.release(here.catalog, hold, "it was not restored", person(by))
                print(f"{item.item}  {done.outcome.value:16} {done.detail}  {item.shown}")
    return Exit.CLEAN if whole else Exit.INCOMPLETE
