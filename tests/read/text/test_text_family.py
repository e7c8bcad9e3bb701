"""Text of any encoding, calendars and cards with folded lines, and files that are written into a text."""

import base64
import binascii
import os
import subprocess
import sys

import pytest

from scanner.read.text.decode import decode
from tests import make
from tests.read.canaries.canary_words import found, gaps, photograph, read

WORDS = "Rijksregisternummer: 85.07.30-033.28\r\nZoë Lefèvre is één kanarie, née à Liège\r\n"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252", "latin-1", "iso-8859-15",
        "cp850", "mac_roman", "cp500",
    ],
)  # fmt: skip
def test_text_in_every_encoding(encoding):
    data = WORDS.replace("\r\n", "\n").encode(encoding)
    read_text = read(data, "a.txt").segments[0].text
    assert read_text.replace("\r", "") == WORDS.replace("\r\n", "\n")
    table = read(WORDS.replace(": ", ";").encode(encoding), "a.csv") if encoding != "cp500" else None
    assert table is None or found(table, "85.07.30-033.28") == ["row 1, column 2"]


def test_no_encoding_depends_on_the_machine(tmp_path):
    """On a machine that is set to ASCII the same letters come out, of text, tables, JSON, pages and mail."""
    written = {
        "a.txt": WORDS, "a.csv": "naam;stad\nZoë;Liège\n", "a.json": '{"a": "Zoë"}', "a.html": "<html><body><p>Zoë</p></body></html>",
        "a.xml": "<?xml version='1.0'?><a>Zoë</a>", "a.eml": "From: a@b.be\nTo: c@d.be\nSubject: Zoë\n\nZoë\n",
    }  # fmt: skip
    for name, text in written.items():
        (tmp_path / name).write_bytes(text.encode())
    code = (
        "import sys; from pathlib import Path; from tests.read.sight import extraction, places;"
        "missing = [path.name for path in Path(sys.argv[1]).iterdir() if not places(extraction(path.read_bytes(), path.name), 'Zo\\xeb')];"
        "sys.exit(repr(missing) if missing else 0)"
    )
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("words", [make.RRN, make.DIGITS, "INSZ\t85073003328\n"])
def test_short_texts_of_wide_letters_without_a_mark(encoding, words):
    assert decode(words.encode(encoding)) == (words, encoding)


@pytest.mark.parametrize(
    "words",
    ["“quote” … €5 – d’où", "auto‘s en foto‘s", "l’homme d’été, cœur", "Straße für Mädchen", "a–b—c…d™", "één", "naïve façade"],
)
def test_marks_of_windows_are_not_taken_for_letters_of_older_machines(words):
    assert decode(words.encode("cp1252")) == (words, "cp1252")


@pytest.mark.parametrize(
    ("encoding", "declared"), [("cp1252", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-16-le", "utf-8"), ("cp850", "utf-8")]
)
def test_xml_that_declares_another_encoding_than_it_has(encoding, declared):
    data = f'<?xml version="1.0" encoding="{declared}"?><a><b>Zoë Lefèvre één kanarie</b></a>'.encode(encoding)
    extraction = read(data, "a.xml")
    assert found(extraction, "kanarie") == ["/a/b"]
    if encoding != "utf-8":  # a declaration of latin-1 cannot be told from a mistake
        assert "Zoë Lefèvre" in extraction.segments[0].text


def test_a_calendar_is_whole_where_its_lines_are_folded():
    text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:INSZ 85.07.30\r\n -033.28\\nregel twee\\, kana\r\n\trie\r\nX-ALT-DESC;FMTTYPE=text/html:<p>me<b>rel</b></p>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    extraction = read(text.encode(), "a.ics")
    assert found(extraction, f"INSZ {make.RRN}\nregel twee, kanarie") == ["line 3"]
    assert found(extraction, "merel") == ["line 6 x-alt-desc.html > paragraph 1"]
    assert found(extraction, "END:VEVENT") == ["line 7"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("ATTACH;ENCODING=BASE64;VALUE=BINARY:{}", "line 2 attach > paragraph 1"),
        ("item1.PHOTO;ENCODING=b;TYPE=x:{}", "line 2 photo > paragraph 1"),
        ("PHOTO:data:application/octet-stream;base64,{}", "line 2 photo > paragraph 1"),
        ('LOGO;X-A="a:b";ENCODING=BASE64:{}', "line 2 logo > paragraph 1"),
    ],
)  # fmt: skip
def test_what_is_attached_to_a_card_is_read(line, place):
    content = base64.b64encode(make.docx("kanarie")).decode()
    folded = "\r\n ".join([content[:40], content[40:]])
    assert found(read(f"BEGIN:VCARD\r\n{line.format(folded)}\r\nEND:VCARD\r\n".encode(), "a.vcf"), "kanarie") == [place]


def test_an_old_card_with_soft_line_breaks():
    text = "BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Zo=C3=AB 85.07.=\r\n30-033=2E28\r\nTEL:1\r\nEND:VCARD\r\n"
    extraction = read(text.encode(), "a.vcf")
    assert found(extraction, f"Zoë {make.RRN}") == ["line 3"]
    assert found(extraction, "TEL:1") == ["line 5"]
    latin = "BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Zo=EB\r\nEND:VCARD\r\n"
    assert found(read(latin.encode(), "a.vcf"), "Zoë") == ["line 2"]


def test_a_card_that_is_cut_off_is_read_as_far_as_it_goes():
    whole = f"BEGIN:VCARD\r\nFN:kanarie\r\nPHOTO;ENCODING=b:{base64.b64encode(photograph('merel')).decode()}\r\nEND:VCARD\r\n".encode()
    for cut in range(25, len(whole), len(whole) // 16):
        assert found(read(whole[:cut], "a.vcf"), "kanarie") == ["line 2"]


def uuencoded(name, data, end="end\n"):
    rows = "".join(binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    return f"begin 644 {name}\n{rows}`\n{end}".encode()


def test_files_written_into_a_text_are_parts_and_leave_it():
    text = (
        b"voor\n"
        + uuencoded("brief.docx", make.docx("kanarie"))
        + b"tussen\nbegin-base64 644 b.txt\n"
        + base64.encodebytes(b"merel")
        + b"====\nna\n"
    )
    extraction = read(text, "a.txt")
    assert found(extraction, "kanarie") == ["attachment brief.docx > paragraph 1"]
    assert found(extraction, "merel") == ["attachment b.txt > line 1"]
    assert extraction.segments[0].text == "voor\nbegin 644 brief.docx\ntussen\nbegin-base64 644 b.txt\nna\n"
    assert extraction.coverage == "full"


def test_a_file_in_a_text_that_is_cut_off_is_named():
    extraction = read(b"x\n" + uuencoded("brief.txt", b"kanarie " * 20, end=""), "a.txt")
    assert found(extraction, "kanarie")[0] == "attachment brief.txt > line 1"
    assert gaps(extraction) == [("corrupt", "file 1 in the text is cut off")]


@pytest.mark.parametrize("text", ["begin the day\nwith words", "begin 644 x\ngeen bestand maar tekst ë\n", "we\nbegin 644 \n"])
def test_a_text_that_only_begins_so_stays_a_text(text):
    extraction = read(text.encode(), "a.txt")
    assert extraction.segments[0].text == text
    assert extraction.coverage == "full"


def test_a_file_in_binhex_is_named():
    assert gaps(read(b"(This file must be converted with BinHex 4.0)\n\n:abc:\n", "a.hqx")) == [
        ("unsupported", "a file in BinHex")
    ]
