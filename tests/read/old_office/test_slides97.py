"""Old presentations: slides in the order of their list, what belongs to each, passwords and damage."""

import io
import struct
import zlib

import olefile

from scanner.read.old_office.ole_write import storage_bytes
from tests.read.canaries import canary_ppt
from tests.read.canaries.canary_ppt import SLIDE, SLIDE_ATOM, container, drawn, record, wide
from tests.read.canaries.canary_words import Planter, found, gaps, packaged, read


def streams(data):
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def slide(words):
    return container(SLIDE, record(SLIDE_ATOM, bytes(24), version=2), drawn(wide(words)))


def test_without_a_directory_slides_come_as_they_are_stored():
    extraction = read(storage_bytes({"PowerPoint Document": slide("kanarie") + slide("merel")}), "a.ppt")
    assert found(extraction, "kanarie") == ["slide 1"]
    assert found(extraction, "merel") == ["slide 2"]
    assert extraction.coverage == "full"


def test_a_directory_that_leads_nowhere_changes_nothing():
    made = streams(canary_ppt.build(Planter()))
    user = bytearray(made["Current User"])
    for edit in (0, 5, 0xFFFFFFF0, len(made["PowerPoint Document"]) - 2):
        struct.pack_into("<I", user, 16, edit)
        extraction = read(storage_bytes({**made, "Current User": bytes(user)}), "a.ppt")
        assert found(extraction, "ksecondslidek") == ["slide 1"]
        assert found(extraction, "kearlierversionofaslidek") == ["slide 3"]
        assert gaps(extraction) == []


def test_an_edit_that_points_at_itself_ends():
    made = streams(canary_ppt.build(Planter()))
    stream = bytearray(made["PowerPoint Document"])
    edit = struct.unpack_from("<I", made["Current User"], 16)[0]
    struct.pack_into("<I", stream, edit + 16, edit)
    assert found(read(storage_bytes({**made, "PowerPoint Document": bytes(stream)}), "a.ppt"), "ksecondslidek") == ["slide 2"]


def test_a_password_is_named():
    made = streams(canary_ppt.build(Planter()))
    user = made["Current User"].replace(struct.pack("<I", 0xE391C05F), struct.pack("<I", 0xF3D1C4DF))
    extraction = read(storage_bytes({**made, "Current User": user}), "a.ppt")
    assert (extraction.coverage, gaps(extraction)) == ("none", [("encrypted", "presentation with a password")])


def packed(data, keep=None):
    stream = zlib.compressobj(wbits=-15)
    body = stream.compress(data) + stream.flush(zlib.Z_SYNC_FLUSH)  # without an end or a check sum, as Office writes it
    return struct.pack("<I", len(data)) + b"\x78\x01" + body[:keep]


def test_a_packed_object_needs_no_end():
    inner = storage_bytes({"\x01Ole10Native": packaged("a.txt", "a.txt", b"merel")})
    extraction = read(storage_bytes({"PowerPoint Document": record(0x1011, packed(inner), 1)}), "a.ppt")
    assert found(extraction, "merel") == ["embedded object 1 > embedded a.txt > line 1"]
    assert extraction.coverage == "full"


def test_a_packed_object_that_is_cut_off_is_named_and_read_so_far():
    inner = bytes(range(256)) * 40
    data = slide("kanarie") + record(0x1011, packed(inner, keep=-9), 1)
    extraction = read(storage_bytes({"PowerPoint Document": data}), "a.ppt")
    assert ("corrupt", "embedded object 1") in gaps(extraction)
    assert found(extraction, "kanarie") == ["slide 1"]
    assert [child.locator for child in extraction.children] == ["embedded object 1"]


def test_every_cut_ends_without_a_crash():
    made = streams(canary_ppt.build(Planter()))
    for cut in range(0, len(made["PowerPoint Document"]), 97):
        extraction = read(storage_bytes({**made, "PowerPoint Document": made["PowerPoint Document"][:cut]}), "a.ppt")
        assert not any(detail.startswith("slides97:") for _, detail in gaps(extraction))
        assert found(extraction, "ktitlek") == ["metadata title"]
