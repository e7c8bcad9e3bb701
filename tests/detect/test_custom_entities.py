"""Entities of rule files, without Python: found by pattern, judged by label and check, masked, and tested by themselves."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from scanner import rulepacks, ruletests
from scanner.checks import CHECKS
from scanner.detect.custom import CustomEntities
from scanner.detect.engine import Detector, Located
from scanner.model import Place, Segment
from scanner.rulemodels import EntityRule
from tests.detect.found import table

BADGE = """\
entity: STAFF_BADGE
category: forbidden
names: {nl: Badgenummer, en: Badge number}
labels: {nl: [badgenummer, badge nr], fr: [numéro de badge]}
patterns: ['P-[0-9]{6}', 'badge ([0-9]{6})']
check: luhn
examples:
  - {text: "Badgenummer: P-123455", values: [P-123455], least: 0.9}
  - {text: "Badgenummer: P-123456", values: [P-123456], least: 0.4}
  - {text: "numéro de badge : P–123455", values: [P–123455], least: 0.9}
counter_examples:
  - {text: "Ordernummer P-123455", below: 0.01}
  - {text: "Kamer P-123455"}
  - {text: "P-123456", below: 0.01}
"""
ROOM = """\
entity: ROOM
category: personal
patterns: ['(?:kamer|room) ([a-z]{4,9})']
mask: letter
confidence: {alone: 0.7}
examples:
  - {text: "zit in kamer azalea", values: [azalea], least: 0.7}
counter_examples:
  - {text: "zit in kamer 12"}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack") / "rules"
    shutil.copytree(rulepacks.shipped(), folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (folder / "entities" / "badge.yaml").write_text(BADGE, "utf-8")
    (folder / "entities" / "room.yaml").write_text(ROOM, "utf-8")
    return folder


@pytest.fixture(scope="module")
def detector(pack):
    return Detector(pack, bytes(32))


def found(detector, segment, entity="STAFF_BADGE"):
    if isinstance(segment, str):
        segment = Segment(segment, Place("text"))
    return [finding for finding in detector.detect([Located(segment)]) if finding.entity == entity]


def test_its_own_examples_hold(pack):
    results = {name: wrong for name, wrong in ruletests.run(pack) if name.startswith(("STAFF_BADGE", "ROOM"))}
    assert len(results) == 8
    assert not any(results.values()), results


def test_an_example_that_does_not_hold_is_told(pack, tmp_path):
    shutil.copytree(pack, tmp_path / "rules")
    (tmp_path / "rules" / "entities" / "room.yaml").write_text(ROOM.replace("kamer 12", "kamer begonia"))
    wrong = {name: failure for name, failure in ruletests.run(tmp_path / "rules") if failure}
    assert wrong == {"ROOM counter-example 1": "found with confidence 0.70"}


def test_label_and_check_decide(detector):
    (labelled,) = found(detector, "Badgenummer: P-123455")
    assert (labelled.confidence, labelled.masked, labelled.category) == (0.9, "*12****", "forbidden")
    assert labelled.evidence == ("pattern", "checksum: luhn", "label: badgenummer")
    (failed,) = found(detector, "Badgenummer: P-123456")
    assert failed.confidence == 0.4
    assert "check failed" in failed.evidence
    (alone,) = found(detector, "P-123455")
    assert alone.confidence == 0.3
    assert found(detector, "Ordernummer P-123455") == []
    assert found(detector, "P-123456") == []


def test_a_column_title_announces_it_and_one_value_has_one_fingerprint(detector):
    first, second = found(detector, table([["Naam", "Badgenummer"], ["An", "P-123455"], ["Bo", "P-123463"]]))
    assert [first.locator, second.locator] == ["Blad1!B2", "Blad1!B3"]
    assert first.fingerprint != second.fingerprint
    assert found(detector, "badge nr P-123455")[0].fingerprint == first.fingerprint


def test_a_pattern_without_digits_is_found_where_nothing_else_is(detector):
    (room,) = found(detector, "x " * 20_000 + "zij zit in kamer azalea", "ROOM")
    assert (room.masked, room.confidence) == ("A***", 0.7)


def test_names_of_files_and_places_are_masked(detector):
    assert detector.mask_forbidden("scan P-123455.pdf") == "scan *12****.pdf"


@given(st.integers(0, 99_999))
def test_every_valid_number_is_found_behind_its_label_and_hardly_shown(detector, number):
    body = f"{number:05d}"
    (finding,) = found(detector, f"Badgenummer P-{body}{luhn.calc_check_digit(body)}")
    assert finding.confidence == 0.9
    assert sum(map(str.isdigit, finding.masked)) == 2


@pytest.mark.parametrize(
    ("kind", "canonical", "shown"),
    [("digits", "123456789", "12*******"), ("digits", "1234", "***"), ("letter", "AZALEA", "A***"), ("letter", "1AB", "***"),
     ("all", "123456789", "***"), ("digits", "9" * 5000, "99" + "*" * 38)],
)  # fmt: skip
def test_masks(kind, canonical, shown):
    rule = EntityRule(entity="OWN", category="personal", patterns=["x"], mask=kind)
    assert CustomEntities([rule]).mask("OWN", canonical) == shown


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        ("mod97", "539007547034", "539007547035"), ("mod97_complement", "0403019261", "0403019262"), ("luhn", "79927398713", "79927398714"),
        ("verhoeff", "2363", "2364"), ("damm", "5724", "5725"), ("iso7064_mod_11_2", "079X", "0790"), ("iso7064_mod_11_10", "0792", "0791"),
        ("iso7064_mod_97_10", "12320", "12321"), ("iso7064_mod_37_2", "G123489654321Y", "G123489654321X"), ("iso7064_mod_37_36", "A12425GABC1234002M", "A12425GABC1234002N"),
        ("ean", "4006381333931", "4006381333932"), ("iban", "BE68539007547034", "BE68539007547035"), ("imei", "490154203237518", "490154203237517"),
        ("isbn", "9780471117094", "9780471117095"), ("lei", "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D16"), ("be_enterprise", "0403019261", "0403019262"),
        ("be_national_number", "85073003328", "85073003329"), ("be_bis_number", "98472899765", "98472899766"), ("be_structured_communication", "010806817183", "010806817184"),
        ("nl_bsn", "111222333", "111222334"), ("fr_nir", "295109912611193", "295109912611194"), ("fr_siren", "552008443", "552008444"),
        ("fr_siret", "73282932000074", "73282932000075"), ("de_idnr", "36574261809", "36574261808"), ("pl_pesel", "44051401359", "44051401358"),
    ],
)  # fmt: skip
def test_every_named_check_tells_right_from_wrong(check, good, bad):
    assert CHECKS[check](good)
    assert not CHECKS[check](bad)


def test_the_table_above_names_every_check():
    marks = test_every_named_check_tells_right_from_wrong.pytestmark[0]
    assert {row[0] for row in marks.args[1]} == set(CHECKS)


@given(st.sampled_from(sorted(CHECKS)), st.text(alphabet="0123456789ABCXYZ", max_size=64))
def test_a_check_answers_whatever_it_is_asked(check, number):
    assert CHECKS[check](number) in (True, False)
