"""A reader that hangs, crashes, eats memory or lies costs exactly the file it was reading."""

import pytest

from tests.faults import misbehaviour
from tests.faults.conftest import finish, start

EXPECTED = {
    "hangs": "none timeout",
    "sleeps": "none timeout",
    "hangs_in_a_regular_expression": "none timeout",
    "hangs_with_the_lock_of_the_interpreter": "none timeout",
    "hangs_and_will_not_end": "none timeout",
    "stops_itself": "none timeout",
    "takes_memory": "none memory",
    "takes_memory_bit_by_bit": "none memory",
    "takes_memory_in_small_objects": "none memory",
    "overflows_the_stack": "partial nesting",
    "recurses": "partial nesting",
    "crashes": "none crash",
    "aborts": "none crash",
    "leaves": "none crash",
    "leaves_with_success": "none crash",
    "is_killed": "none memory",
    "is_terminated": "none crash",
    "divides_by_zero_in_c": "none crash",
    "calls_exit": "none crash",
    "says_it_was_interrupted": "none crash",
    "raises_what_is_no_exception": "none crash",
    "raises_with_personal_data": "none corrupt",
    "raises_what_cannot_be_sent": "none corrupt",
    "raises_a_memory_error_with_personal_data": "none memory",
    "warns_with_personal_data": "full",
    "writes_to_the_outputs": "full",
    "writes_to_the_outputs_in_c": "full",
    "closes_the_outputs": "full",
    "closes_every_file": "none crash",
    "forks_a_child": "full",
    "forks_and_hangs": "none timeout",
    "leaves_a_thread_behind": "full",
    "reads_the_terminal": "none corrupt",
    "changes_the_folder": "full",
    "turns_the_clock_off": "none crash",
    "answers_what_cannot_be_sent": "none crash",
    "answers_what_refuses_to_be_sent": "none crash",
    "answers_megabytes": "full corrupt",
    "answers_nothing": "none crash",
}


@pytest.fixture(scope="session")
def scanned(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    share = folder / "share"
    share.mkdir()
    for name in EXPECTED:
        (share / f"{name}.txt").write_text("INSZ 85.07.30-033.28")
        (share / f"{name}~after.txt").write_text("INSZ 85.07.30-033.28")
    return finish(start(share, folder / "config.yaml", "--jsonl", "-"))


def test_every_misbehaviour_is_tried():
    assert set(misbehaviour.ALL) <= set(EXPECTED)


@pytest.mark.parametrize("fault", EXPECTED)
def test_it_costs_one_file(fault, scanned):
    record, after = scanned.records[f"{fault}.txt"], scanned.records[f"{fault}~after.txt"]
    assert " ".join([record["coverage"], *sorted({gap["code"] for gap in record["problems"]})]) == EXPECTED[fault]
    assert (after["coverage"], after["problems"]) == ("full", [])
    assert [finding["entity"] for finding in after["findings"]] == ["BE_NATIONAL_REGISTER_NUMBER"]


def test_nothing_of_it_reaches_the_outputs(scanned):
    assert "Voorbeeld" not in scanned.out + scanned.err
    assert "85073003328" not in scanned.out + scanned.err
    assert "Traceback" not in scanned.err
    assert all(line.startswith('{"record":') for line in scanned.out.splitlines())


def test_all_files_are_accounted_for(scanned):
    assert scanned.summary["files"] == sum(scanned.summary["coverage"].values()) == 2 * len(EXPECTED)
    assert scanned.code == 1  # forbidden data was found beside all that
