"""Policies per folder and accepted fingerprints: where they hold, until when, and what is told of them."""

import os
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner import config, policy, yaml_file
from scanner.errors import ConfigError
from scanner.model import Category, Finding
from scanner.output.exceptions import attention
from scanner.output.wording import Wording
from scanner.tree.walk import Root

RRN = "BE_NATIONAL_REGISTER_NUMBER"
DAY = date(2026, 11, 27)
KEY = "ab" * 32


def finding(entity=RRN, fingerprint=KEY):
    return Finding(entity, Category.FORBIDDEN, 0.99, "line 1", "85.**.**-***.**", ("checksum",), fingerprint=fingerprint)


def loaded(text):
    document = yaml_file.parse(text.encode(), "c.yaml", ConfigError)
    return config.LoadedConfig(config.parse(text.encode(), "c.yaml"), "c.yaml", "", document)


def policies(text, roots=("/srv/share",), as_of=DAY, *, stable=True):
    return policy.Policies(
        loaded(text), [root if isinstance(root, Root) else Root(os.fsencode(root)) for root in roots], as_of, stable=stable
    )


def notices(held, language="en"):
    return attention(held.entries, Wording(language))


def rule(path, extra=""):
    return f"policy: [{{path: '{path}', allow: [{RRN}], reason: own staff{extra}}}]"


def allowed(text, path, root=0, *, is_folder=False, **options):
    (judged,) = policies(text, **options).judge((finding(),), root, os.fsencode(path), is_folder=is_folder)
    return judged.suppressed is not None


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("personeel/**", "personeel/a.txt", True),
        ("personeel/**", "personeel/2024/loon/a.txt", True),
        ("personeel/**", "klanten/personeel/a.txt", False),
        ("personeel/**", "personeel2/a.txt", False),
        ("personeel/**", "personeel", False),
        ("personeel", "personeel/2024/a.txt", True),
        ("personeel/", "personeel/2024/a.txt", True),
        ("personeel/", "personeel", False),
        ("./personeel", "personeel/a.txt", True),
        ("/srv/share/personeel", "personeel/a.txt", True),
        ("/srv/share/personeel/**", "personeel/a.txt", True),
        ("/srv/share/p*/2024", "personeel/2024/a.txt", True),
        ("/srv/*/personeel", "personeel/2024/a.txt", True),
        ("/srv/other/personeel", "personeel/a.txt", False),
        ("**/loon", "x/y/loon/a.txt", True),
        ("**/loon", "loon/a.txt", True),
        ("*/loon", "x/y/loon/a.txt", False),
        ("*.xlsx", "lonen.xlsx", True),
        ("*.xlsx", "klanten/lonen.xlsx", False),
        (".", "x/y/a.txt", True),
        ("**", "a.txt", True),
        ("personeel/lonen.xlsx", "personeel/lonen.xlsx", True),
        ("personeel/lonen.xlsx", "personeel/lonen.xlsx.bak", False),
        ("Ren?", b"Ren\xe9/a.txt", True),
        ("Ren?", b"Ren\xe9e/a.txt", False),
        ("[x-z]*", "x/a", True),
    ],
)  # fmt: skip
def test_where_a_policy_holds(glob, path, expected):
    assert allowed(rule(glob), path) is expected


def test_a_folder_s_own_name_needs_the_folder_itself():
    assert allowed(rule("personeel/"), "personeel", is_folder=True)
    assert allowed(rule("personeel/**"), "personeel/850730", is_folder=True)
    assert not allowed(rule("personeel/**"), "personeel", is_folder=True)


def test_it_means_the_same_whatever_folder_or_file_of_a_configured_root_is_scanned(tmp_path):
    folder = tmp_path / "personeel" / "2024"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("x")
    text = f"roots: [{{path: {tmp_path}, name: Share}}]\n" + rule("personeel/**")
    for root, path in ((tmp_path, "personeel/2024/a.txt"), (folder.parent, "2024/a.txt"), (folder, "a.txt")):
        assert allowed(text, path, roots=(root,))
    assert allowed(text, "", roots=(Root(os.fsencode(folder / "a.txt"), is_file=True),))
    assert not allowed(text, "personeel/a.txt", roots=("/elsewhere",))


def test_a_single_file_without_configured_roots_is_seen_from_its_folder():
    roots = (Root(b"/srv/share/lonen.xlsx", is_file=True),)
    assert allowed(rule("lonen.xlsx"), "", roots=roots)
    assert not allowed(rule("share/lonen.xlsx"), "", roots=roots)


def test_a_policy_of_one_root_leaves_the_others_alone(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    roots = "roots: [{{path: {}, name: A}}, {{path: {}}}]\n".format(tmp_path / "a", tmp_path / "b")
    both = (tmp_path / "a", tmp_path / "b")
    assert allowed(roots + rule("hr/**", ", root: A"), "hr/x", 0, roots=both)
    assert not allowed(roots + rule("hr/**", ", root: A"), "hr/x", 1, roots=both)
    assert allowed(roots + rule("hr/**", f", root: {tmp_path / 'b'}"), "hr/x", 1, roots=both)
    assert allowed(roots + rule("hr/**"), "hr/x", 1, roots=both)


def test_a_configured_root_that_is_a_link_is_followed_once(tmp_path):
    (tmp_path / "real" / "hr").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    real = os.path.realpath(tmp_path / "real")
    assert allowed(f"roots: [{{path: {tmp_path / 'link'}}}]\n" + rule("hr/**"), "hr/x", roots=(real,))
    assert allowed(rule(f"{tmp_path / 'link'}/hr/**"), "hr/x", roots=(real,))


def test_only_the_entities_it_names():
    judged = policies(rule("**")).judge((finding(), finding("BE_ID_CARD_NUMBER")), 0, b"a.txt")
    assert [found.suppressed is not None for found in judged] == [True, False]
    assert judged[0].suppressed.by == "policy 1 (**)"
    assert judged[0].suppressed.reason == "own staff"


@given(st.integers(-400, 400))
def test_an_entry_holds_until_its_last_day_and_is_named_a_month_before(days):
    until = DAY + timedelta(days)
    held = policies(rule("**", f", until: {until}"))
    (judged,) = held.judge((finding(),), 0, b"a.txt")
    assert (judged.suppressed is not None) is (days >= 0)
    assert bool(notices(held)) is (days <= policy.SOON)
    if days < 0:
        assert judged.evidence == ("checksum", f"policy 1 (**) expired on {until}")
        assert notices(held) == [
            f"policy 1 (**): expired on {until} and allows nothing any more; renew it with a new date, or remove it"
        ]
    else:
        assert judged.evidence == ("checksum",)


@given(
    st.lists(st.sampled_from(["a", "b", "é", "*", "?", "[x]"]), min_size=1, max_size=4),
    st.lists(st.sampled_from(["a", "b", "é", "x", "a b"]), min_size=1, max_size=4),
)
def test_what_lies_in_a_folder_that_matches_matches_too(glob, path):
    text = rule("/".join(glob))
    whole = "/".join(path)
    if allowed(text, whole, is_folder=True):
        assert allowed(text, whole + "/deeper/file.txt")
        assert allowed(text, f"{whole}/{path[0]}", is_folder=True)


ACCEPTED = f"accepted: [{{fingerprint: {KEY}, entity: {RRN}, reason: our chairman, until: 2027-01-31}}]"


def test_an_accepted_value_holds_everywhere_by_its_fingerprint_only():
    held = policies(ACCEPTED)
    judged = held.judge((finding(), finding(fingerprint="cd" * 32), finding("BE_ID_CARD_NUMBER")), 0, b"x/a.txt")
    assert [found.suppressed is not None for found in judged] == [True, False, False]
    assert judged[0].suppressed.by == "accepted 1 (abababab)"
    assert judged[0].suppressed.until == date(2027, 1, 31)
    assert notices(held) == []


def test_an_accepted_value_may_be_limited_to_a_path():
    text = ACCEPTED.replace("reason", "path: statuten/**, reason")
    assert allowed(text, "statuten/a.txt")
    assert not allowed(text, "klanten/a.txt")


def test_without_a_lasting_key_nothing_is_accepted_and_that_is_said():
    held = policies(ACCEPTED, stable=False)
    (judged,) = held.judge((finding(),), 0, b"a.txt")
    assert judged.suppressed is None
    assert notices(held) == [
        "accepted 1 (abababab): allows nothing in this scan, which has no lasting key",
        "accepted values need a lasting key: set `state_dir` in the configuration or give --state-dir",
    ]


def test_it_is_told_in_three_languages():
    held = policies(rule("**", ", until: 2026-11-30"))
    assert notices(held, "nl") == ["policy 1 (**): verloopt op 2026-11-30; beslis of het verlengd wordt"]
    assert notices(held, "fr") == ["policy 1 (**): expire le 2026-11-30 ; décidez s'il faut prolonger"]


def test_an_entry_that_holds_comes_before_one_that_expired():
    text = "policy:\n" + "".join(
        f"  - {{path: '**', allow: [{RRN}], reason: own staff, until: {day}}}\n" for day in ("2020-01-01", "2030-01-01")
    )
    (judged,) = policies(text).judge((finding(),), 0, b"a.txt")
    assert judged.suppressed.by == "policy 2 (**)"
    assert judged.evidence == ("checksum",)


def test_numbers_in_a_path_or_reason_are_not_shown():
    (judged,) = policies(rule("85.07.30-033.28/**").replace("own staff", "file of 85073003328")).judge(
        (finding(),), 0, b"85.07.30-033.28/a.txt"
    )
    assert judged.suppressed.by == "policy 1 (**.**.**-***.**/**)"
    assert judged.suppressed.reason == "file of ***********"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (rule("**").replace(RRN, "RRN"), "c.yaml: line 1: policy.0.allow.0: 'RRN' is not an entity of the rules; use one of: A, "),
        (ACCEPTED.replace(RRN, "RRN"), "c.yaml: line 1: accepted.0.entity: 'RRN' is not an entity of the rules; use one of: A, "),
        (ACCEPTED.replace(RRN, "PLACE_OF_BIRTH"), "c.yaml: line 1: accepted.0.entity: a fingerprint of PLACE_OF_BIRTH is that of many people; limit it with `path` to a file or folder"),
        (ACCEPTED.replace(RRN, "PLACE_OF_BIRTH, path: '**'"), "c.yaml: line 1: accepted.0.entity: a fingerprint of PLACE_OF_BIRTH is that of many people; limit it with `path` to a file or folder"),
    ],
)  # fmt: skip
def test_an_entity_that_nothing_finds_is_refused(text, told):
    with pytest.raises(ConfigError) as caught:
        policy.check(loaded(text), ["A", RRN, "PLACE_OF_BIRTH"])
    assert str(caught.value).startswith(told)
    policy.check(loaded(ACCEPTED.replace(RRN, "PLACE_OF_BIRTH, path: statuten/**")), [RRN, "PLACE_OF_BIRTH"])
