"""Personal data as a user meets it: masked findings, people, and the names of models in the configuration."""

import json

LETTER = """Van: Joris Hoogewerf <joris.hoogewerf@example.be>

Cliënt: Rosalinde Vermeiren
Adres: Kerkstraat 12 bus 3, 9000 Gent
Nationaliteit: Marokkaanse
Gsm: 0486 55 12 90
Rekening: BE71 0961 2345 6769

Met vriendelijke groeten,
Joris Hoogewerf
"""


def test_personal_data_is_reported_masked_and_people_once(scan, tmp_path):
    (tmp_path / "brief.txt").write_text(LETTER, "utf-8")
    ran = scan(tmp_path)
    assert ran.code == 0  # personal data is allowed during guidance
    record = ran.files["brief.txt"]
    found = {(finding["entity"], finding["locator"], finding["masked"]) for finding in record["findings"]}
    assert found >= {
        ("PERSON", "line 1", "J***"), ("PERSON", "line 3", "R***"), ("PERSON", "line 10", "J***"),
        ("ADDRESS", "line 4", "K***"), ("NATIONALITY", "line 5", "M***"), ("EMAIL_ADDRESS", "line 1", "j***@***"),
    }  # fmt: skip
    assert {finding["category"] for finding in record["findings"]} == {"personal"}
    assert [(person["masked"], person["count"]) for person in record["persons"]] == [("J***", 2), ("R***", 1)]
    assert record["persons"][1]["evidence"] == ["label: cliënt"]
    for raw in ("Hoogewerf", "Vermeiren", "Rosalinde", "Kerkstraat", "Marokkaanse", "55 12", "6769"):
        assert raw not in json.dumps(ran.records, ensure_ascii=False)
    assert ran.summary["findings"]["PERSON"] == 3


def test_explain_tells_why_a_name_is_one(run, tmp_path):
    file = tmp_path / "brief.txt"
    file.write_text(LETTER, "utf-8")
    shown = run("rules", "explain", file).stdout.decode()
    assert "PERSON R*** at line 3" in shown
    assert "label: cliënt" in shown
    assert "Vermeiren" not in shown


def test_a_model_that_is_not_installed_stops_the_scan_before_it_begins(run, tmp_path):
    settings = tmp_path / "config.yaml"
    settings.write_text("scan:\n  name_models: [nl_core_news_absent]\n")
    (tmp_path / "brief.txt").write_text(LETTER, "utf-8")
    for command in (("scan", tmp_path / "brief.txt"), ("rules", "explain", tmp_path / "brief.txt")):
        ran = run(*command, "--config", settings)
        assert ran.returncode == 2
        assert b"name model nl_core_news_absent: not installed" in ran.stderr
        assert b"Traceback" not in ran.stderr
    assert b"MISSING name model nl_core_news_absent" in run("doctor", "--config", settings).stdout
