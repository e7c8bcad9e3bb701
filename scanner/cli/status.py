"""`dossierwacht status`: how the service, its roots and its catalogue are."""

from __future__ import annotations

import json

import click

from scanner import config
from scanner.errors import Exit
from scanner.output.wording import LANGUAGES, Wording, pick


@click.command(
    name="status",
    epilog="Example: dossierwacht status --json",
    short_help="Say how the service and its catalogue are.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.option("--config", "config_file", metavar="FILE", help="Configuration file.")
@click.option("--state-dir", metavar="DIR", help="Folder of the service.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language on screen.")
def command(as_json: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Show whether the service runs, what it waits for, how much has been read, and what needs a person.

    Exit codes for monitoring: 0 it runs and all is well, 1 there are alarms, 2 it does not run or there is no catalogue.
    """
    from scanner.catalog.store import Catalog
    from scanner.output import status_page
    from scanner.service import health, status
    from scanner.service.plan import catalog_url, state_folder

    settings = config.load(config_file, absent_roots=True).config
    state = state_folder(settings, state_dir)
    told = health.read(state)
    with Catalog.open(catalog_url(settings, state), writer=False) as catalog:
        found = status.gather(catalog, told)
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        status_page.show(found, Wording(pick(language, settings.language)), settings.service.timezone)
    if not found["running"]:
        return Exit.FAILED
    return Exit.FORBIDDEN if found["alarms"] else Exit.CLEAN
