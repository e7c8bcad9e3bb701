"""The gazetteer: places where people are born, in the spellings of four languages."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pydantic import Field

from scanner import rulepacks

_TOKEN = re.compile(r"[\w'’]+|[^\w\s]", re.UNICODE)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 6  # words in a name


class PlaceList(rulepacks.Strict):
    """One list of names; `ambiguous` names are also common words or surnames and ask for a capital and a cue."""

    kind: str
    names: str = Field(description="names separated by commas or line feeds; variants of one place by a slash")


class Gazetteer:
    """Names of places, found as whole words at a given offset of a text."""

    def __init__(self, lists: list[PlaceList]) -> None:
        self._names: dict[tuple[str, ...], str] = {}
        for places in lists:
            for name in re.split(r"[,/\n]+", places.names):
                words = _key(name)
                if words:
                    self._names[words] = places.kind

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read all lists of a folder. Raises RuleError."""
        return cls([rulepacks.read(path, PlaceList) for path in sorted(folder.glob("*.yaml"))])

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._names

    def longest_prefix(self, text: str, start: int, *, after_label: bool = False) -> int | None:
        """Return the offset behind the longest name that begins at `start`, or None.

        A name must begin with a capital letter (or with 's or 't), unless it stands behind a label.
        """
        if not after_label and not (text[start : start + 1].isupper() or text[start : start + 1] in "'’"):
            return None
        words: list[str] = []
        best = None
        position = start
        while len(words) < _LONGEST:
            match = _WORD.match(text, position)
            if match is None:
                break
            words.append(_plain(match.group()))
            end = match.end()
            if words[0] in ("st", "ste") and len(words) == 1:
                words[0] = {"st": "sint", "ste": "sainte"}[words[0]]
            if tuple(words) in self._names or (words[0] == "sint" and ("saint", *words[1:]) in self._names):
                best = end
            gap = re.compile(r"\.?[ \-'’]{1,2}").match(text, end)
            if gap is None:
                break
            position = gap.end()
        return best


def _key(name: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in _WORD.findall(name))


def _plain(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(char))
