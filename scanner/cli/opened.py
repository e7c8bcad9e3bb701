"""What the commands beside the service share: configuration, state folder, catalogue, and who is at the keyboard."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click

from scanner import config
from scanner.catalog.store import Catalog
from scanner.config import LoadedConfig
from scanner.output.wording import LANGUAGES, Wording, pick


@dataclass(frozen=True, slots=True)
class Opened:
    """An open catalogue with the configuration that it belongs to."""

    loaded: LoadedConfig
    state: str
    catalog: Catalog
    language: str

    @property
    def words(self) -> Wording:
        """The words on screen; entities have the names that the rule packs give them."""
        from scanner import rulepacks

        folder = rulepacks.chosen(self.loaded.config.rules)
        return Wording(self.language, rulepacks.names(rulepacks.entities(folder), self.language))


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that every such command has."""
    for option in (
        click.option("--language", type=click.Choice(LANGUAGES), help="Language on screen."),
        click.option("--state-dir", metavar="DIR", help="Folder of the service."),
        click.option("--config", "config_file", metavar="FILE", help="Configuration file."),
    ):
        command = option(command)
    return command


@contextmanager
def opened(config_file: str | None, state_dir: str | None, language: str | None, *, writing: bool = False) -> Iterator[Opened]:
    """Give the catalogue of a configuration, for reading or to write a few rows beside the service. Raises CatalogError and the like."""
    from scanner.service.plan import catalog_url, state_folder

    loaded = config.load(config_file, absent_roots=True)
    state = state_folder(loaded.config, state_dir)
    with Catalog.open(catalog_url(loaded.config, state), writer=writing, alone=False) as catalog:
        yield Opened(loaded, state, catalog, pick(language, loaded.config.language))


def person(given: str | None) -> str:
    """Return who does this: the name that was given, else the account, also behind sudo."""
    return (given or os.environ.get("SUDO_USER") or getpass.getuser()).strip()
