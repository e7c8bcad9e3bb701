"""Bad input: each costs itself only, with its exact code."""

import zipfile

import pytest

from tests import make
from tests.read.test_documents import read

PLAIN = make.docx("tekst " * 200)


def codes(extraction):
    found = {str(problem.code) for problem in extraction.problems}
    for child in extraction.children:
        found |= codes(child.extraction)
    return found


def locked_zip():
    data = bytearray(make.zipped({"a.txt": "x" * 50}, zipfile.ZIP_STORED))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark)
        data[at + (6 if mark == b"PK\x03\x04" else 8)] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "coverage", "code"),
    [
        ("empty.docx", b"", "full", None),
        ("~$brief.docx", b"\x05Admin" + bytes(156), "full", None),
        ("one.docx", b"P", "full", None),
        ("truncated.docx", PLAIN[: len(PLAIN) // 2], "none", "corrupt"),
        ("truncated.zip", make.zipped({"a.txt": "x" * 5000})[:60], "partial", "corrupt"),
        ("truncated.pdf", make.pdf("tekst")[:300], "none", "corrupt"),
        ("locked.pdf", make.pdf("geheim", password="x"), "none", "encrypted"),
        ("locked.docx", make.ole("EncryptedPackage", b"x" * 5000), "none", "encrypted"),
        ("strange.doc", make.ole("Whatever", b"x" * 5000), "partial", "unsupported"),
        ("locked.zip", locked_zip(), "partial", "encrypted"),
        ("locked.odt", make.odt("", {"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "none", "encrypted"),
        ("no body.docx", make.zipped({"[Content_Types].xml": "<Types/>", "word/x.xml": "<a/>"}), "none", "corrupt"),
        ("binary.txt", bytes(range(256)) * 40, "none", "unsupported"),
        ("sparse.txt", bytes(100_000), "none", "unsupported"),
        ("sound.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(60), "none", "unsupported"),
        ("deep.zip", None, "partial", "nesting"),
        ("bomb.zip", None, "partial", "too_large"),
        ("many.zip", None, "partial", "too_large"),
        ("entities.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>', "full", None),
        ("external.xml", b'<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a>&x;</a>', "full", None),
    ],
)
def test_bad_input(name, data, coverage, code):
    limits = {}
    if name == "deep.zip":
        data = b"x"
        for _ in range(5):
            data = make.zipped({"a.zip": data})
        limits["depth"] = 3
    elif name == "bomb.zip":
        data = make.zipped({"a.txt": b"0" * (3 << 20), "b.txt": b"leesbaar"})
        limits["ratio"] = 20
    elif name == "many.zip":
        data = make.zipped({f"{number}.txt": "x" for number in range(30)})
        limits["members"] = 10
    _, extraction = read(data, name, **limits)
    assert extraction.coverage == coverage
    assert (codes(extraction) == {code}) if code else not codes(extraction)


def test_a_bomb_beside_a_document_leaves_the_document_read():
    _, extraction = read(make.zipped({"bomb.txt": b"0" * (3 << 20), "b.txt": b"leesbaar"}), "a.zip", ratio=20)
    assert [child.name for child in extraction.children] == ["b.txt"]


def test_total_unpacked_bytes_are_bounded():
    _, extraction = read(
        make.zipped({f"{number}.txt": bytes([65 + number]) * (1 << 20) for number in range(4)}), "a.zip", expanded_mb=2
    )
    assert codes(extraction) == {"too_large"}
    assert extraction.coverage == "partial"


def test_a_damaged_member_is_named_and_the_others_are_read():
    data = bytearray(make.zipped({"a.txt": "een" * 50, "b.txt": "twee" * 50}, zipfile.ZIP_STORED))
    data[data.index(b"eeneen")] ^= 0xFF
    _, extraction = read(bytes(data), "a.zip")
    assert codes(extraction) == {"corrupt"}
    assert [child.name for child in extraction.children] == ["a.txt", "b.txt"]  # what came out of the damaged one too
    assert extraction.coverage == "partial"


def test_members_that_point_outside_are_only_names():
    _, extraction = read(make.zipped({"../../etc/cron.d/x": "kanarie", "/abs.txt": "kanarie"}), "a.zip")
    assert len(extraction.children) == 2
    assert extraction.coverage == "full"


def test_a_name_does_not_decide():
    for name in ("a.pdf", "a.jpg", "a.exe"):
        file_type, extraction = read(PLAIN, name)
        assert file_type.media_type.endswith("wordprocessingml.document")
        assert extraction.coverage == "full"
    assert read(PLAIN, "a.pdf")[0].extension_mismatch


def test_a_docx_inside_a_docx_is_read():
    _, extraction = read(make.docx("buiten", {"word/embeddings/in.docx": make.docx("binnen")}), "a.docx")
    assert [child.name for child in extraction.children] == ["in.docx"]


def test_a_million_levels_of_json_do_not_crash():
    _, extraction = read(b"[" * 100_000, "a.json")
    assert extraction.coverage == "full"


def test_mutated_documents_never_raise():
    import random

    chance = random.Random(7)
    seeds = [
        PLAIN,
        make.pdf("tekst"),
        make.odt("<text:p>x</text:p>"),
        make.xlsx([["a", 1]]),
        make.eml("x", {"a.docx": PLAIN}),
        make.zipped({"a": PLAIN}),
    ]
    for round_ in range(120):
        data = bytearray(seeds[round_ % len(seeds)])
        for _ in range(chance.randint(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        data = data[: chance.randint(1, len(data))] if round_ % 3 == 0 else data
        _, extraction = read(bytes(data), "x", soft_seconds=5.0)
        assert extraction.coverage in ("full", "partial", "none")
        assert extraction.coverage == "full" or codes(extraction)
