"""Mail (RFC 5322 and MIME): headers, bodies, and every attachment as a document of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import InvalidBase64LengthDefect
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import Compat32, compat32
from typing import Any

from scanner.model import Code, Role
from scanner.read import identify
from scanner.read.draft import Budget, Context, Draft, FlowWriter, LimitReached
from scanner.read.identity.pkcs7 import is_enveloped
from scanner.read.mail import mail_body
from scanner.read.mail.mail_body import unflowed
from scanner.read.mail.mail_headers import header_place, header_text, is_machine
from scanner.read.source import Source
from scanner.read.text import uuencoded
from scanner.read.text.data_uri import decoded
from scanner.read.text.plain import add_files

_HEADERS = (
    "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Resent-From", "Resent-To", "Resent-Cc", "Delivered-To", "X-Original-To",
    "Subject", "Thread-Topic", "Date", "Organization", "Comments", "Keywords", "Content-Description",
)  # fmt: skip
_TEXTS = ("text/plain", "text/html", "text/enriched")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_STEP = 1 << 18
_EMLX = re.compile(rb"\s*\d{1,12}\s*\n")
_ENVELOPE = re.compile(rb">+(From [^\r\n]*)\r?\n")
_DOCUMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG")
# In front of a message with so few headers that it would pass for plain text.
_SURELY_MAIL = b"MIME-Version: 1.0\r\nReceived: inside\r\n"


class _Part(Message):
    """A part whose content the parser leaves alone when it is a message: it may be encoded, and is read as a document."""

    @property
    def kind(self) -> str:
        """The part's media type."""
        return super().get_content_type()

    def get_content_type(self) -> str:
        return "application/octet-stream" if self.kind.startswith("message/") else self.kind

    def get_content_maintype(self) -> str:
        return self.get_content_type().partition("/")[0]


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add headers (`header Subject`), bodies (`body`) and attachments (`attachment cv.pdf`)."""
    data = _unwrapped(source.data())
    if quoted := _ENVELOPE.match(data):  # the line of a mailbox that this message was cut out of
        draft.text(quoted[1].decode("utf-8", "replace"), "envelope", Role.HEADER)
        data = data[quoted.end() :]
    message, limit = _parse(data, context.budget)
    _headers(message, draft)
    bodies = mail_body.Bodies(draft, context)
    encrypted = message.kind == "multipart/encrypted"
    if encrypted:
        draft.problem(Code.ENCRYPTED, "encrypted mail")
    for number, part in enumerate(_leaves(message, bodies), 1):
        context.budget.check_time()
        context.budget.charge_member()
        if part is not message:
            _part_headers(part, number, draft)
        _part(part, number, draft, context, bodies, encrypted=encrypted)
    if limit is not None:
        raise limit


def as_message(data: bytes) -> bytes:
    """Return a message that is inside something else so that it is recognised as mail, however few headers it has."""
    data = data.lstrip(b"\r\n")
    kind = identify.identify(Source(data, len(data), "message.eml")).media_type
    return data if kind in ("message/rfc822", identify.EMPTY) else _SURELY_MAIL + data


def _unwrapped(data: bytes) -> bytes:
    """Take off what Apple Mail puts around a message: its length in front, a property list behind."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    counted = _EMLX.match(data)
    if counted:
        length = int(counted.group())
        return data[counted.end() : counted.end() + length]
    return data


def _parse(data: bytes, budget: Budget) -> tuple[_Part, LimitReached | None]:
    """Return the message and, when parsing was cut short by time, depth or the number of parts, why; what came before is there."""
    made: list[_Part] = []

    def make(policy: Compat32) -> _Part:
        if len(made) > budget.limits.members + 1:
            raise LimitReached(Code.TOO_LARGE, f"more than {budget.limits.members} parts")
        part = _Part(policy)
        made.append(part)
        return part

    parser: Any = BytesFeedParser(make, policy=compat32)  # type: ignore[arg-type]  # the stub knows no argument of a factory
    made.clear()  # the parser makes one to see how the factory is called
    try:
        for start in range(0, len(data), _STEP):
            parser.feed(data[start : start + _STEP])
            budget.check_time()
        parser.close()
    except LimitReached as limit:
        return made[0], limit
    except RecursionError:
        return made[0], LimitReached(Code.NESTING, "parts nested too deeply")
    return made[0], None


def _headers(message: Message, draft: Draft) -> None:
    flow, others = FlowWriter(), FlowWriter()
    wanted = {name.lower(): name for name in _HEADERS}
    for key, value in message.raw_items():
        name = wanted.get(key.lower())
        if name:
            flow.add(f"{name}: {header_text(str(value))}", f"header {name}")
        elif not is_machine(key):
            others.add(f"{key}: {header_text(str(value))}", header_place(key))
    flow.into(draft, Role.HEADER)
    others.into(draft, Role.METADATA)


def _part_headers(part: _Part, number: int, draft: Draft) -> None:
    """Add what a part's own headers say: descriptions, where it comes from, a second name."""
    flow = FlowWriter()
    name = _name(part)
    for key, value in part.raw_items():
        if not is_machine(key):
            flow.add(f"{key}: {header_text(str(value))}", f"part {number} {header_place(key)}")
    for header in ("content-type", "content-disposition"):
        other = _plain_name(part.get_param("name" if header == "content-type" else "filename", header=header))
        if other and other != name:
            flow.add(other, f"part {number} name")
    flow.into(draft, Role.METADATA)


def _leaves(message: _Part, bodies: mail_body.Bodies) -> Iterator[_Part]:
    """Yield the parts that hold content in order; text around the parts goes to the bodies, since somebody wrote it."""
    stack = [message]
    while stack:
        part = stack.pop()
        payload = part.get_payload()
        if part.is_multipart() and isinstance(payload, list):
            for text, place in ((part.preamble, "text before the parts"), (part.epilogue, "text behind the parts")):
                if text and not text.isspace():
                    bodies.add_hidden(text.encode("utf-8", "surrogateescape"), place)
            stack.extend(reversed([child for child in payload if isinstance(child, _Part)]))
        else:
            yield part


def _part(part: _Part, number: int, draft: Draft, context: Context, bodies: mail_body.Bodies, *, encrypted: bool) -> None:
    data = _content(part)
    if data is None:
        draft.problem(Code.CORRUPT, f"part {number} cannot be decoded")
        return
    if any(isinstance(defect, InvalidBase64LengthDefect) for defect in part.defects):
        draft.problem(Code.CORRUPT, f"part {number} is cut off")
    name = _name(part)
    kind = part.kind
    if encrypted and kind in ("application/octet-stream", "application/pgp-encrypted"):
        return
    if kind in _SEALED and is_enveloped(data, str(part.get_param("smime-type") or "")):
        draft.problem(Code.ENCRYPTED, f"part {number} is encrypted mail")
        return
    if b"-----BEGIN PGP MESSAGE-----" in data[:4096] and kind.startswith("text/"):
        draft.problem(Code.ENCRYPTED, f"part {number} holds an encrypted message")
    attached = bool(name) or "attachment" in str(part.get("Content-Disposition") or "").lower()
    is_text = kind in _TEXTS or kind.startswith("multipart/")
    if is_text and not attached and not data[:1024].lstrip().startswith(_DOCUMENTS):
        if kind == "text/plain":
            if str(part.get_param("format") or "").lower() == "flowed":
                data = unflowed(data, drop_space=str(part.get_param("delsp") or "").lower() == "yes")
            data, files = uuencoded.taken_out(data)
            add_files(files, draft, context)
        if bodies.add(data, part.get_content_charset(), kind):
            return
    if kind in ("message/rfc822", "message/global"):
        data = as_message(data)
        name = name or "message.eml"
    if data:
        name = name or f"part {number}"
        context.read_child(draft, name, f"attachment {name}", data)


def _content(part: _Part) -> bytes | None:
    """Return a part's bytes, its transfer encoding taken off, however badly it was done; None when that cannot be done."""
    if part.get_payload() is None:
        return b""  # parsing stopped here
    stated = str(part.get("Content-Transfer-Encoding") or "")
    encoding = stated.partition(";")[0].strip().lower()
    if stated and stated != encoding:
        part.replace_header("Content-Transfer-Encoding", encoding)  # the library takes no blank behind it
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return None
    if encoding == "base64" and part.defects:
        raw = str(part.get_payload()).encode("utf-8", "surrogateescape")
        if b"".join(data.split()) == b"".join(raw.split()) and (forgiven := decoded(raw)):
            return forgiven
    return data


def _name(part: _Part) -> str:
    """Return the name of an attachment without folders, or an empty text."""
    try:
        return _plain_name(part.get_filename() or part.get_param("name"))
    except (ValueError, LookupError, UnicodeError):
        return "unnamed"


def _plain_name(raw: Any) -> str:
    """Return a parameter that is a name, decoded, without folders and what cannot be printed."""
    name = header_text(str(raw[2] if isinstance(raw, tuple) else raw or ""))
    name = "".join(char for char in name if char.isprintable())
    return re.split(r"[/\\]", name)[-1].strip()
