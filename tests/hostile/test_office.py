"""Office and OpenDocument packages that are bad: each costs itself, by its exact name, and the file after it is read."""

import pytest

from tests import make
from tests.hostile.case import check
from tests.hostile.cases_office import CASES
from tests.read.sight import read


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_costs_itself(case, scanned):
    check(case, scanned)


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.exe", "a", "a.docx.txt"])
def test_a_name_does_not_decide(name):
    file_type, found = read(make.docx("tekst"), name)
    assert file_type.media_type.endswith("wordprocessingml.document")
    assert file_type.extension_mismatch == (name in ("a.pdf", "a.jpg"))
    assert found.coverage == "full"


def test_the_lock_of_a_document_is_no_broken_document():
    assert read(b"\x05Admin" + bytes(156), "~$brief.docx")[1].coverage == "full"
    assert read(b"\x05Admin" + bytes(156), "brief.docx")[1].coverage == "none"
