"""`dossierwacht rules check|test|explain`: the rule packs, their own tests, and every decision about one file."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from scanner import config, rulepacks
from scanner.errors import Exit, RootError
from scanner.model import Classification, FileResult, Step
from scanner.tree.names import printable


@click.group(name="rules", epilog="Example: dossierwacht rules explain cv.docx")
def command() -> None:
    """Check the rule packs, run their own tests, explain one file."""


_config = click.option("--config", "config_file", metavar="FILE", help="Configuration file.")


def _folder(config_file: str | None) -> Path:
    chosen = config.load(config_file).config.rules
    return Path(chosen) if chosen else rulepacks.shipped()


@command.command(epilog="Example: dossierwacht rules check")
@_config
def check(config_file: str | None) -> int:
    """Read all rule packs and say what is wrong with them."""
    from scanner.classify import rules as classes
    from scanner.detect.special import packs

    folder = _folder(config_file)
    entities = rulepacks.entities(folder)
    rulepacks.look_alikes(folder)
    special = packs.load(folder / "special").rules
    found = classes.load(folder / "classes")
    click.echo(f"{len(entities) + len(special)} entities, {len(found)} document classes: in order")
    click.echo(f"digest {rulepacks.digest(folder)}")
    return Exit.CLEAN


@command.command(epilog="Example: dossierwacht rules test")
@_config
def test(config_file: str | None) -> int:
    """Let each rule find its own examples, and not its counter-examples. Exit code 2 when one fails."""
    from scanner import ruletests

    failures = 0
    total = 0
    for name, failure in ruletests.run(_folder(config_file)):
        total += 1
        if failure:
            failures += 1
            click.echo(f"FAILED {name}: {failure}")
    click.echo(f"{total} examples, {failures} failed")
    return Exit.FAILED if failures else Exit.CLEAN


@command.command(epilog="Example: dossierwacht rules explain cv.docx")
@click.argument("file", type=click.Path())
@_config
def explain(file: str, config_file: str | None) -> int:
    """Say why: every matched word, pattern, check, score and rule. Values are masked."""
    from scanner.pipeline import Scanner, Settings
    from scanner.tree.walk import Tally, resolve_roots, walk

    settings = config.load(config_file).config
    roots, _ = resolve_roots([file])
    if not roots[0].is_file:
        raise RootError(f"{printable(file)}: is a folder; name one file")
    folder = _folder(config_file)
    scanner = Scanner(Settings((roots[0].path,), os.fspath(folder), settings.limits, secrets.token_bytes(32)))
    for entry in walk(roots, Tally()):
        _print(scanner.scan_one(entry))  # type: ignore[arg-type]
    click.echo(f"rules     {rulepacks.digest(folder)}")
    return Exit.CLEAN


def _print(result: FileResult) -> None:
    mismatch = " (the extension says otherwise)" if result.file_type.extension_mismatch else ""
    click.echo(f"file      {result.display_path}")
    click.echo(f"type      {result.file_type.media_type}, told by: {result.file_type.evidence}{mismatch}")
    click.echo(f"coverage  {result.coverage}")
    for problem in result.problems:
        click.echo(f"          {problem.code}: {problem.detail}")
    _class(result.classification, "class     ")
    for child in result.children:
        click.echo(f"part      {printable(child.locator)}: {child.media_type}, coverage {child.coverage}")
        _class(child.classification, "          ")
    for finding in result.findings:
        times = f", {finding.count} times" if finding.count > 1 else ""
        click.echo(f"finding   {finding.entity} {finding.masked} at {printable(finding.locator)}{times}")
        click.echo(f"          {finding.category}, confidence {finding.confidence:.2f}: {', '.join(finding.evidence)}")
        _steps(finding.steps)
    if not result.findings:
        click.echo("finding   none")


def _class(classification: Classification, lead: str) -> None:
    language = f", language {classification.language}" if classification.language else ""
    click.echo(f"{lead}{classification.document_class}, confidence {classification.confidence:.2f}{language}")
    for reason in classification.evidence:
        click.echo(f"          {reason}")
    _steps(classification.steps)


def _steps(steps: tuple[Step, ...]) -> None:
    for step in steps:
        score = f" ({step.score:.2f})" if step.score is not None else ""
        click.echo(f"            {step.kind}: {step.detail}{score}")
