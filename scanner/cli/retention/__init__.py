"""`dossierwacht retention`: from a plan to approval, quarantine and proof; one small module per step."""

from __future__ import annotations

import click

from scanner.cli.lazy import LazyGroup

_COMMANDS = {
    "plan": ("plan", "Say whose term is over and why; with --as-of on another day."),
    "list": ("listing", "Show items: what is due, approved, in quarantine, destroyed."),
    "approve": ("approve", "Approve that items are deleted."),
    "hold": ("holding", "Keep files whatever their term."),
    "release": ("holding", "Release a hold."),
    "execute": ("execute", "Move approved files into quarantine."),
    "restore": ("restore", "Put files back from quarantine."),
    "purge": ("purge", "Destroy files whose time in quarantine is over."),
    "verify": ("verify", "Check the proof and the quarantine."),
}


@click.group(
    cls=LazyGroup,
    modules={name: (f"{__name__}.{module}", f"{name}_command", text) for name, (module, text) in _COMMANDS.items()},
    name="retention",
    short_help="Terms, approval, deletion and its proof.",
    epilog="Example: dossierwacht retention plan",
)
def command() -> None:
    """Decide whose term is over, have it approved, and delete what was approved, provably. docs/retention.md tells how."""
