"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

from scanner.cli import app
from scanner.read.registry import FORMATS

ROOT = Path(__file__).parents[2]


def test_every_format_has_its_module_and_no_type_two_readers():
    types = [media_type for format_ in FORMATS for media_type in format_.media_types]
    assert len(types) == len(set(types))
    for format_ in FORMATS:
        assert callable(format_.reader())


def test_no_lock_file_names_an_index_and_every_pin_has_hashes():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        for block in re.split(r"\n(?=[a-z])", text.strip()):
            assert "==" in block
            assert "--hash=sha256:" in block


def test_both_lock_files_pin_the_same_versions():
    def pins(name):
        return dict(re.findall(r"^([a-z0-9-]+)==([^ \n]+)", (ROOT / name).read_text(), re.MULTILINE))

    every = pins("requirements-dev.txt")
    assert {name: every.get(name) for name in pins("requirements.txt")} == pins("requirements.txt")


def test_only_the_command_line_and_outputs_open_files_for_writing():
    for path in (ROOT / "scanner").rglob("*.py"):
        if path.parts[-2] in ("output", "cli", "act") or path.name in (
            "scratch.py",
            "private_folder.py",
            "fingerprint_key.py",
            "database.py",
            "health.py",
        ):
            continue
        text = path.read_text()
        assert not re.search(
            r"""open\([^)]*["'][wax]b?\+?["']|os\.(remove|unlink|rename|replace|rmdir|makedirs|mkdir|chmod)\(|shutil\.""", text
        ), path


@pytest.mark.parametrize("heading", sorted(app._COMMANDS))
def test_the_readme_names_every_command(heading):
    assert f"dossierwacht {heading}" in (ROOT / "README.md").read_text() or f"./run {heading}" in (ROOT / "README.md").read_text()


def test_the_example_configuration_is_valid_and_names_every_key():
    from scanner import config, report_settings, retention_settings

    text = (ROOT / "config.yaml").read_text()
    config.parse(text.encode(), "config.yaml")
    uncommented = re.sub(r"^# ?(?=[ a-z-])", "", text, flags=re.MULTILINE)
    for model in (
        config.Config,
        config.Limits,
        config.ScanSettings,
        config.VisionSettings,
        config.Root,
        config.WatchSettings,
        config.GuardSettings,
        config.AccessSettings,
        config.PolicyRule,
        config.AcceptedValue,
        retention_settings.RetentionSettings,
        retention_settings.StandingFolder,
        retention_settings.Confirmation,
        retention_settings.Programme,
        report_settings.ReportSettings,
        report_settings.Owner,
        report_settings.Mail,
    ):
        for key in (field.alias or name for name, field in model.model_fields.items()):
            assert re.search(rf"^[\s-]*{key}:", uncommented, re.MULTILINE), key


def test_retention_reads_no_clock_and_opens_nothing():
    modules = [
        *(ROOT / "scanner" / "retention").glob("*.py"),
        *(ROOT / "scanner" / f"{n}.py" for n in ("period", "belgian_day", "retention_settings")),
    ]
    assert len(modules) > 10
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert name not in (
                    "open",
                    "now",
                    "today",
                    "utcnow",
                    "fromtimestamp",
                    "print",
                    "getenv",
                    "read_bytes",
                    "read_text",
                ), (path, node.lineno)
