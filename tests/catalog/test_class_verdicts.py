"""What a person says a document is holds for its content; and a content's class does not depend on which of its files came first."""

import hashlib

import pytest

from scanner import rulepacks
from scanner.catalog import class_verdicts, queries, results
from scanner.classify import rules
from scanner.classify.classifier import Classifier
from scanner.crawl import crawl
from scanner.drain import drain
from scanner.model import Classification, Extraction, Place, Segment
from tests.catalog.test_drain import inline, work  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def no_recheck(monkeypatch):
    """Whether a file counts as just written is a matter of the machine's speed."""
    monkeypatch.setattr(results, "RACY_NS", 0)


CV = b"Mijn loopbaan\nWerkervaring\n2010 - 2014 lasser\n2014 - heden kok\nOpleiding\n2006 - 2010 hout\nTalenkennis\nNederlands moedertaal\n"
THIN = b"Wout Maes, lasser\n2015 - 2019 lasser bij een garage\nRijbewijs B\nTalenkennis: Nederlands\n"


def put(tree, **files):
    for name, content in files.items():
        (tree / f"{name}.txt").write_bytes(content)


def look(catalog, root, tree, **options):
    crawl(catalog, root)
    return drain(catalog, work(catalog, root, tree, **options))


def classes(catalog, root):
    with catalog.read() as connection:
        return {row.path.decode(): row.document_class for row in queries.every_file(connection, root.id)}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def judged(name):
    """What the rules make of THIN: under a name, and by its content."""
    thin = Extraction((Segment(THIN.decode(), Place("text")),))
    return Classifier(rules.load(rulepacks.shipped() / "classes")).classify_both(thin, name)


@pytest.mark.parametrize("order", [("cv", "a"), ("a", "cv")])
def test_identical_contents_have_one_class_whichever_name_came_first(catalog, root, tree, inline, order):  # noqa: F811
    named, of_content = judged("cv.txt")
    assert named.confidence > of_content.confidence  # or the test would show nothing: here the name says something
    for name in order:
        put(tree, **{name: THIN})
        look(catalog, root, tree)
    with catalog.read() as connection:
        found = [(row.document_class, row.class_confidence) for row in queries.every_file(connection, root.id)]
    assert found == [(of_content.document_class, of_content.confidence)] * 2


def test_a_decision_is_honoured_at_once_and_survives_a_rescan_a_move_and_other_rules(catalog, root, tree, inline):  # noqa: F811
    put(tree, a=CV)
    look(catalog, root, tree)
    assert classes(catalog, root) == {"a.txt": "cv"}
    assert class_verdicts.give(catalog, sha(CV), "diploma", "wrong", "An") == 1
    assert classes(catalog, root) == {"a.txt": "diploma"}
    (tree / "a.txt").rename(tree / "b.txt")
    look(catalog, root, tree, rules="rules 2")
    assert classes(catalog, root) == {"b.txt": "diploma"}
    with catalog.read() as connection:
        (row,) = queries.every_file(connection, root.id)
        said, words = class_verdicts.by_rules(row.class_evidence)
    assert row.class_confidence == 1.0
    assert said == "cv"
    assert "talenkennis" in words


def test_a_second_decision_takes_the_place_of_the_first_and_keeps_what_the_rules_said(catalog, root, tree, inline):  # noqa: F811
    put(tree, a=CV)
    look(catalog, root, tree)
    class_verdicts.give(catalog, sha(CV), "diploma", "", "An")
    class_verdicts.give(catalog, sha(CV), "other", "no class", "Jan")
    with catalog.read() as connection:
        (verdict,) = class_verdicts.listed(connection)
        (row,) = queries.every_file(connection, root.id)
    assert (verdict.verdict, verdict.person, row.document_class) == ("other", "Jan", "other")
    assert class_verdicts.by_rules(row.class_evidence)[0] == "cv"


def test_a_decision_may_come_before_the_file_and_another_content_has_none(catalog, root, tree, inline):  # noqa: F811
    assert class_verdicts.give(catalog, sha(CV), "invoice", "", "An") == 0
    put(tree, a=CV, b=CV + b"Rijbewijs B\n")
    look(catalog, root, tree)
    assert classes(catalog, root) == {"a.txt": "invoice", "b.txt": "cv"}


def test_after_a_withdrawal_the_rules_decide_again(catalog, root, tree, inline):  # noqa: F811
    put(tree, a=CV)
    look(catalog, root, tree)
    class_verdicts.give(catalog, sha(CV), "diploma", "", "An")
    assert class_verdicts.withdraw(catalog, sha(CV))
    assert not class_verdicts.withdraw(catalog, sha(CV))
    look(catalog, root, tree)
    assert classes(catalog, root) == {"a.txt": "cv"}
    with catalog.read() as connection:
        assert class_verdicts.listed(connection) == []


def test_the_evidence_of_a_decision_holds_no_text_of_the_document(catalog):
    with catalog.read() as connection:
        made = Classification("cv", 0.9, ("heading: opleiding", "structure: date ranges"))
        assert class_verdicts.decided(connection, sha(CV), made) == made
    class_verdicts.give(catalog, sha(CV), "diploma", "", "An")
    with catalog.read() as connection:
        decided = class_verdicts.decided(connection, sha(CV), made)
    assert decided.evidence == ("decided by a person", "by the rules: cv", "heading: opleiding", "structure: date ranges")
    assert class_verdicts.by_rules(decided.evidence) == ("cv", ("opleiding",))
