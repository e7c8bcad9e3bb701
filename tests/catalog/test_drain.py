import os
import threading
import time

import pytest

from scanner import drain as drain_module
from scanner import rulepacks
from scanner.catalog import queries, queue, results, roots
from scanner.catalog.errors import CatalogFull
from scanner.catalog.queue import Due
from scanner.catalog.store import Catalog, hot
from scanner.config import Limits
from scanner.crawl import crawl, revisit
from scanner.drain import DrainReport, Work, drain, judgement_of
from scanner.model import Category, Code, Coverage, FileResult, Finding, Preview, Problem
from scanner.pipeline import Settings
from tests.make import RRN, docx

TEXT = f"Rijksregisternummer: {RRN}\n"


def settings(tree, **options):
    return Settings((os.fsencode(tree),), os.fspath(rulepacks.shipped()), Limits(**options), b"k" * 32, ocr=False)


def work(catalog, root, tree, rules="rules 1", **options):
    made = settings(tree)
    return Work(made, judgement_of(catalog, made, rules), (root.id,), **options)


def rows(catalog, root):
    with catalog.read() as connection:
        return {os.fsdecode(row.path): row for row in queries.every_file(connection, root.id)}


def waiting(catalog):
    with catalog.read() as connection:
        return queue.waiting(connection)


def age(tree):
    """Let all files be older than the coarsest clock, so that reading them once is enough."""
    time.sleep(2.1)


@pytest.fixture(autouse=True)
def no_recheck(monkeypatch):
    """Whether a file counts as just written is a matter of the machine's speed; tests of that set it themselves."""
    monkeypatch.setattr(results, "RACY_NS", 0)


@pytest.fixture
def inline(monkeypatch):
    """Files are read in this process: what happens between processes has tests of its own."""
    from scanner.crew import Idle
    from scanner.pipeline import Scanner
    from scanner.workers import Candidate

    reads = []

    def judge_many(entries, settings, workers, files_per_worker, beat):
        scanner = Scanner(settings)
        for entry in entries:
            beat()
            if isinstance(entry, Idle):
                time.sleep(0.01)
            elif isinstance(entry, Candidate):
                result = scanner.scan_one(entry.identity, entry.known)
                reads.append((entry.identity.path, result.known))
                yield entry, result
            else:
                yield entry, scanner.folder(entry.root, entry.path, entry.problem)

    monkeypatch.setattr(drain_module, "judge_many", judge_many)
    return reads


def test_what_is_due_is_read_and_written(catalog, root, tree, no_recheck):
    (tree / "a").mkdir()
    (tree / "a" / "b.txt").write_text(TEXT)
    (tree / "c.docx").write_bytes(
        docx(
            "Curriculum vitae\nWout Maes\nWerkervaring\n2015 - 2019 lasser bij een garage in Gent\nOpleiding\n2012 lassen\nTalen: Nederlands"
        )
    )
    (tree / "d.bin").write_bytes(bytes(range(256)) * 10)
    (tree / f"e {RRN}.txt").write_text("niets")
    (tree / "85073003328").mkdir()
    crawl(catalog, root)
    report = drain(catalog, work(catalog, root, tree, workers=2))
    assert (report.files, report.known, report.again) == (4, 0, 0)
    found = rows(catalog, root)
    assert waiting(catalog) == {}
    assert {path: row.coverage for path, row in found.items()} == {
        "a/b.txt": "full",
        "c.docx": "full",
        "d.bin": "none",
        f"e {RRN}.txt": "full",
    }
    (finding,) = (one for one in found["a/b.txt"].findings if one.category == "forbidden")
    assert (finding.entity, finding.locator, finding.masked) == ("BE_NATIONAL_REGISTER_NUMBER", "line 1", "85.**.**-***.**")
    assert finding.evidence
    assert len(finding.fingerprint) == 64
    assert [gap.code for gap in found["d.bin"].problems] == [Code.UNSUPPORTED]
    assert found["c.docx"].document_class == "cv"
    assert found["c.docx"].class_evidence
    assert found[f"e {RRN}.txt"].shown == "e 85.**.**-***.**.txt"
    assert [one.locator for one in found[f"e {RRN}.txt"].findings] == ["file name"]
    with catalog.read() as connection:
        (folder,) = queries.told_folders(connection, root.id)
        assert queries.coverage(connection) == {"full": 3, "none": 1}
    assert (folder.path, folder.shown, folder.findings[0].locator) == (b"85073003328", "85.**.**-***.**", "folder name")


def test_the_database_holds_no_raw_number(tree, tmp_path, inline):
    (tree / "a.txt").write_text(TEXT)
    (tree / "b.txt").write_text("Geboren te Gent op 30/07/1985, an.peeters@example.be, BE68 5390 0754 7034")
    with Catalog.open(f"sqlite:///{tmp_path}/c.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        crawl(catalog, root)
        drain(catalog, work(catalog, root, tree))
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("c.db*"))
    assert b"BE_NATIONAL_REGISTER_NUMBER" in stored
    for raw in (RRN, "85073003328", "073003328", "Gent", "an.peeters", "5390", "30/07/1985"):
        assert raw.encode() not in stored, raw


def test_the_database_holds_no_preview(tree, tmp_path, inline, monkeypatch):
    from scanner.pipeline import Scanner

    shown = Preview(20, 28, bytes(number % 16 for number in range(560)), ((11, 9, 65, 32),))
    copy = Finding("ID_CARD_COPY", Category.FORBIDDEN, 0.9, "image 1", "", ("card shape",), preview=shown)
    made = {"sha256": "ab" * 32, "coverage": Coverage.FULL, "findings": (copy,)}
    monkeypatch.setattr(Scanner, "scan_one", lambda self, identity, known: FileResult(identity, "a.jpg", **made))
    (tree / "a.jpg").write_bytes(b"x")
    with Catalog.open(f"sqlite:///{tmp_path}/c.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        crawl(catalog, root)
        drain(catalog, work(catalog, root, tree))
        (stored,) = rows(catalog, root)["a.jpg"].findings
        assert stored.entity == "ID_CARD_COPY"
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("c.db*"))
    assert b"ID_CARD_COPY" in raw
    assert shown.cells[:16] not in raw


def test_identical_contents_are_looked_at_once(catalog, root, tree, inline, no_recheck):
    for name in ("a.txt", "b.txt", f"c {RRN}.txt", "d.md"):
        (tree / name).write_text(TEXT)
    (tree / "e.txt").write_text(TEXT.replace("R", "r"))
    crawl(catalog, root)
    drain(catalog, work(catalog, root, tree))
    assert sorted(known for _, known in inline) == [False, False, False, True, True]
    found = rows(catalog, root)
    content = lambda name: {one.locator for one in found[name].findings}  # noqa: E731
    assert content("a.txt") == content("b.txt") == {"line 1"}
    assert content(f"c {RRN}.txt") == {"line 1", "file name"}
    assert {row.coverage for row in found.values()} == {"full"}
    inline.clear()
    (tree / "later.txt").write_text(TEXT)
    crawl(catalog, root)
    drain(catalog, work(catalog, root, tree))
    assert inline == [(b"later.txt", True)]
    with catalog.read() as connection:
        assert len(queries.files_with(connection, found["a.txt"].sha256)) == 5


def test_a_moved_or_touched_file_is_read_and_not_looked_at_again(catalog, root, tree, inline, no_recheck):
    (tree / "a.txt").write_text(TEXT)
    (tree / "b.txt").write_text("b")
    crawl(catalog, root)
    drain(catalog, work(catalog, root, tree))
    before = rows(catalog, root)["a.txt"]
    inline.clear()
    (tree / "a.txt").rename(tree / f"{RRN}.txt")
    (tree / "b.txt").chmod(0o600)
    crawl(catalog, root)
    drain(catalog, work(catalog, root, tree))
    assert sorted(inline) == [(f"{RRN}.txt".encode(), True), (b"b.txt", True)]
    row = rows(catalog, root)[f"{RRN}.txt"]
    assert (row.id, row.first_seen) == (before.id, before.first_seen)
    assert {one.locator for one in row.findings} == {"line 1", "file name"}


def test_other_rules_make_everything_due_again(catalog, root, tree, inline, no_recheck):
    for name in ("a.txt", "b.txt", "1/c.txt"):
        (tree / name).parent.mkdir(exist_ok=True)
        (tree / name).write_text(TEXT)
    crawl(catalog, root)
    first = work(catalog, root, tree)
    drain(catalog, first)
    assert queue.requeue_judged_otherwise(catalog, first.judgement) == 0
    inline.clear()
    second = work(catalog, root, tree, rules="rules 2")
    assert second.judgement != first.judgement
    assert queue.requeue_judged_otherwise(catalog, second.judgement) == 3
    assert waiting(catalog) == {Due.RULES: 3}
    drain(catalog, second)
    assert sorted(known for _, known in inline) == [False, True, True]
    found = rows(catalog, root)
    assert {row.rules for row in found.values()} == {"rules 2"}
    assert [len(row.findings) for row in found.values()] == [1, 1, 1]
    with catalog.read() as connection:
        assert hot(connection, "SELECT count(*) FROM findings").scalar() == 1
        assert hot(connection, "SELECT count(*) FROM folders WHERE due > 0").scalar() == 0


def test_settings_that_change_verdicts_are_part_of_the_judgement_and_the_roots_are_not(catalog, tree):
    base = settings(tree)
    numbers = [
        judgement_of(catalog, made, "r")
        for made in (base, settings(tree, pages=7), Settings((b"/other",), "elsewhere", Limits(), b"k" * 32, ocr=False),
                     Settings(base.roots, base.rules, base.limits, b"j" * 32, ocr=False), Settings(base.roots, base.rules, base.limits, base.key, ocr=True))
    ]  # fmt: skip
    assert numbers[0] == numbers[2]
    assert len(set(numbers)) == 4


def test_a_file_read_right_after_its_change_is_read_once_more_later(catalog, root, tree, inline, monkeypatch):
    """Its clock may be too coarse to tell the next change from the last."""
    (tree / "a.txt").write_text("first")
    crawl(catalog, root)
    with monkeypatch.context() as soon:  # however slow the machine is
        soon.setattr(results, "RACY_NS", 3600 * 10**9)
        soon.setattr(queue, "RACY_NS", 3600 * 10**9)
        drain(catalog, work(catalog, root, tree))
    monkeypatch.setattr(results, "RACY_NS", 0)
    assert waiting(catalog) == {Due.RECHECK: 1}
    status = os.stat(tree / "a.txt")
    (tree / "a.txt").write_text("later")
    os.utime(tree / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    with catalog.write() as connection:  # a clock that did not advance in between
        hot(connection, "UPDATE files SET ctime_ns = ?", (os.stat(tree / "a.txt").st_ctime_ns,))
    age(tree)
    drain(catalog, work(catalog, root, tree))
    assert waiting(catalog) == {}
    assert [known for _, known in inline] == [False, False]


def test_a_file_that_changes_while_it_is_read_stays_due(catalog, root, tree, inline, monkeypatch):
    from scanner.pipeline import Scanner

    (tree / "a.txt").write_text("first")
    crawl(catalog, root)
    real = Scanner.scan_one

    def scan_one(self, identity, known):
        result = real(self, identity, known)
        (tree / "a.txt").write_text("another")
        revisit(catalog, root, [b""])
        monkeypatch.setattr(Scanner, "scan_one", real)
        return result

    monkeypatch.setattr(Scanner, "scan_one", scan_one)
    report = drain(catalog, work(catalog, root, tree))
    assert (report.files, report.again) == (1, 1)
    assert rows(catalog, root)["a.txt"].size == 7
    assert len(inline) == 2


def test_a_file_that_is_not_there_waits_for_the_next_look_at_its_folder(catalog, root, tree, inline):
    (tree / "d").mkdir()
    (tree / "d" / "a.txt").write_text("a")
    (tree / "d" / "b.txt").write_text("b")
    crawl(catalog, root)
    (tree / "d" / "a.txt").rename(tree / "away")
    (tree / "d" / "b.txt").unlink()
    report = drain(catalog, work(catalog, root, tree))
    assert report.vanished == [(root.id, b"d"), (root.id, b"d")]
    assert waiting(catalog) == {Due.AFTER_CRAWL: 2}
    (tree / "away").rename(tree / "d" / "a.txt")
    crawl(catalog, root)
    assert waiting(catalog) == {Due.CHANGED: 1}
    drain(catalog, work(catalog, root, tree))
    assert {path: row.coverage for path, row in rows(catalog, root).items()} == {"d/a.txt": "full"}


def test_what_could_not_be_opened_is_the_files_own_problem_and_can_be_tried_again(catalog, root, tree, inline, monkeypatch):
    from scanner.pipeline import Scanner

    (tree / "a.txt").write_text(TEXT)
    crawl(catalog, root)
    real = Scanner.scan_one
    refusal = Problem("open", Code.PERMISSION, "Permission denied")
    monkeypatch.setattr(Scanner, "scan_one", lambda self, identity, known: FileResult(identity, "a.txt", problems=(refusal,)))
    drain(catalog, work(catalog, root, tree))
    row = rows(catalog, root)["a.txt"]
    assert (row.coverage, row.problems, row.sha256) == ("none", (refusal,), None)
    monkeypatch.setattr(Scanner, "scan_one", real)
    assert queue.requeue_problems(catalog, [Code.TIMEOUT]) == 0
    assert queue.requeue_problems(catalog, [Code.PERMISSION, Code.TIMEOUT]) == 1
    drain(catalog, work(catalog, root, tree))
    row = rows(catalog, root)["a.txt"]
    assert (row.coverage, row.problems) == ("full", ())


def test_urgent_files_come_first(catalog, root, tree, inline):
    for number in range(20):
        (tree / f"a{number:02}.txt").write_text(str(number))
    crawl(catalog, root)
    (tree / "z.txt").write_text("live")
    revisit(catalog, root, [b""])
    drain(catalog, work(catalog, root, tree))
    assert inline[0][0] == b"z.txt"
    assert len({path for path, _ in inline}) == 21  # one that was just written may be hashed once more


def test_the_same_file_under_which_the_service_ends_is_read_last_and_alone_and_at_last_given_up(
    catalog, root, tree, inline, no_recheck
):
    for name in ("a.txt", "bad.txt", "c.txt"):
        (tree / name).write_text(name)
    crawl(catalog, root)
    with catalog.write() as connection:
        hot(connection, "UPDATE files SET attempts = ? WHERE name = ?", (queue.SUSPECT, b"bad.txt"))
    drain(catalog, work(catalog, root, tree))
    assert [path for path, _ in inline] == [b"a.txt", b"c.txt", b"bad.txt"]
    assert waiting(catalog) == {}
    (tree / "bad.txt").write_text("changed, so that it has another chance")
    crawl(catalog, root)
    with catalog.write() as connection:
        assert hot(connection, "SELECT max(attempts) FROM files").scalar() == 0
        hot(connection, "UPDATE files SET attempts = ? WHERE name = ?", (queue.GIVE_UP, b"bad.txt"))
    inline.clear()
    drain(catalog, work(catalog, root, tree))
    row = rows(catalog, root)["bad.txt"]
    assert (inline, row.coverage, [gap.code for gap in row.problems]) == ([], "none", [Code.CRASH])
    assert waiting(catalog) == {}


def test_a_stop_leaves_no_attempt_behind(catalog, root, tree, inline, no_recheck):
    for number in range(30):
        (tree / f"{number}.txt").write_text(str(number) * 100)
    crawl(catalog, root)
    report = DrainReport()
    drain(catalog, work(catalog, root, tree), stop=lambda: len(inline) >= 5, report=report)
    assert 5 <= report.files < 10
    assert sum(waiting(catalog).values()) >= 20
    with catalog.read() as connection:
        assert hot(connection, "SELECT max(attempts) FROM files").scalar() == 0
    assert drain(catalog, work(catalog, root, tree)).files == 30 - report.files


def test_a_suspended_root_is_not_read(catalog, root, tree, inline):
    (tree / "a.txt").write_text("a")
    crawl(catalog, root)
    roots.suspend(catalog, root.id, "20 % smaller")
    assert drain(catalog, work(catalog, root, tree)).files == 0
    roots.suspend(catalog, root.id, None)
    assert drain(catalog, work(catalog, root, tree)).files == 1


def test_no_room_is_told_and_what_was_read_is_read_again(tree, tmp_path, inline, no_recheck):
    for number in range(300):
        (tree / f"{number}.txt").write_text(TEXT + str(number))
    with Catalog.open(f"sqlite:///{tmp_path}/state/c.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        crawl(catalog, root)
        with catalog.write() as connection:
            hot(connection, f"PRAGMA max_page_count = {hot(connection, 'PRAGMA page_count').scalar() + 5}")
        with pytest.raises(CatalogFull):
            drain(catalog, work(catalog, root, tree))
        with catalog.write() as connection:
            hot(connection, "PRAGMA max_page_count = 1000000")
        drain(catalog, work(catalog, root, tree))
        assert waiting(catalog) == {}
        assert {len(row.findings) for row in rows(catalog, root).values()} == {1}
        assert catalog.check() == []


def test_it_stays_and_reads_what_comes(tree, tmp_path):
    with Catalog.open(f"sqlite:///{tmp_path}/c.db") as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        crawl(catalog, root)
        ended, report = threading.Event(), DrainReport()
        thread = threading.Thread(target=drain, args=(catalog, work(catalog, root, tree, stay=True), ended.is_set, report))
        thread.start()
        try:
            for number in range(3):
                (tree / f"{number}.txt").write_text(f"{TEXT}{number}")
                revisit(catalog, root, [b""])
                until = time.monotonic() + 60
                while time.monotonic() < until and rows(catalog, root)[f"{number}.txt"].coverage is None:
                    time.sleep(0.05)
                assert len(rows(catalog, root)[f"{number}.txt"].findings) == 1
        finally:
            ended.set()
            thread.join(10)
        assert not thread.is_alive()


def test_of_very_many_contents_of_one_size_only_the_latest_are_carried_to_a_process(catalog, root, tree, inline):
    for number in range(queue._MOST_KNOWN + 50):
        (tree / f"{number:04}.txt").write_text(f"{number:04}")
    crawl(catalog, root)
    age(tree)
    crawl(catalog, root)
    job = work(catalog, root, tree)
    drain(catalog, job)
    found = queue.known_contents(catalog, job.judgement, 4, "txt")
    assert len(found) == queue._MOST_KNOWN
    assert queue.known_contents(catalog, job.judgement, 5, "txt") == set()
    (tree / "copy.txt").write_text("0000")
    crawl(catalog, root)
    drain(catalog, job)
    assert waiting(catalog) in ({}, {Due.RECHECK: 1})
