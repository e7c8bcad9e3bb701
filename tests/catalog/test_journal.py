import os
from dataclasses import replace

import pytest

from scanner.catalog import housekeeping, journal, queries, roots
from scanner.catalog.journal import Exposure, Verdict
from scanner.catalog.store import Catalog, hot
from scanner.crawl import crawl

VERDICT = Verdict("ab" * 32, "BE_NATIONAL_REGISTER_NUMBER", "cd" * 32, "not a violation", "an example number", "els")


@pytest.fixture
def clock():
    return [1_000]


@pytest.fixture
def catalog(url, clock):
    with Catalog.open(url, clock=lambda: clock[0]) as catalog:
        yield catalog


def test_a_run_that_was_killed_is_one_without_an_end(catalog, root, clock):
    first = journal.begin_run(catalog, "crawl", root.id)
    clock[0] += 5
    second = journal.begin_run(catalog, "crawl", root.id, config="digest")
    journal.end_run(catalog, second, "complete", {"files": 3, "gone": 1})
    with catalog.read() as connection:
        runs = journal.last_runs(connection, "crawl", 5)
    assert [(run.id, run.outcome, dict(run.figures)) for run in runs] == [
        (second, "complete", {"files": 3, "gone": 1}),
        (first, None, {}),
    ]


def test_an_alarm_that_goes_on_is_one_alarm_and_may_come_back(catalog, clock):
    assert journal.raise_alarm(catalog, "catalogue full", "no room", "root 1")
    clock[0] += 5
    assert not journal.raise_alarm(catalog, "catalogue full", "still no room", "root 1")
    assert journal.raise_alarm(catalog, "catalogue full", "no room", "root 2")
    with catalog.read() as connection:
        first, _ = journal.open_alarms(connection)
    assert (first.detail, first.raised, first.repeated) == ("still no room", 1_000, 1_005)
    assert journal.clear_alarm(catalog, "catalogue full", "root 1")
    assert not journal.clear_alarm(catalog, "catalogue full", "root 1")
    assert journal.raise_alarm(catalog, "catalogue full", "again", "root 1")


def test_a_verdict_replaces_the_one_on_the_same_and_ends_when_it_should(catalog):
    journal.give_verdict(catalog, VERDICT)
    journal.give_verdict(catalog, replace(VERDICT, verdict="violation", expires=2_000))
    journal.give_verdict(catalog, replace(VERDICT, sha256=None, verdict="everywhere"))
    journal.give_verdict(catalog, replace(VERDICT, sha256="00" * 32))
    with catalog.read() as connection:
        holding = journal.verdicts(connection, "ab" * 32, 1_999)
        assert [(one.verdict, one.given) for one in holding] == [("violation", 1_000), ("everywhere", 1_000)]
        assert [one.verdict for one in journal.verdicts(connection, "ab" * 32, 2_000)] == ["everywhere"]
        assert [one.verdict for one in journal.expired_verdicts(connection, 1_500, 2_500)] == ["violation"]
        assert journal.expired_verdicts(connection, 2_000, 2_500) == []


def test_an_exposure_that_goes_on_keeps_its_beginning(catalog, root, tree, clock):
    (tree / "a").write_text("a")
    crawl(catalog, root)
    with catalog.read() as connection:
        file_id = queries.file(connection, root.id, b"a").id
        folder_id = hot(connection, "SELECT id FROM folders").scalar()
    both = [Exposure("everyone", "mode 0777", folder_id=folder_id), Exposure("group", "gid 100", file_id=file_id)]
    journal.set_exposures(catalog, both, [folder_id], [file_id])
    clock[0] += 5
    journal.set_exposures(catalog, [both[0], Exposure("everyone", "mode 0644", file_id=file_id)], [folder_id], [file_id])
    with catalog.read() as connection:
        assert sorted(hot(connection, "SELECT kind, detail, since FROM exposures").all()) == [
            ("everyone", "mode 0644", 1_005),
            ("everyone", "mode 0777", 1_000),
        ]


def test_what_is_gone_for_long_is_forgotten_and_nothing_else(catalog, root, tree, clock):
    for path in ("gone/deep/a", "gone/b", "kept/c", "kept/d"):
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(path)
    crawl(catalog, root)
    with catalog.write() as connection:
        for number, name in enumerate(b"abcd"):
            content = (bytes([number]) * 32, 1)
            hot(
                connection,
                "INSERT INTO contents (sha256, kind, size, media_type, coverage, document_class, class_confidence, class_evidence, read)"
                " VALUES (?, '', ?, 'x', 'full', 'other', 0, '[]', 1)", content,
            )  # fmt: skip
            hot(connection, "UPDATE files SET content_id = (SELECT max(id) FROM contents) WHERE name = ?", (bytes([name]),))
    clock[0] = 2_000
    (tree / "gone").rename(tree.parent / "gone")
    (tree / "kept" / "d").rename(tree.parent / "d")
    crawl(catalog, root)
    clock[0] = 3_000
    assert housekeeping.forget(catalog, 2_000) == 0
    assert housekeeping.forget(catalog, 2_001) == 3
    with catalog.read() as connection:
        assert [row.path for row in queries.every_file(connection, root.id, missing=True)] == [b"kept/c"]
        assert sorted(bytes(row[0]) for row in hot(connection, "SELECT path FROM folders")) == [b"", b"kept"]
        assert [bytes(row[0]) for row in hot(connection, "SELECT sha256 FROM contents")] == [b"\2" * 32]
    (tree.parent / "gone").rename(tree / "gone")
    assert crawl(catalog, root).counts.new == 2


def test_a_question_about_many_files_is_answered_in_pages(catalog, root, tree, monkeypatch):
    monkeypatch.setattr(queries, "_PAGE", 3)
    for number in range(20):
        folder = tree / f"{number % 3}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:02}").write_text("x")
    crawl(catalog, root)
    with catalog.read() as connection:
        paths = [os.fsdecode(row.path) for row in queries.every_file(connection, root.id)]
    assert paths == [f"{folder}/{number:02}" for folder in range(3) for number in range(20) if number % 3 == folder]
    assert roots.add(catalog, root.path).files == 20
