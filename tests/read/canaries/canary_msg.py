"""An Outlook message with one word in every corner: headers, the three bodies, properties of every kind, and what hangs on it."""

from scanner.read.old_office.ole_write import storage_bytes
from tests import make
from tests.read.canaries.canary_ole_parts import properties
from tests.read.canaries.canary_words import packaged, photograph
from tests.read.mail import outlook_make as out
from tests.read.mail.outlook_make import BINARY, LONG, MANY, NARROW, OBJECT, TIME, WIDE

_INTERNET, _TASK = bytes.fromhex("8603020000000000c000000000000046"), bytes.fromhex("0320060000000000c000000000000046")
# Numbers of MS-OXPROPS that hold what a person wrote, and what the reader calls them.
STANDARD = {
    0x0026: "priority", 0x0070: "topic", 0x1001: "report", 0x3A02: "callback phone", 0x3A05: "generation", 0x3A06: "given name", 0x3A07: "government number",
    0x3A08: "business phone", 0x3A09: "home phone", 0x3A0A: "initials", 0x3A0B: "keyword", 0x3A10: "organisation number", 0x3A11: "surname",
    0x3A15: "postal address", 0x3A16: "company", 0x3A17: "job title", 0x3A18: "department", 0x3A19: "office", 0x3A1C: "mobile phone",
    0x3A24: "business fax", 0x3A26: "country", 0x3A27: "city", 0x3A29: "street", 0x3A2A: "postal code", 0x3A30: "assistant", 0x3A43: "hobbies",
    0x3A44: "middle name", 0x3A45: "prefix", 0x3A46: "profession", 0x3A47: "referred by", 0x3A48: "spouse", 0x3A4A: "customer number",
    0x3A4E: "manager", 0x3A4F: "nickname", 0x3A50: "home page", 0x3A5D: "home street", 0x3A63: "other street", 0x6789: "property 6789",
}  # fmt: skip
NAMED = (
    (out.ADDRESS, 0x8005, "filed as"), (out.ADDRESS, 0x801A, "home address"), (out.ADDRESS, 0x801B, "business address"),
    (out.ADDRESS, 0x802B, "web page"), (out.ADDRESS, 0x804F, "user field 1"), (out.ADDRESS, 0x8062, "chat address"),
    (out.ADDRESS, 0x8083, "e-mail 1"), (out.APPOINTMENT, 0x8208, "location"), (out.APPOINTMENT, 0x8238, "attendees"),
    (out.COMMON, 0x8530, "request"), (out.COMMON, 0x8534, "mileage"), (out.COMMON, 0x8535, "billing"), (out.COMMON, 0x8539, "companies"),
    (out.COMMON, 0x853A, "contacts"), (_TASK, 0x811F, "owner"), (_TASK, 0x8121, "assigned by"),
)  # fmt: skip


def _rtf(k):
    packed = packaged("los.txt", "C:\\los.txt", k("file in the rich text").encode())
    stream = b"\x01\x05\0\0\x02\0\0\0\x08\0\0\0Package\0" + bytes(8) + (len(packed) - 4).to_bytes(4, "little") + packed[4:]
    return (
        rf"{{\rtf1\ansi\ansicpg1252{{\info{{\author {k('author of the rich text')}}}}}{{\fonttbl{{\f0 Arial;}}}} {k('rich text')}\par {{\v {k('hidden rich text')}}}\par"
        rf"{{\object\objemb{{\*\objdata {stream.hex()}}}}}}}"
    ).encode()


def _page(k):
    return (
        f"<html><head><title>{k('title of the page')}</title></head><body><p title='{k('attribute of the page')}'>{k('page')}</p>"
        f"<!-- {k('comment in the page')} --><p style='display:none'>{k('hidden text of the page')}</p></body></html>"
    ).encode()


def _attachments(k):
    name = k("name of an attachment")
    yield {
        **out.attached(f"{name}.txt", k("attachment").encode()),
        (0x370D, WIDE): f"C:\\{k('path of an attachment')}\\a.txt",
        (0x3004, WIDE): k("comment on an attachment"),
    }
    yield {
        (0x3704, NARROW): f"{k('short name')}.txt"[:40],
        (0x3705, LONG): 1,
        (0x3701, BINARY): k("attachment with a short name").encode(),
    }
    yield {
        (0x3707, WIDE): "elders.docx",
        (0x3705, LONG): 2,
        (0x370D, WIDE): f"\\\\server\\{k('path of what is elsewhere')}\\elders.docx",
    }
    yield out.attached("foto.jpg", photograph(k("photographer")))
    yield {(0x3001, WIDE): "Object", (0x3705, LONG): 6, (0x3701, OBJECT): {"Package": make.docx(k("object of another program"))}}
    deepest = out.embedded({(0x0037, WIDE): k("subject of the innermost"), (0x1000, WIDE): k("innermost body")}, title="binnenin")
    yield out.embedded(
        {(0x0037, WIDE): k("subject of an inner message"), (0x1000, WIDE): k("inner body"), (0x8000, WIDE): k("named property of an inner message")},
        [out.recipient(k("recipient of an inner message"), "x@example.be")],
        [deepest, out.attached("tabel.xlsx", make.xlsx([["Naam"], [k("attachment of an inner message")]]))],
        title=k("title of an inner message"),
    )  # fmt: skip
    mime = make.eml(k("signed mail"), {"b.txt": k("attachment of signed mail").encode()})
    yield out.attached("smime.p7m", b"Content-Type: multipart/signed; boundary=zz\r\n\r\n--zz\r\n" + mime + b"\r\n--zz--\r\n")


def build(k):
    """The message; `k` gives the word for each corner."""
    transport = f"Received: from a\r\nComments: {k('transport header')}\r\nX-Eigen: {k('header that nobody knows')}\r\n\r\n"
    found = {
        (0x0037, WIDE): k("subject of the message"), (0x0042, WIDE): k("for whom it was sent"), (0x5D02, WIDE): f"{k('address for whom it was sent')}@example.be",
        (0x0C1A, WIDE): k("sender"), (0x0C1F, WIDE): f"{k('address of the sender')}@example.be", (0x0039, TIME): out.ticks(2026, 3, 2, 10, 15),
        (0x0E04, WIDE): f"{k('recipient')}; {k('recipient that is only shown')}", (0x007D, WIDE): transport,
        (0x1000, WIDE): k("plain body"), (0x1013, BINARY): _page(k), (0x1009, BINARY): out.packed(_rtf(k)),
        (0x3A58, MANY | WIDE): [k("first child"), k("second child")], (0x3A44, NARROW): k("narrow text"),
    }  # fmt: skip
    found |= {(number, WIDE): k(f"standard {label}") for number, label in STANDARD.items() if number != 0x3A44}
    names = [(group, number) for group, number, _ in NAMED]
    found |= {(0x8000 + at, WIDE): k(f"named {label}") for at, (_, _, label) in enumerate(NAMED)}
    for group, key, kind, value in (
        (out.PUBLIC, k("name of an own field"), WIDE, k("own field")),
        (out.PUBLIC, "Keywords", MANY | WIDE, [k("category"), k("other category")]),
        (_INTERNET, "x-eigen-kop", WIDE, k("header kept as a property")),
        (out.ADDRESS, 0x8054, MANY | BINARY, [out.one_off(k("member of a list"), f"{k('address of a member')}@example.be")]),
    ):  # fmt: skip
        found[0x8000 + len(names), kind] = value
        names.append((group, key))
    recipients = [
        {**out.recipient(k.words["recipient"], f"{k('address of a recipient')}@example.be"), (0x3A18, WIDE): k("department of a recipient")},
        out.recipient(k("copy"), f"{k('address of a copy')}@example.be", 2),
        out.recipient(k("blind copy"), f"{k('address of a blind copy')}@example.be", 3),
    ]  # fmt: skip
    streams = out.streams(found, recipients, list(_attachments(k)))
    return storage_bytes({**streams, **out.names(names), **properties(k)})
