"""Bar codes in pictures, one- and two-dimensional, with zxing-cpp. They are read without Tesseract too.

A Code 128 of eleven digits on the stickers of Belgian health insurance funds is the national number of the insured person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PIL import Image, ImageChops

from scanner.model import Fact, Role
from scanner.read.draft import Draft

EVIDENCE = "bar code"
_CONFIDENCE = 0.9
_LEAST = 24  # pixels of the short side; a smaller picture has no room for a code
_MOST = 4_500_000  # pixels; a code too small for this is too small to be read at all
_FORMATS = (
    "Code128", "Code39", "Code93", "Codabar", "ITF", "EAN13", "EAN8", "UPCA", "UPCE",
    "QRCode", "DataMatrix", "Aztec", "PDF417",
)  # fmt: skip
_SIDE, _TILE = 1200, 8  # pixels of the long side of the picture in which codes are looked for, and of its tiles
_COARSER = (1, 2, 4)  # a label printed large has its edges as close only when it is seen from farther off
_EDGE, _DENSE = 16, 90  # grey levels of an edge, and edges (of 255) in a tile from which it may be a part of a code
# The eleven digits, bare or behind the symbology identifier of Code 128 (ISO/IEC 15424).
_NATIONAL = re.compile(r"(?:\]C[0-9])?([0-9]{11})")


@dataclass(frozen=True, slots=True)
class Code:
    """A bar code's text and the name of its kind, such as `Code128`."""

    text: str
    kind: str


def available() -> bool:
    """Return whether bar codes can be read on this machine."""
    return _library() is not None


def read(grey: Image.Image, place: str, draft: Draft) -> None:
    """Add the text of the bar codes in an 8-bit grey picture, with ` bar code` behind its place, and national numbers as facts."""
    where = f"{place} bar code"
    for code in find(grey):
        draft.text(code.text, where, Role.OCR)
        number = national_number(code)
        fact = Fact("BE_NATIONAL_REGISTER_NUMBER", number, where, (EVIDENCE,), _CONFIDENCE)
        if number and fact not in draft.facts:
            draft.facts.append(fact)


def find(grey: Image.Image) -> list[Code]:
    """Return the codes with readable text in an 8-bit grey picture, each once; what has no dense edges is not searched."""
    library = _library()
    if library is None or min(grey.size) < _LEAST or not _may_hold_one(grey):
        return []
    factor = 1
    while grey.width * grey.height > _MOST * factor * factor:
        factor += 1
    picture = grey.reduce(factor) if factor > 1 else grey
    found = library.read_barcodes(picture, formats=_formats(), try_invert=False, text_mode=library.TextMode.Plain)
    codes = [Code(code.text, str(code.format.name)) for code in found if code.content_type != library.ContentType.Binary]
    return list(dict.fromkeys(code for code in codes if code.text.strip()))


def national_number(code: Code) -> str:
    """Return the national number that a code holds, or an empty text."""
    digits = _NATIONAL.fullmatch(code.text.strip()) if code.kind == "Code128" else None
    return digits[1] if digits and _holds(digits[1]) else ""


def _holds(digits: str) -> bool:
    """Return whether the check holds for births before or from 2000 on (Royal Decree of 3 April 1984, article 4)."""
    check = int(digits[9:])
    return any(97 - int(century + digits[:9]) % 97 == check for century in ("", "2"))


def _may_hold_one(grey: Image.Image) -> bool:
    factor = max(1, round(max(grey.size) / _SIDE))
    fine = grey.reduce(factor) if factor > 1 else grey
    table = [255 * (level >= _EDGE) for level in range(256)]
    sizes = [fine.reduce(coarser) if coarser > 1 else fine for coarser in _COARSER if min(fine.size) >= coarser * _TILE]
    for picture in [turned for size in sizes for turned in (size, size.transpose(Image.Transpose.ROTATE_90))]:
        width, height = picture.size
        edges = ImageChops.difference(picture.crop((1, 0, width, height)), picture.crop((0, 0, width - 1, height)))
        _, densest = edges.point(table).reduce(_TILE).getextrema()
        if int(densest) >= _DENSE:  # type: ignore[arg-type]
            return True
    return False


@lru_cache(maxsize=1)
def _library() -> Any:
    try:
        import zxingcpp
    except ImportError:
        return None
    return zxingcpp


@lru_cache(maxsize=1)
def _formats() -> Any:
    library = _library()
    return library.BarcodeFormats([getattr(library.BarcodeFormat, name) for name in _FORMATS])
