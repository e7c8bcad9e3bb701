"""A document with its truth: which values stand where, and what a scanner ought to do with each."""

from __future__ import annotations

from dataclasses import dataclass

NATIONAL, CARD, MRZ, IKL = "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "ID_MRZ", "IKL_NUMBER"
PLACE, BIRTH, IBAN, PHONE, EMAIL = "PLACE_OF_BIRTH", "DATE_OF_BIRTH", "IBAN_CODE", "PHONE_NUMBER", "EMAIL_ADDRESS"
ENTITIES = (NATIONAL, CARD, MRZ, IKL, PLACE, BIRTH, IBAN, PHONE, EMAIL)
BY_VALUE = (NATIONAL, CARD, IKL)
"""Entities whose value must be right, not only its place."""


@dataclass(frozen=True, slots=True)
class Truth:
    """One value in `parts[part].text[start:end]`; -1 is the file's name.

    `expected`: `found` (with confidence 0.5 or more), `free` (either way is right) or `silent` (at most a note below 0.5).
    """

    entity: str
    value: str
    part: int
    start: int
    end: int
    form: str
    expected: str = "found"
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `cells` are (start, end, row, column) when it is a table, with a tab between cells."""

    text: str
    cells: tuple[tuple[int, int, int, int], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A filled template. `decoys` are (kind, part, start, end) of values that must not be taken for something else."""

    template: str
    language: str
    seed: int
    formats: tuple[str, ...]
    parts: tuple[Part, ...]
    truths: tuple[Truth, ...]
    decoys: tuple[tuple[str, int, int, int], ...] = ()
    file_name: str = ""
    damaged: bool = False

    def text(self, part: int) -> str:
        """Return the text of a part; of -1 the file's name."""
        return self.parts[part].text if part >= 0 else self.file_name
