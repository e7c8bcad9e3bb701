"""PDF: every page, what people filled in and attached, what cannot be read, and which pages need eyes."""

from __future__ import annotations

import string

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from scanner.config import Limits
from scanner.model import Coverage, Role
from scanner.read import documents
from scanner.read.pdf import pdf, pdf_second, pdf_text
from scanner.read.pictures import ocr
from tests.read.pdf import pdf_make as make
from tests.read.pdf.pdf_make import Raw, codes, document, places, read, text_at, words

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="Tesseract and its language data are not installed here")
SENTENCE = "Verslag van het intakegesprek met de deelnemer over opleiding, ervaring en wensen voor werk."


# Pages


def test_every_page_has_its_number_as_place():
    extraction = read(pdf, bytes(document(f"{SENTENCE} Een.", f"{SENTENCE} Twee.").output()))
    assert "Een." in text_at(extraction, "page 1")
    assert "Twee." in text_at(extraction, "page 2")
    assert extraction.coverage is Coverage.FULL


def test_the_last_of_six_hundred_pages_is_read():
    extraction = read(pdf, bytes(document(*[SENTENCE] * 599, f"{SENTENCE} Laatste.").output()))
    assert "Laatste." in text_at(extraction, "page 600")
    assert extraction.coverage is Coverage.FULL


def test_the_page_limit_keeps_what_was_read_and_is_told():
    extraction = read(pdf, bytes(document(*[SENTENCE] * 5).output()), limits=Limits(pages=3))
    assert places(extraction) >= {"page 1", "page 3"}
    assert "page 4" not in places(extraction)
    assert codes(extraction) == [("too_large", "more than 3 pages")]


def test_a_blank_page_is_fully_read():
    file = FPDF()
    file.add_page()
    assert read(pdf, bytes(file.output()), ocr=False).coverage is Coverage.FULL


def test_a_page_that_cannot_be_loaded_costs_that_page_only():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.put(20, "42")
    raw.page(30, content=words(SENTENCE))
    extraction = read(pdf, raw.bytes([10, 20, 30]))
    assert SENTENCE in text_at(extraction, "page 1")
    assert SENTENCE in text_at(extraction, "page 3")
    assert codes(extraction) == [("corrupt", "page 2")]


def test_a_page_whose_content_does_not_unpack_is_not_blank():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.page(20)
    raw.put(21, b"<< /Length 12 /Filter /FlateDecode >>\nstream\nnot packed!!\nendstream")
    extraction = read(pdf, raw.bytes([10, 20]), ocr=False)
    assert codes(extraction) == [("corrupt", "page 2")]
    assert extraction.coverage is Coverage.PARTIAL


# Words


def test_ligatures_are_letters():
    assert pdf_text.tidy("ﬁche, certiﬁcat, proﬁel, aﬃche, kanselarĳ") == "fiche, certificat, profiel, affiche, kanselarĳ"


def test_words_broken_over_lines_are_whole_and_numbers_keep_their_hyphen():
    assert pdf_text.tidy("begelei\ufffeding van Vlaams\ufffeBrabant") == "begeleiding van Vlaams-Brabant"
    assert pdf_text.tidy("brood\u00ad\nrooster en toe\u00adlage") == "broodrooster en toelage"
    assert pdf_text.tidy("85.01.03\ufffe002.51") == "85.01.03-002.51"


def test_a_word_broken_on_the_page_is_whole_in_the_text():
    extraction = read(pdf, bytes(document(f"{SENTENCE}\nDit gaat over de begelei-\nding en meer").output()))
    assert "begeleiding en meer" in text_at(extraction, "page 1")


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,-/\n"))
def test_plain_text_is_left_as_it_is(text: str):
    assert pdf_text.tidy(text) == text
    assert pdf_text.usable(text)


@pytest.mark.parametrize(
    "text",
    ["(cid:57)(cid:85)(cid:3)(cid:12)", "\ue012\ue013\ue020 \ue031", "\x03\x08\x11\x12 \x04\x05", "\ufffd\ufffd\ufffd a \ufffd"],
)
def test_codes_of_a_font_are_not_text(text: str):
    assert not pdf_text.usable(text)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_folded_page_numbers_name_exactly_the_pages(numbers: set[int]):
    said = pdf_text.pages(sorted(numbers)).removeprefix("pages ").removeprefix("page ")
    named: set[int] = set()
    for part in said.split(", "):
        first, _, last = part.partition("–")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == numbers


# Locked and broken


METHODS = [EncryptionMethod.RC4, EncryptionMethod.AES_128, EncryptionMethod.AES_256]


def _locked(method: EncryptionMethod, user: str | None) -> bytes:
    file = document(SENTENCE)
    file.set_encryption(owner_password="eigenaar", user_password=user, encryption_method=method)
    return bytes(file.output())


@pytest.mark.parametrize("method", METHODS)
def test_a_file_with_a_password_is_encrypted(method: EncryptionMethod):
    pytest.importorskip("cryptography", reason="fpdf2 needs cryptography to write AES") if "AES" in method.name else None
    extraction = read(pdf, _locked(method, "geheim"))
    assert codes(extraction) == [("encrypted", "PDF with a password")]
    assert extraction.coverage is Coverage.NONE


@pytest.mark.parametrize("method", METHODS)
def test_a_file_with_only_an_owner_password_is_read(method: EncryptionMethod):
    pytest.importorskip("cryptography", reason="fpdf2 needs cryptography to write AES") if "AES" in method.name else None
    extraction = read(pdf, _locked(method, None))
    assert SENTENCE in text_at(extraction, "page 1")
    assert extraction.coverage is Coverage.FULL


def test_a_cut_file_is_never_fully_read():
    whole = bytes(document(*[f"{SENTENCE} {number}" for number in range(8)]).output())
    for share in (0.4, 0.6, 0.8, 0.97):
        extraction = read(pdf, whole[: int(len(whole) * share)])
        assert extraction.coverage is not Coverage.FULL
        assert {code for code, _ in codes(extraction)} == {"corrupt"}


def test_bytes_after_the_end_are_no_damage():
    assert read(pdf, bytes(document(SENTENCE).output()) + b"\x00" * 5000).coverage is Coverage.FULL


def test_a_header_and_nothing_else_is_corrupt():
    extraction = read(pdf, b"%PDF-1.4\nnothing here that anybody can read")
    assert extraction.coverage is Coverage.NONE
    assert [code for code, _ in codes(extraction)] == ["corrupt"]
    assert not extraction.segments


def test_a_text_about_pdf_is_text():
    data = b"Een PDF begint met %PDF-1.4 en eindigt met een merkteken.\n"
    file_type, extraction = documents.read_document(documents.Source(data, len(data), "uitleg.txt"), Limits())
    assert file_type.media_type == "text/plain"
    assert extraction.coverage is Coverage.FULL


def test_the_second_reader_reads_on_its_own():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    data = raw.bytes([10], trailer="/Info << /Author (An Voorbeeld) >>")
    reader = pdf_second.SecondReader(data, lambda: None)
    assert SENTENCE in reader.text(0)
    assert reader.information() == {"Author": "An Voorbeeld"}


class _Second:
    """Runs the second reader where the first would be."""

    @staticmethod
    def read(source, draft, context) -> None:
        pdf_second.read(source.data(), draft, context)


def test_what_only_the_second_reader_opens_is_partial():
    extraction = read(_Second, bytes(document(SENTENCE, SENTENCE).output()))
    assert places(extraction) >= {"page 1", "page 2"}
    assert extraction.coverage is Coverage.PARTIAL


def test_circular_forms_end():
    raw = Raw()
    raw.page(10, content=words(SENTENCE) + " /X Do")
    raw.objects[10] = raw.objects[10].replace(b"/Font", b"/XObject << /X 12 0 R >> /Font")
    raw.stream(12, b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 12 0 R >> >>")
    data = raw.bytes([10])
    assert SENTENCE in text_at(read(pdf, data), "page 1")
    assert SENTENCE in text_at(read(_Second, data), "page 1")


def test_the_clock_is_watched_inside_a_page_of_the_second_reader():
    raw = Raw()
    raw.page(10, content=" ".join(words(SENTENCE, y=10 + number % 800) for number in range(40)))
    asked = []
    pdf_second.SecondReader(raw.bytes([10]), lambda: asked.append(1)).text(0)
    assert len(asked) > 3


# What people add


def _with_fields() -> bytes:
    raw = Raw()
    raw.page(10, "/Annots [20 0 R 21 0 R 22 0 R 23 0 R 24 0 R]", words(SENTENCE))
    box = "/Type /Annot /Subtype /Widget /Rect [50 50 200 70] /P 10 0 R"
    raw.put(20, f"<< {box} /FT /Tx /T (rrn) /TU (Rijksregisternummer) /V (85.01.03-002.51) >>")
    raw.put(21, f"<< {box} /FT /Ch /Ff 131072 /T (taal) /Opt [(Nederlands) (Frans)] /V (Frans) /I [1] >>")
    raw.put(22, f"<< {box} /FT /Btn /T (rookt) /V /Ja /AS /Ja /AP << /N << /Ja 30 0 R /Off 30 0 R >> >> >>")
    raw.put(23, f"<< {box} /FT /Btn /T (leeg) /V /Off /AS /Off /AP << /N << /Ja 30 0 R /Off 30 0 R >> >> >>")
    raw.put(24, f"<< {box} /FT /Tx /T (nietingevuld) >>")
    raw.stream(30, b"", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return raw.bytes([10], "/AcroForm << /Fields [20 0 R 21 0 R 22 0 R 23 0 R 24 0 R] >>")


def test_filled_fields_are_read_with_their_labels():
    extraction = read(pdf, _with_fields())
    assert text_at(extraction, "page 1 form field rrn", Role.FORM) == "Rijksregisternummer: 85.01.03-002.51\n"
    assert text_at(extraction, "page 1 form field taal", Role.FORM) == "taal: Frans\n"
    assert text_at(extraction, "page 1 form field rookt", Role.FORM).startswith("rookt: ")
    said = "".join(segment.text for segment in extraction.segments if segment.role is Role.FORM)
    assert "leeg" not in said
    assert "nietingevuld" not in said
    assert extraction.coverage is Coverage.FULL


def test_a_form_that_cannot_be_set_up_costs_its_fields_only(monkeypatch):
    monkeypatch.setattr(pdf.pypdfium2.PdfDocument, "init_forms", _fails)
    extraction = read(pdf, _with_fields())
    assert SENTENCE in text_at(extraction, "page 1")
    assert "85.01.03-002.51" in "".join(segment.text for segment in extraction.segments)
    assert codes(extraction) == [("corrupt", "form fields")]


def _fails(*_):
    raise pdf.pypdfium2.PdfiumError("no forms")


def test_notes_stamps_and_personal_links_are_read():
    raw = Raw()
    raw.page(10, "/Annots [20 0 R 21 0 R 22 0 R 23 0 R]", words(SENTENCE))
    raw.put(20, "<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /T (An) /Contents (bel de huisarts) >>")
    raw.put(21, "<< /Type /Annot /Subtype /Link /Rect [1 1 9 9] /A << /S /URI /URI (mailto:an@voorbeeld.be) >> >>")
    raw.put(22, "<< /Type /Annot /Subtype /Link /Rect [1 1 9 9] /A << /S /URI /URI (https://voorbeeld.be/12345) >> >>")
    raw.put(23, "<< /Type /Annot /Subtype /Stamp /Rect [60 600 360 640] /F 4 /AP << /N 24 0 R >> >>")
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    raw.stream(
        24, words("Ontvangen 3 maart", 5, 5).encode(), f"/Type /XObject /Subtype /Form /BBox [0 0 300 40] /Resources << {font} >>"
    )
    extraction = read(pdf, raw.bytes([10]))
    told = text_at(extraction, "page 1 annotation")
    assert "An: bel de huisarts" in told
    assert "mailto:an@voorbeeld.be" in told
    assert "Ontvangen 3 maart" in told
    assert "12345" not in told
    assert told.count("huisarts") == 1


def test_files_in_the_document_and_on_notes_are_children():
    file = document(SENTENCE)
    file.embed_file(bytes=b"bijlage van An Voorbeeld", basename="lijst.txt")
    inside = bytes(document(f"{SENTENCE} Binnenin.").output())
    raw = Raw()
    raw.page(10, "/Annots [20 0 R]", words(SENTENCE))
    raw.put(
        20,
        "<< /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] /FS << /Type /Filespec /F (cv.pdf) /UF (cv.pdf) /EF << /F 21 0 R >> >> >>",
    )
    raw.stream(21, inside, "/Type /EmbeddedFile")
    first, second = read(pdf, bytes(file.output())), read(pdf, raw.bytes([10]))
    assert [child.locator for child in first.children] == ["attachment lijst.txt"]
    assert "An Voorbeeld" in first.children[0].extraction.segments[0].text
    assert [child.locator for child in second.children] == ["attachment cv.pdf"]
    assert "Binnenin." in text_at(second.children[0].extraction, "page 1")


def test_an_attachment_that_cannot_be_read_makes_the_document_partial():
    file = document(SENTENCE)
    file.embed_file(bytes=b"%PDF-1.7\nbroken", basename="stuk.pdf")
    extraction = read(pdf, bytes(file.output()))
    assert extraction.children[0].extraction.coverage is Coverage.NONE
    assert extraction.coverage is Coverage.PARTIAL


def test_metadata_own_keys_xmp_and_bookmarks():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.put(30, "<< /Title (Attest) /Author (An Voorbeeld) /Dossierhouder (Bram Voorbeeld) >>")
    rdf = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    mm = 'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
    packet = (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {rdf} {mm}><rdf:Description xmpMM:DocumentID="uuid:85010300251">'
        "<dc:creator><rdf:Seq><rdf:li>An Voorbeeld</rdf:li><rdf:li>Chris Voorbeeld</rdf:li></rdf:Seq></dc:creator>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    raw.stream(31, packet.encode(), "/Type /Metadata /Subtype /XML", pack=True)
    raw.put(32, "<< /Type /Outlines /First 33 0 R /Last 33 0 R /Count 1 >>")
    raw.put(33, "<< /Title (Hoofdstuk over An) /Parent 32 0 R /Dest [10 0 R /Fit] >>")
    extraction = read(pdf, raw.bytes([10], "/Metadata 31 0 R /Outlines 32 0 R", "/Info 30 0 R"))
    assert text_at(extraction, "metadata title", Role.METADATA) == "Title: Attest\n"
    assert text_at(extraction, "metadata dossierhouder", Role.METADATA) == "Dossierhouder: Bram Voorbeeld"
    assert text_at(extraction, "metadata creator", Role.METADATA) == "creator: Chris Voorbeeld\n"
    assert text_at(extraction, "bookmark", Role.METADATA) == "Hoofdstuk over An\n"
    assert "85010300251" not in "".join(segment.text for segment in extraction.segments)


def _signed(*attributes: bytes) -> bytes:
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    der = b"\x30\x82" + b"".join(attributes)
    raw.put(20, "<< /FT /Sig /T (handtekening) /V 21 0 R >>")
    raw.put(
        21, f"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Reason (Akkoord) /Contents <{der.hex()}> >>"
    )
    return raw.bytes([10], "/AcroForm << /Fields [20 0 R] /SigFlags 3 >>")


@pytest.mark.parametrize("prefix", [b"", b"PNOBE-"])
def test_a_signature_names_its_signer(prefix: bytes):
    number = prefix + b"85010300251"
    extraction = read(
        pdf,
        _signed(
            b"\x06\x03\x55\x04\x03\x0c\x18" + b"An Voorbeeld (Signature)",
            b"\x06\x03\x55\x04\x05\x13" + bytes([len(number)]) + number,
            b"\x06\x03\x55\x04\x05\x13\x06" + b"201902",
        ),
    )
    assert text_at(extraction, "signature 1", Role.METADATA) == "Reason: Akkoord\nCN: An Voorbeeld (Signature)\n"
    (fact,) = extraction.facts
    assert (fact.entity, fact.value, fact.locator) == ("BE_NATIONAL_REGISTER_NUMBER", "85010300251", "signature 1")


def _xfa(datasets: str, page: str) -> bytes:
    template = (
        '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><draw><value><text>Intake</text></value></draw>'
        '<field name="f1"><caption><value><text>Geboorteplaats</text></value></caption></field></subform></template>'
    )
    raw = Raw()
    raw.page(10, content=words(page))
    raw.stream(20, template.encode(), pack=True)
    raw.stream(21, datasets.encode(), pack=True)
    return raw.bytes([10], "/AcroForm << /Fields [] /XFA [(template) 20 0 R (datasets) 21 0 R] >>")


DATA = '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form><f1>Gent</f1><f2/></form></xfa:data></xfa:datasets>'
WAIT = "Please wait... If this message is not replaced, your PDF viewer may not be able to show this document. Adobe Reader"


def test_a_dynamic_form_gives_its_data_and_not_its_placeholder():
    extraction = read(pdf, _xfa(DATA, WAIT))
    assert text_at(extraction, "form field f1", Role.FORM) == "Geboorteplaats: Gent\n"
    assert text_at(extraction, "form") == "Intake\n"
    assert "wait" not in "".join(segment.text for segment in extraction.segments)


def test_please_wait_without_a_form_is_content():
    assert "Please wait" in text_at(read(pdf, bytes(document(WAIT).output())), "page 1")


# Pages that need eyes


def _page_scan(image: Image.Image, stamp: str = "", kind: str = "JPEG") -> bytes:
    file = FPDF()
    file.add_page()
    file.image(make.io.BytesIO(make.encoded(image, kind)), 0, 0, 210, 297)
    if stamp:
        file.set_font("Helvetica", size=9)
        file.text(20, 8, stamp)
    return bytes(file.output())


def test_scanned_pages_are_told_when_nobody_reads_them():
    file = FPDF()
    for _ in range(3):
        file.add_page()
        file.image(make.io.BytesIO(make.encoded(make.scan((SENTENCE, str(_))))), 0, 0, 210, 297)
    file.add_page()
    extraction = read(pdf, bytes(file.output()), ocr=False)
    assert codes(extraction) == [("ocr_unavailable", "pages 1–3")]
    assert [picture.locator for picture in extraction.pictures] == ["page 1", "page 2", "page 3"]


@pytest.mark.parametrize("stamp", ["x", "1", ".", "Ingekomen 3/3/2024 dossier 12, blad 1 van 1"])
def test_a_stamp_or_a_stray_letter_does_not_make_a_scan_a_text(stamp: str):
    extraction = read(pdf, _page_scan(make.scan(), stamp), ocr=False)
    assert codes(extraction) == [("ocr_unavailable", "page 1")]


def test_a_scan_with_its_text_behind_it_is_not_read_twice():
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=12)
    for number in range(30):
        file.text(20, 20 + 8 * number, SENTENCE)
    file.image(make.io.BytesIO(make.encoded(make.scan())), 0, 0, 210, 297)
    extraction = read(pdf, bytes(file.output()), ocr=False)
    assert extraction.coverage is Coverage.FULL
    assert not extraction.pictures


def test_a_white_scan_is_a_blank_page():
    assert read(pdf, _page_scan(Image.new("L", (1240, 1754), 250)), ocr=False).coverage is Coverage.FULL


@needs_tesseract
def test_a_scanned_page_is_read():
    extraction = read(pdf, _page_scan(make.scan()))
    assert "85.01.03-002.51" in text_at(extraction, "page 1", Role.OCR)
    assert extraction.coverage is Coverage.FULL


@needs_tesseract
def test_a_stamped_scan_gives_its_stamp_once():
    extraction = read(pdf, _page_scan(make.scan(), "Ingekomen 3 maart 2024"))
    assert "85.01.03-002.51" in text_at(extraction, "page 1", Role.OCR)
    assert "Ingekomen" not in text_at(extraction, "page 1", Role.OCR)
    assert "Ingekomen" in text_at(extraction, "page 1", Role.BODY)


@needs_tesseract
def test_letters_without_a_map_to_unicode_are_read_from_the_page():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    private = "".join(f"<{ord(char):02X}> <{0xE000 + ord(char):04X}>\n" for char in string.printable[:95])
    raw.objects[10] = raw.objects[10].replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /ToUnicode 30 0 R")
    head = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange"
    raw.stream(30, f"{head} 95 beginbfchar\n{private}endbfchar endcmap end".encode())
    extraction = read(pdf, raw.bytes([10]))
    assert "intakegesprek" in text_at(extraction, "page 1", Role.OCR)
    assert not text_at(extraction, "page 1", Role.BODY)


@needs_tesseract
def test_letters_drawn_as_lines_are_read():
    pixels = make.scan(("RIJKSREGISTER",), (620, 300)).load()
    drawn = [f"{x} {800 - y} 1 1 re" for y in range(300) for x in range(620) if pixels[x, y] < 128]
    raw = Raw()
    raw.page(10, content=f"0 g {' '.join(drawn)} f")
    assert "RIJKSREGISTER" in text_at(read(pdf, raw.bytes([10])), "page 1", Role.OCR)


@needs_tesseract
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_in_a_text_is_read_once(kind: str):
    card = make.scan(("Identiteitskaart", "85.01.03-002.51"), (900, 500))
    file = FPDF()
    for _ in range(2):
        file.add_page()
        file.set_font("Helvetica", size=12)
        for number in range(6):
            file.text(20, 20 + 8 * number, SENTENCE)
        file.image(make.io.BytesIO(make.encoded(card, kind)), 20, 100, 90, 50)
    extraction = read(pdf, bytes(file.output()))
    assert "85.01.03-002.51" in text_at(extraction, "page 1 image 1", Role.OCR)
    assert [picture.locator for picture in extraction.pictures] == ["page 1 image 1"]
    assert extraction.coverage is Coverage.FULL


@needs_tesseract
def test_an_outsize_page_is_drawn_within_its_pixels():
    raw = Raw()
    raw.page(10, content=f"BT /F1 400 Tf 300 3000 Td (GEBOORTE) Tj ET 10 10 m 7000 7000 l S {' 0 0 m 9 9 l S' * 300}")
    raw.objects[10] = raw.objects[10].replace(b"[0 0 595 842]", b"[0 0 14400 14400]")
    extraction = read(pdf, raw.bytes([10]), limits=Limits(soft_seconds=20, hard_seconds=60))
    assert all(picture.width * picture.height <= 9_100_000 for picture in extraction.pictures)
    assert extraction.pictures


def test_the_document_is_closed_also_when_a_limit_ends_it():
    data = bytes(document(*[SENTENCE] * 3).output())
    for _ in range(50):
        read(pdf, data, limits=Limits(pages=1))
    import gc

    import pypdfium2

    gc.collect()
    assert not [item for item in gc.get_objects() if isinstance(item, pypdfium2.PdfPage) and item.raw]


def _with_picture(card: Image.Image, over: tuple[str, ...], **options) -> bytes:
    """A page of text with a picture on it, and lines over the picture."""
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=12)
    for number in range(6):
        file.text(20, 20 + 8 * number, SENTENCE)
    file.image(make.io.BytesIO(make.encoded(card, **options)), 20, 100, 120, 100)
    for number, line in enumerate(over):
        file.text(25, 105 + 9 * number, line)
    return bytes(file.output())


@needs_tesseract
def test_a_caption_on_a_picture_does_not_hide_it():
    card = make.scan(("Identiteitskaart", "85.01.03-002.51"), (1000, 800))
    extraction = read(pdf, _with_picture(card, ("Kopie van de identiteitskaart van de deelnemer",)))
    assert "85.01.03-002.51" in text_at(extraction, "page 1 image 1", Role.OCR)


def test_a_picture_with_its_text_over_it_is_not_read_again():
    card = make.scan(("Identiteitskaart", "85.01.03-002.51"), (1000, 800))
    assert not read(pdf, _with_picture(card, (SENTENCE[:40],) * 10), ocr=False).pictures


def test_the_header_of_a_picture_on_a_page_is_read():
    exif = Image.Exif()
    exif[0x013B] = "An Voorbeeld"
    extraction = read(pdf, _with_picture(make.scan(("Kanarie",), (900, 500)), (), exif=exif), ocr=False)
    assert "An Voorbeeld" in text_at(extraction, "page 1 image 1 metadata artist", Role.METADATA)


def test_a_row_of_a_table_is_a_line():
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=12)
    with file.table() as table:
        for cells in (("Naam", "Vermeulen Katrien"), ("Rijksregisternummer", "85.01.03-002.51")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    assert "Rijksregisternummer 85.01.03-002.51" in text_at(read(pdf, bytes(file.output())), "page 1")


def test_columns_are_read_one_after_the_other():
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=12)
    for column in (20, 110):
        for number in range(5):
            file.text(column, 20 + 8 * number, f"regel {number} van kolom {column}")
    found = text_at(read(pdf, bytes(file.output())), "page 1").splitlines()
    assert [line.split()[-1] for line in found] == ["20"] * 5 + ["110"] * 5
