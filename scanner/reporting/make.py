"""The report as files, and as messages: from a basis to what lies in the reports folder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reports import digest, mail, page, weeks
from reports.delivery import Folder, file_name, slug
from reports.facts import Report, Scope
from reports.files import DataFiles
from reports.language import Language
from scanner import rulepacks
from scanner.catalog import report_history as history
from scanner.catalog.store import Catalog
from scanner.config import Config
from scanner.output.wording import pick
from scanner.reporting.basis import Basis
from scanner.reporting.gather import gather


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the report, its folder, the pages by language, and every file by its name."""

    report: Report
    folder: str
    files: tuple[str, ...]
    pages: tuple[tuple[Language, str], ...]
    digests: tuple[tuple[Language, Scope, str, str], ...]
    """Language, owner, address and file of each digest."""


def reports_folder(config: Config, state_dir: str) -> str:
    """Return where reports go."""
    return config.report.folder or os.path.join(state_dir, "reports")


def languages(config: Config, rules: Path, given: str | None = None) -> list[Language]:
    """Return the languages of a report, the main one first."""
    codes: list[str] = [given] if given else list(config.report.languages) or [pick(None, config.language)]
    entities = rulepacks.entities(rules)
    return [Language(code, rulepacks.names(entities, code)) for code in codes]


def moment(nanoseconds: int) -> datetime:
    """Return a time in nanoseconds since 1970 as a moment."""
    return datetime.fromtimestamp(nanoseconds // 1_000_000_000, UTC)


def write(basis: Basis, folder: str, tongues: Sequence[Language], *, remember: bool = False) -> Written:
    """Write a report, its data, the pages of controllers, the digests and the index. Raises OutputError and CatalogError.

    With `remember` it is the weekly one, with which later ones are compared.
    """
    place, config = Folder(folder), basis.loaded.config
    part = slug("only", f"{basis.only_root or ''} {basis.only_dossier or ''}") if not basis.whole else ""
    table, document = (file_name(basis.week, part, "", ending) for ending in ("csv", "json"))
    with place.writing(document) as data, place.writing(table) as cells:
        files = DataFiles(cells, data, tongues[0])
        gathered = gather(basis, files.row)
        checksum = files.close(gathered.report)
    report, names = gathered.report, [document, table]
    own = report.controllers if len(report.controllers) > 1 else ()
    pages, digests = [], []
    for language in tongues:
        known = {
            one.key: file_name(basis.week, slug("controller", one.key), language.code, "html") for one in own if one.reading.total
        }
        for scope in own:
            if scope.key in known:
                place.write(known[scope.key], page.render(report, scope, language, checksum=checksum, data_file=document))
        name = file_name(basis.week, part, language.code, "html")
        whole = page.render(report, report.organisation, language, pages=known, checksum=checksum, data_file=document)
        place.write(name, whole)
        pages.append((language, name))
        names += [*known.values(), name]
        for scope, owner in zip(report.owners, config.report.owners if report.owners else (), strict=True):
            told = file_name(basis.week, slug("digest", owner.folder), language.code, "html")
            place.write(told, digest.render(report, scope, language))
            digests.append((language, scope, owner.email, told))
            names.append(told)
    if remember:
        _remember(basis.catalog, basis.week, gathered.told, gathered.figures)
        place.prune(weeks.ended(basis.day), config.report.keep_weeks)
    place.index(tongues[0])
    return Written(report, folder, tuple(dict.fromkeys(names)), tuple(pages), tuple(digests))


def letters(written: Written, config: Config) -> list[mail.Letter]:
    """Return the messages about a report: to coordinator and officer, and to each owner in the main language."""
    settings = config.report.mail
    main = written.pages[0][0]

    def attached(names: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
        return tuple((name, _content(written.folder, name)) for name in names) if settings.attach else ()

    names = [name for _, name in written.pages]
    places = [os.path.join(written.folder, name) for name in names]
    found = [mail.announcement(written.report, main, settings.to, places, attached(names))]
    found += [
        mail.digest(written.report, scope, language, address, os.path.join(written.folder, name), attached([name]))
        for language, scope, address, name in written.digests
        if address and language is main
    ]
    return found


def _content(folder: str, name: str) -> bytes:
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def _remember(catalog: Catalog, week: str, told: Sequence[history.Told], figures: Mapping[str, Mapping[str, Any]]) -> None:
    """Remember a report, unless a later one is remembered already: then this one is told again for somebody's file only."""
    with catalog.read() as connection:
        latest = history.last_week(connection, "9999-W99")
    if latest is None or latest <= week:
        history.record(catalog, week, told, figures)
