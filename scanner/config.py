"""`config.yaml` read into strict, frozen models: an unknown key or a wrong type is an error, never ignored.

The file is found by `--config`, then `$DOSSIERWACHT_CONFIG`, then `/etc/dossierwacht/config.yaml`; without one the
built-in defaults hold. A file of the current or the scanned folder is never read.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from scanner.errors import ConfigError

ENVIRONMENT = "DOSSIERWACHT_CONFIG"
SYSTEM_FILE = Path("/etc/dossierwacht/config.yaml")
BUILT_IN = "built-in defaults"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Limits(_Strict):
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


class Root(_Strict):
    """A folder that the organisation wants watched."""

    path: str
    name: str = ""
    marker: str = Field("", description="name of a file in the root that proves it is the real one; empty: none")


class ScanSettings(_Strict):
    """How a scan goes about its work."""

    workers: int = Field(0, ge=0, le=256, description="processes that read files; 0 is one per processor")
    files_per_worker: int = Field(2000, ge=1, description="a worker is replaced after this many files")
    ocr: bool = Field(True, description="read scanned pages and pictures with Tesseract, where it is installed")
    exclude: list[str] = Field(default_factory=list, description="globs of names or paths that are left out")
    allow: list[str] = Field(
        default_factory=list, description="exact texts that are no finding, such as the organisation's own details"
    )
    violation_confidence: float = Field(0.5, ge=0, le=1, description="a forbidden finding from here on is a violation")


class WatchSettings(_Strict):
    """How changes are noticed between two crawls."""

    settle_seconds: float = Field(1.0, gt=0, le=600, description="a file must be quiet this long before it is read")
    poll_minutes: float = Field(15.0, gt=0, description="what cannot be watched is crawled this often")
    folders: int = Field(0, ge=0, description="folders to watch at most; 0 is what the system allows")


class GuardSettings(_Strict):
    """When a root looks so wrong that nothing may be concluded from it."""

    shrink_percent: float = Field(20.0, gt=0, le=100, description="this much smaller than before is an alarm")
    clock_ahead_days: float = Field(400.0, gt=0, description="a clock this far ahead of the last time seen is an alarm")


class AccessSettings(_Strict):
    """Who may reach forbidden or special data before it is a finding of its own."""

    largest_group: int = Field(10, ge=0, description="members that a group with access may have")


class Config(_Strict):
    """The whole configuration."""

    language: Literal["nl", "fr", "en"] | None = None
    roots: list[Root] = Field(default_factory=list)
    scan: ScanSettings = Field(default_factory=ScanSettings)
    limits: Limits = Field(default_factory=Limits)
    watch: WatchSettings = Field(default_factory=WatchSettings)
    guards: GuardSettings = Field(default_factory=GuardSettings)
    access: AccessSettings = Field(default_factory=AccessSettings)
    rules: str | None = Field(None, description="folder with rule packs to use instead of the shipped ones")


@dataclass(frozen=True, slots=True)
class LoadedConfig:
    """The configuration with the file it came from and that file's SHA-256 (hex), empty for the built-in defaults."""

    config: Config
    source: str
    digest: str


def load(explicit: str | None = None) -> LoadedConfig:
    """Find, read and check the configuration.

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
    return LoadedConfig(parse(raw, str(path)), str(path), hashlib.sha256(raw).hexdigest())


def parse(raw: bytes, name: str) -> Config:
    """Read a configuration from bytes (UTF-8, with or without byte order mark; UTF-16 with one)."""
    try:
        data = yaml.safe_load(raw.decode("utf-8-sig") if raw[:2] not in (b"\xff\xfe", b"\xfe\xff") else raw.decode("utf-16"))
    except UnicodeDecodeError:
        raise ConfigError(f"{name}: not UTF-8 text; save the file as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}, column {mark.column + 1}:" if mark else ""
        raise ConfigError(f"{name}:{where} not valid YAML ({getattr(error, 'problem', None) or 'syntax error'})") from None
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise ConfigError(f"{name}: the file must hold keys and values, such as `language: nl`")
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{name}: {_explain(error)}") from None
    _check_folders(config, name)
    return config


def _find(explicit: str | None) -> Path | None:
    if explicit:
        return Path(explicit)
    if os.environ.get(ENVIRONMENT):
        return Path(os.environ[ENVIRONMENT])
    return SYSTEM_FILE if SYSTEM_FILE.exists() else None


def _check_folders(config: Config, name: str) -> None:
    for index, root in enumerate(config.roots):
        path = Path(root.path)
        if not path.is_absolute():
            raise ConfigError(f"{name}: roots.{index}.path: {root.path!r} is not absolute; write the whole path")
        if not path.exists():
            raise ConfigError(f"{name}: roots.{index}.path: {root.path!r} does not exist; create or mount it, or remove it")
    if config.rules is not None and not Path(config.rules).is_dir():
        raise ConfigError(
            f"{name}: rules: {config.rules!r} is not a folder; correct it, or remove the key to use the shipped rules"
        )


def _explain(error: ValidationError) -> str:
    """Put the first error in one line: dotted key, what is wrong, what to do."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"]) or "(top level)"
    if first["type"] == "extra_forbidden":
        known = ", ".join(sorted(_fields_at(first["loc"][:-1])))
        return f"{key}: unknown key; remove it or use one of: {known}"
    message = first["msg"].removeprefix("Value error, ")
    shown = first.get("input")
    given = f" (given: {shown!r})" if isinstance(shown, str | int | float | bool) else ""
    return f"{key}: {message[:1].lower()}{message[1:]}{given}; correct the value"


def _fields_at(location: tuple[int | str, ...]) -> set[str]:
    model: type[BaseModel] = Config
    for part in location:
        if isinstance(part, int):
            continue
        annotation = model.model_fields[part].annotation
        inner = getattr(annotation, "__args__", (annotation,))
        model = next(kind for kind in inner if isinstance(kind, type) and issubclass(kind, BaseModel))
    return set(model.model_fields)
