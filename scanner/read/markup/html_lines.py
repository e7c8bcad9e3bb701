"""The running text of a page, cut into lines at block elements."""

from __future__ import annotations

import re

from scanner.model import Role
from scanner.read.draft import Draft, FlowWriter

_SPACE = re.compile(r"[ \t\r\n\f]+")


class Lines:
    """Lines with their places: `place` for all of them, or `word` with a number."""

    def __init__(self, place: str, word: str) -> None:
        self._flow = FlowWriter()
        self._line: list[str] = []
        self._place = place
        self._word = word
        self._number = 0

    def text(self, text: str | None) -> None:
        """Add text to the line."""
        if text:
            self._line.append(_SPACE.sub(" ", text))

    def end(self) -> None:
        """End the line."""
        line = _SPACE.sub(" ", "".join(self._line)).strip(" ")
        self._line = []
        if line:
            self._number += 1
            self._flow.add(line, self._place or f"{self._word} {self._number}")

    def into(self, draft: Draft, role: Role) -> None:
        """Add what was collected to the draft."""
        self.end()
        self._flow.into(draft, role)
