"""`dossierwacht scan`: wire walk, workers and outputs together."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from scanner import __version__, config, fingerprint_key, policy, rulecheck, rulepacks
from scanner.errors import DossierwachtError
from scanner.fingerprint_key import FingerprintKey
from scanner.model import FileResult, FolderResult
from scanner.output import terminal
from scanner.output.exceptions import attention
from scanner.output.summary import Summary
from scanner.output.targets import open_target
from scanner.output.wording import LANGUAGES, Wording, pick
from scanner.tree.exclude import matcher
from scanner.tree.names import as_text, printable
from scanner.tree.walk import Root, Tally, resolve_roots, walk


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The outputs that were asked for, by name of a file or `-`."""

    jsonl: str | None
    csv: str | None
    html: str | None

    def check(self) -> None:
        names = [name for name in (self.jsonl, self.csv, self.html) if name]
        if len(names) != len({os.path.realpath(name) if name != "-" else name for name in names}):
            raise DossierwachtError("two outputs go to the same place; give each its own file")


@click.command(
    name="scan",
    epilog="Example: dossierwacht scan /srv/share --html report.html --jsonl result.jsonl",
    short_help="Scan files and folders now.",
)
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--jsonl", metavar="FILE", help="Write JSON Lines (- for standard output).")
@click.option("--csv", "csv_file", metavar="FILE", help="Write a table for spreadsheets.")
@click.option("--html", metavar="FILE", help="Write a page for people.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that read files [one per processor].")
@click.option("--no-ocr", is_flag=True, help="Do not read text in pictures and scanned pages.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out names or paths; may be given again.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The date to take for today in the outputs.")
@click.option("--exit-zero", is_flag=True, help="Leave with 0 whatever is found.")
@click.option("--config", "config_file", metavar="FILE", help="Configuration file.")
@click.option("--state-dir", metavar="DIR", help="Folder with the key of the fingerprints; without it each scan has its own.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language on screen and in the page.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary on screen.")
@click.option("--verbose", "-v", is_flag=True, help="Name each file that is not read completely.")
def command(
    paths: tuple[str, ...], jsonl: str | None, csv_file: str | None, html: str | None, workers: int | None, no_ocr: bool,
    exclude: tuple[str, ...], as_of: datetime | None, exit_zero: bool, config_file: str | None, state_dir: str | None,
    language: str | None, quiet: bool, verbose: bool,
) -> int:  # fmt: skip
    """Scan files and folders and say what may not be kept. Nothing is changed, nothing leaves this machine.

    Without PATHS the roots of the configuration are scanned. Exit codes: 0 all read and nothing forbidden, 1 forbidden
    data, 2 could not run, 3 not everything could be read, 130 interrupted.
    """
    loaded = config.load(config_file)
    settings = loaded.config
    language = pick(language, settings.language)
    named = list(paths) or [root.path for root in settings.roots]
    if not named:
        raise click.UsageError("name a folder or file to scan, for instance: dossierwacht scan /srv/share")
    wanted = _Wanted(jsonl, csv_file, html)
    wanted.check()
    excluded = matcher([*settings.scan.exclude, *exclude])
    roots, notices = resolve_roots(named)
    for notice in notices:
        print(f"{notice}: lies inside another folder that is scanned, and is scanned once", file=sys.stderr)
    folder = rulepacks.chosen(settings.rules)
    rules = rulepacks.entities(folder)
    words = Wording(language, rulepacks.names(rules, language))
    policy.check(loaded, rulepacks.known_entities(folder))
    key = fingerprint_key.load(state_dir or settings.state_dir, roots)
    rulecheck.check(folder)
    if settings.scan.name_models:
        from scanner.detect import spacy_names

        spacy_names.check(settings.scan.name_models)
    started = as_of.replace(tzinfo=UTC) if as_of else datetime.now(UTC)
    policies = policy.Policies(loaded, roots, started.date(), stable=key.lasting)
    summary = Summary(settings.scan.violation_confidence, policies=policies.entries, notices=attention(policies.entries, words))
    for notice in summary.notices:
        print(notice, file=sys.stderr)
    with ExitStack() as stack:
        outputs = _Outputs(stack, wanted, roots, summary, words, settings.access.largest_group, fingerprints=key.lasting)
        outputs.begin(rulepacks.digest(folder), started, loaded)
        seconds = _scan(
            roots, excluded, outputs, summary, settings, folder, key, policies,
            workers or settings.scan.workers or os.cpu_count() or 1, settings.scan.ocr and not no_ocr, quiet, verbose,
        )  # fmt: skip
        outputs.end(seconds)
    if not quiet and "-" not in (jsonl, csv_file, html):
        terminal.show(summary, words, seconds)
    return summary.exit_code(exit_zero=exit_zero)


def _scan(
    roots: list[Root], excluded: object, outputs: _Outputs, summary: Summary, settings: config.Config, folder: Path,
    key: FingerprintKey, policies: policy.Policies, workers: int, ocr: bool, quiet: bool, verbose: bool,
) -> float:  # fmt: skip
    from scanner.output.progress import Progress
    from scanner.pipeline import Settings
    from scanner.workers import scan_many

    begin = time.monotonic()
    tally = Tally()
    job = Settings(
        tuple(root.path for root in roots), os.fspath(folder), settings.limits, key.secret, ocr, tuple(settings.scan.allow),
        tuple(settings.scan.name_models), previews=settings.vision.preview and outputs.page,
    )  # fmt: skip
    entries = walk(roots, tally, excluded, outputs.own)  # type: ignore[arg-type]
    total = _count(roots, excluded, outputs) if sys.stderr.isatty() and not quiet else None
    outcomes = scan_many(entries, job, workers, settings.scan.files_per_worker)
    try:
        with Progress(total, quiet) as progress:
            for outcome in outcomes:
                if outcome.file is not None:
                    file, where = outcome.file, outcome.file.identity
                    file = replace(file, findings=policies.judge(file.findings, where.root, where.path))
                    summary.add(file)
                    outputs.file(file)
                    progress.update(file)
                    if verbose and file.problems:
                        gaps = ", ".join(f"{gap.code}: {gap.detail}" for gap in file.problems)
                        print(f"{file.display_path}: {printable(gaps)}", file=sys.stderr)
                elif outcome.folder is not None:
                    found = outcome.folder
                    found = replace(found, findings=policies.judge(found.findings, found.root, found.path, is_folder=True))
                    summary.add_folder(found)
                    outputs.folder(found)
    except KeyboardInterrupt:
        summary.interrupted = True
    finally:
        outcomes.close()  # type: ignore[attr-defined]
    summary.other_entries, summary.excluded = tally.other_entries, tally.excluded
    return time.monotonic() - begin


def _count(roots: list[Root], excluded: object, outputs: _Outputs) -> int:
    from scanner.model import FileIdentity

    return sum(isinstance(entry, FileIdentity) for entry in walk(roots, Tally(), excluded, outputs.own))  # type: ignore[arg-type]


class _Outputs:
    """The writers that were asked for, behind one face."""

    def __init__(
        self,
        stack: ExitStack,
        wanted: _Wanted,
        roots: list[Root],
        summary: Summary,
        words: Wording,
        largest_group: int,
        *,
        fingerprints: bool,
    ) -> None:
        from scanner.output.csv_table import CsvTable
        from scanner.output.exposure import Exposure
        from scanner.output.jsonl import JsonLines
        from scanner.output.page import ScanPage
        from scanner.tree.access import Audit
        from scanner.tree.people import People

        self._roots, self._summary, self._words, self._fingerprints = roots, summary, words, fingerprints
        files: list[BinaryIO] = []

        def opened(name: str) -> BinaryIO:
            files.append(stack.enter_context(open_target(name, roots)))
            return files[-1]

        self._jsonl = JsonLines(opened(wanted.jsonl), wanted.jsonl) if wanted.jsonl else None
        self._csv = CsvTable(opened(wanted.csv), wanted.csv) if wanted.csv else None
        self._html = opened(wanted.html) if wanted.html else None
        self._html_name = wanted.html or ""
        self._page = ScanPage(summary) if wanted.html else None
        self._exposure = Exposure(Audit(tuple(root.path for root in roots), People.here()), largest_group, summary)
        self.own = frozenset((status.st_dev, status.st_ino) for status in (os.fstat(file.fileno()) for file in files))

    @property
    def page(self) -> bool:
        """Whether a page for people is written."""
        return self._page is not None

    def begin(self, rules: str, started: datetime, loaded: config.LoadedConfig) -> None:
        from scanner.output.records import run_record

        if self._jsonl:
            self._jsonl.write(run_record(__version__, rules, self._roots, started, loaded.source, loaded.digest))
        if self._page:
            self._page.facts = [
                *(("roots", printable(as_text(root.path))) for root in self._roots),
                ("started", started.strftime("%Y-%m-%d %H:%M UTC")), ("version", __version__), ("rules", rules[:16]),
                ("config", f"{loaded.source} {loaded.digest[:16]}".strip()),
            ]  # fmt: skip

    def file(self, result: FileResult) -> None:
        from scanner.output.records import exposed_record, file_record

        exposed = self._exposure.file(result)
        folder = self._exposure.folder(result)
        if self._jsonl:
            self._jsonl.write(file_record(result, self._roots, exposed, fingerprints=self._fingerprints))
            if folder:
                self._jsonl.write(exposed_record(folder, self._roots))
        if self._csv:
            self._csv.file(result)
        if self._page:
            self._page.add(result, exposed)
            if folder:
                self._page.add_exposed(folder)

    def folder(self, result: FolderResult) -> None:
        from scanner.output.records import folder_record

        if self._jsonl:
            self._jsonl.write(folder_record(result, self._roots, fingerprints=self._fingerprints))
        if self._csv:
            self._csv.folder(result.display_path, result.findings, ", ".join(gap.code for gap in result.problems))
        if self._page:
            self._page.add_folder(result)

    def end(self, seconds: float) -> None:
        from scanner.output.records import summary_record
        from scanner.output.targets import told

        if self._jsonl:
            self._jsonl.write(summary_record(self._summary, seconds))
        if self._page and self._html:
            from reports.scan_page import render

            self._page.seconds = seconds
            html = render(self._page, self._words).encode("utf-8", "backslashreplace")
            with told(self._html_name):
                self._html.write(html)
                self._html.flush()
