"""Questions of the weekly report: everything about present files that a section tells, streamed in the order of the tree or of numbers.

A million files and tens of thousands of findings are read in seconds, so each question is one statement, past SQLAlchemy's compiler.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from scanner.catalog.journal import Alarm
from scanner.catalog.queries import shown_path
from scanner.catalog.store import hot, joined, marks
from scanner.model import Category, Finding

Opened = Connection
"""A connection of `Catalog.read()`, for who asks these questions without knowing the library behind."""
_PAGE = 2000
_FINDING = "n.id, n.entity, n.category, n.confidence, n.locator, n.masked, n.evidence, n.count, n.fingerprint"
_FOUND = (
    "SELECT f.id, d.root_id, f.folder_id, f.name, f.shown, f.judgement_id, f.first_seen, f.mtime_ns, c.document_class, d.path AS place, {finding}"
    " FROM findings n JOIN files f ON {owner} JOIN folders d ON d.id = f.folder_id LEFT JOIN contents c ON c.id = f.content_id"
    " WHERE n.category IN ('forbidden', 'special') AND f.missing_since IS NULL"
)
_EVERY_FOUND = (
    _FOUND.format(finding=_FINDING, owner="f.content_id = n.content_id")
    + " UNION ALL "
    + _FOUND.format(finding=_FINDING, owner="f.id = n.file_id")
    + " ORDER BY 2, 10, 4, 1, 11"
)
_IN_FOLDERS = (
    f"SELECT d.root_id, d.id, d.first_seen, {_FINDING} FROM findings n JOIN folders d ON d.id = n.folder_id"
    " WHERE n.category IN ('forbidden', 'special') AND d.missing_since IS NULL ORDER BY d.root_id, d.path, n.id"
)
_COVERAGE = "SELECT folder_id, coverage, count(*) FROM files WHERE missing_since IS NULL GROUP BY folder_id, coverage ORDER BY folder_id, coverage"
_UNREAD = (
    "SELECT f.id, f.folder_id, f.name, f.shown, f.judgement_id, f.size, f.coverage, f.content_id FROM files f"
    " WHERE f.id > ? AND f.missing_since IS NULL AND f.coverage IN ('partial', 'none') ORDER BY f.id LIMIT ?"
)
_OPEN = (
    "SELECT e.kind, e.since, e.folder_id, e.file_id, f.folder_id, f.name, f.shown, f.judgement_id FROM exposures e"
    " LEFT JOIN files f ON f.id = e.file_id LEFT JOIN folders d ON d.id = e.folder_id"
    " WHERE (e.file_id IS NOT NULL AND f.missing_since IS NULL) OR (e.folder_id IS NOT NULL AND d.missing_since IS NULL) ORDER BY e.id"
)
_ITEMS = (
    "SELECT item, root_id, path, shown, document_class, dossier, rule, expires, delete_by, state, confirmed_by, reasons, size FROM items"
    " WHERE state IN ('due', 'overdue', 'held', 'approved', 'quarantined') ORDER BY delete_by, root_id, path, id"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder: its root, its path there, and the path as it is shown."""

    root_id: int
    path: bytes
    shown: str


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A file, or a folder by its own name, with its forbidden and special findings; times in ns."""

    file_id: int | None
    folder_id: int
    path: bytes
    shown: str
    document_class: str
    first_seen: int
    mtime_ns: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A file that was not read completely, and the codes of its problems."""

    folder_id: int
    path: bytes
    shown: str
    size: int
    coverage: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A file or folder that too many can reach; `since` in ns."""

    folder_id: int
    file_id: int | None
    path: bytes
    shown: str
    concern: str
    since: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A file whose term is over, or that is held; days are ISO dates."""

    item: str
    root_id: int
    path: bytes
    shown: str
    document_class: str
    dossier: str
    rule: str
    expires: str
    delete_by: str
    state: str
    confirmed: bool
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    size: int


def places(connection: Connection) -> dict[int, Place]:
    """Return all folders by their number."""
    found = {}
    for number, root, raw, shown, judged in hot(connection, "SELECT id, root_id, path, shown, judgement_id FROM folders"):
        path = bytes(raw)
        found[number] = Place(root, path, shown_path(shown, path, judged=judged is not None))
    return found


def coverage_by_folder(connection: Connection) -> Iterator[tuple[int, str, int]]:
    """Yield (folder, coverage, files) of all present files; the coverage of files not read yet is empty."""
    for folder, coverage, count in hot(connection, _COVERAGE):
        yield folder, coverage or "", count


def found(connection: Connection, known: Mapping[int, Place]) -> Iterator[FoundRow]:
    """Yield all present files with forbidden or special findings, in the order of the tree, those of folders' own names last."""
    last: list[Any] = []
    for row in hot(connection, _EVERY_FOUND):
        if last and row[0] != last[0][0]:
            yield _found(last, known)
            last = []
        last.append(row)
    if last:
        yield _found(last, known)
    last = []
    for row in hot(connection, _IN_FOLDERS):
        if last and row[1] != last[0][1]:
            yield _found_in_name(last, known)
            last = []
        last.append(row)
    if last:
        yield _found_in_name(last, known)


def unread(connection: Connection, known: Mapping[int, Place]) -> Iterator[UnreadRow]:
    """Yield the present files that were not read completely, by number."""
    last = 0
    while rows := hot(connection, _UNREAD, (last, _PAGE)).all():
        last = rows[-1][0]
        of_content = _codes(connection, "content_id", sorted({row[7] for row in rows if row[7] is not None}))
        of_file = _codes(connection, "file_id", [row[0] for row in rows])
        for number, folder, name, shown, judged, size, coverage, content in rows:
            path = joined(known[folder].path, name)
            codes = tuple(sorted(of_content.get(content, frozenset()) | of_file.get(number, frozenset())))
            yield UnreadRow(folder, path, shown_path(shown, path, judged=judged is not None), size, coverage, codes)


def exposures(connection: Connection, known: Mapping[int, Place]) -> Iterator[OpenRow]:
    """Yield what too many can reach, files and folders."""
    for concern, since, folder, file, above, name, shown, judged in hot(connection, _OPEN):
        if file is None:
            place = known[folder]
            yield OpenRow(folder, None, place.path, place.shown, concern, since)
        else:
            path = joined(known[above].path, name)
            yield OpenRow(above, file, path, shown_path(shown, path, judged=judged is not None), concern, since)


def items(connection: Connection) -> Iterator[ItemRow]:
    """Yield the files whose term is over or that are held, and those in quarantine, the most urgent first."""
    for item, root, path, shown, kind, dossier, rule, expires, delete_by, state, confirmed, reasons, size in hot(
        connection, _ITEMS
    ):
        why = tuple((key, told) for key, told in json.loads(reasons))
        yield ItemRow(
            item, root, bytes(path), shown, kind, dossier, rule, expires, delete_by, state, confirmed is not None, why, size
        )


def of_items(connection: Connection, names: list[str]) -> dict[str, tuple[str, str, str]]:
    """Return (document class, dossier, rule) of items by their name."""
    known = {}
    for start in range(0, len(names), 500):
        some = names[start : start + 500]
        sql = f"SELECT item, document_class, dossier, rule FROM items WHERE item IN ({marks(len(some))})"
        known.update({row[0]: (row[1], row[2], row[3]) for row in hot(connection, sql, tuple(some))})
    return known


@dataclass(frozen=True, slots=True)
class CrawlRow:
    """A crawl that was begun in a time; times in ns."""

    root_id: int
    started: int
    ended: int | None
    outcome: str | None


def crawls(connection: Connection, since: int, until: int) -> list[CrawlRow]:
    """Return the crawls begun in a time (ns), the earliest first."""
    sql = "SELECT root_id, started, ended, outcome FROM runs WHERE kind = 'crawl' AND started >= ? AND started < ? ORDER BY started, id"
    return [CrawlRow(*row) for row in hot(connection, sql, (since, until))]


def roots_added(connection: Connection) -> dict[int, int]:
    """Return since when (ns) each root is known."""
    return {row[0]: row[1] for row in hot(connection, "SELECT id, added FROM roots")}


def alarms(connection: Connection, since: int, until: int) -> list[Alarm]:
    """Return the alarms that stood at any moment of a time (ns), the earliest first."""
    sql = (
        "SELECT id, kind, subject, detail, raised, repeated, cleared FROM alarms WHERE raised < ? AND (cleared IS NULL OR cleared >= ?)"
        " ORDER BY raised, id"
    )
    return [Alarm(*row) for row in hot(connection, sql, (until, since))]


def given_up(connection: Connection, attempts: int) -> int:
    """Return how many present files were given up after so many attempts."""
    sql = "SELECT count(*) FROM files WHERE missing_since IS NULL AND attempts >= ?"
    return int(hot(connection, sql, (attempts,)).scalar_one())


def folders_shut(connection: Connection) -> int:
    """Return how many folders could not be listed."""
    sql = "SELECT count(DISTINCT p.folder_id) FROM problems p JOIN folders d ON d.id = p.folder_id WHERE d.missing_since IS NULL"
    return int(hot(connection, sql).scalar_one())


def _found(rows: list[Any], known: Mapping[int, Place]) -> FoundRow:
    first = rows[0]
    path = joined(known[first[2]].path, first[3])
    return FoundRow(
        first[0], first[2], path, shown_path(first[4], path, judged=first[5] is not None), first[8] or "other", first[6], first[7],
        tuple(_finding(row[10:]) for row in rows),
    )  # fmt: skip


def _found_in_name(rows: list[Any], known: Mapping[int, Place]) -> FoundRow:
    _, folder, first_seen = rows[0][:3]
    place = known[folder]
    findings = tuple(_finding(row[3:]) for row in rows)
    return FoundRow(None, folder, place.path, place.shown + "/", "other", first_seen, 0, findings)


def _finding(row: Any) -> Finding:
    _, entity, category, confidence, locator, masked, evidence, count, fingerprint = row
    return Finding(entity, Category(category), confidence, locator, masked, tuple(json.loads(evidence)), count, fingerprint)


def _codes(connection: Connection, owner: str, numbers: list[int]) -> dict[int, frozenset[str]]:
    codes: dict[int, set[str]] = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        sql = f"SELECT {owner}, code FROM problems WHERE {owner} IN ({marks(len(some))})"
        for number, code in hot(connection, sql, tuple(some)):
            codes.setdefault(number, set()).add(code)
    return {number: frozenset(some_codes) for number, some_codes in codes.items()}
