"""Counts over a scan in constant memory, and the exit code they lead to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scanner.errors import Exit
from scanner.model import Category, FileResult, Finding, FolderResult
from scanner.policy import Entry

WORST = 10  # folders that the terminal names


@dataclass(slots=True)
class Summary:
    """What was seen. `violation` is the confidence from which a forbidden or special finding counts.

    What a policy suppresses is counted apart, by entity and by the entry of the configuration, never among `findings`.
    """

    violation: float = 0.5
    files: int = 0
    bytes: int = 0
    coverage: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    suppressed: Counter[str] = field(default_factory=Counter)
    suppressed_by: Counter[str] = field(default_factory=Counter)
    policies: tuple[Entry, ...] = ()
    notices: list[str] = field(default_factory=list)
    violations_by_entity: Counter[str] = field(default_factory=Counter)
    special_by_entity: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    worst: Counter[str] = field(default_factory=Counter)
    violations: int = 0
    folders: int = 0
    unreachable_folders: int = 0
    other_entries: int = 0
    excluded: int = 0
    interrupted: bool = False
    open_files: int = 0
    open_folders: int = 0

    def add(self, result: FileResult) -> None:
        """Count one file."""
        self.files += 1
        self.bytes += result.identity.size
        self.coverage[result.coverage.value] += 1
        self.classes[result.classification.document_class] += 1
        self.problems.update({problem.code.value for problem in result.problems})
        found = self._count(result.findings)
        if found:
            self.worst[result.display_path.rpartition("/")[0] or "."] += found
            if len(self.worst) > 100 * WORST:
                self.worst = Counter(dict(self.worst.most_common(10 * WORST)))

    def add_folder(self, result: FolderResult) -> None:
        """Count one folder; one that could not be entered makes the scan incomplete."""
        self.folders += bool(result.findings)
        self.unreachable_folders += bool(result.problems)
        self._count(result.findings)

    def is_violation(self, finding: Finding) -> bool:
        """Return whether a finding is forbidden, sure enough and not suppressed."""
        return finding.suppressed is None and finding.category is Category.FORBIDDEN and finding.confidence >= self.violation

    def exit_code(self, *, exit_zero: bool = False) -> Exit:
        """Return the contract's code: interruption, then forbidden data, then incomplete reading, then clean."""
        if self.interrupted:
            return Exit.INTERRUPTED
        if exit_zero:
            return Exit.CLEAN
        if self.violations:
            return Exit.FORBIDDEN
        if self.coverage["partial"] or self.coverage["none"] or self.unreachable_folders:
            return Exit.INCOMPLETE
        return Exit.CLEAN

    def _count(self, findings: tuple[Finding, ...]) -> int:
        self.findings.update(finding.entity for finding in findings if finding.suppressed is None)
        self.suppressed.update(finding.entity for finding in findings if finding.suppressed is not None)
        self.suppressed_by.update(finding.suppressed.by for finding in findings if finding.suppressed is not None)
        broken = [finding for finding in findings if self.is_violation(finding)]
        self.violations += len(broken)
        self.violations_by_entity.update(finding.entity for finding in broken)
        self.special_by_entity.update(
            finding.entity
            for finding in findings
            if finding.category is Category.SPECIAL and finding.confidence >= self.violation and finding.suppressed is None
        )
        return len(broken)
