"""Exceptions of the configuration as a user meets them: allowed, counted apart, told with their reason, and gone when they end."""

import csv
import io
import json

import pytest

from tests import make

ENTITY = "BE_NATIONAL_REGISTER_NUMBER"


@pytest.fixture
def share(tmp_path):
    for folder in ("personeel", "klanten"):
        (tmp_path / "share" / folder).mkdir(parents=True)
        (tmp_path / "share" / folder / "a.txt").write_text(f"Rijksregisternummer: {make.RRN}\n")
    return tmp_path / "share"


def write(tmp_path, share, text):
    path = tmp_path / "config.yaml"
    path.write_text(f"roots: [{{path: {share}}}]\n{text}\n")
    return path


def test_what_a_policy_allows_is_no_violation_and_stays_in_every_output(scan, run, tmp_path, share):
    config = write(tmp_path, share, f"policy: [{{path: personeel/**, allow: [{ENTITY}], reason: payroll of own staff}}]")
    ran = scan(share / "personeel", "--config", config)
    assert ran.code == 0
    assert ran.err == ""
    (finding,) = ran.files["a.txt"]["findings"]
    assert finding["suppressed"] == {"reason": "payroll of own staff", "until": None, "by": "policy 1 (personeel/**)"}
    assert "fingerprint" not in finding
    assert ran.summary["findings"] == {}
    assert ran.summary["violations"] == 0
    assert ran.summary["suppressed"] == {ENTITY: 1}
    assert ran.summary["policies"] == [
        {"by": "policy 1 (personeel/**)", "entities": [ENTITY], "reason": "payroll of own staff", "until": None, "state": "holds", "suppressed": 1}
    ]  # fmt: skip
    ran = scan(share, "--config", config, "--csv", tmp_path / "t.csv", "--html", tmp_path / "p.html", "--language", "en")
    assert ran.code == 1
    assert ran.summary["findings"] == {ENTITY: 1}
    assert ran.summary["violations"] == 1
    assert "Allowed by policy\n        1  policy 1 (personeel/**): payroll of own staff\n" in ran.out
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig")), delimiter=";"))
    assert {row["path"]: row["suppressed"] for row in rows} == {
        "klanten/a.txt": "", "personeel/a.txt": "policy 1 (personeel/**): payroll of own staff"
    }  # fmt: skip
    page = (tmp_path / "p.html").read_text()
    assert "Allowed by policy: 1" in page
    assert "payroll of own staff" in page
    assert "Forbidden data: 1" in page


def test_a_policy_that_ended_is_told_and_suppresses_nothing(scan, tmp_path, share):
    config = write(tmp_path, share, f"policy: [{{path: personeel/**, allow: [{ENTITY}], reason: own staff, until: 2026-06-30}}]")
    for day, code, state in (
        ("2026-05-01", 0, "holds"),
        ("2026-06-01", 0, "expires"),
        ("2026-06-30", 0, "expires"),
        ("2026-07-01", 1, "expired"),
    ):
        ran = scan(share / "personeel", "--config", config, "--as-of", day, "--language", "en")
        assert ran.code == code
        assert ran.summary["policies"][0]["state"] == state
        told = state != "holds"
        assert ("policy 1 (personeel/**): expire" in ran.err) is told
        assert ("Policies that need attention" in ran.out) is told
    (finding,) = ran.files["a.txt"]["findings"]
    assert "suppressed" not in finding
    assert finding["evidence"][-1] == "policy 1 (personeel/**) expired on 2026-06-30"


def test_a_value_is_accepted_by_the_fingerprint_that_explain_shows(scan, run, tmp_path, share):
    state = tmp_path / "state"
    file = share / "klanten" / "a.txt"
    without = run("rules", "explain", file).stdout.decode()
    assert "fingerprints for `accepted` need a lasting key" in without
    assert " fingerprint " not in without
    shown = run("rules", "explain", file, "--state-dir", state).stdout.decode()
    fingerprint = shown.split(" fingerprint ")[1].split()[0]
    config = write(
        tmp_path, share,
        f"state_dir: {state}\naccepted: [{{fingerprint: {fingerprint}, entity: {ENTITY}, reason: our chairman, until: 2099-01-01}}]",
    )  # fmt: skip
    ran = scan(share, "--config", config)
    assert ran.code == 0
    assert ran.summary["suppressed"] == {ENTITY: 2}
    (finding,) = ran.files["klanten/a.txt"]["findings"]
    assert finding["fingerprint"] == fingerprint
    assert finding["suppressed"]["by"] == f"accepted 1 ({fingerprint[:8]})"
    assert "suppressed by accepted 1" in run("rules", "explain", file, "--config", config).stdout.decode()
    (share / "klanten" / "b.txt").write_text("Rijksregisternummer: 93.05.18-223.61\n")
    ran = scan(share, "--config", config)
    assert ran.code == 1
    assert ran.summary["violations"] == 1
    # Another key makes other fingerprints: nothing is accepted by mistake.
    assert scan(share, "--config", config, "--state-dir", tmp_path / "other").summary["suppressed"] == {}


def test_accepted_values_without_a_key_are_told_and_the_scan_leaves_no_trace(scan, tmp_path, share):
    config = write(
        tmp_path, share, f"accepted: [{{fingerprint: {'ab' * 32}, entity: {ENTITY}, reason: our chairman, until: 2099-01-01}}]"
    )
    before = sorted(tmp_path.rglob("*"))
    ran = scan(share, "--config", config)
    assert ran.code == 1
    assert "accepted values need a lasting key: set `state_dir` in the configuration or give --state-dir" in ran.err
    assert ran.summary["policies"][0]["state"] == "no_key"
    assert sorted(tmp_path.rglob("*")) == before


def test_a_number_in_a_folder_s_name_may_be_allowed_too(scan, tmp_path, share):
    (share / "personeel" / make.RRN).mkdir()
    config = write(tmp_path, share, f"policy: [{{path: personeel/**, allow: [{ENTITY}], reason: own staff}}]")
    ran = scan(share / "personeel", "--config", config)
    assert ran.code == 0
    (folder,) = [record for record in ran.records if record["record"] == "folder"]
    assert folder["findings"][0]["suppressed"]["by"] == "policy 1 (personeel/**)"


def test_an_unknown_entity_or_a_state_folder_in_the_share_stops_the_scan(run, tmp_path, share):
    config = write(tmp_path, share, "policy: [{path: personeel/**, allow: [RRN], reason: own staff}]")
    done = run("scan", share, "--config", config)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        f"dossierwacht: {config}: line 2: policy.0.allow.0: 'RRN' is not an entity of the rules"
    )
    done = run("scan", share, "--state-dir", share / "state")
    assert done.returncode == 2
    assert b"lies in a folder that is scanned" in done.stderr
    assert not (share / "state").exists()


def test_doctor_names_what_asks_for_attention(run, tmp_path, share):
    config = write(tmp_path, share, f"policy: [{{path: personeel/**, allow: [{ENTITY}], reason: own staff, until: 2020-01-01}}]")
    assert "advice  policy: policy 1 (personeel/**): expired on 2020-01-01" in run("doctor", "--config", config).stdout.decode()
    state = tmp_path / "state"
    state.mkdir()
    (state / "fingerprint.key").write_bytes(b"x" * 32)
    (state / "fingerprint.key").chmod(0o644)
    config = write(tmp_path, share, f"state_dir: {state}")
    done = run("doctor", "--config", config)
    assert done.returncode == 2
    assert b"MISSING fingerprint key: " in done.stdout


def test_records_are_json_whatever_the_reason_says(scan, tmp_path, share):
    config = write(tmp_path, share, f"policy: [{{path: personeel/**, allow: [{ENTITY}], reason: '=own \"staff\" <b>'}}]")
    page = tmp_path / "p.html"
    ran = scan(share, "--config", config, "--html", page)
    assert json.dumps(ran.summary)
    text = page.read_text()
    assert "&lt;b&gt;" in text
    assert 'staff" <b>' not in text.replace("&#34;", '"')
