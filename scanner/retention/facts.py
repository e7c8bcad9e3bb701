"""What a decision on retention needs to know of a file, and the words in which it answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scanner.model import Coverage, DocumentDate


class State(StrEnum):
    """What is to become of a file. `decide` answers with the first five; the others are steps of the deletion itself."""

    KEEP = "keep"
    REVIEW = "review"
    DUE = "due"
    OVERDUE = "overdue"
    HELD = "held"
    APPROVED = "approved"
    QUARANTINED = "quarantined"
    PURGED = "purged"
    RESTORED = "restored"
    REFUSED = "refused"


class StartingPoint(StrEnum):
    """The event from which a standard period runs."""

    END_OF_GUIDANCE = "end_of_guidance"
    END_OF_CONTRACT = "end_of_contract"
    END_OF_PROJECT = "end_of_project"
    LAST_PAYMENT = "last_payment"
    DOCUMENT_DATE = "document_date"
    END_OF_CALENDAR_YEAR = "end_of_calendar_year"
    """31 December of the year of the document's date."""
    DETECTION = "detection"
    CONSENT_WITHDRAWN = "consent_withdrawn"


class StartSource(StrEnum):
    """Who says on which day the starting point was: the register, one of the places of a document's date, or the scanner."""

    REGISTER = "register"
    SIGNED = "signed"
    TEXT = "text"
    METADATA = "metadata"
    NAME = "name"
    DETECTION = "detection"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as the catalogue knows it. `path` is relative to the root, in exact bytes; size in bytes; days are Belgian days.

    `forbidden` and `special` name the entities found that no policy allows, at the confidence of a violation; `detected` is
    the day they were first found. `holds` are the reasons of holds on this very file. There is no time of last change on
    purpose: a copy or a restored backup sets it anew, so it starts no clock.
    """

    root: int
    path: bytes
    size: int
    document_class: str
    class_confidence: float
    coverage: Coverage
    forbidden: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    detected: date | None = None
    dates: tuple[DocumentDate, ...] = ()
    first_seen: date | None = None
    holds: tuple[str, ...] = ()
    key: int = 0
    """The caller's own number of the file; nothing depends on it."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as the key of a sentence in `wording.py`, with the values that it names; never a value out of a document."""

    key: str
    values: tuple[tuple[str, str | int | date], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a file, by which rule, and why.

    `expires` is the last day of the term, `delete_by` the last day on which the promise to the people concerned is kept.
    `confirmed_by` is who confirmed the rule, None when nobody did: the dates are then told, and nothing may be deleted.
    """

    state: State
    reasons: tuple[Reason, ...]
    rule: str | None = None
    rule_digest: str | None = None
    starting_point: StartingPoint | None = None
    started: date | None = None
    start_source: StartSource | None = None
    start_detail: str = ""
    expires: date | None = None
    delete_by: date | None = None
    holds: tuple[str, ...] = ()
    advice: str | None = None
    confirmed_by: str | None = None

    @property
    def basis(self) -> str:
        """SHA-256 (hex) over what an approval is given to: rule, starting point and dates.

        Neither the state, a confidence, a place in the document nor a sentence is part of it, so that an approval still fits
        when a file becomes overdue or is read again by a newer version, and never when its rule or its dates are others.
        """
        parts = (self.rule, self.rule_digest, self.starting_point, self.started, self.start_source, self.expires, self.delete_by)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()

    @property
    def may_be_deleted(self) -> bool:
        """Whether it is due under a confirmed rule; approval and the checks at the moment itself come on top."""
        return self.state in (State.DUE, State.OVERDUE) and self.confirmed_by is not None and not self.holds
