"""The stories of an old Word file: split by the lengths that the file states, with tables, fields and unseen text."""

from __future__ import annotations

from bisect import bisect_right

from scanner.model import Role
from scanner.read.draft import Budget, Draft
from scanner.read.old_office.word97_pieces import Document
from scanner.read.rtf.rtf_text import Text

# The stories in the order they stand in (MS-DOC 2.3); the fourth has not been in use since Word 97.
_STORIES = (
    ("", Role.BODY),
    ("footnote", Role.NOTE),
    ("header", Role.HEADER),
    ("macro", Role.METADATA),
    ("comment", Role.COMMENT),
    ("endnote", Role.NOTE),
    ("text box", Role.BODY),
    ("header text box", Role.HEADER),
)
_FIELD, _SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_PLAIN = {"\x09": "\t", "\x0b": "\n", "\x1e": "-", "\xa0": " "}


def add(document: Document, draft: Draft, budget: Budget) -> None:
    """Put all stories in the draft."""
    text = Text(draft)
    try:
        position = 0
        for (place, role), length in zip(_STORIES, document.lengths, strict=False):
            stop = min(len(document.text), position + length)
            if place:
                text.story(place, role)
            _Story(document, text, place, budget).read(position, stop)
            position = stop
        if position < len(document.text):
            text.story("end of document", Role.HIDDEN)
            _Story(document, text, "end of document", budget).read(position, len(document.text))
    finally:
        text.finish()
    draft.text(document.left_over, "left-over text", Role.HIDDEN)


class _Story:
    def __init__(self, document: Document, text: Text, place: str, budget: Budget) -> None:
        self._document = document
        self._text = text
        self._place = place
        self._budget = budget
        self._cells = document.in_cells
        self._starts = [start for start, _, _ in document.unseen]
        self._fields: list[bool] = []  # of each open field, whether its code (and not yet its result) is being read

    def read(self, position: int, stop: int) -> None:
        """Read one story, from mark to mark."""
        whole = self._document.text
        count = 0
        while position < stop:
            char = whole[position]
            if char >= " ":
                end = position + 1
                limit = min(stop, self._next_change(position))
                while end < limit and whole[end] >= " ":
                    end += 1
                self._say(whole[position:end], position)
                position = end
                continue
            self._mark(char, position)
            position += 1
            count += 1
            if count % 1024 == 0:
                self._budget.check_time()
        self._text.end_story(self._place)

    def _mark(self, char: str, position: int) -> None:
        text = self._text
        if char in "\r\x0c\x0e":
            text.in_table = not self._place and self._in_table(position)
            text.paragraph(self._place)
        elif char == "\x07":
            if position in self._document.row_ends:
                text.row(self._place)
            else:
                text.cell(self._place)
        elif char == _FIELD:
            self._fields.append(True)
        elif char == _SEPARATOR:
            if self._fields:
                self._fields[-1] = False
        elif char == _FIELD_END:
            if self._fields:
                self._fields.pop()
            if not any(self._fields):
                text.end_story("field")
        elif char in _PLAIN:
            self._say(_PLAIN[char], position)

    def _in_table(self, position: int) -> bool:
        index = bisect_right(self._cells, (position, len(self._document.text) + 1)) - 1
        return index >= 0 and position < self._cells[index][1]

    def _say(self, text: str, position: int) -> None:
        if any(self._fields):
            self._text.add(text, self._text.story("field", Role.METADATA))
        else:
            self._text.add(text, self._place, unseen=self._unseen(position))

    def _unseen(self, position: int) -> str:
        index = bisect_right(self._starts, position) - 1
        if index >= 0:
            _, stop, kind = self._document.unseen[index]
            return kind if position < stop else ""
        return ""

    def _next_change(self, position: int) -> int:
        """Return where text begins or ceases to be unseen after a position."""
        index = bisect_right(self._starts, position)
        upcoming = self._starts[index] if index < len(self._starts) else len(self._document.text)
        if index:
            stop = self._document.unseen[index - 1][1]
            return min(upcoming, stop) if stop > position else upcoming
        return upcoming
