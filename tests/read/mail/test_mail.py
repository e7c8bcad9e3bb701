"""Every part of a message is read, however it is encoded, and nothing is told twice."""

import base64
import quopri
import time

import pytest

from tests import make
from tests.read.sight import codes, extraction, gaps, lines, places, read

HEAD = (
    "From: an@example.be\r\nTo: els@example.be\r\nSubject: Test\r\nDate: Mon, 02 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n"
)
CMS_SEALED = bytes.fromhex("308006092a864886f70d010703a080308002010031")
CMS_SIGNED = bytes.fromhex("308006092a864886f70d010702a080308002010131")


def message(*parts, kind="mixed", head=HEAD):
    body = "".join(f"--grens\r\n{part}\r\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="grens"\r\n\r\n{body}--grens--\r\n'.encode("utf-8", "surrogateescape")


def part(kind, content, *headers):
    return "\r\n".join([f"Content-Type: {kind}", *headers, "", content])


def plain(content, charset="utf-8"):
    return part(f"text/plain; charset={charset}", content)


def test_headers_stand_by_their_names():
    head = (
        "From: =?utf-8?q?Zo=C3=AB?= <zoe@example.be>\r\nTo: els@example.be,\r\n  jan@example.be\r\n"
        "Subject: =?iso-8859-1?Q?dossier_=E9?= =?utf-8?B?4oKs?= einde\r\nX-Mailer: geen\r\nCc: =?bogus?q?kan=61rie?=\r\nDate: vandaag\r\n"
    )
    found = extraction(f"{head}\r\ntekst\r\n".encode(), "a.eml")
    assert places(found, "Zoë") == ["header From"]
    assert places(found, "dossier é€ einde") == ["header Subject"]
    assert places(found, "jan@example.be") == ["header To"]
    assert places(found, "kanarie") == ["header Cc"]
    assert places(found, "tekst") == ["body"]


def test_headers_in_raw_bytes():
    for encoding in ("utf-8", "cp1252"):
        data = b"From: a@example.be\r\nTo: b@example.be\r\nSubject: " + "één dossier".encode(encoding) + b"\r\n\r\nx\r\n"
        assert places(extraction(data, "a.eml"), "één dossier") == ["header Subject"]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "x-uuencode", "BASE64 "])
@pytest.mark.parametrize("disposition", ["attachment", "inline", None])
def test_attachments_of_every_encoding_and_disposition(encoding, disposition):
    content = make.docx("een kanarie")
    if encoding.strip().lower() == "base64":
        text = base64.encodebytes(content).decode()
    elif encoding == "quoted-printable":
        text = quopri.encodestring(content).decode()
    elif encoding == "8bit":
        content = text = "een kanarie één"
    else:
        import binascii

        rows = [binascii.b2a_uu(content[at : at + 45]).decode() for at in range(0, len(content), 45)]
        text = f"begin 644 cv.docx\n{''.join(rows)}`\nend\n"
    headers = [f"Content-Transfer-Encoding: {encoding}"]
    headers += [f'Content-Disposition: {disposition}; filename="cv.docx"'] if disposition else []
    data = message(plain("x"), part('application/octet-stream; name="cv.docx"', text, *headers))
    found = extraction(data, "a.eml")
    assert places(found, "kanarie") in (["attachment cv.docx > paragraph 1"], ["attachment cv.docx > line 1"])
    assert found.coverage == "full"


def test_a_number_broken_by_a_soft_line_break_is_whole():
    data = message(
        part("text/plain; charset=utf-8", "nr 85.07.30-0=\r\n33.28 =C3=A9=3Dx", "Content-Transfer-Encoding: quoted-printable")
    )
    assert places(extraction(data, "a.eml"), f"nr {make.RRN} é=x") == ["body"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('attachment; filename="=?utf-8?q?br=C3=AFef.txt?="', "brïef.txt"),
        ("attachment; filename*=utf-8''br%C3%AFef.txt", "brïef.txt"),
        ("attachment; filename*0*=utf-8''br%C3%AF; filename*1=ef.txt", "brïef.txt"),
        ('attachment; filename="C:\\\\map\\\\brief.txt"', "brief.txt"),
        ('attachment; filename="../../etc/brief.txt"', "brief.txt"),
        ("attachment", "part 2"),
    ],
)
def test_names_of_attachments(header, expected):
    data = message(plain("x"), part("application/octet-stream", "kanarie", f"Content-Disposition: {header}"))
    assert places(extraction(data, "a.eml"), "kanarie") == [f"attachment {expected} > line 1"]


@pytest.mark.parametrize("encoding", ["7bit", "base64", "quoted-printable", None])
def test_messages_in_messages_three_levels_deep(encoding):
    data = message(plain("diep kanarie"), part("application/octet-stream; name=b.txt", "vink"))
    for level in range(3):
        data = data.replace(b"grens", f"grens{level}".encode()) if encoding != "base64" else data
        inner = data.decode()
        if encoding == "base64":
            inner = base64.encodebytes(data).decode()
        elif encoding == "quoted-printable":
            inner = quopri.encodestring(data).decode()
        data = message(
            plain("buiten"), part("message/rfc822", inner, *([f"Content-Transfer-Encoding: {encoding}"] if encoding else []))
        )
    found = extraction(data, "a.eml")
    step = "attachment message.eml > "
    assert places(found, "kanarie") == [f"{step * 3}body"]
    assert places(found, "vink") == [f"{step * 3}attachment b.txt > line 1"]
    assert len(places(found, "buiten")) == 3


def test_a_message_inside_with_one_header_is_still_mail():
    inner = "Subject: kanarie\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(b"een vink").decode()
    found = extraction(message(plain("x"), part("message/rfc822", inner)), "a.eml")
    assert places(found, "kanarie") == ["attachment message.eml > header Subject"]
    assert places(found, "een vink") == ["attachment message.eml > body"]


def test_the_same_words_in_plain_text_and_html_are_told_once():
    same = message(
        plain("Dag Els, mijn kanarie."), part("text/html", "<p>Dag <b>Els</b>,</p><p>mijn kanarie.</p>"), kind="alternative"
    )
    assert places(extraction(same, "a.eml"), "kanarie") == ["body"]
    other = message(plain("Dag Els, kort."), part("text/html", "<p>Dag Els, kort. En een kanarie.</p>"), kind="alternative")
    assert places(extraction(other, "a.eml"), "kanarie") == ["body"]
    assert places(extraction(other, "a.eml"), "kort") == ["body", "body"]


def test_a_table_in_html_is_preferred_to_the_same_words_in_plain_text():
    table = "<table><tr><td>Naam</td><td>INSZ</td></tr><tr><td>Jan</td><td>kanarie</td></tr></table>"
    found = extraction(message(plain("Naam INSZ\r\nJan kanarie"), part("text/html", table), kind="alternative"), "a.eml")
    assert places(found, "kanarie") == ["body table 1 row 2, column 2"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("nonsense", "cp1252"), ("iso-2022-jp", "iso-2022-jp"), ("utf-7", "utf-7")],
)  # fmt: skip
def test_right_and_wrong_character_sets(charset, encoding):
    text = "テスト kanarie" if encoding == "iso-2022-jp" else "één kanarie – zoë" if encoding != "cp1252" else "één kanarie zoë"
    coded = base64.encodebytes(text.encode(encoding)).decode()
    data = message(part(f"text/plain; charset={charset}", coded, "Content-Transfer-Encoding: base64"))
    assert places(extraction(data, "a.eml"), text) == ["body"]


def test_html_only_and_pictures_inside():
    picture = base64.encodebytes(make.zipped({"x.txt": "vink"})).decode()
    data = message(
        part("text/html; charset=utf-8", "<p>een kanarie</p><img src='cid:1'>"),
        part("image/png", picture, "Content-ID: <1>", "Content-Transfer-Encoding: base64"),
        kind="related",
    )
    found = extraction(data, "a.eml")
    assert places(found, "kanarie") == ["body"]
    assert places(found, "vink") == ["attachment part 2 > x.txt > line 1"]


def test_text_around_the_parts_is_read():
    data = message(plain("x")).replace(b"--grens\r\n", b"voor kanarie\r\n--grens\r\n", 1) + b"na vink\r\n"
    found = extraction(data, "a.eml")
    assert [(line, role) for line, _, role in lines(found) if role == "hidden"] == [
        ("voor kanarie", "hidden"),
        ("na vink", "hidden"),
    ]


def test_a_document_that_passes_for_a_body_is_a_part():
    coded = base64.encodebytes(make.pdf("kanarie")).decode()
    found = extraction(message(part("text/plain", coded, "Content-Transfer-Encoding: base64")), "a.eml")
    assert places(found, "kanarie") == ["attachment part 1 > page 1"]


def test_encrypted_mail_is_named():
    sealed = base64.b64encode(CMS_SEALED).decode()
    data = f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n{sealed}\r\n"
    found = extraction(data.encode(), "a.eml")
    assert codes(found) == {"encrypted"}
    assert found.coverage == "partial"
    pgp = message(
        part("application/pgp-encrypted", "Version: 1"),
        part("application/octet-stream", "-----BEGIN PGP MESSAGE-----"),
        kind="encrypted",
    )
    assert codes(extraction(pgp, "a.eml")) == {"encrypted"}
    inline = message(plain("-----BEGIN PGP MESSAGE-----\r\nhQEMA\r\n-----END PGP MESSAGE-----"))
    assert codes(extraction(inline, "a.eml")) == {"encrypted"}


def test_the_signature_of_a_message_is_a_part():
    signature = base64.b64encode(CMS_SIGNED + b"\x06\x03\x55\x04\x05\x13\x0b" + make.DIGITS.encode()).decode()
    headers = ("Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=smime.p7s")
    found = extraction(
        message(plain("getekend"), part("application/pkcs7-signature", signature, *headers), kind="signed"), "a.eml"
    )
    assert places(found, "getekend") == ["body"]
    assert [child.locator for child in found.children] == ["attachment smime.p7s"]


def test_mail_without_boundaries_or_ends_is_read():
    whole = message(plain("kanarie"), part("application/octet-stream; name=b.txt", "vink"))
    for cut in (whole[:-20], whole.replace(b'"grens"', b'"anders"'), whole.replace(b"; boundary=", b"; x=")):
        assert places(extraction(cut, "a.eml"), "kanarie")


def test_broken_base64_is_forgiven():
    coded = base64.encodebytes(b"een kanarie vliegt").decode().strip().rstrip("=")
    for text in (coded[:8] + "!\r\n" + coded[8:], coded, f"{coded}\r\n\r\n-- \r\n"):
        data = message(part("text/plain", text, "Content-Transfer-Encoding: base64"))
        assert places(extraction(data, "a.eml"), "een kanarie")


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_base64_that_is_cut_off_within_a_group_of_four_is_decoded_and_told(lost):
    text = base64.encodebytes(b"een kanarie en nog meer woorden, " * 9).decode().rstrip()
    kept = text[: len(text) - lost]
    data = message(plain("x"), part('application/octet-stream; name="a.txt"', kept, "Content-Transfer-Encoding: base64"))
    found = extraction(data, "a.eml")
    assert places(found, "een kanarie")[0] == "attachment a.txt > line 1"
    assert gaps(found) == ([("corrupt", "part 2 is cut off")] if len("".join(kept.split())) % 4 == 1 else [])


def test_a_message_of_apple_mail():
    inner = make.eml("kanarie")
    data = f"{len(inner)}      \n".encode() + inner + b'<?xml version="1.0"?><plist><dict><key>flags</key></dict></plist>'
    from scanner.read.draft import Draft
    from scanner.read.mail.mail import read as read_mail
    from scanner.read.source import Source

    draft = Draft()
    read_mail(Source(data, len(data)), draft, context())
    found = draft.finish()
    assert places(found, "kanarie") == ["body"]
    assert not places(found, "plist")


def context():
    from scanner.config import Limits
    from scanner.read.draft import Budget, Context

    return Context(Budget(Limits()), 0, lambda *_: None)


@pytest.mark.parametrize("front", [b"\xef\xbb\xbf", b"\r\n\r\n", b"\n", b">From an@example.be Mon Mar  2 10:15:00 2026\r\n"])
def test_what_stands_in_front_of_a_message_does_not_hide_it(front):
    file_type, found = read(front + make.eml("een kanarie", {"b.txt": b"een vink"}), "bericht.eml")
    assert file_type.media_type == "message/rfc822"
    assert places(found, "een kanarie") == ["body"]
    assert places(found, "een vink") == ["attachment b.txt > line 1"]
    assert places(found, "els@example.be") == ["header To"]
    assert places(found, "From an@example.be") == (["envelope"] if b"From" in front else [])
    assert found.coverage == "full"


def test_the_number_of_parts_is_bounded_and_what_came_before_is_read():
    found = extraction(message(plain("kanarie"), *[part("application/octet-stream", "x")] * 500), "a.eml", members=20)
    assert ("too_large", "more than 20 parts") in gaps(found)
    assert places(found, "kanarie") == ["body"]
    assert len(found.children) <= 20


def test_parts_nested_without_end_are_bounded():
    data = HEAD.encode()
    for number in range(3000):
        data += f'Content-Type: multipart/mixed; boundary="b{number}"\r\n\r\n--b{number}\r\n'.encode()
    found = extraction(data + b"\r\nkanarie", "a.eml")
    assert codes(found) == {"nesting"}
    assert places(found, "Test") == ["header Subject"]


def test_time_is_kept(monkeypatch):
    data = message(plain("kanarie"), *[part("application/octet-stream", "x")] * 400)
    clock = iter(range(10_000_000))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    found = extraction(data, "a.eml", soft_seconds=30.0, hard_seconds=31.0)
    assert codes(found) == {"timeout"}
    assert places(found, "kanarie") == ["body"]


@pytest.mark.parametrize(
    "data",
    [
        b"From: a\r\nTo: b\r\n",
        b"From: a\r\nTo: b\r\nContent-Type: multipart/mixed\r\n\r\n",
        b"From: a\r\nTo: b\r\nContent-Type: ;;;\r\n\r\nx",
    ],
)
def test_scraps_do_no_harm(data):
    file_type, found = read(data, "a.eml")
    assert file_type.media_type == "message/rfc822"
    assert found.coverage == "full"


@pytest.mark.parametrize(
    ("text", "drop_space", "expected"),
    [
        ("een \r\ntwee\r\ndrie", False, "een twee\ndrie"),
        ("85.07.30-0 \r\n33.28", True, make.RRN),
        ("> een \r\n> twee\r\ndrie", False, "> een twee\ndrie"),
        ("> een \r\n>> twee", False, "> een \n>> twee"),
        ("-- \r\nJan", False, "-- \nJan"),
        (" ingesprongen \r\n verder", False, "ingesprongen verder"),
    ],
)
def test_soft_line_breaks_of_flowed_text(text, drop_space, expected):
    from scanner.read.mail.mail_body import unflowed

    assert unflowed(text.encode(), drop_space=drop_space).decode() == expected


def test_text_that_is_not_flowed_keeps_its_lines():
    data = message(plain("een \r\ntwee"), part("text/plain; charset=utf-8; format=flowed", "drie \r\nvier"))
    found = extraction(data, "a.eml")
    assert [segment.text.strip() for segment in found.segments if segment.role == "body"] == ["een \ntwee", "drie vier"]
