"""The same documents as text and as pages scanned at 200 dpi: what OCR costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.accuracy import render
from benchmarks.accuracy.document import Document as Paper
from benchmarks.accuracy.document import Part
from benchmarks.classes.documents import Document
from benchmarks.classes.judge import Judged, macro_f1
from scanner.classify.classifier import Classifier
from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source


def compare(classifier: Classifier, papers: Sequence[Document]) -> None:
    """Print how many are right as text and as scan."""
    clean, read = [], []
    for number, paper in enumerate(papers):
        clean.append(Judged(paper, classifier.classify(paper.extraction, paper.name)))
        page = render.scan(Paper(paper.group, paper.language, number, ("scan",), (Part(paper.text),), ()))
        _, extraction = read_document(Source(page, len(page), "scan.pdf"), Limits(), ocr=True)
        read.append(Judged(replace(paper, extraction=extraction), classifier.classify(extraction, paper.name)))
    print(f"{len(papers)} documents    accuracy   macro-F1")
    for label, judged in (("text", clean), ("scan, 200 dpi", read)):
        print(f"{label:14} {sum(one.right for one in judged) / len(judged):10.1%} {macro_f1(judged):10.3f}")
