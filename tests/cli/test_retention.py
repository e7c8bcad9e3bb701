"""From a file in a closed dossier to its proof, as a person does it: catalogue, register, plan, approval, quarantine, restore, purge, verify."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from scanner import rulepacks
from scanner.act.proof import NAME, read
from scanner.catalog import items
from scanner.catalog.store import Catalog
from scanner.retention import rules
from tests.service.conftest import Service

CV = """Curriculum vitae
Jan Peremans
Kerkstraat 12, 9000 Gent
0470 12 34 56 - jan.peremans@example.be
Werkervaring
2015 - 2019 Magazijnier bij Bedrijf A, Gent: laden en lossen, voorraadbeheer
2019 - 2022 Heftruckchauffeur bij Bedrijf B, Antwerpen
Opleiding
2010 - 2014 Secundair onderwijs, richting mechanica
Talen: Nederlands, Frans
Vaardigheden: heftruckattest, MS Office
Hobby's: fietsen, lezen
"""
HEADER = "dossier,folder,person,birth_date,email,phone,controller,programme,opened,closed,project_end,consents,hold\n"


def _digest():
    book = rules.load(rulepacks.retention(rulepacks.shipped()))
    return next(rule.digest for rule in book.rules if rule.id == "client_documents")


class Desk(Service):
    """A share with one closed and one open dossier, and what is needed to delete."""

    def configure(self, retention=None, **changes):
        told = {
            "modes": {"cv": "approve"}, "quarantine_days": 0, "new_file_days": 0, "most_percent": 100.0, "due_percent": 100.0,
            "confirmed": [{"rule": "client_documents", "digest": _digest()[:16], "by": "DPO", "since": date(2026, 1, 1)}],
        } | (retention or {})  # fmt: skip
        super().configure(controllers={"vzw": "Voorbeeld vzw"}, retention=told, **changes)

    def fill(self):
        for dossier in ("Janssens", "Peeters", "Leeg"):
            (self.tree / dossier).mkdir()
        (self.tree / "Janssens" / "cv.txt").write_text(CV)
        (self.tree / "Peeters" / "cv.txt").write_text(CV.replace("Jan", "An"))
        (self.tree / "Peeters" / "nota.txt").write_text("Een nota over de planning van volgende week.")
        self.register = Path(f"{self.tree}.csv")
        self.write_register()

    def write_register(self, *more, janssens="2024-01-31"):
        lines = [
            f"2023-001,Janssens,Jan Voorbeeld,,,,vzw,job_coaching,2023-01-01,{janssens},,,",
            "2024-002,Peeters,An Voorbeeld,,,,vzw,job_coaching,2024-01-01,,,,", *more,
        ]  # fmt: skip
        self.register.write_text(HEADER + "\n".join(lines) + "\n")

    def read_all(self):
        self.start()
        self.until(lambda: len(self.files()) >= 3 and all(row.sha256 for row in self.files().values()))
        self.until(lambda: json.loads(self.command("status", "--json").stdout)["roots"][0]["last_crawl"])
        self.stop()
        self.done("dossiers", "import", str(self.register), "--yes")

    def done(self, *arguments, code=0):
        ran = self.command(*arguments)
        assert ran.returncode == code, (arguments, ran.returncode, ran.stdout, ran.stderr)
        assert "Traceback" not in ran.stderr
        return ran.stdout

    def items(self, *states):
        with Catalog.open(self.url, writer=False) as catalog, catalog.read() as connection:
            return list(items.find(connection, states=states))

    def content(self, item):
        return self.tree / ".dossierwacht-quarantine" / item.item / "content"


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.fill()
    yield desk
    if desk.process is not None and desk.process.poll() is None:
        desk.process.kill()
        desk.process.wait()


def test_from_plan_to_proof_and_back(desk):
    desk.read_all()
    shown = desk.done("retention", "plan", "--language", "nl")
    assert "vervallen" in shown or "te laat" in shown
    (item,) = desk.items("due", "overdue")
    assert item.path == b"Janssens/cv.txt"
    assert item.delete_by == "2025-01-31"
    desk.done("retention", "execute")  # nothing is approved
    assert (desk.tree / "Janssens" / "cv.txt").exists()

    assert "name what is approved" in desk.command("retention", "approve", "--yes").stderr
    desk.done("retention", "approve", "--dossier", "2023-001", "--by", "An Peeters", "--yes")
    assert desk.items("approved")[0].approvals[0][0] == "An Peeters"
    dry = desk.done("retention", "execute", "--dry-run")
    assert item.item in dry
    assert (desk.tree / "Janssens" / "cv.txt").exists()
    desk.done("retention", "execute")
    assert not (desk.tree / "Janssens" / "cv.txt").exists()
    assert desk.content(item).read_text() == CV
    assert (desk.tree / "Peeters" / "cv.txt").exists()

    desk.done("retention", "verify")
    desk.done("retention", "restore", item.item, "--reason", "still needed")
    assert (desk.tree / "Janssens" / "cv.txt").read_text() == CV
    desk.start()  # the file has another change time now
    desk.until(lambda: desk.files()["Janssens/cv.txt"].sha256 and not desk.files()["Janssens/cv.txt"].missing_since)
    desk.until(lambda: not json.loads(desk.command("status", "--json").stdout)["queue"])
    desk.stop()
    desk.done("retention", "plan")
    (held,) = desk.items("held")
    assert held.path == b"Janssens/cv.txt"

    hold = desk.done("retention", "hold").split()[0]
    desk.done("retention", "release", hold, "--reason", "no longer needed")
    desk.done("retention", "plan")
    (again,) = desk.items("due", "overdue")
    desk.done("retention", "approve", "--item", again.item, "--by", "An Peeters", "--yes")
    desk.done("retention", "execute", "--remove-empty-folders")
    assert not (desk.tree / "Janssens").exists()
    assert (desk.tree / "Leeg").exists()
    purged = desk.done("retention", "purge", "--language", "nl")
    assert "1 vernietigd" in purged
    assert "back-ups" in purged
    assert not desk.content(again).exists()
    desk.done("retention", "verify")
    steps = [
        (entry.fields["action"], entry.fields.get("outcome"))
        for entry in read(str(desk.state / NAME))
        if entry.fields["step"] == "end"
    ]
    assert steps == [("quarantine", "quarantined"), ("restore", "restored"), ("quarantine", "quarantined"), ("purge", "purged")]
    raw = (desk.state / NAME).read_text()
    for secret in ("Janssens", "cv.txt", "Peremans"):
        assert secret not in raw


def test_nothing_is_approved_or_moved_that_is_not_allowed(desk):
    desk.configure(retention={"modes": {}})
    desk.read_all()
    desk.done("retention", "plan")
    refused = desk.command("retention", "approve", "--dossier", "2023-001", "--yes")
    assert refused.returncode == 3
    assert "only a report is made of the class cv" in refused.stderr
    desk.configure(retention={"confirmed": []})
    desk.done("retention", "plan")
    assert "its rule is not confirmed" in desk.command("retention", "approve", "--dossier", "2023-001", "--yes").stderr
    desk.configure(retention={"approvals": 2})
    desk.done("retention", "plan")
    for who in ("An Peeters", "an peeters"):
        desk.done("retention", "approve", "--dossier", "2023-001", "--by", who, "--yes")
        assert desk.items("approved") == []
    desk.done("retention", "approve", "--dossier", "2023-001", "--by", "Bert Maes", "--yes")
    (item,) = desk.items("approved")
    desk.configure(retention={"approvals": 2, "quarantine_days": None})
    assert "set retention.quarantine_days" in desk.command("retention", "execute").stderr
    desk.configure(retention={"approvals": 2})
    desk.done("retention", "hold", "--item", item.item, "--reason", "claim before the court")
    assert desk.command("retention", "execute").returncode == 3
    assert (desk.tree / "Janssens" / "cv.txt").exists()


CHANGES = ("edited", "touched", "replaced by a link", "renamed", "another date", "reopened")


def test_what_changed_between_approval_and_act_stays(desk):
    def lines(**other):
        ends = dict.fromkeys(CHANGES, "2024-01-31") | {name.replace("_", " "): end for name, end in other.items()}
        return [f"{what},{what},,,,,vzw,job_coaching,2023-01-01,{end},,," for what, end in ends.items()]

    for what in CHANGES:
        (desk.tree / what).mkdir()
        (desk.tree / what / "cv.txt").write_text(f"{CV}{what}\n")
    desk.write_register(*lines())
    desk.read_all()
    desk.done("retention", "plan", "--accept")
    desk.done("retention", "approve", "--class", "cv", "--by", "An Peeters", "--yes")
    assert {item.dossier for item in desk.items("approved")} == {"2023-001", *CHANGES}
    (desk.tree / "edited" / "cv.txt").write_text("!")
    os.utime(desk.tree / "touched" / "cv.txt", (1, 1))
    os.rename(desk.tree / "replaced by a link" / "cv.txt", desk.tree / "elsewhere")
    os.symlink(desk.tree / "elsewhere", desk.tree / "replaced by a link" / "cv.txt")
    os.rename(desk.tree / "renamed" / "cv.txt", desk.tree / "renamed" / "new.txt")
    desk.write_register(*lines(another_date="2024-02-28", reopened=""))
    desk.done("dossiers", "import", str(desk.register), "--yes")
    ran = desk.command("retention", "execute")
    assert ran.returncode == 3, ran.stdout + ran.stderr
    assert [item.dossier for item in desk.items("quarantined")] == ["2023-001"]
    assert {path.parent.name for path in desk.tree.glob("*/*.txt")} >= set(CHANGES)
    assert (desk.tree / "elsewhere").exists()
    desk.configure(retention={"confirmed": []})
    assert desk.command("retention", "execute").returncode == 3


def test_signs_that_something_is_wrong_stop_everything(desk):
    desk.read_all()
    desk.configure(retention={"due_percent": 20.0})
    for number in range(30):
        (desk.tree / "Janssens" / f"cv{number}.txt").write_text(CV + f"Rijbewijs {number}\n")
    desk.start()
    desk.until(lambda: len(desk.files()) == 33 and all(row.sha256 for row in desk.files().values()))
    desk.until(lambda: not json.loads(desk.command("status", "--json").stdout)["queue"])
    desk.stop()
    told = desk.command("retention", "plan", "--language", "nl")
    assert told.returncode == 3
    refused = desk.command("retention", "approve", "--class", "cv", "--yes")
    assert refused.returncode == 2
    assert "the last plan has an alarm" in refused.stderr
    assert "the last plan has an alarm" in desk.command("retention", "execute").stderr or desk.items("approved") == []
    desk.done("retention", "plan", "--accept")
    desk.done("retention", "approve", "--class", "cv", "--yes", "--by", "An Peeters")
    desk.configure(retention={"most_files": 3})
    assert desk.command("retention", "execute").returncode == 3
    assert len(desk.items("quarantined")) == 3
    desk.register.write_text(HEADER)
    emptied = desk.command("dossiers", "import", str(desk.register))
    assert emptied.returncode == 2
    assert "nothing was taken over" in emptied.stderr
    desk.done("dossiers", "import", str(desk.register), "--yes")
    assert desk.command("retention", "plan").returncode == 3
    assert "alarm" in desk.command("retention", "execute").stderr


def test_a_plan_of_another_day_writes_nothing_and_tells_every_file(desk, tmp_path):
    desk.read_all()
    out = tmp_path / "plan.jsonl"
    shown = desk.done("retention", "plan", "--as-of", (date.today() + timedelta(days=4000)).isoformat(), "--jsonl", str(out))
    assert desk.items() == []
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert lines[0]["record"] == "plan"
    assert {line["path"] for line in lines[1:]} == {"Janssens/cv.txt", "Peeters/cv.txt", "Peeters/nota.txt"}
    assert all(line["reasons"] for line in lines[1:])
    assert "3 " in shown


def test_the_service_takes_over_the_register_and_plans(desk):
    desk.configure(retention={"register_file": str(desk.register)})
    desk.start()
    desk.until(lambda: "2023-001" in desk.command("dossiers", "list").stdout)
    desk.register.write_text(HEADER)
    desk.until(lambda: "register_removal" in desk.alarms())
    assert "2023-001" in desk.command("dossiers", "list").stdout
    desk.write_register("broken,Janssens,,,,,nobody,job_coaching,,2024-01-01,,,")
    desk.until(lambda: desk.alarms() == {"register_lines"})


def _approved(desk):
    desk.read_all()
    desk.done("retention", "plan")
    desk.done("retention", "approve", "--dossier", "2023-001", "--by", "An Peeters", "--yes")
    desk.done("retention", "execute")
    (item,) = desk.items("quarantined")
    return item


def test_a_crash_between_the_move_and_its_end_is_put_right_by_the_next_command(desk):
    item = _approved(desk)
    proof = desk.state / NAME
    lines = proof.read_bytes().splitlines(keepends=True)
    proof.write_bytes(b"".join(lines[:-1]) + lines[-1][:20])  # killed while the end was being written
    with Catalog.open(desk.url, alone=False) as catalog:
        items.became(catalog, item.item, "approved", purge_after="")
    desk.done("retention", "execute")
    (again,) = desk.items("quarantined")
    assert again.purge_after == item.purge_after
    desk.done("retention", "verify")
    desk.done("retention", "purge")
    assert not desk.content(item).exists()
    desk.done("retention", "verify")


def test_a_file_in_quarantine_outlives_the_catalogue(desk):
    item = _approved(desk)
    for file in desk.state.glob("catalog.db*"):
        file.unlink()
    assert desk.command("retention", "restore", item.item, "--reason", "still needed").returncode == 2
    desk.start()
    desk.until(lambda: desk.files() and not json.loads(desk.command("status", "--json").stdout)["queue"])
    desk.stop()
    desk.done("retention", "restore", item.item, "--reason", "still needed")
    assert (desk.tree / "Janssens" / "cv.txt").read_text() == CV


def test_a_proof_that_was_changed_stops_everything_and_is_named(desk):
    item = _approved(desk)
    proof = desk.state / NAME
    proof.write_text(proof.read_text().replace("client_documents", "another_rule_xx"))
    told = desk.command("retention", "verify")
    assert told.returncode == 1
    assert "line 1" in told.stdout
    for command in (("purge",), ("execute",), ("restore", item.item, "--reason", "still needed")):
        refused = desk.command("retention", *command)
        assert refused.returncode == 2
        assert "line 1" in refused.stderr
    assert desk.content(item).exists()


def test_what_was_exchanged_in_quarantine_is_named_and_kept(desk):
    item = _approved(desk)
    desk.content(item).write_text("something else")
    told = desk.command("retention", "verify")
    assert told.returncode == 1
    assert "its content is not what was put there" in told.stdout
    assert desk.command("retention", "purge").returncode == 3
    assert desk.content(item).exists()
