"""`dossierwacht retention execute`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import click

from scanner.act import moves
from scanner.act.folders import remove_empty
from scanner.act.outcome import Done, Outcome, Refusal, Target, Warrant
from scanner.catalog import holds, items
from scanner.catalog.holds import Holds
from scanner.catalog.items import Item
from scanner.cli.opened import Opened, common, opened
from scanner.cli.retention.acting import Acting, acting, tell_closed, tried
from scanner.dossier_folders import number_shown
from scanner.errors import DossierwachtError, Exit
from scanner.service.planner import Planner
from scanner.service.planning import standing_alarms


@click.command(name="execute", epilog="Example: dossierwacht retention execute --dry-run")
@click.option("--dry-run", is_flag=True, help="Only say what would be moved.")
@click.option("--remove-empty-folders", is_flag=True, help="Also remove folders of dossiers that are empty then, one by one.")
@common
def execute_command(
    dry_run: bool, remove_empty_folders: bool, config_file: str | None, state_dir: str | None, language: str | None
) -> int:
    """Move what was approved into the quarantine of its root, each file after it was looked at once more.

    Size, times, inode and content have to be what they were, its rule confirmed and the same, no hold, fully read. At most
    so many files, megabytes and percents of a root in one run. Exit codes: 0 all done, 3 something stayed where it was.
    """
    with opened(config_file, state_dir, language, writing=True) as here:
        settings, on = here.loaded.config.retention, here.loaded.config.service.today()
        with here.catalog.read() as connection:
            everywhere, by_root = standing_alarms(connection)
            planner = Planner.of(connection, here.loaded, on)
        if everywhere:
            raise DossierwachtError("the last plan has an alarm; look at `retention plan` first, nothing is moved before that")
        delay = settings.quarantine_days
        if delay is None:
            raise DossierwachtError("say how long files stay in quarantine: set retention.quarantine_days in the configuration")
        with acting(here) as ready:
            tell_closed(ready)
            left, outcomes, folders = 0, Counter[Outcome](), set[tuple[int, bytes]]()
            caps = _Caps(here, ready)
            for item in _wanted(here):
                if item.root_id not in ready.rows or item.root_id in ready.closed or item.root_id in by_root:
                    left += 1
                    continue
                if not caps.let(item):
                    left += 1
                    continue
                if dry_run:
                    print(f"{item.item}  {item.shown}")
                    continue
                target = Target(
                    item.item, ready.rows[item.root_id].path, item.path, item.device, item.inode, item.size, item.mtime_ns, item.ctime_ns,
                    item.sha256,
                )  # fmt: skip
                check = _Check(here, planner, item, on)
                done = tried(lambda: moves.take(target, _warrant(item, planner), ready.proof, delay, on, check))  # noqa: B023
                ready.note(item.item, done, (on + timedelta(days=delay)).isoformat())
                outcomes[done.outcome] += 1
                folders.add((item.root_id, item.path.rpartition(b"/")[0]))
                _print(item, done)
            if remove_empty_folders and not dry_run:
                _remove_empty(ready, planner, folders)
        stayed = sum(count for outcome, count in outcomes.items() if outcome is not Outcome.QUARANTINED)
        print(here.words("rt_executed", moved=outcomes[Outcome.QUARANTINED], stayed=stayed, left=left))
        return Exit.INCOMPLETE if stayed or left else Exit.CLEAN


def _wanted(here: Opened) -> Iterator[Item]:
    """Yield what is approved, and what is due of classes that need no approval, the most urgent first."""
    automatic = [name for name, mode in here.loaded.config.retention.modes.items() if mode == "automatic"]
    with here.catalog.read() as connection:
        found = list(items.find(connection, states=("approved",)))
        for name in automatic:
            found += items.find(connection, states=("due", "overdue"), document_class=name)
    yield from sorted(found, key=lambda item: (item.delete_by, item.id))


def _warrant(item: Item, planner: Planner) -> Warrant:
    basis = next((rule.legal_basis for rule in planner.book.rules if rule.id == item.rule), "")
    approved = tuple((who, date.fromtimestamp(at / 1e9).isoformat()) for who, at in item.approvals)  # noqa: DTZ012 - the day on this machine
    return Warrant(
        item.rule, item.rule_digest, basis, item.starting_point, item.start_source, item.started, item.expires, item.delete_by,
        item.document_class, approved,
    )  # fmt: skip


class _Caps:
    """How much one run may take away: files, bytes, and the share of each root."""

    def __init__(self, here: Opened, ready: Acting) -> None:
        settings = here.loaded.config.retention
        self._files, self._bytes = settings.most_files, settings.most_megabytes * 1_000_000
        # At least one: a root of three files would otherwise never lose any.
        self._of_root = {number: max(1, int(row.files * settings.most_percent / 100)) for number, row in ready.rows.items()}

    def let(self, item: Item) -> bool:
        """Return whether one more file fits, and count it."""
        if self._files < 1 or self._bytes < item.size or self._of_root[item.root_id] < 1:
            return False
        self._files -= 1
        self._bytes -= item.size
        self._of_root[item.root_id] -= 1
        return True


class _Check:
    """Asks the catalogue once more, right before a file is moved, whether all that the approval rests on still holds."""

    def __init__(self, here: Opened, planner: Planner, item: Item, on: date) -> None:
        self._here, self._planner, self._item, self._on = here, planner, item, on

    def __call__(self) -> None:
        with self._here.catalog.read() as connection:
            now = next(items.find(connection, items=(self._item.item,)), None)
            held = Holds(holds.standing(connection))
            planner = replace(self._planner, held=held)
            planned = planner.again(connection, self._item.file_id) if self._item.file_id is not None else None
        if now is None or now.state != self._item.state or now.basis != self._item.basis:
            raise Refusal(Outcome.REFUSED, "the approval no longer stands")
        if planned is None:
            raise Refusal(Outcome.REFUSED, "the catalogue no longer knows it, or its root is suspended")
        known, decision = planned.known, planned.item.decision
        here = (known.path, known.size, known.mtime_ns, known.ctime_ns, known.inode, known.sha256)
        if here != (now.path, now.size, now.mtime_ns, now.ctime_ns, now.inode, now.sha256):
            raise Refusal(Outcome.CHANGED, "the catalogue knows it otherwise")
        if decision.holds:
            raise Refusal(Outcome.REFUSED, "a hold covers it")
        if not decision.may_be_deleted or decision.basis != now.basis:
            raise Refusal(Outcome.REFUSED, f"it is {decision.state.value} now, or its rule or dates are others")
        mode = self._here.loaded.config.retention.modes.get(now.document_class, "report")
        if mode == "report" or (mode == "approve" and len(now.approvals) < self._here.loaded.config.retention.approvals):
            raise Refusal(Outcome.REFUSED, "not approved by as many as needed")


def _remove_empty(ready: Acting, planner: Planner, folders: set[tuple[int, bytes]]) -> None:
    """Remove the folders of dossiers that are empty now, the deepest first, up to the dossier's own; never one that holds anything."""
    for number, folder in sorted(folders, key=lambda each: -each[1].count(b"/")):
        dossier = planner.dossiers.index.find(number, folder + b"/x").dossier
        if dossier is not None and not dossier.standing and dossier.folder:
            count = remove_empty(ready.rows[number].path, folder, dossier.folder.encode(), ready.proof)
            if count:
                print(f"{count} empty folders removed in dossier {number_shown(dossier.number)}")


def _print(item: Item, done: Done) -> None:
    print(f"{item.item}  {done.outcome.value:16} {done.detail}  {item.shown}")
