"""Rule packs of the special categories: entries that fire everywhere or contradict are refused with file and line."""

import shutil

import pytest

from scanner import rulepacks
from scanner.detect.special import packs
from scanner.errors import RuleError


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(rulepacks.shipped() / "special", tmp_path / "special")
    return tmp_path / "special"


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if new.splitlines()[0] in line)


@pytest.mark.parametrize(
    ("new", "why"),
    [
        ("dia*", "open at its end with fewer than 4 letters"),
        ('"*tes"', "open at its beginning with fewer than 5 letters"),
        ("dia*betes", "wildcard inside"),
        ("ms", "not in capitals"),
        ('"**"', "no word in it"),
        ("van <nergens> origine", "no list named nergens"),
        ("hoort .. stemmen .. weer", "more than one gap"),
        ("hoor* .. stemmen", "open word before it"),
        ("valt .. om", "has 2 letters or fewer"),
    ],
)
def test_a_term_that_would_fire_everywhere_is_refused_with_its_line(folder, new, why):
    line = edit(folder, "health.yaml", "      nl: [", f"      nl: [{new}, ")
    with pytest.raises(RuleError) as raised:
        packs.load(folder)
    assert why in str(raised.value)
    assert f"health.yaml: line {line}:" in str(raised.value)


def test_a_term_of_two_strengths_is_refused(folder):
    edit(folder, "health.yaml", "nl: [ziek, ", "nl: [epilepsie, ziek, ")
    with pytest.raises(RuleError, match=r"`epilepsie` is both strong and weak"):
        packs.load(folder)


def test_a_term_that_is_its_own_exception_is_refused(folder):
    edit(folder, "health.yaml", "exceptions: [", "exceptions: [fibromyalgie, ")
    with pytest.raises(RuleError, match=r"line \d+: `fibromyalgie` is a term and its own exception"):
        packs.load(folder)


def test_a_word_both_needed_and_forbidden_is_refused(folder):
    edit(folder, "religion.yaml", "needs: [bespreekbaar, ", "needs: [régate, bespreekbaar, ")
    with pytest.raises(RuleError, match=r"`régate` is both needed and forbidden"):
        packs.load(folder)


def test_an_unknown_key_and_a_missing_entity_are_refused(folder):
    edit(folder, "religion.yaml", "category: special", "category: special\nweight: 3")
    with pytest.raises(RuleError, match=r"religion\.yaml: line 4: weight: unknown key"):
        packs.load(folder)
    (folder / "religion.yaml").unlink()
    with pytest.raises(RuleError, match="no rules for RELIGION"):
        packs.load(folder)


def test_an_entity_in_two_files_is_refused(folder):
    shutil.copy(folder / "religion.yaml", folder / "zz.yaml")
    with pytest.raises(RuleError, match=r"entity RELIGION is also in religion\.yaml"):
        packs.load(folder)


def test_a_cue_with_a_wildcard_inside_is_refused(folder):
    line = edit(folder, "context.yaml", "hun collega, ", "men*sen, ")
    with pytest.raises(RuleError, match=rf"context\.yaml: line {line}: `men\*sen`"):
        packs.load(folder)


def test_adding_a_term_is_editing_yaml(folder):
    from scanner.detect.special.finder import SpecialFinder

    assert SpecialFinder(folder).find("Hij heeft tropenkolder.") == []
    edit(folder, "health.yaml", "      nl: [", "      nl: [tropenkolder*, ")
    assert [hit.entity for hit in SpecialFinder(folder).find("Hij heeft tropenkolders.")] == ["HEALTH"]
