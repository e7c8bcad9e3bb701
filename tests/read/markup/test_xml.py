"""XML of any kind is read with the names of its elements, and nothing in it reaches outside."""

import base64
import time
import zipfile

import pytest

from tests import make
from tests.read.sight import codes, extraction, lines, places, read


def said(body):
    return [(line, place) for line, place, _ in lines(extraction(f"<?xml version='1.0'?>{body}".encode(), "a.xml"))]


def test_elements_and_attributes_stand_behind_their_names_with_their_path():
    body = "<lijst><persoon id='7'><naam>Jan</naam></persoon><persoon><insz>kanarie</insz><leeg/></persoon></lijst>"
    assert said(body) == [
        ("id: 7", "/lijst/persoon"), ("naam: Jan", "/lijst/persoon/naam"), ("insz: kanarie", "/lijst/persoon[2]/insz"),
    ]  # fmt: skip


def test_elements_amid_text_stay_in_their_line():
    assert said("<a><p>Geboren te <b>Gent</b> op <i>1 mei</i>.</p><p>x</p></a>") == [
        ("p: Geboren te Gent op 1 mei.", "/a/p"),
        ("p: x", "/a/p[2]"),
    ]


def test_values_side_by_side_are_not_glued():
    assert [line for line, _ in said("<a>voor <x>1</x><y>2</y> na</a>")] == ["a: voor 1 2 na"]


def test_namespaces_comments_and_cdata():
    body = "<ns:a xmlns:ns='urn:x' ns:soort='inattribute'><!-- incomment --><ns:b><![CDATA[in<cdata>]]></ns:b></ns:a>"
    assert said(body) == [("soort: inattribute", "/a"), ("b: in<cdata>", "/a/b"), ("incomment", "comment")]


def test_runs_of_a_word_paragraph_are_one_number():
    body = (
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>85.07.30-</w:t></w:r>'
        "<w:r><w:t>033.28</w:t></w:r></w:p><w:p><w:r><w:t>twee</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert [line for line, _ in said(body)] == [make.RRN, "twee"]


def test_a_document_in_base64_is_a_part():
    content = base64.encodebytes(make.zipped({"brief.txt": "kanarie " * 60}, zipfile.ZIP_STORED)).decode()
    body = (
        f"<Invoice><Attachment><Binary filename='c:\\map\\bijlage.zip'>{content}</Binary></Attachment><Note>vink</Note></Invoice>"
    )
    found = extraction(f"<?xml version='1.0'?>{body}".encode(), "a.xml")
    assert set(places(found, "kanarie")) == {"attachment bijlage.zip > brief.txt > line 1"}
    assert places(found, "vink") == ["/Invoice/Note"]


def test_drawings_give_their_words_only():
    body = (
        '<svg xmlns="http://www.w3.org/2000/svg" id="85073003328"><path d="M 85073003328"/><g>85073003328</g>'
        "<text>hal<tspan>lo</tspan></text><title>intitle</title><desc>indesc</desc></svg>"
    )
    assert [line for line, _ in said(body)] == ["text: hallo", "title: intitle", "desc: indesc"]


def test_entities_are_not_put_in_place_and_what_they_stand_for_is_read_once():
    body = '<!DOCTYPE a [<!ENTITY n "kanarie">]><a>voor &n; na &n;</a>'
    assert said(body) == [("a: voor na", "/a"), ("n: kanarie", "entity declaration")]


def test_entities_that_multiply_cost_nothing():
    names = [f'<!ENTITY e{number} "{"".join(f"&e{number - 1};" for _ in range(10))}">' for number in range(1, 12)]
    body = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "lol">{"".join(names)}]><a>&e11;<b>kanarie</b></a>'
    found = extraction(body.encode(), "a.xml")
    assert places(found, "kanarie")
    assert sum(len(segment.text) for segment in found.segments) < 10_000


def test_nothing_outside_is_read(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("kanarie")
    body = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;<b>vink</b></a>'
    found = extraction(body.encode(), "a.xml")
    assert not places(found, "kanarie")
    assert places(found, "vink")


@pytest.mark.parametrize("body", ["<a>kanarie", "<a><b>kanarie</a>", "<a b=c>kanarie</a>", "<a>&onbekend; kanarie</b></a>"])
def test_what_is_not_well_formed_is_read_as_text_and_said_so(body):
    file_type, found = read(f"<?xml version='1.0'?>{body}".encode(), "a.xml")
    assert places(found, "kanarie") == ["line 1"]
    assert file_type.evidence == "not a readable application/xml"
    assert found.coverage == "full"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding):
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><a>Zoë kanarie</a>'.encode(encoding)
    assert places(extraction(data, "a.xml"), "Zoë kanarie") == ["/a"]


def test_time_is_kept(monkeypatch):
    body = b"<?xml version='1.0'?><a>" + b"<b>vink</b>" * 20_000 + b"</a>"
    clock = iter(range(10_000_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    found = extraction(body, "a.xml", soft_seconds=2.0, hard_seconds=3.0)
    assert codes(found) == {"timeout"}
    assert places(found, "vink")
    assert found.coverage == "partial"
