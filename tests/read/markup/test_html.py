"""A page gives up what a person sees, and what it holds besides, each with its role."""

import base64

import pytest

from scanner.model import Grid
from tests import make
from tests.read.sight import extraction, lines, places, read


def page(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def roles(data):
    return {line: (place, role) for line, place, role in lines(extraction(data, "a.html"))}


def test_lines_are_cut_at_blocks_and_words_are_not_cut_at_marks():
    body = "<p>Rijks<b>register</b>nummer: 85<i>07</i></p>tekst<br>na<ul><li>een</li><li>twee</li></ul><h1>kop</h1>slot"
    assert [line for line, _, _ in lines(extraction(page(body), "a.html"))] == [
        "Rijksregisternummer: 8507", "tekst", "na", "een", "twee", "kop", "slot",
    ]  # fmt: skip


def test_every_corner_of_a_page():
    body = """
    <!-- incomment --><p>invisible<span style="DISPLAY : none">inhidden</span></p><div hidden>inhidden2</div>
    <template><p>intemplate</p></template><noscript>innoscript</noscript>
    <img src="x.png" alt="inalt" title="intitle"><div data-insz="indata" aria-label="inaria"></div>
    <form><input name="geboorteplaats" value="invalue" placeholder="inplaceholder"><input type="hidden" name="h" value="inhiddenfield">
    <textarea>intextarea</textarea><select><option value="inoption">intoption</option></select><button value="b">inbutton</button></form>
    <a href="mailto:in%6Dail@example.be">x</a> <a href="tel:+32499999999">x</a><details><summary>insummary</summary>indetails</details>
    <iframe srcdoc="<p>inframe</p>"></iframe>"""
    found = roles(page(body, '<title>inheadtitle</title><meta name="author" content="inmeta">'))
    expected = {
        "incomment": ("comment", "comment"), "innoscript": (None, "body"), "inhidden": ("hidden text 1", "hidden"),
        "inhidden2": ("hidden text 2", "hidden"), "intemplate": ("hidden text 3", "hidden"), "inalt": ("attribute alt", "metadata"),
        "intitle": ("attribute title", "metadata"), "indata": ("attribute data-insz", "metadata"),
        "geboorteplaats: invalue": ("field", "form"), "geboorteplaats: inplaceholder": ("attribute placeholder", "metadata"),
        "h: inhiddenfield": ("hidden field", "metadata"), "intextarea": (None, "body"), "inoption": ("field", "form"),
        "inmail@example.be": ("attribute href", "metadata"), "+32499999999": ("attribute href", "metadata"),
        "inheadtitle": ("metadata title", "metadata"), "author: inmeta": ("attribute content", "metadata"), "inframe": (None, "body"),
        "inaria": ("attribute aria-label", "metadata"), "indetails": (None, "body"), "insummary": (None, "body"),
    }  # fmt: skip
    for line, (place, role) in expected.items():
        assert line in found, line
        assert found[line][1] == role, line
        assert place is None or found[line][0] == place, line
    assert "intoption" in "".join(found)
    assert "inbutton" in "".join(found)
    assert found["invisible"][1] == "body"


def test_scripts_and_styles_are_not_prose_but_the_data_in_them_is_read():
    head = (
        "<style>p { color: red } /* instyle */</style><script>function inscript(a) { if (a) { return [1]; } }</script>"
        f'<script type="application/ld+json">{{"taxID": "{make.DIGITS}"}}</script><script>var x = {{"insz": "kanarie"}};</script>'
    )
    found = roles(page("<p>x</p>", head))
    assert not any("color" in line or "inscript" in line for line in found)
    assert found["instyle"] == ("style", "metadata")
    assert found[f"taxID: {make.DIGITS}"] == ("script $.taxID", "metadata")
    assert found["insz: kanarie"] == ("script $.insz", "metadata")


def test_drawings_give_their_words_and_no_coordinates():
    found = roles(
        page('<svg><style>x</style><path d="M85073003328"/><text>in<tspan>text</tspan></text><desc>indesc</desc></svg> erna')
    )
    assert not any("8507" in line for line in found)
    assert {"intext", "indesc"} <= {word for line in found for word in line.split()}
    assert any("erna" in line for line in found)


def test_a_table_keeps_its_columns_where_cells_span():
    body = (
        "<table><caption>lijst</caption><thead><tr><th>naam</th><th rowspan='2'>x</th><th>insz</th></tr></thead>"
        "<tr><td>y</td><td>kanarie</td></tr><tr><td colspan=2>z</td><td><p>een</p><p>vink</p></td></tr></table>"
    )
    found = extraction(page(body), "a.html")
    assert places(found, "kanarie") == ["table 1 row 2, column 3"]
    assert places(found, "een vink") == ["table 1 row 3, column 3"]
    assert places(found, "lijst") == ["table 1 row 1, column 1"]


def test_tables_that_arrange_a_page_are_running_text_and_the_data_table_inside_is_one():
    inner = "<table><tr><th>naam</th><th>insz</th></tr><tr><td>Jan</td><td>kanarie</td></tr></table>"
    found = extraction(page(f"<table><tr><td><p>links</p></td><td>voor{inner}na</td></tr></table>"), "a.html")
    assert places(found, "kanarie") == ["table 1 row 2, column 2"]
    assert [places(found, word) for word in ("links", "voor", "na\n")] == [["paragraph 1"], ["paragraph 2"], ["paragraph 3"]]
    assert sum(isinstance(segment.locators, Grid) for segment in found.segments) == 1


def test_what_is_hidden_in_a_table_stays_out_of_its_cells():
    found = extraction(
        page("<table><tr><td>a<span hidden>kanarie</span></td><td>b<script>x=1</script></td></tr></table>"), "a.html"
    )
    assert [segment.text for segment in found.segments if isinstance(segment.locators, Grid)] == ["a\tb"]
    assert places(found, "kanarie") == ["hidden text 1"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("iso-8859-15", "iso-8859-15"),
        ("utf-16", "utf-16"), ("utf-16-le", "utf-8"), ("utf-8-sig", "windows-1251"), ("cp1252", "nonsense"), ("utf-8", ""), ("cp1252", ""),
    ],
)  # fmt: skip
def test_declared_and_wrong_character_sets(encoding, declared):
    data = (
        page("<p>Zoë Lefèvre geniet één kanarie</p>".replace("§", ""), f'<meta charset="{declared}">').decode().encode(encoding)
    )
    assert places(extraction(data, "a.html"), "Zoë Lefèvre geniet één kanarie") == ["paragraph 1"]


def test_a_declared_alphabet_is_used():
    data = page("<p>Привет</p>", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">').decode()
    assert places(extraction(data.encode("cp1251"), "a.html"), "Привет")


def test_pictures_written_into_the_page_are_parts():
    picture = base64.b64encode(make.zipped({"a.txt": "kanarie"})).decode()
    found = extraction(page(f'<img alt="x" src="data:image/png;base64,{picture}">'), "a.html")
    assert places(found, "kanarie") == ["image 1 > a.txt > line 1"]


def test_deep_nesting_loses_nothing():
    for depth in (300, 5000):
        found = extraction(page("<div>" * depth + "diep kanarie" + "</div>" * depth + "<p>vink</p>"), "a.html")
        assert places(found, "kanarie")
        assert places(found, "vink")
        assert found.coverage == "full"


def test_a_page_saved_as_a_spreadsheet_or_document_is_read():
    for name in ("lijst.xls", "brief.doc", "x.docx"):
        file_type, found = read(page("<table><tr><td>naam</td><td>kanarie</td></tr></table>"), name)
        assert file_type.media_type == "text/html"
        assert places(found, "kanarie") == ["table 1 row 1, column 2"]


@pytest.mark.parametrize(
    "data", [b"<html>", b"<html><body></body></html>", b"<html><!--", b"<html><table><tr><td", b"<html>&#0;&#x110000;&bogus;"]
)
def test_scraps_do_no_harm(data):
    assert extraction(data, "a.html").coverage == "full"
