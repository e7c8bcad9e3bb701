"""Every format and container that is said to be read: a small file of each, read whole, with a known word at its place.

The makers are those of the formats' own tests. Where a picture holds the word in its pixels, Tesseract must be there.
"""

import bz2
import gzip
import io
import lzma
import zipfile

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from scanner.read.archives import libarchive
from scanner.read.pictures import ocr
from tests import make
from tests.read.archives.archives import seven_zip
from tests.read.archives.test_compressed import PACKERS
from tests.read.archives.test_other_archive import ARCHIVES
from tests.read.archives.test_tarball import tar
from tests.read.canaries import canary_doc, canary_ppt, canary_xls, canary_xlsb
from tests.read.canaries.canary_words import Planter, photograph
from tests.read.identity import test_certificate as certificates
from tests.read.identity import test_eid as cards
from tests.read.mail import outlook_make as out
from tests.read.mail import test_tnef as winmail
from tests.read.office import office
from tests.read.pdf.pdf_make import Raw, encoded, words
from tests.read.pictures.test_barcode import code, page
from tests.read.pictures.test_metafile import emf, text
from tests.read.pictures.test_picture import card
from tests.read.pictures.test_thumbnails import entry, scene, thumbcache, thumbs_db
from tests.read.sight import extraction, facts, gaps, places, read

WORD = "kanarie"
NOTE = f"eerst\neen {WORD}\n".encode()
OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
DOCX, XLSX, PPTX = (
    f"{OOXML}.{kind}" for kind in ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation")
)
needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")
needs_libarchive = pytest.mark.skipif(not libarchive.available(), reason="libarchive is not installed")


def planted(build):
    """A document of the canaries; its body's word is `kbodyk` and the like."""
    return build(Planter())


def sheet():
    return make.xlsx([["Naam"], [WORD]])


def slides():
    return office.presentation([office.slide(office.shape("eerst")), office.slide(office.shape(f"een {WORD}"))])


def as_kind(package, media_type):
    """A package of Office whose main part has another content type: with macros, or a template."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts["[Content_Types].xml"].decode()
    main = next(
        kind for kind in types.split('"') if kind.endswith(("document.main+xml", "sheet.main+xml", "presentation.main+xml"))
    )
    parts["[Content_Types].xml"] = types.replace(main, media_type)
    return make.zipped(parts)


def opened(kind, body, template=False):
    """An OpenDocument file; `template` makes it one."""
    data = office.opendocument(kind, body)
    if not template:
        return data
    whole = f"{ODF}.{kind}-template"
    return make.zipped({"mimetype": whole, **{name: part for name, part in members(data).items() if name != "mimetype"}})


def members(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PARAGRAPHS = f"<text:p>eerst</text:p><text:p>een {WORD}</text:p>"
TABLE = f'<table:table table:name="Blad1"><table:table-row><table:table-cell office:value-type="string"><text:p>{WORD}</text:p></table:table-cell></table:table-row></table:table>'
DRAWING = f'<draw:page draw:name="p1"><draw:frame><draw:text-box><text:p>{WORD}</text:p></draw:text-box></draw:frame></draw:page>'

TEXTS = [
    ("a.txt", NOTE, "text/plain", "line 2"),
    ("a.md", b"# Titel\n" + NOTE, "text/markdown", "line 3"),
    ("a.log", NOTE, "text/plain", "line 2"),
    ("verkeerd.doc", NOTE, "text/plain", "line 2"),
    ("utf-16.txt", NOTE.decode().encode("utf-16"), "text/plain", "line 2"),
    ("utf-16-le.txt", NOTE.decode().encode("utf-16-le"), "text/plain", "line 2"),
    ("utf-16-be.txt", NOTE.decode().encode("utf-16-be"), "text/plain", "line 2"),
    ("utf-32.txt", NOTE.decode().encode("utf-32"), "text/plain", "line 2"),
    ("cp1252.txt", f"één €\n{WORD}".encode("cp1252"), "text/plain", "line 2"),
    ("latin-1.txt", f"één\n{WORD}".encode("latin-1"), "text/plain", "line 2"),
    ("a.csv", f"naam;waarde\nx;{WORD}\n".encode(), "text/csv", "row 2, column 2"),
    ("a.tsv", f"naam\twaarde\nx\t{WORD}\n".encode(), "text/csv", "row 2, column 2"),
    ("a.json", f'{{"a": [{{"b": "{WORD}"}}]}}'.encode(), "application/json", "$.a[0].b"),
    ("a.ndjson", f'{{"a": 1}}\n{{"a": "{WORD}"}}\n'.encode(), "application/x-ndjson", "line 2 $.a"),
    ("a.xml", f"<?xml version='1.0'?><a><b c='{WORD}'/></a>".encode(), "application/xml", "/a/b"),
    ("declares another.xml", f"<?xml version='1.0' encoding='utf-16'?><a>{WORD} één</a>".encode(), "application/xml", "/a"),
    ("a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{WORD}</text></svg>'.encode(), "image/svg+xml", "/svg/text"),
    ("a.html", f"<html><body><p>x</p><p>{WORD}</p></body></html>".encode(), "text/html", "paragraph 2"),
    ("table.html", f"<html><body><table><tr><td>x</td><td>{WORD}</td></tr></table></body></html>".encode(), "text/html", "table 1 row 1, column 2"),
    ("attribute.html", f'<html><body><p title="{WORD}">x</p></body></html>'.encode(), "text/html", "attribute title"),
    ("comment.html", f"<html><body><p>x</p><!-- {WORD} --></body></html>".encode(), "text/html", "comment"),
    ("hidden.html", f'<html><body><p hidden="">{WORD}</p></body></html>'.encode(), "text/html", "hidden text 1"),
    ("a.ics", f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{WORD}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode(), "text/calendar", "line 3"),
    ("a.vcf", f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{WORD}\r\nEND:VCARD\r\n".encode(), "text/vcard", "line 3"),
]  # fmt: skip

OFFICE = [
    ("a.docx", lambda: make.docx(f"eerst\n{WORD}"), DOCX, "paragraph 2"),
    *(
        (f"a.{extension}", lambda kind=kind: as_kind(make.docx(f"eerst\n{WORD}"), kind), DOCX, "paragraph 2")
        for extension, kind in {
            "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
            "dotx": f"{OOXML}.wordprocessingml.template.main+xml",
            "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        }.items()
    ),
    ("a.rtf", lambda: rb"{\rtf1\ansi eerst\par een " + WORD.encode() + rb"\par}", "text/rtf", "paragraph 2"),
    ("a.odt", lambda: opened("text", PARAGRAPHS), f"{ODF}.text", "paragraph 2"),
    ("a.ott", lambda: opened("text", PARAGRAPHS, template=True), f"{ODF}.text", "paragraph 2"),
    ("a.xlsx", sheet, XLSX, "sheet Blad1!A2"),
    *(
        (f"a.{extension}", lambda kind=kind: as_kind(sheet(), kind), XLSX, "sheet Blad1!A2")
        for extension, kind in {
            "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            "xltx": f"{OOXML}.spreadsheetml.template.main+xml",
            "xltm": "application/vnd.ms-excel.template.macroEnabled.main+xml",
            "xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        }.items()
    ),
    ("a.ods", lambda: opened("spreadsheet", TABLE), f"{ODF}.spreadsheet", "sheet Blad1!A1"),
    ("a.ots", lambda: opened("spreadsheet", TABLE, template=True), f"{ODF}.spreadsheet", "sheet Blad1!A1"),
    ("a.pptx", slides, PPTX, "slide 2"),
    *(
        (f"a.{extension}", lambda kind=kind: as_kind(slides(), kind), PPTX, "slide 2")
        for extension, kind in {
            "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            "ppsx": f"{OOXML}.presentationml.slideshow.main+xml",
            "ppsm": "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
            "potx": f"{OOXML}.presentationml.template.main+xml",
            "potm": "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
        }.items()
    ),
    ("a.odp", lambda: opened("presentation", DRAWING), f"{ODF}.presentation", "slide 1"),
    ("a.otp", lambda: opened("presentation", DRAWING, template=True), f"{ODF}.presentation", "slide 1"),
    ("a.odg", lambda: opened("graphics", DRAWING), f"{ODF}.graphics", "slide 1"),
    ("a.otg", lambda: opened("graphics", DRAWING, template=True), f"{ODF}.graphics", "slide 1"),
    ("a.pdf", lambda: make.pdf("een", WORD), "application/pdf", "page 2"),
]  # fmt: skip

PLANTED = [
    ("a.doc", lambda: planted(canary_doc.build), "application/msword", "paragraph 1", "kbodyk"),
    ("a.dot", lambda: planted(canary_doc.build), "application/msword", "footnote", "kfootnotek"),
    ("a.xls", lambda: planted(canary_xls.build), "application/vnd.ms-excel", "sheet Blad1!A1", "kcellk"),
    ("a.xlt", lambda: planted(canary_xls.build), "application/vnd.ms-excel", "comment Blad1!B4", "kcommentk"),
    ("a.xlsb", lambda: planted(canary_xlsb.build), "application/vnd.ms-excel.sheet.binary.macroEnabled.12", "sheet Blad1!A1", "kcellk"),
    ("a.ppt", lambda: planted(canary_ppt.build), "application/vnd.ms-powerpoint", "slide 2", "ksecondslidek"),
    ("a.pps", lambda: planted(canary_ppt.build), "application/vnd.ms-powerpoint", "slide 1 notes", "knotesk"),
]  # fmt: skip


def maildir():
    return make.eml("x", {"b.txt": NOTE})


def mailbox():
    one, two = make.eml("x"), make.eml("y", {"b.docx": make.docx(WORD)})
    return b"".join(b"From an@example.be Mon Mar  2 10:15:00 2026\n" + each + b"\n" for each in (one, two))


def outlook(*attachments):
    return out.msg({(0x0037, out.WIDE): "onderwerp", (0x1000, out.WIDE): f"een {WORD}"}, attachments=attachments)


def winmail_dat(name="b.txt", content=NOTE):
    return winmail.tnef(winmail.whole(winmail.SUBJECT, b"x\0"), winmail.attached(name, content))


MAIL = [
    ("a.eml", lambda: make.eml(WORD), "message/rfc822", "body"),
    ("attached.eml", lambda: make.eml("x", {"b.txt": NOTE}), "message/rfc822", "attachment b.txt > line 2"),
    ("1772446500.M1P2.server:2,S", maildir, "message/rfc822", "attachment b.txt > line 2"),
    ("a.emlx", lambda: b"%-11d\n" % len(maildir()) + maildir() + b"<?xml version='1.0'?><plist/>", "message/rfc822", "attachment b.txt > line 2"),
    ("a.mbox", mailbox, "application/mbox", "message 2 > attachment b.docx > paragraph 1"),
    ("a.msg", outlook, "application/vnd.ms-outlook", "body"),
    ("attached.msg", lambda: out.msg({(0x0037, out.WIDE): "x"}, attachments=[out.attached("b.txt", NOTE)]), "application/vnd.ms-outlook", "attachment b.txt > line 2"),
    ("winmail.dat", winmail_dat, "application/vnd.ms-tnef", "attachment b.txt > line 2"),
    ("a.mht", lambda: b"From: <Opgeslagen door een browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=g\r\n\r\n"
     b"--g\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>een kana=\r\nrie</p></body></html>\r\n--g--\r\n", "message/rfc822", "body"),
]  # fmt: skip

ZIP = "application/zip"
CONTAINERS = [
    ("a.zip", lambda: make.zipped({"map/b.txt": NOTE}), ZIP, "map/b.txt > line 2"),
    ("a.7z", lambda: seven_zip([("map/b.txt", NOTE)]), "application/x-7z-compressed", "map/b.txt > line 2"),
    ("a.tar", lambda: tar(("map/b.txt", NOTE)), "application/x-tar", "map/b.txt > line 2"),
    ("a.tar.gz", lambda: gzip.compress(tar(("map/b.txt", NOTE))), "application/gzip", "a.tar > map/b.txt > line 2"),
    ("a.tgz", lambda: gzip.compress(tar(("map/b.txt", NOTE))), "application/gzip", "a.tar > map/b.txt > line 2"),
    *((f"b.txt.{packing}", lambda pack=pack: pack(NOTE), kind, "b.txt > line 2") for packing, (pack, kind) in PACKERS.items()),
    ("a.epub", lambda: make.zipped({"mimetype": "application/epub+zip", "OEBPS/h1.xhtml": f"<html><body><p>{WORD}</p></body></html>"}), "application/epub+zip", "OEBPS/h1.xhtml > paragraph 1"),
    ("a.asice", lambda: make.zipped({"mimetype": "application/vnd.etsi.asic-e+zip", "b.txt": NOTE}), "application/vnd.etsi.asic-e+zip", "b.txt > line 2"),
    *(
        pytest.param(f"a.{name}", lambda write=write: write(("b.txt", NOTE)), kind, "b.txt > line 2", marks=needs_libarchive)
        for name, (write, kind) in ARCHIVES.items()
    ),
]  # fmt: skip

NESTED = [
    ("utf-16 in zip", lambda: make.zipped({"b.txt": NOTE.decode().encode("utf-16-le"), "c.reg": "x\n".encode("utf-16")}), ZIP, "b.txt > line 2"),
    (
        "pdf in docx in zip in eml",
        lambda: make.eml("x", {"c.zip": make.zipped({"map/b.docx": make.docx("x", {"word/embeddings/a.pdf": make.pdf("x", WORD)})})}),
        "message/rfc822",
        "attachment c.zip > map/b.docx > embedded a.pdf > page 2",
    ),
    ("winmail.dat in eml in zip", lambda: make.zipped({"c.eml": make.eml("x", {"winmail.dat": winmail_dat()})}), ZIP, "c.eml > attachment winmail.dat > attachment b.txt > line 2"),
    ("xlsx in msg in 7z", lambda: seven_zip([("b.msg", out.msg({(0x0037, out.WIDE): "x"}, attachments=[out.attached("a.xlsx", sheet())]))]), "application/x-7z-compressed", "b.msg > attachment a.xlsx > sheet Blad1!A2"),
    ("a.tar.gz", lambda: gzip.compress(tar(("b.eml", make.eml("x", {"a.eml": make.eml(WORD)})))), "application/gzip", "a.tar > b.eml > attachment a.eml > body"),
    ("docx in pptx", lambda: office.presentation([office.slide(office.shape("x"))], {"ppt/embeddings/b.docx": make.docx(WORD)}), PPTX, "embedded b.docx > paragraph 1"),
    ("a.pdf.xz", lambda: lzma.compress(attached_pdf()), "application/x-xz", "a.pdf > attachment b.txt > line 2"),
    ("zip in zip in zip", lambda: make.zipped({"c.zip": make.zipped({"b.zip": make.zipped({"a.csv": f"naam;stad\nx;{WORD}\n"})})}), ZIP, "c.zip > b.zip > a.csv > row 2, column 2"),
    ("a.zip.bz2", lambda: bz2.compress(make.zipped({"b.odt": opened("text", PARAGRAPHS)})), "application/x-bzip2", "a.zip > b.odt > paragraph 2"),
    ("mbox in zip", lambda: make.zipped({"map/Postvak": mailbox()}), ZIP, "map/Postvak > message 2 > attachment b.docx > paragraph 1"),
    ("signed text in eml", lambda: make.eml("x", {"b.txt.p7m": certificates.signed(NOTE)}), "message/rfc822", "attachment b.txt.p7m > signed b.txt > line 2"),
    pytest.param("rar in eml", lambda: make.eml("x", {"c.rar": ARCHIVES["rar5"][0](("b.docx", make.docx(WORD)))}), "message/rfc822", "attachment c.rar > b.docx > paragraph 1", marks=needs_libarchive),
]  # fmt: skip


def attached_pdf():
    raw = Raw()
    raw.page(10, content=words("Verslag van het gesprek met de deelnemer over opleiding en werk."))
    raw.put(20, "<< /Type /Filespec /F (b.txt) /EF << /F 21 0 R >> >>")
    raw.stream(21, NOTE, "/Type /EmbeddedFile")
    return raw.bytes([10], "/Names << /EmbeddedFiles << /Names [(b.txt) 20 0 R] >> >>")


def whole(found):
    """Nothing is missing; without Tesseract, nothing but what it would have read."""
    missing = [gap for gap in gaps(found) if gap[0] != "ocr_unavailable" or ocr.available()]
    assert missing == []
    assert found.coverage == "full" or not ocr.available()


@pytest.mark.parametrize(("name", "data", "media_type", "place"), [*TEXTS, *OFFICE, *MAIL, *CONTAINERS, *NESTED])
def test_the_word_is_found_where_a_person_would_look(name, data, media_type, place):
    kind, found = read(data if isinstance(data, bytes) else data(), name)
    assert kind.media_type == media_type
    assert places(found, WORD) == [place]
    whole(found)


@pytest.mark.parametrize(("name", "build", "media_type", "place", "word"), PLANTED)
def test_a_word_of_an_old_format_is_found_where_a_person_would_look(name, build, media_type, place, word):
    kind, found = read(build(), name)
    assert kind.media_type == media_type
    assert places(found, word) == [place]
    whole(found)


def pages(*images):
    buffer = io.BytesIO()
    images[0].save(buffer, "TIFF", save_all=True, append_images=images[1:])
    return buffer.getvalue()


PICTURES = [
    ("a.jpg", lambda: encoded(card(WORD)), "image/jpeg", "image 1"),
    ("a.png", lambda: encoded(card(WORD), "PNG"), "image/png", "image 1"),
    ("a.tif", lambda: pages(card("eerst"), card(WORD)), "image/tiff", "page 2"),
    ("a.webp", lambda: encoded(card(WORD), "WEBP"), "image/webp", "image 1"),
    ("a.bmp", lambda: encoded(card(WORD), "BMP"), "image/bmp", "image 1"),
    ("a.gif", lambda: encoded(card(WORD), "GIF"), "image/gif", "image 1"),
    ("a.jp2", lambda: encoded(card(WORD), "JPEG2000"), "image/jp2", "image 1"),
    ("a.avif", lambda: encoded(card(WORD), "AVIF"), "image/avif", "image 1"),
    ("Thumbs.db", thumbs_db, "application/x-thumbs-db", "thumbnail cv.jpg"),
    ("thumbcache_256.db", lambda: thumbcache(entry(encoded(scene("Kanarie").resize((400, 300))))), "application/x-thumbcache", "thumbnail 1"),
]  # fmt: skip


@needs_tesseract
@pytest.mark.parametrize(("name", "build", "media_type", "place"), PICTURES)
def test_the_word_in_a_picture_is_read(name, build, media_type, place):
    kind, found = read(build(), name)
    assert kind.media_type == media_type
    assert place in places(found, WORD) + places(found, WORD.capitalize())
    assert found.coverage == "full", gaps(found)


def test_words_that_a_picture_carries_need_no_eyes():
    assert places(extraction(photograph(WORD), "a.jpg"), WORD) == ["metadata artist"]
    kind, found = read(emf(text(f"een {WORD}")), "a.emf")
    assert (kind.media_type, places(found, WORD)) == ("image/emf", ["image 1"])
    assert found.coverage == "full"


@pytest.mark.parametrize("kind", ["Code128", "QRCode", "PDF417"])
def test_the_number_in_a_bar_code_is_read(kind):
    zxingcpp = pytest.importorskip("zxingcpp")
    if not hasattr(zxingcpp, "write_barcode_to_image"):
        pytest.skip("this zxing-cpp does not write codes")
    found = extraction(encoded(page(code(kind, make.DIGITS), words=False), "PNG"), "a.png")
    assert make.DIGITS in "".join(segment.text for segment in found.segments)


NUMBER = ("BE_NATIONAL_REGISTER_NUMBER", make.DIGITS)
IDENTITY = [
    *((name, lambda data=data: data, "application/x-eid-export") for name, data in cards.FORMATS.items()),
    ("a.txt", cards.table, "application/x-eid-export"),
    ("a.cer", lambda: certificates.DER, "application/pkix-cert"),
    ("a.crt", lambda: certificates.DER, "application/pkix-cert"),
    ("a.pem", lambda: certificates.pem(certificates.DER, "CERTIFICATE"), "application/x-pem-file"),
    ("a.p7b", lambda: pkcs7.serialize_certificates([certificates.ONE], serialization.Encoding.DER), "application/pkcs7-mime"),
    ("pem.p7b", lambda: pkcs7.serialize_certificates([certificates.ONE], serialization.Encoding.PEM), "application/x-pem-file"),
    ("b.txt.p7s", lambda: certificates.signed(NOTE), "application/pkcs7-mime"),
    ("b.txt.p7m", lambda: certificates.signed(NOTE, in_pieces=True), "application/pkcs7-mime"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "build", "media_type"), IDENTITY)
def test_an_export_or_a_certificate_gives_up_its_number(name, build, media_type):
    kind, found = read(build(), name)
    assert kind.media_type == media_type
    assert NUMBER in facts(found)
    assert found.coverage == "full", gaps(found)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(4000), "application/x-msaccess"),
        ("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(2000), "audio/x-wav"),
        ("a.exe", b"MZ" + bytes(58) + b"\x40\x00\x00\x00PE\0\0" + bytes(2000), None),
        ("a.vsd", None, "application/vnd.visio"),
        ("a.bin", bytes(range(1, 256)) * 20, "application/octet-stream"),
    ],
)
def test_what_nobody_reads_is_named_with_its_type(name, data, media_type):
    kind, found = read(make.ole("VisioDocument", bytes(4096)) if data is None else data, name)
    assert media_type in (None, kind.media_type)
    assert gaps(found) == [("unsupported", kind.media_type)]
    assert found.coverage == "none"
