"""The folder of the reports: every file is there as a whole or not at all, with mode 0640; old ones go, and a page lists the rest."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from reports import weeks
from reports.language import LANGUAGES, Language
from reports.templating import page
from scanner.errors import OutputError
from scanner.tree.names import printable

MODE = 0o640
INDEX = "index.html"
_TONGUE = "|".join(LANGUAGES)
_NAME = re.compile(rf"report-(\d{{4}}-W\d{{2}})(?:\.(?!(?:{_TONGUE})\.)([a-z0-9-]+))?(?:\.({_TONGUE}))?\.(html|csv|json)")
_OURS = b"<!doctype html><!--dossierwacht-->"
_UNFINISHED = ".unfinished-"
_LONG = 86_400  # seconds after which nobody is writing an unfinished file any more


@dataclass(frozen=True, slots=True)
class _Linked:
    name: str
    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Week:
    week: str
    first: date
    last: date
    pages: tuple[_Linked, ...]
    parts: tuple[_Linked, ...]
    data: tuple[_Linked, ...]


def file_name(week: str, part: str, language: str, ending: str) -> str:
    """Return the name of a file of a report; `part` and `language` may be empty."""
    return ".".join(filter(None, (f"report-{week}", part, language, ending)))


def slug(prefix: str, text: str) -> str:
    """Return a safe part of a file's name for any text: its letters and a few digits of its digest."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^a-z]+", "-", plain).strip("-")[:24].strip("-")
    return "-".join(filter(None, (prefix, letters, hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:6])))


class Folder:
    """The folder in which reports lie."""

    def __init__(self, path: str) -> None:
        """Make the folder (0750) where it is missing. Raises OutputError, also when the index would be written over somebody else's page."""
        self.path = path
        with self._told(""):
            if not os.path.isdir(path):
                os.makedirs(path, mode=0o750)
            for name in os.listdir(path):
                left = os.path.join(path, name)
                if name.startswith(_UNFINISHED) and time.time() - os.lstat(left).st_mtime > _LONG:
                    os.unlink(left)
        with self._told(INDEX), suppress(FileNotFoundError), open(os.path.join(path, INDEX), "rb") as file:
            if file.read(len(_OURS)) != _OURS:
                raise OutputError(f"{printable(path)}: holds an {INDEX} that is not ours; choose another folder")

    @contextmanager
    def writing(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to write to; it takes its name, in the place of an older one, when all went well. Raises OutputError."""
        with self._told(name):
            unfinished = os.path.join(self.path, _UNFINISHED + secrets.token_hex(8))
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            try:
                with open(descriptor, "wb", buffering=1 << 20) as file:
                    yield file
                    file.flush()
                    if hasattr(os, "fchmod"):
                        os.fchmod(file.fileno(), MODE)
                    os.fsync(file.fileno())
                os.replace(unfinished, os.path.join(self.path, name))
            except BaseException:
                with suppress(OSError):
                    os.unlink(unfinished)
                raise
            self._sync()

    def write(self, name: str, content: bytes) -> None:
        """Write a whole file. Raises OutputError."""
        with self.writing(name) as file:
            file.write(content)

    def prune(self, week: str, keep: int) -> int:
        """Remove the reports that are older than so many weeks before this one; return how many files."""
        oldest = weeks.back(week, keep - 1)
        removed = 0
        with self._told(""):
            for name in sorted(os.listdir(self.path)):
                match = _NAME.fullmatch(name)
                if match is not None and match[1] < oldest:
                    os.unlink(os.path.join(self.path, name))
                    removed += 1
        return removed

    def index(self, language: Language) -> None:
        """Write the page that lists all weeks. Raises OutputError."""
        self.write(INDEX, page("index.html", language, weeks=self._weeks()))

    def _weeks(self) -> list[_Week]:
        with self._told(""):
            names = sorted(os.listdir(self.path))
        found: dict[str, dict[str, list[_Linked]]] = {}
        for name in names:
            match = _NAME.fullmatch(name)
            if match is None:
                continue
            week, part, language, ending = match.groups()
            kind = "data" if ending != "html" else "parts" if part else "pages"
            words = (
                ".".join(filter(None, (part, ending.upper())))
                if kind == "data"
                else " ".join(filter(None, (part, (language or "").upper())))
            )
            found.setdefault(week, {}).setdefault(kind, []).append(_Linked(name, words, language or ""))
        return [
            _Week(week, *weeks.days(week), *(tuple(found[week].get(kind, ())) for kind in ("pages", "parts", "data")))
            for week in sorted(found, reverse=True)
        ]

    def _sync(self) -> None:
        if os.name == "nt":
            return
        folder = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = printable(os.path.join(self.path, name).rstrip("/"))
            raise OutputError(f"{place}: the report cannot be written ({error.strerror}); check room, path and rights") from None
