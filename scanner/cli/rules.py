"""`dossierwacht rules check|test|explain`: the rule packs, their own tests, and every decision about one file."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from scanner import config, fingerprint_key, policy, rulepacks
from scanner.cli import rules_verdict
from scanner.errors import Exit, RootError
from scanner.model import Classification, FileResult, Finding, Step
from scanner.output.exceptions import attention
from scanner.output.wording import Wording
from scanner.tree.names import printable


@click.group(name="rules", epilog="Example: dossierwacht rules explain cv.docx")
def command() -> None:
    """Check the rule packs, run their own tests, explain one file, decide what a document is."""


command.add_command(rules_verdict.verdict)
command.add_command(rules_verdict.verdicts)

_config = click.option("--config", "config_file", metavar="FILE", help="Configuration file.")


def _folder(loaded: config.LoadedConfig) -> Path:
    chosen = loaded.config.rules
    return rulepacks.chosen(chosen)


@command.command(epilog="Example: dossierwacht rules check")
@_config
def check(config_file: str | None) -> int:
    """Read all rule packs and say what is wrong with them: file, line and what to do."""
    from scanner import rulecheck
    from scanner.classify import rules as classes
    from scanner.detect.places import Gazetteer
    from scanner.detect.special import packs
    from scanner.detect.vision import vocabulary

    loaded = config.load(config_file)
    folder = _folder(loaded)
    entities = rulepacks.entities(folder)
    special = packs.load(folder / "special").rules
    found = classes.load(folder / "classes")
    rulecheck.check(folder)
    cards = vocabulary.load(folder)
    places = len(Gazetteer.load(folder / "places"))
    policy.check(loaded, rulepacks.known_entities(folder))
    custom = ", ".join(rule.entity for rule in entities if rule.patterns)
    own = f" (own: {custom})" if custom else ""
    counts = f"{len(entities)} entities{own}, {len(special)} special categories, {len(found)} document classes, {len(cards.titles)} kinds of cards, {places} names of places"
    click.echo(f"{counts}: in order")
    click.echo(f"folder {printable(os.fspath(folder))}")
    click.echo(f"digest {rulepacks.digest(folder)}")
    return Exit.CLEAN


@command.command(epilog="Example: dossierwacht rules test")
@_config
def test(config_file: str | None) -> int:
    """Let each rule find its own examples, and not its counter-examples. Exit code 2 when one fails."""
    from scanner import ruletests

    failures = 0
    total = 0
    for name, failure in ruletests.run(_folder(config.load(config_file))):
        total += 1
        if failure:
            failures += 1
            click.echo(f"FAILED {name}: {failure}")
    click.echo(f"{total} examples, {failures} failed")
    return Exit.FAILED if failures else Exit.CLEAN


@command.command(epilog="Example: dossierwacht rules explain cv.docx --state-dir /var/lib/dossierwacht")
@click.argument("file", type=click.Path())
@_config
@click.option("--state-dir", metavar="DIR", help="Folder with the key of the fingerprints; with it each finding shows its own.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The date to take for today in policies.")
def explain(file: str, config_file: str | None, state_dir: str | None, as_of: datetime | None) -> int:
    """Say why: every matched word, pattern, check, score, rule and policy. Values are masked."""
    from scanner import rulecheck
    from scanner.pipeline import Scanner, Settings
    from scanner.tree.walk import Tally, resolve_roots, walk

    loaded = config.load(config_file)
    settings = loaded.config
    roots, _ = resolve_roots([file])
    if not roots[0].is_file:
        raise RootError(f"{printable(file)}: is a folder; name one file")
    folder = _folder(loaded)
    rulecheck.check(folder)
    policy.check(loaded, rulepacks.known_entities(folder))
    key = fingerprint_key.load(state_dir or settings.state_dir, roots)
    policies = policy.Policies(loaded, roots, (as_of or datetime.now(UTC)).date(), stable=key.lasting)
    models = tuple(settings.scan.name_models)
    if models:
        from scanner.detect import spacy_names

        spacy_names.check(models)
    scanner = Scanner(
        Settings(
            (roots[0].path,),
            os.fspath(folder),
            settings.limits,
            key.secret,
            allow=tuple(settings.scan.allow),
            name_models=models,
            explain=True,
        )
    )
    for entry in walk(roots, Tally()):
        result = scanner.scan_one(entry)  # type: ignore[arg-type]
        judged = policies.judge(result.findings, 0, b"")
        _print(replace(result, findings=judged), fingerprints=key.lasting)
    click.echo(f"rules     {rulepacks.digest(folder)}")
    if not key.lasting:
        click.echo(
            "          fingerprints for `accepted` need a lasting key: give --state-dir, or set `state_dir` in the configuration"
        )
    for notice in attention(policies.entries, Wording("en")):
        click.echo(f"policy    {notice}")
    return Exit.CLEAN


def _print(result: FileResult, *, fingerprints: bool) -> None:
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
        _finding(finding, fingerprints=fingerprints)
    if not result.findings:
        click.echo("finding   none")


def _finding(finding: Finding, *, fingerprints: bool) -> None:
    times = f", {finding.count} times" if finding.count > 1 else ""
    click.echo(f"finding   {finding.entity} {finding.masked} at {printable(finding.locator)}{times}")
    click.echo(f"          {finding.category}, confidence {finding.confidence:.2f}: {', '.join(finding.evidence)}")
    if finding.suppressed is not None:
        until = f", until {finding.suppressed.until}" if finding.suppressed.until else ""
        click.echo(f"          suppressed by {finding.suppressed.by}: {finding.suppressed.reason}{until}")
    if fingerprints:
        click.echo(f"          fingerprint {finding.fingerprint}")
    _steps(finding.steps)


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
