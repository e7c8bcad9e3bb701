"""People in pictures that are no identity documents: faces in photographs and in the photographs on a page."""

from __future__ import annotations

from typing import Any

from scanner.detect.vision import faces
from scanner.detect.vision.library import opencv

_SIDE = 560  # pixels of the long side at which a photograph is searched
_LEAST = 0.045  # of that side: the smallest face that still can be told
_LEAST_TURNED = 0.055  # and in a picture that lies on its side or its head, of which there are three
_PHOTO = 0.30  # share of the picture that is no paper, from which it is a photograph
_MOST = 6  # photographs of one page
_WAYS: tuple[int, ...] = (0, 1, 2, 3)  # as it lies, turned clockwise, counter-clockwise, upside down

Region = tuple[int, int, int, int]


def count(view: Any, regions: list[Region], known: list[tuple[float, float, float, float]], *, camera: bool = False) -> int:
    """Return the number of faces in a grey view outside the boxes `known`; without any region nothing is searched.

    The way in which a first photograph on a page shows a face is the way of the others too.
    """
    height, width = view.shape
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in regions) / (width * height)
    if not regions or (known and covered < _PHOTO):
        regions = [box for box in regions if not any(_in(box, other) for other in known)]
    if not regions:
        return 0
    if camera or covered >= _PHOTO:
        _, found = _turned(view, _WAYS if not known else _WAYS[:1])
        return sum(not any(_holds(other, middle) for other in known) for middle in found)
    total, ways = 0, _WAYS
    for box in regions[:_MOST]:
        if min(box[2] - box[0], box[3] - box[1]) >= 0.035 * max(width, height):
            way, found = _turned(part(view, box), ways)
            total += len(found)
            ways = (way,) if found else ways
    return total


def part(view: Any, box: Region) -> Any:
    """Return a region with some room around it, enlarged when it is small."""
    left, top, right, bottom = box
    room = max(4, (right - left) // 12)
    piece = view[max(0, top - room) : bottom + room, max(0, left - room) : right + room]
    if max(piece.shape) < 180:
        cv2 = opencv()
        piece = cv2.resize(piece, None, fx=180 / max(piece.shape), fy=180 / max(piece.shape), interpolation=cv2.INTER_CUBIC)
    return piece


def _turned(view: Any, ways: tuple[int, ...]) -> tuple[int, list[tuple[float, float]]]:
    """Return the first of some ways to turn a view that shows faces, and their middles in pixels of the view as it lies."""
    cv2 = opencv()
    scale = max(1.0, max(view.shape) / _SIDE)
    size = max(1, round(view.shape[1] / scale)), max(1, round(view.shape[0] / scale))
    small = view if scale == 1.0 else cv2.resize(view, size, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    for way in ways:
        turn = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180)[way]
        seen = small if turn is None else cv2.rotate(small, turn)
        least = _LEAST if turn is None else _LEAST_TURNED
        found = faces.find(seen, round(least * max(height, width)), max(height, width), alone=True)
        if found:
            return way, [(x * scale, y * scale) for x, y in (_upright(face.middle, way, width, height) for face in found)]
    return 0, []


def _upright(point: tuple[float, float], way: int, width: int, height: int) -> tuple[float, float]:
    """Return where a point of a turned picture lies in the picture as it is, `width` by `height`."""
    x, y = point
    return ((x, y), (y, height - x), (width - y, x), (width - x, height - y))[way]


def _in(box: Region, other: tuple[float, float, float, float]) -> bool:
    return _holds(other, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def _holds(box: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
