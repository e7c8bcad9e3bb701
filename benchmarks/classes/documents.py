"""Templates become documents: each is written out by several hands, which differ in layout, in noise and in the file's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from benchmarks.classes.fill import BLANKS, blank, filled
from benchmarks.classes.templates import Template, load
from scanner.model import Cell, Cells, Extraction, Grid, Place, Role, Segment

HANDS = ("plain", "unnamed", "spaced", "noisy", "columns", "flowing", "letterhead")
BLANK_HANDS = ("plain", "unnamed")
_MISREAD = {
    "i": "l",
    "l": "1",
    "o": "0",
    "e": "c",
    "m": "rn",
    "é": "e",
    "ë": "e",
    "g": "q",
    "u": "ii",
    "t": "f",
    "S": "5",
    "B": "8",
}


@dataclass(frozen=True, slots=True)
class Document:
    """What is classed, with its truth; `group` is the template, so that nobody is judged by a sibling."""

    group: str
    hand: str
    document_class: str
    language: str
    kind: str
    name: str
    extraction: Extraction

    @property
    def author(self) -> str:
        """Who wrote its template."""
        return self.group.split("/")[1]

    @property
    def text(self) -> str:
        """Its words."""
        return "\n".join(segment.text for segment in self.extraction.segments)


def documents(half: str) -> Iterator[Document]:
    """Yield the documents of a half; the same in each run. `kind` is `filled`, `negative` or `blank`."""
    for template in load(half):
        kind = "negative" if "negative" in template.flags else "filled"
        for hand in HANDS:
            rng = Random(f"{template.key}/{hand}")
            yield _document(template, hand, kind, filled(template.text, template.language, rng), template.document_class, rng)
        if "form" in template.flags:
            for number, style in enumerate(BLANKS):
                rng = Random(f"{template.key}/{style}")
                text = blank(template.text, template.language, style)
                yield _document(template, BLANK_HANDS[number % 2], "blank", text, "reference_document", rng)


def _document(template: Template, hand: str, kind: str, text: str, document_class: str, rng: Random) -> Document:
    extension = template.file_name.rpartition(".")[2]
    named = re.sub(r"\{.\d?\}", "", template.file_name) if kind == "blank" else filled(template.file_name, template.language, rng)
    name = named.replace("/", "-")
    if hand in ("unnamed", "noisy", "flowing"):
        name = rng.choice(("scan0{}", "IMG_{}", "Document{}", "{}", "nieuw {}")).format(rng.randint(100, 9999)) + f".{extension}"
    if "table" in template.flags and hand in ("plain", "unnamed", "spaced", "letterhead"):
        extraction = Extraction((_table(text),))
    else:
        text = text.replace("|", "   ")
        role = Role.OCR if hand == "noisy" else Role.BODY
        extraction = Extraction((Segment(written(text, hand, template.language, rng), Place("text"), role),))
    return Document(template.key, hand, document_class, template.language, kind, name, extraction)


def _table(text: str) -> Segment:
    cells, offset = [], 0
    lines = [re.split(r"[|;]", line) for line in text.splitlines()]
    for row, line in enumerate(lines, 1):
        for column, cell in enumerate(line, 1):
            cells.append(Cell(offset, offset + len(cell), row, column))
            offset += len(cell) + 1
    return Segment("".join("\t".join(line) + "\n" for line in lines), Grid("Blad1", Cells(cells)))


def written(text: str, hand: str, language: str, rng: Random) -> str:
    """Return the text as a hand lays it out."""
    lines = text.splitlines()
    if hand == "spaced":
        return "\n".join(
            [" ".join(lines[0].upper()).replace("   ", "  ") if len(lines[0]) < 45 else lines[0].upper(), "", *lines[1:]]
        )
    if hand == "noisy":
        return "".join(_MISREAD[char] if char in _MISREAD and rng.random() < 0.03 else char for char in text)
    if hand == "columns":
        half = (len(lines) + 1) // 2
        right = [*lines[half:], *[""] * (2 * half - len(lines))]
        return "\n".join(
            f"{a[:60].ljust(62)}{b}".rstrip() if len(a) <= 60 else f"{a}\n{b}" for a, b in zip(lines[:half], right, strict=True)
        )
    if hand == "flowing":
        return " ".join(lines)
    if hand == "letterhead":
        page = {"nl": "Bladzijde 1 van 1", "fr": "Page 1 de 1", "en": "Page 1 of 1", "de": "Seite 1 von 1"}[language]
        return "\n".join(
            [
                "Springplank vzw",
                "Kaai 12, 9000 Gent - www.example.be - 09 555 01 02",
                "",
                *lines,
                "",
                page,
                f"ref. {rng.randint(100, 999)}",
            ]
        )
    return text
