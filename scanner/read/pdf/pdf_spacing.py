"""Letter-spaced and kerned text of a PDF page put together again: `R i j k s r e g i s t e r`, `J un 1 0`.

A page has no words, only letters at places; where the gap between two is wide, PDFium writes a space. In a line set with
wide letter-spacing, or with a kerning that pulls letters apart, those gaps are no word gaps: the places tell which are.
"""

from __future__ import annotations

import ctypes
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

_FEW = 3  # pieces of a line, below which there is nothing to see
_SHORT = 2.6  # mean length of a line's pieces; Dutch, French and German words have four and more, with their articles
_LETTER_BY_LETTER = 0.6  # share of pieces of one character in a line that is spaced on purpose
_JUMP = 1.5  # how much wider than a gap between letters one between words is, at least
_WIDEST = 2.5  # gaps between letters of one word, in parts of their size
_EVEN, _NEARLY_ALL = 0.08, 0.6  # how much the steps of letters in boxes differ, and how many of them at least are alike
_WORD, _CLOSE = 4, 0.1  # letters of a piece that is a word already, and what a gap inside it may be wider than usual
_NARROW = 0.6  # share of the page's own word gap below which a gap is none


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    left: float
    right: float
    size: float
    space: str
    """What stands before it: nothing, `real` (a space character) or `made` (PDFium put one there)."""


def joined(page: pypdfium2.PdfPage, text: str) -> str:
    """Return the lines of a page whose pieces belong together, put together; empty when there are none.

    `text` is the page's text as it was read: only when a line of it looks spaced out are the letters' places asked for.
    """
    if not any(_suspicious(line) for line in text.split("\n")):
        return ""
    textpage = page.get_textpage()
    try:
        lines = _lines(textpage.raw)
    finally:
        textpage.close()
    word_gap = _word_gap(lines)
    found = []
    for line in lines:
        before = _written(line, [bool(glyph.space) for glyph in line[1:]])
        if _suspicious(before):
            after = _written(line, _spaces(line, word_gap))
            if after != before and len(after) < len(before):
                found.append(after)
    return "\n".join(found)


def _suspicious(line: str) -> bool:
    pieces = line.split()
    return len(pieces) >= _FEW and sum(map(len, pieces)) <= _SHORT * len(pieces)


def _lines(raw: Any) -> list[list[_Glyph]]:
    """Return the page's glyphs line by line."""
    lines: list[list[_Glyph]] = [[]]
    space = ""
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if char in "\r\n":
            if char and lines[-1]:
                lines.append([])
            space = ""
            continue
        if char.isspace():
            made = pdfium.FPDFText_IsGenerated(raw, index) == 1
            space = "made" if made and space != "real" else "real"
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        # The font's own size says nothing: it is often 1, with the page's scale in the matrix.
        lines[-1].append(_Glyph(char, box.left, box.right, max(0.1, abs(box.top - box.bottom)), space))
        space = ""
    return [line for line in lines if line]


def _gap(before: _Glyph, glyph: _Glyph) -> float:
    """The gap between two glyphs in parts of the letters' size."""
    return (glyph.left - before.right) / max(before.size, glyph.size)


def _word_gap(lines: list[list[_Glyph]]) -> float:
    """The usual gap between words in lines that are not spaced out; 0 when there are too few to tell."""
    gaps = [
        _gap(before, glyph)
        for line in lines
        if not _suspicious(_written(line, [bool(glyph.space) for glyph in line[1:]]))
        for before, glyph in pairwise(line)
        if glyph.space
    ]
    return statistics.median(gaps) if len(gaps) >= _FEW else 0.0


def _spaces(line: list[_Glyph], word_gap: float) -> list[bool]:
    """Return for each glyph but the first whether a word begins there."""
    pairs = list(pairwise(line))
    gaps = [_gap(before, glyph) for before, glyph in pairs]
    spaced = [gap for gap, (_, glyph) in zip(gaps, pairs, strict=True) if glyph.space]
    pieces = _written(line, [bool(glyph.space) for _, glyph in pairs]).split()
    if sum(len(piece) == 1 for piece in pieces) >= _LETTER_BY_LETTER * len(pieces):
        pitch = _pitch(pairs)
        if pitch:
            wide = min(_JUMP * pitch, (_WIDEST + 1) * line[0].size)
            begins = [bool(glyph.space) and glyph.left - before.left > wide for before, glyph in pairs]
            return _keep_beside_words(begins, gaps, line)
        limit = _between(sorted(spaced))
        begins = [bool(glyph.space) and gap > min(limit, _WIDEST) for gap, (_, glyph) in zip(gaps, pairs, strict=True)]
        return _keep_beside_words(begins, gaps, line)
    limit = _between(sorted(spaced))
    limit = max(_NARROW * word_gap, limit if limit < _WIDEST else 0.0)
    return [
        glyph.space == "real" or (glyph.space == "made" and gap >= limit) for gap, (_, glyph) in zip(gaps, pairs, strict=True)
    ]


def _keep_beside_words(begins: list[bool], gaps: list[float], line: list[_Glyph]) -> list[bool]:
    """Put back the space between a whole word, such as a label, and the spaced letters beside it."""
    inside = [gap for gap, glyph in zip(gaps, line[1:], strict=True) if not glyph.space]
    if len(inside) < _WORD:
        return begins
    starts = [0, *(index for index, glyph in enumerate(line) if index and glyph.space), len(line)]
    words = [(first, last) for first, last in pairwise(starts) if last - first >= _WORD]
    edges = {edge for word in words for edge in word}
    close = statistics.median(inside) + _CLOSE
    return [
        begin or (index in edges and bool(line[index].space) and gaps[index - 1] > close) for index, begin in enumerate(begins, 1)
    ]


def _pitch(pairs: list[tuple[_Glyph, _Glyph]]) -> float:
    """Return the step from letter to letter where it is the same for nearly all, as in the boxes of a form; else 0."""
    steps = [glyph.left - before.left for before, glyph in pairs]
    usual = statistics.median(steps)
    even = sum(abs(step - usual) <= _EVEN * usual for step in steps)
    return usual if even >= _NEARLY_ALL * len(steps) else 0.0


def _between(gaps: list[float]) -> float:
    """Return the width that tells gaps between letters from gaps between words: the widest jump in the sorted gaps."""
    best, limit = _JUMP, float("inf")
    for narrow, wide in pairwise(gaps):
        ratio = wide / max(narrow, 0.02)
        if ratio > best:
            best, limit = ratio, (narrow + wide) / 2
    return limit


def _written(line: list[_Glyph], spaces: list[bool]) -> str:
    parts = [line[0].char]
    for glyph, space in zip(line[1:], spaces, strict=True):
        parts.append(f" {glyph.char}" if space else glyph.char)
    return "".join(parts)
