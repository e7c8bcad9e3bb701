"""The story of one file, as a table of contents: identify, read, detect, classify.

Pure but for reading the file: no database, no clock but for the limits, no writes. Arguments and result are picklable.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from scanner.config import Limits
from scanner.model import (
    Child,
    ChildResult,
    Classification,
    Code,
    Coverage,
    DocumentDate,
    Extraction,
    Fact,
    FileIdentity,
    FileResult,
    FileType,
    Finding,
    FolderResult,
    Place,
    Problem,
    Role,
    Segment,
)
from scanner.read.documents import read_document
from scanner.read.source import Source
from scanner.tree.names import as_text, printable
from scanner.tree.opening import CannotOpen, open_beneath

if TYPE_CHECKING:
    from scanner.classify.classifier import Classifier
    from scanner.detect.engine import Detector, Located
    from scanner.detect.vision.copies import Document
    from scanner.detect.vision.vocabulary import Vocabulary

_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What a scan of one file needs to know; picklable. `key` is the run's secret for fingerprints."""

    roots: tuple[bytes, ...]
    rules: str
    limits: Limits
    key: bytes
    ocr: bool = True
    allow: tuple[str, ...] = ()
    name_models: tuple[str, ...] = ()
    explain: bool = False
    """Whether each term of a class's score is told."""
    previews: bool = False
    """Whether copies of identity documents get a coarse preview for the page of a scan."""


class Scanner:
    """Rules and engines, loaded once per process and only when a file asks for them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def detector(self) -> Detector:
        """The detection engine over the run's rule packs."""
        from scanner.detect.engine import Detector

        return Detector(Path(self.settings.rules), self.settings.key, self.settings.allow, self.settings.name_models)

    @cached_property
    def classifier(self) -> Classifier:
        """The classifier over the run's rule packs."""
        from scanner.classify.classifier import Classifier

        return Classifier.load(Path(self.settings.rules), explain=self.settings.explain)

    @cached_property
    def cards(self) -> Vocabulary:
        """The words of identity documents in the run's rule packs."""
        from scanner.detect.vision import vocabulary

        return vocabulary.load(Path(self.settings.rules))

    def scan_one(self, identity: FileIdentity, known: Collection[str] = ()) -> FileResult:
        """Read one file and return all that may be said of it. Raises only MemoryError.

        Of a content whose SHA-256 is one of `known` only the file's name is looked at.
        """
        root = self.settings.roots[identity.root]
        name = self._name(identity, root)
        bare = FileResult(identity, printable(self.detector.mask_forbidden(_shown(identity, root))))
        begin = time.monotonic()  # the rules are loaded by now: that is no time of the first file
        if identity.size > self.settings.limits.file_mb << 20:
            gap = Problem("open", Code.TOO_LARGE, f"more than {self.settings.limits.file_mb} MiB")
            return replace(bare, problems=(gap,), findings=self._in_name(name))
        try:
            with open_beneath(root, identity.path) as file:
                content, sha256 = _load(file, identity.size)
                if sha256 in known:
                    changed = _changed(file, identity)
                    gaps = (changed,) if changed else ()
                    return replace(bare, sha256=sha256, problems=gaps, findings=self._in_name(name), known=True)
                source = Source(content, identity.size, name)
                file_type, extraction = read_document(source, self.settings.limits, self.settings.ocr)
                changed = _changed(file, identity)
        except CannotOpen as refusal:
            return replace(bare, problems=(refusal.problem,), findings=self._in_name(name))
        return self._judge(bare, name, sha256, file_type, extraction, changed, time.monotonic() - begin)

    def folder(self, root: int, path: bytes, problem: Problem | None) -> FolderResult | None:
        """Return what is to be said of a folder, or None when there is nothing."""
        name = as_text(path.rpartition(b"/")[2]) if path else ""
        findings = self._in_name(name, "folder name") if any(char.isdigit() for char in name) else ()
        if not findings and problem is None:
            return None
        shown = printable(self.detector.mask_forbidden(as_text(path)))
        return FolderResult(root, path, shown, findings, (problem,) if problem else ())

    def _judge(
        self,
        bare: FileResult,
        name: str,
        sha256: str,
        file_type: FileType,
        extraction: Extraction,
        changed: Problem | None,
        seconds: float,
    ) -> FileResult:
        # Reading may have used all of the soft limit; what it gave is still looked at, until shortly before the worker is killed.
        limits = self.settings.limits
        stop = limits.soft_seconds + 0.75 * (limits.hard_seconds - limits.soft_seconds)
        deadline = time.monotonic() - seconds + stop
        from scanner.detect.engine import MOST_PERSONAL, Detection

        gaps: list[Problem] = []
        seen: tuple[Document, ...] = ()
        try:
            seen = self._seen(extraction, name, deadline)
            found = self.detector.detect_until(
                deadline,
                (*_named(name), *_segments(extraction, self._step), *_segments_seen(seen)),
                (*_facts(extraction, self._step), *_facts_seen(seen)),
            )
        except MemoryError:
            found = Detection(self._in_name(name))
            gaps.append(Problem("detect", Code.MEMORY, "takes too much memory to look at"))
        if not found.complete:
            gaps.append(Problem("detect", Code.TIMEOUT, f"stopped after {stop:g} s"))
        if not found.listed:
            gaps.append(
                Problem(
                    "detect",
                    Code.TOO_LARGE,
                    f"of names, addresses and other personal data only the first {MOST_PERSONAL:,} are listed",
                )
            )
        gaps.extend(gap for document in seen for gap in document.problems)
        if changed:
            gaps.append(changed)
        classification, of_content, children = self._classify(
            extraction, file_type.media_type, name, bare.display_path, found.findings, seen
        )
        problems = (*_problems(extraction), *gaps)
        coverage = extraction.coverage
        if gaps and coverage is Coverage.FULL:
            coverage = Coverage.NONE if gaps[0].code is Code.MEMORY else Coverage.PARTIAL
        return replace(
            bare, sha256=sha256, file_type=file_type, coverage=coverage, problems=problems, classification=classification,
            of_content=None if of_content == classification else of_content, findings=found.findings, persons=found.persons,
            dates=_dates(extraction), children=children, seconds=seconds,
        )  # fmt: skip

    def _seen(self, extraction: Extraction, name: str, deadline: float) -> tuple[Document, ...]:
        """Look for identity documents and people in the pictures of a file; nothing is loaded for one without pictures."""
        if not any(part.pictures for part in (extraction, *(child.extraction for _, child in _descendants(extraction)))):
            return ()
        from scanner.detect.vision.copies import documents
        from scanner.read.pictures.second_look import SecondLook

        eyes = SecondLook(self.settings.limits, self.settings.ocr)
        return tuple(documents(extraction, name, eyes, self.cards, deadline, self._step, previews=self.settings.previews))

    def _classify(
        self,
        extraction: Extraction,
        media_type: str,
        name: str,
        path: str,
        findings: tuple[Finding, ...],
        seen: tuple[Document, ...],
    ) -> tuple[Classification, Classification, tuple[ChildResult, ...]]:
        """Return the class with the file's names and without them, and the parts."""
        from scanner.classify.containers import container_class
        from scanner.classify.pages import documents_in

        entities = {finding.entity for finding in findings}
        own_name, folder = name.rpartition("/")[2], path.rpartition("/")[0]
        own, of_content = self.classifier.classify_both(extraction, own_name, folder, entities)
        children = []
        pictured = {id(document.extraction): document.entities for document in seen}
        for locator, child in _descendants(extraction):
            shown = pictured.get(id(child.extraction), ())
            verdict = self.classifier.classify(child.extraction, child.name.rpartition("/")[2], folder, shown)
            children.append(
                ChildResult(self.detector.mask_forbidden(locator), child.file_type.media_type, child.extraction.coverage, verdict)
            )
        children += [
            ChildResult(place, media_type, extraction.coverage, verdict)
            for place, verdict in documents_in(self.classifier, extraction)
        ]
        if children:
            parts = [child.classification for child in children]
            ranks = self.classifier.ranks
            own, of_content = container_class(own, parts, ranks), container_class(of_content, parts, ranks)
        return own, of_content, tuple(children)

    def _step(self, child: Child) -> str:
        """The way into a part, for a locator; a member's name may hold a number itself."""
        return self.detector.mask_forbidden(child.locator) if any(map(str.isdigit, child.locator)) else child.locator

    def _in_name(self, name: str, place: str = "file name") -> tuple[Finding, ...]:
        return self.detector.detect(_named(name, place))

    @staticmethod
    def _name(identity: FileIdentity, root: bytes) -> str:
        return as_text((identity.path or root).rpartition(b"/")[2])


def _shown(identity: FileIdentity, root: bytes) -> str:
    return as_text(identity.path or root.rpartition(b"/")[2])


def _load(file: BinaryIO, size: int) -> tuple[bytes | BinaryIO, str]:
    """Return the content (in memory when small, else the open file) and its SHA-256 in hex."""
    if size <= Source.IN_MEMORY:
        parts = []
        left = size
        while left > 0 and (part := file.read(min(left, _CHUNK))):
            parts.append(part)
            left -= len(part)
        data = b"".join(parts)
        return data, hashlib.sha256(data).hexdigest()
    total = hashlib.sha256()
    left = size
    while left > 0 and (part := file.read(min(left, _CHUNK))):
        total.update(part)
        left -= len(part)
    return file, total.hexdigest()


def _changed(file: BinaryIO, identity: FileIdentity) -> Problem | None:
    import os

    status = os.fstat(file.fileno())
    if (status.st_size, status.st_mtime_ns) == (identity.size, identity.mtime_ns):
        return None
    return Problem("open", Code.VANISHED, "changed while it was read")


def _named(name: str, place: str = "file name") -> tuple[Located, ...]:
    from scanner.detect.engine import Located

    # An underscore joins what a person reads as words: `85073003328_CV.pdf`.
    return (Located(Segment(name.replace("_", " "), Place(place), Role.NAME)),)


def _segments(extraction: Extraction, step: Callable[[Child], str], prefix: str = "") -> Iterator[Located]:
    from scanner.detect.engine import Located

    for segment in extraction.segments:
        yield Located(segment, prefix)
    for child in extraction.children:
        below = f"{prefix}{step(child)} > "
        yield Located(Segment(child.name.rpartition("/")[2].replace("_", " "), Place("file name"), Role.NAME), below)
        yield from _segments(child.extraction, step, below)


def _facts(extraction: Extraction, step: Callable[[Child], str], prefix: str = "") -> Iterator[tuple[str, Fact]]:
    for fact in extraction.facts:
        yield prefix, fact
    for child in extraction.children:
        yield from _facts(child.extraction, step, f"{prefix}{step(child)} > ")


def _segments_seen(seen: Iterable[Document]) -> Iterator[Located]:
    from scanner.detect.engine import Located

    for document in seen:
        yield from (Located(segment, document.prefix) for segment in document.segments)


def _facts_seen(seen: Iterable[Document]) -> Iterator[tuple[str, Fact]]:
    for document in seen:
        yield from ((document.prefix, fact) for fact in document.facts)


def _dates(extraction: Extraction) -> tuple[DocumentDate, ...]:
    """Return when a document may have been made, by its own text and properties; that of its parts is theirs."""
    from scanner.classify import document_date, metadata_date

    return (*document_date.candidates(extraction.segments), *metadata_date.candidates(extraction.segments))


def _descendants(extraction: Extraction, prefix: str = "") -> Iterator[tuple[str, Child]]:
    for child in extraction.children:
        yield prefix + child.locator, child
        yield from _descendants(child.extraction, f"{prefix}{child.locator} > ")


def _problems(extraction: Extraction, part: str = "") -> tuple[Problem, ...]:
    """All gaps of a document and its parts; a part is told by its number, since its name may hold personal data."""
    own = tuple(replace(gap, detail=f"{part}{gap.detail}") if part else gap for gap in extraction.problems)
    below: tuple[Problem, ...] = ()
    for number, child in enumerate(extraction.children, 1):
        below += _problems(child.extraction, f"{part}part {number}: ")
    return own + below
