"""Exports of the eID Viewer: photo, national number, card number and place of birth in one file.

Formats after the viewer's own sources (Fedict eid-viewer, `EidFiles.java` and the importers beside it): version 4
(`<eid><identity …>`), version 3 (`<beid_card>`), the eID Quick Key Toolset (`<BelPicDirectory>`), and of version 3.5 the
binary form and the table with semicolons.
"""

from __future__ import annotations

import re

from lxml import etree

from scanner.model import Code
from scanner.read.draft import Context, Draft, Refused
from scanner.read.identity.certificate import national_numbers_in
from scanner.read.identity.eid_card import ADDRESS_TAGS, IDENTITY_TAGS, Card, base64_bytes, entries
from scanner.read.markup.xml_parser import attributes, parser
from scanner.read.source import Source
from scanner.read.text.decode import NotText, decode

__all__ = ["national_numbers_in", "read"]

# Names of version 3 and of other programs that write such files, as version 4 calls them.
_NAMES = {
    "nationalnr": "nationalnumber", "nationalno": "nationalnumber", "rrnr": "nationalnumber", "logicalnr": "cardnumber",
    "cardno": "cardnumber", "locationofbirth": "placeofbirth", "birthlocation": "placeofbirth", "birthplace": "placeofbirth",
    "birthdate": "dateofbirth", "street": "streetandnumber", "firstnames": "firstname", "chipnr": "chipnumber",
    "surname": "name",
}  # fmt: skip
_CERTIFICATES = frozenset(["root", "citizenca", "authentication", "signing", "signature", "rrn", "ca"])
# Fields of the table of version 3.5, counted from 1.
_TABLE = {
    3: "documenttype", 4: "firstname", 5: "name", 6: "gender", 7: "dateofbirth", 8: "placeofbirth", 9: "nationality",
    10: "nationalnumber", 12: "cardnumber", 13: "chipnumber", 14: "validitydatebegin", 15: "validitydateend",
    16: "deliverymunicipality", 17: "streetandnumber", 18: "zip", 19: "municipality",
}  # fmt: skip
_NATIONAL_FIELD = 10
_DIGITS = re.compile(r"\d{11}|\d\d\.\d\d\.\d\d-\d{3}\.\d\d")
_ID_FILE, _ADDRESS_FILE, _PHOTO_FILE, _CERTIFICATES_FILE = 1, 3, 5, 0x0C


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add what the export proves as facts, and its other fields as text. Raises Refused when it cannot be parsed."""
    data = source.data()
    card = Card(draft, data)
    if data[:2] == b"\x00\x01":
        _binary(data, card)
    else:
        try:
            text, _ = decode(data)
        except NotText:
            raise Refused(Code.CORRUPT, "not an eID export") from None
        if text.lstrip("\ufeff \r\n\t").startswith("<"):
            _xml(data, card)
        else:
            _table(text, card)
    if not card.finish():
        draft.problem(Code.CORRUPT, "eID export without the fields of a card")


def _xml(data: bytes, card: Card) -> None:
    try:
        root = etree.fromstring(data.lstrip(), parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Refused(Code.CORRUPT, "eID export is not XML")
    old = _local(root) == "beidcard"  # without its underscore, as `_local` gives names
    label = ""
    for element in root.iter(etree.Element):
        if not isinstance(element.tag, str):
            continue
        name = _local(element)
        for key, value in attributes(element):
            card.field(_known(_plain(key.rpartition("}")[2])), value)
        text = (element.text or "").strip()
        parent = element.getparent()
        above = _local(parent) if parent is not None else ""
        if name == "filedata":
            _chip_file(above, base64_bytes(text), card)
        elif name == "label":
            label = _plain(text)
        elif name == "data":
            if above == "picture":
                card.photo(base64_bytes(text))
            else:
                card.certificate(base64_bytes(text), label if label in _CERTIFICATES else above)
        elif name in ("photo", "picture") and len(element) == 0:
            card.photo(base64_bytes(text))
        elif name in _CERTIFICATES and len(text) > 100:
            card.certificate(base64_bytes(text), name)
        elif text and len(text) < 500:
            # In version 3 `name` holds the given names and `surname` the family name.
            card.field("firstname" if old and name == "name" else _known(name), text)


def _chip_file(kind: str, data: bytes | None, card: Card) -> None:
    """A file of the eID Quick Key Toolset, named by the element around it."""
    if not data:
        return
    if kind == "identityfile":
        card.file(data, IDENTITY_TAGS)
    elif kind == "addressfile":
        card.file(data, ADDRESS_TAGS)
    elif kind == "photofile":
        card.photo(data)
    else:
        card.certificate(data, kind.removesuffix("certificate"))


def _table(text: str, card: Card) -> None:
    line = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    fields = line.split(";")
    # The viewer skips empty fields when it counts, other programs do not: the national number tells which it is.
    filled = [field for field in fields if field]
    if not _national(fields) and _national(filled):
        fields = filled
    for number, field in enumerate(fields, 1):
        value = field.strip()
        if number in _TABLE:
            card.field(_TABLE[number], value)
        elif value.startswith("/9j/"):
            card.photo(base64_bytes(value))
        elif value.startswith("MII"):
            card.certificate(base64_bytes(value), f"field {number}")


def _national(fields: list[str]) -> bool:
    return len(fields) >= _NATIONAL_FIELD and bool(_DIGITS.fullmatch(fields[_NATIONAL_FIELD - 1].strip()))


def _binary(data: bytes, card: Card) -> None:
    for tag, value in entries(data):
        if tag == _ID_FILE:
            card.file(value, IDENTITY_TAGS)
        elif tag == _ADDRESS_FILE:
            card.file(value, ADDRESS_TAGS)
        elif tag == _PHOTO_FILE:
            card.photo(value)
        elif tag == _CERTIFICATES_FILE:
            card.certificate(value, "file")


def _known(name: str) -> str:
    return _NAMES.get(name, name)


def _local(element: etree._Element) -> str:
    """Return an element's name without namespace; a damaged one may hold what no name may, which QName refuses."""
    return _plain(str(element.tag).rpartition("}")[2])


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").strip()
