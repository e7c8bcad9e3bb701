"""The objects of a PDF as they lie in the file: their strings, and what an update left behind."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.read.pdf import pdf, pdf_metadata, pdf_objects, pdf_versions
from scanner.read.pdf.pdf_objects import Object
from tests.read.pdf import pdf_make
from tests.read.pdf.pdf_make import Raw, codes, places, read, text_at, words

SENTENCE = "Verslag van het intakegesprek met de deelnemer over opleiding, ervaring en wensen voor werk."
MOST = 1 << 20


def found(body):
    return list(pdf_objects.strings(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"<< /A (een) /B (twee) >>", [("A", "een"), ("B", "twee")]),
        (rb"<< /A (een (twee) drie) >>", [("A", "een (twee) drie")]),
        (rb"<< /A (een \(twee \) \\) >>", [("A", "een (twee ) \\")]),
        (rb"<< /A (\351\351n\r\nregel\0601) >>", [("A", "één\r\nregel01")]),
        (b"<< /A (een \\\ntwee) >>", [("A", "een twee")]),
        (rb"<< /A <FEFF 00E9 0065 006E> >>", [("A", "éen")]),
        (rb"<< /A <6B6> >>", [("A", "k`")]),
        (b"<< /A (\xef\xbb\xbf\xc3\xa9) >>", [("A", "é")]),
        (b"<< /A (\xff\xfek\0a\0) >>", [("A", "ka")]),
        (b"<< /A (10 \xa0 \x8d\x8e) >>", [("A", "10 € “”")]),
        (rb"<< /Opt [[(a) (b)] (c)] /V(d)/W<65> >>", [("Opt", "a"), ("Opt", "b"), ("Opt", "c"), ("V", "d"), ("W", "e")]),
        (rb"<< /Een#20naam (a) >>", [("Een naam", "a")]),
        (rb"<< /A (niet af", [("A", "")]),
        (rb"<< /A << /B 1 >> /C 2 >>", []),
    ],
)
def test_strings_stand_behind_their_names(body, expected):
    assert found(body) == expected


@given(st.binary(max_size=300))
def test_objects_of_any_bytes_end(noise):
    data = b"1 0 obj << /A (a) >> endobj " + noise + b" 2 0 obj " + noise + b" stream\n" + noise
    assert next(pdf_objects.objects(data, MOST)).body == b" << /A (a) >> "
    for item in pdf_objects.objects(data, MOST):
        found(item.body)


def test_a_stream_ends_where_it_says_or_where_its_mark_stands():
    stated = b"1 0 obj << /Length 20 >>\nstream\nabc endstream endobj\nendstream\nendobj 2 0 obj 5 endobj"
    (first, second) = pdf_objects.objects(stated, MOST)
    assert stated[first.start : first.end] == b"abc endstream endobj"
    assert second.number == 2
    lies = b"1 0 obj << /Length 9000 >>\nstream\nabc\r\nendstream\nendobj 2 0 obj 5 endobj"
    (first, second) = pdf_objects.objects(lies, MOST)
    assert lies[first.start : first.end] == b"abc"


def test_only_what_flate_packs_is_unpacked_and_no_more_than_asked():
    import zlib

    packed = zlib.compress(b"kanarie" * 1000)

    def item(entries):
        return Object(1, entries, 0, len(packed))

    assert pdf_objects.content(packed, item(b"/Filter /FlateDecode"), 14) == b"kanarie" * 2
    assert pdf_objects.content(packed, item(b"/Filter [ /FlateDecode ]"), 7) == b"kanarie"
    assert pdf_objects.content(packed, item(b""), 7) == packed
    for entries in (b"/Filter /LZWDecode", b"/Filter [/ASCIIHexDecode /FlateDecode]", b"/Filter 8 0 R"):
        assert pdf_objects.content(packed, item(entries), 14) is None
    assert pdf_objects.content(b"niet gepakt", Object(1, b"/Filter /FlateDecode", 0, 11), 14) is None


def _rc4(key, data):
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


def test_behind_an_owners_password_every_string_is_read():
    """Locked with RC4 of 40 bits and no password for readers (ISO 32000-1, 7.6.3)."""
    padding = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    owner = _rc4(hashlib.md5(b"eigenaar" + padding[:24]).digest()[:5], padding)
    key = hashlib.md5(padding + owner + (-4).to_bytes(4, "little", signed=True) + b"nummer").digest()[:5]

    def locked(number, data):
        return _rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], data)

    raw = Raw()
    raw.page(10)
    raw.stream(11, locked(11, words(SENTENCE).encode()))
    raw.put(20, f"<< /Type /OCG /Name <{locked(20, b'laag ooievaar').hex()}> >>")
    raw.put(30, f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{_rc4(key, padding).hex()}> >>")
    data = raw.bytes([10], "/OCProperties << /OCGs [20 0 R] /D << >> >>", f"/Encrypt 30 0 R /ID [<{b'nummer'.hex()}> <00>]")
    extraction = read(pdf, data)
    assert SENTENCE in text_at(extraction, "page 1")
    assert text_at(extraction, "layer") == "laag ooievaar"
    assert codes(extraction) == []


def test_each_string_stands_alone():
    """A label of one field is not the label of what happens to stand in the next object."""
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.put(20, "<< /FT /Tx /T (f1) /TU (Geboorteplaats) >>")
    raw.put(21, "<< /FT /Ch /T (f2) /Opt [(Gent) (Brugge)] >>")
    extraction = read(pdf, raw.bytes([10], "/AcroForm << /Fields [20 0 R 21 0 R] >>"))
    said = [segment.text for segment in extraction.segments if segment.locate(0) == "form field"]
    assert said == ["f1", "Geboorteplaats", "f2", "Gent", "Brugge"]


def test_an_attachment_that_no_list_has_and_nobody_unpacks_is_named():
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.put(20, "<< /Type /Filespec /F (los.txt) /EF << /F 21 0 R >> >>")
    raw.stream(21, b"80 0B 60", "/Type /EmbeddedFile /Filter [/ASCIIHexDecode /LZWDecode]")
    assert codes(read(pdf, raw.bytes([10], "/AF [20 0 R]"))) == [("unsupported", "an attachment that no list has")]


def test_what_is_too_large_to_be_unpacked_is_told(monkeypatch):
    monkeypatch.setattr(pdf_objects, "LARGEST", 2000)
    monkeypatch.setattr(pdf_metadata, "_PACKET_LIMIT", 2000)
    raw = Raw()
    raw.page(10, content=words(SENTENCE))
    raw.stream(20, b"21 0 << /Nota (kanarie) >> " + b" " * 4000, "/Type /ObjStm /N 1 /First 5", pack=True)
    raw.stream(22, b"<rdf:RDF " + b" " * 4000 + b"></rdf:RDF>", "/Type /Metadata /Subtype /XML", pack=True)
    extraction = read(pdf, raw.bytes([10]))
    assert text_at(extraction, "other data") == "kanarie"
    assert codes(extraction) == [("too_large", "metadata in XMP"), ("too_large", "a stream of objects")]


# Earlier versions


def _updated(first, numbers, second):
    """Put objects of `second` behind a file, as programs do that sign or change it."""
    out = io.BytesIO()
    out.write(first)
    rows = ""
    for number in numbers:
        rows += f"{number} 1\n{out.tell():010d} 00000 n \n"
        out.write(b"%d 0 obj\n" % number + second.objects[number] + b"\nendobj\n")
    before = int(first[first.rindex(b"startxref") + 9 :].split()[0])
    start = out.tell()
    out.write(f"xref\n{rows}trailer << /Size 60 /Root 1 0 R /Prev {before} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _pages(words_of_page):
    raw = Raw()
    raw.page(10, content=f"{words(SENTENCE)} {words(words_of_page, y=700)}")
    return raw


def test_what_an_update_replaced_is_read_and_what_it_kept_is_told_once():
    first, second, third = (_pages(name) for name in ("naam kwikstaart", "naam boomvalk", "naam torenvalk"))
    data = _updated(_updated(first.bytes([10]), [11], second), [11], third)
    extraction = read(pdf, data)
    assert "torenvalk" in text_at(extraction, "page 1")
    assert text_at(extraction, "earlier version 1 page 1").strip() == "naam kwikstaart"
    assert text_at(extraction, "earlier version 2 page 1").strip() == "naam boomvalk"
    assert codes(extraction) == []


def test_a_signature_changes_nothing_that_is_shown(monkeypatch):
    first = _pages("naam kwikstaart")
    data = first.bytes([10])
    signed = _pages("naam kwikstaart")
    signed.put(10, signed.objects[10].replace(b"/Contents", b"/Annots [50 0 R] /Contents"))
    signed.put(50, "<< /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /T (s) >>")
    looked = []
    monkeypatch.setattr(pdf_versions, "_pages", lambda *arguments: looked.append(arguments[1]))
    read(pdf, _updated(data, [10, 50], signed))
    assert looked == []
    read(pdf, _updated(data, [11], _pages("anders")))
    assert looked == [1]


def test_the_first_part_of_a_linearized_file_is_no_version():
    head = b"%PDF-1.7\n1 0 obj << /Linearized 1 >> endobj\nstartxref\n0\n%%EOF\n"
    rest = b"2 0 obj 5 endobj\nstartxref\n9\n%%EOF\n"
    assert pdf_versions._ends(head + rest) == [len(head + rest)]
    assert len(pdf_versions._ends(head.replace(b"Linearized", b"Gewoon") + rest)) == 2


def test_an_earlier_version_that_was_never_whole_costs_nothing():
    first = _pages("naam kwikstaart").bytes([10])
    broken = first.replace(b"/Type /Catalog", b"/Tijp /Catalog").replace(b"trailer", b"treiler")
    extraction = read(pdf, broken + b"\n" + pdf_make.Raw.bytes(_pages("naam boomvalk"), [10]))
    assert any("boomvalk" in segment.text for segment in extraction.segments)
    assert "page 1" in places(extraction)
