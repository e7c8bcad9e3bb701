"""Tables in text are read cell by cell, whatever mark stands between the fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model import Grid
from scanner.read.text.delimited import sniff
from tests import make
from tests.read.sight import codes, extraction, places, read


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_every_usual_mark(mark):
    text = "\n".join(mark.join(row) for row in (["naam", "insz", "stad"], ["Jan", "kanarie", "Gent"], ["Els", "2", "Aalst"]))
    assert places(extraction(text.encode(), "a.csv"), "kanarie") == ["row 2, column 2"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("naam;bedrag\nJan;1,50\nEls;2,50\n", ";"),
        ("1,5;2,5\n3,5;4,5\n", ";"),
        ('"Janssens, Jan";1\n"Peeters, Els";2\n', ";"),
        ('"a;b","c;d","e"\n"f;g","h","i;j"\n', ","),
        ("a\tb, c; d\ne\tf\n", "\t"),
        ("alleen\neen kolom\n", "\t"),
        ("a,b,c", ","),
        ("", "\t"),
    ],
)
def test_the_mark_that_splits_evenly_is_it(text, mark):
    assert sniff(text) == mark


def test_a_first_line_for_excel_is_no_row():
    found = extraction(b"sep=|\r\nnaam|insz\r\nx|kanarie\r\n", "a.csv")
    assert places(found, "kanarie") == ["row 2, column 2"]
    assert not places(found, "sep=")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_encodings(encoding):
    text = "naam\tplaats\tnr\nRené\tLiège\t1\nZoë\tkanarie é\t2\n"
    found = extraction(text.encode(encoding), "a.csv")
    assert places(found, "kanarie é") == ["row 3, column 2"]
    assert places(found, "naam") == ["row 1, column 1"]


def test_quoted_fields_hold_marks_quotes_and_line_breaks_and_rows_are_counted_as_a_spreadsheet_does():
    found = extraction(b'a;"b\nc";d\r\n"e ""f"" g";h\r\n\r\nx;kanarie\n', "a.csv")
    assert places(found, 'e "f" g') == ["row 2, column 1"]
    assert places(found, "b c") == ["row 1, column 2"]
    assert places(found, "kanarie") == ["row 4, column 2"]


def test_a_quote_that_is_left_open_does_not_swallow_the_rows_behind_it():
    rows = "".join(f"{number};tekst\n" for number in range(500))
    for text in (f'a;b\nx;"open\n{rows}z;kanarie\n', 'a;b\nx;"open\ny;2\nz;kanarie\n'):
        found = extraction(text.encode(), "a.csv")
        (place,) = places(found, "kanarie")
        assert place == f"row {text.count(chr(10))}, column 2"


def test_ragged_rows_and_empty_fields_keep_their_columns():
    found = extraction(b"a;b;c\n1\n;;kanarie\n1;2;3;4;vink\n", "a.csv")
    assert places(found, "kanarie") == ["row 3, column 3"]
    assert places(found, "vink") == ["row 4, column 5"]


def test_a_table_knows_its_cells():
    (segment,) = extraction(b"naam;insz\nx;y\n", "a.csv").segments
    assert isinstance(segment.locators, Grid)
    assert [segment.text[cell.start : cell.end] for cell in segment.locators.cells] == ["naam", "insz", "x", "y"]


def test_nul_bytes_do_not_stop_the_reader():
    data = b"naam;insz;z\n" * 200 + b"a\x00;kanarie;c\n"
    assert places(extraction(data, "a.csv"), "kanarie") == ["row 201, column 2"]


def test_a_spreadsheet_that_is_text_inside_is_read_as_text():
    file_type, found = read(f"naam;insz;x\nJan;{make.RRN};1\nEls;2;2\n".encode(), "klanten.xlsx")
    assert file_type.media_type == "text/csv"
    assert file_type.extension_mismatch
    assert places(found, make.RRN) == ["row 2, column 2"]


def test_binary_bytes_behind_a_table_name_are_not_read_as_one():
    found = extraction(bytes(range(256)) * 20, "a.csv")
    assert found.coverage == "none"
    assert codes(found) == {"unsupported"}


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=2, max_size=5), max_size=8)
)
def test_what_the_csv_module_writes_is_read_back_at_its_place(rows):
    import csv
    import io

    rows = [["kop", "tweede"], *rows]
    out = io.StringIO()
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    found = extraction(out.getvalue().encode(), "a.csv")
    (segment,) = found.segments
    for cell in segment.locators.cells:
        expected = rows[cell.row - 1][cell.column - 1]
        assert segment.text[cell.start : cell.end] == expected.replace("\x85", "\x85")
