"""The fonts that files and scans are made with: those of a few well-known families that this machine has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_SANS = (
    "DejaVuSans.ttf",
    "LiberationSans-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "DejaVuSerif.ttf",
    "arial.ttf",
    "times.ttf",
)
_MONO = ("LiberationMono-Regular.ttf", "DejaVuSansMono.ttf", "cour.ttf")
_RARE = "\u2009‒"  # the narrow space and the figure dash, which only DejaVu has


class NoFontError(RuntimeError):
    """No font that the benchmark knows is on this machine: install fonts-dejavu-core and fonts-liberation."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@lru_cache
def _installed() -> dict[str, str]:
    wanted = {*_SANS, *_MONO}
    found = (path for folder in _FOLDERS for path in sorted(Path(folder).rglob("*.ttf")) if path.name in wanted)
    return {path.name: str(path) for path in found}


def fonts(content: Iterable[str], mono: bool) -> tuple[str, ...]:
    """Return the paths of the fonts that have all signs of some lines. Raises NoFontError."""
    rare = any(sign in line for line in content for sign in _RARE)
    names = [name for name in (_MONO if mono else _SANS) if name in _installed() and (not rare or name.startswith("DejaVu"))]
    if not names:
        raise NoFontError
    return tuple(_installed()[name] for name in names)


def used() -> str:
    """Return the names of the fonts that are used here, for the head of a table: other fonts give other scans."""
    return ", ".join(sorted(name.removesuffix(".ttf") for name in _installed())) or "none"
