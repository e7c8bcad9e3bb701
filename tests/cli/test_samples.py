"""Real documents of public projects, where they lie beside the repository."""

import hashlib
import os
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the public samples are not on this machine")


def state():
    found = {}
    for folder, _, names in os.walk(SAMPLES):
        for name in names:
            path = os.path.join(folder, name)
            status = os.stat(path)
            with open(path, "rb") as file:
                found[path] = (hashlib.sha256(file.read()).hexdigest(), status.st_mtime_ns, status.st_ctime_ns)
    return found


def test_one_record_per_file_twice_the_same_and_nothing_touched(scan):
    before = state()
    first, second = scan(SAMPLES), scan(SAMPLES)
    assert first.code == 1
    assert len(first.files) == first.summary["files"] == sum(first.summary["coverage"].values()) == len(before)
    assert first.records[1:-1] == second.records[1:-1]
    assert state() == before
    assert not [
        record for record in first.files.values() for gap in record["problems"] if gap["code"] in ("crash", "timeout", "memory")
    ]
    assert all(record["problems"] for record in first.files.values() if record["coverage"] != "full")
    for name in ("protected_normal_case.docx", "testODTEncrypted.odt", "testPassword4Spaces.pdf"):
        record = first.files[f"tika/{name}"]
        assert [gap["code"] for gap in record["problems"]] == ["encrypted"]
        assert record["coverage"] == "none"


def test_the_official_export_is_reported_with_everything_in_it(scan):
    (record,) = scan(SAMPLES / "eid").files.values()
    found = {hit["entity"] for hit in record["findings"] if hit["category"] == "forbidden" and hit["confidence"] >= 0.5}
    assert found == {"EID_EXPORT", "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO"}
    assert record["document_class"] == "id_card_copy"
