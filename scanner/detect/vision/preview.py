"""A page as a mosaic so coarse that nothing on it can be recognised: where on it the card lies, for whoever reviews the finding.

Three rules, kept here and nowhere else. No side of a cell is shorter than a twelfth of the widest card in the picture, so that a portrait on it
is three or four cells wide and no letter is left of its words. A photograph beside the cards that would still be wider or higher than six cells is
left blank, and where people were seen beside the cards, all that is no card. People know a face from some ten cells across upwards.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from scanner.detect.vision.library import opencv
from scanner.detect.vision.quads import Quad
from scanner.model import Preview

SHORT, LONG = 20, 28
"""Cells along a page's short and long side, at most."""
ACROSS = 12
"""Cells along the long side of a card, at most."""
ALONE = 6
"""Cells along a photograph beside the cards, at most; a larger one is left blank."""
_ID1 = 1.586  # long over short side of a card; of one that is cut off the longer part may be missing

Region = tuple[int, int, int, int]


def mosaic(view: Any, regions: Sequence[Region], cards: Sequence[Quad], *, people: bool) -> Preview:
    """Return the mosaic of a grey view without boxes; `regions` are its parts that are no print, `people` whether some were seen beside the cards."""
    height, width = view.shape[:2]
    side = max(min(height, width) / SHORT, max(height, width) / LONG, max(_long_side(card) for card in cards) / ACROSS)
    columns, rows = max(1, int(width / side)), max(1, int(height / side))
    means = opencv().resize(view, (columns, rows), interpolation=opencv().INTER_AREA)
    wide, high = width / columns, height / rows
    photographs = [box for box in regions if (box[2] - box[0]) > ALONE * wide or (box[3] - box[1]) > ALONE * high]
    cells = bytearray()
    for row in range(rows):
        for column in range(columns):
            cell = (column * wide, row * high, (column + 1) * wide, (row + 1) * high)
            hidden = people or any(_meet(cell, box) for box in photographs)
            shown = not hidden or any(_holds(card, (cell[0] + cell[2]) / 2, (cell[1] + cell[3]) / 2) for card in cards)
            cells.append(int(means[row, column]) * Preview.GREYS // 256 if shown else Preview.BLANK)
    return Preview(columns, rows, bytes(cells))


def _long_side(card: Quad) -> float:
    sides = [math.dist(card.corners[at], card.corners[(at + 1) % 4]) for at in range(4)]
    return max(*sides, _ID1 * min(sides))


def _meet(cell: tuple[float, float, float, float], box: Region) -> bool:
    return cell[0] < box[2] and cell[2] > box[0] and cell[1] < box[3] and cell[3] > box[1]


def _holds(card: Quad, x: float, y: float) -> bool:
    import numpy as np

    return bool(opencv().pointPolygonTest(np.array(card.corners, np.float32), (x, y), False) >= 0)
