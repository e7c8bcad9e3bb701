"""Names by a language model that the administrator installed: a tiny one, trained here and installed in a folder of its own."""

import sys

import pytest

from scanner import rulepacks
from scanner.detect import spacy_names
from scanner.detect.engine import Detector
from scanner.errors import ConfigError

KNOWN = "Vandaag belde Fatima Bouzid over de stage."
ORGANISATION = "Gisteren kwam Kringwinkel Noord langs."
INIT = """
from pathlib import Path
from spacy.util import load_model_from_init_py
__version__ = "1.0.0"
def load(**overrides):
    return load_model_from_init_py(__file__, **overrides)
"""


def install(folder, name, model):
    """Write a model as the package that `pip install` of its wheel would leave."""
    package = folder / name
    package.mkdir()
    model.to_disk(package / f"{name}-1.0.0")
    (package / "__init__.py").write_text(INIT)
    (package / "meta.json").write_text((package / f"{name}-1.0.0" / "meta.json").read_text())
    information = folder / f"{name}-1.0.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")


def trained():
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(1)
    model = spacy.blank("nl", meta={"name": "tiny_names", "version": "1.0.0"})
    model.add_pipe("ner").add_label("PER")
    texts = [(KNOWN, [(14, 27, "PER")]), (ORGANISATION, [(14, 31, "PER")]), ("De opleiding start in maart.", [])]
    examples = [Example.from_dict(model.make_doc(text), {"entities": spans}) for text, spans in texts]
    model.initialize(lambda: examples)
    for _ in range(40):
        model.update(examples)
    return model


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    import spacy

    folder = tmp_path_factory.mktemp("models")
    install(folder, "nl_tiny_names", trained())
    blank = spacy.blank("nl", meta={"name": "tiny_blank", "version": "1.0.0"})
    blank.add_pipe("sentencizer")
    install(folder, "nl_tiny_blank", blank)
    install(folder, "nl_tiny_broken", blank)
    (folder / "nl_tiny_broken" / "nl_tiny_broken-1.0.0" / "config.cfg").write_text("nothing of a model")
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def with_model(models):
    return Detector(rulepacks.shipped(), bytes(32), name_models=["nl_tiny_names"])


def persons(detector, text):
    return [text[start:end] for start, end, entity, _ in detector.spans(text) if entity == "PERSON"]


def test_a_name_that_nothing_announces_is_found_with_the_model_and_not_without(with_model):
    assert persons(Detector(rulepacks.shipped(), bytes(32)), KNOWN) == []
    assert persons(with_model, KNOWN) == ["Fatima Bouzid"]


def test_the_evidence_names_the_model_and_the_confidence_is_below_a_label(with_model):
    from scanner.detect.engine import Located
    from scanner.model import Place, Segment

    (finding,) = with_model.detect([Located(Segment(KNOWN, Place("text")))])
    assert finding.evidence == ("model: nl_tiny_names",)
    assert finding.confidence == spacy_names.SCORE < 0.5
    assert finding.masked == "F***"


def test_what_the_rules_know_to_be_no_person_stays_refused(with_model):
    assert persons(with_model, ORGANISATION) == []


def test_a_labelled_name_is_reported_once(with_model):
    assert persons(with_model, "Cliënt: Fatima Bouzid") == ["Fatima Bouzid"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nl_core_news_absent", "not installed"),
        ("../models/nl", "write the name of an installed spaCy model"),
        ("nl_tiny_blank", "finds no people"),
        ("nl_tiny_broken", "cannot be loaded"),
    ],
)
def test_a_model_that_does_not_serve_is_an_error_in_one_line(models, name, reason):
    with pytest.raises(ConfigError, match=reason) as caught:
        spacy_names.load([name])
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_model_looks_unless_one_is_named(with_model):
    def lookers(detector):
        return [found for found in detector._personal.recognizers if isinstance(found, spacy_names.SpacyPersonRecognizer)]

    assert lookers(Detector(rulepacks.shipped(), bytes(32))) == []
    assert len(lookers(with_model)) == 1


def test_a_scan_uses_the_model_in_its_workers(models, scan, tmp_path):
    settings = tmp_path / "config.yaml"
    settings.write_text("scan:\n  name_models: [nl_tiny_names]\n")
    (tmp_path / "brief.txt").write_text(KNOWN + "\n")
    ran = scan(tmp_path / "brief.txt", "--config", settings, env={"PYTHONPATH": str(models)})
    (record,) = ran.files.values()
    assert record["coverage"] == "full"
    assert [(found["entity"], found["masked"], found["evidence"]) for found in record["findings"]] == [
        ("PERSON", "F***", ["model: nl_tiny_names"])
    ]
