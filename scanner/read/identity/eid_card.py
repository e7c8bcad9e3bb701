"""The data files of a Belgian electronic identity card, and the facts that an export of them proves.

Tags after the card's specification (Belgian Electronic Identity Card content, identity file and address file).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from scanner.model import Fact, Role
from scanner.read.draft import Draft, FlowWriter
from scanner.read.identity.certificate import national_numbers
from scanner.read.text.data_uri import decoded

EXPORT = "eID Viewer export"
CERTIFICATE_CONFIDENCE = 0.6  # the number is certain, but certificates stay in the export of a signature too

IDENTITY_TAGS = {
    1: "cardnumber", 2: "chipnumber", 3: "validitydatebegin", 4: "validitydateend", 5: "deliverymunicipality", 6: "nationalnumber",
    7: "name", 8: "firstname", 9: "middlenames", 10: "nationality", 11: "placeofbirth", 12: "dateofbirth", 13: "gender",
    14: "noblecondition", 15: "documenttype", 16: "specialstatus", 18: "duplicate", 19: "specialorganisation", 20: "memberoffamily",
}  # fmt: skip
ADDRESS_TAGS = {1: "streetandnumber", 2: "zip", 3: "municipality"}

_SINGLE = {
    "nationalnumber": "BE_NATIONAL_REGISTER_NUMBER",
    "cardnumber": "BE_ID_CARD_NUMBER",
    "placeofbirth": "PLACE_OF_BIRTH",
    "dateofbirth": "DATE_OF_BIRTH",
    "nationality": "NATIONALITY",
}
_JOINED = {"PERSON": ("firstname", "middlenames", "name"), "ADDRESS": ("streetandnumber", "zip", "municipality")}
# On the chip the date is text in the language of the municipality: `30 JUN  1967`, `01.MÄR.1980`, `12 SEPT 1990`.
_MONTHS = (
    ("JAN",), ("FEB", "FEV"), ("MAAR", "MARS", "MAR", "MÄR", "MRZ"), ("APR", "AVR"), ("MEI", "MAI", "MAY"), ("JUN", "JUIN"),
    ("JUL", "JUIL"), ("AUG", "AOUT"), ("SEP", "SEPT"), ("OKT", "OCT"), ("NOV",), ("DEC", "DEZ"),
)  # fmt: skip
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_CHIP_DATE = re.compile(r"(\d{1,2})[ .]+([A-ZÄ]{3,4})[ .]+(\d{4})")
_DATES = (
    (re.compile(r"(\d{4})(\d\d)(\d\d)"), (1, 2, 3)),
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})"), (3, 2, 1)),
)


class Card:
    """What is known of one card, by the attribute names of the viewer's fourth version."""

    def __init__(self, draft: Draft, export: bytes) -> None:
        self._draft = draft
        self._fields: dict[str, str] = {}
        self._others = FlowWriter()
        self._numbers: set[str] = set()
        draft.facts.append(Fact("EID_EXPORT", hashlib.sha256(export).hexdigest(), "file", (EXPORT,)))

    def field(self, name: str, value: str) -> None:
        """Note a field; one that proves nothing is kept as text with its name."""
        value = value.strip()
        if not value:
            return
        known = name in _SINGLE or any(name in names for names in _JOINED.values())
        if known and name not in self._fields:
            self._fields[name] = value
        elif not (known and self._fields[name] == value):
            self._others.add(f"{name}: {value}", f"attribute {name}")

    def photo(self, data: bytes | None) -> None:
        """Note the portrait (JPEG)."""
        if data and data[:2] == b"\xff\xd8":
            self._draft.facts.append(Fact("ID_PHOTO", hashlib.sha256(data).hexdigest(), "photo", (EXPORT, "portrait")))

    def certificate(self, data: bytes | None, name: str) -> None:
        """Note a certificate (DER): its subject holds the national number."""
        for number in national_numbers(data or b""):
            if number not in self._numbers:
                self._numbers.add(number)
                self._draft.facts.append(
                    Fact(
                        "BE_NATIONAL_REGISTER_NUMBER", number, f"certificate {name}", (EXPORT, "signature certificate"),
                        CERTIFICATE_CONFIDENCE,
                    )
                )  # fmt: skip

    def file(self, data: bytes, tags: dict[int, str]) -> None:
        """Note the fields of a data file as it is on the chip."""
        for tag, value in entries(data):
            if tag in tags:
                raw = value.rstrip(b"\0")
                text = raw.hex() if tags[tag] == "chipnumber" else raw.decode("utf-8", "replace")
                self.field(tags[tag], text)

    def finish(self) -> int:
        """Add the facts to the draft; returns how many fields proved something."""
        for name, entity in _SINGLE.items():
            if name in self._fields:
                value = self._fields[name]
                value = iso_date(value) if entity == "DATE_OF_BIRTH" else value
                self._draft.facts.append(Fact(entity, value, f"attribute {name}", (EXPORT, f"attribute {name}")))
        for entity, names in _JOINED.items():
            present = [name for name in names if name in self._fields]
            if present:
                text = " ".join(self._fields[name] for name in present)
                self._draft.facts.append(Fact(entity, text, f"attribute {present[-1]}", (EXPORT, f"attribute {present[-1]}")))
        self._others.into(self._draft, Role.METADATA)
        return len(self._fields)


def entries(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (tag, value) of a file on the chip: a byte, a length in groups of seven bits, the value. Ends where the data does."""
    position = 0
    while position + 2 <= len(data):
        tag = data[position]
        position += 1
        length = 0
        while position < len(data):
            byte = data[position]
            position += 1
            length = (length << 7) | (byte & 0x7F)
            if not byte & 0x80 or length > len(data):
                break
        yield tag, data[position : position + length]
        position += length


def iso_date(value: str) -> str:
    """Return a date of birth as `YYYY-MM-DD`; what is no full date stays as it is (some cards state only a year)."""
    for pattern, (year, month, day) in _DATES:
        if match := pattern.fullmatch(value):
            return f"{match[year]}-{int(match[month]):02}-{int(match[day]):02}"
    match = _CHIP_DATE.fullmatch(value.upper())
    if match and match[2] in _MONTH_NUMBER:
        return f"{match[3]}-{_MONTH_NUMBER[match[2]]:02}-{int(match[1]):02}"
    return value


def base64_bytes(text: str) -> bytes | None:
    """Return the bytes behind a base64 field, None when it holds none."""
    return decoded(text.encode("ascii", "ignore")) if text else None
