"""All bad inputs of the selected tests in one folder, a good file after each, scanned by one run of the command with small limits."""

# ruff: noqa: PLW0108 - each file is made by a call of its own, so that only those that are asked for are made

import json
from dataclasses import dataclass

import pytest

from scanner.config import Limits
from tests import make
from tests.conftest import command
from tests.hostile.case import PLANTED
from tests.hostile.cases import ALL

LIMITS = Limits(
    soft_seconds=30.0, hard_seconds=60.0, memory_mb=512, file_mb=8, expanded_mb=16, ratio=60, members=300, depth=4, pages=60,
    ocr_pages=2, picture_mpixels=20,
)  # fmt: skip
GOOD = {
    "goed.txt": lambda: f"{PLANTED}\n".encode(),
    "goed.docx": lambda: make.docx(PLANTED),
    "goed.pdf": lambda: make.pdf(PLANTED),
    "goed.eml": lambda: make.eml("in de bijlage", {"goed.docx": make.docx(PLANTED)}),
    "goed.xlsx": lambda: make.xlsx([["INSZ"], [make.RRN]]),
    "goed.zip": lambda: make.zipped({"goed.txt": PLANTED}),
    "goed.html": lambda: f"<html><body><p>{PLANTED}</p></body></html>".encode(),
    "goed.rtf": lambda: f"{{\\rtf1 {PLANTED}}}".encode(),
    "goed.odt": lambda: make.odt(f"<text:p>{PLANTED}</text:p>"),
    "goed.json": lambda: json.dumps({"insz": make.RRN}).encode(),
    "goed.csv": lambda: f"naam;INSZ\nan;{make.RRN}\n".encode(),
    "goed.xml": lambda: f'<?xml version="1.0"?><a><insz>{make.RRN}</insz></a>'.encode(),
}


@dataclass
class Scanned:
    """The outputs of the run, and where each case stands in them."""

    files: dict
    places: dict
    summary: dict
    run: object
    texts: dict

    def bad(self, case):
        return self.files[self.places[case.name][0]]

    def after(self, case):
        return self.files[self.places[case.name][1]]


@pytest.fixture(scope="session")
def scanned(request, tmp_path_factory):
    # A few tests on their own scan but their files; the file names begin with a number, so that the bad and the good alternate.
    selected = [getattr(getattr(item, "callspec", None), "params", {}).get("case") for item in request.session.items]
    cases = {case.name: case for case in selected if case is not None} or {case.name: case for case in ALL}
    share, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("outputs")
    good = {name: build() for name, build in GOOD.items()}
    places = {}
    for number, each in enumerate(cases.values()):
        after = list(good)[number % len(good)]
        places[each.name] = (f"{number:03d}a {each.name}", f"{number:03d}b {after}")
        (share / places[each.name][0]).write_bytes(each.build())
        (share / places[each.name][1]).write_bytes(good[after])
    (out / "config.yaml").write_text(json.dumps({"limits": LIMITS.model_dump()}))
    outputs = [option for kind in ("jsonl", "csv", "html") for option in (f"--{kind}", out / f"out.{kind}")]
    ran = command("scan", share, "--workers", "2", "--config", out / "config.yaml", *outputs)
    records = [json.loads(line) for line in (out / "out.jsonl").read_text().splitlines()]
    files = {record["path"]: record for record in records if record["record"] == "file"}
    texts = {kind: (out / f"out.{kind}").read_text() for kind in ("jsonl", "csv", "html")}
    return Scanned(files, places, records[-1], ran, texts)
