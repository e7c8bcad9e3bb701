"""Each format gives its text with a place that a person can follow."""

import json

from scanner.config import Limits
from scanner.read.documents import read_document
from scanner.read.source import Source
from tests import make


def read(data, name="file", **limits):
    return read_document(Source(data, len(data), name), Limits(**limits))


def places(extraction, word, prefix=""):
    found = [prefix + segment.locate(segment.text.index(word)) for segment in extraction.segments if word in segment.text]
    for child in extraction.children:
        found += places(child.extraction, word, f"{prefix}{child.locator} > ")
    return found


def test_sheets_hidden_ones_too_with_numbers_as_written():
    _, extraction = read(make.xlsx([["INSZ"], [85073003328.0], ["kanarie"]], hidden=True))
    assert places(extraction, "85073003328") == ["sheet Blad1!A2"]
    assert places(extraction, "kanarie") == ["sheet Blad1!A3"]
    assert [segment.role for segment in extraction.segments if "kanarie" in segment.text] == ["hidden"]


def test_every_corner_of_a_word_document():
    w = make.W
    body = (
        "<w:p><w:r><w:t>inde</w:t></w:r><w:r><w:b/><w:t>body</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>indeleted</w:delText></w:r></w:del><w:ins><w:r><w:t>ininserted</w:t></w:r></w:ins></w:p>"
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>inhidden</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>incontrol</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>inbox</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        "<w:p><w:r><w:instrText>infield</w:instrText></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>naam</w:t></w:r></w:p></w:tc><w:tc><w:sdt><w:sdtContent><w:p><w:r><w:t>incell</w:t></w:r></w:p></w:sdtContent></w:sdt></w:tc></w:tr></w:tbl>"
    )
    story = f'<w:x xmlns:w="{w}"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:x>'
    kinds = {
        "header": "inheader",
        "footer": "infooter",
        "footnotes": "infootnote",
        "endnotes": "inendnote",
        "comments": "incomment",
    }
    extra = {f"word/{kind}.xml": story % word for kind, word in kinds.items()}
    extra["docProps/core.xml"] = '<c xmlns:dc="urn:x"><dc:title>intitle</dc:title></c>'
    extra["word/embeddings/b.docx"] = make.docx("inembedded")
    relations = "".join(make.relation(number, kind, f"{kind}.xml") for number, kind in enumerate(kinds))
    _, extraction = read(make.docx(body, extra, relations))
    expected = {
        "indebody": "paragraph 1", "indeleted": "paragraph 2 deleted text", "ininserted": "paragraph 2", "inhidden": "paragraph 3 hidden text",
        "incontrol": "paragraph 4", "incell": "table 1 row 1, column 2", "inheader": "header", "infooter": "footer", "infootnote": "footnote",
        "inendnote": "endnote", "incomment": "comment", "intitle": "metadata title", "inembedded": "embedded b.docx > paragraph 1",
    }  # fmt: skip
    for word, place in expected.items():
        assert place in places(extraction, word), word
    assert places(extraction, "inbox")
    assert places(extraction, "infield")
    assert extraction.coverage == "full"


def test_broken_json_and_xml_are_read_as_text():
    for data, name in ((b'{"a": "kanarie', "a.json"), (b"<?xml version='1.0'?><a>kanarie", "a.xml")):
        _, extraction = read(data, name)
        assert places(extraction, "kanarie")


def test_bodies_of_a_mail_are_not_doubled_and_a_message_inside_is_read():
    inner = make.eml("diep kanarie")
    _, extraction = read(make.eml("buiten", {"fw.eml": inner}))
    assert places(extraction, "kanarie") == ["attachment fw.eml > body"]


def test_an_eid_export_gives_up_all_it_holds():
    import base64

    photo = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(64)).decode()
    data = (
        f'<?xml version="1.0"?><eid version="4.1"><identity nationalnumber="{make.DIGITS}" dateofbirth="19850730" gender="male">'
        f"<name>Voorbeeld</name><placeofbirth>Gent</placeofbirth><photo>{photo}</photo></identity>"
        '<card cardnumber="591234567829"/></eid>'
    ).encode()
    file_type, extraction = read(data, "x.eid")
    assert file_type.media_type == "application/x-eid-export"
    assert {fact.entity for fact in extraction.facts} == {
        "EID_EXPORT", "BE_NATIONAL_REGISTER_NUMBER", "BE_ID_CARD_NUMBER", "PLACE_OF_BIRTH", "ID_PHOTO", "DATE_OF_BIRTH", "PERSON",
    }  # fmt: skip


def test_json_numbers_keep_their_digits():
    _, extraction = read(json.dumps({"nr": 85073003328, "big": 12345678901234567890}).encode(), "a.json")
    assert places(extraction, "nr: 85073003328")
    assert places(extraction, "12345678901234567890")
