"""The run over all bad input: everything is accounted for, and nothing of any content reaches the outputs."""

import re

from tests import make
from tests.hostile.case import PLANTED
from tests.hostile.cases import ALL


def test_there_are_many_and_no_two_alike():
    assert len(ALL) >= 70
    assert len({case.name for case in ALL}) == len(ALL)


def test_every_file_is_accounted_for(scanned):
    assert len(scanned.files) == 2 * len(scanned.places) == scanned.summary["files"] == sum(scanned.summary["coverage"].values())
    assert scanned.run.returncode == 1  # forbidden data was found; gaps do not hide that
    assert not scanned.summary["interrupted"]


def test_a_file_that_is_not_wholly_read_has_a_reason_and_the_others_none(scanned):
    for record in scanned.files.values():
        assert (record["coverage"] == "full") == (not record["problems"]), record["path"]


def test_nothing_is_said_beside_the_outputs(scanned):
    assert scanned.run.stderr == b""


def test_no_number_is_written_out(scanned):
    for text in (*scanned.texts.values(), scanned.run.stdout.decode()):
        assert PLANTED not in text
        assert make.RRN not in text
        assert make.DIGITS not in text


def test_gaps_are_told_without_names(scanned):
    for record in scanned.files.values():
        for gap in record["problems"]:
            assert not re.search(r"\d{9}|insz|naam", gap["detail"], re.IGNORECASE), gap
