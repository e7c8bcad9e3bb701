"""The example share is what its script makes, and a scan of it says what `expected.yaml` promises."""

import importlib.util
import sys
from pathlib import Path

import yaml

EXAMPLES = Path(__file__).parents[2] / "examples"


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def test_the_script_makes_the_committed_share_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    specification = importlib.util.spec_from_file_location("make_share", EXAMPLES / "make_share.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    sys.modules.pop("builders", None)
    expected = module.write(tmp_path / "share")
    assert expected == (EXAMPLES / "expected.yaml").read_text()
    made, committed = tree(tmp_path / "share"), tree(EXAMPLES / "share")
    assert set(made) == set(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_a_scan_says_what_is_promised(scan):
    expected = yaml.safe_load((EXAMPLES / "expected.yaml").read_text())
    ran = scan(EXAMPLES / "share")
    assert set(ran.files) == set(expected)
    wrong = []
    for path, promise in expected.items():
        record = ran.files[path]
        found = sorted(
            {hit["entity"] for hit in record["findings"] if hit["category"] == "forbidden" and hit["confidence"] >= 0.5}
        )
        said = {"class": record["document_class"], "forbidden": found, "coverage": record["coverage"]}
        wrong += [(path, key, said[key], value) for key, value in promise.items() if said[key] != value]
    assert wrong == []
    assert ran.code == 1
