"""The register of dossiers: who is guided, in which folder, and what happened when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

CONSENTS: Mapping[str, str] = {
    "health": "HEALTH", "lifestyle": "LIFESTYLE", "religion": "RELIGION", "ethnic_origin": "ETHNIC_ORIGIN",
    "political_opinion": "POLITICAL_OPINION", "union_membership": "UNION_MEMBERSHIP", "sexual_orientation": "SEXUAL_ORIENTATION",
    "criminal_record": "CRIMINAL_RECORD", "photo": "PERSON_PHOTO",
}  # fmt: skip
"""The words of the register's column `consents`, and the entity that each one allows."""


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """Whose dossier it is. Personal data: never shown by `repr`, so never in a log or an exception."""

    name: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    email: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier. `folder` is relative to the root, with `/`; empty when only its number in a folder's name tells where it is.

    `standing` is a folder of the organisation's own administration: it has no guidance that could end. In an `employment`
    the end of the guidance is the end of the contract too.
    """

    number: str
    root: int
    folder: str
    controller: str
    programme: str
    opened: date | None = None
    closed: date | None = None
    project_end: date | None = None
    last_payment: date | None = None
    contract_end: date | None = None
    consent_withdrawn: date | None = None
    consents: frozenset[str] = frozenset()
    hold: str = ""
    employment: bool = False
    standing: bool = False
    person: PersonDetails = field(default_factory=PersonDetails, repr=False)

    def is_open(self, on: date) -> bool:
        """Return whether the guidance goes on: it has no end, or one that lies ahead."""
        return not self.standing and (self.closed is None or self.closed > on)

    def allows(self, entity: str, on: date) -> bool:
        """Return whether the person consented to special data of a kind, and did not withdraw it by a day."""
        withdrawn = self.consent_withdrawn is not None and self.consent_withdrawn <= on
        return not withdrawn and any(CONSENTS[consent] == entity for consent in self.consents)

    @property
    def contradictory(self) -> bool:
        """Whether its days cannot all be right: something ended before it was opened."""
        ends = (self.closed, self.project_end, self.contract_end, self.last_payment)
        return self.opened is not None and any(end is not None and end < self.opened for end in ends)


@dataclass(frozen=True)
class Register:
    """All dossiers, in the order of their file."""

    dossiers: tuple[Dossier, ...] = ()

    def __len__(self) -> int:
        return len(self.dossiers)

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self.dossiers)

    def by_number(self) -> dict[str, Dossier]:
        """Return the dossiers by their number; of two with the same one the first."""
        found: dict[str, Dossier] = {}
        for dossier in self.dossiers:
            found.setdefault(dossier.number, dossier)
        return found
