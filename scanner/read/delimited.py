"""Tables in text: commas, semicolons, tabs or bars between fields."""

from __future__ import annotations

import csv
import io

from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.plain import add_lines
from scanner.read.source import Source
from scanner.read.tables import GridWriter

_MARKS = ";\t,|"


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the table with places such as `row 3, column 2`. Raises NotThisFormat for binary bytes."""
    try:
        text, _ = decode(source.data())
    except NotText:
        raise NotThisFormat from None
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        mark, text = first.strip()[4], rest
    else:
        mark = _mark(text)
    csv.field_size_limit(1 << 30)
    grid = GridWriter()
    try:
        for number, fields in enumerate(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=mark), 1):
            if number % 2048 == 0:
                context.budget.check_time()
            for column, field in enumerate(fields, 1):
                grid.cell(number, column, field.replace("\n", " ").replace("\t", " "))
    except csv.Error:
        add_lines(draft, text)
        return
    finally:
        grid.into(draft, "", "rc")


def _mark(text: str) -> str:
    """Return the mark that splits the first lines most evenly."""
    lines = [line for line in text[:65536].splitlines()[:30] if line.strip()] or [""]

    def score(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines]
        common = max(set(counts), key=counts.count)
        return (counts.count(common) if common else 0, common)

    return max(_MARKS, key=score)
