"""olefile, held to the size of the file."""

import pytest

from scanner.read.old_office.ole_file import StorageFile
from scanner.read.old_office.ole_write import storage_bytes
from tests.hostile import build_ole as ole

SMALL, LARGE = b"klein " * 100, b"groot " * 2000


def opened(change=lambda data: data):
    return StorageFile(change(storage_bytes({"klein": SMALL, "groot": LARGE})))


def test_streams_in_small_and_large_sectors_are_whole():
    with opened() as file:
        assert file.openstream("klein").read() == SMALL
        assert file.openstream("groot").read() == LARGE
        assert file.parsing_issues == []


@pytest.mark.parametrize("size", [0x7FFFFFFF, 0x7FFFFFF0, 0x10000000, len(LARGE)])
def test_a_chain_in_a_circle_ends_where_it_begins_again(size):
    with opened(lambda data: ole.chain_in_a_circle(data, "groot", size)) as file:
        assert file.openstream("groot").read() == LARGE[:512]
        assert any("incomplete" in message for _, message in file.parsing_issues)
        assert file.openstream("klein").read() == SMALL


@pytest.mark.parametrize("size", [0x7FFFFFFF, 0x10000000])
def test_a_stream_shorter_than_stated_is_told(size):
    with opened(lambda data: ole.with_stream(data, "groot", 120, size)) as file:
        assert file.openstream("groot").read()[: len(LARGE)] == LARGE
        assert any("incomplete" in message for _, message in file.parsing_issues)


def test_the_sectors_of_small_streams_may_run_in_a_circle_too():
    def circle(data):
        at = ole.directory_at(data)
        start = int.from_bytes(data[at + 116 : at + 120], "little")
        return ole.with_field(ole.with_field(data, ole.table_at(data) + 4 * start, "<I", start), at + 120, "<I", 0x10000000)

    with opened(circle) as file:
        assert file.openstream("klein").read()[:512] == SMALL[:512]
        assert any("incomplete" in message for _, message in file.parsing_issues)
        assert file.openstream("groot").read() == LARGE


def test_more_of_the_table_than_the_file_holds_is_refused():
    def stated(data):
        return ole.with_field(ole.with_field(data, 44, "<I", 0xFFFFFFFF), 68, "<2I", 1, (0xFFFFFFFF - 109 + 126) // 127)

    with pytest.raises(OSError, match="more sectors"):
        opened(stated)
