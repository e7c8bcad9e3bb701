"""The register's rows as dossiers, each checked by itself: what is wrong is told with its line, and costs that row alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scanner.retention import document_dates
from scanner.retention.facts import Reason
from scanner.retention.folders import plain
from scanner.retention.register import CONSENTS, Dossier, PersonDetails, Register
from scanner.retention.register_table import Row, day, read
from scanner.retention_settings import Programme, StandingFolder

_EVENTS = ("opened", "closed", "project_end", "last_payment", "contract_end", "consent_withdrawn")
_NOT_BEFORE_OPENED = ("closed", "project_end", "contract_end", "last_payment")
_BORN_FROM = date(1900, 1, 1)
_AHEAD = 3653  # days; what lies further ahead is told, since it may be a slip
_ABSOLUTE = re.compile(r"[/\\]|[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class RegisterRoot:
    """A root to which folders of the register are relative: the catalogue's number of it, its absolute path, and its name."""

    key: int
    path: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Against what rows are checked. `exists` tells whether a folder is there; `on` is the day of the import."""

    roots: tuple[RegisterRoot, ...]
    controllers: Mapping[str, str]
    programmes: Mapping[str, Programme]
    exists: Callable[[int, str], bool]
    on: date
    folder_needed: bool = True
    """False when a pattern reads the dossier's number from the names of folders."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a line; an `is_error` makes the row unusable. The column is part of the reason, a value never."""

    line: int
    reason: Reason
    is_error: bool


@dataclass(frozen=True, slots=True)
class Imported:
    """A register as it was read: what can be used, what was wrong, and the numbers of dossiers whose row cannot be used."""

    register: Register
    problems: tuple[RowProblem, ...] = ()
    unusable: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[RowProblem, ...]:
        """The problems that cost a row."""
        return tuple(problem for problem in self.problems if problem.is_error)


def parse(raw: bytes, name: str, frame: Frame) -> Imported:
    """Return the register in a CSV or XLSX file. Raises RegisterError when it cannot be read as a whole."""
    table = read(raw, name, folder_needed=frame.folder_needed)
    problems = [RowProblem(1, _reason("column_unknown", column), is_error=False) for column in table.strangers]
    dossiers: list[Dossier] = []
    lines: dict[str, int] = {}
    folders: dict[tuple[int, str], int] = {}
    lost: set[str] = set()
    for row in table.rows:
        dossier, found = check(row, frame)
        if dossier is not None and dossier.number in lines:
            found.append(RowProblem(row.line, Reason("row_twice", (("first", lines[dossier.number]),)), is_error=True))
            problems += found
            continue
        problems += found
        number = row.text("dossier")
        if number:
            lines.setdefault(number, row.line)  # the first row wins, also when it cannot be used
        if dossier is None:
            lost.add(number)
            continue
        place = (dossier.root, dossier.folder)
        if dossier.folder and place in folders:
            told = Reason("row_same_folder", (("column", "folder"), ("first", folders[place])))
            problems.append(RowProblem(row.line, told, is_error=False))
        folders.setdefault(place, row.line)
        dossiers.append(dossier)
    numbers = {dossier.number for dossier in dossiers}
    return Imported(Register(tuple(dossiers)), tuple(problems), frozenset(lost - numbers - {""}))


def standing(
    folders: Iterable[StandingFolder], roots: Sequence[RegisterRoot], programmes: Mapping[str, Programme]
) -> tuple[Dossier, ...]:
    """Return the folders of the organisation's own administration as dossiers without number; one of no known root is left out.

    Without `root` a folder is meant below every root.
    """
    return tuple(
        Dossier(
            "", root.key, plain(folder.path), folder.controller, folder.programme,
            employment=programmes[folder.programme].relation == "employment", standing=True,
        )
        for folder in folders
        for root in roots
        if folder.root is None or folder.root in (root.path, root.name)
    )  # fmt: skip


def check(row: Row, frame: Frame) -> tuple[Dossier | None, list[RowProblem]]:
    """Return the dossier of a row, None when it cannot be used, and what is wrong with the row."""
    checked = _Checked(row, frame)
    if row.overflows:
        checked.error("row_cells", "")
    number = row.text("dossier")
    if not number:
        checked.error("row_missing", "dossier")
    root, folder = checked.folder()
    controller = checked.key("controller", frame.controllers)
    programme = checked.key("programme", frame.programmes)
    days = {column: checked.day(column) for column in _EVENTS}
    opened = days["opened"]
    for column in _NOT_BEFORE_OPENED:
        end = days[column]
        if opened is not None and end is not None and end < opened:
            checked.error("row_before_opened", column)
    for column, event in days.items():
        if event is not None and (event - frame.on).days > _AHEAD:
            checked.warning("row_far_ahead", column)
    born = checked.day("birth_date", _BORN_FROM)
    if born is not None and born > frame.on:
        checked.warning("row_born_later", "birth_date")
        born = None
    consents = checked.consents()
    if any(problem.is_error for problem in checked.problems):
        return None, checked.problems
    person = PersonDetails(row.text("person"), born, row.text("email"), row.text("phone"))
    employment = frame.programmes[programme].relation == "employment"
    dossier = Dossier(number, root, folder, controller, programme, consents=consents, hold=row.text("hold"), employment=employment, person=person)  # fmt: skip
    return replace(dossier, **days), checked.problems  # type: ignore[arg-type]  # every key of _EVENTS is a field of days


class _Checked:
    """One row being checked, with the problems found so far."""

    def __init__(self, row: Row, frame: Frame) -> None:
        self._row, self._frame = row, frame
        self.problems: list[RowProblem] = []

    def error(self, key: str, column: str) -> None:
        self.problems.append(RowProblem(self._row.line, _reason(key, column), is_error=True))

    def warning(self, key: str, column: str) -> None:
        self.problems.append(RowProblem(self._row.line, _reason(key, column), is_error=False))

    def day(self, column: str, earliest: date = document_dates.EARLIEST) -> date | None:
        """Return the day in a column; None when it is empty or wrong, which is then told."""
        try:
            found = day(self._row.cells.get(column, ""))
        except ValueError:
            self.error("row_no_date", column)
            return None
        if found is not None and not earliest <= found <= document_dates.LATEST:
            self.error("row_date_implausible", column)
            return None
        return found

    def key(self, column: str, known: Mapping[str, object]) -> str:
        """Return the key of the configuration that a column names, whatever its capitals."""
        given = self._row.text(column).casefold()
        found = next((key for key in known if key.casefold() == given), None)
        if found is None:
            self.error("row_unknown_key" if given else "row_missing", column)
        return found or ""

    def consents(self) -> frozenset[str]:
        """Return the kinds of data that the person consented to; an unknown word allows nothing."""
        words = {word.strip().lower() for word in re.split(r"[;,|\n]", self._row.text("consents"))} - {""}
        if words - CONSENTS.keys():
            self.warning("row_unknown_consent", "consents")
        return frozenset(words & CONSENTS.keys())

    def folder(self) -> tuple[int, str]:
        """Return root and folder; an empty folder when it does not exist, or is not needed and not given."""
        given = self._row.text("folder")
        roots = self._frame.roots
        if not given:
            if self._frame.folder_needed:
                self.error("row_missing", "folder")
            return (roots[0].key if roots else 0), ""
        try:
            places = _places(given, roots)
        except ValueError:
            self.error("row_outside", "folder")
            return 0, ""
        there = [place for place in places if self._frame.exists(*place)]
        if len(there) > 1:
            self.error("row_several_roots", "folder")
        if not there:
            self.warning("row_no_folder", "folder")
        return there[0] if there else (places[0][0], "")


def _places(given: str, roots: tuple[RegisterRoot, ...]) -> list[tuple[int, str]]:
    """Return where a folder may lie: below each root, or where its absolute path says. Raises ValueError for outside the roots."""
    if not _ABSOLUTE.match(given):
        path = plain(given)
        places = [(root.key, path) for root in roots]
    else:
        path = f"/{plain(given)}"
        # The deepest root first: one may lie in another.
        holding = [root for root in sorted(roots, key=lambda root: -len(root.path)) if path.startswith(f"{_absolute(root)}/")]
        places = [(root.key, path[len(_absolute(root)) + 1 :]) for root in holding[:1]]
    if not places:
        raise ValueError("outside the roots")
    return places


def _absolute(root: RegisterRoot) -> str:
    return "/" + plain(root.path) if root.path.strip("/\\") else ""


def _reason(key: str, column: str) -> Reason:
    return Reason(key, (("column", column),) if column else ())
