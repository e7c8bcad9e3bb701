"""Nouns to dictionaries, field by field: what is not named here does not leave the product."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from scanner.model import ChildResult, FileResult, Finding, FolderResult, Problem
from scanner.output.exposure import Exposed, ExposedFolder
from scanner.output.summary import Summary
from scanner.tree.access import Access, Concern, open_to
from scanner.tree.names import as_text, exact
from scanner.tree.walk import Root

Record = dict[str, Any]


def run_record(version: str, rules: str, roots: list[Root], started: datetime, config: str, config_digest: str) -> Record:
    """Return the first line: who scanned what, with which rules and which configuration."""
    return {
        "record": "run",
        "schema": 1,
        "version": version,
        "rules": rules,
        "roots": [as_text(root.path) for root in roots],
        "started": started.isoformat(timespec="seconds"),
        "config": config,
        "config_digest": config_digest or None,
    }


def file_record(result: FileResult, roots: list[Root], exposed: Exposed | None = None) -> Record:
    """Return the line of one file; its path is relative to the root when there is one root, else absolute.

    Without `exposed` only the mode bits speak for who can reach it.
    """
    identity = result.identity
    verdict = result.classification
    record = {"record": "file", **_path(identity.root, identity.path, roots)}
    record |= {
        "size": identity.size,
        "modified": datetime.fromtimestamp(identity.mtime_ns // 1_000_000_000, UTC).isoformat(),
        "sha256": result.sha256,
        "media_type": result.file_type.media_type,
        "coverage": result.coverage.value,
        "problems": [_problem(problem) for problem in result.problems],
        "language": verdict.language,
        "document_class": verdict.document_class,
        "class_confidence": round(verdict.confidence, 2),
        "class_evidence": list(verdict.evidence),
        "findings": [_finding(finding) for finding in result.findings],
    }
    if result.children:
        record["children"] = [_child(child) for child in result.children]
    mode = identity.mode & 0o7777
    access = _access(exposed.access, exposed.concern) if exposed else {"mode": f"{mode:04o}", "open_to": open_to(mode)}
    record |= {"persons": [], "access": access, "retention": None}
    return record


def folder_record(result: FolderResult, roots: list[Root]) -> Record:
    """Return the line of a folder that has something to say."""
    record = {
        "record": "folder",
        **_path(result.root, result.path, roots),
        "findings": [_finding(finding) for finding in result.findings],
    }
    if result.problems:
        record["problems"] = [_problem(problem) for problem in result.problems]
    return record


def exposed_record(exposed: ExposedFolder, roots: list[Root]) -> Record:
    """Return the line of a folder that is too open for what lies in it."""
    return {
        "record": "folder",
        **_path(exposed.root, exposed.path, roots),
        "findings": [],
        "access": _access(exposed.access, exposed.concern),
    }


def summary_record(summary: Summary, seconds: float) -> Record:
    """Return the last line."""
    return {
        "record": "summary",
        "files": summary.files,
        "coverage": {key: summary.coverage[key] for key in ("full", "partial", "none")},
        "findings": dict(sorted(summary.findings.items())),
        "classes": dict(sorted(summary.classes.items())),
        "violations": summary.violations,
        "folders_with_findings": summary.folders,
        "open_access": {"files": summary.open_files, "folders": summary.open_folders},
        "unreachable_folders": summary.unreachable_folders,
        "other_entries": summary.other_entries,
        "excluded": summary.excluded,
        "interrupted": summary.interrupted,
        "seconds": round(seconds, 3),
    }


def _path(root: int, path: bytes, roots: list[Root]) -> Record:
    whole = roots[root].path
    if path and len(roots) > 1:
        raw = os.path.join(whole, path)
    elif path:
        raw = path
    else:
        raw = whole if len(roots) > 1 or not roots[root].is_file else whole.rpartition(b"/")[2]
    lossless = exact(raw)
    return {"path": as_text(raw)} | ({"path_b64": lossless} if lossless else {})


def _finding(finding: Finding) -> Record:
    record = {
        "entity": finding.entity,
        "category": finding.category.value,
        "confidence": round(finding.confidence, 2),
        "locator": finding.locator,
        "masked": finding.masked,
        "evidence": list(finding.evidence),
    }
    return record | ({"count": finding.count} if finding.count > 1 else {})


def _access(access: Access, concern: Concern | None) -> Record:
    record: Record = {
        "mode": f"{access.mode:04o}",
        "open_to": access.open_to,
        "owner": access.owner,
        "group": access.group,
        "effective": access.effective.value,
    }
    if access.people is not None:
        record["people"] = access.people
    if access.notes:
        record["notes"] = list(access.notes)
    return record | ({"concern": concern.value} if concern else {})


def _problem(problem: Problem) -> Record:
    return {"stage": problem.stage, "code": problem.code.value, "detail": problem.detail}


def _child(child: ChildResult) -> Record:
    return {
        "locator": child.locator,
        "media_type": child.media_type,
        "coverage": child.coverage.value,
        "document_class": child.classification.document_class,
        "class_confidence": round(child.classification.confidence, 2),
    }
