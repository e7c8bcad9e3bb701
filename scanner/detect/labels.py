"""Find the words that announce a number: whole words of the rule packs, the nearest one deciding."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scanner import dates
from scanner.detect import columns
from scanner.detect.fold import Folded, fold
from scanner.detect.whole_words import WholeWords
from scanner.model import Cell, Cells, Grid, Segment
from scanner.rulemodels import filled

REACH = 80  # characters between a label and its value
BEHIND = 24  # characters between a value and a label that follows it
_HEADER_CELL = 60  # characters; a longer cell is not a column's title
_AWAY = 12  # letters between another number's label and a number from which on it does not speak for it
_OWN_LINE = 40  # characters of a line that can be a label
_VALUE = re.compile(r"\d(?:[^\w\n]{0,3}\d){5,}")
_LEADS_ON = re.compile(r"(?<!\w)(?!(?:en|et|and|und|ou|of|or|oder)\b)[^\W\d_A-Z]{2,}|(?<![,&])(?<! en)(?<! et)(?<!and)(?<!und)\n")
_JOINABLE = 9  # letters from which on a label is known without the spaces between its words, as `nationalNumber`
_JOINED = re.compile(r"[ ]?(?:[(\[=<-]+[ ]?)?(?:[^\W\d_]+[ ]){0,3}")
_OWN_VALUE = re.compile(r"[^\w\n]{0,4}\+?\d")
_NEW_SENTENCE = re.compile(r"[.!?;]\s+[^\W\d_a-z]")
_ONE_WORD = re.compile(r"[^\W\d_]{3,}[ ]?[:=]?[ ]{0,3}")  # "Offerte 123": a sentence that names its number itself
UNKNOWN = "unknown number"
# "Personalnummer 123", "n° de parcelle 123", "payroll number 123".
_OF_SOMETHING = re.compile(
    r"(?<![\w-])(?:[^\W\d_][\w-]{2,}(?:nummer|nr\.?)|(?:numéro|n°|nr\.)[ ](?:de[ ]|du[ ]|d'|van[ ])[^\W\d_]{3,})[ ]?[:=]?[ ]{0,3}$"
    r"|(?<![\w-])(?P<word2>[^\W\d_]{3,})[ -](?:number|no\.?)[ ]?[:=]?[ ]{0,3}$",
    re.IGNORECASE,
)
_NUMBER, _NUMBER_OF = ("nummer", "nr", "nr.", "number", "no", "no."), ("numéro", "n°", "nr.")  # one of these is always in it
_POINTING = frozenset(
    {"this", "that", "your", "his", "her", "their", "our", "the", "following", "whole", "same", "correct", "new", "old", "right"}
)
_ASIDE = re.compile(r"[^()\n]*\)")
_ENDED = re.compile(r"[!?;]|[.][ ]+[A-Z]")
_HEADER_ROWS = 30  # rows at the top of a table in which a column's title is looked for


class Label(NamedTuple):
    """A label in a text: offsets, the entity or kind it announces, and its own words."""

    start: int
    end: int
    kind: str
    words: str


_NONE: tuple[list[int], list[Label]] = ([], [])


def by_kind(found: list[Label]) -> dict[str, tuple[list[int], list[Label]]]:
    """Return the labels of each kind in order of place, with where they begin."""
    grouped: dict[str, tuple[list[int], list[Label]]] = {}
    for label in found:
        starts, labels = grouped.setdefault(label.kind, ([], []))
        starts.append(label.start)
        labels.append(label)
    return grouped


class LabelIndex:
    """All labels of the rule packs in one automaton."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        by_words: dict[str, list[str]] = {}
        for words, kind in entries:
            for spelling in dict.fromkeys(spellings(words)):
                by_words.setdefault(spelling, []).append(kind)
        self._kinds = [tuple(dict.fromkeys(kinds)) for kinds in by_words.values()]
        self._index = WholeWords(by_words)

    @property
    def words(self) -> list[str]:
        """All spellings of all labels."""
        return self._index.words

    def find(self, lower: str, begin: int = 0, stop: int | None = None) -> list[Label]:
        """Return the labels in folded lower-case text (between two offsets), longest first where they overlap, in order of place."""
        labels: list[Label] = []
        reached = -1
        words, kinds = self._index.words, self._kinds
        for start, end, number in self._index.find(lower, begin, len(lower) if stop is None else min(stop, len(lower))):
            if start < reached:
                continue
            reached = -end
            labels += [Label(start, reached, kind, words[number]) for kind in kinds[number]]
        return labels


def spellings(words: str) -> Iterator[str]:
    """The ways in which a label is written: {nr} and {no} filled in, with and without accents, with space, dash, underscore or joined."""
    for one in filled(words):
        low = fold(one).lower.strip()
        plain = "".join(char for char in unicodedata.normalize("NFKD", low) if not unicodedata.combining(char))
        for spelling in (low, plain):
            yield spelling
            if " " in spelling or "-" in spelling:
                yield from (re.sub("[ -]", sign, spelling) for sign in " _-")
                if len(spelling) >= _JOINABLE:
                    yield re.sub("[ -]", "", spelling)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def folded_grid(segment: Segment, folded: Folded) -> Grid | None:
    """Return a segment's table with offsets in its folded text, from which invisible characters were taken out; None without one."""
    grid = segment.locators
    if not isinstance(grid, Grid) or folded.offsets is None:
        return grid if isinstance(grid, Grid) else None
    moved = folded.offsets
    cells = (Cell(bisect_left(moved, c.start), bisect_left(moved, c.end), c.row, c.column) for c in grid.cells)
    return Grid(grid.name, Cells(cells), grid.style)


def titles_end(grid: Grid) -> int:
    """Return the offset behind the rows in which titles of columns are looked for."""
    first = grid.cells[0].row if grid.cells else 1
    index = bisect_left(grid.cells, first + _HEADER_ROWS, key=lambda cell: cell.row)
    return grid.cells[index - 1].end if index else 0


class Labels:
    """The labels of one segment, and which of them speaks for a number at a place."""

    def __init__(self, segment: Segment, text: str, found: list[Label], grid: Grid | None = None) -> None:
        """Take a segment's folded text with its labels; `grid` when the table's offsets moved with the folding."""
        self._text = text
        self._found = found
        self._starts = [label.start for label in found]
        self._of_kind = by_kind(found)
        self._last_line = (0, 0)  # where it begins, and up to where no other one does
        self._answers: dict[int, tuple[Label, ...]] = {}  # several recognisers ask about one number
        self._drawn = columns.Titles(text, self._starts, [len(label.words) for label in found])
        self._grid = grid or (segment.locators if isinstance(segment.locators, Grid) else None)
        self._columns = self._titles(found) if self._grid else {}

    @property
    def grid(self) -> Grid | None:
        """The table, with the offsets of the folded text; None for running text."""
        return self._grid

    @property
    def found(self) -> list[Label]:
        """All labels of the segment in order of place."""
        return self._found

    def may_announce(self, kind: str, end: int) -> bool:
        """Return whether a label of a kind stands before an offset or right behind it: one further on announces nothing there."""
        starts, _ = self._of_kind.get(kind, _NONE)
        return bool(starts) and starts[0] < end + BEHIND

    def of(self, kind: str, start: int, end: int) -> list[Label]:
        """Return the labels of a kind that lie between two offsets."""
        starts, labels = self._of_kind.get(kind, _NONE)
        return labels[bisect_left(starts, start) : bisect_left(starts, end)]

    def within(self, start: int, end: int) -> list[Label]:
        """Return the labels that lie between two offsets."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def announcing(self, start: int, end: int) -> tuple[Label, ...]:
        """Return the labels that speak for the text between two offsets, most telling place first; empty when none does.

        In a table: those left of it in its row, then the title of its column. In running text: the nearest before it on
        its line, else the title of its column, else those of the lines above, else those right behind it in brackets or
        after a dash. A label that has its value already speaks for no other.
        """
        if self._grid is not None:
            return self._in_grid(start)
        known = self._answers.get(start)
        if known is None:
            known = self._answers[start] = self._before(start)
        return known or self._behind(end)

    def line_at(self, start: int) -> int:
        """Return where the line of an offset begins; from what is known of the last one, for a text may be one line of megabytes."""
        line, reached = self._last_line
        if line <= start <= reached:
            return line
        known = start > reached
        line = self._text.rfind("\n", reached if known else 0, start) + 1 or (line if known else 0)
        self._last_line = (line, start)
        return line

    def _before(self, start: int) -> tuple[Label, ...]:
        line = self.line_at(start)
        same = self._nearest(max(line, start - REACH), start) or self._unknown(line, start)
        if same:
            return same
        titled = self._titled(line, start)
        return self._above(line, start) if titled is None else titled

    def _unknown(self, line: int, start: int) -> tuple[Label, ...]:
        """A word right before a number that says it is a number of something, though no rule pack knows of what."""
        low = max(line, start - REACH)
        before = self._text[low:start].rstrip(" :=").lower()
        if not before.endswith(_NUMBER) and not any(sign in before for sign in _NUMBER_OF):
            return ()  # spares an expression that is tried at every character
        found = _OF_SOMETHING.search(self._text, low, start)
        if found is None or (found.group("word2") or "").lower() in _POINTING:
            return ()
        return (Label(found.start(), found.end(), UNKNOWN, found.group().strip().lower()),)

    def _titled(self, line: int, start: int) -> tuple[Label, ...] | None:
        """The labels of the title over a value in a table that is drawn with spaces, None when it stands in no table."""
        if not self._found or self._starts[0] >= line:
            return None
        number = self._drawn.over(line, start)
        if number is None:
            return None
        if number == columns.NONE:
            return ()
        at = self._starts[number]
        return tuple(label for label in self.within(at, at + 1))

    def _above(self, line: int, start: int) -> tuple[Label, ...]:
        above = line
        for _ in range(3):
            upper = self._text.rfind("\n", 0, max(0, above - 1)) + 1
            found = self.within(max(upper, start - 3 * REACH), above)
            if found:
                return tuple(label for label in found if not self._spent(label, start) and self._ends_line(label, above))
            if upper == above or self._text[upper:above].strip():
                break
            above = upper
        return ()

    def _ends_line(self, label: Label, stop: int) -> bool:
        """Whether a label is a line of its own; asked of other numbers' labels, which are words of every day in a sentence."""
        if not label.kind.islower():
            return True
        line = self._text.rfind("\n", 0, label.start) + 1
        return label.end - line <= _OWN_LINE and not self._text[label.end : stop].strip(" \t\n:=.")

    def _behind(self, end: int) -> tuple[Label, ...]:
        stop = self._text.find("\n", end)
        after = self.within(end, min(end + BEHIND, stop if stop >= 0 else len(self._text)))
        if after and _JOINED.fullmatch(self._text, end, after[0].start) and not _OWN_VALUE.match(self._text, after[0].end):
            return tuple(label for label in after if label.start == after[0].start)
        return ()

    def _spent(self, label: Label, start: int) -> bool:
        """Whether a label has its value before an offset: a number stands between and words lead on, or a sentence of its own began."""
        between = self._text[label.end : start]
        ended = _NEW_SENTENCE.search(between)
        if ended:
            begun = between[ended.end() - 1 :]
            if _letters(begun) > _AWAY or (ended.group()[0] != "?" and _ONE_WORD.fullmatch(begun)):
                return True
        value = next((match for match in _VALUE.finditer(between) if not dates.DATE.fullmatch(match.group())), None)
        return value is not None and (label.kind.islower() or bool(_LEADS_ON.search(between, value.end())))

    def _nearest(self, low: int, high: int) -> tuple[Label, ...]:
        """The last labels between two offsets that still speak for what stands at the second one, and those they explain in brackets."""
        aside: tuple[Label, ...] = ()
        for label in reversed(self.within(low, high)):
            between = self._text[label.end : high]
            if self._spent(label, high) or (label.kind.islower() and (_letters(between) > _AWAY or _ENDED.search(between))):
                continue
            same = tuple(other for other in self.within(label.start, label.start + 1) if other.start == label.start)
            if not _ASIDE.match(between):
                return (*same, *aside)
            aside = aside or same  # "INSZ (zie identiteitskaart): 85..."
        return aside

    def _in_grid(self, start: int) -> tuple[Label, ...]:
        assert self._grid is not None
        cell = self._grid.cell_at(start)
        if cell is None:
            return ()
        own = self._nearest(cell.start, start)
        if own:
            return own
        index = bisect_left(self._grid.starts, cell.start)
        seen = 0  # cells with something in them
        for left in range(index - 1, max(-1, index - 12), -1):
            neighbour = self._grid.cells[left]
            if neighbour.row != cell.row or seen == 2:
                break
            if not any(map(str.isalnum, self._text[neighbour.start : neighbour.end])):
                continue
            seen += 1
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
