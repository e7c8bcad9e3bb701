"""What the readers of archives share: names that are safe to show, and gaps told once for many members."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from scanner.model import Code
from scanner.read.draft import Draft

_NAMED = 5  # members told by number; of further ones only how many there are


def clean_name(name: str) -> str:
    """Return a member's path with `/` between its steps and without control characters or leading `./`."""
    shown = "".join("?" if unicodedata.category(char) in ("Cc", "Cs") else char for char in name.replace("\\", "/"))
    while shown.startswith("./"):
        shown = shown[2:]
    return shown or "unnamed"


def names_of_folders(names: Iterable[str]) -> list[str]:
    """Return the folder names in members' paths, each once; a member's own name is searched with the member."""
    return list(dict.fromkeys(step for name in names for step in name.rstrip("/").split("/")[:-1] if step not in ("", ".", "..")))


class Gaps:
    """Collects what could not be read, to tell 5,000 encrypted members in one line; a member is told by its number."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._numbers: dict[tuple[Code, str], list[int]] = {}

    def add(self, code: Code, detail: str, number: int) -> None:
        """Note that a member was not read, or not wholly."""
        self._numbers.setdefault((code, detail), []).append(number)

    def tell(self) -> None:
        """Add what was noted to the draft."""
        for (code, detail), numbers in self._numbers.items():
            if len(numbers) <= _NAMED:
                for number in numbers:
                    self._draft.problem(code, f"member {number}: {detail}")
            else:
                some = ", ".join(map(str, numbers[:_NAMED]))
                self._draft.problem(code, f"{len(numbers)} members ({some}, …): {detail}")
        self._numbers = {}
