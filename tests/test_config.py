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
