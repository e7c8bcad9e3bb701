"""`dossierwacht status`: how the service, its roots and its catalogue are."""

from __future__ import annotations

import json

import click

from scanner.cli.opened import common, opened
from scanner.errors import Exit


@click.command(
    name="status",
    epilog="Example: dossierwacht status --json",
    short_help="Say how the service and its catalogue are.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@common
def command(as_json: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Show whether the service runs, what it waits for, how much has been read, and what needs a person.

    Exit codes for monitoring: 0 it runs and all is well, 1 there are alarms, 2 it does not run or there is no catalogue.
    """
    from scanner.output import status_page
    from scanner.service import health, status

    with opened(config_file, state_dir, language) as here:
        found = status.gather(here.catalog, health.read(here.state))
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        status_page.show(found, here.words, here.loaded.config.service.zone)
    if not found["running"]:
        return Exit.FAILED
    return Exit.FORBIDDEN if found["alarms"] else Exit.CLEAN
