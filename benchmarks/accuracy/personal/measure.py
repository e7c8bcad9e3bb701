"""Precision and recall of the personal recognisers: `python benchmarks/accuracy/personal/measure.py [--wrong FILE.yaml]`.

Prints a table for the halves and the fresh documents; `--wrong` lists the cases of one half that are not exactly right. A value counts as found only
with its exact span. Cases are synthetic, so they may be printed.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
sys.path.insert(0, os.fspath(FOLDER.parents[2]))

from scanner import rulepacks  # noqa: E402
from scanner.detect.engine import Detector  # noqa: E402
from scanner.detect.fold import fold  # noqa: E402
from scanner.model import Cell, Cells, Grid, Place, Segment  # noqa: E402

ENTITIES = {
    "P": "PERSON", "A": "ADDRESS", "N": "NATIONALITY", "D": "DATE_OF_BIRTH", "B": "PLACE_OF_BIRTH", "C": "PLACE_OF_BIRTH",
    "E": "EMAIL_ADDRESS", "T": "PHONE_NUMBER", "I": "IBAN_CODE",
}  # fmt: skip
COUNTRY_CONFIDENCE = 0.5  # a place of birth below it is only a country


def segment(case):
    """Return the case as the readers would give it: text, or a table with its cells."""
    if "text" in case:
        return Segment(case["text"], Place("text"))
    cells, parts, offset = [], [], 0
    for number, row in enumerate(case["table"], 1):
        for column, value in enumerate(row, 1):
            cells.append(Cell(offset, offset + len(value), number, column))
            parts.append(value + ("\n" if column == len(row) else "\t"))
            offset += len(value) + 1
    return Segment("".join(parts), Grid("Blad1", Cells(cells)))


def found(detector, case):
    """Return how often each (letter, exact value) is found."""
    part = segment(case)
    hits = Counter()
    for window, result in detector._results(part, fold(part.text)):  # noqa: SLF001
        start, end = window.folded.original(window.base + result.start), window.folded.original(window.base + result.end - 1) + 1
        letter = next((letter for letter, entity in ENTITIES.items() if entity == result.entity_type), "")
        if letter == "B" and result.score < COUNTRY_CONFIDENCE:
            letter = "C"
        if letter:
            hits[letter, part.text[start:end]] += 1
    return hits


def expected(case):
    """Return the values that should be found."""
    return Counter((letter, value) for letter in ENTITIES for value in case.get(letter, []))


def figures(detector, path, *, wrong=False):
    """Return per letter (right, false, missed) over one file; print the cases that are not right on demand."""
    totals = {letter: [0, 0, 0] for letter in ENTITIES}
    languages = yaml.safe_load(path.read_text("utf-8"))
    named = {letter for cases in languages.values() for case in cases for letter in case}
    for language, cases in languages.items():
        for case in cases:
            got, want = found(detector, case), expected(case)
            got = Counter(
                {hit: count for hit, count in got.items() if hit[0] in named}
            )  # what a file does not name is not judged
            got -= Counter(("P", value) for value in case.get("U", []))
            for index, part in enumerate((got & want, got - want, want - got)):
                for (letter, _), count in part.items():
                    totals[letter][index] += count
            if wrong and got != want:
                print(
                    language, case.get("text", case.get("table")), "\n    false ", dict(got - want), " missed ", dict(want - got)
                )
    return totals


def main():
    detector = Detector(rulepacks.shipped(), bytes(32))
    if len(sys.argv) > 2:
        figures(detector, FOLDER / sys.argv[2], wrong=True)
        return
    for name in ("tuning.yaml", "measuring.yaml", "documents.yaml", "fresh.yaml"):
        cases = sum(len(part) for part in yaml.safe_load((FOLDER / name).read_text("utf-8")).values())
        print(f"{name}: {cases} cases\n  {'':16} right false missed precision recall")
        for letter, (right, false, missed) in figures(detector, FOLDER / name).items():
            if not right + missed:
                continue
            title = "country of birth" if letter == "C" else ENTITIES[letter]
            precision = right / (right + false) if right + false else 1.0
            recall = right / (right + missed) if right + missed else 1.0
            print(f"  {title:16} {right:5} {false:5} {missed:6} {precision:9.2f} {recall:6.2f}")


if __name__ == "__main__":
    main()
