"""From the command, from the service, and on each database."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from reports import mail
from scanner import config, fingerprint_key, rulepacks
from scanner.catalog import journal, report_history
from scanner.errors import ConfigError
from scanner.model import Coverage
from scanner.reporting import plan_figures
from scanner.reporting.basis import Homes
from scanner.reporting.gather import gather
from scanner.retention import rules
from scanner.retention.facts import FileFacts
from scanner.retention.plan import plan
from scanner.service import report_job
from scanner.service.plan import Plan
from tests.catalog import conftest as databases
from tests.reports.made import DAY, WEEK, Share, dossier, ns

postgresql, url = databases.postgresql, databases.url
RRN = "BE_NATIONAL_REGISTER_NUMBER"
HERE = Path(__file__).parents[2]


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "scanner", *map(str, arguments)], cwd=HERE, capture_output=True, text=True, timeout=120
    )


def configured(share, tmp_path, **changes):
    (tmp_path / "root").mkdir(exist_ok=True)
    file = tmp_path / "config.yaml"
    file.write_text(
        yaml.safe_dump({"state_dir": share.state, "language": "nl", "roots": [{"path": str(tmp_path / "root")}]} | changes)
    )
    return file


def test_the_command_writes_what_it_says_and_leaves_the_catalogue_alone(share, tmp_path):
    share.file("a.txt", RRN)
    file = configured(share, tmp_path)
    share.close()
    before = (tmp_path / "state" / "catalog.db").read_bytes()
    done = command("report", "--config", file, "--output", tmp_path / "out", "--language", "fr")
    assert (done.returncode, done.stderr) == (0, "")
    named = done.stdout.splitlines()
    assert len(named) == 3
    assert all(Path(name).exists() for name in named)
    assert "Données interdites" in Path(named[-1]).read_text()
    assert (tmp_path / "state" / "catalog.db").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--week", "2026-W99"), "write a week"),
        (("--root", "nowhere"), "no path or name of a root"),
        (("--dossier", "9"), "no dossier"),
        (("--week", "2999-W01"), "not begun"),
    ],
)
def test_what_cannot_be_made_is_one_line(share, tmp_path, arguments, told):
    file = configured(share, tmp_path)
    share.close()
    done = command("report", "--config", file, "--output", tmp_path / "out", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def service(share, tmp_path, **changes):
    file = configured(share, tmp_path, **changes)
    fingerprint_key.load(share.state)
    return Plan.of(config.load(str(file)), share.state)


def test_the_job_makes_remembers_and_notes_the_report(share, tmp_path):
    share.file("a.txt", RRN)
    report_job.report(share.catalog, service(share, tmp_path))
    with share.catalog.read() as connection:
        run = journal.last_runs(connection, "report")[0]
        assert report_history.last_week(connection, "9999-W01") == WEEK
    assert (run.outcome, run.figures["violations"]) == ("complete", 1)
    names = {path.name for path in (tmp_path / "state" / "reports").iterdir()}
    assert names == {"index.html", f"report-{WEEK}.nl.html", f"report-{WEEK}.csv", f"report-{WEEK}.json"}
    share.day = DAY + timedelta(days=7)
    report_job.report(share.catalog, service(share, tmp_path, report={"keep_weeks": 1}))
    names = {path.name for path in (tmp_path / "state" / "reports").iterdir()}
    assert f"report-{WEEK}.csv" not in names
    data = json.loads((tmp_path / "state" / "reports" / "report-2026-W48.json").read_text())
    assert data["report"]["organisation"]["changes"]["still"] == 1


def test_a_report_that_cannot_be_made_is_told(share, tmp_path, monkeypatch):
    sent = []
    monkeypatch.setattr(mail, "send", lambda settings, letters: sent.extend(letters) or len(sent))
    (tmp_path / "blocked").write_bytes(b"")
    plan = service(
        share, tmp_path, report={"folder": str(tmp_path / "blocked"), "mail": {"host": "h", "from": "a@b.be", "to": ["c@d.be"]}}
    )
    with pytest.raises(Exception, match="cannot be written"):
        report_job.report(share.catalog, plan)
    assert [letter.to for letter in sent] == [("c@d.be",)]
    assert WEEK in sent[0].text
    with share.catalog.read() as connection:
        assert journal.last_runs(connection, "report")[0].outcome == "failed"
        assert report_history.last_week(connection, "9999-W01") is None


def test_a_report_that_cannot_be_sent_is_made_all_the_same(share, tmp_path):
    changes = {"report": {"mail": {"host": "127.0.0.1", "port": 1, "from": "a@b.be", "to": ["c@d.be"]}}}
    with pytest.raises(mail.MailError):
        report_job.report(share.catalog, service(share, tmp_path, **changes))
    assert (tmp_path / "state" / "reports" / f"report-{WEEK}.nl.html").exists()
    with share.catalog.read() as connection:
        assert journal.last_runs(connection, "report")[0].outcome == "not sent"


def test_on_each_database(url, tmp_path):
    share = Share(tmp_path, url=url)
    try:
        share.register(dossier("1", "a"))
        gone = share.file(
            "a/one.txt", RRN, "HEALTH", in_name=[RRN], coverage="partial", problems=["corrupt"], open_to="open_to_everyone"
        )
        share.file(b"b/caf\xe9.txt", RRN)
        share.item("a/one.txt", "due", dossier="1")
        share.crawl(DAY - timedelta(days=1))
        found = gather(share.basis("2026-W46"))
        report_history.record(share.catalog, "2026-W46", found.told, found.figures)
        report_history.record(share.catalog, "2026-W46", found.told, found.figures)
        share.change(gone, missing_since=ns(DAY))
        scope = gather(share.basis()).report.organisation
        assert (scope.violations, scope.changes.still, scope.changes.solved, scope.special_changes.solved) == (1, 1, 2, 1)
        assert scope.changes.solved_gone == 2
        assert scope.reading.total == 1
        assert scope.trend[-2].violations == 3
    finally:
        share.close()


def test_an_earlier_week_made_later_is_not_what_others_are_compared_with(share, written):
    share.file("a.txt", RRN)
    written(remember=True)
    written(week="2026-W40", remember=True)
    with share.catalog.read() as connection:
        assert report_history.last_week(connection, "9999-W01") == WEEK
        assert report_history.last_week(connection, WEEK) is None


def test_the_plan_of_retention_leaves_its_figures_for_the_report(share):
    share.register(
        dossier("1", "Clients/An", "vzw", closed=DAY - timedelta(days=200)),
        dossier("2", "Clients/Bo", "maatwerk", closed=DAY - timedelta(days=40)),
    )
    book = rules.load(rulepacks.retention(rulepacks.shipped()))
    with share.catalog.read() as connection:
        index = Homes(connection, share.basis()).index
    facts = [
        FileFacts(1, path, 10, "cv", 0.9, Coverage.FULL, first_seen=DAY - timedelta(days=90))
        for path in (b"Clients/An/a", b"Clients/Bo/b", b"x")
    ]
    figures = plan_figures.PlanFigures(index, DAY)
    planned = list(plan(facts, index, book, DAY))
    assert len(planned) == 3
    for item in planned:
        figures.see(item)
    figures.remember(share.catalog)
    with share.catalog.read() as connection:
        whole, parts = plan_figures.recall(connection)
    assert whole["on"] == DAY
    assert (
        sum(month[2] for month in whole["months"]) == sum(sum(month[2] for month in one["months"]) for one in parts.values()) == 2
    )
    assert set(parts) == {"vzw", "maatwerk", ""}
    assert sum(month[2] for month in parts["vzw"]["months"]) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("report: {folder: reports}", "not absolute"),
        ("report: {languages: [nl, nl]}", "twice"),
        ("report: {languages: [de]}", "nl"),
        ("report: {mail: {host: h}}", "from"),
        ("report: {mail: {host: h, from: a@b.be, user: me}}", "password_file"),
        ("report: {mail: {host: h, from: a@b.be, password: secret}}", "password"),
        ("report: {mail: {to: [nobody]}}", "e-mail"),
        ('report: {mail: {from: "a@b.be\\r\\nBcc: c@d.be"}}', "e-mail"),
        ("report: {owners: [{folder: ../x, name: An}]}", "folder below"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_line(text, told):
    with pytest.raises(ConfigError, match=told) as refused:
        config.parse(text.encode(), "config.yaml")
    assert "secret" not in str(refused.value)
    assert "line 1" in str(refused.value)


def test_ports_follow_the_kind_of_security():
    assert config.Config().report.mail.real_port == 587
    given = config.parse(b"report: {mail: {host: h, from: a@b.be, security: tls}}", "c")
    assert given.report.mail.real_port == 465


def test_reports_may_not_lie_among_what_is_scanned(share, tmp_path):
    with pytest.raises(ConfigError, match="folder of reports lies in a folder that is scanned"):
        service(share, tmp_path, report={"folder": str(tmp_path / "root" / "reports")})
