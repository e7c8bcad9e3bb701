"""Card-shaped quadrilaterals in a picture: any rotation, seen at an angle, several on a page, partly cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scanner.detect.vision.library import opencv

VIEW = 900
"""Pixels of the long side of the picture in which shapes are looked for; a card on A4 still has 260."""
_LEAST = 0.012  # share of the picture; a card on A4 has 0.074
_RATIOS = (1.34, 1.82)  # of a card (1.586) and a passport (1.42), with what perspective does to them
_FOLDED = (1.84, 2.46)  # of a paper driving licence, unfolded (2.09), with what perspective does to it
_LARGE = 0.1  # share of the picture that it has at least; on A4 it has 0.38
_CUT = (1.0, 2.3)  # of a card that lies partly outside
_FOUR = 0.93  # of its hull's area that four corners must cover
_FULL = 0.86  # of the smallest rectangle around it that a shape must fill
_SAME = 0.72  # overlap from which two shapes are one
_MOST = 8
_SHADES = (6, 15, 40)  # grey levels from the paper


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners in pixels of the view, clockwise, the first two along a long side; how long over wide, and how it lies.

    `cut` when it touches the picture's edge; `turn` is the long side's angle to the horizontal, -90 to 90 degrees.
    """

    corners: tuple[tuple[float, float], ...]
    ratio: float
    area: float
    cut: bool
    turn: float

    @property
    def folded(self) -> bool:
        """Whether it is as long as a paper of three leaves."""
        return not self.cut and _FOLDED[0] <= self.ratio <= _FOLDED[1]

    @property
    def level(self) -> bool:
        """Whether its sides lie along the picture's."""
        off = abs(self.turn) % 90
        return min(off, 90 - off) < 4

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom."""
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(across), min(down), max(across), max(down)


def whole(width: int, height: int) -> Quad:
    """Return the picture itself as a quadrilateral."""
    corners = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
    if height > width:
        corners = (corners[3], corners[0], corners[1], corners[2])
    return Quad(corners, max(width, height) / min(width, height), float(width * height), False, 90.0 if height > width else 0.0)


def find(view: Any) -> list[Quad]:
    """Return shapes in an 8-bit grey view that may be cards, the most likely first, no two of the same thing."""
    cv2 = opencv()
    height, width = view.shape[:2]
    least = _LEAST * width * height
    found: list[tuple[float, Quad]] = []
    for mask in _masks(view):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            box = cv2.boundingRect(contour)
            if box[2] * box[3] < least:
                continue
            quad, fill = _quad(contour, width, height)
            if quad is not None and quad.area >= (_LARGE * width * height if quad.folded else least):
                off = abs(quad.ratio - 2.094) if quad.folded else min(abs(quad.ratio - 1.586), abs(quad.ratio - 1.42))
                found.append((fill - 0.6 * off - 0.25 * quad.cut, quad))
    return _apart([quad for _, quad in sorted(found, key=lambda pair: -pair[0])[:60]])


def _masks(view: Any) -> Iterator[Any]:
    """Yield black-and-white pictures whose outlines may be those of cards."""
    import numpy as np

    cv2 = opencv()
    blur = cv2.GaussianBlur(view, (5, 5), 0)
    square = cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5))
    rim = max(2, min(view.shape) // 40)
    edge = np.concatenate([blur[:rim].ravel(), blur[-rim:].ravel(), blur[:, :rim].ravel(), blur[:, -rim:].ravel()])
    paper = float(np.median(edge))
    away = cv2.absdiff(blur, np.full_like(blur, round(paper)))
    for shade in _SHADES:
        _, mask = cv2.threshold(away, shade, 255, cv2.THRESH_BINARY)
        yield cv2.morphologyEx(mask, cv2.MORPH_CLOSE, square)
    for low in (18, 50):
        edges = cv2.Canny(blur, low, 3 * low)
        yield cv2.dilate(edges, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    smooth = cv2.bilateralFilter(cv2.resize(view, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 7, 40, 7)
    strong = cv2.dilate(cv2.Canny(smooth, 25, 70), square)
    yield cv2.resize(strong, (view.shape[1], view.shape[0]), interpolation=cv2.INTER_NEAREST)
    _, otsu = cv2.threshold(blur, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield cv2.morphologyEx(otsu, cv2.MORPH_CLOSE, square)
    # What lies close together on the paper, for a card without any visible edge.
    side = max(9, max(view.shape) // 45) | 1
    yield cv2.morphologyEx(
        cv2.dilate(cv2.Canny(blur, 30, 90), square), cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    )


def _quad(contour: Any, width: int, height: int) -> tuple[Quad | None, float]:
    cv2 = opencv()
    hull = cv2.convexHull(contour)
    area = float(cv2.contourArea(hull))
    rectangle = cv2.minAreaRect(hull)
    around = float(rectangle[1][0] * rectangle[1][1])
    if area <= 0 or around <= 0:
        return None, 0.0
    left, top, wide, high = cv2.boundingRect(hull)
    cut = left <= 2 or top <= 2 or left + wide >= width - 2 or top + high >= height - 2
    if wide >= 0.985 * width and high >= 0.985 * height:
        return None, 0.0  # the picture's own frame
    length = cv2.arcLength(hull, closed=True)
    for part in (0.02, 0.035, 0.05, 0.07):
        four = cv2.approxPolyDP(hull, part * length, closed=True)
        if len(four) == 4 and cv2.contourArea(four) >= _FOUR * area:
            quad = _ordered([(float(x), float(y)) for x, y in four.reshape(4, 2)], cut)
            if quad is not None:
                return quad, float(cv2.contourArea(four)) / area if area < cv2.contourArea(four) else area / around
            break
    if area / around < _FULL:
        return None, 0.0
    quad = _ordered([(float(x), float(y)) for x, y in cv2.boxPoints(rectangle)], cut)
    return quad, area / around - 0.05


def _ordered(points: list[tuple[float, float]], cut: bool) -> Quad | None:
    import math

    middle = sum(x for x, _ in points) / 4, sum(y for _, y in points) / 4
    points.sort(key=lambda point: math.atan2(point[1] - middle[1], point[0] - middle[0]))  # clockwise, as y grows downwards
    sides = [math.dist(points[index], points[(index + 1) % 4]) for index in range(4)]
    first, second = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    if (
        min(sides) < 20
        or max(sides[0], sides[2]) > 1.8 * min(sides[0], sides[2])
        or max(sides[1], sides[3]) > 1.8 * min(sides[1], sides[3])
    ):
        return None
    if second > first:
        points = [*points[1:], points[0]]
        first, second = second, first
    ratio = first / second
    if not any(low <= ratio <= high for low, high in ((_CUT,) if cut else (_RATIOS, _FOLDED))):
        return None
    (x, y), (u, v) = points[0], points[1]
    turn = math.degrees(math.atan2(v - y, u - x))
    turn = turn - 180 if turn > 90 else turn + 180 if turn <= -90 else turn
    area = 0.5 * abs(
        sum(points[index][0] * points[(index + 1) % 4][1] - points[(index + 1) % 4][0] * points[index][1] for index in range(4))
    )
    return Quad(tuple(points), ratio, area, cut, turn)


def _apart(quads: list[Quad]) -> list[Quad]:
    kept: list[Quad] = []
    for quad in quads:
        if len(kept) == _MOST:
            break
        if all(overlap(quad, other) < _SAME for other in kept):
            kept.append(quad)
    return kept


def overlap(first: Quad, second: Quad) -> float:
    """Return the shared area over the area of both together, 0 to 1."""
    import numpy as np

    shared = float(opencv().intersectConvexConvex(np.array(first.corners, np.float32), np.array(second.corners, np.float32))[0])
    return shared / max(1.0, first.area + second.area - shared)


def inside(first: Quad, second: Quad) -> float:
    """Return the share of the first that lies in the second, 0 to 1."""
    import numpy as np

    shared = float(opencv().intersectConvexConvex(np.array(first.corners, np.float32), np.array(second.corners, np.float32))[0])
    return shared / max(1.0, first.area)


def flat(picture: Any, quad: Quad, scale: float, width: int) -> Any:
    """Return a quadrilateral as the camera would see it from straight above, `width` pixels wide; `scale` is picture over view."""
    import numpy as np

    cv2 = opencv()
    ratio = 1.42 if quad.ratio < 1.48 and not quad.cut else 1.586
    if quad.cut or abs(quad.ratio - ratio) > 0.3:
        ratio = quad.ratio
    height = max(1, round(width / ratio))
    source = np.array(quad.corners, np.float32) * scale
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    natural = max(1.0, float(np.linalg.norm(source[1] - source[0])))
    if natural > 2 * width:  # far more pixels than are wanted: by area first, or thin strokes are lost
        factor = width / natural
        left, top = np.maximum(0, np.floor(source.min(axis=0))).astype(int)
        right, bottom = np.ceil(source.max(axis=0)).astype(int)
        part = picture[top:bottom, left:right]
        if part.size:
            small = cv2.resize(
                part, (max(1, round(part.shape[1] * factor)), max(1, round(part.shape[0] * factor))), interpolation=cv2.INTER_AREA
            )
            source = (source - np.array([left, top], np.float32)) * (small.shape[1] / part.shape[1])
            picture = small
    map_ = cv2.getPerspectiveTransform(source, target)
    return cv2.warpPerspective(picture, map_, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
