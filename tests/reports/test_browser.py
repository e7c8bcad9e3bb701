"""The pages in a real browser: no error, no request, all by keyboard, and on paper."""

import base64
import os
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from scanner import rulepacks
from scanner.catalog import notes
from scanner.reporting import make
from tests.conftest import command
from tests.reports.made import DAY, WEEK, Share, dossier

AXE = "DOSSIERWACHT_AXE"
"""Names a copy of axe.min.js (npm install axe-core); without it the rules of accessibility are not run."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("share")
    share = Share(folder, configuration={
        "controllers": {"vzw": "Werkpunt vzw", "maatwerk": "Werkpunt Maatwerk vzw"}, "report": {"owners": [{"folder": "Clients", "name": "An"}]},
        "policy": [{"path": "HR/**", "allow": ["PLACE_OF_BIRTH"], "reason": "payroll of our staff", "until": "2026-12-01"}],
    })  # fmt: skip
    share.register(dossier("1", "Clients/0", "vzw"), dossier("2", "Clients/1", "maatwerk"))
    for number in range(40):
        kinds = ("ID_CARD_COPY", "BE_NATIONAL_REGISTER_NUMBER", "PLACE_OF_BIRTH", "HEALTH")
        share.file(f"Clients/{number % 3}/{number:02} <b>.pdf", kinds[number % 4], open_to="open_to_everyone" if number % 5 == 0 else None,
                   coverage=("full", "partial", "none")[number % 3], problems=["encrypted"] if number % 3 else [])  # fmt: skip
    share.file("HR/a.pdf", "PLACE_OF_BIRTH")
    share.file("Elders/a.pdf", "PLACE_OF_BIRTH")
    share.item("Clients/0/x.docx", "overdue", dossier="1", expires=DAY - timedelta(days=500))
    share.item("Clients/0/y.docx", "held", dossier="1")
    months = [[f"2026-{month:02}-01", month, month // 2] for month in range(1, 13)]
    notes.remember(
        share.catalog,
        "plan figures",
        {"on": "2026-11-23", "all": {"review": [1, 1], "next": "2026-12-24", "months": months}, "controllers": {}},
    )
    for week in ("2026-W45", "2026-W46", WEEK):
        done = make.write(
            share.basis(week), str(folder / "out"), make.languages(share.loaded.config, rulepacks.shipped(), "nl"), remember=True
        )
    share.close()
    scanned = folder / "scanned"
    scanned.mkdir()
    (scanned / "a <b>.txt").write_text("INSZ: 85.07.30-033.28\nGeboorteplaats: Gent\nDiagnose: diabetes\n")
    (scanned / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    command("scan", scanned, "--workers", "1", "--language", "nl", "--html", folder / "out" / "scan.html")
    return {name: folder / "out" / name for name in (*done.files, "index.html", "scan.html") if name.endswith(".html")}


@pytest.fixture(scope="module")
def report(pages):
    return pages[f"report-{WEEK}.nl.html"]


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_complains_or_asks_for_anything(browser, pages, width):
    for path in pages.values():
        browser.open(path, width=width)
        assert browser.complaints() == []
        assert [url for url in browser.requests() if url != f"file://{path}"] == []
        assert browser.run("document.documentElement.scrollWidth") <= width, path.name


def test_lists_are_sorted_by_keyboard(browser, report):
    browser.open(report)
    head = "[...document.querySelectorAll('#forbidden table.list')].at(-1)"
    browser.run(f"{head}.closest('details').open = true; {head}.tHead.rows[0].cells[0].querySelector('button').focus()")
    browser.press("Enter", text="\r")
    paths = browser.run(f"[...{head}.tBodies[0].rows].map(row => row.cells[0].textContent.trim())")
    assert len(paths) > 10
    assert browser.run(f"{head}.tHead.rows[0].cells[0].getAttribute('aria-sort')") == "ascending"
    browser.press("Enter", text="\r")
    assert browser.run(f"{head}.tHead.rows[0].cells[0].getAttribute('aria-sort')") == "descending"
    assert browser.run(f"[...{head}.tBodies[0].rows].map(row => row.cells[0].textContent.trim())") == paths[::-1]


def test_numbers_are_sorted_as_numbers(browser, report):
    browser.open(report)
    table = "document.querySelector('#forbidden table.list')"
    browser.run(f"{table}.tHead.rows[0].cells[1].querySelector('button').click()")
    values = browser.run(f"[...{table}.tBodies[0].rows].map(row => Number(row.cells[1].dataset.v))")
    assert values == sorted(values)
    assert len(set(values)) > 1


def test_lists_are_folded_by_keyboard_one_by_one_and_all_at_once(browser, report):
    browser.open(report)
    browser.run("document.querySelector('main summary').focus()")
    before = browser.run("document.querySelector('main details').open")
    browser.press("Enter", text="\r")
    assert browser.run("document.querySelector('main details').open") is not before
    browser.run("document.querySelector('button.all').focus()")
    browser.press("Enter", text="\r")
    assert browser.run("[...document.querySelectorAll('main details')].every(one => one.open)")
    browser.press("Enter", text="\r")
    assert not browser.run("[...document.querySelectorAll('main details')].some(one => one.open)")


def test_a_filter_hides_rows_and_says_how_many_are_left(browser, report):
    browser.open(report)
    browser.run("window.list = [...document.querySelectorAll('#forbidden table.list')].at(-1); list.closest('details').open = true;"
                "window.box = list.closest('.scroll').querySelector('input'); box.focus()")  # fmt: skip
    browser.ask("Input.insertText", text="kopie van een")
    shown = browser.run("[...list.tBodies[0].rows].filter(row => !row.hidden).length")
    assert 0 < shown < browser.run("list.tBodies[0].rows.length")
    assert browser.run("box.closest('.tools').querySelector('output').textContent") == f"{shown} rijen getoond"


def test_everything_is_there_without_javascript(browser, report):
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(report)
        text = browser.ask("DOM.getDocument", depth=-1)
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    assert "39 <b>.pdf" in str(text)
    assert "'INPUT'" not in str(text)
    assert "'TABLE'" in str(text)


def test_the_first_tab_leads_to_the_content(browser, report):
    browser.open(report)
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip"


def test_it_prints_with_everything_unfolded_and_breaks_between_sections(browser, report, tmp_path):
    browser.open(report)
    paper = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    document = pypdfium2.PdfDocument(paper)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    assert 6 <= len(texts) <= 30
    assert "39 <b>.pdf" in "".join(texts)
    for heading in ("Verboden gegevens", "Bewaartermijnen", "Wat gelezen is", "Over dit rapport"):
        assert any(text.strip().startswith(heading) for text in texts), heading
    last = next(text for text in texts if "Gezien en ondertekend" in text)
    assert "Handtekening" in last
    assert all(text.strip() for text in texts)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser, pages, scheme):
    axe = os.environ.get(AXE)
    if not axe:
        pytest.skip(f"{AXE} names no copy of axe.min.js; the rules of accessibility were not run")
    browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    for name, path in pages.items():
        browser.open(path)
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
        browser.run(Path(axe).read_text() + ";0")
        found = browser.run(
            "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(told => told.violations.map(one => [one.impact, one.id, one.nodes.length, one.nodes[0].html.slice(0, 200), one.nodes[0].failureSummary]))"
        )
        assert [one for one in found if one[0] in ("serious", "critical", "moderate")] == [], name
