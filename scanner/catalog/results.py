"""What reading gave, written down: what a content holds once for all files with it, what a name shows with the file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from scanner.catalog import class_verdicts, schema
from scanner.catalog.queue import GIVE_UP, RACY_NS, Due, FolderItem, Item
from scanner.catalog.schema import signed
from scanner.catalog.store import Catalog, hot, joined
from scanner.model import Category, Code, FileResult, Finding, FolderResult, Problem
from scanner.tree.names import as_text, printable, without_numbers

OWN_NAME = "file name"
"""The locator of what stands in a file's own name; in the name of a part of it there is more before this."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was given to a process at `begun` (ns since 1970), and what came back."""

    item: Item
    result: FileResult
    begun: int


@dataclass(slots=True)
class Recorded:
    """What came of results: `kept`, `again` when the file had changed meanwhile and is read once more, `vanished` files' folders."""

    kept: int = 0
    again: int = 0
    vanished: list[tuple[int, bytes]] = field(default_factory=list)
    """Root and path of folders that are to be listed again."""


def kind_of(path: bytes) -> str:
    """Return what of a file's name the verdict on its content depends on: the ending, which helps to tell the format."""
    name = path.rpartition(b"/")[2]
    stem, dot, ending = name.rpartition(b".")
    return as_text(ending.lower()) if stem and dot and len(ending) <= 16 else ""


def judgement(catalog: Catalog, digest: str, rules: str, version: str) -> int:
    """Return the number of a digest over rules, settings that matter and version, given to it at its first use."""
    table = schema.judgements
    with catalog.write() as connection:
        number = connection.execute(select(table.c.id).where(table.c.digest == digest)).scalar()
        if number is None:
            new = insert(table).values(digest=digest, rules=rules, version=version, first_used=catalog.now)
            number = connection.execute(new.returning(table.c.id)).scalar_one()
        return int(number)


def record(catalog: Catalog, judgement_id: int, reads: Iterable[Read]) -> Recorded:
    """Write results in one transaction. What a file was when it was read must be what the catalogue says it is now.

    A result is told apart into what the content shows (kept once, by SHA-256 and kind) and what the name shows. Files that were
    read within two seconds of their last change are read again later. Raises CatalogFull and the like, and then nothing is written.
    """
    done = Recorded()
    with catalog.write() as connection:
        for read in reads:
            _record(connection, catalog.now, judgement_id, read, done)
    return done


def record_folders(catalog: Catalog, judgement_id: int, seen: Iterable[tuple[FolderItem, FolderResult | None]]) -> None:
    """Write what the names of folders show."""
    with catalog.write() as connection:
        for item, result in seen:
            hot(connection, "DELETE FROM findings WHERE folder_id = ?", (item.id,))
            _findings(connection, "folder_id", item.id, result.findings if result else ())
            shown = _shown(item.folder.path, result.display_path) if result else None
            hot(
                connection, "UPDATE folders SET due = 0, judgement_id = ?, shown = ? WHERE id = ?", (judgement_id, shown, item.id)
            )


def give_up(item: Item) -> FileResult:
    """Return what is said of a file under which the service ended too often."""
    shown = without_numbers(printable(as_text(item.identity.path)))
    return FileResult(
        item.identity, shown, problems=(Problem("service", Code.CRASH, f"the service ended {GIVE_UP} times while it was read"),)
    )


def _record(connection: Connection, now: int, judgement_id: int, read: Read, done: Recorded) -> None:
    item, result = read.item, read.result
    if not _unchanged(connection, item):
        done.again += 1
        return
    codes = {(gap.stage, gap.code) for gap in result.problems}
    if ("open", Code.VANISHED) in codes:
        _vanished(connection, item, done)
        return
    content_id = None
    if result.sha256 is not None:
        content_id = _content(connection, now, judgement_id, result)
        if content_id is None:
            done.again += 1
            return
    hot(connection, "DELETE FROM findings WHERE file_id = ?", (item.id,))
    hot(connection, "DELETE FROM problems WHERE file_id = ?", (item.id,))
    in_name = result.findings if content_id is None else tuple(each for each in result.findings if each.locator == OWN_NAME)
    _findings(connection, "file_id", item.id, in_name)
    if content_id is None:
        _problems(connection, "file_id", item.id, result.problems)
        coverage = result.coverage.value
    else:
        coverage = hot(connection, "SELECT coverage FROM contents WHERE id = ?", (content_id,)).scalar_one()
    racy = abs(read.begun - item.identity.ctime_ns) < RACY_NS and result.sha256 is not None
    hot(
        connection,
        "UPDATE files SET due = ?, attempts = 0, content_id = ?, coverage = ?, judgement_id = ?, last_read = ?, shown = ? WHERE id = ?",
        (
            int(Due.RECHECK if racy else Due.NOTHING),
            content_id,
            coverage,
            judgement_id,
            now,
            _shown(item.identity.path, result.display_path),
            item.id,
        ),
    )
    done.kept += 1


def _unchanged(connection: Connection, item: Item) -> bool:
    """Whether the file's row says what it said when it was given to a process, its place included."""
    row = hot(
        connection,
        "SELECT f.size, f.mtime_ns, f.ctime_ns, f.inode, f.missing_since, d.root_id, d.path, f.name"
        " FROM files f JOIN folders d ON d.id = f.folder_id WHERE f.id = ?",
        (item.id,),
    ).first()
    one = item.identity
    if row is None or row[4] is not None:
        return False
    path = joined(row[6], row[7])
    return (*row[:4], row[5], path) == (one.size, one.mtime_ns, one.ctime_ns, signed(one.inode), one.root, one.path)


def _vanished(connection: Connection, item: Item, done: Recorded) -> None:
    """Let a file wait until its folder has been listed again: it may be gone, or be written at this moment."""
    hot(connection, f"UPDATE files SET due = {Due.AFTER_CRAWL:d}, attempts = 0 WHERE id = ?", (item.id,))
    hot(connection, "UPDATE folders SET listing = NULL WHERE id = (SELECT folder_id FROM files WHERE id = ?)", (item.id,))
    done.vanished.append((item.identity.root, item.identity.path.rpartition(b"/")[0]))


def _content(connection: Connection, now: int, judgement_id: int, result: FileResult) -> int | None:
    """Return the row of a result's content, written unless the result says that it was known; None when it is known no more."""
    assert result.sha256 is not None
    key = (bytes.fromhex(result.sha256), kind_of(result.identity.path))
    row = hot(connection, "SELECT id, judgement_id FROM contents WHERE sha256 = ? AND kind = ?", key).first()
    if result.known:
        return row[0] if row and row[1] == judgement_id else None
    # Of identical contents one is judged for all: what its own name says must not be said of the others.
    made = class_verdicts.decided(connection, result.sha256, result.of_content or result.classification)
    values = (
        result.identity.size, result.file_type.media_type, result.coverage.value, made.language, made.document_class,
        made.confidence, json.dumps(made.evidence, ensure_ascii=False), judgement_id, now, _dates(result),
    )  # fmt: skip
    sensitive = any(each.category is not Category.PERSONAL and each.locator != OWN_NAME for each in result.findings)
    if row:
        content_id = int(row[0])
        hot(
            connection,
            "UPDATE contents SET size = ?, media_type = ?, coverage = ?, language = ?, document_class = ?, class_confidence = ?,"
            " class_evidence = ?, judgement_id = ?, read = ?, dates = ?,"
            " sensitive_since = CASE WHEN ? = 0 THEN NULL ELSE coalesce(sensitive_since, ?) END WHERE id = ?",
            (*values, int(sensitive), now, content_id),
        )
        for table in ("findings", "problems", "parts"):
            hot(connection, f"DELETE FROM {table} WHERE content_id = ?", (content_id,))
        hot(connection, "UPDATE files SET coverage = ? WHERE content_id = ?", (result.coverage.value, content_id))
    else:
        content_id = hot(
            connection,
            "INSERT INTO contents (sha256, kind, size, media_type, coverage, language, document_class, class_confidence,"
            " class_evidence, judgement_id, read, dates, sensitive_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*key, *values, now if sensitive else None),
        ).scalar_one()
    _findings(connection, "content_id", content_id, tuple(each for each in result.findings if each.locator != OWN_NAME))
    _problems(connection, "content_id", content_id, result.problems)
    rows = [
        (
            content_id,
            part.locator,
            part.media_type,
            part.coverage.value,
            part.classification.document_class,
            part.classification.confidence,
        )
        for part in result.children
    ]
    if rows:
        sql = "INSERT INTO parts (content_id, locator, media_type, coverage, document_class, class_confidence) VALUES (?, ?, ?, ?, ?, ?)"
        hot(connection, sql, rows)
    return content_id


def _dates(result: FileResult) -> str:
    return json.dumps([[each.day.isoformat(), each.source.value, each.detail] for each in result.dates], ensure_ascii=False)


def _findings(connection: Connection, owner: str, number: int, findings: tuple[Finding, ...]) -> None:
    rows = [
        (number, one.entity, one.category.value, one.confidence, one.locator, one.masked, json.dumps(one.evidence, ensure_ascii=False),
         one.count, one.fingerprint)
        for one in findings
    ]  # fmt: skip
    if rows:
        columns = f"{owner}, entity, category, confidence, locator, masked, evidence, count, fingerprint"
        hot(connection, f"INSERT INTO findings ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _problems(connection: Connection, owner: str, number: int, problems: tuple[Problem, ...]) -> None:
    if rows := [(number, gap.stage, gap.code.value, gap.detail) for gap in problems]:
        hot(connection, f"INSERT INTO problems ({owner}, stage, code, detail) VALUES (?, ?, ?, ?)", rows)


def _shown(path: bytes, display: str) -> str | None:
    return None if display == printable(as_text(path)) else display
