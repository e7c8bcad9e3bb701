import os
import time

import pytest

from reports.delivery import Folder, file_name, slug
from reports.language import Language
from scanner.errors import OutputError


def test_a_file_is_there_as_a_whole_or_not_at_all(tmp_path):
    folder = Folder(str(tmp_path / "reports"))
    folder.write("a.html", b"old")
    with pytest.raises(RuntimeError), folder.writing("a.html") as file:
        file.write(b"half")
        raise RuntimeError
    assert os.listdir(folder.path) == ["a.html"]
    assert (tmp_path / "reports" / "a.html").read_bytes() == b"old"
    folder.write("a.html", b"new")
    assert (tmp_path / "reports" / "a.html").read_bytes() == b"new"


def test_what_a_crash_left_is_removed_and_nothing_else(tmp_path):
    for name, age in ((".unfinished-1", 90_000), (".unfinished-2", 60)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    (tmp_path / "somebody's own.html").write_bytes(b"x")
    Folder(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == [".unfinished-2", "somebody's own.html"]


def test_old_reports_go_after_the_weeks_that_are_kept(tmp_path):
    folder = Folder(str(tmp_path))
    for week in ("2025-W52", "2026-W01", "2026-W02"):
        for part, language, ending in (("", "nl", "html"), ("", "", "csv"), ("digest-a-123456", "fr", "html")):
            folder.write(file_name(week, part, language, ending), b"x")
    folder.write("report-2020-W01.own.notes.txt", b"x")
    assert folder.prune("2026-W02", 2) == 3
    assert sorted({name[:15] for name in os.listdir(tmp_path)}) == ["report-2020-W01", "report-2026-W01", "report-2026-W02"]


def test_the_index_lists_all_weeks_the_latest_first(tmp_path):
    folder = Folder(str(tmp_path))
    for name in ("report-2026-W46.nl.html", "report-2026-W47.nl.html", "report-2026-W47.fr.html", "report-2026-W47.controller-x-123456.nl.html",
                 "report-2026-W47.json", "other.html"):  # fmt: skip
        folder.write(name, b"x")
    folder.index(Language("nl"))
    text = (tmp_path / "index.html").read_text()
    assert text.index("2026-W47") < text.index("2026-W46")
    assert '<a href="report-2026-W47.nl.html" lang="nl">NL</a>' in text
    assert "other.html" not in text
    assert "16/11/2026" in text


def test_a_slug_is_harmless_and_tells_apart():
    hostile = ["../../etc/passwd", "<script>", "Cliënten/Åse", "a" * 400, "", "\udcff"]
    slugs = [slug("digest", text) for text in hostile]
    assert len(set(slugs)) == len(hostile)
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and len(one) < 50 for one in slugs)


def test_what_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        Folder(str(tmp_path / "file"))


def test_somebody_elses_page_is_not_written_over(tmp_path):
    (tmp_path / "index.html").write_text("<!doctype html><title>ours</title>")
    with pytest.raises(OutputError, match="not ours"):
        Folder(str(tmp_path))
    assert "ours" in (tmp_path / "index.html").read_text()
    (tmp_path / "index.html").unlink()
    Folder(str(tmp_path)).index(Language("nl"))
    Folder(str(tmp_path)).index(Language("fr"))
    assert "rapports" in (tmp_path / "index.html").read_text()
