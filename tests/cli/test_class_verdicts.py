"""`rules verdict` and `rules verdicts` as a reviewer meets them, beside a catalogue that the service made."""

import hashlib
import os

import pytest
import yaml

from scanner import rulepacks
from scanner.catalog import queries, roots
from scanner.catalog.store import Catalog
from scanner.config import Limits
from scanner.crawl import crawl
from scanner.drain import Work, drain, judgement_of
from scanner.pipeline import Settings

CV = "Wout Verstraete\nWerkervaring\n2010 - 2014 lasser\n2014 - heden kok\nOpleiding\n2006 - 2010 hout\nTalenkennis\nNederlands moedertaal\n"


@pytest.fixture
def state(tmp_path):
    share, state = tmp_path / "share", tmp_path / "state"
    share.mkdir()
    state.mkdir(mode=0o700)
    (share / "a.txt").write_text(CV)
    url = f"sqlite:///{state}/catalog.db"
    with Catalog.open(url) as catalog:
        root = roots.add(catalog, os.fsencode(share))
        made = Settings((os.fsencode(share),), os.fspath(rulepacks.shipped()), Limits(), b"k" * 32, ocr=False)
        crawl(catalog, root)
        drain(catalog, Work(made, judgement_of(catalog, made, "rules 1"), (root.id,), workers=1))
    return state


def document_class(state):
    with Catalog.open(f"sqlite:///{state}/catalog.db", writer=False) as catalog, catalog.read() as connection:
        return next(iter(queries.every_file(connection, 1))).document_class


def test_a_verdict_is_kept_listed_exported_and_withdrawn(run, state):
    file = state.parent / "share" / "a.txt"
    assert document_class(state) == "cv"
    done = run("rules", "verdict", file, "--class", "diploma", "--reason", "not a CV", "--by", "An", "--state-dir", state)
    assert done.returncode == 0, done.stderr
    digest = hashlib.sha256(CV.encode()).hexdigest()
    assert done.stdout.decode() == f"diploma: {digest[:16]}\n"
    assert document_class(state) == "diploma"
    listed = run("rules", "verdicts", "--state-dir", state).stdout.decode()
    assert "diploma" in listed
    assert "An: not a CV" in listed
    assert "a.txt" in listed
    exported = run("rules", "verdicts", "--export", "--state-dir", state).stdout.decode()
    assert "Verstraete" not in exported
    (example,) = yaml.safe_load(exported)["cv"]["counter_examples"]
    assert "talenkennis" in example["text"].split("\n")
    gone = run("rules", "verdict", file, "--withdraw", "--state-dir", state)
    assert gone.stdout.decode().startswith("withdrawn")
    assert run("rules", "verdicts", "--state-dir", state).stdout.decode() == "0 decisions\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.txt", "--class", "diplom"], "diplom"),
        (["a.txt"], "say either --class CLASS or --withdraw"),
        (["a.txt", "--class", "cv", "--withdraw"], "say either"),
        (["absent.txt", "--class", "cv"], "absent.txt"),
        ([".", "--class", "cv"], "name one file"),
    ],
)
def test_what_cannot_be_a_verdict_is_refused(run, state, arguments, told):
    file = state.parent / "share" / arguments[0]
    done = run("rules", "verdict", file, *arguments[1:], "--state-dir", state)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert document_class(state) == "cv"
