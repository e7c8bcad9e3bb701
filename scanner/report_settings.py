"""What the configuration says of the weekly report: where it goes, in which languages, for whom, and by which mail server."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator, model_validator

from scanner.yaml_file import Strict

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")

ReportLanguage = Literal["nl", "fr", "en"]


class Owner(Strict):
    """Who gets a digest: a folder and the person in charge of it."""

    folder: str = Field(description="below a root, or an absolute path")
    name: str = Field(min_length=1, description="who is in charge")
    email: str = Field("", description="empty: the digest lies beside the report and is not sent")

    @field_validator("folder")
    @classmethod
    def _a_folder(cls, folder: str) -> str:
        parts = folder.replace("\\", "/").strip().strip("/").split("/")
        if parts == [""] or ".." in parts:
            raise ValueError("must name a folder below a root")
        return folder

    @field_validator("email")
    @classmethod
    def _address(cls, address: str) -> str:
        return _checked(address) if address else address


class Mail(Strict):
    """The mail server. `from` and `to` are addresses; the password stands in a file that only the service can read."""

    host: str = Field("", description="empty: nothing is sent")
    port: int = Field(0, ge=0, le=65535, description="0: 587 for starttls, 465 for tls")
    security: Literal["starttls", "tls"] = Field("starttls", description="without a valid certificate nothing is sent")
    user: str = ""
    password_file: str = Field("", description="absolute path of a file with the password and nothing else")
    ca_file: str = Field("", description="absolute path of the certificates that are trusted; empty: those of the system")
    sender: str = Field("", alias="from", description="address that it comes from")
    to: list[str] = Field(default_factory=list, description="who gets the report: coordinator, data protection officer")
    attach: bool = Field(False, description="true: the report goes along; false: it is only announced")

    @field_validator("sender")
    @classmethod
    def _sender(cls, address: str) -> str:
        return _checked(address) if address else address

    @field_validator("to")
    @classmethod
    def _receivers(cls, addresses: list[str]) -> list[str]:
        return [_checked(address) for address in addresses]

    @field_validator("password_file", "ca_file")
    @classmethod
    def _absolute(cls, path: str) -> str:
        if path and not Path(path).is_absolute():
            raise ValueError("is not absolute; write the whole path")
        return path

    @model_validator(mode="after")
    def _whole(self) -> Mail:
        if self.host and not self.sender:
            raise ValueError("`from` is missing: the address that reports come from")
        if self.user and not self.password_file:
            raise ValueError("`password_file` is missing: a password never stands in the configuration itself")
        return self

    @property
    def real_port(self) -> int:
        """The port, that of its kind of security when none is given."""
        return self.port or (465 if self.security == "tls" else 587)


class ReportSettings(Strict):
    """The weekly report."""

    folder: str = Field("", description="where reports go; empty: `reports` in the state folder")
    languages: list[ReportLanguage] = Field(default_factory=list, description="empty: the language of the service")
    keep_weeks: int = Field(104, ge=1, description="older reports are removed")
    owners: list[Owner] = Field(default_factory=list, description="who gets a digest of a folder")
    mail: Mail = Field(default_factory=Mail)

    @field_validator("folder")
    @classmethod
    def _absolute(cls, folder: str) -> str:
        if folder and not Path(folder).is_absolute():
            raise ValueError("is not absolute; write the whole path")
        return folder

    @field_validator("languages")
    @classmethod
    def _once(cls, languages: list[ReportLanguage]) -> list[ReportLanguage]:
        if len(set(languages)) != len(languages):
            raise ValueError("names a language twice")
        return languages


def _checked(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("is not an e-mail address")
    return address
