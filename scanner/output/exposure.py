"""Forbidden or special data where too many can reach it: a finding of its own, for the file and once for its folder."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Category, FileResult
from scanner.output.summary import Summary
from scanner.tree.access import Access, Audit, Concern


@dataclass(frozen=True, slots=True)
class Exposed:
    """Who can reach a file, and why that is too many for what is in it; None when it is not, or nothing is in it."""

    access: Access
    concern: Concern | None = None


@dataclass(frozen=True, slots=True)
class ExposedFolder:
    """A folder with forbidden or special data that too many can list or change; the name shown has its numbers masked."""

    root: int
    path: bytes
    display_path: str
    access: Access
    concern: Concern


class Exposure:
    """Judges files as they come; of the folders it keeps one number each, to name each once."""

    def __init__(self, audit: Audit, largest_group: int, summary: Summary) -> None:
        self._audit, self._largest, self._summary = audit, largest_group, summary
        self._met: set[int] = set()

    def file(self, result: FileResult) -> Exposed:
        """Return who can reach a file, and count it when that is too many."""
        access = self._audit.file(result.identity)
        concern = access.concern(self._largest) if self._sensitive(result) else None
        self._summary.open_files += concern is not None
        return Exposed(access, concern)

    def folder(self, result: FileResult) -> ExposedFolder | None:
        """Return the folder of a file with forbidden or special data when too many can reach it, the first time only."""
        identity = result.identity
        path = identity.path.rpartition(b"/")[0]
        key = hash((identity.root, path))
        if not identity.path or not self._sensitive(result) or key in self._met:
            return None
        self._met.add(key)
        access = self._audit.folder(identity.root, path)
        concern = access.concern(self._largest) if access else None
        if access is None or concern is None:
            return None
        self._summary.open_folders += 1
        return ExposedFolder(identity.root, path, result.display_path.rpartition("/")[0] or ".", access, concern)

    def _sensitive(self, result: FileResult) -> bool:
        return any(
            self._summary.is_violation(finding)
            or (finding.category is Category.SPECIAL and finding.confidence >= self._summary.violation)
            for finding in result.findings
        )
