"""Packages whose list of types says another program than the main part is of."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from scanner.read.draft import Context, Draft, Refused
from scanner.read.office.ooxml import Package
from scanner.read.source import Source

_READERS = {b"document": "office.word", b"workbook": "sheets.sheet", b"presentation": "office.slides"}
_ROOT = re.compile(rb"<(?:\w+:)?(document|workbook|presentation)[\s>]")
_HEAD = 4096  # bytes of the main part in which its first element is looked for

Reader = Callable[[Source, Draft, Context], None]


def other_reader(package: Package, expected: str) -> Reader | None:
    """Return the reader of the main part when its first element is not the one that is expected, else None."""
    try:
        main = package.main()
        head = package.peek(main, _HEAD)
    except Refused:
        return None  # told by the reader itself
    found = _ROOT.search(head)
    if found is None or found.group(1).decode() == expected:
        return None
    reader: Reader = import_module(f"scanner.read.{_READERS[found.group(1)]}").read
    return reader
