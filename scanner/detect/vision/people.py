"""People in pictures that are no identity documents: faces in photographs and in the photographs on a page."""

from __future__ import annotations

from typing import Any

from scanner.detect.vision import faces
from scanner.detect.vision.library import opencv

_SIDE = 560  # pixels of the long side at which a photograph is searched
_LEAST = 0.045  # of that side: the smallest face that still can be told
_PHOTO = 0.30  # share of the picture that is no paper, from which it is a photograph
_MOST = 6  # photographs of one page

Region = tuple[int, int, int, int]


def count(view: Any, regions: list[Region], known: list[tuple[float, float, float, float]], *, camera: bool = False) -> int:
    """Return the number of faces in a grey view outside the boxes `known`; without any region nothing is searched."""
    height, width = view.shape
    covered = sum((right - left) * (bottom - top) for left, top, right, bottom in regions) / (width * height)
    if not regions or (known and covered < _PHOTO):
        regions = [box for box in regions if not any(_in(box, other) for other in known)]
    if not regions:
        return 0
    if camera or covered >= _PHOTO:
        found = _turned(view, ways=4 if not known else 1)
        return sum(not any(_holds(other, middle) for other in known) for middle in found)
    total = 0
    for box in regions[:_MOST]:
        if min(box[2] - box[0], box[3] - box[1]) >= 0.035 * max(width, height):
            total += len(_turned(part(view, box), ways=4))
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


def _turned(view: Any, ways: int) -> list[tuple[float, float]]:
    """Return the middles of faces, in pixels of the view, in the first of up to four ways to turn it that shows any."""
    cv2 = opencv()
    scale = max(1.0, max(view.shape) / _SIDE)
    size = max(1, round(view.shape[1] / scale)), max(1, round(view.shape[0] / scale))
    small = view if scale == 1.0 else cv2.resize(view, size, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    for way in range(ways):
        turn = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180)[way]
        seen = small if turn is None else cv2.rotate(small, turn)
        found = faces.find(seen, round(_LEAST * max(height, width)), max(height, width), alone=True)
        if found:
            return [(x * scale, y * scale) for x, y in (_upright(face.middle, way, width, height) for face in found)]
    return []


def _upright(point: tuple[float, float], way: int, width: int, height: int) -> tuple[float, float]:
    """Return where a point of a turned picture lies in the picture as it is, `width` by `height`."""
    x, y = point
    return ((x, y), (y, height - x), (width - y, x), (width - x, height - y))[way]


def _in(box: Region, other: tuple[float, float, float, float]) -> bool:
    return _holds(other, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))


def _holds(box: tuple[float, float, float, float], point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
