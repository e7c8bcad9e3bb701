"""A small valid file or more of every format that can be read, made here; in each stands a word that is found nowhere else."""

import datetime as dt
import gzip
import io
import random
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from unittest.mock import patch

from tests import make

WORD = "zonderlingewielewaal"
_DATES = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d")
_PDF_DATES = re.compile(rb"D:\d{14}")
_PDF_IDENTITY = re.compile(rb"/ID \[[^\]]*\]")


@dataclass(frozen=True)
class Seed:
    """A file of one format. `parts` are the members of a package, which are damaged before they are packed as well as after.

    `strict` says that the format guards its content by check sums, or that broken content is read as plain text: then the word
    is found, or a gap is named, unless the very bytes of the word were changed.
    """

    name: str
    data: bytes
    strict: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)


def packed(parts):
    """A zip of the parts, not compressed, so that the word stands in it as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _package(name, data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: _DATES.sub(b"2026-03-02T10:15:00", archive.read(info)) for info in archive.infolist()}
    return Seed(name, packed(parts), strict=True, parts=parts)


def _corners(build, name, *, package=False):
    """A document with a word in every corner of its format."""
    from tests.read.canaries.canary_words import Planter

    data = build(Planter())
    return _package(name, data) if package else Seed(name, data)


def _plain():
    yield Seed("a.txt", f"Een nota over de {WORD}.\nTweede regel, één.\n".encode(), strict=True)
    yield Seed("wijd.txt", f"Een nota over de {WORD}.\r\n".encode("utf-16"))
    yield Seed(
        "a.vcf", f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{WORD}\r\nNOTE;ENCODING=QUOTED-PRINTABLE:=C3=A9\r\nEND:VCARD\r\n".encode()
    )
    yield Seed(
        "a.ics",
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{WORD}\r\nDTSTART:20260302T101500Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode(),
    )


def _delimited():
    yield Seed("a.csv", f'naam;nummer;nota\nan;"1;2";x\njan;2;{WORD}\n'.encode(), strict=True)


def _json():
    yield Seed("a.json", f'{{"a": [1, 2.5, null, {{"b": "{WORD}"}}], "c": "\\u00e9"}}'.encode(), strict=True)
    yield Seed("a.jsonl", f'{{"a": 1}}\n{{"a": "{WORD}"}}\n'.encode(), strict=True)


def _html():
    from tests.read.canaries import canary_html

    yield Seed(
        "a.html",
        f"<html><head><title>t</title></head><body><p>x</p><table><tr><td>a</td><td>{WORD}</td></tr></table></body></html>".encode(),
    )
    yield _corners(canary_html.build, "hoeken.html")


def _xml():
    from tests.read.canaries import canary_xml

    yield Seed("a.xml", f'<?xml version="1.0"?><a b="1"><c>x</c><d e="f">{WORD}</d><!-- g --></a>'.encode())
    yield _corners(canary_xml.xml, "hoeken.xml")
    yield Seed("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text x="1">{WORD}</text></svg>'.encode())


def _eid():
    from tests.read.identity import test_eid

    for name, data in test_eid.FORMATS.items():
        yield Seed(name, data)


def _pdf():
    from tests.read.pdf import pdf_make, test_pdf

    raw = pdf_make.Raw()
    raw.page(3, content=pdf_make.words(WORD))
    raw.page(5, "/Annots [9 0 R]", content=pdf_make.words("twee"))
    raw.put(9, "<< /Type /Annot /Subtype /Text /Contents (nota) /Rect [9 9 50 50] >>")
    raw.stream(11, b"tekst", "/Type /EmbeddedFile")
    raw.put(10, "<< /Type /Filespec /F (a.txt) /EF << /F 11 0 R >> >>")
    yield Seed("a.pdf", raw.bytes([3, 5], "/Names << /EmbeddedFiles << /Names [(a.txt) 10 0 R] >> >>"))
    for name, data in (("b.pdf", make.pdf(WORD, "twee", title="titel")), ("c.pdf", test_pdf._with_fields())):
        dated = _PDF_DATES.sub(b"D:20260302101500", data)
        yield Seed(name, _PDF_IDENTITY.sub(lambda found: re.sub(rb"[0-9A-F]", b"0", found[0]), dated))
    picture = pdf_make.encoded(pdf_make.scan(("een", "twee"), (400, 200)))
    raw = pdf_make.Raw()
    raw.page(3, "/Resources << /XObject << /I 9 0 R >> >>", content="q 400 0 0 200 50 50 cm /I Do Q")
    raw.stream(
        9,
        picture,
        "/Type /XObject /Subtype /Image /Width 400 /Height 200 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
    )
    yield Seed("scan.pdf", raw.bytes([3]))


def _picture():
    from PIL import Image

    from tests.read.canaries.canary_words import photograph

    noise = Image.frombytes("L", (48, 32), random.Random(1).randbytes(48 * 32))
    for kind, name in (
        ("PNG", "png"),
        ("GIF", "gif"),
        ("TIFF", "tif"),
        ("BMP", "bmp"),
        ("WEBP", "webp"),
        ("JPEG2000", "jp2"),
        ("AVIF", "avif"),
    ):
        target = io.BytesIO()
        noise.convert("RGB").save(target, kind)
        yield Seed(f"a.{name}", target.getvalue())
    yield Seed("a.jpg", photograph(WORD, "opmerking"))
    target = io.BytesIO()
    noise.save(target, "TIFF", save_all=True, append_images=[noise, noise])
    yield Seed("paginas.tif", target.getvalue())


def _metafile():
    from tests.read.pictures import test_metafile

    yield Seed("a.emf", test_metafile.emf(test_metafile.text(WORD), test_metafile.bitmap(), title="App\0Titel\0"))
    yield Seed("a.wmf", test_metafile.wmf((0x0A32, struct.pack("<hhHH", 1, 1, len(WORD), 0) + WORD.encode())))


def _thumbnails():
    from tests.read.pictures import test_thumbnails

    yield Seed("Thumbs.db", test_thumbnails.thumbs_db())
    scene = test_thumbnails.encoded(test_thumbnails.scene("een").resize((160, 120)))
    yield Seed("thumbcache_256.db", test_thumbnails.thumbcache(test_thumbnails.entry(b""), test_thumbnails.entry(scene)))


def _word():
    from tests.read.canaries import canary_docx

    yield _package("a.docx", make.docx(f"een\n{WORD}"))
    yield _corners(canary_docx.build, "hoeken.docx", package=True)


def _sheet():
    from tests.read.canaries import canary_odf, canary_xls, canary_xlsb, canary_xlsx

    yield _package("a.xlsx", make.xlsx([["naam", "nota"], ["an", WORD], [1.5, True]]))
    yield _corners(canary_xlsx.build, "hoeken.xlsx", package=True)
    yield _corners(canary_xlsb.build, "hoeken.xlsb", package=True)
    yield _corners(canary_odf.ods, "hoeken.ods", package=True)
    yield _corners(canary_xls.build, "hoeken.xls")


def _slides():
    from tests.read.canaries import canary_pptx
    from tests.read.office import office

    yield _package("a.pptx", office.presentation([office.slide(office.shape(WORD))]))
    yield _corners(canary_pptx.build, "hoeken.pptx", package=True)


def _opendocument():
    from tests.read.canaries import canary_odf

    yield _package("a.odt", make.odt(f"<text:p>{WORD}</text:p>"))
    yield _corners(canary_odf.odt, "hoeken.odt", package=True)
    yield _corners(canary_odf.odp, "hoeken.odp", package=True)


def _rtf():
    from tests.read.canaries import canary_rtf

    yield Seed("a.rtf", f"{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Arial;}}}}{{\\info{{\\title t}}}}een \\'e9\\par {WORD}\\par}}".encode())
    yield _corners(canary_rtf.build, "hoeken.rtf")


def _word97():
    from tests.hostile import build_ole
    from tests.read.canaries import canary_doc

    yield Seed("a.doc", build_ole.padded(build_ole.word(WORD)))
    yield _corners(canary_doc.build, "hoeken.doc")


def _slides97():
    from tests.read.canaries import canary_ppt

    yield _corners(canary_ppt.build, "hoeken.ppt")


def _ole_object():
    wrapped = (
        b"\x02\0naam.txt\0C:\\naam.txt\0"
        + bytes(4)
        + struct.pack("<I", 4)
        + b"C:\\\0"
        + struct.pack("<I", len(WORD))
        + WORD.encode()
    )
    yield Seed("a.ole", make.ole("\x01Ole10Native", struct.pack("<I", len(wrapped)) + wrapped))


def _opc():
    from tests.read.office import office

    shown = f'<PageContents xmlns="http://schemas.microsoft.com/office/visio/2012/main"><Shapes><Shape><Text>{WORD}</Text></Shape></Shapes></PageContents>'
    parts = {
        "[Content_Types].xml": office.types("visio/document.xml", "application/vnd.ms-visio.drawing.main+xml"),
        "_rels/.rels": office.relations(("r1", "document", "visio/document.xml")),
        "visio/document.xml": "<VisioDocument/>",
        "visio/pages/page1.xml": shown,
    }
    yield _package("a.vsdx", make.zipped(parts))


def _sealed():
    yield Seed("slot.docx", make.ole("EncryptedPackage", b"x" * 5000))
    yield Seed("a.asc", b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")


def _mail():
    from tests.read.canaries import canary_eml

    yield Seed("a.eml", make.eml(f"een {WORD}", {"a.docx": make.docx("twee"), "b.txt": b"drie"}))
    yield _corners(canary_eml.build, "hoeken.eml")


def _mbox():
    from tests.read.mail import test_mbox

    yield Seed("a.mbox", test_mbox.box(test_mbox.message("een"), test_mbox.message(f"een {WORD}"), test_mbox.message("drie")))


def _outlook():
    from tests.hostile import build_ole
    from tests.read.mail import outlook_make as out

    yield Seed(
        "a.msg",
        build_ole.message(
            WORD, recipients=[out.recipient("An", "an@example.be")], attachments=[out.attached("a.txt", b"bijlage")]
        ),
    )
    yield Seed(
        "rtf.msg", out.msg({(0x001A, out.WIDE): "IPM.Note", (0x1009, out.BINARY): out.packed(f"{{\\rtf1 {WORD}\\par}}".encode())})
    )


def _tnef():
    from tests.read.mail import test_tnef as tnef

    body = tnef.whole(tnef.PROPERTIES, tnef.properties({(0x1000, tnef.WIDE): WORD, (0x0037, tnef.WIDE): "onderwerp"}))
    yield Seed("winmail.dat", tnef.tnef(tnef.page(1252), body, tnef.attached("a.txt", b"bijlage")))


def _pst():
    yield Seed("a.pst", b"!BDN" + bytes(range(256)) * 8)


def _certificate():
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.x509.oid import NameOID

    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, WORD), x509.NameAttribute(NameOID.SERIAL_NUMBER, make.DIGITS)])
    made = x509.CertificateBuilder(name, name, key.public_key(), 5, dt.datetime(2026, 1, 1), dt.datetime(2036, 1, 1)).sign(
        key, None
    )
    yield Seed("a.cer", made.public_bytes(serialization.Encoding.DER))
    yield Seed("a.pem", made.public_bytes(serialization.Encoding.PEM))


def _archive():
    inner = packed({"c.txt": "drie"})
    parts = {"a.txt": b"een", "map/b.txt": WORD.encode(), "in.zip": inner}
    yield Seed("a.zip", packed(parts), strict=True, parts=parts)
    yield Seed("klein.zip", make.zipped({"a.txt": f"{WORD} " * 40, "b.txt": "twee"}), strict=True)


def _compressed():
    import bz2
    import lzma

    from backports import zstd

    text = f"een {WORD} " * 20
    yield Seed("a.txt.gz", gzip.compress(text.encode(), mtime=0), strict=True)
    yield Seed("a.txt.bz2", bz2.compress(text.encode()), strict=True)
    yield Seed("a.txt.xz", lzma.compress(text.encode()), strict=True)
    yield Seed("a.txt.lzma", lzma.compress(text.encode(), lzma.FORMAT_ALONE))
    yield Seed("a.txt.zst", zstd.compress(text.encode()))


def _tarball():
    import tarfile

    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in (("a.txt", b"een"), ("é" * 80 + ".txt", WORD.encode()), ("leeg/", b"")):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    yield Seed("a.tar", target.getvalue())


def _seven_zip():
    from tests.read.archives import test_seven_zip

    for name in test_seven_zip.WRITTEN:
        yield Seed(f"{name}.7z", test_seven_zip.written(name))


def _other_archive():
    from tests.read.archives import archives

    note = WORD.encode()
    yield Seed("a.rar", archives.rar_5(archives.member_5("a.txt", b"een"), archives.member_5("b.txt", note)))
    yield Seed("oud.rar", archives.rar_4(archives.member_4("a.txt", b"een"), archives.member_4("b.txt", note)))
    yield Seed("a.cab", archives.cab([("a.txt", b"een"), ("b.txt", note)]))
    yield Seed("a.lzh", archives.lha(("a.txt", b"een"), ("b.txt", note)))
    yield Seed("a.cpio", archives.cpio(("a.txt", b"een", 0o100644), ("b.txt", note, 0o100644)))
    yield Seed("a.ar", archives.ar(("a.txt", b"een"), ("b.txt", note)))


def _apple_double():
    from tests.read.archives.test_apple_double import forks

    yield Seed("._a.docx", forks((3, b"a.docx"), (4, WORD.encode()), (9, bytes(32))))
    yield Seed("a.docx", forks((1, make.docx(WORD)), (2, bytes(50)), magic=0x00051600))


# By the module of scanner.read that reads them; a test sees to it that no module is left out.
MAKERS: dict[str, Callable] = {
    "plain": _plain, "delimited": _delimited, "json_text": _json, "html": _html, "xml": _xml, "eid": _eid, "pdf": _pdf,
    "picture": _picture, "picture_words": _metafile, "thumbnails": _thumbnails, "word": _word, "sheet": _sheet, "slides": _slides,
    "opendocument": _opendocument, "rtf": _rtf, "word97": _word97, "slides97": _slides97, "ole_object": _ole_object, "opc": _opc,
    "sealed": _sealed, "mail": _mail, "mbox": _mbox, "outlook": _outlook, "tnef": _tnef, "pst": _pst, "certificate": _certificate,
    "archive": _archive, "compressed": _compressed, "tarball": _tarball, "seven_zip": _seven_zip, "other_archive": _other_archive,
    "apple_double": _apple_double,
}  # fmt: skip


@cache
def seeds(module):
    """Return the files of one module's formats, always the same."""
    state = random.getstate()
    random.seed(1)  # boundaries of messages
    try:
        with patch("time.time", lambda: 1_772_446_500.0):
            return tuple(MAKERS[module]())
    finally:
        random.setstate(state)
