"""The nouns of the product: frozen values that travel from one stage to the next.

Standard library only. Nothing here reads a file, a clock or a database, and no finding holds a raw
identifier: only what may be shown to a reviewer leaves a worker process.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Protocol, overload


class Coverage(StrEnum):
    """How much of a document was examined; the order of strictness is `none`, `partial`, `full`."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Category(StrEnum):
    """Why an entity matters: never allowed, only with consent or duty, or ordinary personal data."""

    FORBIDDEN = "forbidden"
    SPECIAL = "special"
    PERSONAL = "personal"


class Code(StrEnum):
    """Why a document, or a part of it, was not examined."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    NESTING = "nesting"
    PERMISSION = "permission"
    VANISHED = "vanished"
    OCR_UNAVAILABLE = "ocr_unavailable"
    OCR_LOW_CONFIDENCE = "ocr_low_confidence"


@dataclass(frozen=True, slots=True)
class Problem:
    """One gap in what was examined: in which stage, of which kind, and where, without personal data."""

    stage: str
    code: Code
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FileType:
    """What the bytes are: a media type, how that was decided, and whether the extension disagrees."""

    media_type: str
    evidence: str = ""
    extension_mismatch: bool = False


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Which file this is. `path` is the exact name in bytes, relative to the root; sizes in bytes, times in ns."""

    root: int
    path: bytes
    size: int
    mtime_ns: int
    ctime_ns: int
    device: int
    inode: int
    mode: int
    uid: int = 0
    gid: int = 0


class Locators(Protocol):
    """Tells in words a person can follow where an offset of a segment's text lies."""

    def at(self, offset: int) -> str:
        """Return the place of the character at `offset`, for instance `page 2` or `sheet Blad1!B4`."""


@dataclass(frozen=True, slots=True)
class Place:
    """The whole segment is one place."""

    name: str

    def at(self, offset: int) -> str:
        """Return the place."""
        return self.name


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text: `starts[i]` is the offset where the place `names[i]` begins; ascending, first 0."""

    starts: tuple[int, ...]
    names: tuple[str, ...]

    def at(self, offset: int) -> str:
        """Return the place in which the character at `offset` lies."""
        return self.names[max(0, bisect_right(self.starts, offset) - 1)] if self.names else ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Plain text without other structure: `breaks` are the offsets of its line feeds, ascending."""

    breaks: Sequence[int]
    first: int = 1

    def at(self, offset: int) -> str:
        """Return `line N` of the character at `offset`."""
        return f"line {self.first + bisect_left(self.breaks, offset)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: `text[start:end]` in row `row` and column `column`, both counted from 1."""

    start: int
    end: int
    row: int
    column: int


class Cells(Sequence[Cell]):
    """Cells in ascending order of start, sixteen bytes each: a table of a million cells would take 200 MB as objects."""

    __slots__ = ("_columns", "_ends", "_rows", "starts")

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self.starts, self._ends, self._rows, self._columns = (array("I") for _ in range(4))
        for cell in cells:
            self.add(cell.start, cell.end, cell.row, cell.column)

    def add(self, start: int, end: int, row: int, column: int) -> None:
        """Add a cell behind the others; offsets, rows and columns up to 4,294,967,295."""
        self.starts.append(start)
        self._ends.append(end)
        self._rows.append(row)
        self._columns.append(column)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Cell: ...
    @overload
    def __getitem__(self, index: slice) -> list[Cell]: ...
    def __getitem__(self, index: int | slice) -> Cell | list[Cell]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        return Cell(self.starts[index], self._ends[index], self._rows[index], self._columns[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells in ascending order of start; `style` is `a1` (sheets: `Blad1!B4`) or `rc` (`row 3, column 2`)."""

    name: str
    cells: Cells
    style: str = "a1"

    @property
    def starts(self) -> Sequence[int]:
        """Where the cells begin."""
        return self.cells.starts

    def cell_at(self, offset: int) -> Cell | None:
        """Return the cell that holds the character at `offset`, or the last one before it."""
        index = bisect_right(self.cells.starts, offset) - 1
        return self.cells[index] if index >= 0 else None

    def at(self, offset: int) -> str:
        """Return the cell's place in the table's style."""
        cell = self.cell_at(offset)
        if cell is None:
            return self.name
        if self.style == "a1":
            return f"{self.name}!{column_letters(cell.column)}{cell.row}"
        place = f"row {cell.row}, column {cell.column}"
        return f"{self.name} {place}" if self.name else place


def column_letters(column: int) -> str:
    """Return the letters of a sheet's column counted from 1: 1 is `A`, 27 is `AA`."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Role(StrEnum):
    """What kind of text a segment is; machine data never weighs as much as what a person wrote."""

    BODY = "body"
    HEADER = "header"
    NOTE = "note"
    COMMENT = "comment"
    HIDDEN = "hidden"
    METADATA = "metadata"
    NAME = "name"
    FORM = "form"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is read as one: paragraphs end in a line feed, table cells in a tab."""

    text: str
    locators: Locators
    role: Role = Role.BODY

    def locate(self, offset: int) -> str:
        """Return where the character at `offset` stands."""
        return self.locators.at(offset)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as stored (encoded bytes), its size in pixels (0 when unknown) and its place.

    `said_at` is the place at which its words are known as text, as under a scan that was read before; empty when they are not.
    """

    data: bytes
    media_type: str
    locator: str
    width: int = 0
    height: int = 0
    said_at: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A page as a coarse mosaic, for the one who reviews a finding; made in a worker when asked for, kept in memory, written into a page only.

    `cells` are `columns` x `rows` greys from 0 (black) to 15 (white), row by row, or `BLANK` where nothing is shown. `boxes` are left, top, right
    and bottom of what was found, in percent of the page.
    """

    GREYS: ClassVar[int] = 16
    BLANK: ClassVar[int] = 16

    columns: int
    rows: int
    cells: bytes
    boxes: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Forbidden or personal content that the format itself proves (an eID export's attribute, a certificate's subject).

    The raw `value` lives only inside a worker; `entity` is one of the contract's entities.
    """

    entity: str
    value: str
    locator: str
    evidence: tuple[str, ...] = ()
    confidence: float = 0.99
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reader got out of one document: text, pictures, proven facts, parts of their own, and what is missing."""

    segments: tuple[Segment, ...] = ()
    pictures: tuple[Picture, ...] = ()
    facts: tuple[Fact, ...] = ()
    children: tuple[Child, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: bool = False
    """True when nothing of the document could be examined; otherwise a problem makes it partial."""

    @property
    def coverage(self) -> Coverage:
        """`none` when nothing was examined, `partial` when something here or in a child was not, else `full`."""
        if self.unread:
            return Coverage.NONE
        if self.problems or any(child.extraction.coverage is not Coverage.FULL for child in self.children):
            return Coverage.PARTIAL
        return Coverage.FULL


@dataclass(frozen=True, slots=True)
class Child:
    """A document inside a document: its own name, how a person gets to it (`attachment cv.pdf`), type and content."""

    name: str
    locator: str
    file_type: FileType
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Step:
    """One reason behind a finding or a class, for `rules explain`: what matched (masked), with which rule and weight."""

    kind: str
    detail: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding does not count: the entry of the configuration, its reason, and the last day on which it holds."""

    by: str
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One distinct value at one place. `masked` and `evidence` may be shown; the raw value is never kept.

    `fingerprint` is an HMAC-SHA-256 (hex) of the canonical value under the run's key, to compare without storing.
    A finding that a policy allows keeps its place in every output, with `suppressed` set; it is no violation.
    """

    entity: str
    category: Category
    confidence: float
    locator: str
    masked: str
    evidence: tuple[str, ...]
    count: int = 1
    fingerprint: str = ""
    steps: tuple[Step, ...] = ()
    suppressed: Suppression | None = None
    preview: Preview | None = None
    """Of a copy of an identity document, when previews were asked for. In no output but the page for people."""


@dataclass(frozen=True, slots=True)
class Person:
    """One person named in a document, however often and in whatever order of names.

    `masked` shows the first letter of the name as first written; `fingerprint` is equal for the same name throughout a run;
    `count` is the number of places, `evidence` what announced the name there ("label: cliënt", "closing: hoogachtend").
    """

    masked: str
    fingerprint: str
    confidence: float
    count: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """The document class with its reasons; `other` with the runner-up's reasons when nothing is well supported."""

    document_class: str = "other"
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()
    language: str | None = None
    steps: tuple[Step, ...] = ()


class DateSource(StrEnum):
    """Where the date of a document was found, the strongest first."""

    SIGNED = "signed"
    """Beside a signature, or after the place where it was signed."""
    TEXT = "text"
    """Behind a label such as `datum:`."""
    METADATA = "metadata"
    NAME = "name"
    """In the name of the file or of a folder above it."""


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A day on which a document may have been made: of a month or a year alone, its last day. `detail` tells the place."""

    day: date
    source: DateSource
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ChildResult:
    """The verdict on a document inside a document."""

    locator: str
    media_type: str
    coverage: Coverage
    classification: Classification


@dataclass(frozen=True, slots=True)
class FileResult:
    """All that leaves a worker about one file; picklable, and free of raw identifiers but for the true path.

    `display_path` is the path with forbidden numbers masked, for every output that people read.
    """

    identity: FileIdentity
    display_path: str
    sha256: str | None = None
    file_type: FileType = FileType("application/octet-stream")
    coverage: Coverage = Coverage.NONE
    problems: tuple[Problem, ...] = ()
    classification: Classification = Classification()
    of_content: Classification | None = None
    """The class by the content alone, without the names of file and folder; None where it is the same as `classification`."""
    findings: tuple[Finding, ...] = ()
    persons: tuple[Person, ...] = ()
    dates: tuple[DocumentDate, ...] = ()
    children: tuple[ChildResult, ...] = ()
    seconds: float = 0.0
    known: bool = False
    """The content is one of those that the caller knows: only the name was looked at, and nothing is said of the rest."""


@dataclass(frozen=True, slots=True)
class FolderResult:
    """What is to be said of a folder: findings in its own name, or that it could not be entered."""

    root: int
    path: bytes
    display_path: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
