"""What a look at a picture gives: the identity documents in it, where they lie and why they are some, and how many people are elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.detect.vision.fuse import Verdict
from scanner.detect.vision.words import Said
from scanner.model import Preview

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in percent of the picture."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An identity document in a picture: where, what was decided and why, the words read on it, and whether its portrait was seen."""

    place: str
    box: Box
    verdict: Verdict
    said: Said
    text: str = ""
    portrait: bool = False
    second_portrait: bool = False
    preview: Preview | None = None
    """The picture as a mosaic with this copy's box, when previews are asked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one frame shows: identity documents, and the number of faces elsewhere in it."""

    place: str
    copies: tuple[Copy, ...] = ()
    faces: int = 0
