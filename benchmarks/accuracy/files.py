"""The same documents as real files through the whole pipeline: read, OCR, detect. Judged by entity and value, since a file has no offsets."""

from __future__ import annotations

import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.accuracy import document as doc
from benchmarks.accuracy import render
from benchmarks.accuracy.document import Document, Truth
from benchmarks.accuracy.judge import KEY, RULES, VIOLATION, Mistake, Score
from scanner.config import Limits
from scanner.detect.mask import fingerprint
from scanner.model import Coverage, FileIdentity, FileResult
from scanner.pipeline import Scanner, Settings


class FileJudge:
    """Writes, scans and counts; per kind of file and entity."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.scanner = Scanner(Settings((folder.encode(),), os.fspath(RULES), Limits(), KEY))
        self.scores: dict[str, dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
        self.coverage: Counter[tuple[str, str]] = Counter()
        self.mistakes: list[Mistake] = []

    def add(self, document: Document, kind: str) -> None:
        """Judge one document as one kind of file; documents with damage of their own are left out."""
        if document.damaged or any(truth.damaged for truth in document.truths):
            return
        name = f"{document.file_name or document.template}.{'pdf' if kind == 'scan' else kind}"
        path = Path(self.folder, name)
        path.write_bytes(render.file(document, kind))
        status = path.stat()
        identity = FileIdentity(
            0, name.encode(), status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_dev, status.st_ino, status.st_mode
        )
        result = self.scanner.scan_one(identity)
        path.unlink()
        self.coverage[kind, result.coverage if result.coverage is Coverage.FULL else f"{result.coverage} ({_gaps(result)})"] += 1
        self._hold(document, kind, result)

    def _hold(self, document: Document, kind: str, result: FileResult) -> None:
        scores = self.scores[kind]
        found: dict[tuple[str, str], float] = {}
        for finding in result.findings:
            key = (finding.entity, finding.fingerprint)
            found[key] = max(found.get(key, 0.0), finding.confidence)
        true: dict[tuple[str, str], Truth] = {}
        for truth in document.truths:
            if truth.expected != "silent":
                key = _key(truth)
                if key not in true or truth.expected == "found":
                    true[key] = truth
        own = {(doc.EMAIL, fingerprint(KEY, doc.EMAIL, address)) for address in render.ADDRESSES}
        for key, truth in true.items():
            if truth.expected != "found":
                continue
            sure = _best(found, key) >= VIOLATION
            scores[truth.entity].add(document.template, hits=sure, misses=not sure)
            if not sure:
                near = "note only" if _best(found, key) > 0 else "missed"
                self.mistakes.append(Mistake(f"{kind}: {near}", truth.entity, document.template, truth.form, ""))
        for key, confidence in found.items():
            if confidence >= VIOLATION and key[0] in doc.ENTITIES and key not in true and key not in own and key[0] != doc.MRZ:
                scores[key[0]].add(document.template, false=1)
                self.mistakes.append(Mistake(f"{kind}: false hit", key[0], document.template, "", ""))


def _gaps(result: FileResult) -> str:
    return ", ".join(sorted({str(gap.code) for gap in result.problems}))


def _best(found: dict[tuple[str, str], float], key: tuple[str, str]) -> float:
    if key[0] == doc.MRZ:
        return max((confidence for (entity, _), confidence in found.items() if entity == doc.MRZ), default=0.0)
    return found.get(key, 0.0)


def _key(truth: Truth) -> tuple[str, str]:
    value = truth.value
    if truth.entity == doc.PHONE:
        value = f"+{value}" if value.startswith("32") else f"+32{value[1:]}"
    return truth.entity, "" if truth.entity == doc.MRZ else fingerprint(KEY, truth.entity, value)


def judge(documents: Iterable[Document], scans: bool) -> FileJudge:
    """Return the judge after all documents went through: every kind of file a template names, or their scans when asked."""
    with tempfile.TemporaryDirectory() as folder:
        files = FileJudge(folder)
        for document in documents:
            paper = {"pdf", "docx"} & set(document.formats)
            for kind in (("scan",) if paper else ()) if scans else document.formats:
                files.add(document, kind)
    return files
