"""Data that too many can reach, from the command line to its outputs."""

import pytest

RECORD = "Intake: rijksregisternummer 85.07.30-033.28, wonende te Gent.\n"


@pytest.fixture
def share(tmp_path):
    root = tmp_path / "share"
    for name, folder_mode in (("open", 0o755), ("closed", 0o700)):
        (root / name).mkdir(parents=True)
        for number in (1, 2):
            (root / name / f"{number}.txt").write_text(RECORD)
            (root / name / f"{number}.txt").chmod(0o644)
        (root / name / "empty.txt").write_text("Vergadering van dinsdag.\n")
        (root / name / "empty.txt").chmod(0o644)
        (root / name).chmod(folder_mode)
    root.chmod(0o755)
    return root


def test_a_file_says_who_can_reach_it_and_why_that_is_too_many(scan, share):
    ran = scan(share)
    open_file, closed_file = ran.files["open/1.txt"]["access"], ran.files["closed/1.txt"]["access"]
    assert (open_file["mode"], open_file["open_to"], open_file["effective"]) == ("0644", "everyone", "everyone")
    assert open_file["concern"] == "open_to_everyone"
    assert (closed_file["open_to"], closed_file["effective"]) == ("everyone", "restricted")
    assert "concern" not in closed_file
    assert "concern" not in ran.files["open/empty.txt"]["access"]


def test_a_folder_is_named_once_and_counted(scan, share):
    ran = scan(share)
    folders = [record for record in ran.records if record["record"] == "folder"]
    assert [(folder["path"], folder["access"]["concern"]) for folder in folders] == [("open", "open_to_everyone")]
    assert folders[0]["findings"] == []
    assert ran.summary["open_access"] == {"files": 2, "folders": 1}


def test_the_page_says_it_in_words(scan, share, tmp_path):
    page = tmp_path / "page.html"
    scan(share, "--html", page, "--language", "nl")
    text = page.read_text()
    assert "waar te veel mensen bij kunnen" in text
    assert text.count("iedereen kan erbij") == 3
    assert "closed/1.txt</bdi>: iedereen" not in text
