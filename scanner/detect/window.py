"""A stretch of a text that is looked at at once."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.detect.fold import Folded
from scanner.detect.labels import Labels
from scanner.model import Segment


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a segment that is analysed at once: its folded text and where it begins in the folded segment."""

    segment: Segment
    folded: Folded
    labels: Labels
    text: str
    base: int
