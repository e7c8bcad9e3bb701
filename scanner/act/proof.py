"""The proof: every step of every act in one append-only file, each line bound to the one before by its SHA-256.

A line is written and synced before an act begins and after it ended. It names the file by a keyed fingerprint only, so that the proof may be
kept for years and shown to anyone. Whoever can write the file could make a new chain; so the head of the chain is told in every weekly report,
which is printed, signed or sent elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scanner.errors import DossierwachtError

NAME = "proof.jsonl"
FIRST = "0" * 64
"""What the first line is bound to."""


class ProofError(DossierwachtError):
    """The proof is broken, or cannot be written; nothing may be moved then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line; `number` from 1."""

    number: int
    hash: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking a proof gave: how many lines hold, the hash of the last of these, and the first that does not."""

    lines: int
    head: str
    broken: int | None = None
    why: str = ""
    torn: bool = False
    """The last line was cut off by a crash; it never counted, and the next act removes it."""


class Proof:
    """The open proof of a state folder; one process at a time, which the caller sees to."""

    def __init__(self, path: str, key: bytes) -> None:
        """Open or make the file (0600). Raises ProofError when it is broken or cannot be written."""
        self.path, self._key = path, key
        verdict = verify(path)
        if verdict.broken is not None:
            raise ProofError(f"{path}: line {verdict.broken}: {verdict.why}; nothing is moved until somebody has looked into it")
        self._number, self._head = verdict.lines, verdict.head
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600)
            if verdict.torn:
                os.ftruncate(self._file, _whole(self._file))
                os.fsync(self._file)
            _sync_folder(os.path.dirname(os.path.abspath(path)))
        except OSError as error:
            raise ProofError(f"{path}: cannot be written ({error.strerror}); nothing is moved") from None

    @property
    def head(self) -> str:
        """The hash of the last line."""
        return self._head

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def fingerprint(self, value: bytes) -> str:
        """Return the keyed fingerprint (HMAC-SHA-256, hex) under which a path or content is named."""
        return hmac.new(self._key, value, hashlib.sha256).hexdigest()

    def write(self, action: str, step: str, item: str, fields: Mapping[str, Any]) -> Entry:
        """Append a line and sync it. Raises ProofError; the line then does not count."""
        number = self._number + 1
        line = {
            "number": number, "at": datetime.now(UTC).isoformat(timespec="microseconds"), "action": action, "step": step, "item": item,
            **fields, "before": self._head,
        }  # fmt: skip
        digest = _digest(line)
        raw = (json.dumps(line | {"hash": digest}, ensure_ascii=False, sort_keys=True) + "\n").encode()
        at = os.lseek(self._file, 0, os.SEEK_END)
        try:
            written = os.write(self._file, raw)
            if written != len(raw):
                raise OSError(28, os.strerror(28))
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, at)
            raise ProofError(f"{self.path}: cannot be written ({error.strerror}); nothing more is moved") from None
        self._number, self._head = number, digest
        return Entry(number, digest, line)

    def open_acts(self) -> dict[str, Mapping[str, Any]]:
        """Return the lines of acts that began and have no end, by item: what a crash left."""
        begun: dict[str, Mapping[str, Any]] = {}
        for entry in read(self.path):
            if entry.fields["step"] == "begin":
                begun[entry.fields["item"]] = entry.fields
            elif entry.fields["step"] == "end":
                begun.pop(entry.fields["item"], None)
        return begun


def read(path: str) -> Iterator[Entry]:
    """Yield the lines of a proof without checking them; a torn last one is left out."""
    with open(path, "rb") as file:
        for number, raw in enumerate(file, 1):
            if raw.endswith(b"\n"):
                fields = json.loads(raw)
                yield Entry(number, fields.pop("hash"), fields)


def verify(path: str) -> Verdict:
    """Check a proof line by line, offline; a missing file is an empty proof. Raises ProofError when it cannot be read."""
    head, lines = FIRST, 0
    try:
        with open(path, "rb") as file:
            for number, raw in enumerate(file, 1):
                if not raw.endswith(b"\n"):
                    return Verdict(lines, head, torn=True)
                why = _wrong(raw, number, head)
                if why:
                    return Verdict(lines, head, number, why)
                head, lines = json.loads(raw)["hash"], number
    except FileNotFoundError:
        pass
    except OSError as error:
        raise ProofError(f"{path}: cannot be read ({error.strerror})") from None
    return Verdict(lines, head)


def _wrong(raw: bytes, number: int, head: str) -> str:
    try:
        fields = json.loads(raw)
        digest = fields.pop("hash")
    except (ValueError, KeyError, AttributeError):
        return "is no line of a proof"
    if fields.get("before") != head:
        return "does not follow the line before it: a line was taken out, put in or changed"
    if fields.get("number") != number:
        return "has another number"
    return "" if _digest(fields) == digest else "was changed"


def _digest(fields: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _whole(file: int) -> int:
    """Return where the last complete line ends."""
    size = os.lseek(file, 0, os.SEEK_END)
    end = size
    while end > 0:
        start = max(0, end - 4096)
        at = os.pread(file, end - start, start).rfind(b"\n")
        if at >= 0:
            return start + at + 1
        end = start
    return 0


def _sync_folder(path: str) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
