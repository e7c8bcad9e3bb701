"""One document of the example share, and what a good scan says of it."""

from __future__ import annotations

from dataclasses import dataclass

RRN = "BE_NATIONAL_REGISTER_NUMBER"
CARD = "BE_ID_CARD_NUMBER"
POB = "PLACE_OF_BIRTH"
ID_PHOTO = "ID_PHOTO"
COPY = "ID_CARD_COPY"
MRZ = "ID_MRZ"
EID = "EID_EXPORT"

HEALTH = "HEALTH"
LIFESTYLE = "LIFESTYLE"
RELIGION = "RELIGION"
UNION = "UNION_MEMBERSHIP"
CRIMINAL = "CRIMINAL_RECORD"
PHOTO = "PERSON_PHOTO"

PERSON = "PERSON"
ADDRESS = "ADDRESS"
MAIL = "EMAIL_ADDRESS"
PHONE = "PHONE_NUMBER"
IBAN = "IBAN_CODE"
BIRTH = "DATE_OF_BIRTH"
NATIONALITY = "NATIONALITY"
IKL = "IKL_NUMBER"

FORBIDDEN = frozenset([RRN, CARD, POB, ID_PHOTO, COPY, MRZ, EID])
SPECIAL = frozenset([HEALTH, LIFESTYLE, RELIGION, UNION, CRIMINAL, PHOTO])
PERSONAL = frozenset([PERSON, ADDRESS, MAIL, PHONE, IBAN, BIRTH, NATIONALITY, IKL])


@dataclass(frozen=True)
class Example:
    """A file of the share with its truth, written down by hand beside its content and not copied from a scan.

    `violations` and `special` are complete; `personal` names what stands there at least; `notes` are forbidden kinds that may
    be mentioned, but only below the threshold of a violation; `may` is what depends on the machine (detection of faces).
    `also` are classes that a careful reader could defend as well. `needs` says what a scan must have to see it (`ocr`, `faces`).
    """

    path: str
    data: bytes
    shows: str
    document_class: str
    violations: tuple[str, ...] = ()
    special: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    coverage: str = "full"
    problems: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def __post_init__(self):
        assert FORBIDDEN.issuperset(self.violations + self.notes), self.path
        assert SPECIAL.issuperset(self.special), self.path
        assert PERSONAL.issuperset(self.personal), self.path
        assert (FORBIDDEN | SPECIAL).issuperset(self.may), self.path
        assert self.coverage in ("full", "partial", "none"), self.path

    def expected(self):
        """Return the entry for `expected.yaml`; what is empty and optional is left out."""
        entry = {"document_class": self.document_class, "coverage": self.coverage}
        for key in ("violations", "special", "personal"):
            entry[key] = sorted(getattr(self, key))
        optional = {
            "notes": self.notes, "may": self.may, "also_acceptable": self.also, "problems": self.problems, "needs": self.needs,
        }  # fmt: skip
        return entry | {key: sorted(values) for key, values in optional.items() if values}
