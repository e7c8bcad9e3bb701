"""Text of any length: pieces with the right line numbers, and a limit that is told."""

import tracemalloc

import pytest

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.draft import Draft
from scanner.read.source import Source
from scanner.read.text import delimited, plain
from tests import make


def read(data, name):
    return read_document(Source(data, len(data), name), Limits())[1]


@pytest.mark.parametrize("size", [50, 99, 1000])
def test_pieces_keep_every_character_and_every_line_number(monkeypatch, size):
    monkeypatch.setattr(plain, "_PIECE", size)
    text = "".join(f"regel {number}\n" for number in range(1, 60)) + "zonder einde"
    draft = Draft()
    plain.add_lines(draft, text)
    assert "".join(segment.text for segment in draft.segments) == text
    for segment in draft.segments:
        for number in (1, 7, 42, 59):
            at = segment.text.find(f"regel {number}\n")
            if at >= 0:
                assert segment.locate(at) == f"line {number}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-16", "utf-32", "cp1252"])
def test_what_is_behind_the_limit_is_told_and_the_rest_read(monkeypatch, encoding):
    monkeypatch.setattr(plain, "_MOST", 4096)
    data = (f"INSZ {make.RRN} é\n" + "een gewone regel met één accent\n" * 500).encode(encoding)
    found = read(data, "log.txt")
    assert [problem.code for problem in found.problems] == ["too_large"]
    text = "".join(segment.text for segment in found.segments)
    assert make.RRN in text
    assert text.endswith("accent\n")
    assert "\ufffd" not in text


def test_a_table_has_its_own_limit(monkeypatch):
    monkeypatch.setattr(delimited, "_MOST", 4096)
    found = read(("naam;nummer\n" + f"an;{make.RRN}\n" * 1000).encode(), "a.csv")
    assert [problem.code for problem in found.problems] == ["too_large"]
    assert found.segments[0].locate(found.segments[0].text.index(make.RRN)) == "row 2, column 2"


def test_a_large_log_takes_a_bounded_share_of_memory(monkeypatch):
    monkeypatch.setattr(plain, "_MOST", 1 << 20)
    monkeypatch.setattr(Source, "IN_MEMORY", 1 << 20)
    data = b"een regel van een logboek met 12 tekens\n" * 500_000  # 20 MB
    tracemalloc.start()
    found = read(data, "a.log")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in found.problems] == ["too_large"]
    assert peak < 12 << 20
