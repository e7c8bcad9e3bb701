"""`python -m benchmarks.accuracy`: precision and recall per entity on synthetic documents, beside plain Presidio. See README.md."""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, os.fspath(Path(__file__).parents[2]))
if sys.path[1] == os.fspath(
    Path(__file__).parent
):  # started as `python benchmarks/accuracy`: our modules must not hide the library's
    del sys.path[1]

from benchmarks.accuracy import document as doc
from benchmarks.accuracy import files, fonts, judge, negatives, presidio_plain, speed, tables
from benchmarks.accuracy.template import documents, templates
from scanner.detect.engine import Detector

ASKED = {  # recall and precision in text
    doc.NATIONAL: (0.995, 0.99),
    doc.CARD: (0.98, 0.98),
    doc.MRZ: (0.98, 0.98),
    doc.IKL: (0.98, 0.98),
    doc.PLACE: (0.96, 0.97),
}
ASKED_OF_SCANS = 0.97  # recall of national numbers from 200 dpi


def _detector() -> Detector:
    return Detector(judge.RULES, judge.KEY)


def text(half: str, each: int, seed: int, beside: bool) -> None:
    """Print the tables of a half; details of mistakes only of the tuning half."""
    detector, ours = _detector(), judge.Judge()
    made = list(documents(half, each, seed))
    begin = time.perf_counter()
    for document in made:
        ours.add(document, judge.dossierwacht(detector, document))
    print(
        f"\n{half.upper()} HALF: {len(templates(half))} templates, {ours.documents} documents, {time.perf_counter() - begin:.1f} s, {ours.notes} notes below 0.5\n"
    )
    print(tables.table(ours.clean, "text as written"))
    print("\n" + tables.table(ours.damaged, "text as weak OCR gives it"))
    print("\n" + tables.by_form(ours.forms))
    print("\n" + "\n".join(_verdicts(ours)))
    print("\nmisses and false hits" + ("" if half == "tuning" else " (kinds only)"))
    print(tables.kinds(ours.mistakes, with_text=half == "tuning"))
    if beside:
        with presidio_plain.Comparison() as comparison:
            for document in made:
                comparison.add(document)
        print("\nplain Presidio on the same texts\n" + comparison.report())


def _verdicts(ours: judge.Judge) -> list[str]:
    lines = ["asked of text as written:"]
    for entity, (recall, precision) in ASKED.items():
        score = ours.clean[entity]
        met = score.recall >= recall and score.precision >= precision
        lines.append(
            f"  {entity:28} recall {score.recall:.4f} ≥ {recall}, precision {score.precision:.4f} ≥ {precision}: {'met' if met else 'NOT MET'}"
        )
    return lines


def real_files(half: str, each: int, seed: int, scans: bool) -> None:
    """Print a table per kind of file, and what of them was not read completely."""
    begin = time.perf_counter()
    judged = files.judge(documents(half, each, seed), scans)
    print(
        f"\n{half.upper()} HALF as {'scans of 200 dpi' if scans else 'real files'}, fonts {fonts.used()}, {time.perf_counter() - begin:.0f} s"
    )
    for kind, scores in judged.scores.items():
        print("\n" + tables.table(scores, kind))
    print("\ncoverage: " + ", ".join(f"{kind} {what} {count}" for (kind, what), count in sorted(judged.coverage.items())))
    if scans:
        recall = judged.scores["scan"][doc.NATIONAL].recall
        print(
            f"national numbers from scans: recall {recall:.4f} ≥ {ASKED_OF_SCANS}: {'met' if recall >= ASKED_OF_SCANS else 'NOT MET'}"
        )
    print(tables.kinds(judged.mistakes, with_text=False))


def _random_chunk(chunk: tuple[int, int, bool]) -> tuple[int, int, int]:
    return negatives.random_numbers(_detector(), chunk[1], seed=chunk[0], every=chunk[2])


def random_numbers(count: int, workers: int, every: bool) -> None:
    """Print how many of `count` random numbers of eleven digits become a violation (asked: none) or a note."""
    size = 100_000 if every else 1_000_000
    chunks = [(start, min(size, count - start), every) for start in range(0, count, size)]
    begin = time.perf_counter()
    looked = violations = notes = done = 0
    with ProcessPoolExecutor(workers) as pool:
        for (_, length, _), (seen, sure, low) in zip(chunks, pool.map(_random_chunk, chunks), strict=True):
            looked, violations, notes, done = looked + seen, violations + sure, notes + low, done + length
            spent = time.perf_counter() - begin
            print(
                f"{done:,} random numbers, {looked:,} looked at: {violations} violations, {notes} notes, {spent:.0f} s",
                flush=True,
            )


def main() -> None:
    """Run what the options ask for; without a mode the text of both halves and the look-alikes."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    options.add_argument("--half", choices=("tuning", "measuring", "fresh", "both"), default="both")
    options.add_argument("--each", type=int, default=40, help="documents per template (files and scans: see below)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--no-presidio", action="store_true")
    options.add_argument(
        "--files", type=int, metavar="N", help="N documents per template as real files through the whole pipeline"
    )
    options.add_argument("--scans", type=int, metavar="N", help="N documents per template as scans of 200 dpi")
    options.add_argument("--negatives", type=int, metavar="N", help="N values of every look-alike in every sentence")
    options.add_argument("--random", type=int, metavar="N", help="N random numbers without context")
    options.add_argument(
        "--every", action="store_true", help="with --random: look at every number, not only where the check holds"
    )
    options.add_argument("--workers", type=int, default=1, help="processes for --random")
    options.add_argument(
        "--speed", type=int, nargs="*", metavar="MB", help="beside google-re2; sizes in MB, 1 2 5 10 50 without any"
    )
    chosen = options.parse_args()
    halves = ("tuning", "measuring") if chosen.half == "both" else (chosen.half,)
    modes = (chosen.files, chosen.scans, chosen.negatives, chosen.random, chosen.speed)
    os.nice(5)
    if all(mode is None for mode in modes):
        for half in halves:
            text(half, chosen.each, chosen.seed, not chosen.no_presidio)
        chosen.negatives = 25
    for half in halves:
        if chosen.files:
            real_files(half, chosen.files, chosen.seed, scans=False)
        if chosen.scans:
            real_files(half, chosen.scans, chosen.seed, scans=True)
    if chosen.negatives:
        lines, wrong, needless = negatives.run(_detector(), chosen.negatives, chosen.seed)
        print(
            f"\nLOOK-ALIKES\n{lines}\n{wrong} violations (asked: 0), {needless} notes on look-alikes whose label tells what they are (asked: 0)"
        )
    if chosen.random:
        random_numbers(chosen.random, chosen.workers, chosen.every)
    if chosen.speed is not None:
        for row in speed.rows(_detector(), tuple(chosen.speed) or (1, 2, 5, 10, 50)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
