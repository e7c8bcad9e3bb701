"""The data beside a report: every row of every list, as CSV for spreadsheets and as JSON for programs and for the checksum.

Both are written while the rows stream by. The fields are those of `facts.py` and no others.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
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
_PLACES = {column: number for number, column in enumerate(_COLUMNS)}
_FIELDS = {kind: tuple(field.name for field in fields(kind)) for kind in (Found, *_LISTS)}
_EMPTY: tuple[object, ...] = (None, "", ())


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
        known = {column: getattr(row, column) for column in _FIELDS[type(row)]}
        self._write(("\n" if self._first else ",\n") + _json({"list": name} | known))
        self._first = False
        cells = [""] * len(_COLUMNS)
        cells[0] = safe(name)
        for column, value in known.items():
            place = _PLACES.get(column)
            if place is not None and value not in _EMPTY:
                cells[place] = safe(self._cell(name, column, value))
        self._row(cells)

    def close(self, report: Report) -> str:
        """End the files; return the SHA-256 (hex) of the JSON."""
        self._write('\n],"report":' + _json(_plain(report)) + "}\n")
        return self._digest.hexdigest()

    def _cell(self, name: str, column: str, value: Any) -> str:
        language = self._language
        if column == "evidence":
            return language.evidence(value)
        if column == "where":
            return language.place(value)
        if column == "reasons":
            return (
                ", ".join(language.words(one) for one in value)
                if name == "not_read"
                else " ".join(language.reason(*one) for one in value)
            )
        if column in ("entity", "document_class", "concern", "open"):
            return language.words(str(value))
        return str(value)

    def _row(self, cells: Iterable[str], start: str = "") -> None:
        self._csv.writerow(cells)
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
