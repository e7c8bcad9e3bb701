"""From a file's folder to its dossier.

Folders are compared part by part, so that `janssens` is not the beginning of `janssens2`. Accents are compared in Unicode
normalisation form C: a Mac writes them in another form than Windows. Capitals count, since on Linux `Jan` and `jan` are two
folders and the wrong person's file could be deleted; `retention.ignore_case` is for shares that make no difference. The
deepest folder of the register that holds the file wins. A number that the pattern reads in a folder's name has to agree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from scanner.patterns import Pattern
from scanner.retention.register import Dossier

_REMEMBERED = 4096  # folders whose answer is kept; files come folder by folder


def plain(folder: str, *, ignore_case: bool = False) -> str:
    """Return a folder's path in the form in which paths are compared: `/` between parts, form C, no empty parts.

    Raises ValueError for one with `..`, or that names the root itself: neither can be a dossier.
    """
    parts = [part for part in unicodedata.normalize("NFC", folder.replace("\\", "/")).split("/") if part not in ("", ".")]
    if not parts:
        raise ValueError("names no folder")
    if ".." in parts:
        raise ValueError("holds `..`")
    path = "/".join(parts)
    return unicodedata.normalize("NFC", path.casefold()) if ignore_case else path


@dataclass(frozen=True, slots=True)
class Found:
    """The dossier of a file. With `others` the folder is that of more than one, and a person has to say whose."""

    dossier: Dossier | None = None
    others: tuple[Dossier, ...] = ()


class FolderIndex:
    """Answers which dossier a file belongs to; made once for a register."""

    def __init__(self, dossiers: Iterable[Dossier], pattern: Pattern | None = None, *, ignore_case: bool = False) -> None:
        self._folders: dict[tuple[int, str], list[Dossier]] = {}
        self._numbers: dict[str, Dossier] = {}
        self._pattern = pattern
        self._ignore_case = ignore_case
        self._answers: dict[tuple[int, bytes], Found] = {}
        for dossier in dossiers:
            if dossier.folder:
                self._folders.setdefault((dossier.root, plain(dossier.folder, ignore_case=ignore_case)), []).append(dossier)
            if not dossier.standing:
                self._numbers.setdefault(dossier.number, dossier)

    def find(self, root: int, path: bytes) -> Found:
        """Return the dossier of a file, by its path below a root; none when no folder above it is one."""
        folder = path.rpartition(b"/")[0]
        answer = self._answers.get((root, folder))
        if answer is None:
            answer = self._look_up(root, folder.decode("utf-8", "surrogateescape")) if folder else Found()
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            self._answers[root, folder] = answer
        return answer

    def _look_up(self, root: int, folder: str) -> Found:
        held = self._by_folder(root, plain(folder, ignore_case=self._ignore_case))
        numbered = self._by_number(folder)
        if numbered is not None and all(numbered.number != dossier.number for dossier in held):
            held = [*held, numbered]
        return Found(held[0], tuple(held[1:])) if held else Found()

    def _by_folder(self, root: int, path: str) -> list[Dossier]:
        while path:
            found = self._folders.get((root, path))
            if found:
                return found
            path = path.rpartition("/")[0]
        return []

    def _by_number(self, folder: str) -> Dossier | None:
        """Return the dossier whose number stands in the name of the deepest folder that has a known one."""
        if self._pattern is None:
            return None
        for name in reversed(folder.split("/")):
            for start, end in self._pattern.values(name):
                dossier = self._numbers.get(name[start:end])
                if dossier is not None:
                    return dossier
        return None
