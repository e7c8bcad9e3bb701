"""What of a document's own names may stand in a place: a place is shown, and a key may itself be a number or a person."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^\W\d][\w.:-]{0,39}")
_LONGEST = 160


def shown(name: str, number: int) -> str:
    """Return `.name` when it is a plain word with at most four digits, else `[key N]` with its number in its parent."""
    if _PLAIN.fullmatch(name) and sum(map(str.isdigit, name)) < 5:
        return f".{name}"
    return f"[key {number}]"


def shortened(path: str) -> str:
    """Return a path of bounded length (160 characters): its beginning and its end."""
    return path if len(path) <= _LONGEST else f"{path[:60]}…{path[-99:]}"
