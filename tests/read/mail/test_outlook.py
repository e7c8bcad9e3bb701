"""Every corner of an Outlook item is read, whoever wrote it, and what is damaged costs nothing else."""

import struct
from pathlib import Path

import pytest

from scanner.config import Limits
from scanner.read.draft import Budget, Refused
from scanner.read.old_office.ole_write import storage_bytes
from scanner.read.rtf import compressed_rtf, rtf_html
from tests import make
from tests.read.mail import outlook_make as out
from tests.read.mail.outlook_make import BINARY, DOUBLE, LONG, NARROW, OBJECT, TIME, WIDE
from tests.read.sight import codes, extraction, gaps, lines, places, read

SAMPLES = Path("/work/shared/samples/tika")
SUBJECT, FROM, FROM_ADDRESS, PLAIN, HTML, RTF, TRANSPORT = 0x0037, 0x0042, 0x5D02, 0x1000, 0x1013, 0x1009, 0x007D
SEALED = bytes.fromhex("308006092a864886f70d010703a080308002010031")


def rtf(body, head=""):
    return (rf"{{\rtf1\ansi\ansicpg1252\deff0{head}{{\fonttbl{{\f0 Arial;}}}} " + body + "}").encode("cp1252")


def html_in_rtf(body):
    return rtf(body, r"\fromhtml1 ")


def roles(found, word):
    return [role for line, _, role in lines(found) if word in line]


def test_moments_and_numbers_are_written_as_a_person_would():
    data = out.msg(
        {
            (SUBJECT, WIDE): "x",
            (0x0039, TIME): out.ticks(2026, 3, 2, 10, 15),
            (0x3A42, TIME): out.ticks(1985, 7, 29, 22, 0),
            (0x8000, DOUBLE): 85073003328.0,
        },
        named=[(out.PUBLIC, "Nummer")],
    )
    file_type, found = read(data, "bericht.msg")
    assert file_type.media_type == "application/vnd.ms-outlook"
    for words, place in {
        "2026-03-02 10:15": "header Date",
        "1985-07-30": "metadata date of birth",
        "85073003328": "metadata Nummer",
    }.items():
        assert places(found, words) == [place]
    assert found.coverage == "full"


def test_bodies_that_say_the_same_are_told_once():
    data = out.msg(
        {
            (PLAIN, WIDE): "Dag Els,\r\n\r\nmijn kanarie\r\n",
            (HTML, BINARY): b"<html><body><p>Dag <b>Els</b>,</p><p>mijn kanarie</p></body></html>",
            (RTF, BINARY): out.packed(
                html_in_rtf(r"{\*\htmltag64 <p>}Dag Els,{\*\htmltag72 </p><p>}\htmlrtf \par\htmlrtf0 mijn kanarie")
            ),
        }
    )
    assert places(extraction(data, "a.msg"), "kanarie") == ["body"]


@pytest.mark.parametrize("kinds", [("html", "plain"), ("rtf", "plain"), ("html", "rtf", "plain")])
def test_of_the_same_words_those_in_a_table_are_kept(kinds):
    table = "<table><tr><td>Naam</td><td>INSZ</td></tr><tr><td>Jan</td><td>kanarie</td></tr></table>"
    rows = r"\trowd\intbl Naam\cell INSZ\cell\row\intbl Jan\cell kanarie\cell\row"
    bodies = {
        "html": {(HTML, BINARY): table.encode()},
        "rtf": {(RTF, BINARY): out.packed(rtf(rows))},
        "plain": {(PLAIN, WIDE): "Naam\tINSZ\r\nJan\tkanarie\r\n"},
    }
    data = out.msg({key: value for kind in kinds for key, value in bodies[kind].items()})
    assert places(extraction(data, "a.msg"), "kanarie") == ["body table 1 row 2, column 2"]


def test_a_body_only_in_rtf():
    for text in (out.packed(rtf("alleen kanarie")), out.plain_packed(rtf("alleen kanarie")), rtf("alleen kanarie")):
        found = extraction(out.msg({(SUBJECT, WIDE): "x", (RTF, BINARY): text}), "a.msg")
        assert places(found, "alleen kanarie") == ["body"]
        assert found.coverage == "full"


def test_html_in_rtf_gives_the_page_and_not_what_was_added_for_rtf():
    body = (
        r"{\*\htmltag19 <html>}{\*\htmltag34 <head><meta charset=windows-1252><style>p\{color:#850730\}</style></head>}"
        r"{\*\htmltag64 <p title=\'22duif\'e9\'22>}\htmlrtf {\htmlrtf0 kanarie \'e9\'e9n &lt; \u8364? 5\htmlrtf }\htmlrtf0"
        r"\htmlrtf \par \'b7\tab ekster \htmlrtf0 {\pntext ekster\tab}{\*\mhtmltag64 <p>}{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 vink"
        r"{\*\htmltag72 </p>}{\f1\'f8e\'9e\'9a} a<b>c {\*\htmltag4 \par }einde\line slot"
    )
    text = html_in_rtf(body).replace(rb"{\f0 Arial;}", rb"{\f0 Arial;}{\f1\fnil\fcharset238 Arial CE;}")
    page = rtf_html.html_of(text, Budget(Limits()))
    assert '<p title="duifé">kanarie één &amp;lt; € 5' in page
    assert "&nbsp;vink</p>řežš a&lt;b&gt;c \neinde\nslot" in page
    assert "ekster" not in page
    found = extraction(out.msg({(RTF, BINARY): out.packed(text)}), "a.msg")
    assert places(found, "kanarie één") == ["body"]
    assert places(found, "duifé") == ["attribute title"]
    assert not places(found, "ekster")


def test_what_rtf_holds_besides_words():
    picture = make.png().hex()
    packed = (
        b"\x02\0brief.txt\0C:\\brief.txt\0\0\0\x03\0" + struct.pack("<I", 4) + b"tmp\0" + struct.pack("<I", 12) + b"een ooievaar"
    )
    stream = struct.pack("<III", 0x501, 2, 8) + b"Package\0" + bytes(8) + struct.pack("<I", len(packed)) + packed
    text = rtf(rf"kanarie {{\pict\pngblip {picture}}}{{\object\objemb{{\*\objdata {stream.hex()}}}}}{{\info{{\author Zwaan}}}}")
    found = extraction(out.msg({(RTF, BINARY): out.packed(text)}), "a.msg")
    assert places(found, "kanarie") == ["body"]
    assert [picture.locator for picture in found.pictures] == ["body image 1"]
    assert places(found, "een ooievaar") == ["embedded brief.txt > line 1"]
    assert places(found, "Zwaan") == ["body metadata author"]


# --- compressed RTF ---


@pytest.mark.parametrize("length", [0, 1, 17, 4096, 5000, 40_000])
def test_packing_is_undone(length):
    text = (rb"{\rtf1\ansi abcabcabcabcabcabcabc " + b" ".join(b"%d" % (n * n) for n in range(8000)))[:length]
    budget = Budget(Limits())
    assert compressed_rtf.decompress(out.packed(text), budget) == (text, True)
    assert budget.expanded == length
    assert compressed_rtf.decompress(out.plain_packed(text), budget) == (text, True)


def test_the_examples_of_the_specification():
    simple = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    crossing = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
    budget = Budget(Limits())
    expected = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert compressed_rtf.decompress(bytes.fromhex(simple), budget) == (expected, True)
    assert compressed_rtf.decompress(bytes.fromhex(crossing), budget) == (b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", True)


def test_packed_text_that_is_cut_off_is_read_and_named():
    text = rtf("een kanarie " + "vliegt " * 400)
    data = out.packed(text)[:-40]
    found = extraction(out.msg({(RTF, BINARY): data, (PLAIN, WIDE): "duif"}), "a.msg")
    assert places(found, "een kanarie") == ["body"]
    assert ("corrupt", "RTF body: cut off") in gaps(found)


def test_unknown_packing_is_named():
    with pytest.raises(Refused):
        compressed_rtf.decompress(struct.pack("<II4sI", 20, 20, b"ABCD", 0) + b"x" * 20, Budget(Limits()))
    found = extraction(out.msg({(RTF, BINARY): b"x" * 40, (PLAIN, WIDE): "kanarie"}), "a.msg")
    assert gaps(found) == [("corrupt", "RTF body: packed in an unknown way")]
    assert places(found, "kanarie") == ["body"]


def test_unpacking_is_bounded_by_the_budget():
    # Seven stretches of 17 bytes and one byte, over and over; none of them points at the place that means the end.
    bomb = struct.pack("<II4sI", 0, 0, b"LZFu", 0) + (b"\x7f" + b"\x00\x6f" * 7 + b"x") * 50_000
    found = extraction(out.msg({(RTF, BINARY): bomb, (PLAIN, WIDE): "kanarie"}), "a.msg", expanded_mb=4)
    assert gaps(found) == [("too_large", "unpacks to more than 4 MiB")]
    assert places(found, "kanarie") == ["body"]


# --- code pages and missing properties ---


def test_narrow_text_in_its_code_page():
    greek = out.msg({(SUBJECT, NARROW): "Καλημέρα", (PLAIN, NARROW): "φάκελος", (0x3FFD, LONG): 1253}, page="cp1253")
    found = extraction(greek, "a.msg")
    assert places(found, "Καλημέρα") == ["header Subject"]
    assert places(found, "φάκελος") == ["body"]
    french = out.msg({(SUBJECT, NARROW): "été à Liège"})  # no code page is told
    assert places(extraction(french, "a.msg"), "été à Liège") == ["header Subject"]
    japanese = out.msg({(SUBJECT, NARROW): "書類", (0x3FDE, LONG): 50220}, page="iso2022_jp")
    assert places(extraction(japanese, "a.msg"), "書類") == ["header Subject"]


def test_a_message_inside_has_a_code_page_of_its_own():
    inner = {key: value.encode("cp1253") for key, value in {(SUBJECT, NARROW): "Καλημέρα", (PLAIN, NARROW): "φάκελος"}.items()}
    data = out.msg(
        {(SUBJECT, NARROW): "dossier één", (0x3FFD, LONG): 1252},
        attachments=[out.embedded({**inner, (0x3FFD, LONG): 1253}, title="m")],
    )
    found = extraction(data, "a.msg")
    assert places(found, "dossier één") == ["header Subject"]
    assert places(found, "Καλημέρα") == ["attachment m > header Subject"]
    assert places(found, "φάκελος") == ["attachment m > body"]


@pytest.mark.parametrize(
    ("page", "encoding"), [(28591, "latin-1"), (65001, "utf-8"), (1252, "cp1252"), (None, "cp1252"), (99999, "cp1252")]
)
def test_html_in_its_code_page(page, encoding):
    known = {(0x3FDE, LONG): page} if page else {}
    data = out.msg({(HTML, BINARY): "<p>één kanarie</p>".encode(encoding), **known})
    assert places(extraction(data, "a.msg"), "één kanarie") == ["body"]


def test_html_as_text():
    for kind in (WIDE, NARROW):
        data = out.msg({(HTML, kind): "<html><body><p>één kanarie</p></body></html>", (0x3FFD, LONG): 1252})
        assert places(extraction(data, "a.msg"), "één kanarie") == ["body"]


def test_control_characters_do_not_hide_a_body():
    data = out.msg({(PLAIN, WIDE): "een\x0bkanarie\x01 \x02\x03\0\0", (HTML, BINARY): b"<p>een vink\x01\x02\x03\x04</p>\0"})
    found = extraction(data, "a.msg")
    assert places(found, "een kanarie") == ["body"]
    assert places(found, "een vink") == ["body"]


def test_the_same_property_in_two_types_is_read_twice():
    data = out.msg({(SUBJECT, WIDE): "vink", (SUBJECT, NARROW): "kanarie", (PLAIN, WIDE): "mus", (PLAIN, NARROW): "duif"})
    found = extraction(data, "a.msg")
    assert [places(found, word) for word in ("vink", "kanarie", "mus", "duif")] == [["header Subject"]] * 2 + [["body"]] * 2


@pytest.mark.parametrize("number", [SUBJECT, FROM, PLAIN, 0x3A29])
def test_a_message_with_one_property_is_read(number):
    found = extraction(out.msg({(number, WIDE): "kanarie"}), "a.msg")
    assert len(places(found, "kanarie")) == 1
    assert found.coverage == "full"


def test_a_message_without_its_list_of_properties_is_read():
    made = out.streams({(SUBJECT, WIDE): "kanarie", (PLAIN, WIDE): "vink"}, attachments=[out.attached("a.txt", b"een duif")])
    kept = {name: data for name, data in made.items() if not name.endswith("properties_version1.0")}
    from scanner.read.draft import Context, Draft
    from scanner.read.mail import outlook
    from scanner.read.source import Source

    draft, data = Draft(), storage_bytes(kept)
    read_texts = []
    outlook.read(Source(data, len(data)), draft, Context(Budget(Limits()), 0, lambda *child: read_texts.append(child[1:])))
    assert places(draft.finish(), "kanarie") == ["header Subject"]
    assert read_texts == [("a.txt", "attachment a.txt", b"een duif")]


def test_a_property_that_is_listed_and_not_there_is_named():
    made = out.streams({(SUBJECT, WIDE): "kanarie", (PLAIN, WIDE): "vink"})
    del made["__substg1.0_1000001F"]
    found = extraction(storage_bytes(made), "a.msg")
    assert gaps(found) == [("corrupt", "message: properties are damaged or missing")]
    assert places(found, "kanarie") == ["header Subject"]


# --- attachments ---


def test_names_of_attachments():
    for found, name in (
        ({(0x3707, WIDE): "lange naam.txt", (0x3704, WIDE): "LANGEN~1.TXT", (0x3001, WIDE): "vink"}, "lange naam.txt"),
        ({(0x3704, NARROW): "KORT.TXT"}, "KORT.TXT"),
        ({(0x3001, WIDE): "getoond"}, "getoond"),
        ({(0x3707, WIDE): "..\\..\\map/c\u200bv.txt"}, "cv.txt"),
        ({}, "part 1"),
    ):
        data = out.msg({(SUBJECT, WIDE): "x"}, attachments=[{**found, (0x3701, BINARY): b"een kanarie", (0x3705, LONG): 1}])
        assert places(extraction(data, "a.msg"), "een kanarie") == [f"attachment {name} > line 1"]


def test_an_attachment_without_content_is_named_and_the_next_is_read():
    lost = {(0x3707, WIDE): "weg.docx", (0x3705, LONG): 1}
    link = {(0x3707, WIDE): "elders.docx", (0x3705, LONG): 2, (0x370D, WIDE): r"\\server\map kanarie\elders.docx"}
    data = out.msg(
        {(SUBJECT, WIDE): "x"}, attachments=[lost, link, out.attached("leeg.txt", b""), out.attached("a.txt", b"een vink")]
    )
    found = extraction(data, "a.msg")
    assert gaps(found) == [("corrupt", "attachment 1 has no content")]
    assert places(found, "kanarie") == ["attachment elders.docx metadata"]
    assert places(found, "een vink") == ["attachment a.txt > line 1"]


def test_an_object_of_another_program():
    inner = {"Package": make.docx("een kanarie")}
    data = out.msg({(SUBJECT, WIDE): "x"}, attachments=[{(0x3001, WIDE): "Document", (0x3705, LONG): 6, (0x3701, OBJECT): inner}])
    assert places(extraction(data, "a.msg"), "een kanarie") == ["attachment Document > embedded object > paragraph 1"]
    stream = out.msg({(SUBJECT, WIDE): "x"}, attachments=[{(0x3705, LONG): 6, (0x3701, BINARY): storage_bytes(inner)}])
    assert places(extraction(stream, "a.msg"), "een kanarie") == ["attachment part 1 > embedded object > paragraph 1"]


def test_signed_mail_is_read_as_it_came():
    mime = make.eml("een kanarie", {"cv.docx": make.docx("een vink")})
    signed = (
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=zz\r\n\r\n--zz\r\n'
        + mime
        + b"\r\n--zz--\r\n"
    )
    data = out.msg({(0x001A, WIDE): "IPM.Note.SMIME.MultipartSigned"}, attachments=[out.attached("smime.p7m", signed)])
    found = extraction(data, "a.msg")
    assert places(found, "een kanarie") == ["attachment smime.p7m > body"]
    assert places(found, "een vink") == ["attachment smime.p7m > attachment cv.docx > paragraph 1"]


def test_encrypted_mail_is_named():
    for attachment in (
        out.attached("smime.p7m", SEALED),
        {**out.attached("smime.p7m", b"\x30\x80xx"), (0x370E, WIDE): "application/pkcs7-mime"}
        | {(0x370E, WIDE): "application/pkcs7-mime;smime-type=enveloped-data;x=pkcs7-mime"},
    ):
        data = out.msg({(SUBJECT, WIDE): "een kanarie"}, attachments=[attachment, out.attached("a.txt", b"een vink")])
        found = extraction(data, "a.msg")
        assert gaps(found) == [("encrypted", "attachment 1 is encrypted mail")]
        assert places(found, "een vink") == ["attachment a.txt > line 1"]
        assert found.coverage == "partial"
    protected = out.attached("message.rpmsg", bytes.fromhex("76e80460c411e386") + bytes(40))
    assert codes(extraction(out.msg({(SUBJECT, WIDE): "x"}, attachments=[protected]), "a.msg")) == {"encrypted"}
    pgp = out.msg({(PLAIN, WIDE): "-----BEGIN PGP MESSAGE-----\r\nhQEMA\r\n-----END PGP MESSAGE-----"})
    assert codes(extraction(pgp, "a.msg")) == {"encrypted"}


def test_messages_inside_each_other_are_bounded():
    inner = {(SUBJECT, WIDE): "kern"}
    attachments = []
    for level in range(6):
        attachments = [out.embedded({(SUBJECT, WIDE): f"niveau {level} kanarie"}, attachments=attachments, title=f"m{level}")]
    found = extraction(out.msg(inner, attachments=attachments), "a.msg", depth=3)
    assert len(places(found, "kanarie")) == 3
    assert gaps(found) == [("nesting", "more than 3 documents inside each other")]


def test_the_number_of_attachments_is_bounded_and_what_came_before_is_read():
    data = out.msg({(PLAIN, WIDE): "kanarie"}, attachments=[out.attached(f"{n}.txt", b"een vink") for n in range(30)])
    found = extraction(data, "a.msg", members=10)
    assert gaps(found) == [("too_large", "more than 10 parts")]
    assert places(found, "kanarie") == ["body"]
    assert len(found.children) == 10


def test_a_message_to_many_people_inside_another():
    people = [out.recipient(f"Persoon {n}", f"p{n}@example.be") for n in range(1500)]
    data = out.msg({(SUBJECT, WIDE): "x"}, attachments=[out.embedded({(SUBJECT, WIDE): "kanarie"}, people, title="m")])
    found = extraction(data, "a.msg")
    assert places(found, "kanarie") == ["attachment m > header Subject"]
    assert places(found, "p1499@example.be") == ["attachment m > header To"]
    assert found.coverage == "full"


# --- damage ---


def whole():
    return out.msg(
        {
            (SUBJECT, WIDE): "onderwerp", (PLAIN, WIDE): "kanarie " * 1500, (RTF, BINARY): out.packed(rtf("vink")), (0x8000, WIDE): "veld",
            (TRANSPORT, NARROW): "Subject: x\r\nComments: y\r\n",
        },
        [out.recipient("An", "an@example.be")],
        [out.attached("a.docx", make.docx("duif")), out.embedded({(SUBJECT, WIDE): "binnen"}, title="m")],
        [(out.ADDRESS, 0x801A)],
    )  # fmt: skip


def test_damage_never_hides_itself():
    data = whole()
    for step in range(1, 16):
        _, found = read(data[: len(data) * step // 16], "a.msg")
        assert found.coverage != "full", step
        assert not any("outlook:" in detail for _, detail in gaps(found)), gaps(found)


def test_a_stream_that_ends_too_early_is_named_and_read():
    """The library goes on without what is missing, and raises nothing."""
    data = bytearray(out.msg({(SUBJECT, WIDE): "duif", (PLAIN, WIDE): "kanarie " * 1500}))
    entry = data.index("__substg1.0_1000001F".encode("utf-16-le"))
    (size,) = struct.unpack_from("<I", data, entry + 0x78)
    struct.pack_into("<I", data, entry + 0x78, size + 5000)
    found = extraction(bytes(data), "a.msg")
    assert gaps(found) == [("corrupt", "the message is cut off or damaged")]
    assert len(places(found, "kanarie")) == 1500
    assert places(found, "duif") == ["header Subject"]


def test_flipped_bytes_end_in_named_gaps():
    data = whole()
    for position in range(0, len(data), 97):
        changed = bytearray(data)
        changed[position] ^= 0xFF
        _, found = read(bytes(changed), "a.msg")
        assert not any("outlook:" in detail for _, detail in gaps(found)), (position, gaps(found))


@pytest.mark.skipif(not SAMPLES.exists(), reason="samples are not here")
@pytest.mark.parametrize(
    ("name", "word", "place"),
    [
        ("testMSG.msg", "tika-dev@lucene.apache.org", "header To"),
        ("testMSG_Contact.msg", "(234) 567-8901", "metadata home phone"),
        ("testMSG_Contact.msg", "one quick brown fox", "body"),
        ("testMSG_Post.msg", "jump over the lazy brown dog", "body"),
        ("testMSG_StickyNote.msg", "a note about the quick brown fox", "header Subject"),
        ("testMSG_chinese.msg", "張毓倫", "header From"),
        ("testMSG_forwarded.msg", "Forwarded Body", "body"),
        ("test-outlook2003.msg", "Streamlined Mail Experience", "body table 1 row 2, column 2"),
    ],
)
def test_messages_that_outlook_wrote(name, word, place):
    found = extraction((SAMPLES / name).read_bytes(), name)
    assert place in places(found, word)
    assert found.coverage == "full"
