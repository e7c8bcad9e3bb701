"""Who can reach a file, from its mode bits."""

from __future__ import annotations

import stat


def open_to(mode: int) -> str:
    """Return `everyone`, `group` or `owner`: the widest circle that may read or write the file."""
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        return "everyone"
    if mode & (stat.S_IRGRP | stat.S_IWGRP):
        return "group"
    return "owner"
