"""The guide names every rule with its starting point and period, every key of a rule and every column of the register."""

from pathlib import Path

import pytest

from scanner.retention.register import CONSENTS
from scanner.retention.register_table import COLUMNS, MORE_COLUMNS
from scanner.retention.rules import Rule
from tests.retention.made import shipped

GUIDE = (Path(__file__).parents[2] / "docs" / "retention.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", shipped().rules, ids=lambda rule: rule.id)
def test_the_table_tells_every_rule(rule):
    (line,) = [line for line in GUIDE.splitlines() if line.startswith("| `") and f"`{rule.id}`" in line]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert (str(rule.period) if rule.period is not None else "permanent") in cells[4].split(", up to")[0]
    assert rule.start is None or f"`{rule.start}`" in cells[3]
    assert ", ".join(rule.programmes or ()) == (cells[2] if rule.programmes else "")
    assert ("a person decides" in cells[1]) is (rule.when_over == "review" or rule.id == "special_categories")


def test_the_guide_names_keys_and_columns():
    assert ",".join(COLUMNS) in GUIDE
    for word in (*MORE_COLUMNS, *CONSENTS):
        assert f"`{word}`" in GUIDE
    for key in Rule.model_fields:
        assert f"{key}:" in GUIDE or f"`{key}" in GUIDE, key
