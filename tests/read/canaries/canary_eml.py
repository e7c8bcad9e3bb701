"""A message with one word in every corner of its headers and parts."""

import base64
import binascii
import quopri

from tests import make
from tests.read.canaries.canary_words import photograph

# Headers with words of a person, some of which programs invent.
HEADERS = (
    "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Resent-From", "Delivered-To", "Organization", "Comments", "Keywords", "X-Priority-Reason",
    "List-Id", "X-Mailer", "Thread-Topic", "Disposition-Notification-To", "Return-Path", "User-Agent", "X-MS-Has-Note", "Errors-To",
)  # fmt: skip


def part(kind, content, *headers):
    return "\r\n".join([f"Content-Type: {kind}", *headers, "", content])


def multipart(kind, boundary, *parts):
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'
        + "".join(f"--{boundary}\r\n{each}\r\n" for each in parts)
        + f"--{boundary}--\r\n"
    )


def base64_text(data):
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def uuencoded(name, data):
    rows = "".join(binascii.b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))
    return f"begin 644 {name}\n{rows}`\nend\n".replace("\n", "\r\n")


def _calendar(k):
    words = k("event description folded")
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:{k('event')}\r\nDESCRIPTION:{words[:6]}\r\n {words[6:]}\r\nATTENDEE;CN={k('guest')}:mailto:{k('address of a guest')}@example.be\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def _card(k):
    folded = k("name on a card folded")
    note = quopri.encodestring(k("note on a card").encode() + "é".encode() * 30).decode().replace("\n", "\r\n")
    return f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:{folded[:5]}\r\n {folded[5:]}\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{note}\r\nPHOTO;JPEG;ENCODING=BASE64:\r\n {base64.b64encode(photograph(k('photographer of a card'))).decode()}\r\n\r\nEND:VCARD\r\n"


def _bodies(k):
    word = k("flowed text")
    flowed = part(
        "text/plain; charset=utf-8; format=flowed; delsp=yes",
        f"{k('plain body')}\r\nnummer {word[:5]} \r\n{word[5:]}\r\n> {k('quoted text')}\r\n",
    )
    hidden = f"<div style='display:none'>{k('hidden text of a page')}</div><!-- {k('comment in a page')} -->"
    page = part(
        "text/html; charset=utf-8",
        f"<p>{k('page')}</p>{hidden}",
        f"Content-Location: https://example.be/{k('location of a part')}",
    )
    invitation = part("text/calendar; method=REQUEST; charset=utf-8", _calendar(k))
    return multipart("alternative", "soorten", flowed, page, invitation)


def _attachments(k):
    yield part(
        "application/octet-stream",
        quopri.encodestring(k("printable attachment").encode()).decode(),
        "Content-Transfer-Encoding: quoted-printable",
        'Content-Disposition: attachment; filename="a.txt"',
    )
    yield part(
        "application/octet-stream",
        base64_text(make.docx(k("attachment in base64"))),
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{k("name of an attachment")}.docx"',
    )
    yield part(
        f'text/plain; name="{k("other name of an attachment")}.txt"',
        k("attachment as it is"),
        "Content-Disposition: attachment; filename=b.txt",
        f"Content-Description: {k('description of an attachment')}",
    )
    yield part(
        "application/octet-stream",
        uuencoded("c.txt", k("attachment in uuencode").encode()),
        "Content-Transfer-Encoding: x-uuencode",
        'Content-Disposition: attachment; filename="c.txt"',
    )
    yield part(
        "text/plain",
        f"zie bijlage\r\n\r\n{uuencoded(k('name in a body') + '.txt', k('attachment in a body').encode())}\r\n{k('text behind it')}",
    )
    yield part(
        "image/jpeg",
        base64_text(photograph(k("photographer"))),
        "Content-Transfer-Encoding: base64",
        "Content-ID: <a@b>",
        "Content-Disposition: inline",
    )
    yield part("text/vcard; charset=utf-8", _card(k), "Content-Disposition: attachment; filename=kaart.vcf")
    yield part(
        "application/octet-stream",
        k("attachment with a continued name"),
        f"Content-Disposition: attachment; filename*0*=UTF-8''{k('name in pieces')[:5]}; filename*1*={k.words['name in pieces'][5:]}%2Etxt",
    )
    yield part("text/plain; charset=x-nobody-knows", k("text in an unknown alphabet"))
    yield part(
        "text/plain; charset=utf-16le",
        base64_text(k("text in two bytes a letter").encode("utf-16-le")),
        "Content-Transfer-Encoding: base64",
    )
    yield part("text/enriched", f"<bold>{k('enriched text')}</bold>")
    yield part("text/rtf", f"{{\\rtf1\\ansi {k('rich text')}}}", "Content-Disposition: attachment; filename=d.rtf")
    inner = (
        f"From: a@example.be\r\nTo: b@example.be\r\nSubject: {k('subject of an inner message')}\r\n\r\n{k('inner message')}\r\n"
    )
    yield part("message/rfc822", inner)
    coded = f"Subject: {k('subject of a coded message')}\r\nFrom: a@example.be\r\n\r\n{k('coded message')}\r\n"
    yield part("message/rfc822", base64_text(coded.encode()), "Content-Transfer-Encoding: base64")
    yield multipart(
        "digest", "bundel", f"\r\nFrom: a@example.be\r\nSubject: {k('subject in a digest')}\r\n\r\n{k('message in a digest')}\r\n"
    )
    yield part(
        "message/delivery-status",
        f"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; {k('who did not get it')}@example.be\r\n",
    )


def build(k):
    """The message; `k` gives the word for each corner."""
    head = "".join(f"{name}: {k(f'header {name}')} <a@example.be>\r\n" for name in HEADERS)
    subject = base64.b64encode(k("header Subject").encode()).decode()
    folded = k("header folded")
    head += f"Subject: =?utf-8?B?{subject}?=\r\nX-Lang: {folded}\r\n\t{k('second line of a header')}\r\nDate: Mon, 02 Mar 2026 10:15:00 +0100\r\nMIME-Version: 1.0\r\n"
    head += "DKIM-Signature: v=1; b=kdkimk\r\n"
    body = "".join(f"--grens\r\n{each}\r\n" for each in (_bodies(k), *_attachments(k)))
    return f'{head}Content-Type: multipart/mixed; boundary="grens"\r\n\r\n{k("preamble")}\r\n{body}--grens--\r\n{k("epilogue")}\r\n'.encode()
