"""Which dossier each file belongs to: the register that was taken over, `.dossier.yaml` files, and the organisation's own folders."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scanner.catalog import dossiers, queries
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Connection
from scanner.config import Config
from scanner.detect import numbers
from scanner.errors import DossierwachtError
from scanner.retention import dossier_file, lookup
from scanner.retention.folders import FolderIndex
from scanner.retention.register import Dossier, Register
from scanner.retention.register_rows import Frame, RegisterRoot
from scanner.tree.names import as_text, printable, without_numbers
from scanner.tree.opening import CannotOpen, open_beneath

_FILE_BYTES = 65_536  # of a `.dossier.yaml`


@dataclass(frozen=True, slots=True)
class DossierFolders:
    """All dossiers, the index that finds the one of a file, and what is wrong with `.dossier.yaml` files, a line each."""

    register: Register
    index: FolderIndex
    problems: tuple[str, ...] = ()


def load(connection: Connection, rows: Iterable[RootRow], config: Config, on: date) -> DossierFolders:
    """Return what tells the dossiers of these roots on a day. Reads `.dossier.yaml` files where the configuration asks for them."""
    rows = tuple(rows)
    register, problems = dossiers.load(connection), ()
    if config.retention.dossier_files:
        register, problems = _with_files(connection, rows, register, config, on)  # type: ignore[assignment]
    index = lookup.index(register, config.retention, _register_roots(rows), config.programmes)
    return DossierFolders(register, index, problems)


def frame(rows: Iterable[RootRow], config: Config, on: date) -> Frame:
    """Return against what the rows of a register are checked; folders are looked for on disk, in both forms of accents."""
    rows = tuple(rows)
    paths = {row.id: os.fsdecode(row.path) for row in rows}

    def exists(root: int, folder: str) -> bool:
        return any(os.path.isdir(os.path.join(paths[root], form)) for form in {folder, unicodedata.normalize("NFD", folder)})

    pattern = config.retention.dossier_pattern
    return Frame(_register_roots(rows), config.controllers, config.programmes, exists, on, pattern is None)


def number_shown(number: str) -> str:
    """Return a dossier's number for people; one that is a national number, which should not be one, is masked."""
    digits = "".join(char for char in number if char.isdigit())
    if numbers.national_number(digits) is not None:
        return "".join("*" if char.isdigit() else char for char in printable(number))
    return printable(number)


def _register_roots(rows: tuple[RootRow, ...]) -> tuple[RegisterRoot, ...]:
    return tuple(RegisterRoot(row.id, os.fsdecode(row.path), row.name) for row in rows)


def _with_files(
    connection: Connection, rows: tuple[RootRow, ...], register: Register, config: Config, on: date
) -> tuple[Register, tuple[str, ...]]:
    found: list[Dossier] = []
    problems: list[str] = []
    checked = frame(rows, config, on)
    for row in rows:
        for path in queries.paths_named(connection, row.id, dossier_file.FILE.encode()):
            shown = without_numbers(printable(as_text(path)))
            try:
                with open_beneath(row.path, path) as file:
                    raw = file.read(_FILE_BYTES)
                folder = os.fsdecode(path.rpartition(b"/")[0])
                found.append(dossier_file.parse(raw, shown, row.id, folder, checked))
            except CannotOpen as refusal:
                problems.append(f"{shown}: cannot be read ({refusal.problem.detail})")
            except DossierwachtError as error:
                problems.append(str(error))
    joined, twice = dossier_file.joined(register, found)
    problems += [
        f"dossier {number_shown(number)}: stands in the register and in a {dossier_file.FILE}; the register's line counts"
        for number in twice
    ]
    return joined, tuple(problems)
