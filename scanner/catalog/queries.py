"""Questions to the catalogue. Each takes a connection of `Catalog.read()`; long answers are streamed in the order of the tree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from scanner.catalog.queue import Due
from scanner.catalog.schema import contents, files, findings, folders, judgements, problems, unsigned
from scanner.catalog.schema import parts as parts_table
from scanner.catalog.store import joined
from scanner.model import Category, Code, Finding, Problem
from scanner.tree.names import as_text, printable, without_numbers

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Part:
    """The verdict on a document inside a document."""

    locator: str
    media_type: str
    coverage: str
    document_class: str
    class_confidence: float


@dataclass(frozen=True, slots=True)
class FileRow:
    """What is known of a file. Times in ns since 1970; what is of its content is None until it has been read.

    `path` is the true one, relative to the root; `shown` has forbidden numbers masked, for all that people read. While the file has not
    been judged under its present name, every digit of a name with nine or more is masked.
    """

    id: int
    root_id: int
    path: bytes
    shown: str
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    mode: int
    uid: int
    gid: int
    first_seen: int
    missing_since: int | None
    due: Due
    last_read: int | None
    rules: str | None
    """Digest of the rules under which it was judged."""
    coverage: str | None
    sha256: str | None
    media_type: str | None
    language: str | None
    document_class: str | None
    class_confidence: float | None
    class_evidence: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder of which there is something to say: numbers in its name, or that it could not be listed."""

    id: int
    root_id: int
    path: bytes
    shown: str
    mode: int
    uid: int
    gid: int
    missing_since: int | None
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


_FILE = (
    select(
        files.c.id, folders.c.root_id, folders.c.path.label("folder"), files.c.name, files.c.size, files.c.mtime_ns, files.c.ctime_ns,
        files.c.device, folders.c.device.label("above"), files.c.inode, files.c.mode, files.c.uid, files.c.gid, files.c.first_seen,
        files.c.missing_since, files.c.due, files.c.last_read, files.c.judgement_id, judgements.c.rules, files.c.coverage, files.c.shown,
        files.c.content_id, contents.c.sha256, contents.c.media_type, contents.c.language, contents.c.document_class,
        contents.c.class_confidence, contents.c.class_evidence,
    )
    .join(folders, folders.c.id == files.c.folder_id)
    .outerjoin(contents, contents.c.id == files.c.content_id)
    .outerjoin(judgements, judgements.c.id == files.c.judgement_id)
)  # fmt: skip


def every_file(connection: Connection, root_id: int, *, missing: bool = False) -> Iterator[FileRow]:
    """Yield the files of a root with all that is known of them, folder by folder in byte order; those that are gone on request."""
    where = [folders.c.root_id == root_id]
    if not missing:
        where.append(files.c.missing_since.is_(None))
    query = _FILE.where(*where).order_by(folders.c.path, files.c.name).execution_options(yield_per=_PAGE)
    for page in connection.execute(query).partitions(_PAGE):
        yield from _with_details(connection, page)


def file(connection: Connection, root_id: int, path: bytes) -> FileRow | None:
    """Return what is known of one file."""
    folder, _, name = path.rpartition(b"/")
    where = (folders.c.root_id == root_id, folders.c.path == folder, files.c.name == name)
    return next(_with_details(connection, connection.execute(_FILE.where(*where)).all()), None)


def files_with(connection: Connection, sha256: str) -> list[FileRow]:
    """Return all files with a content, those that are gone included."""
    query = _FILE.where(contents.c.sha256 == bytes.fromhex(sha256)).order_by(folders.c.root_id, folders.c.path, files.c.name)
    return list(_with_details(connection, connection.execute(query).all()))


def told_folders(connection: Connection, root_id: int) -> Iterator[FolderRow]:
    """Yield the folders of a root of which there is something to say."""
    some = select(findings.c.folder_id).where(findings.c.folder_id.is_not(None))
    some = some.union(select(problems.c.folder_id).where(problems.c.folder_id.is_not(None)))  # type: ignore[assignment]
    query = select(folders).where(folders.c.root_id == root_id, folders.c.id.in_(some)).order_by(folders.c.path)
    rows = connection.execute(query.execution_options(yield_per=_PAGE))
    for page in rows.partitions(_PAGE):
        numbers = [row.id for row in page]
        found, gaps = _findings(connection, findings.c.folder_id, numbers), _problems(connection, problems.c.folder_id, numbers)
        for row in page:
            shown = shown_path(row.shown, bytes(row.path), judged=row.judgement_id is not None)
            yield FolderRow(
                row.id, row.root_id, bytes(row.path), shown, row.mode, row.uid, row.gid, row.missing_since,
                tuple(found.get(row.id, ())), tuple(gaps.get(row.id, ())),
            )  # fmt: skip


def coverage(connection: Connection, root_id: int | None = None) -> dict[str, int]:
    """Return how many present files are covered `full`, `partial`, `none`, or not read yet (``); the sum is all files."""
    query = select(files.c.coverage, func.count()).where(files.c.missing_since.is_(None))
    if root_id is not None:
        query = query.join(folders, folders.c.id == files.c.folder_id).where(folders.c.root_id == root_id)
    return {row[0] or "": row[1] for row in connection.execute(query.group_by(files.c.coverage))}


def paths_named(connection: Connection, root_id: int, name: bytes) -> list[bytes]:
    """Return the paths of the present files of a root that have this name, in the order of the tree."""
    where = (folders.c.root_id == root_id, files.c.name == name, files.c.missing_since.is_(None))
    rows = connection.execute(
        select(folders.c.path).join(files, files.c.folder_id == folders.c.id).where(*where).order_by(folders.c.path)
    )
    return [joined(path, name) for (path,) in rows]


def findings_by_entity(connection: Connection) -> dict[str, int]:
    """Return how many findings there are in present files by entity; those of one content count once for each file that has it."""
    by_content = (
        select(findings.c.entity, func.count())
        .join(files, files.c.content_id == findings.c.content_id)
        .where(files.c.missing_since.is_(None))
        .group_by(findings.c.entity)
    )
    by_name = (
        select(findings.c.entity, func.count())
        .join(files, files.c.id == findings.c.file_id)
        .where(files.c.missing_since.is_(None))
        .group_by(findings.c.entity)
    )
    found: dict[str, int] = {}
    for query in (by_content, by_name):
        for entity, count in connection.execute(query):
            found[entity] = found.get(entity, 0) + count
    return dict(sorted(found.items()))


def _with_details(connection: Connection, rows: Sequence[Any]) -> Iterator[FileRow]:
    own = [row.id for row in rows]
    content = sorted({row.content_id for row in rows if row.content_id is not None})
    in_name, gaps = _findings(connection, findings.c.file_id, own), _problems(connection, problems.c.file_id, own)
    in_content, content_gaps = (
        _findings(connection, findings.c.content_id, content),
        _problems(connection, problems.c.content_id, content),
    )
    parts = _parts(connection, content)
    for row in rows:
        path = joined(row.folder, row.name)
        yield FileRow(
            row.id, row.root_id, path, shown_path(row.shown, path, judged=row.judgement_id is not None), row.size, row.mtime_ns, row.ctime_ns,
            unsigned(row.device or row.above), unsigned(row.inode), row.mode, row.uid, row.gid, row.first_seen, row.missing_since,
            Due(row.due), row.last_read, row.rules, row.coverage, bytes(row.sha256).hex() if row.sha256 is not None else None,
            row.media_type, row.language, row.document_class, row.class_confidence,
            tuple(json.loads(row.class_evidence)) if row.class_evidence else (),
            (*in_name.get(row.id, ()), *in_content.get(row.content_id, ())),
            (*gaps.get(row.id, ()), *content_gaps.get(row.content_id, ())), tuple(parts.get(row.content_id, ())),
        )  # fmt: skip


def _findings(connection: Connection, owner: ColumnElement[Any], numbers: Sequence[int]) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for row in _owned(connection, findings, owner, numbers):
        finding = Finding(
            row.entity, Category(row.category), row.confidence, row.locator, row.masked, tuple(json.loads(row.evidence)),
            row._mapping["count"], row.fingerprint,  # noqa: SLF001 - a row is a tuple, with a method of that name
        )  # fmt: skip
        found.setdefault(row.owner, []).append(finding)
    return found


def _problems(connection: Connection, owner: ColumnElement[Any], numbers: Sequence[int]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for row in _owned(connection, problems, owner, numbers):
        found.setdefault(row.owner, []).append(Problem(row.stage, Code(row.code), row.detail))
    return found


def _parts(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for row in _owned(connection, parts_table, parts_table.c.content_id, numbers):
        part = Part(row.locator, row.media_type, row.coverage, row.document_class, row.class_confidence)
        found.setdefault(row.owner, []).append(part)
    return found


def _owned(connection: Connection, table: Any, owner: ColumnElement[Any], numbers: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(numbers), _PAGE):
        some = numbers[start : start + _PAGE]
        yield from connection.execute(select(table, owner.label("owner")).where(owner.in_(some)).order_by(table.c.id))


def shown_path(kept: str | None, path: bytes, *, judged: bool) -> str:
    """Return a path for people: as it was masked when it was judged; before that all digits of one that could hold a number are masked."""
    if kept is not None:
        return kept
    text = printable(as_text(path))
    return text if judged else without_numbers(text)
