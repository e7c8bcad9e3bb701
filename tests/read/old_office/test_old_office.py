"""What the old formats share: objects in storages, macros, signatures, formulas; and workbooks whose cells are damaged."""

import io
import struct
import zlib

import olefile
import pytest

from scanner.config import Limits
from scanner.read import loose_text
from scanner.read.documents import read_document
from scanner.read.old_office.ole_write import storage_bytes
from scanner.read.sheets import sheet_xls_cells
from scanner.read.source import Source
from tests import make
from tests.read.canaries import canary_xls
from tests.read.canaries.canary_ole_parts import blip
from tests.read.canaries.canary_words import Planter, found, gaps, packaged, photograph, read
from tests.read.canaries.canary_xls import label, record, short, text
from tests.read.canaries.canary_xlsx import compressed


def streams(data):
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def doc(extra):
    main = bytearray(0x400) + b"lijster"
    struct.pack_into("<HH", main, 0, 0xA5DC, 0x65)
    struct.pack_into("<II", main, 0x18, 0x400, 0x407)
    struct.pack_into("<I", main, 0x34, 7)
    return read(storage_bytes({"WordDocument": bytes(main), **extra}), "a.doc")


def test_objects_in_a_document_are_read_and_unknown_ones_named():
    extraction = doc(
        {
            "ObjectPool/_1/\x01Ole10Native": packaged("merel.txt", "C:\\Jan\\merel.txt", b"mus"),
            "ObjectPool/_2/CONTENTS": make.pdf("vink"),
            "ObjectPool/_3/Package": make.docx("spreeuw"),
            "ObjectPool/_4/Onbekend": b"x" * 50,
            "ObjectPool/_5/\x01CompObj": b"alleen verpakking",
        }
    )
    assert found(extraction, "mus") == ["embedded merel.txt > line 1"]
    assert found(extraction, "C:/Jan") == ["embedded merel.txt original folder"]
    assert found(extraction, "vink") == ["embedded object 2 > page 1"]
    assert found(extraction, "spreeuw") == ["embedded object 3 > paragraph 1"]
    assert gaps(extraction) == [("unsupported", "embedded object 4 of a program that is not known")]


def test_a_formula_gives_its_letters():
    record_of = b"\x03\x01\x01\x03\x00\x0a" + b"".join(b"\x12\x83" + bytes([code]) + b"\x00" for code in b"kanarie")
    made_by = b"\x01\x00\xfe\xff" + bytes(24) + b"Microsoft Equation 3.0\x00"
    extraction = doc({"ObjectPool/_1/Equation Native": bytes(28) + record_of, "ObjectPool/_1/\x01CompObj": made_by})
    assert "embedded object 1" in found(extraction, "kanarie")
    assert gaps(extraction) == []


def test_objects_of_word_2003_in_one_storage():
    inner = storage_bytes({"\x01Ole10Native": packaged("a.txt", "a.txt", b"merel")})
    packed = struct.pack("<I", len(inner)) + zlib.compress(inner)
    extraction = read(storage_bytes({"_1541934435": packed, "_1541934436": packed[:-20]}), "oledata.mso")
    assert found(extraction, "merel") == ["embedded object 1 > embedded a.txt > line 1"]
    assert gaps(extraction)[0] == ("corrupt", "embedded object 2")


def test_a_module_without_its_source_is_named_and_the_others_are_read():
    source = b'Attribute VB_Name = "M"\r\nx = "merel"\r\n'
    extraction = doc(
        {
            "Macros/VBA/dir": b"x",
            "Macros/VBA/A": b"compiled only",
            "Macros/VBA/B": bytes(9) + compressed(source),
            "Macros/VBA/__SRP_0": b"x",
        }
    )
    assert found(extraction, "merel") == ["macro B"]
    assert gaps(extraction) == [("unsupported", "a macro without its source text")]


def test_the_source_of_a_macro_with_repetitions():
    words = b'Attribute VB_Name = "M"\r\n\' kanarie kanarie kanarie\r\n'
    first = words.index(b" kanarie") + 8
    body = b"".join(b"\x00" + words[at : at + 8] for at in range(0, first - first % 8, 8))
    rest = words[first - first % 8 : first]
    bits = max(4, (first - 1).bit_length())
    again = struct.pack("<H", (8 - 1) << (16 - bits) | (16 - 3))
    body += bytes([1 << len(rest)]) + rest + again + b"\r\n"[: 7 - len(rest)]
    container = b"\x01" + struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    assert found(doc({"Macros/VBA/M": container}), "kanarie") == ["macro M"] * 3


def test_numbers_of_signers():
    from tests.read.identity.test_certificate import DER

    extraction = doc({"_signatures": b"\x01\x02" + DER})
    assert [fact.value for fact in extraction.facts] == [make.DIGITS]


def test_streams_that_nobody_knows_give_their_words_and_no_rubbish():
    noise = bytes(range(256)) * 8
    extraction = doc({"Onbekend": noise + "merel en mus".encode("utf-16-le") + noise + b"vink op tak" + noise})
    assert found(extraction, "merel en mus") == ["other data"]
    assert found(extraction, "vink op tak") == ["other data"]
    assert gaps(extraction) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Zoë Lefèvre".encode("utf-16-le"), ["Zoë Lefèvre"]),
        (struct.pack("<BB", 7, 1) + "kanarie".encode("utf-16-le"), ["kanarie"]),
        ("ab".encode("utf-16-le") + b"\x00\x00", []),
        ("85.07".encode("utf-16-le"), ["85.07"]),
        ("ÿĂĀāă".encode("utf-16-le"), []),
    ],
)  # fmt: skip
def test_loose_words_in_wide_letters(data, words):
    assert list(loose_text.wide(data)) == words


def test_a_publication_gives_its_text_and_pictures():
    words = "kanarie\rmerel".encode("utf-16-le")
    entry = b"\x18\x00TEXT\x00\x00\x01\x00\x00\x00TEXT" + struct.pack("<II", 0x40, len(words))
    contents = (b"CHNKINK " + entry).ljust(0x40, b"\0") + words
    data = storage_bytes(
        {"Quill/QuillSub/CONTENTS": contents, "Contents": b"\x01" * 50, "Escher/EscherStm": blip(photograph("mus"))}
    )
    made = read_document(Source(data, len(data), "a.pub"), Limits(), ocr=False)
    assert made[0].media_type == "application/x-mspublisher"
    assert found(made[1], "merel") == ["text"]
    assert found(made[1], "mus") == ["image 1 metadata artist"]


def test_a_publication_of_which_no_text_is_known_is_named():
    data = storage_bytes({"Quill/QuillSub/CONTENTS": b"CHNKINK " + bytes(90), "Contents": b"\x01" * 50})
    made = read_document(Source(data, len(data), "a.pub"), Limits())[1]
    assert [str(gap.code) for gap in made.problems] == ["unsupported"]
    assert made.coverage == "none"
    data = storage_bytes({"Quill/QuillSub/CONTENTS": b"CHNKINK " + bytes(90), "Contents": "een kanarie".encode("utf-16-le")})
    made = read_document(Source(data, len(data), "a.pub"), Limits())[1]
    assert found(made, "kanarie") == ["other data"]
    assert made.coverage == "partial"


def book(*sheets, strings=b""):
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)) + record(0x42, struct.pack("<H", 1200))
    head += record(0x041E, struct.pack("<H", 164) + text("00000000000")) + b"".join(
        record(0xE0, struct.pack("<HH", 0, 164 if number == 16 else 0) + bytes(16)) for number in range(17)
    )
    begin = len(head) + len(strings) + sum(len(record(0x85, bytes(6) + short(name))) for name, _, _ in sheets) + 4
    bounds, bodies = b"", b""
    for name, size, body in sheets:
        whole = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + record(0x0200, size) + body + record(0x0A)
        bounds += record(0x85, struct.pack("<IBB", begin + len(bodies), 0, 0) + short(name))
        bodies += whole
    return storage_bytes({"Workbook": (head + bounds + strings + record(0x0A) + bodies).ljust(4096, b"\0")})


SMALL = struct.pack("<IIHHH", 0, 9, 0, 9, 0)


@pytest.mark.parametrize("size", [struct.pack("<IIHHH", 0xFF00, 9, 0, 9, 0), struct.pack("<IIHHH", 0, 0xFFFFFFF0, 0, 0xFF, 0)])
def test_a_size_that_would_end_the_quick_reader_does_not_reach_it(size):
    extraction = read(book(("Blad1", size, label(3, 1, "kanarie")), ("Blad2", SMALL, label(0, 0, "merel"))), "a.xls")
    assert found(extraction, "kanarie") == ["sheet Blad1!B4"]
    assert found(extraction, "merel") == ["sheet Blad2!A1"]
    assert found(extraction, "Blad2") == ["sheet name"]
    assert extraction.coverage == "full"


def test_a_stream_without_a_workbook_and_a_sheet_that_is_elsewhere_are_named():
    assert gaps(read(storage_bytes({"Workbook": bytes(4096)}), "a.xls"))[0] == ("corrupt", "no workbook in the stream")
    made = bytearray(streams(book(("Blad1", SMALL, label(0, 0, "kanarie"))))["Workbook"])
    place = made.index(struct.pack("<HH", 0x85, 13)) + 4
    for offset in (0, 7, 0x7FFFFFFF):
        struct.pack_into("<I", made, place, offset)
        assert ("corrupt", "sheet 1 is not where it should be") in gaps(read(storage_bytes({"Workbook": bytes(made)}), "a.xls"))


def test_our_own_reading_of_cells():
    strings = [("een", False), ("zoë", True), ("rijk", False)]
    body = struct.pack("<II", 3, 3) + b"".join(
        struct.pack("<HB", len(words), wide) + words.encode("utf-16-le" if wide else "latin-1") for words, wide in strings[:2]
    )
    body += struct.pack("<HBHI", 4, 0x0C, 1, 6) + b"ri"
    rest = b"\x01" + "jk".encode("utf-16-le") + bytes(4) + bytes(6)  # the letters go on in the next record, two bytes each
    shared = sheet_xls_cells.shared_strings([(0xFC, body), (0x3C, rest), (0x0A, b"")])
    assert shared == ["een", "zoë", "rijk"]
    whole = (123456 << 2) | 2
    sheet = [
        (0x0809, b""), (0xFD, struct.pack("<HHHI", 0, 0, 0, 2)), (0x0204, struct.pack("<HHH", 0, 1, 0) + text("kanarie", wide=True)),
        (0x027E, struct.pack("<HHHI", 1, 0, 0, whole)), (0xBD, struct.pack("<HHHIHIH", 2, 0, 0, whole, 0, whole | 1, 1)),
        (0x0203, struct.pack("<HHHd", 3, 0, 0, 85073003328.0)), (0x06, struct.pack("<HHH8sHIH", 4, 0, 0, b"\0\0\0\0\0\0\xff\xff", 0, 0, 0)),
        (0x0207, text("merel")), (0x06, struct.pack("<HHHdHIH", 5, 0, 0, 1.5, 0, 0, 0)), (0x0809, b""), (0x0204, struct.pack("<HHH", 9, 9, 0) + text("grafiek")),
        (0x0A, b""), (0xFD, struct.pack("<HHHI", 6, 0, 0, 99)), (0x0A, b""), (0x0204, struct.pack("<HHH", 9, 9, 0) + text("erna")),
    ]  # fmt: skip
    assert list(sheet_xls_cells.cells(sheet, shared)) == [
        (1, 1, "rijk"), (1, 2, "kanarie"), (2, 1, "123456"), (3, 1, "123456"), (3, 2, "1234.56"), (4, 1, "85073003328"), (5, 1, "merel"), (6, 1, "1.5"),
    ]  # fmt: skip


def test_zeros_that_an_old_workbook_shows():
    number = record(0x0203, struct.pack("<HHHd", 1, 0, 16, 5073003326.0))
    extraction = read(book(("Blad1", SMALL, label(0, 0, "INSZ") + number)), "a.xls")
    assert found(extraction, "05073003326") == ["sheet Blad1!A2"]


def test_every_cut_of_a_workbook_ends_without_a_crash():
    made = streams(canary_xls.build(Planter()))
    for cut in range(0, len(made["Workbook"]), 101):
        extraction = read(storage_bytes({**made, "Workbook": made["Workbook"][:cut]}), "a.xls")
        assert not any(detail.startswith("sheet:") for _, detail in gaps(extraction))
