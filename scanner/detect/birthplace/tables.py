"""Places of birth in the cells of a table: under or beside a label, or a cue that stands alone in a title."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from scanner.detect.birthplace.labelled import value
from scanner.detect.birthplace.values import CAPITALISED, LISTED, Found, Values
from scanner.detect.labels import LabelIndex, titles_end
from scanner.detect.window import Window
from scanner.model import Cell, Grid

_WIDEST = 200  # columns of a table in which the cell under another is looked for


def found(text: str, window: Window, values: Values, kind: str, cues: LabelIndex | None) -> Iterator[Found]:
    """Yield the values of a table's cells that a label of a kind, or one of the cues alone in a title, announces."""
    grid = window.labels.grid
    if grid is None:
        return
    titled = _cue_titles(window.folded.text, grid, cues) if cues else {}
    if not titled and not window.labels.may_announce(kind, window.base + len(text)):
        return
    position = 0
    while position <= len(text):
        stop = min((at for at in (text.find("\t", position), text.find("\n", position)) if at >= 0), default=len(text))
        if stop > position and (text[position].isupper() or text[position] == "'"):
            result = _labelled(text, position, stop, window, grid, values, kind)
            if result is None and titled:
                result = _under_cue(text, position, window.base, grid, titled, values)
            if result is not None:
                yield result
        position = stop + 1


def _labelled(text: str, start: int, stop: int, window: Window, grid: Grid, values: Values, kind: str) -> Found | None:
    announced = window.labels.announcing(window.base + start, window.base + stop)
    label = next((one for one in announced if one.kind == kind), None)
    own = window.labels.within(window.base + start, window.base + stop)
    if label is None or (own and own[0].start == window.base + start):
        return None
    result = value(text, start, label.words, values, labelled=True)
    # Where the cell beside the label or the one under it is a place, the other way of reading is wrong.
    others = (cell for cell in (grid.cell_at(label.end + 2), _below(grid, label.start)) if cell)
    read = any(
        values.gazetteer.longest_prefix(window.folded.text, cell.start) for cell in others if cell.start != window.base + start
    )
    return result if result is not None and (result.score > CAPITALISED or not read) else None


def _cue_titles(text: str, grid: Grid, cues: LabelIndex) -> dict[tuple[int, int], str]:
    """The cells (row, column) at the top of a table that hold nothing but a cue, and its words: "geboren te"."""
    titles = {}
    for cue in cues.find(text[: titles_end(grid)].lower()):
        cell = grid.cell_at(cue.start)
        if cell is not None and text[cell.start : cell.end].strip(" .:*?").lower() == cue.words:
            titles[cell.row, cell.column] = cue.words
    return titles


def _under_cue(
    text: str, position: int, base: int, grid: Grid, titled: dict[tuple[int, int], str], values: Values
) -> Found | None:
    """A listed place right of a cell with a cue or under it."""
    cell = grid.cell_at(base + position)
    if cell is None:
        return None
    above = [words for (row, column), words in titled.items() if column == cell.column and row < cell.row]
    words = titled.get((cell.row, cell.column - 1)) or next(iter(above), None)
    known = values.end(text, position, small=True) if words else None
    if known is None:
        return None
    return Found(position, known, LISTED, (f"birth cue: {words}", "place list"), "labelled place")


def _below(grid: Grid, offset: int) -> Cell | None:
    """The cell under the one at an offset, or None."""
    own = grid.cell_at(offset)
    if own is None:
        return None
    first = bisect_right(grid.starts, own.start)
    for cell in grid.cells[first : first + _WIDEST]:
        if cell.row > own.row + 1:
            return None
        if (cell.row, cell.column) == (own.row + 1, own.column):
            return cell
    return None
