"""The exceptions of a configuration in words: what they allow, and which of them ask for attention."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.output.wording import Wording
from scanner.policy import Entry, State

_ATTENTION = {State.EXPIRED: "policy_expired", State.EXPIRES: "policy_expires", State.NO_KEY: "policy_no_key"}


def allowed(entry: Entry, words: Wording) -> str:
    """Return which exception it is, why it was made and until when it holds."""
    until = f" ({words('until')} {entry.until})" if entry.until else ""
    return f"{entry.by}: {entry.reason}{until}"


def attention(entries: Iterable[Entry], words: Wording) -> list[str]:
    """Return one line for each exception that expired, soon will, or lacks a key; and how to have a key."""
    entries = list(entries)
    said = [f"{entry.by}: {words(_ATTENTION[entry.state], until=entry.until)}" for entry in entries if entry.state in _ATTENTION]
    if any(entry.state is State.NO_KEY for entry in entries):
        said.append(words("policy_key"))
    return said
