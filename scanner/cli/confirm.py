"""`dossierwacht confirm`: a person says that a root, or the clock, is right although a guard stopped."""

from __future__ import annotations

import os

import click

from scanner.cli.opened import common, opened
from scanner.errors import RootError
from scanner.tree.names import printable


@click.command(
    name="confirm",
    epilog="Example: dossierwacht confirm /srv/share",
    short_help="Say that a root or the clock is right after an alarm.",
)
@click.argument("root", required=False)
@click.option("--clock", is_flag=True, help="The clock is right: take the present time for the last one seen.")
@common
def command(root: str | None, clock: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Take a root as it is now for what it should be: its disk, its marker file, its number of files.

    Look first whether that is so: a disk that is not mounted, or files that somebody removed, are what the alarm is for.
    The service goes on within a minute.
    """
    from scanner.catalog import notes, roots

    if not root and not clock:
        raise click.UsageError("name the root that is right, or --clock")
    with opened(config_file, state_dir, language, writing=True) as here:
        catalog = here.catalog
        if root:
            real = os.path.realpath(os.fsencode(root))
            with catalog.read() as connection:
                known = {row.path: row for row in roots.every(connection)}
            if real not in known:
                names = ", ".join(printable(os.fsdecode(path)) for path in known) or "none"
                raise RootError(f"{printable(root)}: is no root of the catalogue ({names})")
            roots.confirm(catalog, known[real].id)
            print(f"{printable(root)}: confirmed; it is crawled anew")
        if clock:
            notes.remember(catalog, "moment", None)
            print("the clock: confirmed")
    return 0
