"""The example share is what its script makes, `expected.yaml` names exactly its files, and its numbers are right and nobody's."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from stdnum import iban
from stdnum.be import eid, ssn, vat

from scanner.detect.numbers import national_number
from tests.examples.expected import EXAMPLES, Expected, load_expected

ROOT = EXAMPLES.parent
# Numbers that are published somewhere as samples; ours must be none of them.
PUBLIC = {
    "85073003328", "17073003384", "93051822361", "42012205181", "73011136173", "67063029659", "90031024409", "98472899765",
    "01490700185", "88222999936", "08222999934", "00012511148", "71715100070",
}  # fmt: skip


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def make(folder):
    script = EXAMPLES / "make_share.py"
    return subprocess.run([sys.executable, script, folder], capture_output=True, text=True, timeout=60)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    done = make(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def builder(monkeypatch):
    monkeypatch.syspath_prepend(str(EXAMPLES))
    from share_builder import numbers, people

    return numbers, people


def test_the_script_makes_the_committed_share_byte_for_byte(made):
    again, committed = tree(made / "share"), tree(EXAMPLES / "share")
    assert set(again) == set(committed)
    assert [name for name in again if again[name] != committed[name]] == []


@pytest.mark.parametrize("name", ["expected.yaml", "README.md"])
def test_the_script_makes_the_committed_texts(made, name):
    assert (made / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_a_file_that_is_not_ours_is_named_and_left_alone(made, tmp_path):
    stranger = tmp_path / "share" / "eigen nota.txt"
    stranger.parent.mkdir()
    stranger.write_text("van iemand anders")
    done = make(tmp_path)
    assert done.returncode == 1
    assert "eigen nota.txt" in done.stderr
    assert stranger.read_text() == "van iemand anders"


def test_the_expectations_name_exactly_the_files():
    assert set(load_expected()) == set(tree(EXAMPLES / "share"))


def test_the_readme_has_a_row_for_every_file():
    text = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in load_expected() if f"| `{name.split('/', 1)[1]}` |" not in text] == []


def test_the_share_stays_small():
    sizes = [len(data) for data in tree(EXAMPLES / "share").values()]
    assert len(sizes) >= 50
    assert max(sizes) <= 300_000
    assert sum(sizes) <= 2_500_000


def test_the_expectations_use_the_words_of_the_contract():
    entities = {yaml.safe_load(path.read_text())["entity"] for path in (ROOT / "rules/entities").glob("*.yaml")}
    special = {"HEALTH", "LIFESTYLE", "RELIGION", "UNION_MEMBERSHIP", "CRIMINAL_RECORD", "PERSON_PHOTO"}
    classes = {path.stem for path in (ROOT / "rules/classes").glob("*.yaml")} | {"other"}
    codes = {"encrypted", "corrupt", "unsupported"}
    for name, entry in load_expected().items():
        assert entry.classes <= classes, name
        assert entry.violations | entry.personal | entry.notes <= entities, name
        assert entry.special <= special, name
        assert entry.problems <= codes, name
        assert (entry.coverage == "full") == (not entry.problems), name
        assert not entry.violations & (entry.notes | entry.may), name


def test_every_kind_and_every_silence_has_an_example():
    entries = load_expected().values()
    assert {entry.document_class for entry in entries} == {path.stem for path in (ROOT / "rules/classes").glob("*.yaml")} | {
        "other"
    }
    found = set().union(*(entry.violations for entry in entries))
    assert found == {
        "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO", "ID_CARD_COPY", "ID_MRZ", "EID_EXPORT",
    }  # fmt: skip
    assert sum(not entry.violations for entry in entries) >= 30


def test_an_unknown_key_is_refused(tmp_path):
    (tmp_path / "expected.yaml").write_text("a.txt: {document_class: cv, coverage: full, violation: []}")
    with pytest.raises(TypeError):
        load_expected(tmp_path / "expected.yaml")


def test_lists_become_sets(tmp_path):
    (tmp_path / "expected.yaml").write_text("a.txt: {document_class: cv, coverage: full, also_acceptable: [other]}")
    (entry,) = load_expected(tmp_path / "expected.yaml").values()
    assert entry == Expected("cv", "full", also_acceptable=frozenset(["other"]))
    assert entry.classes == {"cv", "other"}


def test_the_numbers_of_the_people_hold_and_are_no_public_samples(builder):
    _, people = builder
    everyone = [*people.CLIENTS, *people.STAFF, people.CARD_HOLDER]
    assert len({one.plain for one in everyone}) == len(everyone)
    for one in everyone:
        year, month, day = map(int, one.birth.split("-"))
        read = national_number(one.plain)
        assert (read.year, read.month % 20, read.day, read.bis) == (year, month, day, bool(one.bis)), one.name
        assert ssn.is_valid(one.plain), one.name
        assert int(one.plain[6:9]) >= 900, one.name
        assert iban.is_valid(one.account), one.name
        assert one.plain not in PUBLIC, one.name


def test_the_checks_of_the_other_numbers(builder):
    numbers, _ = builder
    assert numbers.national_number("1985-07-30", 33) == "85.07.30-033.28"
    assert numbers.national_number("2017-07-30", 33) == "17.07.30-033.84"
    assert numbers.card_number(5390075470) == "539-0075470-34"
    assert numbers.iban(5390075470) == "BE68 5390 0754 7034"
    assert eid.is_valid(numbers.card_number(5959900001))
    assert vat.is_valid(numbers.enterprise(9990002))
    assert numbers.riziv(123456, 901) == f"1-23456-{97 - 123456 % 97:02d}-901"
    assert ssn.is_valid(numbers.digits(numbers.mobile_like_a_bis_number()))


def test_the_zone_has_three_rows_of_thirty_with_right_checks(builder):
    numbers, people = builder
    # A public specimen of the layout: 9003107F2509301BEL90031024409 with 4 as composite.
    assert numbers.zone_check("900310") == "7"
    assert numbers.zone_check("250930") == "1"
    first, second = "IDBEL592211692<1741".ljust(30, "<"), "9003107F2509301BEL90031024409"
    assert numbers.zone_check(first[5:30] + second[:7] + second[8:15] + second[18:29]) == "4"
    holder = people.CARD_HOLDER
    rows = numbers.zone(
        numbers.card_number(5959900001), holder.rrn, holder.birth, "2028-02-01", "F", holder.surname, holder.given
    )
    assert [len(row) for row in rows] == [30, 30, 30]
    assert holder.plain in rows[1]
