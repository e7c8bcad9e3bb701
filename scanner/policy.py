"""Where what is forbidden elsewhere is in its place: policies per folder, and single values accepted by their fingerprint.

Pure: the configuration, the roots of the scan and a date in, the same findings out, some of them marked as suppressed. It is
applied after detection, since it depends on where a file lies and on the day, never on what stands in it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from scanner.config import LoadedConfig
from scanner.model import Finding, Suppression
from scanner.tree.exclude import matcher
from scanner.tree.names import printable, without_numbers
from scanner.tree.walk import Root

SOON = 30  # days before its end in which an entry is named
_WILD = frozenset("*?[")
# A fingerprint of these tells no person or thing apart: one of `Gent` or of `diabetes` would hold for everybody.
COMMON = frozenset({
    "PLACE_OF_BIRTH", "ID_MRZ", "ID_CARD_COPY", "PERSON_PHOTO", "NATIONALITY", "DATE_OF_BIRTH", "HEALTH", "LIFESTYLE", "RELIGION",
    "ETHNIC_ORIGIN", "POLITICAL_OPINION", "UNION_MEMBERSHIP", "SEXUAL_ORIENTATION", "CRIMINAL_RECORD",
})  # fmt: skip


class State(StrEnum):
    """Whether an entry holds on the day of the scan."""

    HOLDS = "holds"
    EXPIRES = "expires"
    """It holds, but for no more than `SOON` days."""
    EXPIRED = "expired"
    NO_KEY = "no_key"
    """A fingerprint without the key that makes it: nothing can be compared."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One exception of the configuration as it stands on the day of the scan."""

    by: str
    reason: str
    until: date | None
    state: State
    entities: frozenset[str]
    fingerprint: str | None
    where: Callable[[bytes, bool], bool]

    def covers(self, finding: Finding) -> bool:
        """Return whether the entry is about a finding, whatever its state and place."""
        return finding.entity in self.entities and self.fingerprint in (None, finding.fingerprint)


class Policies:
    """All exceptions of one scan. `stable` says whether fingerprints are made with a key that lasts."""

    def __init__(self, loaded: LoadedConfig, roots: Sequence[Root], as_of: date, *, stable: bool) -> None:
        config = loaded.config
        real = [_slashed(root.path) for root in roots]
        scanned = [path.rpartition(b"/")[0] if root.is_file else path for root, path in zip(roots, real, strict=True)]
        named = {name: _real(root.path) for root in config.roots for name in (root.path, root.name) if name}
        below = list(dict.fromkeys(named.values())) or scanned
        self._roots = real
        entries = [
            Entry(
                f"policy {number} ({_shown(rule.path)})", _shown(rule.reason), rule.until, _state(rule.until, as_of),
                frozenset(rule.allow), None, _where(rule.path, [named[rule.root]] if rule.root is not None else below),
            )
            for number, rule in enumerate(config.policy, 1)
        ]  # fmt: skip
        entries += [
            Entry(
                f"accepted {number} ({value.fingerprint[:8]})", _shown(value.reason), value.until,
                _state(value.until, as_of) if stable else State.NO_KEY, frozenset({value.entity}), value.fingerprint,
                _where(value.path, below) if value.path is not None else lambda path, is_folder: True,
            )
            for number, value in enumerate(config.accepted, 1)
        ]  # fmt: skip
        self.entries = tuple(entries)

    def judge(self, findings: tuple[Finding, ...], root: int, path: bytes, *, is_folder: bool = False) -> tuple[Finding, ...]:
        """Return the findings of a file or folder; those that an entry allows there are marked as suppressed.

        A finding that only an expired entry covers says so in its evidence. The first entry that holds is the one named.
        """
        if not findings or not self.entries:
            return findings
        whole = b"/".join(part for part in (self._roots[root].rstrip(b"/"), _slashed(path)) if part) or b"/"
        here = [entry for entry in self.entries if entry.state is not State.NO_KEY and entry.where(whole, is_folder)]
        return tuple(_judged(finding, here) for finding in findings) if here else findings


def check(loaded: LoadedConfig, known: Iterable[str]) -> None:
    """Refuse an exception that names an entity no rule finds, or a fingerprint that would hold for everybody.

    Raises ConfigError with file and line.
    """
    entities = sorted(set(known))
    for number, rule in enumerate(loaded.config.policy):
        for index, entity in enumerate(rule.allow):
            if entity not in entities:
                raise loaded.wrong(("policy", number, "allow", index), _unknown(entity, entities))
    for number, value in enumerate(loaded.config.accepted):
        place = ("accepted", number, "entity")
        if value.entity not in entities:
            raise loaded.wrong(place, _unknown(value.entity, entities))
        if value.entity in COMMON and (value.path is None or _everywhere(value.path)):
            problem = f"a fingerprint of {value.entity} is that of many people; limit it with `path` to a file or folder"
            raise loaded.wrong(place, problem)


def _unknown(entity: str, entities: list[str]) -> str:
    return f"{printable(entity)!r} is not an entity of the rules; use one of: {', '.join(entities)}"


def _judged(finding: Finding, here: list[Entry]) -> Finding:
    covering = [entry for entry in here if entry.covers(finding)]
    holding = next((entry for entry in covering if entry.state is not State.EXPIRED), None)
    if holding is not None:
        return replace(finding, suppressed=Suppression(holding.by, holding.reason, holding.until))
    lapsed = tuple(f"{entry.by} expired on {entry.until}" for entry in covering[:1])
    return replace(finding, evidence=(*finding.evidence, *lapsed))


def _state(until: date | None, as_of: date) -> State:
    if until is None:
        return State.HOLDS
    left = (until - as_of).days
    return State.EXPIRED if left < 0 else State.EXPIRES if left <= SOON else State.HOLDS


def _where(path: str, below: Iterable[bytes]) -> Callable[[bytes, bool], bool]:
    """Return a test on (absolute path, is folder) for a glob below some folders, or for an absolute path with or without globs.

    What lies in a folder that matches matches too.
    """
    path = path.replace("\\", "/") if os.sep == "\\" else path
    if os.path.isabs(path):
        parts = path.rstrip("/").split("/")
        literal = next((index for index, part in enumerate(parts) if _WILD & set(part)), len(parts))
        below = [_real("/".join(parts[:literal]) or "/")]
        path = "/".join(parts[literal:]) + ("/" if path.endswith("/") and literal < len(parts) else "") or "."
    glob = path.removeprefix("./")
    test = None if _everywhere(path) else matcher([f"/{glob.lstrip('/')}"])
    places = [base.rstrip(b"/") for base in below]

    def where(whole: bytes, is_folder: bool) -> bool:
        return any(
            (whole == base or whole.startswith(base + b"/"))
            and (test is None or _matches(test, whole[len(base) + 1 :], is_folder))
            for base in places
        )

    return where


def _matches(test: Callable[[bytes, bool], bool], path: bytes, is_folder: bool) -> bool:
    if test(path, is_folder):
        return True
    above = path.rpartition(b"/")[0]
    while above:
        if test(above, True):
            return True
        above = above.rpartition(b"/")[0]
    return False


def _everywhere(path: str) -> bool:
    return path.strip().strip("/") in (".", "**", "*", "./**", "**/*")


def _real(path: str) -> bytes:
    return _slashed(os.path.realpath(os.fsencode(path)))


def _slashed(path: bytes) -> bytes:
    return path.replace(b"\\", b"/") if os.sep == "\\" else path


def _shown(text: str) -> str:
    return without_numbers(printable(text))
