"""Rich Text: words without codes, each in its story, and what is not well-formed."""

import pytest

from tests import make
from tests.read.canaries.canary_words import found, gaps, photograph, read


def rtf(body, head="\\ansi\\ansicpg1252\\uc1"):
    return f"{{\\rtf1{head} {body}}}".encode("cp1252")


def places(body, words, **head):
    return found(read(rtf(body, **head), "a.rtf"), words)


def test_a_number_broken_by_codes_is_whole():
    assert places("INSZ {\\b 85.07.}{\\i 30}\r\n-033{\\cs15\\lang2067 .28}\\par kanarie\\par", f"INSZ {make.RRN}") == [
        "paragraph 1"
    ]
    assert places("een\\par{\\cs3 twee}\\par\\pard drie", "drie") == ["paragraph 3"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Zo\\'eb", "Zoë"), ("Zo\\u235?", "Zoë"), ("Zo\\u235\\'65", "Zoë"), ("{\\uc2 Zo\\u235 xy!}", "Zoë!"), ("{\\uc0 Zo\\u235!}", "Zoë!"), ("\\u-10179?\\u-8704?", "😀"),
        ("a\\~b\\_c\\-d", "a\xa0b-cd"), ("\\lquote a\\rquote\\emdash b", "‘a’—b"), ("\\{a\\}\\\\", "{a}\\"), ("85\\line 07", "85\n07"), ("a\\tab b", "a\tb"),
    ],
)  # fmt: skip
def test_letters_by_number_and_by_name(code, words):
    assert words in read(rtf(f"{code}\\par"), "a.rtf").segments[0].text


def test_letters_of_other_alphabets_by_the_font():
    fonts = (
        "\\ansi{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Mincho;}{\\f3\\cpg1250 X;}}"
    )
    text = read(rtf("\\f1\\'cf\\'f0\\f0\\'eb\\f2\\'83\\'65\\f3\\'9f\\plain\\'eb\\par", fonts), "a.rtf").segments[0].text
    assert text.strip() == "Прëテźë"


def test_what_is_not_shown_is_hidden_and_keeps_its_label():
    extraction = read(rtf(f"INSZ: {{\\v {make.RRN}}} open{{\\deleted weg}}{{\\v0 zichtbaar}}\\par"), "a.rtf")
    assert extraction.segments[0].text == "INSZ:  openzichtbaar\n"
    assert extraction.segments[1].text.startswith(f"INSZ: {make.RRN}")
    assert {str(each.role) for each in extraction.segments[1:]} == {"hidden"}


def test_tables_keep_their_columns_and_the_text_its_order():
    body = "voor\\par\\trowd\\pard\\intbl a\\par b\\cell kanarie\\cell\\row\\trowd\\intbl c\\cell merel\\cell\\row\\pard na\\par"
    extraction = read(rtf(body), "a.rtf")
    assert [segment.text for segment in extraction.segments] == ["voor\n", "a b\tkanarie\nc\tmerel", "na\n"]
    assert found(extraction, "merel") == ["table 1 row 2, column 2"]


def test_hex_is_no_text_and_a_group_that_nobody_knows_is():
    pixels = "0123456789abcdef" * 20
    body = f"{{\\*\\blob {pixels}}}{{\\*\\andere kanarie}}{{\\pict\\pngblip 00}}{{\\*\\themedata 3835303733303033}}merel\\par"
    extraction = read(rtf(body), "a.rtf")
    assert found(extraction, "kanarie") == ["group andere"]
    assert found(extraction, "merel") == ["paragraph 1"]
    assert not any("0123456789" in segment.text for segment in extraction.segments)


def test_a_picture_in_bytes_and_one_in_hex():
    picture = photograph("kanarie")
    body = (
        rtf(f"{{\\pict\\jpegblip {picture.hex()}}}x\\par")[:-1]
        + b"{\\pict\\jpegblip\\bin%d " % len(picture)
        + picture
        + b"}y\\par}"
    )
    extraction = read(body, "a.rtf")
    assert found(extraction, "kanarie") == ["image 1 metadata artist", "image 2 metadata artist"]
    assert found(extraction, "y\n") == ["paragraph 2"]


def test_a_picture_of_no_known_kind_is_named():
    assert gaps(read(rtf("{\\pict\\wmetafile8 0001020304050607}x\\par"), "a.rtf")) == [("corrupt", "a picture of unknown kind")]
    assert gaps(read(rtf("{\\pict\\wbitmap0 0001020304050607}x\\par"), "a.rtf")) == [("unsupported", "a bitmap of Windows 3")]


def test_a_text_that_is_cut_off_is_named_and_read_so_far():
    whole = rtf("kanarie\\par {\\footnote merel}" + "mus\\par " * 50)
    for cut in range(30, len(whole), len(whole) // 16):
        extraction = read(whole[:cut], "a.rtf")
        assert gaps(extraction) == [("corrupt", "the text ends within a group")]
        assert found(extraction, "kanarie")[:1] in (["paragraph 1"], [])


def test_groups_without_end_do_not_stop_the_reader():
    extraction = read(b"{\\rtf1 kanarie" + b"{" * 3000 + b"x", "a.rtf")
    assert found(extraction, "kanarie") == ["paragraph 1"]
    assert gaps(extraction) == [("nesting", "structure nested too deeply")]


def test_an_object_keeps_its_name_and_a_damaged_one_is_named():
    assert gaps(read(rtf("{\\object{\\*\\objdata 01050000020000ff}}x\\par"), "a.rtf")) == [
        ("corrupt", "embedded object 1: damaged")
    ]
