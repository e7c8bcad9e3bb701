"""Exports of an identity card give up all they hold, in each of the viewer's formats. The card is invented."""

import base64
import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scanner.read.identity.eid_card import entries, iso_date
from tests import make
from tests.read.sight import codes, extraction, facts, lines, places, read

CARD = "591234567829"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x02" + bytes(range(120)) + b"\xff\xd9"
ALL = {
    "EID_EXPORT", "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO", "DATE_OF_BIRTH", "NATIONALITY",
    "PERSON", "ADDRESS",
}  # fmt: skip


def certificate(number=make.DIGITS, name="Jan Voorbeeld (Signature)"):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "BE"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, number),
        ]
    )
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Citizen CA")]))
    )
    builder = builder.public_key(key.public_key()).serial_number(12345678901234567890).not_valid_before(start)
    return builder.not_valid_after(start + dt.timedelta(days=3650)).sign(key, hashes.SHA256())


def der(**options):
    return certificate(**options).public_bytes(serialization.Encoding.DER)


DER = der()


def b64(data):
    return base64.b64encode(data).decode()


def tlv(*pairs):
    out = b""
    for tag, value in pairs:
        raw = value.encode() if isinstance(value, str) else value
        length = len(raw)
        groups = [length & 0x7F]
        while length := length >> 7:
            groups.insert(0, (length & 0x7F) | 0x80)
        out += bytes([tag, *groups]) + raw
    return out


IDENTITY = tlv(
    (1, CARD), (2, bytes(range(16))), (3, "01.02.2020"), (4, "01.02.2030"), (5, "Aalst"), (6, make.DIGITS), (7, "Voorbeeld"),
    (8, "Jan Piet"), (9, "K"), (10, "Belg"), (11, "Gent"), (12, "30 JUL  1985"), (13, "M"), (15, "1"), (16, "0"), (17, bytes(20)),
)  # fmt: skip
ADDRESS = tlv((1, "Kerkstraat 1"), (2, "9300"), (3, "Aalst"))


def version_4():
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<eid version="4.5"><identity nationalnumber="{make.DIGITS}" dateofbirth="19850730" gender="male" '
        'specialstatus="WHITE_CANE"><name>Voorbeeld</name><firstname>Jan Piet</firstname><middlenames>K</middlenames><nationality>Belg</nationality>'
        f"<placeofbirth>Gent</placeofbirth><photo>{base64.encodebytes(PHOTO).decode()}</photo></identity>"
        f'<card documenttype="belgian_citizen" cardnumber="{CARD}" chipnumber="00"><deliverymunicipality>Aalst</deliverymunicipality></card>'
        "<address><streetandnumber>Kerkstraat 1</streetandnumber><zip>9300</zip><municipality>Aalst</municipality></address>"
        f"<certificates><root>{b64(der(number='0'))}</root><authentication>{b64(DER)}</authentication><signing>{b64(DER)}</signing></certificates></eid>"
    ).encode()


def version_3():
    return (
        '<?xml version="1.0"?><beid_card><general><version>2</version></general><file><biographic>'
        f"<name>Jan Piet K</name><surname>Voorbeeld</surname><gender>M</gender><date_of_birth>30 JUL  1985</date_of_birth>"
        f"<location_of_birth>Gent</location_of_birth><nationality>Belg</nationality><national_nr>{make.DIGITS}</national_nr>"
        f"<logical_nr>{CARD}</logical_nr><street>Kerkstraat 1</street><zip>9300</zip><municipality>Aalst</municipality></biographic>"
        f"<biometric><picture><data>{b64(PHOTO)}</data></picture></biometric><cryptographic><certificate><label>Signature</label>"
        f"<data>{b64(DER)}</data></certificate></cryptographic></file></beid_card>"
    ).encode()


def quick_key():
    def file(name, data):
        return f"<{name}><fileData>{b64(data)}</fileData></{name}>"

    files = (
        file("identityFile", IDENTITY)
        + file("addressFile", ADDRESS)
        + file("photofile", PHOTO)
        + file("nonRepudiationCertificate", DER)
    )
    return f'<?xml version="1.0"?><BelPicDirectory>{files}</BelPicDirectory>'.encode()


def binary():
    certificates = tlv((4, tlv((0, b"Belgium Root CA"))), (2, tlv((0, DER))))
    return tlv((0, b"\x02")) + tlv((0x0C, certificates), (1, IDENTITY), (3, ADDRESS), (5, PHOTO))


def table(skip_empty=False):
    fields = [""] * 66
    values = {
        1: "1", 2: "eid", 3: "1", 4: "Jan Piet", 5: "Voorbeeld", 6: "M", 7: "30 JUL 1985", 8: "Gent", 9: "Belg", 10: make.DIGITS, 11: "x",
        12: CARD, 13: "00", 14: "01.02.2020", 15: "01.02.2030", 16: "Aalst", 17: "Kerkstraat 1", 18: "9300", 19: "Aalst",
        25: b64(PHOTO), 57: b64(DER),
    }  # fmt: skip
    for number, value in values.items():
        fields[number - 1] = value
    if skip_empty:
        fields.insert(5, "")
    return ";".join(fields).encode() + b"\r\n"


FORMATS = {
    "v4.eid": version_4(),
    "v3.xml": version_3(),
    "quick.xml": quick_key(),
    "v35.csv": table(),
    "gaps.csv": table(True),
    "v35.eid": binary(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_up_all_it_holds(name):
    file_type, found = read(FORMATS[name], name)
    assert file_type.media_type == "application/x-eid-export"
    assert found.coverage == "full"
    told = {(fact.entity, fact.value) for fact in found.facts}
    assert {entity for entity, _ in told} == ALL
    assert {
        ("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS), ("BE_ID_CARD_NUMBER", CARD), ("PLACE_OF_BIRTH", "Gent"),
        ("DATE_OF_BIRTH", "1985-07-30"), ("NATIONALITY", "Belg"), ("ADDRESS", "Kerkstraat 1 9300 Aalst"),
    } <= told  # fmt: skip
    (person,) = [value for entity, value in told if entity == "PERSON"]
    assert person.startswith("Jan Piet")
    assert person.endswith("Voorbeeld")


@pytest.mark.parametrize("name", FORMATS)
def test_a_certificate_in_the_export_is_told_apart_from_the_attribute(name):
    numbers = [fact for fact in extraction(FORMATS[name], name).facts if fact.entity == "BE_NATIONAL_REGISTER_NUMBER"]
    by_evidence = {fact.evidence[1]: fact.confidence for fact in numbers}
    assert by_evidence == {"attribute nationalnumber": 0.99, "signature certificate": 0.6}


def test_evidence_and_place_of_a_fact():
    (fact,) = [fact for fact in extraction(FORMATS["v4.eid"], "x.eid").facts if fact.entity == "PLACE_OF_BIRTH"]
    assert fact.evidence == ("eID Viewer export", "attribute placeofbirth")
    assert fact.locator == "attribute placeofbirth"


def test_what_proves_nothing_is_kept_as_text():
    found = extraction(FORMATS["v4.eid"], "x.eid")
    assert ("specialstatus: WHITE_CANE", "attribute specialstatus", "metadata") in list(lines(found))
    assert not places(found, make.DIGITS)


def test_an_export_in_an_archive_is_one():
    found = extraction(make.zipped({"kaart.eid": FORMATS["v4.eid"]}), "a.zip")
    assert ("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS) in facts(found)


def test_a_damaged_export_gives_what_is_left():
    for cut in (FORMATS["v4.eid"][:900], FORMATS["v35.eid"][:-250]):
        told = facts(extraction(cut, "x.eid"))
        assert ("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS) in told


def test_an_export_without_a_card_is_a_gap():
    found = extraction(b'<?xml version="1.0"?><eid><x/></eid>', "x.eid")
    assert codes(found) == {"corrupt"}
    assert found.coverage == "partial"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("30 JUL  1985", "1985-07-30"), ("01.MÄR.1980", "1980-03-01"), ("1 MAAR 1990", "1990-03-01"), ("12 SEPT 1990", "1990-09-12"),
        ("05 AOUT 1971", "1971-08-05"), ("19850730", "1985-07-30"), ("30/07/1985", "1985-07-30"), ("1985", "1985"), ("", ""),
    ],
)  # fmt: skip
def test_dates_as_cards_write_them(stated, expected):
    assert iso_date(stated) == expected


def test_files_of_the_chip_end_where_their_bytes_do():
    assert list(entries(tlv((1, b"x" * 300), (2, "y")))) == [(1, b"x" * 300), (2, b"y")]
    assert [tag for tag, _ in entries(b"\x01\xff\xff\xff\xff\xff")] == [1]
    assert list(entries(b"\x01\x05ab")) == [(1, b"ab")]
    assert list(entries(b"")) == []
