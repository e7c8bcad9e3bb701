"""Form lines: a label with its value, a question with its answer, boxes that are ticked or not, cells of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from scanner.detect.special.cues import CueIndex
from scanner.detect.special.plain import Plain
from scanner.detect.special.sentences import Sentence

_TICKED = r"☒|☑|✓|✔|✗|✘|■|◼|\[ ?[xX✓v] ?\]|\( ?[xX] ?\)"
_BLANK = r"☐|□|◻|○|\[ {0,3}\]|\( {1,3}\)"
_BOX = re.compile(rf"(?P<ticked>{_TICKED})|(?P<empty>{_BLANK})")
_MARK = re.compile(r"[:?]")
_END_OF_VALUE = re.compile(r" {3,}|\t|[;|]|\n")
_FILLER = re.compile(r"[\s._…\-–/\\|:?*\[\]()<>{}]*")
_STOP = re.compile(r"\w{3}[.!?]\s")  # a sentence has ended since the label
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"\w+")
_BEFORE_BLANK = 2  # words before "unknown" in a value that says nothing else
_LABEL = 70  # characters of a label
_VALUE = 120  # characters of a value that are looked at
_NEXT_LINE = 60  # characters of a value that stands on the line below its label


class Answer(StrEnum):
    """What stands behind a label."""

    YES = "yes"
    NO = "no"
    BLANK = "blank"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Form:
    """How a term stands on a form line.

    `in_label`: the term is (in) the label and `answer` what follows · else the term is in the value and `label` gives the
    offsets of its label · `box`: the term is an option with a box of its own, ticked (YES) or not (BLANK).
    """

    in_label: bool
    answer: Answer
    label: tuple[int, int] = (0, 0)
    box: bool = False
    question: bool = False


class FormReader:
    """Reads form lines with the packs' words for yes, no and nothing filled in."""

    def __init__(self, cues: CueIndex) -> None:
        self._cues = cues

    def read(self, text: Plain, sentence: Sentence, start: int, end: int) -> Form | None:
        """Return how the term at these offsets stands in its form line, or None in running text."""
        if sentence.cell:
            return self._cell(text, sentence, start)
        line = (sentence.line_start, sentence.line_end)
        boxed = self._boxed(text, line, start)
        if boxed is not None:
            return boxed
        mark = _MARK.search(text.text, end, min(line[1], end + 40))
        label_start = self._label_start(text, line[0], start)
        if mark and mark.end() - label_start <= _LABEL and not re.search(r"[.;,\t]", text.text[end : mark.start()]):
            value_end = self._value_end(text, mark.end(), line[1])
            value = self._next_line(text, line[1]) if not text.text[mark.end() : line[1]].strip() else (mark.end(), value_end)
            return Form(in_label=True, answer=self.answer(text, *value), question=mark.group() == "?")
        before = list(_MARK.finditer(text.text, max(line[0], start - 200), start))
        if before:
            low = self._label_start(text, line[0], before[-1].start())
            inside = not _STOP.search(text.text, before[-1].end(), start)
            if inside and before[-1].start() - low <= _LABEL and _LETTER.search(text.text, low, before[-1].start()):
                return Form(in_label=False, answer=Answer.VALUE, label=(low, before[-1].start()))
        return self._label_above(text, sentence, start)

    def answer(self, text: Plain, start: int, end: int) -> Answer:
        """Return what a value says: yes, no, nothing, or something else."""
        boxes = list(_BOX.finditer(text.text, start, end))
        if boxes:
            ticked = [self._option(text, boxes, number, start, end) for number, box in enumerate(boxes) if box.group("ticked")]
            return self._words(text, *ticked[0]) if ticked else Answer.BLANK
        return self._words(text, start, end)

    def _words(self, text: Plain, start: int, end: int) -> Answer:
        filler = _FILLER.match(text.text, start, end)
        begin = filler.end() if filler else start
        if begin >= end:
            return Answer.BLANK
        found = [cue for cue in self._cues.roles(text, begin, end) if cue.value.role in ("yes", "no", "blank")]
        roles = {cue.value.role for cue in found}
        blank = min((cue.start for cue in found if cue.value.role == "blank"), default=None)
        if blank is not None and blank - begin < 30 and len(_WORDS.findall(text.text, begin, blank)) <= _BEFORE_BLANK:
            return Answer.BLANK
        first = min(found, key=lambda cue: cue.start, default=None)
        if first is None or first.start > begin + 1:
            return Answer.VALUE
        if roles >= {"yes", "no"} and end - begin <= 20:  # `ja / neen`: nothing was struck out
            return Answer.BLANK
        if first.value.role == "no" and any(first.end <= cue.start <= first.end + 2 for cue in found if cue.value.role == "no"):
            return Answer.VALUE  # `niet blanco`
        return Answer.YES if first.value.role == "yes" else Answer.NO

    def _boxed(self, text: Plain, line: tuple[int, int], start: int) -> Form | None:
        boxes = list(_BOX.finditer(text.text, *line))
        if not boxes or start < boxes[0].start() or _MARK.search(text.text, boxes[0].start(), start):
            return None
        number = max(index for index, box in enumerate(boxes) if box.start() < start)
        return Form(in_label=False, answer=Answer.YES if boxes[number].group("ticked") else Answer.BLANK, box=True)

    def _option(self, text: Plain, boxes: list[re.Match[str]], number: int, start: int, end: int) -> tuple[int, int]:
        """The words of a box: behind it, or before it when the first words stand before the first box."""
        if text.text[start : boxes[0].start()].strip(" :?\t"):
            return (boxes[number - 1].end() if number else start, boxes[number].start())
        return (boxes[number].end(), boxes[number + 1].start() if number + 1 < len(boxes) else end)

    def _label_start(self, text: Plain, low: int, position: int) -> int:
        ends = [found.end() for found in re.finditer(r"[.;|\t)] ?| {3,}", text.text[max(low, position - 200) : position])]
        return max(low, position - 200) + ends[-1] if ends else max(low, position - 200)

    def _value_end(self, text: Plain, start: int, end: int) -> int:
        stop = min(end, start + _VALUE)
        filler = re.compile(r"\s*").match(text.text, start, stop)
        found = _END_OF_VALUE.search(text.text, filler.end() if filler else start, stop)
        return found.start() if found else stop

    def _next_line(self, text: Plain, line_end: int) -> tuple[int, int]:
        """The line below when it can be a value: short, and no label of its own."""
        stop = text.text.find("\n", line_end + 1)
        stop = len(text.text) if stop < 0 else stop
        short = line_end + 1 < stop <= line_end + _NEXT_LINE
        if short and not _MARK.search(text.text, line_end + 1, stop):
            return (line_end + 1, stop)
        return (line_end, line_end)

    def _label_above(self, text: Plain, sentence: Sentence, start: int) -> Form | None:
        """A line that ends in `:` or `?` right above a short line is its label."""
        low = sentence.line_start
        if not low or sentence.line_end - low > _NEXT_LINE:
            return None
        above = text.text.rfind("\n", max(0, low - 1 - _LABEL), low - 1) + 1
        label = text.text[above : low - 1].rstrip()
        if label[-1:] in (":", "?") and len(label) <= _LABEL:
            return Form(in_label=False, answer=Answer.VALUE, label=(above, above + len(label)))
        return None

    def _cell(self, text: Plain, sentence: Sentence, start: int) -> Form | None:
        line = (sentence.line_start, sentence.line_end)
        cells = _cells(text, line)
        index = next((number for number, cell in enumerate(cells) if cell[0] <= start <= cell[1]), None)
        if index is None:
            return None
        inner = Sentence(*cells[index], *cells[index])
        own = self.read(text, inner, start, start + 1) if _MARK.search(text.text, cells[index][0], cells[index][1] - 1) else None
        if own is not None:
            return own
        if len(cells) <= 4 and index + 1 < len(cells) and cells[index][1] - cells[index][0] <= _LABEL:
            return Form(in_label=True, answer=self.answer(text, *cells[index + 1]), question=False)
        if index and cells[index - 1][1] - cells[index - 1][0] <= _LABEL:
            return Form(in_label=False, answer=Answer.VALUE, label=cells[index - 1])
        return None


def _cells(text: Plain, line: tuple[int, int]) -> list[tuple[int, int]]:
    cells, start = [], line[0]
    while start <= line[1]:
        stop = text.text.find("\t", start, line[1])
        stop = line[1] if stop < 0 else stop
        cells.append((start, stop))
        start = stop + 1
    return cells
