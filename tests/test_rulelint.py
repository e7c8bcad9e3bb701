"""What is refused when rules are loaded, and the one line an administrator is told: file, line, key, remedy."""

import shutil

import pytest

from scanner import rulepacks
from scanner.detect.engine import Detector
from scanner.errors import RuleError

HEAD = "entity: STAFF_BADGE\ncategory: personal\n"
WHOLE = """\
entity: STAFF_BADGE
category: personal
names: {nl: Badgenummer, en: Badge number}
labels:
  nl: [badgenummer]
patterns: ['P-[0-9]{6}']
check: luhn
examples:
  - {text: "Badgenummer P-123455", values: [P-123455]}
counter_examples:
  - {text: "Kamer P-123455"}
"""


@pytest.fixture
def pack(tmp_path):
    shutil.copytree(rulepacks.shipped(), tmp_path / "rules", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return tmp_path / "rules"


def refused(pack, text, name="badge.yaml"):
    path = pack / "entities" / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(RuleError) as caught:
        rulepacks.entities(pack)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_a_complete_custom_entity_is_taken(pack):
    (pack / "entities" / "badge.yaml").write_text(WHOLE)
    assert "STAFF_BADGE" in rulepacks.known_entities(pack)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"entity: caf\xe9", "line 1: not UTF-8 text; save the file as UTF-8"),
        ("", "line 1: the file must hold keys and values, such as `key: value`"),
        ("- STAFF_BADGE", "line 1: the file must hold keys and values, such as `key: value`"),
        (HEAD + "label: {nl: [badge]}", ("line 3: label: unknown key; remove it or use one of: category, check, confidence, counter_examples, "
         "cues, entity, examples, labels, mask, names, patterns, shares_labels_with")),
        (HEAD + "category: forbidden", "line 3: category: stands twice, first on line 2; keep one"),
        (HEAD.replace("personal", "secret"), "line 2: category: input should be 'forbidden', 'special' or 'personal' (given: 'secret'); correct the value"),
        ("category: personal", "line 1: entity: is missing; add it"),
        ("entity: badge number\ncategory: personal", "line 1: entity: string should match pattern '^[A-Z][A-Z0-9_]{1,59}$' (given: 'badge number'); correct the value"),
        (HEAD + "labels: {it: [tesserino]}", "line 3: labels.it: input should be 'nl', 'fr', 'en', 'de' or 'any' (given: 'it'); correct the value"),
        (HEAD + "labels:\n  nl: badge", "line 4: labels.nl: must be a list, such as [one, two]; correct it"),
        (HEAD + "labels:\n  fr:\n    - badge\n    - no\n", "line 6: labels.fr.1: YAML reads this as a yes or no; put it between quotes"),
        (HEAD + "labels: {nl: [a]}", "line 3: labels.nl.0: `a` has fewer than 2 letters or digits and would fire everywhere; write more of it"),
        (HEAD + "labels: {nl: ['']}", "line 3: labels.nl.0: is empty; write a label or remove it"),
        (HEAD + "labels: {nl: ['badge ']}", "line 3: labels.nl.0: `badge ` begins or ends with a space; labels are whole words already, remove it"),
        (HEAD + "confidence: {labelled: 1.2}", "line 3: confidence.labelled: input should be less than or equal to 1 (given: 1.2); correct the value"),
        (HEAD + "examples:\n  - {text: abc, values: [abc], least: -1}",
         "line 4: examples.0.least: input should be greater than or equal to 0 (given: -1); correct the value"),
        (HEAD + "examples:\n  - {text: abc, values: []}", "line 4: examples.0.values: list should have at least 1 item after validation, not 0; correct the value"),
        (WHOLE.replace("values: [P-123455]", "values: [P-123456]"),
         "line 9: examples.0.values.0: does not stand in the text of its example, letter for letter; correct it"),
        (WHOLE.replace("Kamer P-123455", "Badgenummer P-123455"), "line 11: counter_examples.0: is also an example, on line 9; keep one"),
        (WHOLE.replace("luhn", "luhm"), "line 7: check: 'luhm' is not a check; use one of: mod97, "),
        (WHOLE.replace("P-[0-9]{6}", "(?<=P-)[0-9]{6}"), ("line 6: patterns.0: RE2 refuses it (invalid perl operator: (?<=): look-behind is not allowed; write what to find, "
         "boundaries of words are checked for you")),
        (WHOLE.replace("P-[0-9]{6}", "(?=P)[0-9]{6}"), ("line 6: patterns.0: RE2 refuses it (invalid perl operator: (?=): look-ahead is not allowed; write what to find, "
         "boundaries of words are checked for you")),
        (WHOLE.replace("P-[0-9]{6}", r"([0-9])\1{5}"),
         r"line 6: patterns.0: RE2 refuses it (invalid escape sequence: \1): back references are not allowed; write out what may repeat"),
        (WHOLE.replace("P-[0-9]{6}", "((P{100}){100}){100}"), ("line 6: patterns.0: RE2 refuses it (invalid repetition size: {100}): it repeats too often; at most 1000 times, "
         "and fewer where repetitions stand in one another")),
        (WHOLE.replace("P-[0-9]{6}", "[0-9]*"), "line 6: patterns.0: it matches an empty text, so it would be found everywhere; make a part of it obligatory"),
        (WHOLE.replace("P-[0-9]{6}", "(P)-([0-9]{6})"),
         "line 6: patterns.0: it has more than one group; mark the value with one, and write the others as `(?:…)`"),
        (WHOLE.replace("P-[0-9]{6}", "P-[0-9"), "line 6: patterns.0: RE2 refuses it (missing ]: [0-9): a bracket `[` is not closed"),
        (WHOLE.replace("labels:\n  nl: [badgenummer]\n", ""),
         "line 1: entity: STAFF_BADGE has no labels; add them, or say in `confidence: {alone: …}` how sure the bare pattern is"),
        (WHOLE[: WHOLE.index("counter_examples")], "line 1: entity: STAFF_BADGE has no counter_examples; add at least one, so that the rule is tested"),
        (HEAD + "labels: {nl: [badgenummer]}", "line 1: entity: nothing finds STAFF_BADGE; add `patterns`, or correct the name to one of: ADDRESS, "),
        (WHOLE.replace("STAFF_BADGE", "IBAN_CODE"), "line 1: entity: IBAN_CODE is also in "),
        (WHOLE.replace("STAFF_BADGE", "HEALTH"), "line 1: entity: the rules of HEALTH stand in the folder `special`; add to them there"),
        (WHOLE.replace("badgenummer", "ordernummer"), "line 5: labels.nl.0: `ordernummer` also announces "),
        (WHOLE.replace("badgenummer", "IKL-nummer"), "line 5: labels.nl.0: "),
        (WHOLE + "shares_labels_with: [orders]\n", "line 12: shares_labels_with.0: 'orders' is no entity and no kind of look-alike; correct or remove it"),
        (HEAD + "labels:\n\tnl: [badge]", "line 4, column 1: not valid YAML (found character that cannot start any token); indent with spaces, not with tabs"),
        (HEAD + "labels: {nl: [badge}", "line 3, column 20: not valid YAML (did not find expected ',' or ']'); correct it"),
        (HEAD + "labels: nl: [badge]", "line 3, column 11: not valid YAML (mapping values are not allowed in this context); put a text with `: ` in it between quotes"),
        (HEAD + "labels: &a [*a]", "line 3: holds itself by an alias; write it out"),
        (HEAD + "labels: !!python/object:os.system x", ("line 3, column 9: not valid YAML (could not determine a constructor for the tag 'tag:yaml.org,2002:python/object:os.system'); "
         "tags such as `!python` are not allowed")),
        (HEAD + "---\n" + HEAD, "line 3, column 1: not valid YAML (but found another document); keep one document in a file, without `---` between"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_file_line_and_remedy(pack, text, told):
    message = refused(pack, text)
    if told.endswith((", ", "announces ", "is also in ", "labels.nl.0: ")):
        assert message.startswith(told)
    else:
        assert message == told


def test_a_label_of_two_kinds_names_both_places(pack):
    message = refused(pack, WHOLE.replace("badgenummer", "IKL-Nummer"), "zz.yaml")
    ikl = pack / "entities" / "ikl.yaml"
    assert message == (
        f"line 5: labels.nl.0: `IKL-Nummer` also announces IKL_NUMBER ({ikl} line 5); keep one, or name it in `shares_labels_with`"
    )
    (pack / "entities" / "zz.yaml").write_text(WHOLE.replace("badgenummer", "IKL-Nummer") + "shares_labels_with: [IKL_NUMBER]\n")
    assert rulepacks.entities(pack)


def test_a_built_in_entity_takes_no_pattern_and_none_of_what_belongs_to_one(pack):
    path = pack / "entities" / "ikl.yaml"
    shipped = path.read_text()
    line = shipped.count("\n") + 1
    for key, told in {
        "patterns: ['[0-9]{7}']": f"line {line}: patterns: IKL_NUMBER has its own recogniser; add labels, or give a custom entity another name",
        "check: luhn": f"line {line}: check: belongs to a custom entity with `patterns`; IKL_NUMBER has its own recogniser",
        "mask: all": f"line {line}: mask: belongs to a custom entity with `patterns`; IKL_NUMBER has its own recogniser",
    }.items():
        assert refused(pack, shipped + key + "\n", "ikl.yaml") == told


def test_a_look_alike_that_would_fire_everywhere_is_refused(pack):
    path = pack / "lookalikes.yaml"
    path.write_text("labels:\n  order: [ordernummer]\n  bank: [rekening,\n    n]\n")
    with pytest.raises(RuleError) as caught:
        rulepacks.entities(pack)
    assert str(caught.value) == (
        f"{path}: line 4: labels.bank.1: `n` has fewer than 2 letters or digits and would fire everywhere; write more of it"
    )


def test_a_file_with_another_ending_is_not_passed_over_in_silence(pack):
    other = pack / "entities" / "badge.yml"
    other.write_text(WHOLE)
    with pytest.raises(RuleError) as caught:
        rulepacks.entities(pack)
    assert str(caught.value) == f"{other}: rule files end in .yaml, this one would not be read; rename it"


def test_a_missing_pack_or_file_is_told(pack, tmp_path):
    with pytest.raises(RuleError, match="no entity rules in it"):
        rulepacks.entities(tmp_path)
    (pack / "lookalikes.yaml").unlink()
    with pytest.raises(RuleError, match=r"lookalikes\.yaml: cannot be read \(No such file or directory\); restore the file"):
        rulepacks.entities(pack)


def test_adding_a_label_is_editing_yaml(pack):
    def found(text):
        return {entity for *_, entity, _ in Detector(pack, bytes(32)).spans(text)}

    assert "IKL_NUMBER" not in found("Trajectkenmerk: 1234567")
    path = pack / "entities" / "ikl.yaml"
    path.write_text(path.read_text().replace("any: [ikl,", "any: [trajectkenmerk, ikl,"))
    assert "IKL_NUMBER" in found("Trajectkenmerk: 1234567")


def test_every_built_in_entity_has_a_shipped_rule_and_the_other_way_round():
    from scanner.detect.special.packs import ENTITIES
    from scanner.rulemodels import BUILT_IN, SPECIAL

    assert ENTITIES == SPECIAL
    assert {rule.entity for rule in rulepacks.entities(rulepacks.shipped())} == set(BUILT_IN)
