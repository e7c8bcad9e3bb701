"""National register and BIS numbers: what a candidate's writing, check and labels decide.

| writing and check | label of its own | no label | label of something else |
|---|---|---|---|
| 85.07.30-033.28 and the check | certain | certain | certain |
| other marks of a national number and the check | certain | very likely | nothing |
| eleven digits and the check | certain | a note; a violation with the same birth date in the document | nothing |
| zeros lost, misread, parted anywhere, and the check | very likely | nothing | nothing |
| a possible date, the check fails | likely: a typing error | nothing; a note in its own shape | nothing |
"""

from __future__ import annotations

import re

from presidio_analyzer import RecognizerResult

from scanner.detect.candidate import WindowRecognizer
from scanner.detect.kinds import CHECK_ONLY, NATIONAL
from scanner.detect.labels import UNKNOWN
from scanner.detect.lookalikes import Spans, covered, spans
from scanner.detect.national_forms import LENGTH, Candidate, candidates
from scanner.detect.numbers import NationalNumber, national_number, national_shape
from scanner.detect.window import Window

# What announces the number by its form: identifiers of persons in certificates (ETSI EN 319 412-1), and the subject of an eID's own.
_CERTIFICATE = re.compile(r"(?:PNOBE-|(?:CN ?=|\((?:Authentication|Signature)\)).{0,200}serialNumber ?= ?)$", re.IGNORECASE)
# Numbers that have another length or other groups: their label is no reason against the groups of a national number whose check holds.
_NEVER_SO_WRITTEN = frozenset({"enterprise", "bank", "communication", "phone", UNKNOWN})
_LONGEST_SUBJECT = 240  # characters


class NationalNumberRecognizer(WindowRecognizer):
    """Finds the numbers in every surface form, and says which rule of the decision held."""

    ENTITY = NATIONAL

    def look(self, text: str, window: Window) -> list[RecognizerResult]:
        """Return the results in the window."""
        others = spans(text)
        results: list[RecognizerResult] = []
        taken = bytearray(len(text))
        for candidate in candidates(text):
            if any(taken[candidate.start : candidate.end]):
                continue
            held = national_number(candidate.digits)
            if not held and (candidate.checked_only or not national_shape(candidate.digits)):
                continue
            label, other = _labels(window, candidate, held=held is not None)
            if _excluded(candidate, text, label, other, others):
                continue
            score, evidence = _decide(held, candidate, label)
            if score:
                taken[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
                results.append(
                    self.result(
                        candidate.start, candidate.end, score, candidate.digits, (*evidence, *candidate.evidence), candidate.form
                    )
                )
        return results


def _excluded(candidate: Candidate, text: str, label: str, other: bool, others: Spans) -> bool:
    """Whether something else is written here, or the candidate is a piece of it."""
    start, end = candidate.start, candidate.end
    alike = covered(start, end, others)
    # Births of 2000 begin with 00, as international phone numbers do.
    plain = end - start == LENGTH and not other
    if alike and not (alike == "phone" and text[start] == "0" and (label or candidate.own_shape or plain)):
        return True
    if candidate.own_shape:
        return False
    if other or (candidate.labelled_only and not label):
        return True
    if _part_of_longer(text, start, end, label):
        return True
    if "\n" in text[start:end] and not (label or re.search(r"[.\-/]\n", text[start:end])):
        return True
    return not label and not candidate.strict and _glued(text, start, end)


def _decide(held: NationalNumber | None, candidate: Candidate, label: str) -> tuple[float, tuple[str, ...]]:
    """The table of the module's first paragraph; a score of 0 says nothing is reported."""
    named = (f"label: {label}",) if label else ()
    shaped = ("format",) if candidate.strict else ()
    if held:
        bis = ("BIS number",) if held.bis else ()
        if candidate.own_shape or (candidate.strict and label):
            return 0.99, ("checksum", *shaped, *named, *bis)
        if label:
            return 0.9 if candidate.labelled_only else 0.97, ("checksum", *named, *bis)
        if candidate.strict:
            return 0.85, ("checksum", *shaped, *bis)
        return CHECK_ONLY, ("checksum", *bis)
    if label:
        return 0.6, ("check failed", *named, *shaped)
    return (0.4, ("check failed", *shaped)) if candidate.own_shape else (0.0, ())


def _labels(window: Window, candidate: Candidate, *, held: bool) -> tuple[str, bool]:
    """Return the words of an own label, and whether another kind of number is announced instead."""
    begin = window.base + candidate.start
    before = window.folded.text[max(0, begin - _LONGEST_SUBJECT) : begin]
    if before.endswith(("=", "= ", "-")) and (found := _CERTIFICATE.search(before)):
        return ("pnobe" if found.group()[-1] == "-" else "certificate subject"), False
    announced = window.labels.announcing(begin, window.base + candidate.end)
    own = next((label.words for label in announced if label.kind == NATIONAL), "")
    others = {label.kind for label in announced if label.kind.islower()}
    if held and candidate.strict and not candidate.digits.startswith("32"):
        others -= _NEVER_SO_WRITTEN
    return own, bool(others) and not own


def _part_of_longer(text: str, start: int, end: int, label: str) -> bool:
    """Digits behind a decimal point or joined to more digits are a piece of something else."""
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if len(before) == 2 and before[1] in ".,/" and before[0].isdigit():
        return True
    if len(after) < 2 or after[0] not in ".,/-" or not after[1].isdigit():
        return False
    return not (after[0] in ".," and after[1] == "0" and not after[2:].strip("0").isdigit())


def _glued(text: str, start: int, end: int) -> bool:
    return (start > 0 and text[start - 1].isalpha()) or (end < len(text) and text[end].isalpha())
