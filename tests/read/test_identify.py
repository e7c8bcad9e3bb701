"""The content decides what a document is, whatever its name says."""

import bz2
import gzip
import lzma
import zipfile

import pytest

from scanner.read.identify import identify
from scanner.read.source import Source
from tests import make

OID_SIGNED = bytes.fromhex("06092a864886f70d010702")
OID_SEALED = bytes.fromhex("06092a864886f70d010703")
ARCHIVE = make.zipped({"a.txt": "kanarie"})
MAIL = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: c\r\n\r\ntekst\r\n"


def kind(data, name="naamloos"):
    return identify(Source(data, len(data), name)).media_type


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (gzip.compress(b"x", mtime=0), "application/gzip"),
        (bz2.compress(b"x"), "application/x-bzip2"),
        (lzma.compress(b"x"), "application/x-xz"),
        (lzma.compress(b"x", lzma.FORMAT_ALONE), "application/x-lzma"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), "application/vnd.rar"),
        (b"MSCF" + bytes(40), "application/vnd.ms-cab-compressed"),
        (b"\x00" * 32769 + b"CD001" + bytes(3000), "application/x-iso9660-image"),
        (b"\x00" * 257 + b"ustar" + bytes(300), "application/x-tar"),
        (b"MZ" + bytes(200) + ARCHIVE, "application/zip"),
        (b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(80), "image/emf"),
        (b"\xd7\xcd\xc6\x9a" + bytes(40), "image/wmf"),
        (b"\x30\x80" + OID_SIGNED + b"\xa0\x80" + bytes(40), "application/pkcs7-mime"),
        (b"\x30\x82\x01\x00" + OID_SEALED + bytes(40), "application/pkcs7-mime"),
        (b"\x30\x82\x03\x00\x30\x82\x02\x00\xa0\x03\x02\x01\x02\x02\x10" + bytes(80), "application/pkix-cert"),
        (b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "application/x-pem-file"),
        (b"Bag Attributes\n    friendlyName: x\n-----BEGIN CERTIFICATE-----\nMIIB\n", "application/x-pem-file"),
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "application/pgp-encrypted"),
        (b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5" + bytes(60), "application/x-keepass2"),
        (MAIL, "message/rfc822"),
        (b"\xef\xbb\xbf" + MAIL, "message/rfc822"),
        (b"\r\n" + MAIL, "message/rfc822"),
        (b"214      \n" + MAIL, "message/rfc822"),
        (b"From a@example.org Mon Jun 01 10:00:00 2009\n" + MAIL, "application/mbox"),
        (b"From a@example.org Mon Jun  1 10:00:00 2009\n\nTest\n", "application/mbox"),
        (b"From Monday on the office is closed.\nGreetings\n", "text/plain"),
        (b"From: wie het leest\nOnderwerp: niets\n\nNotitie zonder mail.\n", "text/plain"),
        (b"<?xml version='1.0'?><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        (b"Over -----BEGIN CERTIFICATE----- staat er iets in de handleiding.\n", "text/plain"),
    ],
)
def test_the_bytes_tell(data, expected):
    assert kind(data) == expected


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.jpg", "zonder"])
def test_a_name_does_not_change_what_it_is(name):
    assert kind(b"gewone tekst op een regel\n", name) == "text/plain"
    found = identify(Source(b"gewone tekst\n", 13, name))
    assert found.extension_mismatch == (name != "zonder")


def test_text_before_a_certificate_without_its_name_is_text():
    assert kind(b"MI" + b"ABCDEFGH" * 40, "sleutel.txt") == "text/plain"
    assert kind(b"MI" + b"ABCDEFGH" * 40, "sleutel.cer") == "application/x-pem-file"


def test_a_visio_drawing_and_a_page_of_xps_are_read():
    from tests.read.sight import extraction, places

    def package(content_type, parts):
        types = f'<Types><Override PartName="/x" ContentType="{content_type}"/></Types>'
        return make.zipped({"[Content_Types].xml": types, **parts}, zipfile.ZIP_DEFLATED)

    visio = extraction(
        package(
            "application/vnd.ms-visio.drawing.main+xml",
            {
                "visio/pages/page1.xml": "<PageContents><Shape><Text><cp IX='0'/>kanarie</Text></Shape></PageContents>",
                "visio/pages/page2.xml": "<PageContents><Section><Cell N='Value' V='vink'/></Section></PageContents>",
                "visio/masters/master1.xml": "<MasterContents><Text>mees</Text></MasterContents>",
                "visio/windows.xml": "<Windows>123</Windows>",
            },
        ),
        "plan.vsdx",
    )
    assert (places(visio, "kanarie"), places(visio, "vink"), places(visio, "mees")) == (["page 1"], ["page 2"], ["master 1"])
    assert visio.coverage == "full"
    xps = extraction(
        package(
            "application/vnd.ms-package.xps-fixeddocumentsequence+xml",
            {
                "Documents/1/Pages/1.fpage": "<FixedPage><Glyphs OriginY='10' UnicodeString='{}{Naam:'/><Glyphs OriginY='10' "
                "UnicodeString='kanarie'/><Glyphs OriginY='22' UnicodeString='vink'/></FixedPage>"
            },
        ),
        "afdruk.xps",
    )
    assert places(xps, "{Naam: kanarie\nvink") == ["page 1"]


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "encrypted with PGP"),
        (b"\x30\x82\x01\x00\x02\x01\x03\x30" + bytes(80), "key store with a password"),
    ],
)
def test_what_needs_a_key_is_called_encrypted(data, detail):
    from tests.read.sight import extraction, gaps

    found = extraction(data)
    assert (gaps(found), found.coverage) == ([("encrypted", detail)], "none")
