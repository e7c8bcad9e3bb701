"""`dossierwacht rules verdict|verdicts`: what a person decided on the class of a document, kept by its content."""

from __future__ import annotations

from typing import Any

import click

from scanner.cli.opened import Opened, common, opened, person
from scanner.errors import Exit, RootError, RuleError
from scanner.rulemodels import CLASSES
from scanner.tree.names import printable


@click.command(epilog="Example: dossierwacht rules verdict scan0012.pdf --class diploma --reason 'a diploma, not a CV'")
@click.argument("file", type=click.Path())
@click.option("--class", "document_class", metavar="CLASS", help="What it is; `other` when it is none of them.")
@click.option("--withdraw", is_flag=True, help="Forget an earlier decision; the rules decide again.")
@click.option("--reason", default="", help="Why; without personal data.")
@click.option("--by", metavar="NAME", help="Who decides; without it the account.")
@common
def verdict(
    file: str, document_class: str | None, withdraw: bool, reason: str, by: str | None,
    config_file: str | None, state_dir: str | None, language: str | None,
) -> int:  # fmt: skip
    """Say what a document is. It holds for its content, whatever its name and place, until it is withdrawn."""
    from scanner.catalog import class_verdicts

    if (document_class is None) is not withdraw:
        raise click.UsageError("say either --class CLASS or --withdraw")
    digest = _sha256(file)
    with opened(config_file, state_dir, language, writing=True) as here:
        _check(here, document_class)
        if document_class is None:
            gone = class_verdicts.withdraw(here.catalog, digest)
            click.echo("withdrawn; the rules decide again" if gone else "there was no decision on this content")
            return Exit.CLEAN
        known = class_verdicts.give(here.catalog, digest, document_class, reason, person(by))
    waiting = "" if known else "; it holds as soon as the service reads it"
    click.echo(f"{document_class}: {digest[:16]}{waiting}")
    return Exit.CLEAN


@click.command(epilog="Example: dossierwacht rules verdicts --export > examples.yaml")
@click.option("--export", is_flag=True, help="Write examples and counter-examples for the rule packs, without personal data.")
@common
def verdicts(export: bool, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """List what people decided on the class of documents."""
    from scanner.catalog import class_verdicts

    with opened(config_file, state_dir, language) as here, here.catalog.read() as connection:
        rows = class_verdicts.listed(connection)
        if export:
            _export(here, rows)
            return Exit.CLEAN
        for row in rows:
            files = _files(connection, row.sha256 or "")
            click.echo(
                f"{_day(row.given)}  {row.verdict:20} {row.sha256[:16] if row.sha256 else '':16}  {row.person}: {row.reason or '-'}"
            )
            for shown in files:
                click.echo(f"            {shown}")
        click.echo(f"{len(rows)} decisions")
    return Exit.CLEAN


def _files(connection: Any, sha256: str) -> list[str]:
    """Return the present files with a content, numbers in their names masked."""
    from scanner.catalog.queries import files_with

    return [row.shown for row in files_with(connection, sha256) if row.missing_since is None]


def _export(here: Opened, rows: list[Any]) -> None:
    """Print per class the words of the rules that were found, never a word of a document: they are what misled the rules."""
    import yaml

    from scanner.catalog.class_verdicts import by_rules
    from scanner.catalog.queries import files_with

    packs: dict[str, dict[str, list[dict[str, str]]]] = {}
    left_out = 0
    with here.catalog.read() as connection:
        for row in rows:
            found = next(iter(files_with(connection, row.sha256)), None)
            said, words = by_rules(found.class_evidence) if found else ("", ())
            if not words:
                left_out += 1
                continue
            example = {"text": "\n".join(words)}
            if said == row.verdict:
                packs.setdefault(row.verdict, {}).setdefault("examples", []).append(example)
            elif said != "other":
                packs.setdefault(said, {}).setdefault("counter_examples", []).append(example)
            else:
                left_out += 1
    if packs:
        click.echo(yaml.safe_dump(packs, allow_unicode=True, sort_keys=True), nl=False)
    click.echo(f"# {left_out} decisions without words of the rules: describe those documents with a text of your own")


def _check(here: Opened, document_class: str | None) -> None:
    """Refuse a class that neither the product nor the rules know. Raises RuleError."""
    from scanner import rulepacks
    from scanner.classify import rules

    if document_class is None or document_class in CLASSES:
        return
    chosen = here.loaded.config.rules
    own = {rule.document_class for rule in rules.load(rulepacks.chosen(chosen) / "classes")}
    if document_class not in own:
        raise RuleError(f"{printable(document_class)}: is no class; use one of: {', '.join(sorted({*CLASSES, *own}))}")


def _sha256(file: str) -> str:
    """Return the SHA-256 of a file in hex. Raises RootError when it is no file that can be read."""
    import hashlib

    from scanner.tree.opening import CannotOpen, open_beneath
    from scanner.tree.walk import resolve_roots

    roots, _ = resolve_roots([file])
    if not roots[0].is_file:
        raise RootError(f"{printable(file)}: is a folder; name one file")
    digest = hashlib.sha256()
    try:
        with open_beneath(roots[0].path, b"") as opened_file:
            while part := opened_file.read(1 << 20):
                digest.update(part)
    except CannotOpen as refusal:
        raise RootError(f"{printable(file)}: {refusal.problem.detail}") from None
    return digest.hexdigest()


def _day(given: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(given / 1e9, UTC).date().isoformat()
