"""Mail (RFC 5322 and MIME): headers, bodies, and every attachment as a document of its own."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email import policy
from email.header import decode_header, make_header
from email.message import Message

from scanner.model import Code, Role
from scanner.read.decode import NotText, decode
from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.html import add_html
from scanner.read.source import Source

_HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Organization", "Comments", "Keywords")


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add headers (`header Subject`), bodies (`body`) and attachments (`attachment cv.pdf`)."""
    message = email.message_from_bytes(source.data(), policy=policy.compat32)
    headers = FlowWriter()
    for name in _HEADERS:
        for value in message.get_all(name, []):
            headers.add(f"{name}: {_decoded(value)}", f"header {name}")
    headers.into(draft, Role.HEADER)
    seen: set[str] = set()
    for number, part in enumerate(_leaves(message), 1):
        context.budget.check_time()
        _part(part, number, draft, context, seen)


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold content; a message inside the message is one part."""
    stack = [message]
    while stack:
        part = stack.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            stack.extend(reversed([child for child in part.get_payload() if isinstance(child, Message)]))
        else:
            yield part


def _part(part: Message, number: int, draft: Draft, context: Context, seen: set[str]) -> None:
    name = _name(part, number)
    kind = part.get_content_type()
    if kind == "message/rfc822":
        _forwarded(part, name, draft, context)
        return
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        draft.problem(Code.CORRUPT, f"part {number} cannot be decoded")
        return
    attached = bool(part.get_filename()) or "attachment" in (part.get("Content-Disposition") or "").lower()
    if kind in ("text/plain", "text/html") and not attached:
        _body(part, data, kind, draft, context, seen)
    elif kind == "application/pkcs7-mime" and "enveloped" in str(part.get_param("smime-type") or "enveloped"):
        draft.problem(Code.ENCRYPTED, f"part {number} is encrypted mail")
    else:
        context.read_child(draft, name, f"attachment {name}", data)


def _forwarded(part: Message, name: str, draft: Draft, context: Context) -> None:
    """A message inside the message; some programs encode it although RFC 2046 forbids that."""
    name = name if part.get_filename() else "message.eml"
    payload = part.get_payload()
    inner = [message.as_bytes() for message in payload if isinstance(message, Message)] if isinstance(payload, list) else []
    decoded = part.get_payload(decode=True) if not inner else None
    for data in inner or ([decoded] if isinstance(decoded, bytes) else []):
        context.read_child(draft, name, f"attachment {name}", data)


def _body(part: Message, data: bytes, kind: str, draft: Draft, context: Context, seen: set[str]) -> None:
    context.budget.charge_bytes(len(data))
    charset = part.get_content_charset()
    try:
        text, _ = decode(data, charset)
    except NotText:
        draft.problem(Code.CORRUPT, "a body is not text")
        return
    folded = "".join(text.split())
    if folded in seen:
        return
    seen.add(folded)
    if kind == "text/html":
        add_html(draft, text, "body")
    else:
        draft.text(text.replace("\r\n", "\n"), "body")


def _name(part: Message, number: int) -> str:
    raw = part.get_filename() or part.get_param("name")
    if raw:
        return _decoded(raw).replace("\r", "").replace("\n", "").rpartition("/")[2].rpartition("\\")[2] or f"part {number}"
    return f"part {number}"


def _decoded(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, UnicodeError):
        return str(value).encode("utf-8", "replace").decode("utf-8", "replace")
