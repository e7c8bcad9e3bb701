"""What the service writes down of its own doings: one line per event, as text or JSON, without personal data.

Only events of ours are written, each a fixed sentence with numbers and names of our own; libraries get no line, since their
messages may hold names of files and values.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler

from scanner.errors import ConfigError
from scanner.service_settings import LogSettings

NAME = "dossierwacht"
_FIELDS = "fields"


class _Text(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {key}={_shown(value)}" for key, value in _fields(record).items())
        return f"{_when(record)} {record.levelname.lower():7} {record.getMessage()}{fields}"


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        known = {"time": _when(record), "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps(known | _fields(record), ensure_ascii=False)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return dict(getattr(record, _FIELDS, {}))


def _shown(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or not text else text


def _when(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _Private(RotatingFileHandler):
    """A file of mode 0600, also after it was set aside and begun anew."""

    def _open(self) -> object:  # type: ignore[override]
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """A full disk costs lines, never the service."""


def set_up(settings: LogSettings) -> None:
    """Write the log as the settings say, from now on. Raises ConfigError when its file cannot be written."""
    handler: logging.Handler = logging.StreamHandler(sys.stderr)
    if settings.file:
        try:
            handler = _Private(settings.file, maxBytes=settings.megabytes << 20, backupCount=settings.kept, encoding="utf-8")
        except OSError as error:
            raise ConfigError(
                f"{settings.file}: the log cannot be written ({error.strerror}); check the folder and its rights"
            ) from None
    handler.setFormatter(_Json() if settings.format == "json" else _Text())
    logger = logging.getLogger(NAME)
    for old in list(logger.handlers):
        logger.removeHandler(old)
        old.close()
    logger.addHandler(handler)
    logger.setLevel(settings.level.upper())
    logger.propagate = False
    logging.raiseExceptions = False
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.NullHandler())


def log(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Write one line: a fixed sentence, and fields that hold numbers, codes and paths of roots only."""
    logging.getLogger(NAME).log(level, event, extra={_FIELDS: fields})
