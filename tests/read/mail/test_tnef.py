"""winmail.dat: everything of the message that it stands for is read, in the old form and the new."""

import struct

import pytest

from scanner.read.old_office.ole_write import storage_bytes
from tests import make
from tests.read.mail import outlook_make as out
from tests.read.mail.outlook_make import BINARY, DOUBLE, LONG, MANY, NARROW, OBJECT, TIME, WIDE
from tests.read.sight import codes, extraction, gaps, places, read

SUBJECT, BODY, FROM, SENT, OWNER, PROPERTIES, RECIPIENTS, PAGE = 0x8004, 0x800C, 0x8000, 0x8005, 0x0000, 0x9003, 0x9004, 0x9007
BEGIN, TITLE, DATA, OF_PART = 0x9002, 0x8010, 0x800F, 0x9005
MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
STORAGE = bytes.fromhex("0b00000000000000c000000000000046")


def attribute(level, number, data, check=None):
    total = sum(data) & 0xFFFF if check is None else check
    return struct.pack("<BHHI", level, number, 6, len(data)) + data + struct.pack("<H", total)


def tnef(*attributes):
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


def whole(number, data):
    return attribute(1, number, data)


def part(number, data):
    return attribute(2, number, data)


def padded(data):
    return struct.pack("<I", len(data)) + data + bytes(-len(data) % 4)


def properties(found, named=None):
    """A list of properties; `named` tells the (set, number or text) of those from 0x8000 on."""
    body = struct.pack("<I", len(found))
    for (number, kind), value in found.items():
        body += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            group, key = named[number]
            text = f"{key}\0".encode("utf-16-le")
            body += group + (struct.pack("<II", 0, key) if isinstance(key, int) else struct.pack("<I", 1) + padded(text))
        items = value if isinstance(value, list) else [value]
        coded = [out.encoded(item, kind) for item in items]
        if kind & 0xFFF in (NARROW, WIDE, BINARY, OBJECT):
            end = {NARROW: b"\0", WIDE: b"\0\0"}.get(kind & 0xFFF, b"")
            body += struct.pack("<I", len(coded)) + b"".join(padded(item + end) for item in coded)
        else:
            body += (struct.pack("<I", len(coded)) if kind & MANY else b"") + b"".join(coded)
    return body


def table(*rows):
    return struct.pack("<I", len(rows)) + b"".join(properties(row) for row in rows)


def sender(name, address):
    name, address = name.encode("cp1252") + b"\0", f"SMTP:{address}".encode() + b"\0"
    return struct.pack("<HHHH", 4, 16 + len(name) + len(address), len(name), len(address)) + name + address + bytes(8)


def attached(name, data):
    return part(BEGIN, bytes(14)) + part(TITLE, name.encode("cp1252") + b"\0") + part(DATA, data)


def page(number):
    return whole(PAGE, struct.pack("<II", number, 0))


def test_every_corner_of_winmail_is_read():
    inner = tnef(whole(SUBJECT, b"binnen kneu\0"), attached("diep.docx", make.docx("een putter")))
    data = tnef(
        page(1252),
        whole(FROM, sender("Ann Buizerd", "buizerd@example.be")),
        whole(SUBJECT, "onderwerp één adelaar\0".encode("cp1252")),
        whole(SENT, struct.pack("<7H", 2026, 3, 2, 10, 15, 0, 1)),
        whole(BODY, b"oude tekst fazant\0"),
        whole(OWNER, struct.pack("<H", 4) + b"Gans" + struct.pack("<H", 20) + b"SMTP:gans@example.be"),
        whole(
            PROPERTIES,
            properties(
                {
                    (0x1009, BINARY): out.packed(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}} rijke tekst havik\par}"),
                    (0x1013, BINARY): b"<html><body><p>opmaak goudvink</p></body></html>",
                    (0x1000, WIDE): "nieuwe tekst zwaluw",
                    (0x3A16, WIDE): "bedrijf ijsvogel",
                    (0x0E06, TIME): out.ticks(2026, 3, 2),
                    (0x3A58, MANY | WIDE): ["kauw", "koolmees"],
                    (0x8123, WIDE): "vrij veld leeuwerik",
                    (0x8124, WIDE): "plaats ooievaar",
                    (0x8125, DOUBLE): 85073003328.0,
                    (0x0017, LONG): 1,
                },
                {0x8123: (out.PUBLIC, "Vrij"), 0x8124: (out.APPOINTMENT, 0x8208), 0x8125: (out.PUBLIC, "Nummer")},
            ),
        ),
        whole(
            RECIPIENTS,
            table(
                {(0x0C15, LONG): 1, (0x3001, WIDE): "Piet Pimpelmees", (0x39FE, WIDE): "pimpelmees@example.be"},
                {(0x0C15, LONG): 3, (0x3001, NARROW): "Sien Specht", (0x3003, NARROW): "specht@example.be"},
            ),
        ),
        attached("BRIEF.DOC", make.docx("een uil"))
        + part(OF_PART, properties({(0x3707, WIDE): "lange brief.docx", (0x3705, LONG): 1})),
        attached("tekst.txt", b"een vlaamse gaai"),
        part(BEGIN, bytes(14))
        + part(OF_PART, properties({(0x3001, WIDE): "doorgestuurd", (0x3705, LONG): 5, (0x3701, OBJECT): MESSAGE + inner})),
        part(BEGIN, bytes(14))
        + part(TITLE, b"Werkblad\0")
        + part(
            OF_PART,
            properties({(0x3705, LONG): 6, (0x3701, OBJECT): STORAGE + storage_bytes({"Package": make.xlsx([["merel"]])})}),
        ),
    )
    file_type, found = read(data, "winmail.dat")
    assert file_type.media_type == "application/vnd.ms-tnef"
    assert gaps(found) == []
    for word, place in {
        "Ann Buizerd <buizerd@example.be>": "header Sender", "Gans <gans@example.be>": "header From", "één adelaar": "header Subject",
        "2026-03-02 10:15": "header Date", "fazant": "body", "zwaluw": "body", "havik": "body", "goudvink": "body",
        "ijsvogel": "metadata company", "kauw": "metadata children", "koolmees": "metadata children", "leeuwerik": "metadata Vrij",
        "ooievaar": "metadata location", "85073003328": "metadata Nummer", "Piet Pimpelmees <pimpelmees@example.be>": "header To",
        "Sien Specht <specht@example.be>": "header Bcc", "uil": "attachment lange brief.docx > paragraph 1",
        "gaai": "attachment tekst.txt > line 1", "kneu": "attachment doorgestuurd > header Subject",
        "putter": "attachment doorgestuurd > attachment diep.docx > paragraph 1",
        "merel": "attachment Werkblad > embedded object > sheet Blad1!A1",
    }.items():  # fmt: skip
        assert places(found, word) == [place], word


def test_the_same_text_in_both_forms_is_told_once():
    data = tnef(
        whole(SUBJECT, b"kanarie\0"),
        whole(BODY, b"vink\0"),
        whole(PROPERTIES, properties({(0x0037, WIDE): "kanarie", (0x1000, WIDE): "vink"})),
    )
    found = extraction(data, "winmail.dat")
    assert places(found, "kanarie") == ["header Subject"]
    assert places(found, "vink") == ["body"]


def test_text_in_the_code_page_that_is_told():
    data = tnef(page(1253), whole(SUBJECT, "Καλημέρα\0".encode("cp1253")), whole(BODY, "φάκελος\0".encode("cp1253")))
    found = extraction(data, "winmail.dat")
    assert places(found, "Καλημέρα") == ["header Subject"]
    assert places(found, "φάκελος") == ["body"]


def test_a_wrong_check_sum_is_named_and_the_content_read():
    data = tnef(attribute(1, SUBJECT, b"kanarie\0", check=1), whole(BODY, b"vink\0"), attached("a.txt", b"een duif"))
    found = extraction(data, "winmail.dat")
    assert gaps(found) == [("corrupt", "attribute 1 has a wrong check sum")]
    assert places(found, "kanarie") == ["header Subject"]
    assert places(found, "vink") == ["body"]
    assert places(found, "een duif") == ["attachment a.txt > line 1"]


def test_what_is_cut_off_is_named():
    data = tnef(whole(SUBJECT, b"kanarie\0"), attached("a.txt", b"een duif " * 40))
    for end in range(8, len(data)):
        found = extraction(data[:end], "winmail.dat")
        assert (found.coverage == "full") == (end == len(tnef(whole(SUBJECT, b"kanarie\0")))), end
        assert not any("tnef:" in detail for _, detail in gaps(found)), end
    cut = extraction(data[:-100], "winmail.dat")
    assert codes(cut) == {"corrupt"}
    assert places(cut, "kanarie") == ["header Subject"]
    assert places(cut, "een duif")


@pytest.mark.parametrize("number", [PROPERTIES, RECIPIENTS])
def test_damaged_properties_are_named_and_the_rest_is_read(number):
    good = properties({(0x3001, WIDE): "kanarie", (0x3A16, WIDE): "vink"})
    damaged = (struct.pack("<I", 1) if number == RECIPIENTS else b"") + good[:-8]
    found = extraction(tnef(whole(number, damaged), whole(BODY, b"duif\0"), attached("a.txt", b"een mus")), "winmail.dat")
    assert codes(found) == {"corrupt"}
    assert places(found, "kanarie")
    assert places(found, "duif") == ["body"]
    assert places(found, "een mus") == ["attachment a.txt > line 1"]


def test_counts_that_lie_cost_nothing():
    for body in (
        struct.pack("<I", 0xFFFFFFFF),
        struct.pack("<IHHI", 1, WIDE, 0x37, 0xFFFFFFFF),
        struct.pack("<IHHII", 1, WIDE, 0x37, 1, 0xFFFFFFF0),
    ):
        found = extraction(tnef(whole(PROPERTIES, body), whole(BODY, b"kanarie\0")), "winmail.dat")
        assert gaps(found) == [("corrupt", "the message's properties are damaged")]
        assert places(found, "kanarie") == ["body"]


def test_an_attachment_without_content_is_named():
    found = extraction(tnef(part(BEGIN, bytes(14)), part(TITLE, b"weg.docx\0"), attached("a.txt", b"een mus")), "winmail.dat")
    assert gaps(found) == [("corrupt", "attachment 1 has no content")]
    assert places(found, "een mus") == ["attachment a.txt > line 1"]


def test_winmail_in_mail():
    data = make.eml("zie bijlage", {"winmail.dat": tnef(whole(BODY, b"kanarie\0"), attached("cv.docx", make.docx("een vink")))})
    found = extraction(data, "a.eml")
    assert places(found, "kanarie") == ["attachment winmail.dat > body"]
    assert places(found, "een vink") == ["attachment winmail.dat > attachment cv.docx > paragraph 1"]


def test_winmail_in_winmail_is_bounded():
    data = tnef(whole(SUBJECT, b"kanarie\0"))
    for _ in range(6):
        data = tnef(whole(SUBJECT, b"kanarie\0"), part(BEGIN, b""), part(OF_PART, properties({(0x3701, OBJECT): MESSAGE + data})))
    found = extraction(data, "winmail.dat", depth=3)
    assert len(places(found, "kanarie")) == 4
    assert gaps(found) == [("nesting", "more than 3 documents inside each other")]


def test_flipped_bytes_end_in_named_gaps():
    data = tnef(
        page(1252), whole(FROM, sender("An", "an@example.be")), whole(SUBJECT, b"kanarie\0"),
        whole(PROPERTIES, properties({(0x1000, WIDE): "vink", (0x8001, WIDE): "mus"}, {0x8001: (out.PUBLIC, "Vrij")})),
        whole(RECIPIENTS, table({(0x3001, WIDE): "Piet"})), attached("a.docx", make.docx("duif")),
    )  # fmt: skip
    for position in range(4, len(data), 3):
        changed = bytearray(data)
        changed[position] ^= 0xFF
        _, found = read(bytes(changed), "winmail.dat")
        assert not any("tnef:" in detail for _, detail in gaps(found)), (position, gaps(found))
