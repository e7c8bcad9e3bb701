"""Parts of a flattened card that are no words: where its face is, its contact chip, its bar code, a portrait made of holes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scanner.detect.vision import faces
from scanner.detect.vision.faces import Face
from scanner.detect.vision.library import opencv

WIDTH = 384
"""Pixels of width of the flattened card in which parts are looked for."""
_FACE = (0.19, 0.72)  # of the card's height
_SIDE = 0.40  # of the card's width from its edge within which the middle of the face lies
_INK = 0.018  # share of steep edges from which a card has writing or drawing on it


@dataclass(frozen=True, slots=True)
class Parts:
    """What was seen. `turned` when the card lies upside down; `face` is `left`, `right`, `other` or empty."""

    face: str = ""
    box: Face | None = None
    turned: bool = False
    chip: bool = False
    bars: bool = False
    ink: bool = False
    rows: bool = False
    """Whether rows of print run from edge to edge below one another, as those of a machine-readable zone do."""


def look(card: Any, *, with_face: bool = True) -> Parts:
    """Return the parts of a grey card `WIDTH` pixels wide that lies upright or upside down; a face is looked for `with_face` only."""
    cv2 = opencv()
    ink = _ink(card)
    best: tuple[float, Face, bool, Any] | None = None
    for turned in (False, True) if with_face else ():
        seen = cv2.rotate(card, cv2.ROTATE_180) if turned else card
        for face in faces.find(seen, round(_FACE[0] * card.shape[0]), round(_FACE[1] * card.shape[0])):
            if best is None or face.height > best[0]:
                best = float(face.height), face, turned, seen
        if best is not None:
            break
    if best is None:
        return Parts(chip=_chip(card), bars=_bars(card), ink=ink, rows=_rows(card))
    _, face, turned, seen = best
    middle = face.middle[0] / card.shape[1]
    side = "left" if middle <= _SIDE else "right" if middle >= 1 - _SIDE else "other"
    return Parts(side, face, turned, _chip(seen), _bars(seen), ink, _rows(card))


def second_portrait(card: Any) -> Face | None:
    """Return the portrait of holes on a card's back, which is seen as a face once the holes run together."""
    cv2 = opencv()
    height = card.shape[0]
    soft = cv2.GaussianBlur(card, (0, 0), 2.2)
    stretched = cv2.normalize(soft, None, 0, 255, cv2.NORM_MINMAX)
    return next(iter(faces.find(stretched, round(0.14 * height), round(0.5 * height))), None)


def _ink(card: Any) -> bool:
    cv2 = opencv()
    across = cv2.absdiff(card[:, 1:], card[:, :-1])
    return float((across > 22).mean()) >= _INK


def _rows(card: Any) -> bool:
    """Whether at least two rows in one half of the card have strokes in nearly every part of their length, and little between them."""
    cv2 = opencv()
    square = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    dark = cv2.morphologyEx(card, cv2.MORPH_BLACKHAT, square)
    _, strokes = cv2.threshold(dark, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    height = card.shape[0]
    cells = cv2.resize(strokes[:, card.shape[1] // 20 : -card.shape[1] // 20], (40, height), interpolation=cv2.INTER_AREA)
    inked = (cells > 12).mean(axis=1)
    for half in (inked[: height * 45 // 100], inked[height * 55 // 100 :]):
        full = half >= 0.8
        starts = int((full[1:] & ~full[:-1]).sum()) + int(full[0])
        if starts >= 2 and full.mean() <= 0.75:
            return True
    return False


def _chip(card: Any) -> bool:
    """Whether a contact chip may lie where the standard puts it: left, above the middle (ISO/IEC 7816-2), in brightness unlike the card."""
    cv2 = opencv()
    height, width = card.shape
    part = card[round(0.18 * height) : round(0.62 * height), round(0.02 * width) : round(0.26 * width)]
    if part.size == 0:
        return False
    edges = cv2.dilate(cv2.Canny(part, 40, 120), cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    contours, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        _, _, wide, high = cv2.boundingRect(contour)
        if 0.09 * width <= wide <= 0.2 * width and 0.12 * height <= high <= 0.3 * height and 0.9 <= wide / high <= 1.7:
            return bool(cv2.contourArea(cv2.convexHull(contour)) >= 0.8 * wide * high)
    return False


def _bars(card: Any) -> bool:
    """Whether somewhere many strokes stand side by side with nothing across them, as in a linear bar code."""
    cv2 = opencv()
    across = cv2.absdiff(card[:, 1:], card[:, :-1])
    down = cv2.absdiff(card[1:], card[:-1])[:, :-1]
    upright = cv2.subtract(across[:-1], cv2.multiply(down, 2))
    _, strokes = cv2.threshold(upright, 40, 255, cv2.THRESH_BINARY)
    dense = cv2.blur(strokes, (37, 21))
    return float(dense.max()) > 85
