"""`dossierwacht dossiers`: the register of who is guided, in which folder, and when it ended."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import click

from scanner.cli.opened import common, opened, person
from scanner.dossier_folders import number_shown
from scanner.errors import DossierwachtError, Exit
from scanner.tree.names import printable, without_numbers


@click.group(
    name="dossiers", short_help="The register of dossiers.", epilog="Example: dossierwacht dossiers import register.csv --dry-run"
)
def command() -> None:
    """Take over the register of dossiers, and show it. docs/retention.md tells its columns."""


@command.command(name="import", epilog="Example: dossierwacht dossiers import register.xlsx --dry-run")
@click.argument("file", metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--yes", is_flag=True, help="Do not ask, also when many dossiers are removed.")
@common
def import_(file: str, dry_run: bool, yes: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Take over a register, CSV or XLSX, after telling what it changes.

    Exit codes: 0 taken over, 3 taken over without the lines that were told, 2 not taken over.
    """
    from scanner.catalog import dossiers
    from scanner.retention import wording
    from scanner.retention.changes import difference, removal_alarm
    from scanner.service import register_file

    try:
        raw = Path(file).read_bytes()
    except OSError as error:
        raise DossierwachtError(f"{printable(file)}: cannot be read ({error.strerror})") from None
    with opened(config_file, state_dir, language, writing=not dry_run) as here:
        found = register_file.read(here.catalog, here.loaded, raw, printable(file))
        for problem in found.problems:
            kind = "error" if problem.is_error else "note"
            print(f"{kind}: {wording.line(problem.line, problem.reason, here.language)}", file=sys.stderr)
        with here.catalog.read() as connection:
            before = dossiers.load(connection)
        changes = difference(before, found)
        told = (
            (changes.added, "added"), (changes.changed, "changed"), (changes.removed, "removed"), (changes.unusable, "lost by a line that cannot be used"),
            (changes.closing, "closed now, or on another day"), (changes.released, "without a hold from now on"),
        )  # fmt: skip
        print(f"{changes.after} dossiers, {changes.before} before")
        for some, what in told:
            if some:
                names = [number_shown(str(getattr(each, "number", each))) for each in some]
                print(f"  {len(names):6} {what}: {', '.join(names[:10])}{' …' if len(names) > 10 else ''}")
        alarm = removal_alarm(changes, here.loaded.config.retention.removal_percent)
        if alarm is not None:
            print(wording.sentence(alarm, here.language))
        if dry_run or changes.is_nothing:
            return Exit.CLEAN if not found.errors else Exit.INCOMPLETE
        if alarm is not None and not yes and not (sys.stdin.isatty() and click.confirm("Take it over all the same?")):
            raise DossierwachtError("nothing was taken over; look at the register, or give --yes")
        register_file.take_over(here.catalog, found, hashlib.sha256(raw).hexdigest(), person(None))
    return Exit.INCOMPLETE if found.errors else Exit.CLEAN


@command.command(name="list", epilog="Example: dossierwacht dossiers list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per dossier.")
@common
def list_(as_json: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Show the register as it was last taken over; whose dossiers they are stays in its file."""
    from scanner.catalog import dossiers

    with opened(config_file, state_dir, language) as here, here.catalog.read() as connection:
        register = dossiers.load(connection)
    for one in register:
        days = {
            name: day.isoformat() if (day := getattr(one, name)) else None
            for name in ("opened", "closed", "project_end", "consent_withdrawn")
        }
        if as_json:
            told = {"dossier": one.number, "folder": one.folder, "controller": one.controller, "programme": one.programme}
            print(json.dumps(told | days | {"consents": sorted(one.consents), "hold": bool(one.hold)}, ensure_ascii=False))
        else:
            print(
                f"{number_shown(one.number):16} {one.programme:16} {days['closed'] or '-':10} {'hold' if one.hold else '':4} {without_numbers(printable(one.folder))}"
            )
    return Exit.CLEAN
