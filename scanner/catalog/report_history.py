"""What the weekly reports told: which findings, first in which week, and the figures of each week.

A finding is known by its file (or folder), its kind and its fingerprint, so that it stays the same when its place or score changes. Writing
a week again changes nothing: what was told in a week is compared with what was told before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from scanner.catalog.store import Catalog, hot, marks

_STEP = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that is to be remembered; `places` counts where it stands in the file."""

    key: int
    file_id: int | None
    folder_id: int | None
    entity: str
    category: str
    places: int = 1


@dataclass(frozen=True, slots=True)
class Before:
    """A finding that an earlier report told; where it was, and whether its file is gone."""

    key: int
    file_id: int | None
    folder_id: int
    name: bytes
    shown: str | None
    judged: bool
    missing: bool
    entity: str
    category: str
    places: int
    first_week: str


def key_of(file_id: int | None, folder_id: int | None, entity: str, fingerprint: str) -> int:
    """Return the number under which a finding is remembered: 63 bits of a digest."""
    text = f"{file_id or ''}|{'' if file_id else folder_id}|{entity}|{fingerprint}"
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def known(connection: Connection, week: str) -> dict[int, str]:
    """Return the first week of every finding that stood in the last report before a week."""
    rows = hot(
        connection,
        "SELECT key, first_week FROM reported WHERE first_week < ? AND (gone_week IS NULL OR gone_week >= ?)",
        (week, week),
    )
    return {row[0]: row[1] for row in rows}


def before(connection: Connection, keys: Collection[int]) -> Iterator[Before]:
    """Yield what is remembered of findings, by key."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), _STEP):
        some = ordered[start : start + _STEP]
        rows = hot(
            connection,
            "SELECT r.key, r.file_id, coalesce(f.folder_id, r.folder_id), f.name, coalesce(f.shown, d.shown),"
            " coalesce(f.judgement_id, d.judgement_id), coalesce(f.missing_since, d.missing_since), r.entity, r.category, r.places, r.first_week"
            " FROM reported r LEFT JOIN files f ON f.id = r.file_id LEFT JOIN folders d ON d.id = r.folder_id"
            f" WHERE r.key IN ({marks(len(some))}) ORDER BY r.key",
            tuple(some),
        )
        for row in rows:
            yield Before(row[0], row[1], row[2], bytes(row[3] or b""), row[4], row[5] is not None, row[6] is not None, *row[7:])


def last_week(connection: Connection, week: str) -> str | None:
    """Return the latest week before this one of which there is a report."""
    return hot(connection, "SELECT max(week) FROM report_figures WHERE scope = '' AND week < ?", (week,)).scalar()


def figures(connection: Connection, since: str, week: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the figures of the weeks from `since` and before `week`, by week and scope."""
    rows = hot(connection, "SELECT week, scope, figures FROM report_figures WHERE week >= ? AND week < ?", (since, week))
    return {(row[0], row[1]): json.loads(row[2]) for row in rows}


def record(catalog: Catalog, week: str, told: Iterable[Told], told_figures: Mapping[str, Mapping[str, Any]]) -> None:
    """Remember what the report of a week told, in one transaction; figures by scope."""
    present = {each.key: each for each in told}
    with catalog.write() as connection:
        rows = hot(connection, "SELECT key, first_week, gone_week, places FROM reported").all()
        stored = {row[0] for row in rows}
        gone = [(week, row[0]) for row in rows if row[2] is None and row[1] < week and row[0] not in present]
        unsaid = [(row[0],) for row in rows if row[1] >= week and row[0] not in present]
        back = [(row[0],) for row in rows if row[2] == week and row[0] in present]
        anew = [(week, row[0]) for row in rows if row[2] is not None and row[2] < week and row[0] in present]
        moved = [(present[row[0]].places, row[0]) for row in rows if row[0] in present and present[row[0]].places != row[3]]
        fresh = [
            (key, each.file_id, each.folder_id, each.entity, each.category, each.places, week)
            for key, each in present.items()
            if key not in stored
        ]
        for sql, values in (
            ("UPDATE reported SET gone_week = ? WHERE key = ?", gone),
            ("DELETE FROM reported WHERE key = ?", unsaid),
            ("UPDATE reported SET gone_week = NULL WHERE key = ?", back),
            ("UPDATE reported SET gone_week = NULL, first_week = ? WHERE key = ?", anew),
            ("UPDATE reported SET places = ? WHERE key = ?", moved),
            (
                "INSERT INTO reported (key, file_id, folder_id, entity, category, places, first_week) VALUES (?, ?, ?, ?, ?, ?, ?)",
                fresh,
            ),
        ):
            if values:
                hot(connection, sql, values)
        hot(connection, "DELETE FROM reported WHERE gone_week < ?", (week,))
        hot(connection, "DELETE FROM report_figures WHERE week = ?", (week,))
        hot(
            connection,
            "INSERT INTO report_figures (week, scope, made, figures) VALUES (?, ?, ?, ?)",
            [
                (week, scope, catalog.now, json.dumps(dict(values), sort_keys=True))
                for scope, values in sorted(told_figures.items())
            ],
        )
