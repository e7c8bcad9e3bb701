"""What the detector finds in a text or a table, as exact spans; shared by the tests of the personal entities."""

from functools import cache

from scanner import rulepacks
from scanner.detect.engine import Detector, Located
from scanner.model import Cell, Cells, Grid, Segment


@cache
def detector():
    return Detector(rulepacks.shipped(), bytes(32))


def values(entity, text):
    """Return the spans of an entity in a text, in order."""
    return [text[start:end] for start, end, kind, _ in detector().spans(text) if kind == entity]


def table(rows):
    """Return rows of cells as the segment a reader of tables makes."""
    cells, parts, offset = [], [], 0
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cells.append(Cell(offset, offset + len(value), number, column))
            parts.append(value + ("\n" if column == len(row) else "\t"))
            offset += len(value) + 1
    return Segment("".join(parts), Grid("Blad1", Cells(cells)))


def findings(segment, entity):
    """Return the findings of an entity in a segment."""
    return [finding for finding in detector().detect([Located(segment)]) if finding.entity == entity]


def places(rows, entity):
    """Return (locator, preview) of the findings of an entity in a table, in order of place."""
    return sorted((finding.locator, finding.masked) for finding in findings(table(rows), entity))
