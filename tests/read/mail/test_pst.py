"""Outlook's data files: what the program makes is read, what it cannot is named, and nothing stays on disk."""

import os
import shutil
import stat
import struct
import sys
import textwrap
import time

import pytest

from tests import make
from tests.read.sight import codes, extraction, gaps, places, read

PST = b"!BDN" + bytes(6) + struct.pack("<H", 23) + bytes(1012)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where private folders are made."""
    path = tmp_path / "private"
    path.mkdir()
    monkeypatch.setenv("DOSSIERWACHT_TMP", str(path))
    return path


@pytest.fixture
def program(tmp_path, monkeypatch, folder):
    """Put a program in the place of readpst; its text may use `target`, `source` and `write(path, data)`."""

    def program(text):
        place = tmp_path / "bin"
        place.mkdir()
        head = f"""\
            #!{sys.executable}
            import os, sys, time
            *options, target, source = sys.argv[1:]
            def write(path, data):
                path = os.path.join(target, path)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(data)
            """
        script = place / "readpst"
        script.write_text(textwrap.dedent(head) + textwrap.dedent(text))
        script.chmod(0o755)
        monkeypatch.setenv("PATH", str(place), prepend=os.pathsep)

    return program


def test_every_item_is_a_part_with_its_folder(program, folder):
    program(f"""
        write("Map/Postvak IN/1.eml", {make.eml("een kanarie", {"cv.docx": make.docx("een vink")})!r})
        write("Map/Postvak IN/10.eml", {make.eml("tiende")!r})
        write("Map/Postvak IN/2.eml", b"Subject: tweede duif\\n\\neen mus\\n")
        write("Map/Verwijderde items/Dossier reiger/1.eml", {make.eml("een uil")!r})
        write("Map/Contacten/3.vcf", b"BEGIN:VCARD\\nFN:Jan Specht\\nEND:VCARD\\n")
        write("Map/Agenda/4.ics", b"BEGIN:VCALENDAR\\nSUMMARY:afspraak ekster\\nEND:VCALENDAR\\n")
        print('Processing Folder "Postvak IN"')
        print('\\t"Postvak IN" - 3 items done, 0 items skipped.')
    """)
    file_type, found = read(PST, "outlook.pst")
    assert file_type.media_type == "application/vnd.ms-outlook-pst"
    assert found.coverage == "full"
    inbox = "Map/Postvak IN"
    for word, place in {
        "een kanarie": f"{inbox} > message 1 > body",
        "een vink": f"{inbox} > message 1 > attachment cv.docx > paragraph 1",
        "tweede duif": f"{inbox} > message 2 > header Subject",
        "een mus": f"{inbox} > message 2 > body",
        "een uil": "Map/Verwijderde items/Dossier reiger > message 1 > body",
        "Jan Specht": "Map/Contacten > contact 3 > line 2",
        "afspraak ekster": "Map/Agenda > appointment 4 > line 2",
        "Dossier reiger": "folder name",
    }.items():
        assert places(found, word) == [place], word
    in_order = [child.locator for child in found.children if child.locator.startswith(inbox)]
    assert in_order == [f"{inbox} > message {number}" for number in (1, 2, 10)]
    assert os.listdir(folder) == []


def test_how_the_program_is_started(program, folder):
    program("""
        lines = [repr(options), repr(sys.stdin.read()), oct(os.stat(os.path.dirname(target)).st_mode & 0o777), oct(os.stat(target).st_mode & 0o777)]
        lines += [repr(open(source, "rb").read(8)), os.path.dirname(os.path.dirname(source)), os.getcwd() == target and "inside" or "outside"]
        print("stdout Jan Janssens", flush=True)
        print("stderr Jan Janssens", file=sys.stderr, flush=True)
        write("1.eml", ("From: a@example.be\\nTo: b@example.be\\nSubject: x\\n\\n" + "\\n".join(lines)).encode())
    """)
    found = extraction(PST, "; rm -rf $HOME.pst")
    text = "\n".join(segment.text for child in found.children for segment in child.extraction.segments)
    for line in ("['-e', '-D', '-8', '-j', '0', '-o']", "''", "0o700\n0o700", "b'!BDN", str(folder), "inside"):
        assert line in text
    assert found.children[0].locator == "message 1"


def test_nothing_it_says_comes_out(program, capfd):
    program("""
        print("Jan Janssens", flush=True)
        print("Jan Janssens", file=sys.stderr, flush=True)
        write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nx")
    """)
    found = extraction(PST, "a.pst")
    assert len(found.children) == 1
    assert capfd.readouterr() == ("", "")


def test_items_that_it_leaves_out_are_named(program):
    program("""
        write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")
        print('\\t"Taken" - 1 items done, 2 items skipped.')
        print('\\t"Notities" - 0 items done, 3 items skipped.')
    """)
    found = extraction(PST, "a.pst")
    assert gaps(found) == [("unsupported", "5 items of kinds that readpst does not write")]
    assert places(found, "kanarie") == ["message 1 > body"]


def test_a_failure_after_some_messages_is_named(program, folder):
    program("""
        write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")
        sys.exit(1)
    """)
    found = extraction(PST, "a.pst")
    assert codes(found) == {"corrupt"}
    assert places(found, "kanarie") == ["message 1 > body"]
    assert os.listdir(folder) == []


def test_a_broken_file_is_named(program, folder):
    program("sys.exit(1)")
    found = extraction(PST, "a.pst")
    assert gaps(found) == [("corrupt", "the data file cannot be read")]
    assert found.coverage == "none"
    assert os.listdir(folder) == []


def test_an_empty_mailbox_is_read(program):
    program("""print('\\t"Map" - 0 items done, 0 items skipped.')""")
    assert extraction(PST, "a.pst").coverage == "full"


def test_a_program_that_does_not_end_is_ended(program, folder):
    program("""
        write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")
        write("pid", str(os.getpid()).encode())
        os.replace(os.path.join(target, "pid"), os.path.join(os.path.dirname(os.path.dirname(target)), "pid"))
        time.sleep(60)
    """)
    began = time.monotonic()
    found = extraction(PST, "a.pst", soft_seconds=3.0, hard_seconds=30.0)
    assert time.monotonic() - began < 3
    assert gaps(found) == [("timeout", "the data file could not be taken apart in time")]
    assert places(found, "kanarie") == ["message 1 > body"]
    process = int((folder / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
    assert os.listdir(folder) == ["pid"]


@pytest.mark.parametrize("files", [1, 1000])
def test_a_program_that_writes_too_much_is_ended(program, folder, files):
    program(f"""
        write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")
        for number in range(2, 2 + {files}):
            write(f"{{number}}.eml", b"x" * ((40 << 20) // {files}))
            time.sleep(0.005)
    """)
    found = extraction(PST, "a.pst", expanded_mb=4)
    assert ("too_large", "unpacks to more than 4 MiB") in gaps(found)
    assert places(found, "kanarie") == ["message 1 > body"]
    assert os.listdir(folder) == []


def test_links_and_odd_names_do_no_harm(program, tmp_path):
    secret = tmp_path / "geheim"
    secret.write_text("From: a@example.be\nTo: b@example.be\n\nkanarie")
    program(f"""
        os.symlink({str(secret)!r}, os.path.join(target, "1.eml"))
        os.symlink({str(tmp_path)!r}, os.path.join(target, "map"))
        os.mkfifo(os.path.join(target, "2.eml"))
        write("a\\tb\\udcff/3.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nvink")
        write("zonder.ext", b"From: a@example.be\\nTo: b@example.be\\n\\nduif")
    """)
    found = extraction(PST, "a.pst")
    assert not places(found, "kanarie")
    assert places(found, "vink") == ["a?b? > message 3 > body"]
    assert places(found, "duif") == ["message zonder > body"]


def test_the_number_of_messages_is_bounded(program, folder):
    program("""
        for number in range(1, 60):
            write(f"map/{number}.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")
    """)
    found = extraction(PST, "a.pst", members=20)
    assert ("too_large", "more than 20 parts") in gaps(found)
    assert 5 <= len(found.children) <= 20
    assert os.listdir(folder) == []


def test_without_the_program_the_file_is_named(monkeypatch, tmp_path, folder):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = extraction(PST, "a.pst")
    assert gaps(found) == [("unsupported", "Outlook data file; readpst is not installed")]
    assert found.coverage == "none"
    assert os.listdir(folder) == []


def test_a_program_that_cannot_be_started_is_named(program, tmp_path, folder):
    program("x")
    (tmp_path / "bin" / "readpst").write_bytes(b"\x7fELF nothing")
    (tmp_path / "bin" / "readpst").chmod(stat.S_IRWXU)
    found = extraction(PST, "a.pst")
    assert codes(found) == {"unsupported"}
    assert found.coverage == "none"
    assert os.listdir(folder) == []


def test_without_a_folder_the_file_is_named(program, monkeypatch, tmp_path):
    program("x")
    monkeypatch.setenv("DOSSIERWACHT_TMP", str(tmp_path / "missing"))
    assert codes(extraction(PST, "a.pst")) == {"unsupported"}


def test_a_file_that_only_devices_of_an_organisation_read_is_encrypted(program):
    program("x")
    bound = bytearray(PST)
    bound[513] = 0x10
    found = extraction(bytes(bound), "a.pst")
    assert codes(found) == {"encrypted"}
    assert found.coverage == "none"


@pytest.mark.parametrize(("version", "at", "layout"), [(23, 184, "<Q"), (14, 168, "<I")])
def test_a_file_that_is_cut_off_is_named_even_when_the_program_says_nothing(program, version, at, layout):
    program("""write("1.eml", b"From: a@example.be\\nTo: b@example.be\\n\\nkanarie")""")
    data = bytearray(PST)
    struct.pack_into("<H", data, 10, version)
    struct.pack_into(layout, data, at, len(data))
    assert extraction(bytes(data), "a.pst").coverage == "full"
    struct.pack_into(layout, data, at, len(data) + 1)
    found = extraction(bytes(data), "a.pst")
    assert gaps(found) == [("corrupt", "the data file is cut off")]
    assert places(found, "kanarie") == ["message 1 > body"]


@pytest.mark.skipif(shutil.which("readpst") is None, reason="readpst is not installed")
@pytest.mark.parametrize("data", [PST, PST + bytes(range(256)) * 16, PST[:5] + b"\xff" * 2000, b"!BDN"])
def test_the_real_program_on_junk(data, folder):
    found = extraction(data, "a.pst")
    assert codes(found) == {"corrupt"}
    assert found.coverage == "none"
    assert os.listdir(folder) == []
