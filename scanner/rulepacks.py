"""Rule packs: YAML files of knowledge, read into strict models, with one digest over all of them.

A mistake in a pack is refused at load with the file and the line; nothing of it is ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from scanner import yaml_file
from scanner.errors import RuleError
from scanner.rulelint import lint
from scanner.rulemodels import SPECIAL, CounterExample, EntityRule, Example, LookAlikes, Model, Pack, Strict

__all__ = [
    "CounterExample", "EntityRule", "Example", "LookAlikes", "Strict", "digest", "document", "entities", "known_entities", "look_alikes", "names",
    "read", "retention", "shipped",
]  # fmt: skip


def shipped() -> Path:
    """Return the folder with the rule packs that come with the product."""
    import rules

    return Path(next(iter(rules.__path__)))


def chosen(folder: str | None) -> Path:
    """Return the rule packs of the configuration's `rules`, the shipped ones without it."""
    return Path(folder) if folder else shipped()


def read(path: Path, model: type[Model]) -> Model:
    """Read one YAML file into a model. Raises RuleError naming file, line, key and what is wrong."""
    return read_pack(path, model).rule


def read_pack(path: Path, model: type[Model]) -> Pack[Model]:
    """Read one YAML file into a model that still knows its lines. Raises RuleError."""
    content = document(path)
    return Pack(content, yaml_file.validate(content, model, RuleError))


def document(path: Path) -> yaml_file.Document:
    """Read one YAML file that has no model. Raises RuleError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise RuleError(f"{path}: cannot be read ({error.strerror}); restore the file or correct the rights on it") from None
    return yaml_file.parse(raw, str(path), RuleError)


def entities(folder: Path) -> tuple[EntityRule, ...]:
    """Return the entity rules of a pack in order of file name, checked against each other and the look-alikes.

    Raises RuleError with file and line: see `scanner.rulelint` for what is refused.
    """
    _refuse_other_endings(folder)
    packs = [read_pack(path, EntityRule) for path in sorted((folder / "entities").glob("*.yaml"))]
    if not packs:
        raise RuleError(f"{folder}: no entity rules in it; name a folder with `entities/*.yaml`")
    lint(packs, read_pack(folder / "lookalikes.yaml", LookAlikes))
    return tuple(pack.rule for pack in packs)


def _refuse_other_endings(folder: Path) -> None:
    other = next(iter(sorted(folder.rglob("*.yml"))), None)
    if other is not None:
        raise RuleError(f"{other}: rule files end in .yaml, this one would not be read; rename it")


def look_alikes(folder: Path) -> LookAlikes:
    """Return the labels of other numbers. Raises RuleError."""
    return read(folder / "lookalikes.yaml", LookAlikes)


def known_entities(folder: Path) -> tuple[str, ...]:
    """Return the names of all entities that the rules of a pack find. Raises RuleError."""
    return (*(rule.entity for rule in entities(folder)), *SPECIAL)


def names(rules: Iterable[EntityRule], language: str) -> dict[str, str]:
    """Return the words on screen of the custom entities that have some in a language, else in another one."""
    return {rule.entity: rule.names.get(language) or next(iter(rule.names.values())) for rule in rules if rule.names}  # type: ignore[call-overload]


def retention(folder: Path) -> tuple[yaml_file.Document, ...]:
    """Return the retention rules of a pack as documents, in order of file name, for `scanner.retention.rules`. Raises RuleError."""
    return tuple(document(path) for path in sorted((folder / "retention").glob("*.yaml")))


def digest(folder: Path) -> str:
    """Return the SHA-256 (hex) over names and bytes of all files of a pack by which documents are read and judged.

    Retention rules are left out: they have digests of their own, and one of them must not make every file be read again.
    """
    total = hashlib.sha256()
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.tsv"))):
        if path.parent == folder / "retention":
            continue
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
