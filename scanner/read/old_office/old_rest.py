"""What nobody took of an old Office file's storage: signatures, custom data, and the words in streams of other kinds."""

from __future__ import annotations

import re

from lxml import etree

from scanner.model import Code, Role
from scanner.read import loose_text
from scanner.read.draft import Draft, Refused
from scanner.read.identity.certificate import add_certificates
from scanner.read.markup.xml_parser import parser
from scanner.read.markup.xml_signature import signature
from scanner.read.old_office.ole import Storage
from scanner.read.old_office.ole_object import custom_data

# Streams that say how something is shown, linked or compiled, and hold no words of a person (MS-OLEDS 2.3, MS-OVBA 2.3).
_WORDLESS = re.compile(
    r"(.*/)?(\x01CompObj|\x01Ole|\x02OlePres\d+|\x03(ObjInfo|LinkInfo|EPRINT|PRINT|META|PICT|OCXNAME|VBFrame)|\x06DataSpaces.*|"
    r"PROJECTwm|PROJECTlk|PROJECT|VBA/.*|Properties|\x05.*SummaryInformation|_VBA_PROJECT.*|__SRP_.*)",
    re.IGNORECASE | re.DOTALL,
)


def add(storage: Storage, draft: Draft) -> None:
    """Add what is left in the storage; objects and macros have been taken before. What is missing of its streams is told."""
    try:
        custom_data(storage, draft)
    except Refused as refusal:
        draft.problem(refusal.code, f"custom data: {refusal.detail}")
    for path in storage.untaken():
        if _WORDLESS.fullmatch(path):
            continue
        try:
            data = storage.data(path)
        except Refused as refusal:
            draft.problem(refusal.code, refusal.detail)
            continue
        if path.startswith("_xmlsignatures/"):
            root = _tree(data)
            if root is not None:
                signature(root, draft)
        elif path == "_signatures":
            add_certificates(data, draft)
        else:
            draft.text("\n".join(dict.fromkeys(loose_text.both(data))), "other data", Role.METADATA)
    if storage.is_cut_off:
        draft.problem(Code.CORRUPT, "streams end too early")


def _tree(data: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(data, parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
