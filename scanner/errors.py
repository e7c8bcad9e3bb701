"""Our own failures and the exit codes. A problem of one document is data (`model.Problem`), never one of these.

Each message is one line for a system administrator: what is wrong, where, and what to do.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The command's exit codes, as the contract gives them."""

    CLEAN = 0
    FORBIDDEN = 1
    FAILED = 2
    INCOMPLETE = 3
    INTERRUPTED = 130


class DossierwachtError(Exception):
    """The command cannot run, or cannot go on; its text is the one line shown."""

    exit_code = Exit.FAILED


class ConfigError(DossierwachtError):
    """The configuration file names an unknown key, a wrong type or a folder that does not exist."""


class RuleError(DossierwachtError):
    """A rule pack is not valid; the message names the file and the place in it."""


class RootError(DossierwachtError):
    """A folder or file to scan does not exist or cannot be opened."""


class OutputError(DossierwachtError):
    """An output cannot be written: no room, no permission, a closed pipe, or a place that is not safe."""


class ProgramError(DossierwachtError):
    """A library or program that the scan cannot do without is missing on this machine."""


def place_of(error: BaseException) -> str:
    """Return the kind of an exception and the module and line where it was raised; its text may hold what must not leave."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {where}"
