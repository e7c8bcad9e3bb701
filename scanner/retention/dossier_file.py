"""`.dossier.yaml`: a line of the register that lies in the dossier's own folder.

It has the register's columns but for the folder, which it lies in, and for the person. It is checked as a line is, but as a
whole: whoever writes one gets it right or it does not count, and its folder then has no dossier and goes to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from scanner import yaml_file
from scanner.retention import wording
from scanner.retention.register import Dossier, Register
from scanner.retention.register_rows import Frame, check
from scanner.retention.register_table import COLUMNS, MORE_COLUMNS, Cell, RegisterError, Row

FILE = ".dossier.yaml"
KEYS = tuple(column for column in (*COLUMNS, *MORE_COLUMNS) if column not in ("folder", "person", "birth_date", "email", "phone"))


def parse(raw: bytes, name: str, root: int, folder: str, frame: Frame) -> Dossier:
    """Return the dossier of the folder (relative to its root) in which the file lies. Raises RegisterError with file and line.

    No message holds a value of the file.
    """
    document = yaml_file.parse(raw, name, RegisterError)
    if not isinstance(document.data, dict):
        raise RegisterError(f"{name}: line 1: the file must hold keys and values, such as `dossier: 2024-0012`")
    for key in document.data:
        if key not in KEYS:
            raise RegisterError(document.told((str(key),), f"unknown key; remove it or use one of: {', '.join(KEYS)}"))
    cells: dict[str, Cell] = {str(key): _cell(document, str(key), value) for key, value in document.data.items()}
    own = Frame(
        tuple(one for one in frame.roots if one.key == root), frame.controllers, frame.programmes, lambda _root, _folder: True, frame.on
    )  # fmt: skip
    dossier, problems = check(Row(1, cells | {"folder": f"./{folder}"}), own)
    for problem in problems:
        column = str(dict(problem.reason.values).get("column", ""))
        raise RegisterError(document.told((column,) if column else (), wording.sentence(problem.reason, "en")))
    assert dossier is not None, "a row without problems is a dossier"
    return dossier


def joined(register: Register, dossiers: Iterable[Dossier]) -> tuple[Register, tuple[str, ...]]:
    """Return the register with the dossiers of folders, and the numbers that stand in both; of those the register's line counts."""
    known = register.by_number()
    added: dict[str, Dossier] = {}
    twice: list[str] = []
    for dossier in dossiers:
        if dossier.number in known or dossier.number in added:
            twice.append(dossier.number)
        else:
            added[dossier.number] = dossier
    return Register((*register.dossiers, *added.values())), tuple(twice)


def _cell(document: yaml_file.Document, key: str, value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, list) and key == "consents" and all(isinstance(word, str) for word in value):
        return ";".join(value)
    if isinstance(value, str | date):
        return value
    # YAML reads 0012 as ten and 2024_0012 as one number, so a bare number is not guessed at.
    raise RegisterError(document.told((key,), "must be a text or a date; put it between quotes"))
