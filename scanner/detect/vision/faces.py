"""Faces in a grey picture, with OpenCV's cascade, and where in a picture there is anything but text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scanner.detect.vision.library import face_cascade, opencv

_STEP = 1.2  # between the sizes that are tried: at 1.1 it takes twice the time for the same faces (docs/vision.md)
_AGREE = 2  # overlapping hits of the cascade that make a face on a card, where the place tells too
_AGREE_ALONE = 4  # and elsewhere


@dataclass(frozen=True, slots=True)
class Face:
    """A face's box in pixels: left, top, width and height."""

    left: int
    top: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[float, float]:
        """The point between the eyes and the mouth."""
        return self.left + self.width / 2, self.top + self.height / 2


def find(grey: Any, least: int, most: int, *, alone: bool = False) -> list[Face]:
    """Return upright faces from `least` to `most` pixels high; `alone` asks for more certainty."""
    if min(grey.shape[:2]) < 24:
        return []
    agree = _AGREE_ALONE if alone else _AGREE
    boxes = face_cascade().detectMultiScale(grey, _STEP, agree, minSize=(max(20, least),) * 2, maxSize=(most,) * 2)
    return [Face(*(int(value) for value in box)) for box in boxes]


def regions(view: Any) -> list[tuple[int, int, int, int]]:
    """Return boxes (left, top, right, bottom) of a page's parts that stay when print is wiped away: photographs, cards, fills.

    Print is thin: a closing with a square wider than its strokes turns it to paper. A page of pure text gives nothing.
    """
    import numpy as np

    cv2 = opencv()
    height, width = view.shape[:2]
    side = max(5, round(max(view.shape[:2]) * 0.014)) | 1
    closed = cv2.morphologyEx(view, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))
    paper = float(np.percentile(closed[:: max(1, height // 96), :: max(1, width // 96)], 90))
    _, mask = cv2.threshold(closed, max(0.0, paper - 34), 255, cv2.THRESH_BINARY_INV)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (2 * side + 1,) * 2))
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for left, top, wide, high, area in stats[1:count]:
        if wide >= 2 * side and high >= 2 * side and area >= 0.3 * wide * high:
            found.append((int(left), int(top), int(left + wide), int(top + high)))
    return sorted(found, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
