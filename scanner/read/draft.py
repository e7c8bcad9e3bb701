"""What a reader fills in while it reads, so that what was read before a failure or a limit is never lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scanner.config import Limits
from scanner.model import (
    Child,
    Code,
    Extraction,
    Fact,
    Flow,
    Locators,
    Picture,
    Place,
    Problem,
    Role,
    Segment,
)

STAGE = "read"
# Halves of characters beyond the first plane that stand alone, in damaged UTF-16: nothing behind a reader can write them.
_HALVES = re.compile("[\ud800-\udfff]")


class Refused(Exception):
    """The whole document cannot be examined: encrypted, broken beyond reading, or not supported."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class NotThisFormat(Exception):
    """The bytes are not what the reader expects; the next candidate is tried."""


class LimitReached(Exception):
    """A budget of the document is used up; what was read so far stays, the rest is reported."""

    def __init__(self, code: Code, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Draft:
    """The growing result of one reader."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.pictures: list[Picture] = []
        self.facts: list[Fact] = []
        self.children: list[Child] = []
        self.problems: list[Problem] = []

    def text(self, text: str, place: str | Locators, role: Role = Role.BODY) -> None:
        """Add a segment unless it is blank."""
        if text and not text.isspace():
            text = text if text.isascii() else _HALVES.sub("\ufffd", text)
            self.segments.append(Segment(text, Place(place) if isinstance(place, str) else place, role))

    def problem(self, code: Code, detail: str) -> None:
        """Add a gap; the same gap is told once."""
        gap = Problem(STAGE, code, detail)
        if gap not in self.problems:
            self.problems.append(gap)

    def finish(self, unread: bool = False) -> Extraction:
        """Return what was collected."""
        return Extraction(
            tuple(self.segments), tuple(self.pictures), tuple(self.facts), tuple(self.children), tuple(self.problems), unread
        )


class FlowWriter:
    """Collects paragraphs of running text into one segment, each paragraph with its own place."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._names: list[str] = []
        self._length = 0

    def add(self, text: str, place: str) -> None:
        """Add one paragraph; a line feed is put behind it."""
        if not self._names or self._names[-1] != place:
            self._starts.append(self._length)
            self._names.append(place)
        self._parts.append(text)
        self._parts.append("\n")
        self._length += len(text) + 1

    def into(self, draft: Draft, role: Role = Role.BODY) -> None:
        """Add what was collected to the draft."""
        draft.text("".join(self._parts), Flow(tuple(self._starts), tuple(self._names)), role)


@dataclass(slots=True)
class Budget:
    """What one top-level file may still cost, shared by everything inside it; bytes, members, pages, OCR."""

    limits: Limits
    deadline: float = field(init=False)
    expanded: int = field(init=False, default=0)
    members: int = field(init=False, default=0)
    pages: int = field(init=False, default=0)
    ocr_pages: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.deadline = time.monotonic() + self.limits.soft_seconds

    def check_time(self) -> None:
        """Raise LimitReached when the soft time limit has passed. Call it between pages, sheets and members."""
        if time.monotonic() > self.deadline:
            raise LimitReached(Code.TIMEOUT, f"stopped after {self.limits.soft_seconds:g} s")

    def charge_bytes(self, count: int) -> None:
        """Count real unpacked bytes; raises LimitReached above `expanded_mb`."""
        self.expanded += count
        if self.expanded > self.limits.expanded_mb << 20:
            raise LimitReached(Code.TOO_LARGE, f"unpacks to more than {self.limits.expanded_mb} MiB")

    def charge_member(self) -> None:
        """Count one member or attachment; raises LimitReached above `members`."""
        self.members += 1
        if self.members > self.limits.members:
            raise LimitReached(Code.TOO_LARGE, f"more than {self.limits.members} parts")

    def charge_page(self) -> None:
        """Count one page; raises LimitReached above `pages`, or when time is up."""
        self.pages += 1
        if self.pages > self.limits.pages:
            raise LimitReached(Code.TOO_LARGE, f"more than {self.limits.pages} pages")
        self.check_time()

    def charge_ocr(self) -> bool:
        """Count one page or picture for OCR; returns False when the file has had its share (`ocr_pages`)."""
        if self.ocr_pages >= self.limits.ocr_pages:
            return False
        self.ocr_pages += 1
        return True


@dataclass(slots=True)
class Context:
    """What a reader is given beside the bytes: the budget, its depth, and how to read a document inside this one.

    `read_child(name, locator, data)` reads bytes as a document of its own and adds it to a draft.
    """

    budget: Budget
    depth: int
    read_child: Callable[[Draft, str, str, bytes], None]
    ocr: bool = True
