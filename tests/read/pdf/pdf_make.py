"""PDFs written by hand for the tests: just enough of ISO 32000-1 to say what a test is about."""

from __future__ import annotations

import io
import zlib

from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from scanner.config import Limits
from scanner.model import Extraction, Role
from scanner.read import documents
from scanner.read.draft import Budget, Context, Draft, LimitReached, Refused
from scanner.read.source import Source

LINES = ("Functioneringsgesprek van de medewerker", "Rijksregisternummer 85.01.03-002.51", "Opgemaakt te Gent op 3 maart 2024")


def read(reader, data: bytes, *, ocr: bool = True, limits: Limits | None = None, name: str = "test.pdf") -> Extraction:
    """Run one reader as the boundary does."""
    limits = limits or Limits()
    draft = Draft()
    budget = Budget(limits)
    context = Context(budget, 0, documents._child_reader(budget, 0, ocr), ocr)
    try:
        reader.read(Source(data, len(data), name), draft, context)
        documents._look(draft, context)
    except LimitReached as limit:
        draft.problem(limit.code, limit.detail)
    except Refused as refusal:
        draft.problem(refusal.code, refusal.detail)
        return draft.finish(unread=not draft.segments)
    return draft.finish()


def text_at(extraction: Extraction, place: str, role: Role | None = None) -> str:
    """Return all text that stands at a place."""
    found = []
    for segment in extraction.segments:
        if role is not None and segment.role is not role:
            continue
        offset = 0
        for line in segment.text.splitlines(keepends=True):
            if segment.locate(offset) == place:
                found.append(line)
            offset += len(line)
    return "".join(found)


def places(extraction: Extraction) -> set[str]:
    return {segment.locate(0) for segment in extraction.segments}


def codes(extraction: Extraction) -> list[tuple[str, str]]:
    return [(problem.code.value, problem.detail) for problem in extraction.problems]


def document(*pages: str) -> FPDF:
    """Return a document with lines of text per page, in a core font."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    for text in pages:
        pdf.add_page()
        for number, line in enumerate(text.splitlines()):
            pdf.text(20, 20 + 7 * number, line)
    return pdf


def scan(lines: tuple[str, ...] = LINES, size: tuple[int, int] = (1240, 1754), ink: int = 0, paper: int = 255) -> Image.Image:
    """Return a page at 150 dpi as a scanner would give it."""
    image = Image.new("L", size, paper)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((120, 160 + 60 * number), line, font=ImageFont.load_default(36), fill=ink)
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


class Raw:
    """Objects by number, written out with a correct cross-reference table."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}

    def put(self, number: int, body: str | bytes) -> None:
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, number: int, data: bytes, entries: str = "", pack: bool = False) -> None:
        if pack:
            data, entries = zlib.compress(data), entries + " /Filter /FlateDecode"
        self.put(number, f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")

    def page(self, number: int, entries: str = "", content: str = "") -> None:
        """Add a page whose parent is object 2 and whose content is object `number + 1`."""
        font = "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
        self.put(number, f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R {font} {entries} >>")
        self.stream(number + 1, content.encode("latin-1"))

    def bytes(self, pages: list[int], catalog: str = "", trailer: str = "") -> bytes:
        self.put(1, f"<< /Type /Catalog /Pages 2 0 R {catalog} >>")
        kids = " ".join(f"{page} 0 R" for page in pages)
        self.put(2, f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>")
        out, offsets = io.BytesIO(b""), {}
        out.write(b"%PDF-1.7\n")
        for number, body in sorted(self.objects.items()):
            offsets[number] = out.tell()
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        start, size = out.tell(), max(self.objects) + 1
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            out.write(b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n")
        out.write(f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())
        return out.getvalue()


def words(text: str, x: int = 60, y: int = 760) -> str:
    """Return a content stream that shows one line."""
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET"
