"""Old Word documents: what the piece table says, what is hidden in the text, passwords and damage."""

import io
import struct

import olefile
import pytest

from scanner.read.old_office import word97_pieces
from scanner.read.old_office.ole_write import storage_bytes
from tests import make
from tests.read.canaries import canary_doc
from tests.read.canaries.canary_words import Planter, found, gaps, read


def streams(data):
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


@pytest.fixture
def parts():
    planter = Planter()
    return streams(canary_doc.build(planter)), planter.words


def test_a_password_is_named(parts):
    main = bytearray(parts[0]["WordDocument"])
    main[0x0B] |= 1
    extraction = read(storage_bytes({"WordDocument": bytes(main), "1Table": b"x"}), "a.doc")
    assert (extraction.coverage, gaps(extraction)) == ("none", [("encrypted", "Word document with a password")])


def test_without_a_table_stream_it_is_refused(parts):
    extraction = read(storage_bytes({"WordDocument": parts[0]["WordDocument"]}), "a.doc")
    assert (extraction.coverage, gaps(extraction)) == ("none", [("corrupt", "the table stream is missing")])


def test_a_table_stream_of_the_other_name_is_taken(parts):
    made, words = parts
    extraction = read(storage_bytes({"WordDocument": made["WordDocument"], "0Table": made["1Table"]}), "a.doc")
    assert found(extraction, words["body"]) == ["paragraph 1"]


def test_a_piece_table_that_says_less_than_there_is_leaves_the_rest_as_left_over(parts):
    made, words = parts
    main = bytearray(made["WordDocument"])
    struct.pack_into("<I", main, 0x9A + 8 * 33 + 4, 0)  # the length of the piece table
    extraction = read(storage_bytes({**made, "WordDocument": bytes(main)}), "a.doc")
    assert ("corrupt", "the piece table is damaged") in gaps(extraction)
    assert found(extraction, words["field result"]) == ["left-over text"]
    assert found(extraction, words["title"]) == ["metadata title"]


def test_every_cut_of_the_tables_leaves_what_stands_in_the_pieces(parts):
    made, words = parts
    for cut in range(0, len(made["1Table"]), 7):
        extraction = read(storage_bytes({**made, "1Table": made["1Table"][:cut]}), "a.doc")
        assert found(extraction, words["packed file"])
        assert not any(detail.startswith("word97:") for _, detail in gaps(extraction))


def test_only_changes_that_switch_something_on_count():
    def changes(*pairs):
        return b"".join(struct.pack("<H", code) + operand for code, operand in pairs)

    tabs = (0xC60D, bytes([5]) + b"\x00\x01\x3c\x08\x01")  # its operand looks like another change
    assert word97_pieces._switched_on(changes((0x0835, b"\x01"), tabs, (0x083C, b"\x00"), (0x0800, b"\x81"))) == {0x0835, 0x0800}
    wide = (0xD608, struct.pack("<H", 4) + b"\x3c\x08\x01")
    assert word97_pieces._switched_on(changes(wide, (0x2416, b"\x01"))) == {0x2416}


def test_a_document_of_word_6():
    text = f"INSZ {make.RRN}\rnaam\x07kanarie\x07\x07\x13 PAGE \x14merel\x15\r".encode("cp1252")
    main = bytearray(0x300) + text + "sjabloon mus".encode("cp1252")
    struct.pack_into("<HH", main, 0, 0xA5DC, 0x65)
    struct.pack_into("<II", main, 0x18, 0x300, 0x300 + len(text))
    struct.pack_into("<I", main, 0x34, len(text))
    extraction = read(storage_bytes({"WordDocument": bytes(main)}), "a.doc")
    assert found(extraction, f"INSZ {make.RRN}") == ["paragraph 1"]
    assert found(extraction, "kanarie") == ["table 1 row 1, column 2"]
    assert found(extraction, "merel") == ["paragraph 4"]
    assert found(extraction, "sjabloon mus") == ["document settings"]
    assert found(extraction, "PAGE") == ["field"]


def test_pieces_upon_each_other_and_outside_the_stream_are_named(parts):
    made, words = parts
    main, table = bytearray(made["WordDocument"]), made["1Table"]
    for pieces in ([(0, 40, 0x400)] * 5000, [(0, 20, 0x400), (20, 90, 0x700000)]):
        places = struct.pack(f"<{len(pieces) + 1}I", *(40 * number for number in range(len(pieces) + 1)))
        body = places + b"".join(struct.pack("<HIH", 0, 0x40000000 | 2 * place, 0) for _, _, place in pieces)
        struct.pack_into("<II", main, 0x9A + 8 * 33, len(table), 5 + len(body))
        data = storage_bytes(
            {**made, "WordDocument": bytes(main), "1Table": table + b"\x02" + struct.pack("<I", len(body)) + body}
        )
        extraction = read(data, "a.doc")
        assert ("corrupt", "the piece table is damaged") in gaps(extraction)
        assert found(extraction, words["body"])[0] == "paragraph 1"


def test_a_stream_that_ends_too_early_is_named(parts):
    import olefile

    data = bytearray(storage_bytes(parts[0]))
    with olefile.OleFileIO(bytes(data)) as file:
        assert file.get_size("Data") < 4096
    at = data.index("WordDocument".encode("utf-16-le")) + 120
    struct.pack_into("<I", data, at, 0x7FFFFFFF)
    assert ("corrupt", "streams end too early") in gaps(read(bytes(data), "a.doc"))
