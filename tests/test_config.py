import pytest

from scanner import config
from scanner.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("limit: 1", ["limit: unknown key", "limits"]),
        ("limits: {soft_second: 3}", ["limits.soft_second: unknown key", "soft_seconds"]),
        ("limits: {memory_mb: veel}", ["limits.memory_mb", "integer", "veel"]),
        ("limits: {soft_seconds: 90.0}", ["soft_seconds must be smaller"]),
        ("language: de", ["language", "'nl'"]),
        ("roots: [{path: relative}]", ["roots.0.path", "not absolute"]),
        ("roots: [{path: /does/not/exist}]", ["roots.0.path", "does not exist"]),
        ("rules: /does/not/exist", ["rules", "not a folder"]),
        ("scan: {workers: '2'}", ["scan.workers", "integer"]),
        ("state_dir: var", ["line 1: state_dir", "not absolute"]),
        ("policy: [{path: a, allow: [X]}]", ["policy.0.reason: is missing; add it"]),
        ("policy: [{path: a, allow: [X], reason: ok}]", ["policy.0.reason: say why in a few words"]),
        ("policy: [{path: a, allow: [], reason: own staff}]", ["policy.0.allow", "at least 1 item"]),
        ("policy: [{path: '', allow: [X], reason: own staff}]", ["policy.0.path: names no folder; write `.`"]),
        ("policy: [{path: a/../b, allow: [X], reason: own staff}]", ["policy.0.path: holds `..`"]),
        ("policy: [{path: a, allow: [X], reason: own staff, root: B}]", ["policy.0.root: 'B' is no path or name of a root"]),
        (
            "policy: [{path: /a, allow: [X], reason: own staff, root: B}]",
            ["policy.0: a policy with a `root` has a path below it"],
        ),
        ("policy: [{path: a, allow: [X], reason: own staff, until: soon}]", ["policy.0.until", "valid date"]),
        ("policy: [{path: a, allow: [X], reason: own staff, untill: 2027-01-01}]", ["untill: unknown key", "until"]),
        (
            "policy: [{path: a, allow: [X], reason: own staff, until: 2027-02-30}]",
            ["my.yaml: line 1: not valid YAML (day is out of range for month); correct it, or put it between quotes"],
        ),
        (
            "accepted: [{fingerprint: 12ab, entity: X, reason: own staff, until: 2027-01-01}]",
            ["rules explain FILE --state-dir DIR"],
        ),
        (f"accepted: [{{fingerprint: {'ab' * 32}, entity: X, reason: own staff}}]", ["accepted.0.until: is missing; add it"]),
        (
            "accepted:\n" + 2 * f"  - {{fingerprint: {'ab' * 32}, entity: X, reason: own staff, until: 2027-01-01}}\n",
            ["line 3: accepted.1.fingerprint: stands twice, first on line 2; keep one"],
        ),
        ("retention: {delete_within: P13M}", ["retention.delete_within: is more than a year"]),
        ("retention: {delete_within: een jaar}", ["retention.delete_within: is not a period such as P5Y"]),
        ("retention: {confirmed: [{rule: a, by: DPO, since: 2026-01-01}]}", ["retention.confirmed.0.digest: is missing"]),
        ("retention: {confirmed: [{rule: a, digest: xyz, by: DPO, since: 2026-01-01}]}", ["is not a rule's digest"]),
        (
            "retention:\n  confirmed:\n" + 2 * "    - {rule: a, digest: 0123456789abcdef, by: DPO, since: 2026-01-01}\n",
            ["line 4: retention.confirmed.1.rule: 'a' is confirmed twice"],
        ),
        (
            "retention: {folders: [{path: a, controller: vzw, programme: own}]}",
            ["retention.folders.0.controller: 'vzw' is not known; use one of: there are none"],
        ),
        (
            "controllers: {vzw: V}\nretention: {folders: [{path: a, controller: vzw, programme: owm}]}",
            ["line 2: retention.folders.0.programme: 'owm' is not known", "own"],
        ),
        ("retention: {folders: [{path: ., controller: vzw, programme: own}]}", ["must name a folder below the root"]),
        ("programmes: {a: {name: A, relation: friend}}", ["programmes.a.relation"]),
        ("language: nl\nlanguage: fr", ["line 2: language: stands twice, first on line 1"]),
        ("- a", ["keys and values"]),
        ("a: [", ["line 1", "not valid YAML"]),
    ],
)
def test_a_mistake_is_one_line_with_file_key_and_remedy(text, words):
    with pytest.raises(ConfigError) as caught:
        config.parse(text.encode(), "my.yaml")
    message = str(caught.value)
    assert message.startswith("my.yaml")
    assert "\n" not in message
    for word in words:
        assert word in message


def test_an_empty_file_and_marks_are_fine():
    assert config.parse(b"", "c") == config.Config()
    assert config.parse(b"\xef\xbb\xbflanguage: nl", "c").language == "nl"
    assert config.parse("language: fr".encode("utf-16"), "c").language == "fr"


def test_where_the_configuration_comes_from(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "SYSTEM_FILE", tmp_path / "none")
    monkeypatch.delenv(config.ENVIRONMENT, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.yaml").write_text("language: en")
    assert config.load().source == config.BUILT_IN
    named = tmp_path / "other.yaml"
    named.write_text("language: nl")
    monkeypatch.setenv(config.ENVIRONMENT, str(named))
    assert config.load().config.language == "nl"
    assert config.load(str(tmp_path / "config.yaml")).config.language == "en"
    with pytest.raises(ConfigError, match="does not exist"):
        config.load(str(tmp_path / "missing.yaml"))
