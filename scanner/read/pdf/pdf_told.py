"""What was said of a PDF already, so that the same words, met again in another corner, are told once."""

from __future__ import annotations

from collections.abc import Iterable

from scanner.model import Role, Segment


class Told:
    """The lines of some segments, and of such as `name: value` beside the pages their values too; compared without blanks and case."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._known: set[str] = {""}
        for segment in segments:
            self.add(segment.text)
            if segment.role is not Role.BODY and ": " in segment.text:
                self._values(segment.text)

    def add(self, text: str) -> None:
        """Add lines."""
        self._known.update(_bare(text))

    def _values(self, text: str) -> None:
        for line in text.splitlines():
            rest = line
            while rest:
                first, _, rest = rest.partition(": ")
                self.add(f"{first}\n{rest}")

    def has(self, text: str) -> bool:
        """Return whether every line of a text was said."""
        return self._known.issuperset(_bare(text))

    def new(self, text: str) -> str:
        """Return the lines that were not said."""
        return "\n".join(line for line, bare in zip(text.split("\n"), _bare(text), strict=True) if bare not in self._known)


def _bare(text: str) -> list[str]:
    """Return each line without blanks and case."""
    return text.replace(" ", "").replace("\xa0", "").replace("\t", "").replace("\r", "").casefold().split("\n")
