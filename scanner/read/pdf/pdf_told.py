"""What was said of a PDF already, so that the same words, met again in another corner, are told once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scanner.model import Segment

_BETWEEN = re.compile(r"[\W_]+")


class Told:
    """The lines of some segments, and of lines such as `name: value` their values too; compared by letters and digits."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._known: set[str] = {""}
        for segment in segments:
            self.add(segment.text)

    def add(self, text: str) -> None:
        """Add lines."""
        for line in text.splitlines():
            rest = line
            while rest:
                self._known.add(_bare(rest))
                first, _, rest = rest.partition(": ")
                self._known.add(_bare(first))

    def has(self, text: str) -> bool:
        """Return whether every line of a text was said."""
        return all(_bare(line) in self._known for line in text.splitlines())

    def new(self, text: str) -> str:
        """Return the lines that were not said."""
        return "\n".join(line for line in text.splitlines() if _bare(line) not in self._known)


def _bare(line: str) -> str:
    return _BETWEEN.sub("", line).casefold()
