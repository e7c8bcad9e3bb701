"""`config.yaml` read into strict, frozen models: an unknown key or a wrong type is an error, never ignored.

The file is found by `--config`, then `$DOSSIERWACHT_CONFIG`, then `/etc/dossierwacht/config.yaml`; without one the
built-in defaults hold. A file of the current or the scanned folder is never read.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from scanner import yaml_file
from scanner.errors import ConfigError
from scanner.report_settings import ReportSettings
from scanner.retention_settings import PROGRAMMES, Programme, RetentionSettings
from scanner.service_settings import ServiceSettings
from scanner.yaml_file import Strict

ENVIRONMENT = "DOSSIERWACHT_CONFIG"
SYSTEM_FILE = Path("/etc/dossierwacht/config.yaml")
BUILT_IN = "built-in defaults"
_SHORTEST_REASON = 5  # characters


class Limits(Strict):
    """What one document may cost before the rest of it is reported as not read."""

    soft_seconds: float = Field(40.0, gt=0, description="after this many seconds partial results are returned")
    hard_seconds: float = Field(60.0, gt=0, description="after this many seconds the worker is killed")
    memory_mb: int = Field(512, ge=256, description="MiB a worker may take above what it starts with")
    file_mb: int = Field(1024, ge=1, description="MiB; a larger file is named and not read")
    expanded_mb: int = Field(512, ge=1, description="MiB that archives, attachments and streams of one file unpack to")
    ratio: int = Field(500, ge=2, description="unpacked over packed size of one member above 1 MiB")
    members: int = Field(10_000, ge=1, description="members of archives and attachments in one file")
    depth: int = Field(8, ge=1, description="documents inside documents")
    pages: int = Field(5_000, ge=1, description="pages of one document")
    ocr_pages: int = Field(200, ge=0, description="pages and pictures of one file that are read by OCR")
    picture_mpixels: int = Field(100, ge=1, description="megapixels; a larger picture is named and not decoded")

    @model_validator(mode="after")
    def _soft_before_hard(self) -> Limits:
        if self.soft_seconds >= self.hard_seconds:
            raise ValueError("soft_seconds must be smaller than hard_seconds")
        return self


class CompareSettings(Strict):
    """What of a file's status tells that it changed, besides size and modification time; some network shares make these up."""

    ctime: bool = Field(True, description="the time of the last change of its status")
    inode: bool = Field(True, description="its number on the disk")


class Root(Strict):
    """A folder that the organisation wants watched."""

    path: str
    name: str = ""
    marker: str = Field("", description="name of a file in the root that proves it is the real one; empty: none")
    compare: CompareSettings = Field(default_factory=CompareSettings)


class _Reasoned(Strict):
    """An exception that someone answers for: why, and until which day it holds (that day too)."""

    reason: str = Field(description="why; it is shown beside everything that is suppressed")
    until: date | None = Field(None, strict=False, description="the last day on which it holds")

    @field_validator("reason")
    @classmethod
    def _said(cls, reason: str) -> str:
        if len(reason.strip()) < _SHORTEST_REASON:
            raise ValueError("say why in a few words, such as `payroll of our own staff`")
        return reason.strip()


class PolicyRule(_Reasoned):
    """Data that are in their place in a folder, such as national numbers in the payroll of the organisation's own staff."""

    path: str = Field(description="glob below the roots, as for `exclude` but always from the root; or an absolute path")
    root: str | None = Field(None, description="path or name of the one root for which it holds; without it all of them")
    allow: list[str] = Field(min_length=1, description="entities that may be there")

    @field_validator("path")
    @classmethod
    def _possible(cls, path: str) -> str:
        return possible_path(path)

    @model_validator(mode="after")
    def _one_place(self) -> PolicyRule:
        if self.root is not None and Path(self.path).is_absolute():
            raise ValueError("a policy with a `root` has a path below it, without / at the beginning")
        return self


class AcceptedValue(_Reasoned):
    """One value that is accepted wherever it stands, told by its fingerprint, which `rules explain` shows."""

    fingerprint: str
    entity: str
    until: date = Field(strict=False)
    path: str | None = Field(None, description="glob or absolute path to which it is limited")

    @field_validator("fingerprint")
    @classmethod
    def _hexadecimal(cls, fingerprint: str) -> str:
        if not re.fullmatch(r"[0-9a-fA-F]{64}", fingerprint.strip()):
            raise ValueError("is not the 64 digits and letters that `dossierwacht rules explain FILE --state-dir DIR` shows")
        return fingerprint.strip().lower()

    @field_validator("path")
    @classmethod
    def _possible(cls, path: str | None) -> str | None:
        return None if path is None else possible_path(path)


def possible_path(path: str) -> str:
    """Return a policy's path without spaces around it. Raises ValueError for one that no file can have."""
    path = path.strip()
    if not path.strip("/"):
        raise ValueError("names no folder; write `.` for the whole root, or for instance `personeel/**`")
    if ".." in path.replace("\\", "/").split("/"):
        raise ValueError("holds `..`, which no scanned path does; write the path from the root")
    return path


class ScanSettings(Strict):
    """How a scan goes about its work."""

    workers: int = Field(0, ge=0, le=256, description="processes that read files; 0 is one per processor")
    files_per_worker: int = Field(2000, ge=1, description="a worker is replaced after this many files")
    ocr: bool = Field(True, description="read scanned pages and pictures with Tesseract, where it is installed")
    exclude: list[str] = Field(default_factory=list, description="globs of names or paths that are left out")
    allow: list[str] = Field(
        default_factory=list, description="exact texts that are no finding, such as the organisation's own details"
    )
    name_models: list[str] = Field(
        default_factory=list, description="spaCy models that are installed here and may look for names, such as nl_core_news_sm"
    )
    violation_confidence: float = Field(0.5, ge=0, le=1, description="a forbidden finding from here on is a violation")


class VisionSettings(Strict):
    """How copies of identity documents in pictures are shown."""

    preview: bool = Field(
        False, description="the page of `scan --html` shows each copy as a coarse mosaic, on which nothing can be recognised"
    )


class WatchSettings(Strict):
    """How changes are noticed between two crawls."""

    settle_seconds: float = Field(1.0, gt=0, le=600, description="a file must be quiet this long before it is read")
    poll_minutes: float = Field(15.0, gt=0, description="what cannot be watched is crawled this often")
    folders: int = Field(0, ge=0, description="folders to watch at most; 0 is what the system allows")


class GuardSettings(Strict):
    """When a root looks so wrong that nothing may be concluded from it."""

    shrink_percent: float = Field(20.0, gt=0, le=100, description="this much smaller than before is an alarm")
    shrink_files: int = Field(20, ge=1, description="but not while fewer files than this are missing")
    clock_ahead_days: float = Field(400.0, gt=0, description="a clock this far ahead of the last time seen is an alarm")


class AccessSettings(Strict):
    """Who may reach forbidden or special data before it is a finding of its own."""

    largest_group: int = Field(10, ge=0, description="members that a group with access may have")


class Config(Strict):
    """The whole configuration."""

    language: Literal["nl", "fr", "en"] | None = None
    roots: list[Root] = Field(default_factory=list)
    scan: ScanSettings = Field(default_factory=ScanSettings)
    vision: VisionSettings = Field(default_factory=VisionSettings)
    limits: Limits = Field(default_factory=Limits)
    watch: WatchSettings = Field(default_factory=WatchSettings)
    guards: GuardSettings = Field(default_factory=GuardSettings)
    access: AccessSettings = Field(default_factory=AccessSettings)
    service: ServiceSettings = Field(default_factory=ServiceSettings)
    rules: str | None = Field(None, description="folder with rule packs to use instead of the shipped ones")
    policy: list[PolicyRule] = Field(default_factory=list, description="what may be kept where, and why")
    accepted: list[AcceptedValue] = Field(default_factory=list, description="single values that may be kept, by fingerprint")
    controllers: dict[str, str] = Field(default_factory=dict, description="legal entities: key in the register and full name")
    programmes: dict[str, Programme] = Field(default_factory=lambda: dict(PROGRAMMES), description="kinds of guidance and work")
    retention: RetentionSettings = Field(default_factory=RetentionSettings)
    report: ReportSettings = Field(default_factory=ReportSettings)
    state_dir: str | None = Field(None, description="folder with the key of the fingerprints; without it each scan has its own")


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """The configuration with the file it came from and that file's SHA-256 (hex), empty for the built-in defaults."""

    config: Config
    source: str
    digest: str
    document: yaml_file.Document | None = None

    def wrong(self, place: yaml_file.Place, problem: str) -> ConfigError:
        """Return the error for a mistake that only shows beside the rules: file, line, key and what to do."""
        return ConfigError(self.document.told(place, problem) if self.document else problem)


def load(explicit: str | None = None, *, absent_roots: bool = False) -> LoadedConfig:
    """Find, read and check the configuration.

    With `absent_roots` a root that does not exist is no mistake: the service waits for it, and says so.
    Raises ConfigError with one line that names file, key and remedy.
    """
    path = _find(explicit)
    if path is None:
        return LoadedConfig(Config(), BUILT_IN, "")
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ConfigError(f"{path}: the configuration file does not exist; check --config or ${ENVIRONMENT}") from None
    except OSError as error:
        raise ConfigError(f"{path}: the configuration file cannot be read ({error.strerror})") from None
    document = yaml_file.parse(raw, str(path), ConfigError)
    return LoadedConfig(_checked(document, absent_roots=absent_roots), str(path), hashlib.sha256(raw).hexdigest(), document)


def parse(raw: bytes, name: str) -> Config:
    """Read a configuration from bytes (UTF-8, with or without byte order mark; UTF-16 with one)."""
    return _checked(yaml_file.parse(raw, name, ConfigError))


def _checked(document: yaml_file.Document, *, absent_roots: bool = False) -> Config:
    config = yaml_file.validate(document, Config, ConfigError, empty={})
    _check_folders(config, document, absent_roots=absent_roots)
    _check_scope(config, document)
    _check_retention(config, document)
    return config


def _find(explicit: str | None) -> Path | None:
    if explicit:
        return Path(explicit)
    if os.environ.get(ENVIRONMENT):
        return Path(os.environ[ENVIRONMENT])
    return SYSTEM_FILE if SYSTEM_FILE.exists() else None


def _check_folders(config: Config, document: yaml_file.Document, *, absent_roots: bool) -> None:
    for index, root in enumerate(config.roots):
        path = Path(root.path)
        place = ("roots", index, "path")
        if not path.is_absolute():
            raise ConfigError(document.told(place, f"{root.path!r} is not absolute; write the whole path"))
        if not (absent_roots or path.exists()):
            raise ConfigError(document.told(place, f"{root.path!r} does not exist; create or mount it, or remove it"))
    if config.rules is not None and not Path(config.rules).is_dir():
        problem = f"{config.rules!r} is not a folder; correct it, or remove the key to use the shipped rules"
        raise ConfigError(document.told(("rules",), problem))
    log = config.service.log.file
    if log and not Path(log).is_absolute():
        raise ConfigError(document.told(("service", "log", "file"), f"{log!r} is not absolute; write the whole path"))
    if config.state_dir is not None and not Path(config.state_dir).is_absolute():
        raise ConfigError(document.told(("state_dir",), f"{config.state_dir!r} is not absolute; write the whole path"))


def _check_scope(config: Config, document: yaml_file.Document) -> None:
    """Refuse a policy that can never hold, and one of which two say the same."""
    names = {name for root in config.roots for name in (root.path, root.name) if name}
    for index, rule in enumerate(config.policy):
        if rule.root is not None and rule.root not in names:
            known = ", ".join(sorted(names)) or "there are none under `roots`"
            raise ConfigError(document.told(("policy", index, "root"), f"{rule.root!r} is no path or name of a root ({known})"))
    seen: dict[str, int] = {}
    for index, value in enumerate(config.accepted):
        place = ("accepted", index, "fingerprint")
        if value.fingerprint in seen:
            first = document.line(("accepted", seen[value.fingerprint], "fingerprint"))
            raise ConfigError(document.told(place, f"stands twice, first on line {first}; keep one"))
        seen[value.fingerprint] = index


def _check_retention(config: Config, document: yaml_file.Document) -> None:
    """Refuse a folder of an unknown programme, controller or root, and a rule that is confirmed twice."""
    names = {name for root in config.roots for name in (root.path, root.name) if name}
    for index, folder in enumerate(config.retention.folders):
        for key, given, known in (
            ("controller", folder.controller, config.controllers), ("programme", folder.programme, config.programmes), ("root", folder.root, names),
        ):  # fmt: skip
            if given is not None and given not in known:
                told = ", ".join(sorted(known)) or "there are none"
                raise ConfigError(
                    document.told(("retention", "folders", index, key), f"{given!r} is not known; use one of: {told}")
                )
    seen: set[str] = set()
    for index, confirmation in enumerate(config.retention.confirmed):
        if confirmation.rule in seen:
            place = ("retention", "confirmed", index, "rule")
            raise ConfigError(document.told(place, f"{confirmation.rule!r} is confirmed twice; keep the line that holds"))
        seen.add(confirmation.rule)
