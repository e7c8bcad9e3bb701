"""National register and BIS numbers.

The decision, strongest first: strict form and check; label and check; check alone (a note, raised later when the same
birth date stands elsewhere in the document); label and shape with a failing check (a typing error, still reported).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from presidio_analyzer import RecognizerResult

from scanner.detect.artifacts import Window
from scanner.detect.candidate import WindowRecognizer
from scanner.detect.lookalikes import covered, spans
from scanner.detect.numbers import NationalNumber, national_number, national_shape
from scanner.detect.runs import in_runs
from scanner.model import Role

ENTITY = "BE_NATIONAL_REGISTER_NUMBER"
CHECK_ONLY = 0.3
_LENGTH = 11  # digits

_GAP = r"[ .,\-/|:·~]{0,3}\n?[ ]{0,2}"
_GROUPS = re.compile(rf"(?<![0-9])(\d{{2}})({_GAP})(\d{{2}})({_GAP})(\d{{2}})({_GAP})(\d{{3}})({_GAP})(\d{{2}})(?![0-9])")
_BOXES = re.compile(r"(?<![0-9])\d(?:[ ]?[|\t_ ][ ]?\d){10}(?![0-9])")
# Cells of one row that hold nothing but digits and a number's own marks.
_CELLS = re.compile(
    r"(?<![0-9])\d{1,6}(?:[.\-/ ]\d{1,6}){0,3}(?:[ ]?\t[.\-/ ]{0,3}\d{1,6}(?:[.\-/ ]\d{1,6}){0,3}){1,40}(?![0-9])"
)
_CELL_SIZES = ((2, 2, 2, 3, 2), (6, 3, 2), (2, 2, 2, 5), (6, 5))  # digits per cell that show the number's shape
_SHORT = re.compile(r"(?<![0-9.,])\d{6,10}(?![0-9]|[.,]\d)")
_OCR = re.compile(r"(?<![0-9A-Za-z])[0-9OoIl|SBZG][0-9OoIl|SBZG .,\-/~]{9,17}[0-9OoIl|SBZG](?![0-9A-Za-z])")
_CONFUSED = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1", "S": "5", "B": "8", "Z": "2", "G": "6"}
_STRICT = re.compile(r"\d{2}([.\-/ ])\d{2}\1\d{2} ?[-./ ] ?\d{3} ?[.\-/ ] ?\d{2}|\d{6}([-/ .])\d{3}[-/ .]\d{2}")
_OWN_SHAPE = re.compile(r"\d{2}\.\d{2}\.\d{2} ?- ?\d{3}[. ]\d{2}")


class NationalNumberRecognizer(WindowRecognizer):
    """Finds the numbers in every surface form, and says which rule of the decision held."""

    ENTITY = ENTITY

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        others = spans(text)
        results = []
        taken: list[tuple[int, int]] = []
        for pattern in (_GROUPS, _BOXES):
            for match in in_runs(pattern, text):
                if any(low < match.end() and match.start() < high for low, high in taken):
                    continue
                result = self._judge(*match.span(), text, window, others)
                if result is not None:
                    taken.append(match.span())
                    results.append(result)
        results.extend(self._spread(text, window, taken))
        results.extend(self._short(text, window, taken, others))
        results.extend(self._misread(text, window, taken, others))
        return results

    def _judge(
        self, start: int, end: int, text: str, window: Window, others: list[tuple[int, int, str]]
    ) -> RecognizerResult | None:
        written = text[start:end]
        digits = "".join(char for char in written if char.isdigit())
        own_shape = bool(_OWN_SHAPE.fullmatch(written))
        strict = own_shape or bool(_STRICT.fullmatch(written))
        label, other = _labels(window, start, end)
        alike = covered(start, end, others)
        # Births of 2000 begin with 00, as international phone numbers do; a label or the number's own shape tells them apart.
        if alike and not (alike == "phone" and text[start] == "0" and (label or own_shape)):
            return None
        if not own_shape and _part_of_longer(text, start, end):
            return None
        held = national_number(digits)
        if "\n" in written and not (label or own_shape or _dated_break(written)):
            return None
        if other and not own_shape:
            return None
        if not label and not strict and _glued(text, start, end):
            return None
        score, evidence = _decide(held, digits, label, strict, own_shape)
        return self.result(start, end, score, digits, evidence, "grouped digits") if score else None

    def _spread(self, text: str, window: Window, taken: list[tuple[int, int]]) -> list[RecognizerResult]:
        """Numbers whose groups stand in neighbouring cells of one row; the check must hold."""
        results = []
        for row in in_runs(_CELLS, text):
            for start, end, digits, sizes, padded in _eleven(row):
                held = national_number(digits)
                if held is None or any(low < end and start < high for low, high in taken):
                    continue
                label, other = _labels(window, start, end)
                if other or not (label or (sizes in _CELL_SIZES and not padded)):
                    continue
                score, evidence = _decide(held, digits, label, strict=False, own_shape=False)
                evidence = (*evidence, "in neighbouring cells", *(("leading zero restored",) if padded else ()))
                taken.append((start, end))
                results.append(self.result(start, end, score, digits, evidence, "spread over cells"))
        return results

    def _short(
        self, text: str, window: Window, taken: list[tuple[int, int]], others: list[tuple[int, int, str]]
    ) -> list[RecognizerResult]:
        """Numbers of births from 2000 on whose leading zeros a spreadsheet dropped; only under or behind a label."""
        results = []
        for match in in_runs(_SHORT, text):
            digits = match.group().zfill(11)
            held = national_number(digits)
            if (
                held is None
                or any(low < match.end() and match.start() < high for low, high in taken)
                or covered(*match.span(), others)
            ):
                continue
            label, _ = _labels(window, *match.span())
            if label:
                evidence = ("checksum", f"label: {label}", "leading zero restored", *_bis(held))
                results.append(self.result(*match.span(), 0.95, digits, evidence, "lost leading zeros"))
        return results

    def _misread(
        self, text: str, window: Window, taken: list[tuple[int, int]], others: list[tuple[int, int, str]]
    ) -> list[RecognizerResult]:
        """Letters that OCR or a typist put for digits; repaired behind a label, and only when exactly one repair holds."""
        results = []
        for match in in_runs(_OCR, text):
            written = "".join(char for char in match.group() if char not in " .,-/~")
            letters = sum(not char.isdigit() for char in written)
            if len(written) != 11 or not 0 < letters <= 4:
                continue
            if any(low < match.end() and match.start() < high for low, high in taken) or covered(*match.span(), others):
                continue
            label, _ = _labels(window, *match.span())
            if not label and window.segment.role is not Role.OCR:
                continue
            repaired = {candidate for candidate in _repairs(written) if national_number(candidate)}
            if len(repaired) == 1 and label:
                digits = repaired.pop()
                results.append(
                    self.result(*match.span(), 0.85, digits, ("checksum", f"label: {label}", "misread digit repaired"), "misread")
                )
        return results


def _eleven(row: re.Match[str]) -> Iterator[tuple[int, int, str, tuple[int, ...], bool]]:
    """Yield (start, end, digits, digits per cell, whether zeros were put back) of neighbouring cells that make eleven digits."""
    cells = [
        (row.start() + cell.start(), row.start() + cell.end(), "".join(filter(str.isdigit, cell.group())))
        for cell in re.finditer(r"[^\t]+", row.group())
    ]
    for first in range(len(cells)):
        digits = ""
        for last in range(first, len(cells)):
            digits += cells[last][2]
            if len(digits) >= _LENGTH:
                break
        if len(digits) == _LENGTH and last > first:
            yield cells[first][0], cells[last][1], digits, tuple(len(cell[2]) for cell in cells[first : last + 1]), False
    # A sheet keeps 07 as 7: with as many cells as the number has groups, the zeros are known.
    for sizes in _CELL_SIZES:
        for first in range(len(cells) - len(sizes) + 1):
            group = cells[first : first + len(sizes)]
            if all(len(cell[2]) <= size for cell, size in zip(group, sizes, strict=True)):
                digits = "".join(cell[2].zfill(size) for cell, size in zip(group, sizes, strict=True))
                yield group[0][0], group[-1][1], digits, sizes, True


def _decide(held: NationalNumber | None, digits: str, label: str, strict: bool, own_shape: bool) -> tuple[float, tuple[str, ...]]:
    """The table of the module's first paragraph; a score of 0 says nothing is reported."""
    named = (f"label: {label}",) if label else ()
    if held and (own_shape or (strict and label)):
        return 0.99, ("checksum", "format", *named, *_bis(held))
    if held and label:
        return 0.97, ("checksum", *named, *_bis(held))
    if held and strict:
        return 0.85, ("checksum", "format", *_bis(held))
    if held:
        return CHECK_ONLY, ("checksum", *_bis(held))
    if label and national_shape(digits):
        return 0.6, ("check failed", *named, *(("format",) if strict else ()))
    if label and own_shape:
        return 0.55, ("check failed", "format", *named)
    if own_shape and national_shape(digits):
        return 0.4, ("check failed", "format")
    return 0.0, ()


def _bis(held: NationalNumber) -> tuple[str, ...]:
    return ("BIS number",) if held.bis else ()


def _labels(window: Window, start: int, end: int) -> tuple[str, bool]:
    """Return the words of an own label, and whether another kind of number is announced instead."""
    announced = window.labels.announcing(window.base + start, window.base + end)
    own = next((label.words for label in announced if label.kind == ENTITY), "")
    other = any(label.kind.islower() for label in announced)
    return own, other and not own


def _dated_break(written: str) -> bool:
    """A line break inside a number without label is only believed behind its punctuation."""
    return bool(re.search(r"[.\-/]\n", written))


def _part_of_longer(text: str, start: int, end: int) -> bool:
    """Digits behind a decimal point or joined to more digits are a piece of something else."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if len(before) == 2 and before[1] in ".,/" and before[0].isdigit():
        return True
    return len(after) == 2 and after[0] in ".,/-" and after[1].isdigit()


def _glued(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalpha()) or (end < len(text) and text[end].isalpha())


def _repairs(written: str) -> list[str]:
    choices = [(char,) if char.isdigit() else (_CONFUSED[char],) for char in written]
    return ["".join(pick) for pick in product(*choices)]
