"""`dossierwacht report`: the weekly report, made now."""

from __future__ import annotations

import os

import click

from scanner import config
from scanner.errors import Exit
from scanner.output.wording import LANGUAGES
from scanner.tree.names import printable


@click.command(
    name="report",
    epilog="Example: dossierwacht report --week 2026-W47 --language nl --output /tmp/report",
    short_help="Write the compliance report now.",
)
@click.option("--output", metavar="DIR", help="Folder for the report; without it that of the configuration.")
@click.option("--week", metavar="WEEK", help="Such as 2026-W47; without it the last week that is over.")
@click.option("--language", type=click.Choice(LANGUAGES), help="One language; without it those of the configuration.")
@click.option("--root", "only_root", metavar="ROOT", help="Only this root, by its path or name.")
@click.option("--dossier", "only_dossier", metavar="NUMBER", help="Only this dossier, by its number in the register.")
@click.option("--config", "config_file", metavar="FILE", help="Configuration file.")
@click.option("--state-dir", metavar="DIR", help="Folder of the service.")
def command(
    output: str | None, week: str | None, language: str | None, only_root: str | None, only_dossier: str | None, config_file: str | None,
    state_dir: str | None,
) -> int:  # fmt: skip
    """Write the report of a week from what the service knows: pages, CSV, JSON, digests and the index of all weeks.

    The catalogue is only read; with which report the next one is compared does not change. Nothing is sent.
    """
    import time
    from pathlib import Path

    from scanner import rulepacks
    from scanner.catalog.store import Catalog
    from scanner.reporting import make
    from scanner.reporting.basis import Basis, week_of
    from scanner.service.plan import catalog_url, state_folder

    loaded = config.load(config_file, absent_roots=True)
    settings = loaded.config
    state = state_folder(settings, state_dir)
    rules = Path(settings.rules) if settings.rules else rulepacks.shipped()
    day = make.today(settings, make.moment(time.time_ns()))
    folder = os.path.abspath(output) if output else make.reports_folder(settings, state)
    with Catalog.open(catalog_url(settings, state), writer=False) as catalog:
        basis = Basis(
            catalog, loaded, state, rules, day, week_of(week, day), only_root=only_root, only_dossier=only_dossier,
        )  # fmt: skip
        written = make.write(basis, folder, make.languages(settings, rules, language))
    for name in written.files:
        print(printable(os.path.join(folder, name)))
    return Exit.CLEAN
