"""Certificates and signatures: the subject of a Belgian citizen's certificate holds the national number.

Read are single certificates (DER, PEM), bundles and signatures (PKCS #7, CMS). What an opaque signature wraps is a
document of its own.
"""

from __future__ import annotations

import base64
import binascii
import re
import warnings

from scanner.model import Code, Fact, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.identity import pkcs7
from scanner.read.source import Source

EVIDENCE = "signature certificate"
CONFIDENCE = 0.45  # below a violation: the signer's number comes with every signature made with an identity card
# serialNumber (OID 2.5.4.5) as PrintableString, UTF8String or IA5String of eleven digits.
_SERIAL = re.compile(rb"\x06\x03\x55\x04\x05[\x13\x0c\x16]\x0b([0-9]{11})")
_PEM = re.compile(
    rb"-----BEGIN ((?:TRUSTED |X509 )?CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS|[A-Z ]*PRIVATE KEY)-----(.*?)-----END", re.DOTALL
)
# A certificate's beginning: its length, the length of what is signed, the version.
_X509 = re.compile(rb"\x30(?:\x81(.)|\x82(..))\x30(?:\x81.|\x82..)\xa0\x03\x02\x01[\x00-\x02]\x02", re.DOTALL)
_MOST = 200  # certificates of one file


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add national numbers of subjects as facts, the names in certificates as text, and signed content as a part.

    Raises Refused for what is encrypted or no certificate.
    """
    blocks = list(_blocks(source.data()))
    if not blocks:
        raise Refused(Code.CORRUPT, "no certificate or signature")
    for data in blocks:
        context.budget.check_time()
        if pkcs7.is_enveloped(data):
            raise Refused(Code.ENCRYPTED, "encrypted for its receiver")
        add_certificates(data, draft)
        content = pkcs7.signed_content(data) if pkcs7.is_signed(data) else b""
        if content:
            name = source.name.rpartition("/")[2]
            inner = re.sub(r"\.(?:p7[ms]|p7b)$", "", name, flags=re.IGNORECASE) or "content"
            context.read_child(draft, inner, f"signed {inner}", content)


def add_certificates(data: bytes, draft: Draft) -> None:
    """Add what the certificates in DER bytes prove."""
    for number in national_numbers(data):
        draft.facts.append(Fact("BE_NATIONAL_REGISTER_NUMBER", number, "certificate", (EVIDENCE,), CONFIDENCE))
    flow = FlowWriter()
    for line in names(data):
        flow.add(line, "certificate")
    flow.into(draft, Role.METADATA)


def national_numbers(der: bytes) -> list[str]:
    """Return the eleven-digit serialNumber attributes in DER bytes, each once; nothing of a damaged certificate is missed."""
    return list(dict.fromkeys(number.decode("ascii") for number in _SERIAL.findall(der)))


national_numbers_in = national_numbers


def _blocks(data: bytes) -> list[bytes]:
    """Return the DER of every block of PEM text, or the bytes themselves; private keys are passed over."""
    if data[:1] == b"\x30":
        return [data]
    blocks = []
    for kind, body in _PEM.findall(data):
        if kind.endswith(b"KEY"):
            continue
        text = re.sub(rb"^[^\n]*:[^\n]*$", b"", body, flags=re.MULTILINE)
        try:
            blocks.append(base64.b64decode(text))
        except (binascii.Error, ValueError):
            continue
    if not blocks and re.fullmatch(rb"[A-Za-z0-9+/=\s]+", data[:4096]):
        try:
            bare = base64.b64decode(data)
        except (binascii.Error, ValueError):
            return []
        blocks = [bare] if bare[:1] == b"\x30" else []
    return blocks


def names(data: bytes) -> list[str]:
    """Return lines with the subjects' names and addresses, of at most 200 certificates."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    shown = {
        NameOID.COMMON_NAME: "commonName", NameOID.SURNAME: "surname", NameOID.GIVEN_NAME: "givenName",
        NameOID.EMAIL_ADDRESS: "emailAddress", NameOID.ORGANIZATION_NAME: "organizationName",
    }  # fmt: skip
    lines: list[str] = []
    for match in list(_X509.finditer(data))[:_MOST]:
        size = match[1] or match[2]
        end = match.start() + 2 + len(size) + int.from_bytes(size, "big")
        try:
            with warnings.catch_warnings():  # the library says on standard error what it will refuse one day
                warnings.simplefilter("ignore")
                subject = x509.load_der_x509_certificate(data[match.start() : end]).subject
            attributes = [(shown[attribute.oid], attribute.value) for attribute in subject if attribute.oid in shown]
        except (ValueError, TypeError, x509.InvalidVersion):
            continue
        lines.extend(f"{name}: {value}" for name, value in attributes if isinstance(value, str))
    return list(dict.fromkeys(lines))
