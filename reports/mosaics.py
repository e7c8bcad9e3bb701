"""The coarse preview of a page as shapes; the template draws them as inline SVG, so that the page holds no picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scanner.model import Preview


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Shapes in units of a cell. `runs` are (x, y, width, colour) of equal cells side by side, `boxes` (x, y, width, height)."""

    width: int
    height: int
    runs: tuple[tuple[int, int, int, str], ...]
    boxes: tuple[tuple[float, float, float, float], ...]


def drawn(preview: Preview) -> Mosaic:
    """Return the shapes of a preview; cells that are left blank have none."""
    runs: list[tuple[int, int, int, str]] = []
    for row in range(preview.rows):
        cells = preview.cells[row * preview.columns : (row + 1) * preview.columns]
        start = 0
        for column in range(1, preview.columns + 1):
            if column == preview.columns or cells[column] != cells[start]:
                if cells[start] != preview.BLANK:
                    runs.append((start, row, column - start, _colour(cells[start], preview.GREYS)))
                start = column
    boxes = tuple(
        (
            round(left * preview.columns / 100, 2), round(top * preview.rows / 100, 2),
            round((right - left) * preview.columns / 100, 2), round((bottom - top) * preview.rows / 100, 2),
        )
        for left, top, right, bottom in preview.boxes
    )  # fmt: skip
    return Mosaic(preview.columns, preview.rows, tuple(runs), boxes)


def _colour(grey: int, greys: int) -> str:
    level = round(grey * 255 / (greys - 1))
    return f"#{level:02x}{level:02x}{level:02x}"
