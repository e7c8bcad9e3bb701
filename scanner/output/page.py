"""What the page of an on-demand scan needs, collected while the scan goes on, in bounded memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scanner.model import Category, Coverage, FileResult, Finding, FolderResult, Preview
from scanner.output.exposure import Exposed, ExposedFolder
from scanner.output.summary import Summary
from scanner.output.wording import advice
from scanner.tree.names import printable

SHOWN = 200  # rows per section; the rest is in the JSON or CSV


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, or one file that was not read completely, ready to be shown."""

    path: str
    kind: str
    where: str = ""
    masked: str = ""
    why: str = ""
    evidence: tuple[str, ...] = ()
    confidence: float = 0.0
    advice: str = ""
    count: int = 1
    preview: Preview | None = None


@dataclass(slots=True)
class Section:
    """The first rows of a section and how many there are in all."""

    rows: list[Row] = field(default_factory=list)
    total: int = 0

    def add(self, row: Row) -> None:
        """Count a row, and keep it while there is room."""
        self.total += 1
        if len(self.rows) < SHOWN:
            self.rows.append(row)

    @property
    def more(self) -> int:
        """How many rows are not shown."""
        return self.total - len(self.rows)


@dataclass(slots=True)
class ScanPage:
    """The material of the page."""

    summary: Summary
    forbidden: Section = field(default_factory=Section)
    notes: Section = field(default_factory=Section)
    special: Section = field(default_factory=Section)
    suppressed: Section = field(default_factory=Section)
    unread: Section = field(default_factory=Section)
    open_access: Section = field(default_factory=Section)
    facts: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0
    started: datetime | None = None

    def add(self, result: FileResult, exposed: Exposed) -> None:
        """Take in one file, and who can reach it."""
        self._findings(result.display_path, result.findings, result.classification.document_class)
        if result.coverage is not Coverage.FULL:
            codes = ", ".join(sorted({problem.code.value for problem in result.problems}))
            why = "; ".join(problem.detail for problem in result.problems[:3] if problem.detail)
            self.unread.add(Row(result.display_path, codes, result.coverage.value, why=printable(why)))
        if exposed.concern:
            self.open_access.add(Row(result.display_path, exposed.concern.value, f"{exposed.access.mode:04o}"))

    def add_exposed(self, folder: ExposedFolder) -> None:
        """Take in a folder that is too open for what lies in it."""
        self.open_access.add(Row(folder.display_path + "/", folder.concern.value, f"{folder.access.mode:04o}"))

    def add_folder(self, result: FolderResult) -> None:
        """Take in one folder."""
        self._findings(result.display_path, result.findings, "other")
        for problem in result.problems:
            self.unread.add(Row(result.display_path + "/", problem.code.value, "none", why=problem.detail))

    def _findings(self, path: str, findings: tuple[Finding, ...], document_class: str) -> None:
        for finding in findings:
            if finding.suppressed is not None:
                why = finding.suppressed
                row = Row(
                    path, finding.entity, printable(finding.locator), finding.masked, why.reason, confidence=finding.confidence,
                    advice=why.by, count=finding.count,
                )  # fmt: skip
                self.suppressed.add(row)
                continue
            if finding.category is Category.PERSONAL:
                continue
            row = Row(
                path, finding.entity, printable(finding.locator), finding.masked, evidence=finding.evidence,
                confidence=finding.confidence, advice=advice(finding.entity, document_class), count=finding.count,
                preview=finding.preview,
            )  # fmt: skip
            if finding.category is Category.SPECIAL:
                self.special.add(row)
            else:
                (self.forbidden if self.summary.is_violation(finding) else self.notes).add(row)
