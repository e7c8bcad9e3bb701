"""What every command that moves files does first: alone, with a whole proof, after a crash put right, and only where the guards let it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from scanner import fingerprint_key
from scanner.act.outcome import Done, Outcome, Refusal
from scanner.act.proof import NAME, Proof
from scanner.act.replay import replay
from scanner.catalog import items, notes, roots
from scanner.catalog.lock import file_lock
from scanner.catalog.roots import RootRow
from scanner.cli.opened import Opened
from scanner.errors import DossierwachtError
from scanner.tree import root_facts, walk
from scanner.tree.guards import Moment, RootMemory, judge_clock, judge_root
from scanner.tree.names import as_text, printable

STATES: Mapping[Outcome, str] = {
    Outcome.QUARANTINED: "quarantined", Outcome.RESTORED: "restored", Outcome.PURGED: "purged", Outcome.NOT_DONE: "",
}  # fmt: skip
"""The state of an item after an act; of all others it stays what it was, with the outcome as its detail."""


@dataclass(frozen=True, slots=True)
class Acting:
    """The open proof, the roots that may be touched, and why each of the others may not."""

    here: Opened
    proof: Proof
    rows: Mapping[int, RootRow]
    closed: Mapping[int, str]

    def note(self, item: str, done: Done, purge_after: str | None = None) -> None:
        """Write down what came of an item. One that stays where it was keeps its state, so that it may be tried again."""
        state = STATES.get(done.outcome)
        told = f"{done.outcome.value}: {done.detail}" if done.detail else done.outcome.value
        if state:
            items.became(self.here.catalog, item, state, "" if done.outcome in STATES else told, purge_after)
        else:
            items.tell(self.here.catalog, item, told)


@contextmanager
def acting(here: Opened) -> Iterator[Acting]:
    """Give what is needed to move files. Raises DossierwachtError when somebody else does so, or the clock or the proof is not right."""
    with here.catalog.read() as connection:
        known = {row.id: row for row in roots.every(connection)}
        last = notes.recall(connection, "moment")
    clock = judge_clock(root_facts.moment(), Moment(**last) if last else None, here.loaded.config.guards.clock_ahead_days)
    if not clock.go:
        alarm = clock.alarms[0]
        raise DossierwachtError(here.words(alarm.reason.value, **dict(alarm.values)))
    configured = {os.path.realpath(os.fsencode(root.path)): root.marker for root in here.loaded.config.roots}
    rows = {number: row for number, row in known.items() if row.path in configured}
    key = fingerprint_key.load(here.state, [walk.Root(row.path) for row in rows.values()])
    with file_lock(os.path.join(here.state, "act.lock"), "moves files"):
        proof = Proof(os.path.join(here.state, NAME), key.secret)
        try:
            found = replay(proof, [row.path for row in rows.values()])
            closed = {number: why for number, row in rows.items() if (why := _closed(here, row, configured[row.path]))}
            ready = Acting(here, proof, rows, closed)
            for item, outcome in found.items():
                ready.note(item, Done(outcome, "found after an interruption"))
            yield ready
        finally:
            proof.close()


def _closed(here: Opened, row: RootRow, marker: str) -> str:
    """Return why nothing of a root may be moved, empty when it may."""
    if row.suspended:
        return row.suspended
    if row.crawl_done is None:
        return "not crawled completely yet"
    memory = RootMemory(bool(row.mount_point), row.device, row.system, row.files, row.marker)
    verdict = judge_root(root_facts.look(row.path, marker), memory, marker_wanted=bool(marker))
    return "" if verdict.go else verdict.alarms[0].reason.value


def tell_closed(ready: Acting) -> None:
    """Say which roots are left alone, and why."""
    for number, why in ready.closed.items():
        print(f"{printable(as_text(ready.rows[number].path))}: {ready.here.words(why)}")


def tried(run: Callable[[], Done]) -> Done:
    """Run an act; what keeps it from beginning is an outcome too."""
    try:
        return run()
    except Refusal as refusal:
        return Done(refusal.outcome, refusal.detail)
    except FileNotFoundError:
        return Done(Outcome.GONE, "it is not in quarantine")
    except ValueError:
        return Done(Outcome.DAMAGED, "its restore record is not whole")
