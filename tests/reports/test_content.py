"""What a report tells: each section, and the weeks in which something is missing."""

import json
from datetime import timedelta

import pytest

from scanner.act.proof import Proof
from scanner.catalog import journal, notes
from scanner.errors import ConfigError, RootError
from scanner.reporting.basis import week_of
from scanner.reporting.gather import gather
from tests.reports.made import DAY, WEEK, dossier, ns

RRN, BORN, COPY = "BE_NATIONAL_REGISTER_NUMBER", "PLACE_OF_BIRTH", "ID_CARD_COPY"


def report(share, **values):
    return gather(share.basis(**values)).report


def remember(share, week, day):
    from scanner.catalog import report_history

    share.day = day
    found = gather(share.basis(week))
    report_history.record(share.catalog, week, found.told, found.figures)
    share.day = DAY


def test_forbidden_data_by_kind_and_folder_with_place_reason_and_advice(share):
    share.file("Clients/An/cv.docx", RRN, BORN)
    share.file("Clients/An/kaart.pdf", COPY, kind="id_card_copy", open_to="open_to_everyone")
    share.file("HR/loon.pdf", RRN, kind="payslip")
    share.file("lijst.xlsx", RRN, kind="person_list")
    scope = report(share).organisation
    assert (scope.violations, scope.files_with_forbidden) == (5, 4)
    assert [(kind.entity, kind.findings, kind.files) for kind in scope.kinds] == [(COPY, 1, 1), (RRN, 3, 3), (BORN, 1, 1)]
    assert [(row.path, row.findings, row.files) for row in scope.folders.rows] == [
        ("Clients/An", 3, 2),
        (".", 1, 1),
        ("HR", 1, 1),
    ]
    first = scope.forbidden.rows[0]
    assert (first.path, first.open, first.where, first.masked, first.advice) == (
        "Clients/An/kaart.pdf", "open_to_everyone", "page 1", "85.**.**-***.**", "delete",
    )  # fmt: skip
    assert {row.path: row.advice for row in scope.forbidden.rows} == {
        "Clients/An/kaart.pdf": "delete", "Clients/An/cv.docx": "redact", "HR/loon.pdf": "move", "lijst.xlsx": "review",
    }  # fmt: skip


def test_what_is_uncertain_or_allowed_counts_apart(share):
    share.configure(policy=[{"path": "HR/**", "allow": [RRN], "reason": "payroll of our staff", "until": "2026-12-01"}])
    share.file("HR/loon.pdf", RRN)
    share.file("a.txt", (RRN, {"confidence": 0.3}))
    found = report(share)
    scope = found.organisation
    assert (scope.violations, scope.notes, scope.suppressed) == (0, 1, 1)
    assert [(one.state, one.suppressed) for one in found.allowances] == [("expires", 1)]


def test_special_data_count_without_consent_only(share):
    share.register(dossier("1", "Clients/An", consents=frozenset({"health"})), dossier("2", "Clients/Bo"))
    share.file("Clients/An/a.txt", "HEALTH", "RELIGION")
    share.file("Clients/Bo/b.txt", "HEALTH")
    scope = report(share).organisation
    assert sorted((row.path, row.entity) for row in scope.sensitive.rows) == [
        ("Clients/An/a.txt", "RELIGION"), ("Clients/Bo/b.txt", "HEALTH"),
    ]  # fmt: skip
    assert (scope.special, scope.with_consent, scope.violations) == (2, 1, 0)


def test_each_controller_has_its_own_part_and_the_rest_is_under_none(share):
    share.register(dossier("1", "Clients/An", "vzw"), dossier("2", "Clients/Bo", "maatwerk"))
    share.file("Clients/An/a.txt", RRN)
    share.file("Clients/Bo/b.txt", RRN, RRN, coverage="partial", problems=["ocr_low_confidence"])
    share.file("elsewhere/c.txt", BORN)
    share.item("Clients/Bo/x.txt", "overdue", dossier="2")
    parts = {one.key: one for one in report(share).controllers}
    assert {key: one.violations for key, one in parts.items()} == {"vzw": 1, "maatwerk": 2, "": 1}
    assert parts["maatwerk"].terms.overdue.files == 1
    assert parts["vzw"].terms.overdue.files == 0
    assert [one.reading.total for one in parts.values()] == [1, 1, 1]


def test_what_was_read_adds_up_and_names_reasons_and_folders(share):
    share.file("a/one.pdf", coverage="none", problems=["encrypted"])
    share.file("a/two.pdf", coverage="partial", problems=["nesting", "ocr_low_confidence"])
    share.file("b/three.pdf")
    share.file("b/four.pdf", coverage=None)
    reading = report(share).organisation.reading
    assert (reading.full, reading.partial, reading.none, reading.waiting, reading.total) == (1, 1, 1, 1, 4)
    assert dict(reading.reasons) == {"encrypted": 1, "nesting": 1, "ocr_low_confidence": 1}
    assert [(row.path, row.none, row.partial) for row in reading.folders.rows] == [("a", 1, 1)]
    assert [row.path for row in reading.files.rows] == ["a/one.pdf", "a/two.pdf"]


def test_new_solved_and_still_open_with_their_reasons(share):
    share.file("old.txt", RRN)
    gone = share.file("gone.txt", RRN)
    share.file("hr/allowed.txt", RRN)
    share.file("recognised.txt")
    remember(share, "2026-W46", DAY - timedelta(days=7))
    share.change(gone, missing_since=ns(DAY))
    share.configure(policy=[{"path": "hr/**", "allow": [RRN], "reason": "payroll of our staff"}])
    share.file("new.txt", RRN, RRN, seen=DAY - timedelta(days=3))
    share.file("changed.txt", BORN, changed=DAY - timedelta(days=2))
    share.file("rules.txt", COPY)
    moved = report(share).organisation.changes
    assert (moved.new, moved.still, moved.solved) == (4, 1, 2)
    assert (moved.new_in_new, moved.new_in_changed, moved.new_in_old) == (2, 1, 1)
    assert (moved.solved_gone, moved.solved_accepted, moved.solved_changed) == (1, 1, 0)


def test_telling_a_week_twice_changes_nothing(share):
    share.file("old.txt", RRN)
    remember(share, "2026-W46", DAY - timedelta(days=7))
    share.file("new.txt", RRN)
    before = report(share)
    for _ in range(2):
        remember(share, WEEK, DAY)
        assert report(share) == before
    after = report(share, week="2026-W48").organisation.changes
    assert (after.new, after.still, after.solved) == (0, 2, 0)


def test_what_comes_back_is_new_again(share):
    file = share.file("a.txt", RRN)
    remember(share, "2026-W45", DAY)
    share.change(file, missing_since=5)
    remember(share, "2026-W46", DAY)
    share.change(file, missing_since=None)
    assert report(share).organisation.changes.new == 1
    remember(share, WEEK, DAY)
    assert report(share, week="2026-W48").organisation.changes.still == 1


def test_the_first_report_has_nothing_to_compare_with(share, written):
    share.file("a.txt", RRN)
    done, files = written(language="en")
    assert done.report.before == ""
    page = next(text for name, text in files.items() if name.endswith(".en.html"))
    assert "This is the first report" in page
    assert 'id="trend"' not in page


def test_a_missed_week_is_named_and_leaves_a_gap(share, written):
    share.file("a.txt", RRN)
    remember(share, "2026-W44", DAY - timedelta(days=21))
    done, files = written(language="en")
    assert done.report.missed == ("2026-W45", "2026-W46")
    page = files[f"report-{WEEK}.en.html"]
    assert "no reports of weeks 2026-W45, 2026-W46" in page
    assert 'class="gap"' in page
    assert [point.violations for point in done.report.organisation.trend][-4:] == [1, None, None, 1]


def test_an_empty_catalogue_reads_sensibly(share, written):
    _, files = written(language="en")
    page = files[f"report-{WEEK}.en.html"]
    assert "There are no files yet." in page
    assert "None were found." in page
    data = json.loads(files[f"report-{WEEK}.json"])
    assert data["rows"] == []


def test_no_findings_and_all_read_is_said_as_good_news(share, written):
    share.file("a.txt")
    notes.remember(
        share.catalog,
        "plan figures",
        {"on": "2026-11-23", "all": {"review": [0, 0], "next": None, "months": []}, "controllers": {}},
    )
    _, files = written(language="en")
    page = files[f"report-{WEEK}.en.html"]
    assert "Nothing. All is as it should be." in page
    assert "No forbidden data were found." in page


def test_an_unreachable_root_is_said_and_its_figures_stay(share, written):
    share.file("a.txt", RRN)
    other = share.root(b"/mnt/other", "Archief", suspended="guard_missing")
    share.file("b.txt", RRN, root=b"/mnt/other")
    share.day = DAY - timedelta(days=2)
    journal.raise_alarm(share.catalog, "guard_missing", "{}", f"root {other}")
    share.day = DAY
    done, files = written(language="en")
    assert done.report.organisation.violations == 2
    page = files[f"report-{WEEK}.en.html"]
    assert "Have “Archief” looked at" in page
    assert "Until then nothing counts as deleted" in page
    assert "Archief/<wbr>b.txt" in page


def test_changed_rules_are_said(share, written):
    share.file("a.txt", RRN)
    remember(share, "2026-W46", DAY - timedelta(days=7))
    _, files = written(language="en")
    assert "Rules or version changed" not in files[f"report-{WEEK}.en.html"]
    from scanner.catalog import report_history

    found = gather(share.basis("2026-W46"))
    report_history.record(share.catalog, "2026-W46", found.told, found.figures | {"": {**found.figures[""], "rules": "others"}})
    _, files = written(language="en")
    assert "Rules or version changed" in files[f"report-{WEEK}.en.html"]


def test_retention_due_overdue_held_and_deleted_with_their_proof(share, written):
    share.register(dossier("2024-7", "Clients/An"))
    share.item("Clients/An/a.docx", "due", dossier="2024-7")
    share.item("Clients/An/b.docx", "overdue", dossier="2024-7", expires=DAY - timedelta(days=400), confirmed=None)
    share.item("Clients/An/c.docx", "held", dossier="2024-7")
    share.item("Clients/An/secret name.docx", "purged", dossier="2024-7", item="aabb")
    proof = Proof(f"{share.state}/proof.jsonl", b"k" * 32)
    proof.write("purge", "begin", "aabb", {"file": "f"})
    line = proof.write("purge", "end", "aabb", {"outcome": "purged", "detail": ""})
    proof.write("quarantine", "end", "cc", {"outcome": "quarantined", "detail": ""})
    at = line.fields["at"][:10]
    share.day = type(DAY).fromisoformat(at) + timedelta(days=7)
    done, files = written(
        week=week_of(at[:4] + "-W" + f"{type(DAY).fromisoformat(at).isocalendar()[1]:02}", share.day), language="en"
    )
    terms = done.report.organisation.terms
    assert (terms.due.files, terms.overdue.files, terms.held.files) == (1, 1, 1)
    assert [(one.proof, one.hash, one.dossier, one.rule) for one in terms.deleted.rows] == [
        (2, line.hash, "2024-7", "client_documents")
    ]
    page = next(text for name, text in files.items() if name.endswith(".en.html") and "controller" not in name)
    assert line.hash[:16] in page
    assert "secret name" not in "".join(files.values())
    assert "not confirmed" in page
    assert "The retention period ran up to and including" in page
    assert done.report.health.proof_head == proof.head


def test_the_forecast_is_that_of_the_last_plan(share):
    month = {"review": [3, 9], "next": "2026-12-01", "months": [["2026-11-01", 4, 1], ["2026-12-01", 0, 2]]}
    notes.remember(share.catalog, "plan figures", {"on": "2026-11-22", "all": month, "controllers": {"vzw": month}})
    found = report(share)
    assert [(one.expires, one.deadline) for one in found.organisation.terms.months] == [(4, 1), (0, 2)]
    parts = {one.key: one.terms for one in found.controllers}
    assert len(parts["vzw"].months) == 2
    assert parts["maatwerk"].months == ()
    assert str(parts["maatwerk"].planned) == "2026-11-22"


def test_crawls_that_did_not_run_are_named(share):
    for back in (7, 6, 4, 3, 2, 1):
        share.crawl(DAY - timedelta(days=back))
    share.crawl(DAY - timedelta(days=5), outcome="failed")
    health = report(share).health
    assert health.roots[0].crawls == 6
    assert health.roots[0].days_without == (DAY - timedelta(days=5),)
    assert health.stopped == 1


def test_owners_get_only_what_is_theirs(share, written):
    share.configure(report={"owners": [{"folder": "Clients/An", "name": "An"}, {"folder": "/srv/share/HR", "name": "Lien"}]})
    share.file("Clients/An/mine.txt", RRN)
    share.file("Clients/Anneke/hers.txt", RRN)
    share.file("HR/loon.txt", BORN)
    done, files = written(language="en")
    assert [(one.key, one.violations) for one in done.report.owners] == [("Clients/An", 1), ("/srv/share/HR", 1)]
    digests = [text for name, text in files.items() if ".digest-" in name]
    assert len(digests) == 2
    assert "mine.txt" in digests[0]
    assert "hers.txt" not in digests[0]
    assert "loon.txt" not in digests[0]


def test_one_root_or_one_dossier_alone(share, written):
    share.root(b"/mnt/other", "Archief")
    share.register(dossier("7", "Clients/An"))
    share.file("Clients/An/a.txt", RRN)
    share.file("Clients/Bo/b.txt", RRN)
    share.file("c.txt", RRN, root=b"/mnt/other")
    assert report(share, only_root="Archief").organisation.violations == 1
    done, files = written(only_dossier="7", language="en")
    assert done.report.organisation.violations == 1
    assert all(".only-" in name for name in files)
    with pytest.raises(RootError, match="no path or name of a root"):
        report(share, only_root="nowhere")
    with pytest.raises(RootError, match="no dossier"):
        report(share, only_dossier="8")


def test_weeks_are_checked():
    assert week_of(None, DAY) == WEEK
    assert week_of("2026-w47", DAY) == WEEK
    with pytest.raises(ConfigError, match="2026-W47"):
        week_of("last week", DAY)
    with pytest.raises(ConfigError, match="not begun"):
        week_of("2026-W50", DAY)


@pytest.mark.parametrize("roots", [1, 2])
def test_an_open_folder_is_marked_where_it_is_told(share, roots):
    if roots == 2:
        share.root(b"/mnt/other", "Archief")
    share.file("a.txt", RRN)
    share.file("map/b.txt", RRN)
    folders = [share.place(b""), share.place(b"map")]
    journal.set_exposures(
        share.catalog, [journal.Exposure("open_to_everyone", "", folder_id=one, since=ns(DAY)) for one in folders]
    )
    scope = report(share).organisation
    assert {row.open for row in scope.folders.rows} == {"open_to_everyone"}
    assert {row.path for row in scope.open.rows} == {row.path for row in scope.folders.rows}
    assert scope.open_to_everyone == 2
