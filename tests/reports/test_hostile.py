"""Names are hostile, lists are long, and no raw value leaves: the pages, the data and the messages."""

import csv
import html
import io
import json
import logging
import os
import re

from reports import mail, page
from reports.language import Language
from scanner.act.proof import Proof
from scanner.catalog import journal
from scanner.reporting import make
from tests.reports.made import DAY, WEEK, dossier

RRN, BORN = "BE_NATIONAL_REGISTER_NUMBER", "PLACE_OF_BIRTH"
NAMES = (
    b"<script>alert(1)<", b"');alert(1);('.txt", b"<img src=x onerror=alert(1)>.pdf", b"\xe2\x80\xaegpj.exe", b"caf\xe9 \xff.txt",
    b"=cmd|' calc'!A0.txt", b"x" * 251 + b".txt", "é".encode() * 127, b"a\nb\x1b[31m\x00c"[:-2] + b".txt", b"{{ 7 * 7 }}{% raw %}.txt", b"</style>&amp;.txt",
    "\u05d0\u05d1\u05d2.pdf".encode(),
)  # fmt: skip
RAW = ("85073003328", "591234567829", "zichenzussenbolder", "be68539007547034")


def test_names_are_shown_harmlessly(share, written):
    share.configure(report={"owners": [{"folder": "map", "name": "<b>An</b>"}]}, controllers={"vzw": "<i>Vzw</i> & co"})
    share.register(dossier("<u>1</u>", "map", "vzw"))
    for name in NAMES:
        share.file(b"map/" + name.replace(b"/", b"_"), RRN, coverage="partial", problems=["corrupt"], open_to="open_to_everyone")
    _, files = written(language="nl")
    for name, text in files.items():
        assert "\u202e" not in text, name
        assert "\x1b" not in text, name
        if not name.endswith(".html"):
            continue
        body = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
        for bad in ("<script>alert", "<img", "<b>An", "<i>Vzw", "<u>1", "</style>&amp;."):
            assert bad not in body, (name, bad)
        assert "49" not in re.findall(r"\{\{[^}]*\}\}|<bdi>49", body)
    whole = html.unescape(files[f"report-{WEEK}.nl.html"])
    for told in (
        "<script>alert(1)<",
        "');alert(1);('.txt",
        r"\u202egpj.exe",
        r"caf\xe9 \xff.txt",
        "{{ 7 * 7 }}{% raw %}",
        r"a\x0ab\x1b[31m",
    ):
        assert told.replace("/", "/<wbr>") in whole, told
    table = list(csv.reader(io.StringIO(files[f"report-{WEEK}.csv"], newline=""), delimiter=";"))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)
    assert len({len(row) for row in table}) == 1
    json.loads(files[f"report-{WEEK}.json"])


def test_a_page_stays_small_however_long_the_names(share, written):
    deep = "/".join(["<&\"'>" * 48] * 8)
    for number in range(120):
        name = f"{deep}{number % 70}/{'<' * 240}{number}.pdf"
        share.file(name, RRN, "HEALTH", coverage="none", problems=["encrypted"], open_to="open_to_everyone")
        share.item(f"{deep}/{number}", "due")
    done, files = written(language="fr")
    for name, text in files.items():
        if name.endswith(".html"):
            assert len(text.encode()) < page.LARGEST
    assert done.report.organisation.forbidden.total == 120
    assert len(done.report.organisation.forbidden.rows) == 50
    assert files[f"report-{WEEK}.json"].count('"list":"forbidden"') == 120
    assert "50 sur 120 affichés" in files[f"report-{WEEK}.fr.html"]


def test_fewer_rows_are_shown_when_they_would_be_too_large(share, written, monkeypatch):
    for number in range(60):
        share.file(f"{number}.pdf", RRN)
    _, files = written(language="en")
    size = len(files[f"report-{WEEK}.en.html"].encode())
    assert "50 of 60 shown" in files[f"report-{WEEK}.en.html"]
    monkeypatch.setattr(page, "LARGEST", size - 1000)
    _, files = written(language="en")
    assert len(files[f"report-{WEEK}.en.html"].encode()) < size - 1000
    assert "25 of 60 shown" in files[f"report-{WEEK}.en.html"]


def test_no_raw_value_leaves(share, written, caplog):
    """Whatever a row of the catalogue could hold beside its mask, names with numbers in them included."""
    caplog.set_level(logging.DEBUG)
    number = "85.07.30-033.28"
    share.configure(
        report={"owners": [{"folder": "Clients", "name": "An", "email": "an@example.org"}], "mail": {"host": "h", "from": "a@b.be", "attach": True}},
        policy=[{"path": "HR/**", "allow": [RRN], "reason": f"payroll of {number}"}],
    )  # fmt: skip
    share.register(dossier(number, "Clients"))
    share.file(
        f"Clients/{number}.pdf",
        RRN,
        shown="Clients/**.**.**-***.**.pdf",
        in_name=[RRN],
        coverage="partial",
        problems=["corrupt"],
        open_to="open_to_everyone",
    )
    share.item(f"Clients/{number}.pdf", "due", dossier=number)
    share.item("x", "purged", dossier=number, item="aa")
    Proof(f"{share.state}/proof.jsonl", b"k" * 32).write("purge", "end", "aa", {"outcome": "purged", "detail": ""})
    gone = share.file("Clients/gone.txt", RRN, shown="Clients/gone.txt")
    share.file(f"HR/{number}.txt", RRN, shown="HR/**.**.**-***.**.txt")
    fresh = share.file(f"Clients/never read {number}.pdf", coverage=None)
    share.change(fresh, judgement_id=None, content_id=None)
    journal.raise_alarm(share.catalog, "config_wrong", json.dumps({"problem": "x"}), "configuration")
    written(remember=True, week="2026-W46")
    share.change(gone, missing_since=5)
    done, files = written()
    letters = make.letters(done, share.loaded.config)
    assert len(letters) == 2
    texts = [
        *files.values(),
        caplog.text,
        *(mail.message("a@b.be", one).as_string() for one in letters),
        *(one.text for one in letters),
    ]
    texts += [text for one in letters for text in (content.decode() for _, content in one.attached)]
    for text in texts:
        squeezed = "".join(char for char in html.unescape(text) if char.isalnum()).lower()
        for value in RAW:
            assert value not in squeezed


def test_the_same_catalogue_and_day_give_the_same_bytes(share, written, tmp_path):
    for number in range(30):
        share.file(f"{number % 7}/{number}.pdf", RRN, BORN, coverage="partial", problems=["corrupt"], open_to="open_to_everyone")
    done, _ = written(folder="one")
    again, _ = written(folder="two")
    assert done.files == again.files
    for name in (*done.files, "index.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_checksum_in_the_page_is_that_of_the_data(share, written, tmp_path):
    import hashlib

    share.file("a.pdf", RRN)
    _, files = written()
    digest = hashlib.sha256((tmp_path / "out" / f"report-{WEEK}.json").read_bytes()).hexdigest()
    assert digest in files[f"report-{WEEK}.nl.html"]


def test_every_list_counts_alike_in_page_and_data(share, written):
    for number in range(70):
        share.file(
            f"{number}.pdf",
            RRN,
            "HEALTH",
            (BORN, {"confidence": 0.2}),
            coverage="none",
            problems=["corrupt"],
            open_to="open_to_large_group",
        )
    share.item("a", "due")
    done, files = written()
    scope = done.report.organisation
    rows = json.loads(files[f"report-{WEEK}.json"])["rows"]
    counts = {
        name: sum(row["list"] == name for row in rows) for name in ("forbidden", "special", "note", "not_read", "open", "term")
    }
    assert counts == {"forbidden": 70, "special": 70, "note": 70, "not_read": 70, "open": 70, "term": 1}
    assert counts == {
        "forbidden": scope.violations, "special": scope.special, "note": scope.notes, "not_read": scope.reading.files.total,
        "open": scope.open.total, "term": scope.terms.items.total,
    }  # fmt: skip
    table = list(csv.DictReader(io.StringIO(files[f"report-{WEEK}.csv"], newline=""), delimiter=";"))
    assert len(table) == len(rows)


def test_pages_ask_nothing_of_anyone_and_bind_their_style_and_script(share, written):
    share.file("a.pdf", RRN)
    _, files = written()
    for name, text in files.items():
        if not name.endswith(".html"):
            continue
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert not re.search(r"\s(style|onclick|onerror|onload|src)=", text.split("<body>")[1].split("<script>")[0])
        assert all(link.startswith(("#", "report-")) for link in re.findall(r'href="([^"]*)"', text))


def test_times_are_those_of_belgium_and_numbers_of_its_languages():
    nl, fr, en = (Language(code) for code in ("nl", "fr", "en"))
    assert nl.day(DAY) == "23 november 2026"
    assert fr.day(DAY) == "23 novembre 2026"
    assert en.day(DAY) == "23 November 2026"
    assert nl.number(1234567) == "1.234.567"
    assert fr.number(1234567).replace("\u202f", " ") == "1 234 567"
    assert nl.percent(1, 3) == "33,3\u00a0%"
    assert nl.percent(999_999, 1_000_000) == "99,9\u00a0%"
    assert nl.percent(1, 1_000_000) == "0,1\u00a0%"
    assert nl.percent(0, 0) == "100\u00a0%"
    assert (nl.size(0), nl.size(1500), fr.size(2_500_000)) == ("0\u00a0B", "1,5\u00a0kB", "2,5\u00a0Mo")


def test_files_are_for_the_group_and_nobody_else(share, written, tmp_path):
    old = os.umask(0o077)
    try:
        done, _ = written()
    finally:
        os.umask(old)
    for name in (*done.files, "index.html"):
        assert (tmp_path / "out" / name).stat().st_mode & 0o777 == 0o640
    assert not [name for name in os.listdir(tmp_path / "out") if name.startswith(".")]
