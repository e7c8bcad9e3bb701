"""Certificates in signed XML (XML Signature, X509Certificate): of Office, OpenDocument, and of invoices and forms as XML."""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from scanner.model import Code, Fact, Role
from scanner.read.draft import Draft
from scanner.read.identity.certificate import CONFIDENCE, EVIDENCE, names, national_numbers


def signature(root: etree._Element, draft: Draft) -> None:
    """Add the national numbers and the names in the certificates of a signature."""
    told: dict[str, None] = {}
    for element in root.iter("{*}X509Certificate"):
        try:
            der = base64.b64decode("".join((element.text or "").split()))
        except (binascii.Error, ValueError):
            draft.problem(Code.CORRUPT, "a certificate cannot be decoded")
            continue
        for number in national_numbers(der):
            draft.facts.append(Fact("BE_NATIONAL_REGISTER_NUMBER", number, "signature", (EVIDENCE,), CONFIDENCE))
        told.update(dict.fromkeys(names(der)))
    draft.text("\n".join(told), "signature", Role.METADATA)
