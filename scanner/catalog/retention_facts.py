"""What the catalogue knows of every present file that a decision on its term depends on; streamed, a page of rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from scanner.catalog.schema import unsigned
from scanner.catalog.store import hot, joined, marks
from scanner.model import Category, Finding

_PAGE = 2000
# The sign before the root keeps SQLite from going through all folders of the root for each page.
_FILES = (
    "SELECT f.id, d.path, f.name, f.size, f.mtime_ns, f.ctime_ns, f.device, d.device, f.inode, f.first_seen, f.coverage, f.shown,"
    " f.judgement_id, f.content_id, c.sha256, c.document_class, c.class_confidence, c.dates, c.sensitive_since"
    " FROM files f JOIN folders d ON d.id = f.folder_id LEFT JOIN contents c ON c.id = f.content_id"
    " WHERE +d.root_id = ? AND f.id > ? AND f.missing_since IS NULL ORDER BY f.id LIMIT ?"
)
_IN_NAMES = "SELECT DISTINCT n.file_id FROM findings n WHERE n.file_id IS NOT NULL AND n.category IN ('forbidden', 'special') AND n.confidence >= ?"
_OF = (
    "SELECT entity, category, confidence, fingerprint, {owner} FROM findings WHERE {owner} IN ({some})"
    " AND category IN ('forbidden', 'special') AND confidence >= ?"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A file. `dates` are (day, source, detail); `findings` the forbidden and special ones from the asked confidence on; times in ns."""

    id: int
    root_id: int
    path: bytes
    shown: str | None
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    first_seen: int
    coverage: str | None
    sha256: str | None
    document_class: str | None
    class_confidence: float
    dates: tuple[tuple[str, str, str], ...]
    sensitive_since: int | None
    findings: tuple[Finding, ...]


def known_file(connection: Connection, file_id: int, confidence: float) -> Known | None:
    """Return what is known of one file, None when it is not present."""
    root = hot(
        connection, "SELECT d.root_id FROM files f JOIN folders d ON d.id = f.folder_id WHERE f.id = ?", (file_id,)
    ).scalar()
    if root is None:
        return None
    found = next(_from(connection, root, confidence, file_id - 1), None)
    return found if found is not None and found.id == file_id else None


def known_files(connection: Connection, root_id: int, confidence: float) -> Iterator[Known]:
    """Yield the present files of a root, by number."""
    return _from(connection, root_id, confidence, 0)


def _from(connection: Connection, root_id: int, confidence: float, last: int) -> Iterator[Known]:
    named = {row[0] for row in hot(connection, _IN_NAMES, (confidence,))}
    dates: dict[str, tuple[tuple[str, str, str], ...]] = {"[]": ()}
    page = 1 if last else _PAGE
    while rows := hot(connection, _FILES, (root_id, last, page)).all():
        last = rows[-1][0]
        contents = sorted({row[13] for row in rows if row[18] is not None})
        in_content = _findings(connection, "content_id", contents, confidence)
        in_name = _findings(connection, "file_id", [row[0] for row in rows if row[0] in named], confidence)
        for row in rows:
            told = row[17] or "[]"
            if told not in dates:
                if len(dates) > 10_000:
                    dates = {"[]": ()}
                dates[told] = tuple((day, source, detail) for day, source, detail in json.loads(told))
            yield Known(
                row[0], root_id, joined(row[1], row[2]), row[11], row[3], row[4], row[5], unsigned(row[6] or row[7]),
                unsigned(row[8]), row[9], row[10] if row[12] is not None else None, bytes(row[14]).hex() if row[14] is not None else None,
                row[15], row[16] or 0.0, dates[told], row[18], (*in_content.get(row[13], ()), *in_name.get(row[0], ())),
            )  # fmt: skip


def _findings(connection: Connection, owner: str, numbers: list[int], confidence: float) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for start in range(0, len(numbers), 500):
        some = numbers[start : start + 500]
        rows: Any = hot(connection, _OF.format(owner=owner, some=marks(len(some))), (*some, confidence))
        for entity, category, sure, fingerprint, number in rows:
            finding = Finding(entity, Category(category), sure, "", "", (), 1, fingerprint)
            found.setdefault(number, []).append(finding)
    return found
