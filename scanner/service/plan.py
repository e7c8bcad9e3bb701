"""What the service is to do, checked as a whole before anything begins: roots, rules, key, folders of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from scanner import fingerprint_key, policy, rulecheck, rulepacks
from scanner.catalog import database
from scanner.config import Config, LoadedConfig, Root
from scanner.errors import ConfigError
from scanner.fingerprint_key import FingerprintKey
from scanner.tree import walk
from scanner.tree.exclude import matcher
from scanner.tree.names import as_text, printable

STATE = "STATE_DIRECTORY"
"""Where systemd says that the state folder is."""
CATALOG = "catalog.db"


@dataclass(frozen=True, slots=True)
class Plan:
    """A configuration that can be carried out. `roots` are real paths and what the configuration says of each."""

    loaded: LoadedConfig
    state_dir: str
    catalog_url: str
    roots: tuple[tuple[bytes, Root], ...]
    rules: Path
    key: FingerprintKey
    excluded: Callable[[bytes, bool], bool] | None
    own: tuple[str, ...]
    """Folders of ours that are never scanned, should one lie in a root after all."""

    @property
    def config(self) -> Config:
        """The configuration."""
        return self.loaded.config

    @classmethod
    def of(cls, loaded: LoadedConfig, state_dir: str | None = None) -> Plan:
        """Return the plan of a configuration. Raises ConfigError and RuleError for whatever could not be carried out."""
        config = loaded.config
        if not config.roots:
            raise ConfigError("the service has nothing to watch: name folders under `roots` in the configuration")
        state = state_folder(config, state_dir)
        roots = _roots(config)
        known = [walk.Root(path) for path, _ in roots]
        key = fingerprint_key.load(state, known)
        url = catalog_url(config, state)
        parsed = database.parse(url)
        files = {
            "catalogue": parsed.database if parsed.drivername == "sqlite" else None, "log": config.service.log.file,
            "folder of reports": config.report.folder,
        }  # fmt: skip
        for what, path in files.items():
            apart(what, path, (path for path, _ in roots))
        rules = rulepacks.chosen(config.rules)
        rulepacks.entities(rules)
        rulecheck.check(rules)
        policy.check(loaded, rulepacks.known_entities(rules))
        if config.scan.name_models:
            from scanner.detect import spacy_names

            spacy_names.check(config.scan.name_models)
        return cls(loaded, state, url, roots, rules, key, matcher(list(config.scan.exclude)), (state,))


def state_folder(config: Config, given: str | None) -> str:
    """Return the state folder that was given, or the configuration's, or systemd's. Raises ConfigError without one."""
    state = given or config.state_dir or os.environ.get(STATE, "").partition(":")[0]
    if not state:
        raise ConfigError("the service needs a folder of its own: set `state_dir` in the configuration, or give --state-dir")
    return os.path.realpath(state)


def catalog_url(config: Config, state: str) -> str:
    """Return the URL of the catalogue."""
    return config.service.catalog or f"sqlite:///{state}/{CATALOG}"


def _roots(config: Config) -> tuple[tuple[bytes, Root], ...]:
    found: list[tuple[bytes, Root]] = []
    for root in config.roots:
        real = os.path.realpath(os.fsencode(root.path))
        if os.path.lexists(real) and not os.path.isdir(real):
            raise ConfigError(f"{printable(root.path)}: the service watches folders; name the folder that it lies in")
        for other, _ in found:
            if _within(real, other) or _within(other, real):
                shown = printable(as_text(other))
                raise ConfigError(f"{printable(root.path)}: lies in {shown} or the other way round; name only the outer one")
        found.append((real, root))
    return tuple(found)


def apart(what: str, path: str | None, roots: Iterable[bytes]) -> None:
    """Refuse a file or folder of ours in one that is scanned. Raises ConfigError."""
    if path and any(_within(os.path.realpath(os.fsencode(path)), root) for root in roots):
        raise ConfigError(f"{printable(path)}: the {what} lies in a folder that is scanned; choose another place")


def _within(path: bytes, folder: bytes) -> bool:
    return path == folder or path.startswith(folder.rstrip(b"/") + b"/")
