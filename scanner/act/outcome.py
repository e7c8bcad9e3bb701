"""What came of a file, and what an act needs to know of it beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """One per file and act. All but the first three mean that the file is where it was."""

    QUARANTINED = "quarantined"
    RESTORED = "restored"
    PURGED = "purged"
    CHANGED = "changed"
    """Size, times, inode or content are not what they were when it was planned."""
    GONE = "gone"
    NOT_A_FILE = "not_a_file"
    """A link, folder or device took its place, or that of a folder above."""
    OPEN = "open"
    """Another process has it open."""
    HARD_LINKS = "hard_links"
    """It has another name; taking one away would delete nothing."""
    OTHER_FILESYSTEM = "other_filesystem"
    READ_ONLY = "read_only"
    NO_RIGHT = "no_right"
    NO_ROOM = "no_room"
    NAME_TAKEN = "name_taken"
    FOLDER_GONE = "folder_gone"
    REFUSED = "refused"
    """What the approval rested on no longer holds; the detail names it."""
    NOT_DONE = "not_done"
    """A crash or a failure came before it; it may be tried again."""
    DAMAGED = "damaged"
    """What lies in quarantine is not what was put there."""
    UNEXPLAINED = "unexplained"
    """It is neither where it was nor in quarantine, and no step of ours took it away."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file as it was when it was planned. `item` is a unique name of letters and digits; times in ns, `sha256` in hex."""

    item: str
    root: bytes
    path: bytes
    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Warrant:
    """Why a file may be taken away. Holds no personal data but the names of who approved. Days are ISO dates."""

    rule: str
    rule_digest: str
    basis: str
    starting_point: str
    start_source: str
    started: str
    expires: str
    delete_by: str
    document_class: str
    approved: tuple[tuple[str, str], ...]
    """Who approved, and when."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act; `detail` says more, without a name or a value."""

    outcome: Outcome
    detail: str = ""


class Refusal(Exception):
    """The file stays where it is; `outcome` says why, `detail` which condition, without a name or a value."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome, self.detail = outcome, detail
