"""What docs/rules.md shows works as it says."""

import re
import shutil
from pathlib import Path

import yaml

from scanner import rulepacks, ruletests
from scanner.checks import CHECKS

TEXT = (Path(__file__).parents[1] / "docs" / "rules.md").read_text("utf-8")


def test_the_entity_in_the_documentation_works(tmp_path):
    block = re.search(r"^    entity: STAFF_BADGE.*?(?=^\S)", TEXT, re.MULTILINE | re.DOTALL).group()
    rule = re.sub(r"^    ", "", block, flags=re.MULTILINE)
    assert yaml.safe_load(rule)["check"] == "luhn"
    shutil.copytree(rulepacks.shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (tmp_path / "rules" / "entities" / "staff_badge.yaml").write_text(rule, "utf-8")
    results = {name: wrong for name, wrong in ruletests.run(tmp_path / "rules") if name.startswith("STAFF_BADGE")}
    assert list(results.values()) == ["", ""]


def test_the_documentation_names_every_check():
    listed = TEXT[TEXT.index("Checks: ") :].split("\n\n")[0]
    assert re.findall(r"`([a-z0-9_]+)`", listed) == list(CHECKS)
