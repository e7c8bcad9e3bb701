"""Tables that are drawn with spaces: which title stands over a value, by its column or, where the columns are lost, by its order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

_LINES = 60  # rows under a title in which places are looked for
_ROWS = 500  # rows upwards in which a title is looked for; those below lean on what was found above them
_WIDEST = 300  # characters of a row; a longer line is a paragraph
NONE = -1
_FARTHEST = 2000  # characters before a value in which those before it are counted
_SLACK = 2  # characters by which a value may stand left or right of its title
_GAP = re.compile(r"[ ]{2,}|[\t|]")
# What can be the value of a column of numbers; a national number with spaces is one.
_TOKEN = re.compile(r"\d{2}[ .]\d{2}[ .]\d{2}[ .-]\d{3}[ .]\d{2}|(?:[^\s\d]*\d){5}\S*")
_DIGIT = re.compile(r"\d")
# Marks and words of sentences, which a row of titles has none of.
_STOP = re.compile(r"[:;!?]|(?<!\w)(?:de|het|een|is|ik|je|u|we|le|la|les|est|je|the|my|der|die|das|ist|ich)(?!\w)")
_BLANK = re.compile(r"\s*")
_TITLES = 0.25  # of the letters of a row of titles that belong to labels; more words make it a sentence


class _Line:
    """A line with the gaps between its cells, found once for all values in it."""

    def __init__(self, text: str, begin: int) -> None:
        self.text, self.begin = text, begin
        end = _line_end(text, begin)
        blank = _BLANK.match(text, begin, end)
        first = blank.end() if blank else begin
        line = text[first:end]
        parted = "  " in line or "\t" in line or "|" in line  # of prose hardly a line is
        gaps = [gap.span() for gap in _GAP.finditer(text, first, end)] if parted else []
        self._gaps = [start for start, _ in gaps]
        self.cells = [first, *(behind for _, behind in gaps if behind < end)]
        """The offsets at which the cells begin."""

    def parted(self, start: int) -> bool:
        """Return whether a gap stands somewhere before or after the value at an offset; right before it is none."""
        before = start
        while before > self.cells[0] and self.text[before - 1].isspace():
            before -= 1
        return bisect_left(self._gaps, before) > 0 or bisect_left(self._gaps, start) < len(self._gaps)


class Titles:
    """The rows of titles in a text; what was found out of a line serves the lines below it."""

    def __init__(self, text: str, labels: list[int], lengths: list[int]) -> None:
        """Take the offsets of the labels in order, and how long each is."""
        self._text = text
        self._labels = labels
        self._lengths = lengths
        self._known: tuple[dict[int, range | None], dict[int, range | None]] = ({}, {})
        self._line = self._titles = _Line("", 0)  # the one asked about last, and its titles

    def over(self, line: int, start: int) -> int | None:
        """Return the number of the label that titles the column of the value at `start`, in the line that begins at `line`.

        None when there is no row of titles, NONE when there is one and its title over the value is no label.
        """
        text = self._text
        if self._line.begin != line or self._line.text is not text:
            self._line = _Line(text, line)
        aligned = self._line.parted(start)
        found = self._row(line, aligned=aligned)
        if found is None:
            return None
        row = text.rfind("\n", 0, self._labels[found[0]]) + 1
        if aligned:
            if self._titles.begin != row or self._titles.text is not text:
                self._titles = _Line(text, row)
            return _over(self._titles.cells, row, self._line.cells, start - line, start, self._labels, found)
        return _by_order(text, line, start, self._labels, found) if self._titles_only(row, found) else None

    def _row(self, line: int, *, aligned: bool) -> range | None:
        """The labels of the row of titles over a line: the rows of a table stand on end; prose ends them."""
        text, labels, known = self._text, self._labels, self._known[aligned]
        if line in known:
            return known[line]
        passed = []
        found = None
        row = line
        while row not in known:
            passed.append(row)
            if row == 0 or len(passed) > _ROWS:
                break
            below, row = row, text.rfind("\n", 0, row - 1) + 1
            first, last = bisect_left(labels, row), bisect_left(labels, below)
            if first < last and not _DIGIT.search(text, row, below):
                found = range(first, last)
                break
            if first == 0 or not (_BLANK.fullmatch(text, row, below) or _like_a_row(text, row, below, aligned=aligned)):
                break
        else:
            found = known[row]
        known.update(dict.fromkeys(passed, found))
        return found

    def _titles_only(self, row: int, found: range) -> bool:
        """Whether a line without columns is a row of titles and not a sentence with labels in it."""
        stop = _line_end(self._text, row)
        written = sum(map(str.isalpha, self._text[row:stop]))
        titles = sum(self._lengths[at] for at in found if at == found[0] or self._labels[at] != self._labels[at - 1])
        return titles >= written * _TITLES and not _STOP.search(self._text, row, stop)


def _like_a_row(text: str, row: int, below: int, *, aligned: bool) -> bool:
    if below - row > _WIDEST:
        return False
    return bool(_GAP.search(text[row:below].strip()) if aligned else _TOKEN.search(text, row, below))


def under(text: str, label: int) -> Iterator[int]:
    """Yield where the cells of the column begin whose title stands at `label`, row by row, while the rows are a table's."""
    row = text.rfind("\n", 0, label) + 1
    column = max((gap.end() for gap in _GAP.finditer(text, row, label)), default=row) - row
    for _ in range(_LINES):
        row = text.find("\n", row) + 1
        if row == 0:
            return
        stop = text.find("\n", row)
        line = text[row : stop if stop >= 0 else len(text)]
        cells = [0, *(gap.end() for gap in _GAP.finditer(line))]
        if not line.strip():
            continue
        if len(cells) < 2:
            return
        near = [at for at in cells if abs(at - column) <= _SLACK and at < len(line)]
        if near:
            yield row + near[0]


def _over(titles: list[int], row: int, cells: list[int], column: int, start: int, labels: list[int], found: range) -> int | None:
    """The title over a value, else the one with the same number in its row; NONE when a title that is no label stands there."""
    for number in found:
        label = labels[number]
        begin = titles[max(0, bisect_right(titles, label) - 1)] if titles and titles[0] <= label else row
        if abs(begin - row - column) <= _SLACK or abs(label - row - column) <= _SLACK:
            return number
    if len(titles) != len(cells):
        return None
    own = bisect_right(cells, start)
    return next((number for number in found if bisect_right(titles, labels[number]) == own), NONE)


def _by_order(text: str, line: int, start: int, labels: list[int], found: range) -> int | None:
    """The title whose turn it is: OCR keeps the order of columns and loses the space between them."""
    if start - line > _FARTHEST:
        return None
    apart = [number for number in found if number == found[0] or labels[number] != labels[number - 1]]
    order = len(_tokens(text[line:start]))
    return apart[order] if 1 < len(apart) > order else None


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start)
    return len(text) if stop < 0 else stop
