"""Runs cases through reading and looking as the product does, and counts."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PIL import Image

from benchmarks.vision.cases import Case
from scanner import rulepacks
from scanner.config import Limits
from scanner.detect.vision import vocabulary
from scanner.detect.vision.copies import documents
from scanner.read.documents import read_document
from scanner.read.pictures.second_look import SecondLook
from scanner.read.source import Source


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: copies and portraits found, people counted, processor seconds of reading, of looking, and of words read again in it."""

    case: Case
    copies: int
    portraits: int
    people: int
    reading: float
    looking: float
    again: float
    problems: tuple[str, ...] = ()


class _Timed(SecondLook):
    """Counts the processor seconds of OCR on parts of a picture."""

    spent = 0.0

    def words(self, grey: Image.Image, dpi: float, seconds: float) -> str:
        begin = time.process_time()
        try:
            return super().words(grey, dpi, seconds)
        finally:
            self.spent += time.process_time() - begin


def run(cases: Iterable[Case]) -> Iterator[Result]:
    """Yield the result of each case."""
    limits, words = Limits(), vocabulary.load(rulepacks.shipped())
    for case in cases:
        begin = time.process_time()
        _, extraction = read_document(Source(case.data, len(case.data), "picture.jpg"), limits, ocr=True)
        read = time.process_time()
        eyes = _Timed(limits, reads=True)
        seen = list(documents(extraction, "picture.jpg", eyes, words, time.monotonic() + 60, lambda child: child.locator))
        looked = time.process_time()
        entities = [fact.entity for document in seen for fact in document.facts if fact.confidence >= 0.5]
        yield Result(
            case, entities.count("ID_CARD_COPY"), entities.count("ID_PHOTO"), entities.count("PERSON_PHOTO"), read - begin, looked - read - eyes.spent, eyes.spent,
            tuple(problem.detail for document in seen for problem in document.problems),
        )  # fmt: skip


def table(title: str, results: list[Result], key: Callable[[Result], str]) -> None:
    """Print the recall of copies, and of their portraits, per value of a key."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    print(f"\n{title:24} {'cases':>6} {'found':>7} {'portrait':>9}")
    for name, group in sorted(groups.items()):
        with_portrait = [result for result in group if result.case.portrait]
        portraits = (
            f"{sum(result.portraits > 0 for result in with_portrait) / len(with_portrait):9.3f}" if with_portrait else "        -"
        )
        print(f"{name:24} {len(group):6} {sum(result.copies > 0 for result in group) / len(group):7.3f} {portraits}")


def negatives(results: list[Result]) -> None:
    """Print per kind of what is no identity document: copies that were claimed, people found, and the cost beyond reading."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[result.case.layout].append(result)
    print(
        f"\n{'no identity document':28} {'cases':>6} {'claimed':>8} {'people':>7} {'ms beyond OCR: mean':>20} {'most':>6} {'OCR again':>10}"
    )
    for name, group in groups.items():
        spent = [1000 * result.looking for result in group]
        claimed, people = sum(result.copies > 0 for result in group), sum(result.people > 0 for result in group) / len(group)
        again = 1000 * sum(result.again for result in group) / len(group)
        print(
            f"{name:28} {len(group):6} {claimed:8} {people:7.2f} {sum(spent) / len(spent):20.0f} {max(spent):6.0f} {again:10.0f}"
        )


def summary(copies: list[Result], others: list[Result], least_dpi: int) -> None:
    """Print recall, precision, and the recall at any rotation, of pictures with at least that resolution."""
    fine = [result for result in copies if result.case.shot.dpi >= least_dpi]
    found = sum(result.copies > 0 for result in fine)
    wrong = sum(max(0, result.copies - 1) for result in fine) + sum(result.copies for result in others)
    turned = [result for result in fine if min(result.case.shot.turn % 90, 90 - result.case.shot.turn % 90) > 4]
    print(
        f"\nat {least_dpi} dpi and more: recall {found / max(1, len(fine)):.3f} ({found} of {len(fine)}), precision {found / max(1, found + wrong):.3f} ({wrong} wrong)"
    )
    if turned:
        print(
            f"askew by more than 4 degrees: recall {sum(result.copies > 0 for result in turned) / len(turned):.3f} of {len(turned)}"
        )
    print(f"in {len(others)} pictures without an identity document {sum(result.copies > 0 for result in others)} were claimed")
