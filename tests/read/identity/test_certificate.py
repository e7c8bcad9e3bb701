"""A citizen's certificate holds the national number, in whatever wrapping."""

import base64
import contextlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from scanner.config import Limits
from scanner.read.draft import Budget, Context, Draft, Refused
from scanner.read.identity import certificate
from scanner.read.identity import pkcs7 as envelope
from scanner.read.source import Source
from tests import make
from tests.read.identity.test_eid import certificate as invented
from tests.read.sight import extraction, facts, lines

ONE = invented()
DER = ONE.public_bytes(serialization.Encoding.DER)


def read(data, name="x.p7m"):
    """Read bytes as a certificate; children are kept as (name, locator, data)."""
    draft, children = Draft(), []
    context = Context(Budget(Limits()), 0, lambda _, *child: children.append(child))
    certificate.read(Source(data, len(data), name), draft, context)
    return draft.finish(), children


def pem(data, kind):
    return f"-----BEGIN {kind}-----\n{base64.encodebytes(data).decode()}-----END {kind}-----\n".encode()


@pytest.mark.parametrize(
    "data",
    [
        DER, pem(DER, "CERTIFICATE"), b"Bag Attributes\n" + pem(DER, "CERTIFICATE") * 2, pkcs7.serialize_certificates([ONE], serialization.Encoding.DER),
        pkcs7.serialize_certificates([ONE], serialization.Encoding.PEM), base64.encodebytes(DER),
    ],
)  # fmt: skip
def test_certificates_in_every_wrapping(data):
    found, children = read(data)
    assert set(facts(found)) == {("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS)}
    assert {(fact.evidence, fact.confidence) for fact in found.facts} == {(("signature certificate",), 0.45)}
    assert ("commonName: Jan Voorbeeld (Signature)", "certificate", "metadata") in list(lines(found))
    assert children == []


def test_a_certificate_without_a_national_number_proves_nothing():
    found, _ = read(invented(number="BE0123").public_bytes(serialization.Encoding.DER))
    assert facts(found) == []


def test_a_certificate_as_text_is_recognised_as_one():
    assert facts(extraction(pem(DER, "CERTIFICATE"), "kaart.pem")) == [("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS)]


def signed(content, *, in_pieces=False):
    """A CMS signature around content; the signature itself is not looked at."""

    def tag(number, body):
        length = len(body)
        size = bytes([length]) if length < 128 else bytes([0x82]) + length.to_bytes(2, "big")
        return bytes([number]) + size + body

    if in_pieces:
        pieces = b"".join(tag(4, content[at : at + 10]) for at in range(0, len(content), 10))
        inner = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80" + pieces + bytes(6)
    else:
        inner = tag(0x30, bytes.fromhex("06092a864886f70d010701") + tag(0xA0, tag(4, content)))
    body = tag(0x30, b"\x02\x01\x01" + tag(0x31, b"") + inner + tag(0xA0, DER))
    return tag(0x30, bytes.fromhex("06092a864886f70d010702") + tag(0xA0, body))


@pytest.mark.parametrize("in_pieces", [False, True])
def test_what_a_signature_wraps_is_a_part_and_the_signer_is_told(in_pieces):
    found, children = read(signed(b"een kanarie in een brief", in_pieces=in_pieces), "brief.txt.p7m")
    assert children == [("brief.txt", "signed brief.txt", b"een kanarie in een brief")]
    assert facts(found) == [("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS)]


def test_what_is_sealed_is_encrypted():
    sealed = b"\x30\x80" + bytes.fromhex("06092a864886f70d010703") + b"\xa0\x80"
    with pytest.raises(Refused) as refusal:
        read(sealed)
    assert refusal.value.code == "encrypted"
    assert envelope.is_enveloped(b"", "enveloped-data")
    assert not envelope.is_enveloped(signed(b"x"), "enveloped-data")


@pytest.mark.parametrize(
    "data", [b"niets", b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----", b"\x30", b"\x30\x82\xff\xff" * 50]
)
def test_scraps_prove_nothing(data):
    with contextlib.suppress(Refused):
        found, _ = read(data)
        assert facts(found) == []


def test_private_keys_are_passed_over():
    with pytest.raises(Refused):
        read(b"-----BEGIN PRIVATE KEY-----\nMIIBVQ==\n-----END PRIVATE KEY-----\n")


def test_the_certificates_behind_a_detached_signature_are_not_its_content():
    signature = bytes.fromhex("308006092a864886f70d010702a08030800201013100300b06092a864886f70d010701") + b"\xa0\x80\x04\x03abc"
    assert envelope.is_signed(signature)
    assert envelope.signed_content(signature) == b""
