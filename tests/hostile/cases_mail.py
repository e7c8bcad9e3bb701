"""Messages with endless parts, headers and depth, with boundaries and encodings that lie."""

# ruff: noqa: PLW0108 - each case is made by a call of its own, so that only those that are asked for are made

import base64

from tests import make
from tests.hostile.build import nested
from tests.hostile.case import PLANTED, case

HEAD = (
    "From: an@example.be\r\nTo: els@example.be\r\nSubject: Test\r\nDate: Mon, 02 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n"
)
MIXED = HEAD + 'Content-Type: multipart/mixed; boundary="g"\r\n\r\n'


def _mixed(*parts, close="--g--\r\n"):
    return (MIXED + "".join(f"--g\r\n{part}\r\n" for part in parts) + close).encode("utf-8", "surrogateescape")


def _plain(words=PLANTED, head="Content-Type: text/plain; charset=utf-8"):
    return f"{head}\r\n\r\n{words}"


def _body(words, *headers):
    return (HEAD + "".join(f"{header}\r\n" for header in headers) + "\r\n").encode() + (
        words if isinstance(words, bytes) else words.encode()
    )


def _forwarded(depth):
    data = _body(PLANTED)
    for _ in range(depth):
        data = (HEAD + "Content-Type: message/rfc822\r\n\r\n").encode() + data
    return data


def _nested_parts(depth):
    opened = "".join(f'Content-Type: multipart/mixed; boundary="g{n}"\r\n\r\n--g{n}\r\n' for n in range(depth))
    closed = "".join(f"\r\n--g{n}--" for n in reversed(range(depth)))
    return (HEAD + opened + _plain() + closed).encode()


def _attached(data, encoding="base64", name="a.zip"):
    head = f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n'
    return head + data.decode("latin-1")


def _uuencoded(words, last="`\r\nend\r\n"):
    import binascii

    lines = [binascii.b2a_uu(words[at : at + 45]).decode() for at in range(0, len(words), 45)]
    return "begin 644 a.txt\r\n" + "".join(lines).replace("\n", "\r\n") + last


CASES = [
    case("five thousand parts.eml", lambda: _mixed(_plain(), *[_plain("x")] * 5000), "partial too_large", found=True, detail="300 parts"),
    case("nested parts.eml", lambda: _nested_parts(5000), "partial too_large"),
    case("nested parts that python follows.eml", lambda: _nested_parts(250), "full", found=True),
    case("message in message.eml", lambda: _forwarded(500), "partial nesting"),
    case("endless header.eml", lambda: _body(PLANTED, "X-Lang: " + "woord " * 800_000), "full", found=True),
    case("header folded for ever.eml", lambda: _body(PLANTED, "X-Lang: a" + "\r\n b" * 300_000), "full", found=True),
    case("hundred thousand headers.eml", lambda: _body(PLANTED, *(f"X-{n}: a" for n in range(100_000))), "full", found=True),
    case("hundred thousand recipients.eml", lambda: _body(PLANTED, "Cc: " + ",\r\n ".join(f"p{n}@example.be" for n in range(50_000))), "partial too_large", found=True),
    case("encoded words without end.eml", lambda: _body(PLANTED, "Comments: " + "=?utf-8?b?" * 100_000), "full", found=True),
    case("encoded words.eml", lambda: _body(PLANTED, "Comments: " + "\r\n ".join(["=?utf-8?q?=C3=A9?="] * 60_000)), "full", found=True),
    case("parameters in pieces.eml", lambda: _body(PLANTED, "Content-Type: text/plain; " + "; ".join(f"name*{n}=a" for n in range(20_000))), "full", found=True),
    case("comments in comments.eml", lambda: _body(PLANTED, "From: " + "(" * 100_000), "full", found=True),
    case("quotes without end.eml", lambda: _body(PLANTED, 'To: "' + '\\"' * 200_000), "full", found=True),
    case("boundary missing.eml", lambda: _body(f"--g\r\n\r\n{PLANTED}\r\n--g--", "Content-Type: multipart/mixed"), "full", found=True),
    case("boundary never met.eml", lambda: _body(PLANTED, 'Content-Type: multipart/mixed; boundary="zzz"'), "full", found=True),
    case("boundary of another part.eml", lambda: _mixed(f'Content-Type: multipart/mixed; boundary="g"\r\n\r\n--g\r\n{_plain()}'), "full", found=True),
    case("boundary not closed.eml", lambda: _mixed(_plain(), close=""), "full", found=True),
    case("empty boundary.eml", lambda: _body(f"--\r\n\r\n{PLANTED}\r\n----", 'Content-Type: multipart/mixed; boundary=""'), "full", found=True),
    case("boundary of 200 kilobytes.eml", lambda: _body(PLANTED, f'Content-Type: multipart/mixed; boundary="{"g" * 200_000}"'), "full", found=True),
    case("base64 junk.eml", lambda: _mixed(_plain(), _attached(b"!!!! dit is geen base64 \xff\xfe ((((" * 200)), "partial unsupported", found=True),
    case("base64 cut off.eml", lambda: _mixed(_plain(), _attached(base64.b64encode(make.zipped({"a.txt": "x" * 50}))[:51])), "partial corrupt", found=True),
    case("base64 with junk inside.eml", lambda: _mixed(_attached(b"\r\n!!".join(base64.b64encode(f"{PLANTED} tekst".encode())[at : at + 8] for at in range(0, 48, 8)), name="a.txt")), "full", found=True),
    case("quoted-printable that ends.eml", lambda: _body(f"{PLANTED} =E2=8", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"), "full", found=True),
    case("encoding that does not exist.eml", lambda: _mixed(_plain(head="Content-Transfer-Encoding: x-onbestaand\r\nContent-Type: text/plain")), "full", found=True),
    case("charset that does not exist.eml", lambda: _mixed(_plain(head="Content-Type: text/plain; charset=x-onbestaand")), "full", found=True),
    case("charset of a codec that is none.eml", lambda: _mixed(_plain(head="Content-Type: text/plain; charset=zlib"), _plain("twee", "Content-Type: text/plain; charset=idna"), _plain("drie", "Content-Type: text/plain; charset=rot13")), "full", found=True),
    case("charset of NULs.eml", lambda: _mixed(_plain(head="Content-Type: text/plain; charset=\0\0"), _plain("tekst " * 500)), "full", found=True),
    case("uuencoded.eml", lambda: _body(_uuencoded(f"{PLANTED} tekst".encode()), "Content-Transfer-Encoding: x-uuencode", 'Content-Type: text/plain; name="a.txt"'), "full", found=True),
    case("uuencoded junk.eml", lambda: _mixed(_plain(), _attached(b"begin 644 a.zip\r\n~~~~~~\r\nM###\r\n", "x-uuencode")), "full", found=True),
    case("zip bomb attached.eml", lambda: _mixed(_plain(), _attached(base64.b64encode(make.zipped({"a.txt": bytes(40 << 20)})))), "partial too_large", found=True),
    case("zip in zip attached.eml", lambda: _mixed(_plain(), _attached(base64.b64encode(nested(20, b"x")))), "partial nesting", found=True),
    case("encrypted.eml", lambda: (HEAD + 'Content-Type: multipart/encrypted; boundary="g"\r\n\r\n--g\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--g\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nxx\r\n--g--').encode(), "partial encrypted"),
    case("sealed.eml", lambda: _body(base64.b64encode(b"0\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03" + bytes(400)), "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "Content-Transfer-Encoding: base64"), "partial encrypted"),
    case("8-bit headers.eml", lambda: _body(PLANTED).replace(b"Subject: Test", b"Subject: " + bytes(range(128, 256))), "full", found=True),
    case("truncated.eml", lambda: make.eml(PLANTED, {"a.docx": make.docx("tekst " * 500)})[:1200], "partial corrupt", found=True),
]  # fmt: skip
