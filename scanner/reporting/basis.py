"""What a report is made from, and to whom each folder belongs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reports import weeks
from scanner import dossier_folders, rulepacks
from scanner.catalog import roots
from scanner.catalog.report_queries import Opened, Place, places
from scanner.catalog.roots import RootRow
from scanner.catalog.store import Catalog
from scanner.config import LoadedConfig
from scanner.errors import ConfigError, RootError
from scanner.retention import rules
from scanner.retention.register import Dossier
from scanner.retention.rules import RuleBook
from scanner.tree.names import as_text, printable


@dataclass(frozen=True, slots=True)
class Basis:
    """All that decides what a report says: the same catalogue and the same basis give the same report.

    `day` is the Belgian day of the data; `only_root` is the path or name of a root, `only_dossier` the number of a dossier.
    """

    catalog: Catalog
    loaded: LoadedConfig
    state_dir: str
    rules: Path
    day: date
    week: str
    stable: bool = True
    """Whether the fingerprints of the catalogue are those of a key that lasts."""
    only_root: str | None = None
    only_dossier: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the report is about everything."""
        return self.only_root is None and self.only_dossier is None


def week_of(given: str | None, day: date) -> str:
    """Return the week a report is about: the one given, else the last that is over. Raises ConfigError for one that has not begun."""
    if given is None:
        return weeks.ended(day)
    try:
        first, _ = weeks.days(given)
    except ValueError as error:
        raise ConfigError(f"{printable(given)}: {error}") from None
    if first > day:
        raise ConfigError(f"{given}: that week has not begun yet")
    return weeks.of(first)


@dataclass(frozen=True, slots=True)
class Home:
    """To whom a folder belongs: its root, how it is shown, its dossier, its controller, and the owners (by number) it is told to."""

    root_id: int
    shown: str
    dossier: Dossier | None
    controller: str
    owners: tuple[int, ...]
    told: bool
    """Whether it is part of this report."""


class Homes:
    """Answers for every folder of the catalogue; each is looked up once."""

    def __init__(self, connection: Opened, basis: Basis) -> None:
        config = basis.loaded.config
        self.roots = {row.id: row for row in roots.every(connection)}
        known = dossier_folders.load(connection, self.roots.values(), config, basis.day)
        self.register, self.index = known.register, known.index
        self.places = places(connection)
        self._owners = [_below(owner.folder, list(self.roots.values())) for owner in config.report.owners]
        self._names = {row.id: _name(row) for row in self.roots.values()} if len(self.roots) > 1 else {}
        self._only_root = _only_root(basis.only_root, self.roots.values())
        self._only_dossier = basis.only_dossier
        if self._only_dossier is not None and self._only_dossier not in self.register.by_number():
            raise RootError(f"{printable(self._only_dossier)}: no dossier of the register has this number")
        self._numbers = {one.number: one.controller for one in self.register}
        self._known: dict[int, Home] = {}

    def of(self, folder_id: int) -> Home:
        """Return to whom what lies in a folder belongs."""
        home = self._known.get(folder_id)
        if home is None:
            place = self.places[folder_id]
            home = self._known[folder_id] = self._home(place)
        return home

    def at(self, root_id: int, path: bytes) -> Home:
        """Return to whom a file belongs by its path, whether or not its folder is still there."""
        return self._home(Place(root_id, path.rpartition(b"/")[0], ""))

    def shown(self, home: Home, path: str) -> str:
        """Return a path as it is shown: with its root where there are several."""
        name = self._names.get(home.root_id)
        return f"{name}/{path}" if name else path

    def controller_of(self, dossier: str) -> str:
        """Return the controller of a dossier by its number, empty when it is in the register no more."""
        return self._numbers.get(dossier, "")

    def _home(self, place: Place) -> Home:
        found = self.index.find(place.root_id, place.path + b"/" if place.path else b"")
        dossier = found.dossier if not found.others else None
        controllers = {one.controller for one in (found.dossier, *found.others) if one is not None}
        whole = self.roots[place.root_id].path.rstrip(b"/") + b"/" + place.path + b"/"
        owners = tuple(number for number, above in enumerate(self._owners) if any(whole.startswith(one) for one in above))
        told = self._only_root in (None, place.root_id)
        if self._only_dossier is not None:
            numbers = {one.number for one in (found.dossier, *found.others) if one is not None}
            told = told and self._only_dossier in numbers
        shown = self._names[place.root_id] + "/" + place.shown if self._names else place.shown
        return Home(
            place.root_id, shown.rstrip("/") or ".", dossier, controllers.pop() if len(controllers) == 1 else "", owners, told
        )


def rule_book(basis: Basis) -> RuleBook:
    """Return the rules of retention with what the configuration confirms of them."""
    return rules.load(rulepacks.retention(basis.rules), basis.loaded.config.retention.confirmed)


def controllers(config_names: Mapping[str, str], homes: Homes) -> list[str]:
    """Return the keys of the controllers that have a part of their own: those of the configuration, then those of the register."""
    keys = list(config_names)
    return keys + sorted({one.controller for one in homes.register} - set(keys))


def _below(folder: str, known: Sequence[RootRow]) -> list[bytes]:
    """Return the absolute folders that an owner's folder can be: below each root when it is relative."""
    raw = os.fsencode(folder.replace("\\", "/").strip())
    if raw.startswith(b"/"):
        return [raw.rstrip(b"/") + b"/"]
    return [row.path.rstrip(b"/") + b"/" + raw.strip(b"/") + b"/" for row in known]


def _name(row: RootRow) -> str:
    return printable(row.name or as_text(row.path))


def _only_root(given: str | None, known: Iterable[RootRow]) -> int | None:
    if given is None:
        return None
    rows = list(known)
    real = os.path.realpath(os.fsencode(given))
    for row in rows:
        if row.path == real or (row.name and row.name == given):
            return row.id
    told = ", ".join(_name(row) for row in rows) or "there are none yet"
    raise RootError(f"{printable(given)}: is no path or name of a root of the catalogue ({told})")
