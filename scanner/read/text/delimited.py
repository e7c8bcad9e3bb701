"""Tables in text: commas, semicolons, tabs or bars between fields."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from scanner.model import Code
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.source import Source
from scanner.read.tables import GridWriter
from scanner.read.text.decode import NotText, decode
from scanner.read.text.plain import beginning

# Where two marks split the lines as evenly, the earlier one is it: commas stand inside amounts and names too.
_MARKS = "\t;|,"
_MOST = 32 << 20  # bytes of one table; each cell takes some two hundred bytes of memory
_SAMPLE = 64 * 1024
_SAMPLE_LINES = 50
_FIELD_LINES = 100  # line feeds in one field; above that a quotation mark was left open
_BREAKS = re.compile(r"[\t\r\n\v\f]+")
_EXCEL_MARK = re.compile(r"sep=(.)[ \t]*(?:\r\n|\n|\r|$)", re.IGNORECASE)


class _OpenQuote(Exception):
    """A quotation mark that nothing closes swallowed the rows behind it."""


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the table with places such as `row 3, column 2`, as a spreadsheet program counts them.

    Raises NotThisFormat for binary bytes.
    """
    data, cut = beginning(source, _MOST)
    try:
        text, _ = decode(data)
    except NotText:
        raise NotThisFormat from None
    text = text.replace("\x00", "").removeprefix("\ufeff")
    if cut:
        draft.problem(Code.TOO_LARGE, f"only the first {_MOST >> 20} MiB of the table are read")
    stated = _EXCEL_MARK.match(text)  # a first line `sep=;` is an order to Excel and no row of the table
    mark = stated.group(1) if stated else sniff(text)
    if stated:
        text = text[stated.end() :]
    # The csv module refuses fields above a limit of the whole process; the document's size is bounded elsewhere.
    csv.field_size_limit(1 << 30)
    try:
        _table(_rows(text, mark, quoted=True), draft, context)
    except (_OpenQuote, csv.Error):
        _table(_rows(text, mark, quoted=False), draft, context)


def sniff(text: str) -> str:
    """Return the mark between fields: the one that splits the first lines most evenly, not counting quoted text."""
    sample = re.sub(r'"[^"]*"', '""', text[:_SAMPLE])
    lines = [line for line in sample.splitlines()[:_SAMPLE_LINES] if line.strip()] or [""]
    if len(lines) > 1 and len(text) > _SAMPLE:
        lines = lines[:-1]

    def evenness(mark: str) -> float:
        counts = [line.count(mark) for line in lines]
        common = max(set(counts) - {0}, key=counts.count, default=0)
        return counts.count(common) / len(lines) if common else 0.0

    best = max(_MARKS, key=evenness)
    if evenness(best) >= 0.5:
        return best
    return max(_MARKS, key=sample.count)


def _rows(text: str, mark: str, *, quoted: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if not quoted:
        yield from csv.reader(lines, delimiter=mark, quoting=csv.QUOTE_NONE)
        return
    odd = text.count('"') % 2 == 1
    for fields in csv.reader(lines, delimiter=mark, skipinitialspace=True):
        for field in fields:
            breaks = field.count("\n")
            if breaks > _FIELD_LINES or (breaks and odd):
                raise _OpenQuote
        yield fields


def _table(rows: Iterator[list[str]], draft: Draft, context: Context) -> None:
    grid = GridWriter()
    try:
        for number, fields in enumerate(rows, 1):
            if number % 2048 == 0:
                context.budget.check_time()
            for column, field in enumerate(fields, 1):
                grid.cell(number, column, _BREAKS.sub(" ", field))
    except (_OpenQuote, csv.Error):
        grid = GridWriter()
        raise
    finally:
        grid.into(draft, "", "rc")
