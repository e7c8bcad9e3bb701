"""YAML into strict models, with every mistake told by file and line.

What YAML itself lets pass and an administrator never means is refused: a key that stands twice (the last one would win in
silence) and a list that holds itself. `yes`, `no`, numbers and dates that were meant as words are told to be put between quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from scanner.errors import DossierwachtError

Model = TypeVar("Model", bound=BaseModel)
Place = Sequence[int | str]
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C where there is one: ten times as fast
_NOT_TEXT = {bool: "a yes or no", int: "a number", float: "a number", date: "a date", datetime: "a date"}
_SHAPES = {
    "list_type": "must be a list, such as [one, two]",
    "dict_type": "must hold keys and values, such as `key: value`",
    "model_type": "must hold keys and values, such as `key: value`",
}


class Strict(BaseModel):
    """A model that refuses unknown keys and values of another type, and that nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a YAML file, and the nodes that know on which line each part of it stands."""

    name: str
    data: Any
    node: yaml.Node | None

    def line(self, place: Place) -> int:
        """Return the line (from 1) on which a place such as `("labels", "nl", 2)` stands, or the nearest place above it."""
        node, line = self.node, 1
        for part in place:
            if isinstance(node, yaml.MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
                if pair is None:
                    break
                line, node = int(pair[0].start_mark.line) + 1, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = int(node.start_mark.line) + 1
            else:
                break
        return line

    def told(self, place: Place, problem: str, below: int = 0) -> str:
        """Return the one line that says what is wrong where, `file: line 3: labels.nl.2: problem`; `below` counts lines in a block."""
        key = f"{'.'.join(map(str, place))}: " if place else ""
        return f"{self.name}: line {self.line(place) + below}: {key}{problem}"


def parse(raw: bytes, name: str, error: type[DossierwachtError]) -> Document:
    """Return the content of a file (UTF-8 with or without byte order mark; UTF-16 with one). Raises `error`."""
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        raise error(f"{name}: line {line}: not UTF-8 text; save the file as UTF-8") from None
    node: yaml.Node | None = None
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = loader.construct_document(node) if node is not None else None
        finally:
            loader.dispose()
    except yaml.YAMLError as wrong:
        raise error(f"{name}: {_syntax(wrong, text)}") from None
    except ValueError as wrong:  # what looks like a date or a number and is none
        line = _line_of_no_value(node)
        raise error(f"{name}: line {line}: not valid YAML ({wrong}); correct it, or put it between quotes") from None
    document = Document(name, data, node)
    _refuse_doubles(document, node, error)
    return document


def validate(document: Document, model: type[Model], error: type[DossierwachtError], *, empty: Any = None) -> Model:
    """Return the document as a model; `empty` stands for a file without content. Raises `error` with the first mistake."""
    data = empty if document.data is None else document.data
    if not isinstance(data, dict):
        raise error(f"{document.name}: line 1: the file must hold keys and values, such as `key: value`")
    try:
        return model.model_validate(data)
    except ValidationError as wrong:
        details = wrong.errors(include_url=False)
        # An unknown key first: a mistyped key is then not told as another one that is missing.
        first = next((detail for detail in details if detail["type"] == "extra_forbidden"), details[0])
        raise error(document.told(_place(first["loc"], data), explain(first, model))) from None


def explain(detail: ErrorDetails, model: type[BaseModel]) -> str:
    """Return what is wrong and what to do, without the key."""
    kind, given = detail["type"], detail.get("input")
    if kind == "extra_forbidden":
        return f"unknown key; remove it or use one of: {', '.join(sorted(_fields_at(model, detail['loc'][:-1])))}"
    if kind == "missing":
        return "is missing; add it"
    if kind in ("string_type", "literal_error") and type(given) in _NOT_TEXT:
        return f"YAML reads this as {_NOT_TEXT[type(given)]}; put it between quotes"
    if kind in _SHAPES:
        return f"{_SHAPES[kind]}; correct it"
    message = detail["msg"].removeprefix("Value error, ")
    shown = f" (given: {given!r})" if isinstance(given, str | int | float) and len(str(given)) <= 60 else ""
    return f"{message[:1].lower()}{message[1:]}{shown}; correct the value"


def _syntax(wrong: yaml.YAMLError, text: str) -> str:
    mark = getattr(wrong, "problem_mark", None) or getattr(wrong, "context_mark", None)
    lines = text.splitlines()
    written = lines[mark.line] if mark and mark.line < len(lines) else ""
    # What is not closed is noticed behind the last line.
    ended = mark is not None and mark.line >= len(lines) > 0
    where = "" if not mark else f"line {len(lines)}: " if ended else f"line {mark.line + 1}, column {mark.column + 1}: "
    problem = getattr(wrong, "problem", None) or "syntax error"
    hint = ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        hint = "; indent with spaces, not with tabs"
    elif "mapping values are not allowed" in problem:
        hint = "; put a text with `: ` in it between quotes"
    elif "could not determine a constructor" in problem:
        hint = "; tags such as `!python` are not allowed"
    elif "another document" in problem:
        hint = "; keep one document in a file, without `---` between"
    return f"{where}not valid YAML ({problem}){hint or '; correct it'}"


def _line_of_no_value(root: yaml.Node | None) -> int:
    """Return the line of the first value such as 2026-02-30 that cannot be made."""
    constructor = yaml.constructor.SafeConstructor()
    for node in _scalars(root):
        try:
            constructor.construct_object(node)
        except ValueError:
            return int(node.start_mark.line) + 1
    return 1


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for part in node.value:
            yield from _scalars(part)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(key)
            yield from _scalars(value)


def _refuse_doubles(document: Document, root: yaml.Node | None, error: type[DossierwachtError]) -> None:
    waiting: list[tuple[yaml.Node | None, frozenset[int]]] = [(root, frozenset())]
    seen: set[int] = set()
    while waiting:
        node, above = waiting.pop()
        if id(node) in above:
            assert node is not None
            raise error(f"{document.name}: line {node.start_mark.line + 1}: holds itself by an alias; write it out")
        if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))
        below = above | {id(node)}
        if isinstance(node, yaml.SequenceNode):
            waiting.extend((part, below) for part in node.value if isinstance(part, yaml.CollectionNode))
            continue
        lines: dict[str, int] = {}
        for key, value in node.value:
            line = int(key.start_mark.line) + 1
            if isinstance(key, yaml.ScalarNode):
                if key.value in lines:
                    raise error(
                        f"{document.name}: line {line}: {key.value}: stands twice, first on line {lines[key.value]}; keep one"
                    )
                lines[key.value] = line
            waiting.append((value, below))


def _place(location: tuple[int | str, ...], data: Any) -> tuple[int | str, ...]:
    """Leave out what pydantic adds to a location and the file does not have, such as the branch of a union or `[key]`."""
    place: list[int | str] = []
    for part in location:
        held = (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if part == "[key]" or not (held or isinstance(data, dict | list)):
            break
        data = data[part] if held else None
        place.append(part)
    return tuple(place)


def _fields_at(model: type[BaseModel], location: tuple[int | str, ...]) -> set[str]:
    """Return the keys that a model takes at a place."""
    current = model
    for part in location:
        if isinstance(part, str) and part in current.model_fields:
            current = _inner(current.model_fields[part].annotation) or current
    return set(current.model_fields)


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)
