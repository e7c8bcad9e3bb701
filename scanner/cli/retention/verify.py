"""`dossierwacht retention verify`."""

from __future__ import annotations

import os

import click

from scanner.act import moves, quarantine
from scanner.act.outcome import Refusal
from scanner.act.proof import NAME, read, verify
from scanner.catalog import items, roots
from scanner.cli.opened import common, opened
from scanner.errors import Exit
from scanner.tree.names import as_text, printable


@click.command(name="verify", epilog="Example: dossierwacht retention verify --proof /var/backups/proof.jsonl")
@click.option("--proof", "proof_file", metavar="FILE", help="Check only this proof, offline; nothing else is needed for that.")
@common
def verify_command(proof_file: str | None, config_file: str | None, state_dir: str | None, language: str | None) -> int:
    """Check the chain of the proof line by line, and that what it says to lie in quarantine does, as it was put there.

    Exit codes: 0 all holds, 1 something does not; the first broken line is named.
    """
    if proof_file:
        return Exit.CLEAN if _chain(proof_file) else Exit.FORBIDDEN
    with opened(config_file, state_dir, language) as here, here.catalog.read() as connection:
        path = os.path.join(here.state, NAME)
        whole = _chain(path)
        rows = {row.id: row for row in roots.every(connection)}
        told = _told(path) if whole else {}
        for item in items.find(connection, states=("quarantined", "purged", "restored")):
            said = told.get(item.item)
            if whole and said != item.state:
                print(f"{item.item}: {item.state} in the catalogue, {said or 'nothing'} in the proof")
                whole = False
            if item.state == "quarantined":
                why = moves.wrong_in_quarantine(rows[item.root_id].path, item.item)
                if why:
                    print(f"{item.item}: {why}")
                    whole = False
        for row in rows.values():
            whole = _strays(row.path, told) and whole
    return Exit.CLEAN if whole else Exit.FORBIDDEN


def _chain(path: str) -> bool:
    found = verify(path)
    if found.broken is not None:
        print(f"{printable(path)}: line {found.broken}: {found.why}")
        return False
    torn = ", the last line was cut off by a crash" if found.torn else ""
    print(f"{printable(path)}: {found.lines} lines hold, the last one is {found.head[:16]}{torn}")
    return True


def _told(path: str) -> dict[str, str]:
    """Return where the proof says that each item is."""
    states: dict[str, str] = {}
    if not os.path.exists(path):
        return states
    for entry in read(path):
        outcome = entry.fields.get("outcome")
        if entry.fields["step"] == "end" and outcome in ("quarantined", "restored", "purged"):
            states[entry.fields["item"]] = outcome
    return states


def _strays(root: bytes, told: dict[str, str]) -> bool:
    """Return whether all that lies in a quarantine is in the proof."""
    try:
        with quarantine.opened(root) as store:
            strays = [item for item in quarantine.items(store) if told.get(item) != "quarantined"]
    except (Refusal, OSError):
        return True
    for item in strays:
        print(f"{printable(as_text(root))}: {printable(item)} lies in quarantine, and the proof says {told.get(item, 'nothing')}")
    return not strays
