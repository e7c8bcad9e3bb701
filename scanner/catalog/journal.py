"""What the service keeps of its own doings and of people's decisions: runs, alarms, verdicts, exposures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select, update

from scanner import __version__
from scanner.catalog import schema
from scanner.catalog.store import Catalog


@dataclass(frozen=True, slots=True)
class Run:
    """A crawl, a reading, a report …; times in ns, `ended` None while it goes on or when it was killed."""

    id: int
    kind: str
    root_id: int | None
    started: int
    ended: int | None
    outcome: str | None
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something a person has to look at. `subject` and `detail` hold no personal data; times in ns."""

    id: int
    kind: str
    subject: str
    detail: str
    raised: int
    repeated: int
    cleared: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on a value in a content (`fingerprint`), or on the whole content when that is empty.

    `sha256` None stands for wherever the value occurs. It does not depend on scores, places, names or versions of the rules.
    """

    sha256: str | None
    entity: str
    fingerprint: str
    verdict: str
    reason: str
    person: str
    given: int = 0
    expires: int | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """That a folder or file can be reached by more than may be."""

    kind: str
    detail: str
    folder_id: int | None = None
    file_id: int | None = None
    since: int = 0


def begin_run(catalog: Catalog, kind: str, root_id: int | None = None, judgement: int | None = None, config: str = "") -> int:
    """Note that a run begins; return its number. `config` is the digest of the configuration."""
    values = {"kind": kind, "root_id": root_id, "judgement_id": judgement, "config": config, "version": __version__}
    with catalog.write() as connection:
        new = insert(schema.runs).values(started=catalog.now, **values).returning(schema.runs.c.id)
        return int(connection.execute(new).scalar_one())


def end_run(catalog: Catalog, run: int, outcome: str, figures: Mapping[str, int]) -> None:
    """Note how a run ended."""
    table = schema.runs
    with catalog.write() as connection:
        values = {"ended": catalog.now, "outcome": outcome, "figures": json.dumps(dict(figures))}
        connection.execute(update(table).where(table.c.id == run).values(**values))


def last_runs(connection: Connection, kind: str, count: int = 1) -> list[Run]:
    """Return the latest runs of a kind, the latest first."""
    table = schema.runs
    rows = connection.execute(
        select(table).where(table.c.kind == kind).order_by(table.c.started.desc(), table.c.id.desc()).limit(count)
    )
    return [Run(row.id, row.kind, row.root_id, row.started, row.ended, row.outcome, json.loads(row.figures)) for row in rows]


def raise_alarm(catalog: Catalog, kind: str, detail: str, subject: str = "") -> bool:
    """Raise an alarm, or note that it goes on; return whether it is a new one."""
    table = schema.alarms
    same = (table.c.kind == kind) & (table.c.subject == subject) & table.c.cleared.is_(None)
    with catalog.write() as connection:
        now = catalog.now
        if connection.execute(update(table).where(same).values(detail=detail, repeated=now)).rowcount:
            return False
        connection.execute(insert(table).values(kind=kind, subject=subject, detail=detail, raised=now, repeated=now))
        return True


def clear_alarm(catalog: Catalog, kind: str, subject: str = "") -> bool:
    """Note that an alarm is over; return whether there was one."""
    table = schema.alarms
    same = (table.c.kind == kind) & (table.c.subject == subject) & table.c.cleared.is_(None)
    with catalog.write() as connection:
        return bool(connection.execute(update(table).where(same).values(cleared=catalog.now)).rowcount)


def open_alarms(connection: Connection) -> list[Alarm]:
    """Return the alarms that are not over, the oldest first."""
    table = schema.alarms
    rows = connection.execute(select(table).where(table.c.cleared.is_(None)).order_by(table.c.raised, table.c.id))
    return [Alarm(row.id, row.kind, row.subject, row.detail, row.raised, row.repeated, row.cleared) for row in rows]


def give_verdict(catalog: Catalog, verdict: Verdict) -> None:
    """Keep a person's verdict in the place of an earlier one on the same."""
    table = schema.verdicts
    digest = bytes.fromhex(verdict.sha256) if verdict.sha256 else None
    same = (table.c.entity == verdict.entity) & (table.c.fingerprint == verdict.fingerprint)
    with catalog.write() as connection:
        connection.execute(delete(table).where(same, table.c.sha256.is_(None) if digest is None else table.c.sha256 == digest))
        connection.execute(
            insert(table).values(
                sha256=digest, entity=verdict.entity, fingerprint=verdict.fingerprint, verdict=verdict.verdict, reason=verdict.reason,
                person=verdict.person, given=verdict.given or catalog.now, expires=verdict.expires,
            )
        )  # fmt: skip


def verdicts(connection: Connection, sha256: str, now: int) -> list[Verdict]:
    """Return the verdicts that hold for a content at `now` (ns), those on a value wherever it occurs included."""
    table = schema.verdicts
    digest = bytes.fromhex(sha256)
    holding = or_(table.c.expires.is_(None), table.c.expires > now)
    return _verdicts(connection, or_(table.c.sha256 == digest, table.c.sha256.is_(None)) & holding)


def expired_verdicts(connection: Connection, since: int, now: int) -> list[Verdict]:
    """Return the verdicts that came to their end after `since` and until `now` (ns): they are to be told, not to be forgotten."""
    return _verdicts(connection, (schema.verdicts.c.expires > since) & (schema.verdicts.c.expires <= now))


def _verdicts(connection: Connection, condition: object) -> list[Verdict]:
    table = schema.verdicts
    rows = connection.execute(select(table).where(condition).order_by(table.c.given, table.c.id))  # type: ignore[arg-type]
    return [
        Verdict(bytes(row.sha256).hex() if row.sha256 else None, row.entity, row.fingerprint, row.verdict, row.reason, row.person, row.given, row.expires)
        for row in rows
    ]  # fmt: skip


def set_exposures(
    catalog: Catalog, exposures: Iterable[Exposure], folders: Iterable[int] = (), files: Iterable[int] = ()
) -> None:
    """Put these in the place of what was known of those folders and files; what goes on keeps the time since when."""
    table = schema.exposures
    with catalog.write() as connection:
        before: dict[tuple[object, ...], int] = {}
        for column, numbers in ((table.c.folder_id, folders), (table.c.file_id, files)):
            for number in numbers:
                for row in connection.execute(select(table).where(column == number)):
                    before[row.folder_id, row.file_id, row.kind, row.detail] = row.since
                connection.execute(delete(table).where(column == number))
        for one in exposures:
            since = before.get((one.folder_id, one.file_id, one.kind, one.detail), one.since or catalog.now)
            connection.execute(
                insert(table).values(kind=one.kind, detail=one.detail, folder_id=one.folder_id, file_id=one.file_id, since=since)
            )
