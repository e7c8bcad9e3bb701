"""Files whose term is over, and what became of each: planned, approved, taken away, given back, destroyed.

An item is a file as it was when it was planned. When the file changes, or its rule or dates do, the item ends as `refused` and a new one takes its
place: an approval is given to exactly one state of one file under one decision.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from scanner.catalog import schema
from scanner.catalog.schema import signed, unsigned
from scanner.catalog.store import Catalog, hot

OPEN = ("due", "overdue", "held", "approved")
"""States of an item whose file is still where it was, and that a later plan may change."""
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a plan found of a file whose term is over. Days are ISO dates, times ns; `shown` is the path for people."""

    file_id: int | None
    root_id: int
    path: bytes
    shown: str
    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str
    document_class: str
    dossier: str
    rule: str
    rule_digest: str
    basis: str
    starting_point: str
    started: str
    start_source: str
    expires: str
    delete_by: str
    confirmed_by: str | None
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    state: str

    @property
    def same(self) -> tuple[object, ...]:
        """What has to be the same for an item to stay the one it is."""
        return (self.path, self.device, self.inode, self.size, self.mtime_ns, self.ctime_ns, self.sha256, self.basis)


@dataclass(frozen=True, slots=True)
class Item(Proposal):
    """What was proposed, and what became of it. `item` is the name under which it lies in quarantine and stands in the proof."""

    id: int
    item: str
    detail: str
    planned: int
    changed: int
    purge_after: str | None
    approvals: tuple[tuple[str, int], ...] = ()


def record(catalog: Catalog, run: int, proposals: Iterable[Proposal]) -> None:
    """Write what a plan found due or held: new items, and the present state of those that were known.

    An approval stays with an item for as long as that is the same file under the same decision.
    """
    page: list[Proposal] = []
    for proposal in proposals:
        page.append(proposal)
        if len(page) >= _PAGE:
            _record(catalog, run, page)
            page = []
    if page:
        _record(catalog, run, page)


def _record(catalog: Catalog, run: int, page: list[Proposal]) -> None:
    table = schema.items
    with catalog.write() as connection:
        # By file alone: asked for the states too, SQLite goes through all that are open for each page.
        rows = connection.execute(select(table).where(table.c.file_id.in_([each.file_id for each in page])))
        known = {row.file_id: row for row in rows if row.state in OPEN}
        fresh, same = [], []
        for proposal in page:
            row = known.get(proposal.file_id)
            if row is not None and _same(row) == proposal.same:
                state = "approved" if row.state == "approved" and proposal.state != "held" else proposal.state
                since = row.changed if state == row.state else catalog.now
                same.append((run, proposal.confirmed_by, _json(proposal.reasons), state, since, row.id))
                continue
            if row is not None:
                _end(connection, [row.id], "refused", "the file, its rule or its dates are no longer the same", catalog.now)
            fresh.append(_values(proposal, run, catalog.now))
        if same:
            hot(connection, "UPDATE items SET plan = ?, confirmed_by = ?, reasons = ?, state = ?, changed = ? WHERE id = ?", same)
        if fresh:
            connection.execute(insert(table), fresh)


def end_others(catalog: Catalog, run: int, roots: Collection[int]) -> int:
    """End the items of these roots that a whole plan did not find any more; return how many. Nothing happens to their files."""
    table = schema.items
    with catalog.write() as connection:
        found = connection.execute(
            select(table.c.id).where(table.c.plan != run, table.c.state.in_(OPEN), table.c.root_id.in_(roots))
        ).scalars()
        return _end(connection, list(found), "refused", "no longer due", catalog.now)


def _end(connection: Connection, ids: list[int], state: str, detail: str, now: int) -> int:
    table = schema.items
    for start in range(0, len(ids), _PAGE):
        some = ids[start : start + _PAGE]
        connection.execute(update(table).where(table.c.id.in_(some)).values(state=state, detail=detail, changed=now))
        connection.execute(delete(schema.approvals).where(schema.approvals.c.item_id.in_(some)))
    return len(ids)


def find(
    connection: Connection,
    *,
    states: Collection[str] = (),
    items: Collection[str] = (),
    dossier: str | None = None,
    document_class: str | None = None,
    root_id: int | None = None,
) -> Iterator[Item]:
    """Yield the items that all given filters let pass, the most urgent first: by last day for deletion, then by path."""
    table = schema.items
    where: list[ColumnElement[bool]] = []
    if states:
        where.append(table.c.state.in_(states))
    if items:
        where.append(table.c.item.in_(items))
    if dossier is not None:
        where.append(table.c.dossier == dossier)
    if document_class is not None:
        where.append(table.c.document_class == document_class)
    if root_id is not None:
        where.append(table.c.root_id == root_id)
    rows = connection.execute(select(table).where(*where).order_by(table.c.delete_by, table.c.root_id, table.c.path, table.c.id))
    for page in rows.partitions(_PAGE):
        given: dict[int, list[tuple[str, int]]] = {}
        own = schema.approvals
        for row in connection.execute(select(own).where(own.c.item_id.in_([row.id for row in page])).order_by(own.c.id)):
            given.setdefault(row.item_id, []).append((row.person, row.given))
        for row in page:
            yield _item(row, tuple(given.get(row.id, ())))


def counts(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return how many items there are in each state, and their bytes."""
    table = schema.items
    rows = connection.execute(
        select(table.c.state, func.count(), func.coalesce(func.sum(table.c.size), 0)).group_by(table.c.state)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def approve(catalog: Catalog, item: Item, person: str, needed: int) -> str:
    """Note that a person approves an item; return its state then: `approved` when as many different people as needed did."""
    table, own = schema.items, schema.approvals
    with catalog.write() as connection:
        state, basis = connection.execute(select(table.c.state, table.c.basis).where(table.c.id == item.id)).one()
        if state not in ("due", "overdue") or basis != item.basis:
            return str(state)
        others = set(connection.execute(select(own.c.person).where(own.c.item_id == item.id, own.c.basis == basis)).scalars())
        if person.casefold() not in {name.casefold() for name in others}:
            connection.execute(insert(own).values(item_id=item.id, person=person, basis=basis, given=catalog.now))
            others.add(person)
        if len(others) < needed:
            return str(state)
        connection.execute(update(table).where(table.c.id == item.id).values(state="approved", changed=catalog.now))
        return "approved"


def became(catalog: Catalog, item: str, state: str, detail: str = "", purge_after: str | None = None) -> None:
    """Note what became of an item."""
    table = schema.items
    with catalog.write() as connection:
        values = {"state": state, "detail": detail, "changed": catalog.now} | (
            {"purge_after": purge_after} if purge_after else {}
        )
        connection.execute(update(table).where(table.c.item == item).values(**values))


def tell(catalog: Catalog, item: str, detail: str) -> None:
    """Note why an item is still what it was."""
    with catalog.write() as connection:
        connection.execute(update(schema.items).where(schema.items.c.item == item).values(detail=detail))


def _same(row: Row[Any]) -> tuple[object, ...]:
    return (
        bytes(row.path), unsigned(row.device), unsigned(row.inode), row.size, row.mtime_ns, row.ctime_ns, bytes(row.sha256).hex(), row.basis,
    )  # fmt: skip


def _values(proposal: Proposal, run: int, now: int) -> dict[str, Any]:
    values = {name: getattr(proposal, name) for name in Proposal.__dataclass_fields__}
    return values | {
        "item": secrets.token_hex(8), "device": signed(proposal.device), "inode": signed(proposal.inode),
        "sha256": bytes.fromhex(proposal.sha256), "reasons": _json(proposal.reasons), "detail": "", "planned": now, "changed": now,
        "plan": run,
    }  # fmt: skip


def _json(reasons: tuple[tuple[str, Mapping[str, Any]], ...]) -> str:
    return json.dumps([[key, dict(values)] for key, values in reasons], ensure_ascii=False, default=str)


def _item(row: Row[Any], approvals: tuple[tuple[str, int], ...]) -> Item:
    values = {name: getattr(row, name) for name in Item.__dataclass_fields__ if name != "approvals"}
    return Item(
        **values | {
            "path": bytes(row.path), "sha256": bytes(row.sha256).hex(), "device": unsigned(row.device), "inode": unsigned(row.inode),
            "reasons": tuple((key, told) for key, told in json.loads(row.reasons)), "approvals": approvals,
        }
    )  # fmt: skip
