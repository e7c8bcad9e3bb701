"""One bad input, and what may be said of it: its coverage, its exact codes, and whether what is left of it was read."""

from collections.abc import Callable
from dataclasses import dataclass

from tests import make

PLANTED = f"INSZ {make.RRN}"
"""Stands in every input of which something can be read; it is a finding wherever it is read."""

FOUND = "BE_NATIONAL_REGISTER_NUMBER"


@dataclass(frozen=True)
class Case:
    """A file name, how its bytes are made, and what is expected; `found` says whether the planted number is reached."""

    name: str
    build: Callable[[], bytes]
    coverage: str
    codes: tuple[str, ...] = ()
    found: bool = False
    detail: str = ""
    """A part of some gap's detail, where the code alone would be right for a wrong reason."""

    def __str__(self):
        return self.name


def case(name, build, verdict, *, found=False, detail=""):
    """A case whose `verdict` is coverage and codes in one: `partial corrupt too_large`."""
    coverage, *codes = verdict.split()
    return Case(name, build, coverage, tuple(sorted(codes)), found, detail)


def check(case, scanned):
    """The bad file has its exact coverage and codes, and the good file after it, in the same run, was read."""
    record = scanned.bad(case)
    gaps = [(gap["code"], gap["detail"]) for gap in record["problems"]]
    assert (record["coverage"], sorted({code for code, _ in gaps})) == (case.coverage, list(case.codes)), gaps
    assert any(finding["entity"] == FOUND for finding in record["findings"]) == case.found, record["findings"]
    if case.detail:
        assert any(case.detail in detail for _, detail in gaps), gaps
    after = scanned.after(case)
    assert (after["coverage"], after["problems"]) == ("full", [])
    assert any(finding["entity"] == FOUND for finding in after["findings"])
