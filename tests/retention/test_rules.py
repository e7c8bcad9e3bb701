"""Retention rules: exactly one for each kind; gaps, overlaps and contradictions are refused with file and line."""

from dataclasses import replace
from datetime import date

import pytest

from scanner import rulepacks, yaml_file
from scanner.errors import RuleError
from scanner.retention import rules
from scanner.retention.facts import StartingPoint
from scanner.retention_settings import PROGRAMMES, Confirmation
from scanner.rulemodels import BUILT_IN, CLASSES, SPECIAL
from tests.retention.made import dossier, shipped

TEXTS = list(rulepacks.retention(rulepacks.shipped()))
BASIS = "title: {nl: x}, legal_basis: law, source: book, confirmed: false"
EXTRA = f"{{id: extra, start: end_of_guidance, period: P1Y, {BASIS}"


def load(*texts):
    """The shipped rules with more of them."""
    more = [yaml_file.parse(f"rules:\n  - {text}\n".encode(), "extra.yaml", RuleError) for text in texts]
    return rules.load([*TEXTS, *more])


def test_the_shipped_rules_have_exactly_one_for_every_kind():
    book = shipped()
    for name in CLASSES:
        for programme in (*PROGRAMMES, "a programme of your own"):
            held = replace(dossier("vdab"), programme=programme)
            rule = book.rule_for(name, held)
            assert rule is not None
            assert name in rule.classes
            assert rule.programmes is None or programme in rule.programmes
    assert set(book.data) >= set(SPECIAL) | {"PERSON_PHOTO"}
    forbidden = {
        "BE_NATIONAL_REGISTER_NUMBER",
        "BE_ID_CARD_NUMBER",
        "PLACE_OF_BIRTH",
        "ID_PHOTO",
        "ID_CARD_COPY",
        "ID_MRZ",
        "EID_EXPORT",
    }
    assert forbidden <= BUILT_IN
    assert set(book.data) == set(SPECIAL) | {"PERSON_PHOTO"} | forbidden


def test_the_shipped_rules_use_the_shipped_programmes_and_confirm_nothing():
    assert shipped().strangers([], PROGRAMMES) == ()
    assert shipped().strangers([], [])
    for rule in shipped().rules:
        assert shipped().confirmed_by(rule, date(2030, 1, 1)) is None
        assert set(rule.title) == {"nl", "fr", "en"}


def test_forbidden_data_start_at_their_detection():
    for name in ("BE_NATIONAL_REGISTER_NUMBER", "ID_PHOTO"):
        rule = shipped().data[name]
        assert (rule.start, str(rule.period)) == (StartingPoint.DETECTION, "P0D")
        assert rule.advice in ("delete", "redact")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            EXTRA + ", classes: [cv]}",
            ["extra.yaml: line 2", "cv of programme any and controller any also falls under client_documents"],
        ),
        (
            EXTRA + ", classes: [invoice], programmes: [esf]}",
            ["extra.yaml: line 2", "invoice of programme esf", "also falls under esf_invoices"],
        ),
        (
            EXTRA + ", classes: [invoice], controllers: [vzw]}",
            ["programme esf and controller vzw", "names both programme and controller"],
        ),
        (EXTRA + ", classes: [contract]}", ["'contract' is not known", "employment_contract"]),
        (EXTRA + ", classes: [cv, cv], programmes: [sif]}", ["cv stands twice"]),
        (EXTRA + "}", ["of which documents (`classes`) or of which data"]),
        (EXTRA + ", classes: [cv], programmes: []}", ["programmes", "is empty"]),
        (EXTRA + ", data: [HEALTH]}", ["of data is detection or consent_withdrawn"]),
        (EXTRA.replace("end_of_guidance", "detection") + ", data: [HEALTH]}", ["HEALTH also has special_categories"]),
        (EXTRA.replace("end_of_guidance", "detection") + ", data: [HEALTH], programmes: [vdab]}", ["does not go with `data`"]),
        (EXTRA.replace("end_of_guidance", "detection") + ", data: [ID_PHOTO]}", ["forbidden data need an `advice`"]),
        (
            EXTRA.replace("end_of_guidance", "consent_withdrawn") + ", classes: [photo], programmes: [sif]}",
            ["belongs to a rule of `data`"],
        ),
        (
            EXTRA.replace("P1Y", "permanent") + ", classes: [cv], programmes: [sif]}",
            ["start", "does not go with a permanent period"],
        ),
        (EXTRA.replace("start: end_of_guidance, ", "") + ", classes: [cv], programmes: [sif]}", ["has no starting point"]),
        (EXTRA.replace("P1Y", "1 year") + ", classes: [cv], programmes: [sif]}", ["is not a period such as P5Y"]),
        (EXTRA.replace("P1Y", "P1M2H") + ", classes: [cv], programmes: [sif]}", ["is not a period such as P5Y"]),
        (EXTRA.replace("P1Y", "P101Y") + ", classes: [cv], programmes: [sif]}", ["longer than 100 years"]),
        (EXTRA.replace("false", "true") + ", classes: [cv], programmes: [sif]}", ["confirmed"]),
        (EXTRA.replace(", confirmed: false", "") + ", classes: [cv], programmes: [sif]}", ["confirmed: is missing"]),
        (EXTRA.replace("legal_basis: law, ", "") + ", classes: [cv], programmes: [sif]}", ["legal_basis: is missing"]),
        (EXTRA + ", classes: [cv], programmes: [sif], mode: automatic}", ["mode: unknown key"]),
        (EXTRA + ", classes: [cv], programmes: [sif], while_open: true}", ["while_open", "contradicts end_of_guidance"]),
        (EXTRA + ", classes: [cv], programmes: [sif], earlier: {until: 2020-12-31, period: P1Y}}", ["same period as the rule"]),
        (EXTRA + ", classes: [cv], programmes: [sif], legal_duty: [PERSON]}", ["legal_duty", "'PERSON' is not known"]),
        (
            EXTRA.replace("end_of_guidance", "end_of_calendar_year")
            + ", classes: [cv], programmes: [sif], from_end_of_year: true}",
            ["says already"],
        ),
        (
            EXTRA.replace("id: extra", "id: patient_file") + ", classes: [cv], programmes: [sif]}",
            ["patient_file is also in", "guidance.yaml line"],
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(text, words):
    with pytest.raises(RuleError) as caught:
        load(text)
    message = str(caught.value)
    assert message.startswith("extra.yaml: line 2")
    for word in words:
        assert word in message


def test_a_gap_is_refused():
    one = yaml_file.parse(f"rules:\n  - {EXTRA}, classes: [cv]}}\n".encode(), "own.yaml", RuleError)
    with pytest.raises(RuleError, match=r"own\.yaml: no rule for BE_NATIONAL_REGISTER_NUMBER"):
        rules.load([one])
    data = [document for document in TEXTS if document.name.endswith("forbidden_and_special.yaml")]
    with pytest.raises(RuleError, match="motivation_letter has no rule for every controller and programme"):
        rules.load([*data, one])


def test_a_pack_without_rules_is_refused():
    with pytest.raises(RuleError, match="no retention rules at all"):
        rules.load([])
    with pytest.raises(RuleError, match="rules"):
        rules.load([yaml_file.parse(b"rules: []", "own.yaml", RuleError)])
    with pytest.raises(RuleError, match="keys and values"):
        rules.load([yaml_file.parse(b"", "own.yaml", RuleError)])


def test_naming_more_of_the_scope_is_more_specific_and_length_decides_nothing():
    short = EXTRA.replace("P1Y", "P1D")
    book = load(
        short.replace("extra", "of_vzw") + ", classes: [cv], controllers: [vzw], programmes: [vdab]}",
        EXTRA.replace("extra", "of_vdab").replace("P1Y", "P50Y") + ", classes: [cv], programmes: [vdab]}",
    )
    assert book.rule_for("cv", dossier("vdab", controller="vzw")).id == "of_vzw"
    assert book.rule_for("cv", dossier("vdab", controller="maatwerk")).id == "of_vdab"
    assert book.rule_for("cv", dossier("esf", controller="vzw")).id == "client_documents"


def test_without_a_dossier_there_is_a_rule_only_where_the_scope_cannot_matter():
    book = shipped()
    assert book.rule_for("cv", None) is None
    assert book.rule_for("invoice", None) is None
    assert book.rule_for("id_card_copy", None).id == "id_card_copies"
    assert book.rule_for("no such class", None) is None
    assert book.rule_for("no such class", dossier()) is None


def test_the_order_of_files_changes_nothing():
    assert rules.load(TEXTS[::-1]).kinds == shipped().kinds
    assert rules.load(TEXTS[::-1]).digest == shipped().digest


def test_a_confirmation_lapses_when_the_rule_changes_and_begins_on_its_day():
    rule = next(rule for rule in shipped().rules if rule.id == "client_documents")
    word = Confirmation(rule=rule.id, digest=rule.digest[:16], by="Invented officer", since=date(2026, 11, 1))
    book = shipped().confirmed([word])
    assert book.confirmed_by(rule, date(2026, 10, 31)) is None
    assert book.confirmed_by(rule, date(2026, 11, 1)) == "Invented officer"
    assert book.lapsed() == ()
    for changed in (
        rule.model_copy(update={"period": None}),
        rule.model_copy(update={"legal_basis": "another law"}),
        rule.model_copy(update={"when_over": "review"}),
        rule.model_copy(update={"classes": (*rule.classes, "photo")}),
    ):
        fresh = type(rule).model_validate(changed.model_dump())
        assert fresh.digest != rule.digest
        assert book.confirmed_by(fresh, date(2026, 11, 2)) is None
    assert shipped().confirmed([word.model_copy(update={"rule": "gone"})]).lapsed()
    assert shipped().confirmed([word.model_copy(update={"digest": "0" * 16})]).lapsed()


def test_a_new_wording_of_the_title_asks_for_no_new_confirmation():
    rule = shipped().rules[0]
    renamed = type(rule).model_validate({**rule.model_dump(), "title": {"nl": "Anders"}})
    assert renamed.digest == rule.digest


def test_retention_rules_do_not_make_every_file_be_read_again(tmp_path):
    folder = tmp_path / "rules"
    (folder / "retention").mkdir(parents=True)
    (folder / "a.yaml").write_text("a: 1")
    before = rulepacks.digest(folder)
    (folder / "retention" / "own.yaml").write_text("rules: []")
    assert rulepacks.digest(folder) == before
    (folder / "a.yaml").write_text("a: 2")
    assert rulepacks.digest(folder) != before
