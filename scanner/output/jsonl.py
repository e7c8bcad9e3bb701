"""JSON Lines, schema 1: one line for the run, one for each file, one at the end; written while the scan goes on."""

from __future__ import annotations

import json
import time
from typing import BinaryIO

from scanner.output.records import Record
from scanner.output.targets import told


class JsonLines:
    """Writes records; flushed at least every second, so that a reader can follow."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._flushed = 0.0

    def write(self, record: Record) -> None:
        """Write one record as a line of UTF-8."""
        line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
        with told(self._name):
            self._file.write(line + b"\n")
            now = time.monotonic()
            if now - self._flushed > 1 or record["record"] != "file":
                self._file.flush()
                self._flushed = now
