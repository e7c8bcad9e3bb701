"""Text that is set letter by letter is put together again, and ordinary text is left alone."""

import pypdfium2
import pytest
from fpdf import FPDF

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.pdf import pdf_spacing
from scanner.read.source import Source
from tests import make

PROSE = [
    "Wij danken u voor uw inschrijving bij onze dienst en nodigen u uit voor een gesprek.",
    "U mag op 12 mei 2025 om 10 uur langskomen in lokaal 2 B van het gebouw op de markt.",
]


def page(*lines, spacing=0.0, size=12):
    """A page with lines of prose and lines with wide letter-spacing (in points)."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=size)
    for line in PROSE:
        document.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    document.set_char_spacing(spacing)
    for line in lines:
        document.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def raw(content):
    """A page with a content stream of one's own, in Helvetica."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def joined(data):
    document = pypdfium2.PdfDocument(data)
    first = document[0]
    textpage = first.get_textpage()
    text = textpage.get_text_range().replace("\r\n", "\n")
    textpage.close()
    return pdf_spacing.joined(first, text)


def placed(text, step, size=12):
    """Each letter placed by itself, at the same distance from the one before."""
    letters = (
        b"BT /F %d Tf %d 700 Td <%02x> Tj ET\n" % (size, 50 + step * number, char)
        for number, char in enumerate(text.encode("latin-1"))
        if char != 32
    )
    return b"".join(letters)


PLAIN = b"BT /F 12 Tf 50 800 Td (een gewone regel met woorden en nog meer woorden) Tj ET\n"


@pytest.mark.parametrize("step", [11, 12, 14, 20])
@pytest.mark.parametrize("line", ["RRN 85.07.30-033.28", "Geboren te Gent in 1985", "KANARIE EN VINK"])
def test_letters_placed_one_by_one_are_joined(line, step):
    assert joined(raw(PLAIN + placed(line, step))) == line


def test_boxes_as_wide_apart_as_columns_are_no_word():
    assert joined(raw(PLAIN + placed("1234567890", 55))) == ""


@pytest.mark.parametrize("line", ["a b c d e f g h", "1 2 3 4 5 6 7 8 9", "A 1 B 2 C 3"])
def test_single_letters_as_far_apart_as_words_stay_findable(line):
    found = joined(page(line))
    assert found in ("", line.replace(" ", ""))


def test_ordinary_pages_ask_for_nothing_and_give_nothing():
    assert joined(page("Nog een gewone regel met een getal 12 en een woord.")) == ""
    assert joined(page()) == ""


@pytest.mark.parametrize("kerning", [160, 200, 250, 300])
def test_kerned_pieces_are_joined_at_their_narrow_gaps(kerning):
    """In thousandths of the size; from about 150 on PDFium takes a kerning for a space, which is 278 wide in this font."""
    kerned = b"BT /F 12 Tf 50 780 Td [(J) -%d (un) -%d (1) -%d (0)] TJ ET\n" % (kerning, 2 * kerning, kerning)
    assert joined(raw(PLAIN + kerned)) == "Jun 10"


def test_a_document_has_the_joined_line_at_its_page():
    data = raw(PLAIN + placed(f"RRN {make.RRN}", 13))
    _, extraction = read_document(Source(data, len(data), "a.pdf"), Limits(), ocr=False)
    hits = [segment for segment in extraction.segments if make.RRN in segment.text]
    assert [segment.locate(0) for segment in hits] == ["page 1"]
