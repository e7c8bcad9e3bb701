"""Rule packs: YAML files of knowledge, read into strict models, with one digest over all of them.

A mistake in a pack is refused at load with the file and the place in it; nothing of it is ignored.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scanner.errors import RuleError

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """Base of every rule model: frozen, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(Strict):
    """A text in which the rule must find something: `values` are the exact spans, `least` the lowest confidence."""

    text: str
    values: list[str] = Field(min_length=1)
    least: float = 0.5


class CounterExample(Strict):
    """A text in which the rule must not find anything at or above `below`."""

    text: str
    below: float = 0.5


class EntityRule(Strict):
    """One entity: its category, the labels that announce it per language, and its own tests."""

    entity: str
    category: Literal["forbidden", "special", "personal"]
    labels: dict[Literal["nl", "fr", "en", "de", "any"], list[str]] = Field(default_factory=dict)
    cues: dict[Literal["nl", "fr", "en", "de"], list[str]] = Field(default_factory=dict)
    examples: list[Example] = Field(default_factory=list)
    counter_examples: list[CounterExample] = Field(default_factory=list)


class LookAlikes(Strict):
    """Labels of other kinds of numbers: a number behind one of them is that, not an identifier of a person."""

    labels: dict[str, list[str]]


def shipped() -> Path:
    """Return the folder with the rule packs that come with the product."""
    import rules

    return Path(next(iter(rules.__path__)))


def read(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into a model. Raises RuleError naming file, key and what is wrong."""
    try:
        data = yaml.load(path.read_text("utf-8-sig"), _Loader)  # noqa: S506 - a safe loader, in C where there is one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise RuleError(f"{path}:{where}: not valid YAML; correct it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read as UTF-8 ({type(error).__name__})") from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "(top level)"
        raise RuleError(f"{path}: {key}: {first['msg']}; correct the rule") from None


def entities(folder: Path) -> tuple[EntityRule, ...]:
    """Return the entity rules of a pack in order of file name. Raises RuleError, also when an entity stands twice."""
    rules = [(path, read(path, EntityRule)) for path in sorted((folder / "entities").glob("*.yaml"))]
    if not rules:
        raise RuleError(f"{folder}: no entity rules in it; name a folder with `entities/*.yaml`")
    seen: dict[str, Path] = {}
    for path, rule in rules:
        if rule.entity in seen:
            raise RuleError(f"{path}: entity {rule.entity} is also in {seen[rule.entity].name}; keep one of them")
        seen[rule.entity] = path
    return tuple(rule for _, rule in rules)


def look_alikes(folder: Path) -> LookAlikes:
    """Return the labels of other numbers. Raises RuleError."""
    return read(folder / "lookalikes.yaml", LookAlikes)


def digest(folder: Path) -> str:
    """Return the SHA-256 (hex) over names and bytes of all YAML files of a pack."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
