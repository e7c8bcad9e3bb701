"""The data beside a report: every row of every list, as CSV for spreadsheets and as JSON for programs and for the checksum.

Both are written while the rows stream by. The fields are those of `facts.py` and no others.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from reports.facts import Deleted, Found, Open, Report, Solved, Term, Unread
from reports.language import Language
from scanner.output.csv_table import safe

SCHEMA = 1
Row = Found | Solved | Unread | Term | Deleted | Open
_LISTS = {Solved: "solved", Unread: "not_read", Term: "term", Deleted: "deleted", Open: "open"}
_COLUMNS = (
    "list", "controller", "dossier", "path", "entity", "where", "masked", "evidence", "confidence", "count", "document_class", "advice",
    "since", "open", "coverage", "reasons", "state", "rule", "confirmed", "expires", "delete_by", "size", "reason", "by", "until", "how",
    "concern", "at", "item", "proof", "hash",
)  # fmt: skip


class DataFiles:
    """Writes CSV and JSON; `close` ends the JSON with the report itself and returns the SHA-256 of it."""

    def __init__(self, table: BinaryIO, document: BinaryIO, language: Language) -> None:
        self._table, self._document, self._language = table, document, language
        self._digest = hashlib.sha256()
        self._first = True
        self._line = io.StringIO()
        self._csv = csv.writer(self._line, delimiter=";", lineterminator="\r\n")
        self._row(_COLUMNS, start="\ufeff")
        self._write(f'{{"schema":{SCHEMA},"rows":[')

    def row(self, row: Row) -> None:
        """Write one row."""
        name = row.category if isinstance(row, Found) else _LISTS[type(row)]
        values = {"list": name} | {field.name: getattr(row, field.name) for field in fields(row)}
        self._write(("\n" if self._first else ",\n") + _json(values))
        self._first = False
        self._row(tuple(self._cell(column, values) for column in _COLUMNS))

    def close(self, report: Report) -> str:
        """End the files; return the SHA-256 (hex) of the JSON."""
        self._write('\n],"report":' + _json(_plain(report)) + "}\n")
        return self._digest.hexdigest()

    def _cell(self, column: str, values: Mapping[str, Any]) -> str:
        value = values.get(column)
        if value is None or value in ("", ()):
            return ""
        if column == "evidence":
            return self._language.evidence(value)
        if column == "where":
            return self._language.place(value)
        if column == "reasons":
            told = (one if isinstance(one, str) else self._language.reason(*one) for one in value)
            return ", ".join(self._language.words(one) if values["list"] == "not_read" else one for one in told)
        if column in ("entity", "document_class", "concern") or (column == "open" and value):
            return self._language.words(str(value))
        return str(value)

    def _row(self, cells: tuple[str, ...], start: str = "") -> None:
        self._csv.writerow([safe(cell) for cell in cells])
        self._table.write((start + self._line.getvalue()).encode("utf-8", "backslashreplace"))
        self._line.seek(0)
        self._line.truncate()

    def _write(self, text: str) -> None:
        raw = text.encode("utf-8", "backslashreplace")
        self._digest.update(raw)
        self._document.write(raw)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_told)


def _told(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a report")


def _plain(value: object) -> object:
    """Return facts as plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value
