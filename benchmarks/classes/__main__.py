"""How well documents are classed: `python -m benchmarks.classes [tuning|measuring] [--author NAME] [--scans N] [--misses]`.

Prints accuracy, macro-F1, abstention, what is right of what it is sure of, negatives, reliability, confusions and cost. What was learned
from the tuning half is known by heart there; what unseen authors get is told by `benchmarks.classes.train`, and by the measuring half. `--scans` draws
the first N filled templates of each language as 200-dpi pages, reads them with OCR and puts the two beside each other. `--misses` names
the mistakes; it is refused for the measuring half, since a half that one looks at measures nothing any more.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter
from pathlib import Path

from benchmarks.classes import judge
from benchmarks.classes.documents import Document, documents
from benchmarks.classes.templates import HALVES
from scanner.classify import rules
from scanner.classify.classifier import Classifier
from scanner.model import Extraction, Place, Segment

PACKS = Path(__file__).parents[2] / "rules" / "classes"
PAGE = 2_500  # characters


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classes", description=__doc__)
    parser.add_argument("half", choices=HALVES, nargs="?", default="tuning")
    parser.add_argument("--author", help="only the templates of one author")
    parser.add_argument("--scans", type=int, default=0)
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    if asked.misses and asked.half != "tuning":
        parser.error("only mistakes of the tuning half are shown")
    classifier = Classifier(rules.load(PACKS))
    papers = [paper for paper in documents(asked.half) if asked.author in (None, paper.author)]
    if not papers:
        parser.error(f"nobody called {asked.author} wrote for the {asked.half} half")
    if asked.scans:
        from benchmarks.classes.scans import compare

        compare(classifier, _sample(papers, asked.scans))
        return
    judged = [judge.Judged(paper, classifier.classify(paper.extraction, paper.name)) for paper in papers]
    print(f"{asked.half}: {len(papers)} documents of {len({paper.group for paper in papers})} templates")
    judge.print_summary(judged)
    judge.print_negatives(judged)
    judge.print_reliability(judged)
    judge.print_confusion(judged)
    _cost(classifier, papers)
    if asked.misses:
        for one in judged:
            if not one.right:
                paper = one.document
                print(
                    f"{paper.group:24} {paper.hand:10} {paper.kind:8} {paper.document_class:20} {one.verdict.document_class:20} {one.verdict.confidence:.2f} {paper.name}"
                )


def _sample(papers: list[Document], count: int) -> list[Document]:
    """The first of each language whose text is as it was written; tables are left out, since a page has no cells."""
    taken: Counter[str] = Counter()
    chosen = []
    for paper in papers[::13] + papers:
        if (
            paper.hand == "unnamed"
            and paper.kind != "blank"
            and "\t" not in paper.text
            and taken[paper.language] < count
            and paper not in chosen
        ):
            taken[paper.language] += 1
            chosen.append(paper)
    return chosen


def _cost(classifier: Classifier, papers: list[Document]) -> None:
    """Time the documents as they are, and the same texts drawn out to a page and to ten."""
    gc.freeze()  # the documents of this benchmark are no part of what a worker has to look through
    for label, length in (("as they are", 0), ("one page", PAGE), ("ten pages", 10 * PAGE)):
        seconds, pages = 0.0, 0.0
        for paper in papers[::17]:
            text = paper.text if not length else (paper.text + "\n") * (length // len(paper.text) + 1)
            extraction = Extraction((Segment(text[: length or None], Place("text")),))
            times = []
            for _ in range(3):
                start = time.process_time()
                classifier.classify(extraction, paper.name)
                times.append(time.process_time() - start)
            seconds, pages = seconds + min(times), pages + max(1.0, len(text[: length or None]) / PAGE)
        print(f"cost, {label}: {1000 * seconds / pages:.3f} ms per page (of {PAGE} characters, a part of one counts as one)")


if __name__ == "__main__":
    main()
