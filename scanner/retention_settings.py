"""What the configuration says of controllers, programmes and retention; strict and frozen like the rest of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from scanner import period
from scanner.period import Period
from scanner.yaml_file import Strict


def _period(given: object) -> object:
    return period.parse(given) if isinstance(given, str) else given


WrittenPeriod = Annotated[Period, BeforeValidator(_period)]
"""A period as it stands in a file, such as P5Y."""


class Programme(Strict):
    """A kind of guidance or work. In an `employment` the dossier's `closed` is also the end of the contract."""

    name: str
    relation: Literal["guidance", "employment"] = "guidance"


# Where domain law gives another term, or the organisation's own administration has to be told apart.
PROGRAMMES = {
    "vdab": Programme(name="Begeleiding voor VDAB"),
    "outplacement": Programme(name="Outplacement"),
    "outplacement_sif": Programme(name="Outplacement, betaald door het Sociaal Interventiefonds"),
    "job_coaching": Programme(name="Jobcoaching"),
    "career_guidance": Programme(name="Loopbaanbegeleiding"),
    "maatwerk": Programme(name="Maatwerk", relation="employment"),
    "esf": Programme(name="ESF 2014-2020"),
    "esf_plus": Programme(name="ESF+ 2021-2027"),
    "patient_file": Programme(name="Patiëntendossier van een zorgverlener"),
    "recruitment": Programme(name="Eigen aanwerving"),
    "volunteers": Programme(name="Vrijwilligers en stagiairs", relation="employment"),
    "staff": Programme(name="Eigen personeel", relation="employment"),
    "own": Programme(name="Eigen werking"),
}


class StandingFolder(Strict):
    """A folder that belongs to no dossier, such as the bookkeeping: under which programme its files fall."""

    path: str = Field(description="relative to the root")
    root: str | None = Field(None, description="path or name of the root; not needed when there is one")
    controller: str
    programme: str

    @field_validator("path")
    @classmethod
    def _below_the_root(cls, path: str) -> str:
        if not path.strip().strip("/").strip(".") or ".." in path.replace("\\", "/").split("/"):
            raise ValueError("must name a folder below the root")
        return path


class Confirmation(Strict):
    """The data protection officer's word on one rule. It lapses when the rule is changed: its digest is then another.

    The day is called `since` because YAML reads a key `on` as a yes.
    """

    rule: str
    digest: str = Field(description="the rule's digest, or the first 16 characters of it")
    by: str = Field(min_length=2, description="who confirmed it")
    since: date = Field(strict=False, description="when; it does not hold before that day")

    @field_validator("digest")
    @classmethod
    def _hexadecimal(cls, digest: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{16,64}", digest.strip().lower()):
            raise ValueError("is not a rule's digest of 16 to 64 hexadecimal digits")
        return digest.strip().lower()


class RetentionSettings(Strict):
    """How long, by whose word, and when a result looks too wrong to be acted on."""

    delete_within: WrittenPeriod = Field(
        period.YEAR, description="after `expires`; the privacy statement promises a year at most"
    )
    class_confidence: float = Field(0.6, ge=0, le=1, description="a document class less sure than this goes to a person")
    new_file_days: int = Field(30, ge=0, description="a file first seen fewer days ago is never due")
    removal_percent: float = Field(10.0, gt=0, le=100, description="an import that removes more of the dossiers stops and asks")
    due_percent: float = Field(20.0, gt=0, le=100, description="more of a root than this newly due at once stops and asks")
    warn_days: int = Field(90, ge=1, description="a deadline is warned of this many days before")
    ignore_case: bool = Field(False, description="folders of the register are found whatever their capitals")
    dossier_files: bool = Field(False, description="a `.dossier.yaml` in a folder is a line of the register")
    dossier_pattern: str | None = Field(None, description="RE2 pattern that reads a dossier's number from the name of a folder")
    folders: list[StandingFolder] = Field(default_factory=list, description="folders of the organisation's own administration")
    register_file: str = Field("", description="CSV or XLSX with the dossiers; taken over by the service when it changes")
    modes: dict[str, Literal["report", "approve", "automatic"]] = Field(
        default_factory=dict, description="by class of document; of a class that is not named here only a report is made"
    )
    approvals: Literal[1, 2] = Field(1, description="people who have to approve; two are different ones")
    quarantine_days: int | None = Field(None, ge=0, description="until a file in quarantine may be destroyed; without it none is")
    most_files: int = Field(200, ge=1, description="files that one run takes away at most")
    most_megabytes: int = Field(2000, ge=1, description="of files that one run takes away at most")
    most_percent: float = Field(5.0, gt=0, le=100, description="of the files of a root that one run takes away at most")
    confirmed: list[Confirmation] = Field(default_factory=list, description="rules that the data protection officer confirmed")

    @field_validator("delete_within")
    @classmethod
    def _promised(cls, within: Period) -> Period:
        if not period.at_most_a_year(within):
            raise ValueError("is more than a year, which the privacy statement does not allow; write P1Y or less")
        return within
