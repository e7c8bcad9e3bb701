"""Mailboxes are taken apart where messages begin, and nowhere else; no word of a message is lost on the way."""

import io
import mailbox
import time
from pathlib import Path

import pytest

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests import make
from tests.read.sight import codes, extraction, gaps, lines, places, read

SAMPLES = Path("/work/shared/samples/tika")
LINE = "From an@example.be Mon Mar  2 10:15:00 2026\n"


def message(text, subject="x", line=LINE):
    return f"{line}From: an@example.be\nTo: els@example.be\nSubject: {subject}\n\n{text}\n\n"


def box(*messages):
    return "".join(messages).encode()


def test_every_message_is_a_part_with_its_attachments(tmp_path):
    made = mailbox.mbox(tmp_path / "box")
    made.add(make.eml("een kanarie", {"cv.docx": make.docx("een vink")}, subject="eerste"))
    made.add(make.eml("From nu af aan een duif\n\nFrom hier een mus", subject="tweede"))
    made.close()
    file_type, found = read((tmp_path / "box").read_bytes(), "Postvak IN")
    assert file_type.media_type == "application/mbox"
    assert found.coverage == "full"
    assert [(child.locator, child.file_type.media_type) for child in found.children] == [
        ("message 1", "message/rfc822"),
        ("message 2", "message/rfc822"),
    ]
    assert places(found, "een kanarie") == ["message 1 > body"]
    assert places(found, "een vink") == ["message 1 > attachment cv.docx > paragraph 1"]
    assert places(found, "tweede") == ["message 2 > header Subject"]
    assert [line for line, place, _ in lines(found) if place == "message 2 > body"] == [
        "From nu af aan een duif",
        "From hier een mus",
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("beginning", ["", "\n\n", "\ufeff"])
def test_endings_of_lines_and_beginnings_of_files(ending, beginning):
    data = (beginning + message("kanarie") + message("vink")).replace("\n", ending).encode()
    found = Source(data, len(data), "box")
    from scanner.read.draft import Budget, Context, Draft
    from scanner.read.mail import mbox

    parts = []
    mbox.read(found, Draft(), Context(Budget(Limits()), 0, lambda *child: parts.append(child[1:])))
    assert [locator for _, locator, _ in parts] == ["message 1", "message 2"]
    assert parts[1][2].strip().endswith(b"vink")


def test_quoting_is_taken_off_once():
    data = box(message(">From hier\n>>From daar\n> From elders\n>Fromage"))
    text = [line for line, place, _ in lines(extraction(data, "box")) if place == "message 1 > body"]
    assert text == ["From hier", ">From daar", "> From elders", ">Fromage"]


@pytest.mark.parametrize(
    "text",
    [
        "tekst\n\nFrom Jan Janssens\nRijksregisternummer: 85.07.30-033.28\n",
        "tekst\n\nFrom now on: kanarie\n\nvink",
        "tekst\nFrom: an@example.be\nkanarie",
        "From an@example.be\nkanarie",
    ],
)
def test_a_line_of_the_text_that_begins_so_sets_nothing_apart(text):
    found = extraction(box(message(text), message("einde")), "box")
    assert len(found.children) == 2
    assert [line for line, place, _ in lines(found) if place == "message 1 > body"] == [line for line in text.split("\n") if line]


def test_messages_without_a_blank_line_between_them_are_set_apart():
    data = message("kanarie").rstrip("\n") + "\n" + message("vink")
    found = extraction(data.encode(), "box")
    assert places(found, "kanarie") == ["message 1 > body"]
    assert places(found, "vink") == ["message 2 > body"]


def test_what_a_message_says_of_its_length_counts_for_nothing():
    one = message("kanarie").replace("Subject:", "Content-Length: 99999\nSubject:")
    two = message("vink").replace("Subject:", "Content-Length: 1\nSubject:")
    found = extraction(box(one, two, message("duif")), "box")
    assert [places(found, word) for word in ("kanarie", "vink", "duif")] == [[f"message {n} > body"] for n in (1, 2, 3)]


def test_a_message_without_headers_loses_no_line():
    data = box(LINE, "\nRijksregisternummer: kanarie\n\n", LINE, "\ngewone vink\n\n", LINE, "Rijksregisternummer: duif\n\nmus\n")
    found = extraction(data, "box")
    assert places(found, "Rijksregisternummer: kanarie") == ["message 1 > body"]
    assert places(found, "gewone vink") == ["message 2 > body"]
    assert places(found, "Rijksregisternummer: duif") == ["message 3 > body"]
    assert places(found, "mus") == ["message 3 > body"]


def test_the_line_between_messages_is_read():
    found = extraction(box(message("x", line="From kanarie@example.be Mon Mar  2 10:15:00 2026\n")), "box")
    assert places(found, "kanarie@example.be") == ["message 1 envelope"]


def test_lines_of_thunderbird_and_others():
    for line in (
        "From - Mon Mar 02 10:15:00 2026\n", "From MAILER-DAEMON Mon Mar  2 10:15:00 2026 +0100\n", "From 17@xxx Mon Mar 02 10:15:00 +0000 2026\n",
        "From an@example.be\n",
    ):  # fmt: skip
        found = extraction(box(message("kanarie", line=line), message("vink", line=line)), "box")
        assert places(found, "kanarie") == ["message 1 > body"]
        assert places(found, "vink") == ["message 2 > body"]


def test_a_last_message_that_is_cut_off_is_read():
    inner = make.eml("een kanarie", {"a.txt": b"een vink " * 200}).decode()
    data = box(message("duif"), LINE + inner)[:-100]
    found = extraction(data, "box")
    assert places(found, "een kanarie") == ["message 2 > body"]
    assert places(found, "een vink")


@pytest.mark.parametrize(
    "data", [b"From the desk of Jan\n\nDear Els,\n\nkanarie\n", b"From here\nto there\nkanarie", b"From ", b"From: a\nkanarie"]
)
def test_text_that_but_begins_so_is_text(data):
    from scanner.read.draft import Budget, Context, Draft, NotThisFormat
    from scanner.read.mail import mbox

    file_type, found = read(data, "brief.txt")
    assert file_type.media_type == "text/plain"
    assert bool(places(found, "kanarie")) == (b"kanarie" in data)
    with pytest.raises(NotThisFormat):
        mbox.read(Source(data, len(data)), Draft(), Context(Budget(Limits()), 0, lambda *_: None))


def test_many_messages_are_bounded_and_those_before_are_read():
    found = extraction(box(*(message(f"kanarie {n}") for n in range(300))), "box", members=150)
    assert ("too_large", "more than 150 parts") in gaps(found)
    assert places(found, "kanarie 0") == ["message 1 > body"]
    assert 50 <= len(found.children) <= 150


def test_one_message_larger_than_all_may_be_is_named():
    data = box(message("kanarie"), message("x" * (3 << 20)), message("vink"))
    found = extraction(data, "box", expanded_mb=1)
    assert codes(found) == {"too_large"}
    assert places(found, "kanarie") == ["message 1 > body"]


def test_a_line_without_end_is_read_in_pieces():
    data = box(message("x" * 200_000 + " kanarie " + "From y" * 40_000), message("vink"))
    found = extraction(data, "box")
    assert places(found, " kanarie ") == ["message 1 > body"]
    assert places(found, "vink") == ["message 2 > body"]
    assert len(found.children) == 2


def test_a_large_mailbox_is_read_from_its_file(tmp_path):
    """A file that is not held in memory is read one message at a time."""
    data = box(*(message(f"kanarie {n}\n" + "tekst " * 500) for n in range(400)))

    class Counted(io.BytesIO):
        most = 0

        def read(self, size=-1):
            found = super().read(size)
            Counted.most = max(Counted.most, len(found))
            return found

    _, found = read_document(Source(Counted(data), len(data), "box"), Limits())
    assert len(found.children) == 400
    assert places(found, "kanarie 399\n") == ["message 400 > body"]
    assert Counted.most <= 1 << 17


def test_time_is_kept(monkeypatch):
    data = box(*(message("kanarie") for _ in range(200)))
    clock = iter(range(10_000_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    found = extraction(data, "box", soft_seconds=200.0, hard_seconds=201.0)
    assert "timeout" in codes(found)
    assert 0 < len(found.children) < 200


def test_a_message_of_a_maildir_is_mail():
    """Files of a Maildir have no extension, and a name that ends in flags."""
    for name in ("1234.host:2,S", "1772446500.M1P2.server,S=900,W=920:2,RS", "new/1234.host"):
        file_type, found = read(make.eml("een kanarie", {"cv.docx": make.docx("een vink")}), name)
        assert file_type.media_type == "message/rfc822"
        assert places(found, "een kanarie") == ["body"]
        assert places(found, "een vink") == ["attachment cv.docx > paragraph 1"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("headers.mbox", ["Test content"]),
        ("multiline.mbox", ["Test content"]),
        ("multiline2.mbox", ["outside of header", "or other"]),
        ("simple.mbox", ["Test content 1", "Test content 2"]),
        ("single_mail.mbox", ["Daqui a pouco", "comments before header"]),
    ],
)
def test_mailboxes_of_others(name, words):
    found = extraction((SAMPLES / name).read_bytes(), name)
    assert all(places(found, word) for word in words)
    assert found.coverage == "full"
