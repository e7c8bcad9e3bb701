"""`dossierwacht retention hold` and `release`."""

from __future__ import annotations

import os

import click

from scanner.catalog import holds, items, roots
from scanner.cli.opened import Opened, common, opened, person
from scanner.errors import DossierwachtError, Exit
from scanner.tree.names import as_text, printable, without_numbers


@click.command(
    name="hold", epilog="Example: dossierwacht retention hold --dossier 2024-0012 --reason 'claim before the labour court'"
)
@click.option("--item", metavar="ITEM")
@click.option("--dossier", metavar="NUMBER")
@click.option("--class", "document_class", metavar="CLASS")
@click.option("--path", metavar="PATH", help="A file, or a folder with all below it.")
@click.option("--reason", help="Why; without it the holds that stand are shown.")
@click.option("--by", metavar="NAME", help="Who says so [the account].")
@common
def hold_command(
    item: str | None, dossier: str | None, document_class: str | None, path: str | None, reason: str | None, by: str | None,
    config_file: str | None, state_dir: str | None, language: str | None,
) -> int:  # fmt: skip
    """Keep files whatever their term, until the hold is released. Files in quarantine are not destroyed under a hold."""
    if path:
        path = as_text(os.path.realpath(os.fsencode(path)))
    given = {"item": item, "dossier": dossier, "class": document_class, "folder": path}
    named = {scope: subject for scope, subject in given.items() if subject}
    if not named and reason is None:
        with opened(config_file, state_dir, language) as here, here.catalog.read() as connection:
            for hold in holds.standing(connection):
                print(
                    f"{hold.id:5}  {hold.scope:8} {without_numbers(printable(hold.subject))}  {printable(hold.reason)}  ({printable(hold.person)})"
                )
        return Exit.CLEAN
    if len(named) != 1:
        raise click.UsageError("name one of --item, --dossier, --class and --path")
    if not reason or len(reason.strip()) < 5:
        raise click.UsageError("say why in a few words: --reason 'claim before the labour court'")
    ((scope, subject),) = named.items()
    with opened(config_file, state_dir, language, writing=True) as here:
        if scope == "item":
            scope, subject = "folder", _path_of(here, subject)
        print(holds.put(here.catalog, scope, subject, reason.strip(), person(by)))
    return Exit.CLEAN


@click.command(name="release", epilog="Example: dossierwacht retention release 3 --reason 'judgment of 12 May'")
@click.argument("hold", type=int)
@click.option("--reason", required=True, help="Why it is over.")
@click.option("--by", metavar="NAME", help="Who says so [the account].")
@common
def release_command(
    hold: int, reason: str, by: str | None, config_file: str | None, state_dir: str | None, language: str | None
) -> int:
    """Release a hold, by the number that `hold` gave or shows. Nothing is deleted by that: the next plan decides anew."""
    with opened(config_file, state_dir, language, writing=True) as here:
        if not holds.release(here.catalog, hold, reason.strip(), person(by)):
            raise DossierwachtError(f"{hold}: no hold of that number stands; `retention hold` shows those that do")
    return Exit.CLEAN


def _path_of(here: Opened, name: str) -> str:
    """Return the absolute path of an item's file: what is held is that file, whatever item it is in the next plan."""
    with here.catalog.read() as connection:
        item = next(items.find(connection, items=(name,)), None)
        if item is None:
            raise DossierwachtError(f"{name}: no item of that name; `retention list` shows them")
        root = roots.one(connection, item.root_id).path
    return as_text(root.rstrip(b"/") + b"/" + item.path)
