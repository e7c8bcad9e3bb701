"""One scan that holds several documents: a CV and, behind it, a diploma. Told by pages that begin with a title of their own.

Pages without one belong to what began before them, so a document of many pages stays one. Only what is sure begins a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scanner.classify.classifier import Classifier
from scanner.classify.containers import LEAST_RANK
from scanner.model import Classification, Extraction, Segment

SURE = 0.95
MOST_PAGES = 30
"""Longer documents are books, not piles of papers."""
_HEAD = 700  # characters of a page in which its title would stand
_PAGE = re.compile(r"page (\d+)\b")


def documents_in(classifier: Classifier, extraction: Extraction) -> list[tuple[str, Classification]]:
    """Return (place such as `pages 2-3`, class) of the documents in one, or nothing when it is one document."""
    pages = _pages(extraction)
    if not 2 <= len(pages) <= MOST_PAGES:
        return []
    begun: list[tuple[int, Classification]] = []
    for number, segments in pages.items():
        found = _begins(classifier, replace(extraction, segments=tuple(segments), pictures=(), children=()))
        if found is not None and (not begun or begun[-1][1].document_class != found.document_class):
            begun.append((number, found))
    if len({found.document_class for _, found in begun}) < 2:
        return []
    return list(_ranges(begun, max(pages)))


def _pages(extraction: Extraction) -> Mapping[int, list[Segment]]:
    pages: dict[int, list[Segment]] = {}
    for segment in extraction.segments:
        if found := _PAGE.match(segment.locate(0)):
            pages.setdefault(int(found.group(1)), []).append(segment)
    return dict(sorted(pages.items()))


def _begins(classifier: Classifier, page: Extraction) -> Classification | None:
    """Return the class of a page that begins with a title of that class, and is surely of it."""
    head = replace(page, segments=tuple(replace(segment, text=segment.text[:_HEAD]) for segment in page.segments[:2]))
    titled = {
        rule.document_class
        for rule, strength in zip(classifier.rules, classifier.measure(head, "").strengths, strict=True)
        if strength["title"] > 0 and rule.retention_rank >= LEAST_RANK
    }
    if not titled:
        return None
    found = classifier.classify(page, "")
    return found if found.document_class in titled and found.confidence >= SURE else None


def _ranges(begun: list[tuple[int, Classification]], last: int) -> Iterator[tuple[str, Classification]]:
    for index, (first, found) in enumerate(begun):
        end = begun[index + 1][0] - 1 if index + 1 < len(begun) else last
        yield (f"pages {first}-{end}" if end > first else f"page {first}"), found
