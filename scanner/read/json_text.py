"""JSON: every value on a line of its own behind its key, so that a key announces what it holds."""

from __future__ import annotations

import json
from typing import Any

from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.plain import add_lines
from scanner.read.source import Source


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add `key: value` lines with places such as `$.persons[3].insz`; broken JSON is read as plain text."""
    try:
        text, _ = decode(source.data())
    except NotText:
        raise NotThisFormat from None
    flow = FlowWriter()
    try:
        _walk(json.loads(text, parse_float=str, parse_int=str), flow)
    except (ValueError, RecursionError):
        if not _lines(text, flow):
            add_lines(draft, text)
            return
    flow.into(draft)


def _lines(text: str, flow: FlowWriter) -> bool:
    """One object a line."""
    try:
        rows = [
            (number, json.loads(line, parse_float=str, parse_int=str))
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip()
        ]
    except (ValueError, RecursionError):
        return False
    for number, row in rows:
        _walk(row, flow, f"line {number} $")
    return bool(rows)


def _walk(value: Any, flow: FlowWriter, place: str = "$", key: str = "") -> None:
    stack: list[tuple[Any, str, str]] = [(value, place, key)]
    while stack:
        item, where, name = stack.pop()
        if isinstance(item, dict):
            stack.extend((child, f"{where}.{label}", str(label)) for label, child in reversed(list(item.items())))
        elif isinstance(item, list):
            stack.extend((child, f"{where}[{index}]", name) for index, child in reversed(list(enumerate(item))))
        elif item is not None and not isinstance(item, bool):
            flow.add(f"{name}: {item}" if name else str(item), where)
