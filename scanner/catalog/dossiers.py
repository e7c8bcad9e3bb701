"""The register of dossiers as it was last taken over: everything that decides on terms, and nobody's name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from scanner.catalog import notes, schema
from scanner.catalog.store import Catalog
from scanner.retention.register import Dossier, Register

_DAYS = ("opened", "closed", "project_end", "last_payment", "contract_end", "consent_withdrawn")
_NOTE = "register"


def load(connection: Connection) -> Register:
    """Return the register, in the order of its file; empty before the first import."""
    table = schema.dossiers
    return Register(tuple(_dossier(row) for row in connection.execute(select(table).order_by(table.c.id))))


def replace(catalog: Catalog, register: Register, told: dict[str, object]) -> None:
    """Put a register in the place of the one before, in one transaction; `told` is remembered of the import (file digest, who, counts)."""
    rows = [
        {
            "number": one.number, "root_id": one.root, "folder": one.folder, "controller": one.controller, "programme": one.programme,
            "consents": json.dumps(sorted(one.consents)), "hold": one.hold, "employment": int(one.employment),
            **{name: day.isoformat() if (day := getattr(one, name)) else None for name in _DAYS},
        }
        for one in register
    ]  # fmt: skip
    with catalog.write() as connection:
        connection.execute(delete(schema.dossiers))
        for start in range(0, len(rows), 500):
            connection.execute(insert(schema.dossiers), rows[start : start + 500])
    notes.remember(catalog, _NOTE, told | {"at": catalog.now, "dossiers": len(register)})


def last_import(connection: Connection) -> dict[str, object] | None:
    """Return what is remembered of the last import, None before the first."""
    known = notes.recall(connection, _NOTE)
    return known if isinstance(known, dict) else None


def _dossier(row: Row[Any]) -> Dossier:
    days: dict[str, Any] = {name: date.fromisoformat(text) if (text := getattr(row, name)) else None for name in _DAYS}
    return Dossier(
        row.number, row.root_id, row.folder, row.controller, row.programme, consents=frozenset(json.loads(row.consents)),
        hold=row.hold, employment=bool(row.employment), **days,
    )  # fmt: skip
