"""What a person says a document is holds for its content; and a content's class does not depend on which of its files came first."""

import hashlib
import itertools
import os
from datetime import UTC, datetime

import pytest

from scanner.catalog import class_verdicts, queries, roots
from scanner.catalog.store import Catalog
from scanner.crawl import crawl
from scanner.drain import Work, drain
from scanner.model import Classification
from tests.catalog.test_drain import age, inline, no_recheck, work  # noqa: F401 - fixtures

CV = b"Mijn loopbaan\nWerkervaring\n2010 - 2014 lasser\n2014 - heden kok\nOpleiding\n2006 - 2010 hout\nTalenkennis\nNederlands moedertaal\n"
POEM = b"De regen tikt op het venster\nen ik denk aan de zee\n"


def put(tree, **files):
    for name, content in files.items():
        (tree / f"{name}.txt").write_bytes(content)
    age(tree)


def look(catalog, root, tree, **options):
    crawl(catalog, root, os.fsencode(tree))
    return drain(catalog, work(catalog, root, tree, **options))


def classes(catalog, root):
    with catalog.read() as connection:
        return {row.path.decode(): row.document_class for row in queries.every_file(connection, root)}


def sha(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("order", list(itertools.permutations(("diploma", "cv", "a"))))
def test_identical_contents_have_one_class_whichever_name_came_first(catalog, root, tree, inline, no_recheck, order):  # noqa: F811
    for name in order:
        put(tree, **{name: POEM})
        look(catalog, root, tree)
    assert set(classes(catalog, root).values()) == {"other"}


def test_a_decision_is_honoured_at_once_and_survives_a_rescan_a_move_and_other_rules(catalog, root, tree, inline, no_recheck):  # noqa: F811
    put(tree, a=CV)
    look(catalog, root, tree)
    assert classes(catalog, root) == {"a.txt": "cv"}
    assert class_verdicts.give(catalog, sha(CV), "diploma", "wrong", "An") == 1
    assert classes(catalog, root) == {"a.txt": "diploma"}
    (tree / "a.txt").rename(tree / "b.txt")
    look(catalog, root, tree, rules="rules 2")
    assert classes(catalog, root) == {"b.txt": "diploma"}
    with catalog.read() as connection:
        (row,) = queries.every_file(connection, root)
        said, words = class_verdicts.by_rules(row.class_evidence)
    assert row.class_confidence == 1.0
    assert said == "cv"
    assert "werkervaring" in words


def test_a_second_decision_takes_the_place_of_the_first_and_keeps_what_the_rules_said(catalog, root, tree, inline, no_recheck):  # noqa: F811
    put(tree, a=CV)
    look(catalog, root, tree)
    class_verdicts.give(catalog, sha(CV), "diploma", "", "An")
    class_verdicts.give(catalog, sha(CV), "other", "no class", "Jan")
    with catalog.read() as connection:
        (verdict,) = class_verdicts.listed(connection)
        (row,) = queries.every_file(connection, root)
    assert (verdict.verdict, verdict.person, row.document_class) == ("other", "Jan", "other")
    assert class_verdicts.by_rules(row.class_evidence)[0] == "cv"


def test_a_decision_may_come_before_the_file_and_another_content_has_none(catalog, root, tree, inline, no_recheck):  # noqa: F811
    assert class_verdicts.give(catalog, sha(CV), "invoice", "", "An") == 0
    put(tree, a=CV, b=CV + b"Rijbewijs B\n")
    look(catalog, root, tree)
    assert classes(catalog, root) == {"a.txt": "invoice", "b.txt": "cv"}


def test_after_a_withdrawal_the_rules_decide_again(catalog, root, tree, inline, no_recheck):  # noqa: F811
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
