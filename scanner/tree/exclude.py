"""Globs that leave names or paths out of a scan."""

from __future__ import annotations

import re
from collections.abc import Callable

from scanner.errors import ConfigError


def matcher(globs: list[str]) -> Callable[[bytes, bool], bool] | None:
    """Return a test on (path relative to the root, is folder), or None when there are no globs.

    A glob without `/` is held against the last name anywhere in the tree; one with `/` against the whole path from the
    root, where `**` stands for any number of folders. A trailing `/` means folders only. `*` does not cross a `/`.
    Raises ConfigError for an empty glob.
    """
    rules = [_compile(glob) for glob in globs]
    if not rules:
        return None

    def excluded(path: bytes, is_folder: bool) -> bool:
        whole = path.decode("utf-8", "surrogateescape")
        name = whole.rpartition("/")[2]
        return any(
            (is_folder or not folders_only) and pattern.fullmatch(whole if anchored else name)
            for pattern, anchored, folders_only in rules
        )

    return excluded


def _compile(glob: str) -> tuple[re.Pattern[str], bool, bool]:
    text = glob.strip()
    folders_only = text.endswith("/")
    text = text.rstrip("/")
    anchored = "/" in text
    text = text.removeprefix("/")
    if not text:
        raise ConfigError(f"exclude: {glob!r} is an empty glob; write for instance `*.tmp` or `archief/`")
    if not anchored:
        return re.compile(_translate(text), re.DOTALL), False, folders_only
    pattern = ""
    for part in text.split("/"):
        pattern += "(?:[^/]+/)*" if part == "**" else _translate(part) + "/"
    if text.endswith("**"):
        pattern += ".*"
    return re.compile(pattern.removesuffix("/"), re.DOTALL), True, folders_only


def _translate(part: str) -> str:
    out = ""
    index = 0
    while index < len(part):
        char = part[index]
        if char == "*":
            out += "[^/]*"
        elif char == "?":
            out += "[^/]"
        elif char == "[" and "]" in part[index + 2 :]:
            end = part.index("]", index + 2)
            body = part[index + 1 : end].replace("\\", "\\\\")
            out += f"[^/{body[1:]}]" if body.startswith("!") else f"[{body}]"
            index = end
        else:
            out += re.escape(char)
        index += 1
    return out
