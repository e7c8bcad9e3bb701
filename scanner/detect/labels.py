"""Find the words that announce a number: whole words of the rule packs, the nearest one deciding."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import ahocorasick_rs

from scanner.detect.fold import fold
from scanner.model import Grid, Segment

REACH = 80  # characters between a label and its value
_HEADER_CELL = 60  # characters; a longer cell is not a column's title
_HEADER_ROWS = 30  # rows at the top of a table in which a column's title is looked for


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: offsets, the entity or kind it announces, and its own words."""

    start: int
    end: int
    kind: str
    words: str


class LabelIndex:
    """All labels of the rule packs in one automaton."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        by_words: dict[str, list[str]] = {}
        for words, kind in entries:
            by_words.setdefault(fold(words).lower, []).append(kind)
        self._words = list(by_words)
        self._kinds = [tuple(dict.fromkeys(kinds)) for kinds in by_words.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(self._words)

    def find(self, lower: str, begin: int = 0, stop: int | None = None) -> list[Label]:
        """Return the labels in folded lower-case text (between two offsets), longest first where they overlap, in order of place."""
        part = lower if begin == 0 and stop is None else lower[begin:stop]
        hits = [
            (begin + start, begin + end, number)
            for number, start, end in self._automaton.find_matches_as_indexes(part, overlapping=True)
            if _whole(lower, begin + start, begin + end)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        labels: list[Label] = []
        reached = -1
        for start, end, number in hits:
            if start < reached:
                continue
            reached = end
            labels.extend(Label(start, end, kind, self._words[number]) for kind in self._kinds[number])
        return labels


def _whole(text: str, start: int, end: int) -> bool:
    # An underscore is a boundary (`insz_nr`), and so is a digit behind the label (`rrn85073003328`).
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not (after.isalpha() and text[end - 1].isalnum())


def titles_end(grid: Grid) -> int:
    """Return the offset behind the rows in which titles of columns are looked for."""
    first = grid.cells[0].row if grid.cells else 1
    index = bisect_left(grid.cells, first + _HEADER_ROWS, key=lambda cell: cell.row)
    return grid.cells[index - 1].end if index else 0


class Labels:
    """The labels of one segment, and which of them speaks for a number at a place."""

    def __init__(self, segment: Segment, text: str, found: list[Label]) -> None:
        self._text = text
        self._found = found
        self._starts = [label.start for label in found]
        self._grid = segment.locators if isinstance(segment.locators, Grid) else None
        self._columns = self._titles(found) if self._grid else {}

    @property
    def found(self) -> list[Label]:
        """All labels of the segment in order of place."""
        return self._found

    def within(self, start: int, end: int) -> list[Label]:
        """Return the labels that lie between two offsets."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def announcing(self, start: int, end: int) -> tuple[Label, ...]:
        """Return the labels that speak for the text between two offsets, most telling place first; empty when none does.

        In a table: those left of it in its row, then the title of its column. In running text: the nearest before it on
        its line, else those of the line above, else those right behind it in brackets or after a dash.
        """
        if self._grid is not None:
            return self._in_grid(start)
        line = self._text.rfind("\n", 0, start) + 1
        same = self._nearest(max(line, start - REACH), start)
        if same:
            return same
        above = line
        for _ in range(2):
            upper = self._text.rfind("\n", 0, max(0, above - 1)) + 1
            found = self.within(max(upper, start - 3 * REACH), above)
            if found:
                return tuple(found)
            if upper == above or self._text[upper:above].strip():
                break
            above = upper
        stop = self._text.find("\n", end)
        after = self.within(end, min(end + 24, stop if stop >= 0 else len(self._text)))
        if after and not any(char.isdigit() for char in self._text[end : after[0].start]):
            return tuple(label for label in after if label.start == after[0].start)
        return ()

    def _nearest(self, low: int, high: int) -> tuple[Label, ...]:
        found = self.within(low, high)
        return tuple(label for label in found if label.start == found[-1].start) if found else ()

    def _in_grid(self, start: int) -> tuple[Label, ...]:
        assert self._grid is not None
        cell = self._grid.cell_at(start)
        if cell is None:
            return ()
        own = self._nearest(cell.start, start)
        if own:
            return own
        index = bisect_left(self._grid.starts, cell.start)
        for left in range(index - 1, max(-1, index - 3), -1):
            neighbour = self._grid.cells[left]
            if neighbour.row != cell.row or neighbour.column < cell.column - 2:
                break
            found = self._nearest(neighbour.start, neighbour.end)
            if found and neighbour.end - neighbour.start <= _HEADER_CELL:
                return found
            if any(char.isdigit() for char in self._text[neighbour.start : neighbour.end]):
                break
        titles = self._columns.get(cell.column, ())
        above = [label for row, label in titles if row < cell.row]
        return tuple(label for label in above if label.start == above[-1].start) if above else ()

    def _titles(self, found: list[Label]) -> dict[int, list[tuple[int, Label]]]:
        assert self._grid is not None
        first = self._grid.cells[0].row if self._grid.cells else 1
        columns: dict[int, list[tuple[int, Label]]] = {}
        for label in found:
            cell = self._grid.cell_at(label.start)
            if cell and cell.row < first + _HEADER_ROWS and cell.end - cell.start <= _HEADER_CELL:
                columns.setdefault(cell.column, []).append((cell.row, label))
        return columns
