"""Alarms of the service: kept in the catalogue, and in memory while that cannot be written."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping

from scanner.catalog import journal
from scanner.catalog.errors import CatalogError
from scanner.catalog.store import Catalog
from scanner.service.logs import log


class Alarms:
    """Raises and clears alarms; threads share it. `kind` is the key of a sentence in `output/wording.py`, `values` fill it."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._turn = threading.Lock()
        with catalog.read() as connection:
            self._open = {(each.kind, each.subject): each.detail for each in journal.open_alarms(connection)}
        self._unwritten: set[tuple[str, str]] = set()

    def open(self) -> dict[tuple[str, str], str]:
        """Return what is wrong now: (kind, subject) and the numbers of its sentence, as JSON."""
        with self._turn:
            return dict(self._open)

    def set(self, kind: str, subject: str, values: Mapping[str, object] | None) -> None:
        """Raise an alarm, or with None clear it; doing so again changes nothing but its numbers."""
        key, detail = (kind, subject), None if values is None else json.dumps(dict(values))
        with self._turn:
            before = self._open.get(key)
            if before == detail and key not in self._unwritten:
                return
            if detail is None:
                self._open.pop(key, None)
            else:
                self._open[key] = detail
            self._unwritten.add(key)
            self._write()
        if before is None and detail is not None:
            log("alarm", level=logging.WARNING, kind=kind, subject=subject, **(values or {}))
        elif detail is None and before is not None:
            log("alarm over", kind=kind, subject=subject)

    def retry(self) -> None:
        """Write what could not be written before."""
        with self._turn:
            self._write()

    def _write(self) -> None:
        for kind, subject in list(self._unwritten):
            detail = self._open.get((kind, subject))
            try:
                if detail is None:
                    journal.clear_alarm(self._catalog, kind, subject)
                else:
                    journal.raise_alarm(self._catalog, kind, detail, subject)
            except CatalogError:
                return  # a full disk is most often the very alarm; it stays in memory, in the health file and in the log
            self._unwritten.discard((kind, subject))
