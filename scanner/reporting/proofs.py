"""What the proof says of files that were destroyed: numbers, days and hashes, never a name."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime

from scanner.act import proof
from scanner.belgian_day import day_of


@dataclass(frozen=True, slots=True)
class Purge:
    """A line of the proof that tells a file's end."""

    number: int
    hash: str
    day: date
    item: str


def purged(state_dir: str, first: date, last: date) -> tuple[Purge, ...]:
    """Return the files destroyed from a first to a last day, in the order of the proof; none when there is no proof yet."""
    found = []
    try:
        for entry in proof.read(_path(state_dir)):
            fields = entry.fields
            if (fields["action"], fields["step"], fields.get("outcome")) != ("purge", "end", "purged"):
                continue
            day = day_of(datetime.fromisoformat(fields["at"]))
            if first <= day <= last:
                found.append(Purge(entry.number, entry.hash, day, fields["item"]))
    except FileNotFoundError:
        pass
    except (ValueError, KeyError, TypeError):
        pass  # `checked` tells that it is broken; what stands before that line is told
    return tuple(found)


def checked(state_dir: str) -> proof.Verdict:
    """Return whether the chain of the proof holds, and its head."""
    return proof.verify(_path(state_dir))


def _path(state_dir: str) -> str:
    return os.path.join(state_dir, proof.NAME)
