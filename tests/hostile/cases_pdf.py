"""PDFs whose trees run in circles, whose streams explode, and whose numbers lie."""

# ruff: noqa: PLW0108 - each case is made by a call of its own, so that only those that are asked for are made

import re
import zlib

from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod

from tests import make
from tests.hostile import build
from tests.hostile.build import MB
from tests.hostile.case import PLANTED, case
from tests.read.pdf.pdf_make import Raw, words

TEXT = words(PLANTED)


def _page(entries="", content=TEXT, catalog="", trailer="", kids=None, **objects):
    """One page (objects 3 and 4); `objects` are given as `o7="<<...>>"` or (entries, data) for a stream."""
    raw = Raw()
    raw.page(3, entries, content)
    for name, body in objects.items():
        if isinstance(body, tuple):
            raw.stream(int(name[1:]), body[1], body[0])
        else:
            raw.put(int(name[1:]), body)
    return raw.bytes(kids or [3], catalog, trailer)


def _with(data, old, new):
    assert old in data
    return data.replace(old, new)


def _flate(times, block=bytes(MB)):
    """A zlib stream that unpacks to many copies of a block."""
    check = 1
    for _ in range(min(times, 64)):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + build.repeated(block, times) + check.to_bytes(4, "big")


def _circular_tree():
    raw = Raw()
    raw.page(3, content=TEXT)
    raw.put(7, "<< /Type /Pages /Parent 2 0 R /Count 5 /Kids [2 0 R 7 0 R 3 0 R] >>")
    return raw.bytes([3, 7, 2])


def _locked(user, method=EncryptionMethod.AES_256):
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    pdf.add_page()
    pdf.text(20, 20, PLANTED)
    pdf.set_encryption("owner", user, encryption_method=method, permissions=AccessPermission.none())
    return bytes(pdf.output())


def _attached(content, name="bijlage.txt"):
    names = f"/Names << /EmbeddedFiles << /Names [({name}) 8 0 R] >> >>"
    return _page(
        catalog=names,
        o8=f"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 9 0 R >> >>",
        o9=("/Type /EmbeddedFile /Filter /FlateDecode", content),
    )


def _xref_loop():
    data = _page()
    at = int(re.search(rb"startxref\s+(\d+)", data)[1])
    return _with(data, b"trailer << ", b"trailer << /Prev %d " % at)


def _image(entries, data, width=100, height=100, text=TEXT):
    xobject = "/Resources << /XObject << /I 9 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    shown = f"{text} q 400 0 0 400 50 50 cm /I Do Q"
    return _page(xobject, shown, o9=(f"/Type /XObject /Subtype /Image /Width {width} /Height {height} {entries}", data))


def _forms():
    """Two form XObjects that show each other, and one that shows itself."""
    resources = "/Resources << /XObject << /A 9 0 R /B 10 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 500 500] {resources}"
    return _page(resources, f"{TEXT} /A Do /B Do", o9=(form, b"/B Do /A Do"), o10=(form, b"/A Do /B Do"))


def _billion_forms():
    """Each form shows the next one ten times."""
    objects = {}
    for level in range(10):
        inner = f"/Resources << /XObject << /N {21 + level} 0 R >> >>"
        objects[f"o{20 + level}"] = (f"/Type /XObject /Subtype /Form /BBox [0 0 500 500] {inner}", b"/N Do " * 10)
    objects["o30"] = ("/Type /XObject /Subtype /Form /BBox [0 0 500 500]", b"0 0 m 9 9 l S")
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return _page(f"/Resources << /XObject << /N 20 0 R >> {font} >>", f"{TEXT} /N Do", **objects)


def _outline():
    return _page(catalog="/Outlines 8 0 R", o8="<< /Type /Outlines /First 9 0 R /Last 9 0 R >>",
                 o9="<< /Title (kring) /Parent 9 0 R /Next 9 0 R /Prev 9 0 R /First 9 0 R >>")  # fmt: skip


def _many_pages(count):
    raw = Raw()
    for number in range(count):
        raw.page(3 + 2 * number, content=TEXT if number == 0 else "")
    return raw.bytes([3 + 2 * number for number in range(count)])


def _deep_tree(depth):
    raw = Raw()
    for level in range(depth):
        raw.put(10 + level, f"<< /Type /Pages /Count 1 /Kids [{11 + level} 0 R] >>")
    raw.page(10 + depth, content=TEXT)
    return raw.bytes([10])


def _object_stream_in_itself():
    body = b"9 0 << /Type /ObjStm /N 1 /First 4 /Extends 9 0 R >>"
    return _page(o9=("/Type /ObjStm /N 1 /First 4 /Extends 9 0 R", body))


CASES = [
    case("circular page tree.pdf", _circular_tree, "full", found=True),
    case("circular forms.pdf", _forms, "none crash"),
    case("billion forms.pdf", _billion_forms, "none crash"),
    case("circular outline.pdf", _outline, "full", found=True),
    case("flate bomb.pdf", lambda: _page(o4=("/Filter /FlateDecode", _flate(1024, b"0 0 m 9 9 l S\n" * 70_000))), "none crash"),
    case("flate in flate bomb.pdf", lambda: _page(o4=("/Filter [/FlateDecode /FlateDecode /FlateDecode]", zlib.compress(zlib.compress(_flate(1000))))), "none crash"),
    case("two hundred filters.pdf", lambda: _page(o4=(f"/Filter [{'/ASCIIHexDecode ' * 200}]", b"00" * 1000)), "full"),
    case("run length bomb.pdf", lambda: _page(o4=("/Filter /RunLengthDecode", b"\x81 " * 100_000)), "full"),
    case("lzw bomb.pdf", lambda: _page(o4=("/Filter /LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 10_000)), "full"),
    case("hundred thousand pages stated.pdf", lambda: _with(_page(), b"/Count 1", b"/Count 100000"), "partial corrupt too_large", found=True),
    case("fewer pages stated.pdf", lambda: _with(_many_pages(3), b"/Count 3", b"/Count 1"), "full", found=True),
    case("negative pages stated.pdf", lambda: _with(_page(), b"/Count 1", b"/Count -9"), "full", found=True),
    case("many pages.pdf", lambda: _many_pages(300), "partial too_large", found=True),
    case("deep page tree.pdf", lambda: _deep_tree(3000), "partial corrupt"),
    case("truncated.pdf", lambda: make.pdf("tekst", PLANTED)[:900], "none corrupt"),
    case("half.pdf", lambda: build.part(_many_pages(20), 0.5), "none corrupt"),
    case("header only.pdf", lambda: b"%PDF-1.7\n1 0 obj\n", "none corrupt"),
    case("xref in a circle.pdf", _xref_loop, "full", found=True),
    case("startxref to itself.pdf", lambda: re.sub(rb"startxref\n\d+", b"startxref\n%d" % (len(_page()) - 15), _page()), "full", found=True),
    case("startxref beyond the end.pdf", lambda: re.sub(rb"startxref\n\d+", b"startxref\n99999999999", _page()), "full", found=True),
    case("negative startxref.pdf", lambda: re.sub(rb"startxref\n\d+", b"startxref\n-5", _page()), "full", found=True),
    case("million objects stated.pdf", lambda: re.sub(rb"/Size \d+", b"/Size 8388607", _page()), "full", found=True),
    case("length lies.pdf", lambda: re.sub(rb"/Length \d+", b"/Length 2147483647", _page()), "full", found=True),
    case("length refers to itself.pdf", lambda: re.sub(rb"/Length \d+", b"/Length 4 0 R", _page()), "full", found=True),
    case("user password.pdf", lambda: _locked("gebruiker"), "none encrypted"),
    case("owner password only.pdf", lambda: _locked(""), "full", found=True),
    case("unknown security.pdf", lambda: _page(trailer="/Encrypt << /Filter /Onbekend /V 9 /R 9 >> /ID [<00> <00>]"), "none encrypted"),
    case("embedded bomb.pdf", lambda: _attached(_flate(100)), "partial too_large", found=True),
    case("embedded itself.pdf", lambda: _attached(zlib.compress(_attached(zlib.compress(_attached(zlib.compress(_attached(zlib.compress(_attached(zlib.compress(b"x"), "a.pdf")), "a.pdf")), "a.pdf")), "a.pdf")), "a.pdf"), "partial nesting", found=True),
    case("embedded that is not there.pdf", lambda: _page(catalog="/Names << /EmbeddedFiles << /Names [(a) 88 0 R (b) 3 0 R] >> >>"), "partial corrupt", found=True),
    case("names in a circle.pdf", lambda: _page(catalog="/Names << /EmbeddedFiles 8 0 R >>", o8="<< /Kids [8 0 R 8 0 R] >>"), "full", found=True),
    case("huge page.pdf", lambda: _with(_page(content="0 0 14400 14400 re f"), b"[0 0 595 842]", b"[0 0 14400 14400]"), "full"),
    case("endless page.pdf", lambda: _with(_page(content="0 0 9 9 re f"), b"[0 0 595 842]", b"[0 0 99999999999 99999999999]"), "full"),
    case("page of no size.pdf", lambda: _with(_page(), b"[0 0 595 842]", b"[5 5 5 5]"), "full", found=True),
    case("jbig2 junk.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", bytes(range(256)) * 8), "partial corrupt", found=True),
    case("jpx junk.pdf", lambda: _image("/Filter /JPXDecode", b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(range(256)) * 8), "partial unsupported", found=True),
    case("jpeg junk.pdf", lambda: _image("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8), "partial corrupt", found=True),
    case("fax junk.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 100000 /Rows 100000 >>", bytes(range(256)) * 8), "partial corrupt", found=True),
    case("picture of gigapixels.pdf", lambda: _image("/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /FlateDecode", _flate(30), 60_000, 60_000), "partial too_large", found=True),
    case("scan of jbig2 junk.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode", bytes(range(256)) * 8, text=""), "partial corrupt"),
    case("scan of fax junk.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 >>", b"", text=""), "partial corrupt"),
    case("scan without data.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", b"", text=""), "partial corrupt"),
    case("scan cut off.pdf", lambda: _image("/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", zlib.compress(bytes(range(250)) * 40)[:90], text=""), "partial corrupt"),
    case("picture without data.pdf", lambda: _image("/ColorSpace /DeviceRGB /BitsPerComponent 8", b"", 3000, 3000), "partial corrupt", found=True),
    case("deep arrays.pdf", lambda: _page(o9="[" * 100_000 + "]" * 100_000, catalog="/Aap 9 0 R"), "full", found=True),
    case("deep operators.pdf", lambda: _page(content=TEXT + "q " * 200_000), "full", found=True),
    case("object stream in itself.pdf", _object_stream_in_itself, "full", found=True),
    case("text far away.pdf", lambda: _page(content=TEXT + words("elders", 99_999_999, -99_999_999)), "full", found=True),
    case("header in a text.txt", lambda: f"Een nota over %PDF-1.7 bestanden. {PLANTED}".encode(), "full", found=True),
]  # fmt: skip
