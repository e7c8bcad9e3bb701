"""Exports of the eID Viewer: photo, national number, card number and place of birth in one file.

Formats after the viewer's own sources: version 4 (`<eid><identity …>`), older XML roots, the `;eid;` table of 3.5 and its
binary form.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from lxml import etree

from scanner.model import Code, Fact, Role
from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.source import Source
from scanner.read.xml import parser

_EXPORT = "eID Viewer export"
# Local names of elements and attributes, lower case without separators, over all versions of the XML.
_NAMES = {
    "nationalnumber": "BE_NATIONAL_REGISTER_NUMBER", "rrn": "", "cardnumber": "BE_ID_CARD_NUMBER", "placeofbirth": "PLACE_OF_BIRTH",
    "locationofbirth": "PLACE_OF_BIRTH", "birthlocation": "PLACE_OF_BIRTH", "dateofbirth": "DATE_OF_BIRTH", "birthdate": "DATE_OF_BIRTH",
    "nationality": "NATIONALITY", "name": "PERSON", "surname": "PERSON", "streetandnumber": "ADDRESS", "street": "ADDRESS",
    "photo": "ID_PHOTO", "picture": "ID_PHOTO",
}  # fmt: skip
# Fields of the table of version 3.5, counted from 1.
_TABLE = {8: "PLACE_OF_BIRTH", 10: "BE_NATIONAL_REGISTER_NUMBER", 12: "BE_ID_CARD_NUMBER", 25: "ID_PHOTO"}
_CERTIFICATES = frozenset(["root", "citizenca", "authentication", "signing", "rrn"])


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add what the export proves as facts. Raises Refused when it cannot be parsed."""
    draft.facts.append(Fact("EID_EXPORT", hashlib.sha256(source.data()).hexdigest(), "file", (_EXPORT,)))
    if source.head(2) == b"\x00\x01":
        _binary(source, draft)
        return
    data = source.data()
    try:
        text, _ = decode(data)
    except NotText:
        raise Refused(Code.CORRUPT, "not an eID export") from None
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        _xml(data, draft)
    else:
        _table(text, draft)


def _xml(data: bytes, draft: Draft) -> None:
    try:
        root = etree.fromstring(data, parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Refused(Code.CORRUPT, "eID export is not XML")
    others = FlowWriter()
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        for name, value in (
            *((etree.QName(key).localname, value) for key, value in element.attrib.items()),
            (local, element.text or ""),
        ):
            value = str(value).strip()  # noqa: PLW2901
            if not value:
                continue
            kind = _NAMES.get(str(name).lower().replace("_", "").replace("-", ""))
            if str(name).lower() in _CERTIFICATES:
                _certificate(value, name, draft)
            elif kind and not (kind == "PERSON" and local.lower() not in ("identity", "name", "surname")):
                _fact(kind, value, f"attribute {name}", draft)
            elif len(value) < 200:
                others.add(f"{name}: {value}", f"attribute {name}")
    others.into(draft, Role.METADATA)


def _table(text: str, draft: Draft) -> None:
    fields = text.split(";")
    for number, kind in _TABLE.items():
        if len(fields) >= number and fields[number - 1].strip():
            _fact(kind, fields[number - 1].strip(), f"field {number}", draft)
    if len(fields) < 12:
        draft.problem(Code.CORRUPT, "eID table with missing fields")


def _binary(source: Source, draft: Draft) -> None:
    """Tags of the binary form hold nested records whose layout is not public; the texts in them are read as they stand."""
    import re

    data = source.data()
    for run in re.findall(rb"(?<![0-9])[0-9]{11,12}(?![0-9])", data):
        kind = "BE_NATIONAL_REGISTER_NUMBER" if len(run) == 11 else "BE_ID_CARD_NUMBER"
        _fact(kind, run.decode("ascii"), "record", draft)
    if b"\xff\xd8\xff" in data:
        draft.facts.append(
            Fact("ID_PHOTO", hashlib.sha256(data[data.index(b"\xff\xd8\xff") :]).hexdigest(), "photo", (_EXPORT, "portrait"))
        )
    draft.text(
        "\n".join(part.decode("utf-8", "replace") for part in re.findall(rb"[\x20-\x7e\xc3\x80-\xbf]{3,}", data)),
        "record",
        Role.METADATA,
    )


def _fact(kind: str, value: str, place: str, draft: Draft) -> None:
    if kind == "ID_PHOTO":
        try:
            photo = base64.b64decode(value, validate=False)
        except (binascii.Error, ValueError):
            return
        if photo[:2] == b"\xff\xd8":
            draft.facts.append(Fact(kind, hashlib.sha256(photo).hexdigest(), place, (_EXPORT, "portrait")))
        return
    if kind == "DATE_OF_BIRTH" and len(value) == 8 and value.isdigit():
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    draft.facts.append(Fact(kind, value, place, (_EXPORT, place)))


def _certificate(value: str, name: str, draft: Draft) -> None:
    """The subject of a citizen's certificate holds the national number behind the identifier of serialNumber (2.5.4.5)."""
    try:
        der = base64.b64decode(value, validate=False)
    except (binascii.Error, ValueError):
        return
    for number in national_numbers_in(der):
        draft.facts.append(Fact("BE_NATIONAL_REGISTER_NUMBER", number, f"certificate {name}", ("signature certificate",), 0.45))


def national_numbers_in(der: bytes) -> list[str]:
    """Return the eleven-digit serialNumber attributes (OID 2.5.4.5) in DER bytes, each once."""
    import re

    found = re.findall(rb"\x06\x03\x55\x04\x05[\x13\x0c]\x0b([0-9]{11})", der)
    return list(dict.fromkeys(number.decode("ascii") for number in found))
