"""`dossierwacht report`: the weekly report, made now."""

from __future__ import annotations

import os

import click

from scanner.cli.opened import common, opened
from scanner.errors import Exit
from scanner.tree.names import printable


@click.command(
    name="report",
    epilog="Example: dossierwacht report --week 2026-W47 --language nl --output reports-of-november",
    short_help="Write the compliance report now.",
)
@click.option("--output", metavar="DIR", help="Folder for the report; without it that of the configuration.")
@click.option("--week", metavar="WEEK", help="Such as 2026-W47; without it the last week that is over.")
@click.option("--root", "only_root", metavar="ROOT", help="Only this root, by its path or name.")
@click.option("--dossier", "only_dossier", metavar="NUMBER", help="Only this dossier, by its number in the register.")
@common
def command(
    output: str | None, week: str | None, language: str | None, only_root: str | None, only_dossier: str | None, config_file: str | None,
    state_dir: str | None,
) -> int:  # fmt: skip
    """Write the report of a week from what the service knows: pages, CSV, JSON, digests and the index of all weeks.

    The catalogue is only read; with which report the next one is compared does not change. Nothing is sent.
    """
    from scanner import rulepacks
    from scanner.reporting import make
    from scanner.reporting.basis import Basis, week_of
    from scanner.service.plan import apart

    with opened(config_file, state_dir, language) as here:
        settings = here.loaded.config
        rules, day = rulepacks.chosen(settings.rules), settings.service.today()
        folder = os.path.abspath(output) if output else make.reports_folder(settings, here.state)
        apart("folder of reports", folder, [os.path.realpath(os.fsencode(root.path)) for root in settings.roots])
        basis = Basis(
            here.catalog, here.loaded, here.state, rules, day, week_of(week, day), only_root=only_root, only_dossier=only_dossier,
        )  # fmt: skip
        written = make.write(basis, folder, make.languages(settings, rules, language))
    for name in written.files:
        print(printable(os.path.join(folder, name)))
    return Exit.CLEAN
