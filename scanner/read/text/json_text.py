"""JSON: every value on a line of its own behind its key, so that a key announces what it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from scanner.read.draft import Context, Draft, FlowWriter, NotThisFormat
from scanner.read.place_names import shortened, shown
from scanner.read.source import Source
from scanner.read.text.decode import NotText, decode

_NUMBER_DIGITS = 5  # a key with as many digits may be a number itself and is told even without a value
_CHECK = 4096


@dataclass(frozen=True, slots=True)
class _Object:
    """The pairs of an object as written: a key that occurs twice has two values."""

    pairs: list[tuple[str, _Value]]


_Value: TypeAlias = "str | bool | list[_Value] | _Object | None"
_DECODER = json.JSONDecoder(object_pairs_hook=_Object, parse_float=str, parse_int=str, parse_constant=str)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add `key: value` lines with places such as `$.persons[3].insz`, numbers digit for digit.

    One object a line (`line 12 $.insz`) is read line by line. Raises NotThisFormat for anything else, which the caller
    then reads as plain text.
    """
    try:
        text, _ = decode(source.data())
    except NotText:
        raise NotThisFormat from None
    text = text.strip().removeprefix("\ufeff")
    flow = FlowWriter()
    try:
        value = _parse(text)
    except ValueError:
        if not _lines(text, flow, context):
            raise NotThisFormat from None
    else:
        _fill(flow, value, "$", context)
    flow.into(draft)


def add_json(text: str, place: str, flow: FlowWriter, context: Context) -> None:
    """Add the values of JSON text. Raises ValueError when it is none."""
    _fill(flow, _parse(text), place, context)


def add_embedded(text: str, place: str, flow: FlowWriter, context: Context) -> None:
    """Add the values of all objects and lists written in the midst of other text, such as a page's script."""
    position = 0
    for _ in range(1000):
        starts = [start for start in (text.find("{", position), text.find("[", position)) if start >= 0]
        if not starts:
            return
        position = min(starts)
        try:
            value, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            position += 1
            continue
        _fill(flow, value, place, context)
        position = end


def _parse(text: str) -> _Value:
    try:
        value: _Value = _DECODER.decode(text)
    except RecursionError:
        raise ValueError from None
    return value


def _lines(text: str, flow: FlowWriter, context: Context) -> bool:
    """Read one value a line; a line that is none stands as it is. Returns False when most of the first lines are none."""
    good = bad = 0
    rows = text.split("\n")  # not splitlines: a value may hold other line separators as they are
    if len(rows) < 2:
        return False
    for number, line in enumerate(rows, 1):
        if not line.strip():
            continue
        if number % _CHECK == 0:
            context.budget.check_time()
        try:
            value = _parse(line)
        except ValueError:
            bad += 1
            flow.add(line, f"line {number}")
        else:
            good += isinstance(value, list | _Object)
            _fill(flow, value, f"line {number} $", context)
        if bad > good and number > 3:
            return False
    return good > bad


def _fill(flow: FlowWriter, value: _Value, place: str, context: Context) -> None:
    for number, (line, where) in enumerate(_values(value, place)):
        if number % _CHECK == 0:
            context.budget.check_time()
        flow.add(line, where)


def _values(value: _Value, place: str) -> Iterator[tuple[str, str]]:
    """Yield (line, place) of every value, in order."""
    stack: list[tuple[_Value, str, str]] = [(value, place, "")]
    while stack:
        item, where, name = stack.pop()
        if isinstance(item, _Object):
            if name:
                yield f"{name}:", where
            for number, (key, child) in reversed(list(enumerate(item.pairs, 1))):
                stack.append((child, shortened(where + shown(key, number)), key))
        elif isinstance(item, list):
            # A plain item is announced by the list's key; a list of objects has the key as its heading, once.
            if name and any(isinstance(child, _Object) for child in item):
                yield f"{name}:", where
            for number, child in reversed(list(enumerate(item))):
                stack.append((child, shortened(f"{where}[{number}]"), "" if isinstance(child, _Object) else name))
        elif item is None:
            if sum(map(str.isdigit, name)) >= _NUMBER_DIGITS:
                yield f"{name}:", where
        else:
            text = str(item).lower() if isinstance(item, bool) else item
            yield (f"{name}: {text}" if name else text), where
