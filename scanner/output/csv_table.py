"""A table for spreadsheets: one row per finding, `;` between fields, with names masked and formulas disarmed."""

from __future__ import annotations

import csv
import io
from typing import BinaryIO

from scanner.model import FileResult, Finding
from scanner.output.targets import told
from scanner.tree.names import printable

COLUMNS = ("path", "size", "media_type", "coverage", "problems", "document_class", "class_confidence",
           "entity", "category", "confidence", "locator", "masked", "count", "evidence", "suppressed")  # fmt: skip


class CsvTable:
    """Writes rows as results come; a file without findings has one row."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._name = name
        self._row(COLUMNS, start="\ufeff")

    def file(self, result: FileResult) -> None:
        """Write the rows of one file."""
        problems = ", ".join(sorted({problem.code.value for problem in result.problems}))
        verdict = result.classification
        lead = (result.display_path, str(result.identity.size), result.file_type.media_type, result.coverage.value, problems,
                verdict.document_class, f"{verdict.confidence:.2f}")  # fmt: skip
        for finding in result.findings or (None,):
            self._row((*lead, *_finding(finding)))

    def folder(self, path: str, findings: tuple[Finding, ...], problems: str) -> None:
        """Write the rows of a folder that has something to say."""
        for finding in findings or (None,):
            self._row((path, "", "inode/directory", "", problems, "", "", *_finding(finding)))

    def _row(self, cells: tuple[str, ...], start: str = "") -> None:
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([safe(cell) for cell in cells])
        with told(self._name):
            self._file.write((start + line.getvalue()).encode("utf-8", "backslashreplace"))


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection) and that keeps to its line."""
    shown = printable(cell)
    return "'" + shown if shown[:1] in ("=", "+", "-", "@", "\t", "\r") else shown


def _finding(finding: Finding | None) -> tuple[str, ...]:
    if finding is None:
        return ("",) * 8
    return (finding.entity, finding.category.value, f"{finding.confidence:.2f}", finding.locator, finding.masked, str(finding.count),
            ", ".join(finding.evidence), _suppressed(finding))  # fmt: skip


def _suppressed(finding: Finding) -> str:
    why = finding.suppressed
    return f"{why.by}: {why.reason}" + (f" ({why.until})" if why.until else "") if why else ""
