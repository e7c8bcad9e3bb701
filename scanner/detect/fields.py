"""Labels of names, addresses and nationalities, apart from those of numbers.

"Naam", "client" and "straat" are ordinary words; among the labels of numbers they would stand nearer to a number than its own
label and silence it. Here they also have to stand where a form or a table puts a label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scanner.detect.fold import Folded
from scanner.detect.labels import Label, LabelIndex, Labels, by_kind, folded_grid
from scanner.detect.window import Window
from scanner.detect.wordlists import COLUMN, NO_TITLES, THING, plain
from scanner.model import Cell, Segment
from scanner.rulemodels import FIELDS

_TITLE_CELL = 60  # characters; a longer cell is not a column's title
_TITLE_ROWS = 30  # rows at the top of a table in which a column's title is looked for
_AROUND = " \t*:.?#()-/"  # what may stand around a label that is the whole of its cell
# Between a label and its value: a sign, a line end, or two and more spaces of a column.
_GAP = re.compile(
    r"[ ]*(?:\([^)\n\t]{0,25}\))?[ ]*(?:\.?[:=\t>|][ \t:=>|.]*(?:\n[ \t]*)?|\.{2,}[ ]*|-[ ]|\n[ \t]*(?:\n[ \t]*)?|[ ]{2,})"
)
_GAP_IN_CELL = re.compile(r"[ ]*(?:\([^)\n\t]{0,25}\))?[ ]*(?:\.?[:=>|][ :=>|.]*|\.{2,}[ ]*|-[ ]|\n[ ]*)")
_WORD_BEHIND = re.compile(r"[ ]?\w")  # then there is no gap, which most labels in prose have not
_QUALIFIED = re.compile(
    r"[ ](?:(?:van|bij|voor|de|du|des|of|at|for|der|bei|für)[ ]|d'|van het[ ])(?P<words>[^:\n\t.,;\d]{1,40}?)[ ]?:[ ]*",
    re.IGNORECASE,
)
# Between two labels of one kind that are one label: "naam deelnemer", "naam van de cliënt", "nom du bénéficiaire".
_JOIN = re.compile(r"[ ](?:(?:van|of|der|des|du|de)[ ](?:(?:de|het|een|the|la)[ ]|l')?|de[ ]l')?", re.IGNORECASE)
_LONGEST_JOIN = 12  # characters of such a join, and a few more
# Behind a label: the next word of a sentence. A name, or what leads to one, is none.
_MUTE = re.compile(
    r"[ ](?!(?:van|de|den|der|het|ter|ten|te|von|zu|du|des|da|dos|di|del|el|al|ben|ibn|la|le|l|d|t|s|is|was|heet|est|ist|heißt|bij|voor|of|at|for|bei|für|in|en|et|and|und)\b)"
    r"[a-zà-öø-ÿœ]"
)
_CHAIN = 3  # labels that are joined to one
_LOOK_BACK = 120  # characters before a label
_PREFIX = 30  # characters
_WORDS = re.compile(r"(?:[^\W\d_][\w'-]*[ ]){1,3}")
_NO_PREFIX = re.compile(r"(?:^|[\n\t.;,|(/>•·*\-]|[ ]{2})[ \d.)*•·\-]{0,6}$")
_LONGEST_PREFIX = 9  # characters that it needs to see


def speaks(text: str, label: Label) -> bool:
    """Return whether a value may follow a label (or, of nationalities, precede it): in prose "naam" and "client" mostly announce nothing."""
    if label.kind in (COLUMN, THING):
        return False
    return not text.startswith(" ", label.end) or label.kind == "NATIONALITY" or _MUTE.match(text, label.end) is None


@dataclass(frozen=True, slots=True)
class Value:
    """A place where a value is announced: offsets in the window's text, the label's words, and how it is announced."""

    start: int
    stop: int
    label: str
    how: str
    """`label`, `prefixed` (a label with other words before it: "nieuwe stagiair:"), `column` (under a title), `cell` (right of a
    label) or `spoken` (one space behind the label)."""
    sure: bool = True
    """False when the value needs more proof: right of a lone label cell, or behind a label of many things."""


class Fields:
    """Finds the labels of the given kinds; keeps those of the last segment, which several recognisers ask for in turn."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._index = LabelIndex(entries)
        self._found: tuple[Folded, list[Label]] | None = None
        self._last: tuple[Folded, SegmentFields] | None = None

    def find(self, folded: Folded) -> list[Label]:
        """Return the labels in a folded text, in order of place."""
        if self._found is None or self._found[0] is not folded:
            self._found = (folded, self._index.find(folded.lower))
        return self._found[1]

    def of(self, segment: Segment, folded: Folded, labels: Labels) -> SegmentFields:
        """Return the labels of a segment; `labels` are those of numbers, which title columns too."""
        if self._last is None or self._last[0] is not folded:
            self._last = (folded, SegmentFields(segment, folded, self.find(folded), labels))
        return self._last[1]

    def look(self, window: Window) -> SegmentFields:
        """Return the labels of the segment that a window belongs to."""
        return self.of(window.segment, window.folded, window.labels)


class SegmentFields:
    """The labels of one segment, in running text and as titles of a table."""

    def __init__(self, segment: Segment, folded: Folded, found: list[Label], others: Labels) -> None:
        self._text = folded.text
        self._found = found
        self._starts = [label.start for label in found]
        self._of_kind = by_kind(found)
        self._grid = folded_grid(segment, folded)
        self._titles: dict[int, list[tuple[int, Label]]] = {}
        self._beside: dict[tuple[int, int], list[Label]] = {}
        self._filled: dict[int, set[int]] = {}  # row: columns whose cell is nothing but a label, of a number too
        self._things: set[int] = set()  # rows with a title that only goods, files and the like have
        self._title_words: frozenset[str] = frozenset()
        self._kinds: frozenset[str] = frozenset()
        if self._grid is not None and found:
            self._read_titles(others.found)

    def worth(self, start: int, end: int) -> bool:
        """Return whether something can be announced between two offsets: a label stands there, or a column has a title."""
        if self._grid is not None and self._titles:
            return True
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return any(speaks(self._text, self._found[index]) for index in range(low, high))

    def within(self, window: Window, kind: str) -> list[Label]:
        """Return the labels of a kind in a window, with offsets in the segment."""
        starts, labels = self._of_kind.get(kind, ([], []))
        return labels[bisect_left(starts, window.base) : bisect_left(starts, window.base + len(window.text))]

    def holds(self, words: frozenset[str], start: int, end: int) -> bool:
        """Return whether one of some labels (in plain words) stands between two offsets of the segment, or titles a column."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return bool(words & self._title_words) or any(plain(label.words) in words for label in self._found[low:high])

    def values(self, window: Window, kind: str, *, spoken: bool = False) -> Iterator[Value]:
        """Yield where values of a kind are announced in a window: behind labels, then in the cells of a table."""
        for label in self.within(window, kind):
            value = self._behind(label, window, spoken=spoken)
            if value is not None:
                yield value
        if self._grid is not None:
            yield from self._cells(window, kind)

    def qualified(self, window: Window, kind: str) -> Iterator[tuple[Value, str]]:
        """Yield values behind a label with more words before its colon ("contactpersoon bij de werkgever:"), and those words."""
        for label in self.within(window, kind):
            match = _QUALIFIED.match(window.text, label.end - window.base)
            if match and self._opens(self._first(label)):
                yield Value(match.end(), _line_end(window.text, match.end()), label.words, "label"), match.group("words")

    def _behind(self, label: Label, window: Window, *, spoken: bool) -> Value | None:
        last = self._last_joined(label)
        text, after = window.text, last.end - window.base
        cell = self._grid.cell_at(label.start) if self._grid else None
        gap = None if _WORD_BEHIND.match(text, after) else (_GAP_IN_CELL if cell else _GAP).match(text, after)
        limit = cell.end - window.base if cell else len(text)
        if (gap is not None and gap.end() >= limit) or (gap is None and not (spoken and text.startswith(" ", after))):
            return None  # nothing is said behind it, whatever stands before it
        first = self._first(label)
        if label.kind in FIELDS and first.kind != label.kind:
            return None  # the value is what the first label says
        opens = self._opens(first)
        if gap is not None:
            if not opens and not (":" in gap.group() and self._prefixed(first)):
                return None
            return Value(gap.end(), min(limit, _line_end(text, gap.end())), label.words, "label" if opens else "prefixed")
        if not opens:
            return None
        alone = not self._text[self._begin(label) : label.start].strip()
        return Value(after + 1, min(limit, _line_end(text, after + 1)), label.words, "spoken", sure=alone)

    def _first(self, label: Label) -> Label:
        """The label that a label is joined to, or itself: of "adres van de cliënt" the address."""
        nearest = bisect_left(self._starts, label.start) - 1
        if nearest < 0 or self._found[nearest].end < label.start - _LONGEST_JOIN:
            return label
        for index in range(nearest, max(-1, nearest - _CHAIN), -1):
            before = self._found[index]
            if not self._joined(before.end, label.start):
                break
            if before.kind in FIELDS:
                label = before
        return label

    def _last_joined(self, label: Label) -> Label:
        """The label that ends what a label begins, or itself: of "adres van de cliënt" the client."""
        nearest = bisect_left(self._starts, label.end)
        if nearest == len(self._starts) or self._starts[nearest] > label.end + _LONGEST_JOIN:
            return label
        for index in range(nearest, min(len(self._found), nearest + _CHAIN)):
            after = self._found[index]
            if not self._joined(label.end, after.start):
                break
            if after.kind == "PERSON":
                label = after
        return label

    def _joined(self, end: int, start: int) -> bool:
        return end < start <= end + _LONGEST_JOIN and _JOIN.fullmatch(self._text, end, start) is not None

    def _opens(self, label: Label) -> bool:
        """Whether a label stands where one is put: first in its line or cell, or later in a line of labels with colons."""
        before = self._text[self._begin(label) : label.start]
        if before.endswith("_"):
            return False  # a part of a machine's word: "my_name"
        return not before.strip() or ":" in before or bool(_NO_PREFIX.search(before[-_LONGEST_PREFIX:]))

    def _prefixed(self, label: Label) -> bool:
        """Whether nothing but a few plain words stands before a label in its line."""
        begin = self._begin(label)
        return label.start - begin <= _PREFIX and bool(_WORDS.fullmatch(self._text, begin, label.start))

    def _begin(self, label: Label) -> int:
        """Where the line or cell of a label begins, or what is looked at of it: a text may be one line of megabytes."""
        low = max(0, label.start - _LOOK_BACK)
        line = max(low, self._text.rfind("\n", low, label.start) + 1)
        return max(line, self._text.rfind("\t", line, label.start) + 1)

    def _read_titles(self, others: list[Label]) -> None:
        assert self._grid is not None
        first = self._grid.cells[0].row if self._grid.cells else 1
        for label in (*self._found, *others):
            cell = self._grid.cell_at(label.start)
            if cell is None or cell.end - cell.start > _TITLE_CELL or label.kind in NO_TITLES or not self._fills(label, cell):
                continue
            if label.kind == THING:
                self._things.add(cell.row)
            self._filled.setdefault(cell.row, set()).add(cell.column)
            self._beside.setdefault((cell.row, cell.column), []).append(label)
            if cell.row < first + _TITLE_ROWS:
                self._titles.setdefault(cell.column, []).append((cell.row, label))
        for column, titles in self._titles.items():
            titles.sort(key=lambda title: title[0])
            # Below the first title, a label is one of a row of titles, or a value ("Bediende" in the column of functions).
            self._titles[column] = [title for title in titles if title[0] == titles[0][0] or len(self._filled[title[0]]) > 1]
        self._title_words = frozenset(plain(label.words) for titles in self._titles.values() for _, label in titles)
        self._kinds = frozenset(label.kind for labels in self._beside.values() for label in labels)

    def _fills(self, label: Label, cell: Cell) -> bool:
        first, last = self._first(label), self._last_joined(label)
        if label.kind in FIELDS and first.kind != label.kind:
            return False
        return not self._text[cell.start : first.start].strip(_AROUND) and not self._text[last.end : cell.end].strip(_AROUND)

    def _cells(self, window: Window, kind: str) -> Iterator[Value]:
        assert self._grid is not None
        if kind not in self._kinds:
            return
        end = window.base + len(window.text)
        for index in range(bisect_left(self._grid.starts, window.base), len(self._grid.cells)):
            cell = self._grid.cells[index]
            if cell.start >= end:
                return
            if cell.end > end or cell.end <= cell.start or (cell.row, cell.column) in self._beside:
                continue
            value = self._announced(cell, kind, window.base)
            if value is not None:
                yield value

    def _announced(self, cell: Cell, kind: str, base: int) -> Value | None:
        left = self._beside.get((cell.row, cell.column - 1))
        if left:
            label = next((label for label in left if label.kind == kind), None)
            # A form has label below label; in a row of titles the cell beside one may be a title that is not known here.
            form = any((row, cell.column - 1) in self._beside for row in range(cell.row - 3, cell.row + 4) if row != cell.row)
            return Value(cell.start - base, cell.end - base, label.words, "cell", sure=form) if label else None
        above = [(row, label) for row, label in self._titles.get(cell.column, ()) if row < cell.row]
        if not above:
            return None
        title = above[-1][0]
        label = next((label for row, label in above if row == title and label.kind == kind), None)
        sure = len(self._filled.get(title, ())) > 1 and title not in self._things
        return Value(cell.start - base, cell.end - base, label.words, "column", sure=sure) if label else None


def _line_end(text: str, start: int) -> int:
    stop = text.find("\n", start)
    return len(text) if stop < 0 else stop
