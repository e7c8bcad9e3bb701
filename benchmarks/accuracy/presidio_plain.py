"""Plain Presidio over the same texts, for comparison: judged on what it knows, and otherwise on what it flags as anything at all."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.accuracy import document as doc
from benchmarks.accuracy.document import Document
from benchmarks.accuracy.judge import VIOLATION, Found, Judge
from benchmarks.accuracy.tables import table

KNOWN = (doc.IBAN, doc.PHONE, doc.EMAIL)  # what Presidio and the contract call by the same name


class Comparison:
    """Presidio beside us; use it in a `with`, which ends its process."""

    def __init__(self) -> None:
        worker = Path(__file__).with_name("presidio_worker.py")
        self.process = subprocess.Popen(
            [sys.executable, "-P", str(worker)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.judge = Judge()
        self.flagged: dict[str, list[int]] = {}  # true values, flagged at any score, flagged at 0.5 or more

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.communicate()

    def _analyze(self, text: str) -> list[tuple[str, int, int, float]]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(text) + "\n")
        self.process.stdin.flush()
        return [
            (str(entity), int(start), int(end), float(score))
            for entity, start, end, score in json.loads(self.process.stdout.readline())
        ]

    def add(self, document: Document) -> None:
        """Run one document."""
        found = []
        for number, part in enumerate(document.parts):
            results = self._analyze(part.text)
            found += [
                Found(entity, number, start, 1.0) for entity, start, _, _ in results if entity in KNOWN
            ]  # it has no threshold of its own
            for truth in document.truths:
                if truth.part != number or truth.expected != "found":
                    continue
                scores = [score for _, start, end, score in results if start < truth.end and truth.start < end]
                counts = self.flagged.setdefault(truth.entity, [0, 0, 0])
                counts[0] += 1
                counts[1] += bool(scores)
                counts[2] += max(scores, default=0.0) >= VIOLATION
        self.judge.add(document, found, by_value=False)

    def report(self) -> str:
        """Return the two tables."""
        known = {entity: score for entity, score in self.judge.clean.items() if entity in KNOWN}
        lines = [f"{'entity':28} {'true':>6} {'flagged as anything':>20} {'with score ≥ 0.5':>17}"]
        for entity in doc.ENTITIES:
            if entity in self.flagged:
                total, any_, sure = self.flagged[entity]
                lines.append(f"{entity:28} {total:6d} {any_ / total:20.4f} {sure / total:17.4f}")
        return "\n".join(lines) + "\n\n" + table(known, "Presidio on what it has recognisers for")
