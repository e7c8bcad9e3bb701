"""The command line: commands are imported when they are called, so that `--help` answers at once."""

from __future__ import annotations

import sys
from typing import Any

import click

from scanner import __version__
from scanner.cli.lazy import LazyGroup
from scanner.errors import DossierwachtError, Exit

_COMMANDS = {
    "scan": ("scanner.cli.scan", "Scan files and folders now and say what may not be kept."),
    "daemon": ("scanner.cli.daemon", "Run the background service."),
    "report": ("scanner.cli.report", "Write the compliance report now."),
    "status": ("scanner.cli.status", "Say how the service and its catalogue are."),
    "confirm": ("scanner.cli.confirm", "Say that a root or the clock is right after an alarm."),
    "dossiers": ("scanner.cli.dossiers", "The register: who is guided, in which folder, until when."),
    "retention": ("scanner.cli.retention", "Terms, approval, deletion and its proof."),
    "rules": ("scanner.cli.rules", "Check the rule packs, run their own tests, explain one file."),
    "doctor": ("scanner.cli.doctor", "Say what this machine lacks and how to install it."),
}


@click.group(
    cls=LazyGroup,
    modules={name: (module, "command", text) for name, (module, text) in _COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: dossierwacht scan /srv/share --html report.html",
)
@click.version_option(__version__, "--version", prog_name="dossierwacht")
def cli() -> None:
    """Find what may not be kept on a file server, say why, and prove what was read."""


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code; every failure of ours is one line on standard error."""
    try:
        outcome: Any = cli.main(args=arguments, prog_name="dossierwacht", standalone_mode=False)
    except click.exceptions.Abort:
        return Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        return Exit.FAILED
    except DossierwachtError as error:
        if str(error):
            print(f"dossierwacht: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _closed_pipe()
    return outcome if isinstance(outcome, int) else Exit.CLEAN


def _closed_pipe() -> int:
    """The reader of standard output went away: be quiet, but do not claim success."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.FAILED
