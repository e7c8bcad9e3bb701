"""What this package needs from whoever reads pictures: their pixels, and the words in a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from PIL import Image

from scanner.model import Picture


class Frame(Protocol):
    """One upright picture in 8-bit grey with its place, its resolution (0 when unknown), and whether a camera says that it took it."""

    @property
    def place(self) -> str:
        """Its locator."""
        ...

    @property
    def grey(self) -> Image.Image:
        """Its pixels."""
        ...

    @property
    def dpi(self) -> float:
        """Dots per inch."""
        ...

    @property
    def camera(self) -> bool:
        """Whether its Exif names a camera."""
        ...


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
        """Return the text of an upright or turned card, as far as it is read within that time; nothing when hardly anything is written on it."""
        ...
