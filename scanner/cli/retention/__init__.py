"""`dossierwacht retention`: from a plan to approval, quarantine and proof; one small module per step."""

from __future__ import annotations

from importlib import import_module

import click

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


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(
            import_module(f"{__name__}.{_COMMANDS[cmd_name][0]}"), f"{cmd_name.replace('-', '_')}_command"
        )
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(
    cls=_Lazy,
    name="retention",
    short_help="Terms, approval, deletion and its proof.",
    epilog="Example: dossierwacht retention plan",
)
def command() -> None:
    """Decide whose term is over, have it approved, and delete what was approved, provably. docs/retention.md tells how."""
