"""What this package needs from whoever reads pictures: their pixels, and the words in a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from PIL import Image

from scanner.model import Picture


@dataclass(frozen=True, slots=True)
class Frame:
    """One upright picture in 8-bit grey with its place, its resolution (0 when unknown), and whether a camera says that it took it."""

    place: str
    grey: Image.Image
    dpi: float = 0.0
    camera: bool = False


class Eyes(Protocol):
    """Decodes pictures and reads words in them."""

    def frames(self, picture: Picture) -> Iterator[Frame]:
        """Yield what of a picture can be decoded; nothing for a broken one, which its reader has named."""
        ...

    @property
    def reads(self) -> bool:
        """Whether words can be read at all."""
        ...

    def words(self, grey: Image.Image, dpi: float, seconds: float) -> str:
        """Return the text of an upright or turned picture, as far as it is read within that time."""
        ...
