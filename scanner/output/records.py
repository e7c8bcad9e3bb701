"""Nouns to dictionaries, field by field: what is not named here does not leave the product."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import Any

from scanner.model import ChildResult, FileResult, Finding, FolderResult, Person, Problem
from scanner.output.exposure import Exposed, ExposedFolder
from scanner.output.summary import Summary
from scanner.policy import Entry
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


def file_record(result: FileResult, roots: list[Root], exposed: Exposed | None = None, *, fingerprints: bool = False) -> Record:
    """Return the line of one file; its path is relative to the root when there is one root, else absolute.

    Without `exposed` only the mode bits speak for who can reach it. `fingerprints` are only written when their key lasts:
    another key for each run would make them noise.
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
        "findings": [_finding(finding, fingerprints=fingerprints) for finding in result.findings],
    }
    if result.children:
        record["children"] = [_child(child) for child in result.children]
    mode = identity.mode & 0o7777
    access = _access(exposed.access, exposed.concern) if exposed else {"mode": f"{mode:04o}", "open_to": open_to(mode)}
    record |= {"persons": [_person(person, fingerprints=fingerprints) for person in result.persons]}
    record |= {"access": access, "retention": None}
    return record


def folder_record(result: FolderResult, roots: list[Root], *, fingerprints: bool = False) -> Record:
    """Return the line of a folder that has something to say."""
    record = {
        "record": "folder",
        **_path(result.root, result.path, roots),
        "findings": [_finding(finding, fingerprints=fingerprints) for finding in result.findings],
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
        "suppressed": dict(sorted(summary.suppressed.items())),
        "policies": [_policy(entry, summary) for entry in summary.policies],
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


def _finding(finding: Finding, *, fingerprints: bool) -> Record:
    record: Record = {
        "entity": finding.entity,
        "category": finding.category.value,
        "confidence": round(finding.confidence, 2),
        "locator": finding.locator,
        "masked": finding.masked,
        "evidence": list(finding.evidence),
    }
    if finding.count > 1:
        record["count"] = finding.count
    if fingerprints:
        record["fingerprint"] = finding.fingerprint
    if finding.suppressed is not None:
        why = finding.suppressed
        record["suppressed"] = {"reason": why.reason, "until": _day(why.until), "by": why.by}
    return record


def _policy(entry: Entry, summary: Summary) -> Record:
    return {
        "by": entry.by,
        "entities": sorted(entry.entities),
        "reason": entry.reason,
        "until": _day(entry.until),
        "state": entry.state.value,
        "suppressed": summary.suppressed_by[entry.by],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _person(person: Person, *, fingerprints: bool) -> Record:
    record: Record = {
        "masked": person.masked,
        "confidence": round(person.confidence, 2),
        "count": person.count,
        "evidence": list(person.evidence),
    }
    if fingerprints:
        record["fingerprint"] = person.fingerprint
    return record


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
