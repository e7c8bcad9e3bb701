"""Which kind of text the first bytes are: markup, mail, a table, JSON, certificates in letters, or prose."""

from __future__ import annotations

import re

from scanner.read.text import decode

PLAIN = "text/plain"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
EID = "application/x-eid-export"
PEM = "application/x-pem-file"
PGP = "application/pgp-encrypted"

_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]?[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL_HEADERS = frozenset(
    b"from to cc bcc subject date message-id mime-version received return-path delivered-to content-type reply-to "
    b"x-mailer in-reply-to sender content-transfer-encoding references x-originating-ip dkim-signature".split()
)
# The line that sets messages apart ends in a date as asctime writes it, some with a zone (RFC 4155, appendix A).
_FROM_LINE = re.compile(rb"From \S+.{0,60}?[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?.{0,20}? \d{4}\b.{0,12}\r?\n")
# The same line in front of a message that was cut out of a mailbox, quoted as it is inside a message.
_QUOTED_LINE = re.compile(rb"\A>+From [^\r\n]*\r?\n")
_APPLE_LENGTH = re.compile(rb"\s*\d{1,12}\s*\n")
_PROLOGUE = r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!doctype[^>]*>\s*)*"
_EID_ROOT = re.compile(_PROLOGUE + r"<(?:eid|beid_card|belpicdirectory)[\s>]", re.DOTALL)
_SVG_ROOT = re.compile(_PROLOGUE + r"<(?:svg:)?svg[\s>]", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<head[\s>]")
_HTML_FRAGMENT = re.compile(r"<(?:p|div|table|h[1-6]|span|a|br|ul|ol)[\s>/]")
_XML = re.compile(r"<[a-z_][\w:.-]*(?:\s[^<>]*)?/?>")
_CERTIFICATE = re.compile(
    r"(?:Bag Attributes.{0,2000}?)?-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE|PKCS7|PKCS #7 SIGNED DATA|CMS)-----", re.DOTALL
)
_BARE_BASE64 = re.compile(r"MI[A-Za-z0-9+/=\s]{200,}")


def text_kind(head: bytes, extension: str) -> tuple[str, str]:
    """Return media type and evidence for the first bytes of a text; `extension` only tells apart what the text cannot."""
    text = decode.decode(head)[0].lstrip("\ufeff \t\r\n")
    markup = _markup(text[:4096].lower())
    if markup is not None:
        return markup
    if re.match(r"\d{1,2};eid;", text.lower()):
        return EID, "eID Viewer 3.5 table"
    if text.startswith("BEGIN:VCALENDAR"):
        return "text/calendar", "header"
    if text.startswith("BEGIN:VCARD"):
        return "text/vcard", "header"
    if text.startswith("{\\rtf"):
        return "text/rtf", "header"
    if _CERTIFICATE.match(text) or (extension in ("p7m", "p7s", "p7b", "cer", "crt") and _BARE_BASE64.match(text)):
        return PEM, "certificate or signature in letters"
    if text.startswith("-----BEGIN PGP MESSAGE-----"):
        return PGP, "header"
    if _is_mbox(head):
        return MAILBOX, "line that begins a message"
    if _is_mail(head):
        return MAIL, "mail headers"
    if text[:1] in "{[" and (extension in ("json", "jsonl", "ndjson") or re.match(r'\{\s*"|\[\s*[\[{"\d]', text)):
        lines = extension in ("jsonl", "ndjson")
        return ("application/x-ndjson", "one object a line") if lines else ("application/json", "bracket")
    if extension in ("csv", "tsv", "tab") or _is_delimited(text):
        return "text/csv", "delimiters"
    return ("text/markdown", "extension") if extension in ("md", "markdown") else (PLAIN, "text")


def _markup(lower: str) -> tuple[str, str] | None:
    if not lower.startswith("<"):
        return None
    if _EID_ROOT.match(lower):
        return EID, "eID Viewer root element"
    if _SVG_ROOT.match(lower):
        return "image/svg+xml", "root element"
    if _HTML.search(lower):
        return "text/html", "markup"
    if lower.startswith("<?xml") or _XML.match(lower):
        return ("text/html", "markup") if _HTML_FRAGMENT.match(lower) else ("application/xml", "markup")
    return None


def _is_mbox(head: bytes) -> bool:
    if not head.startswith(b"From "):
        return False
    return bool(_FROM_LINE.match(head)) or _is_mail(head.partition(b"\n")[2], least=1)


def _is_mail(head: bytes, least: int = 2) -> bool:
    head = _QUOTED_LINE.sub(b"", head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), count=1)
    counted = _APPLE_LENGTH.match(head)
    known = seen = 0
    position = counted.end() if counted else 0
    while (match := _HEADER.match(head, position)) and seen < 60:
        known += match.group().partition(b":")[0].lower() in _MAIL_HEADERS
        position = match.end()
        seen += 1
    if known >= least + 1 or (known >= least and known * 2 >= seen):
        rest = head[position : position + 2]
        return not rest.strip() or len(head) < 64 or known >= least + 1
    return False


def _is_delimited(text: str) -> bool:
    """Return whether the first lines have the same number (at least two) of `;`, tab or `,`, without being sentences."""
    lines = [line for line in text[:8192].splitlines()[:12] if line.strip()]
    if len(lines) < 3:
        return False
    lines = lines[:-1] if len(text) >= 8192 else lines
    for mark in ("\t", ";", ","):
        counts = [line.count(mark) for line in lines]
        if counts[0] >= (2 if mark != "," else 3) and len(set(counts)) == 1 and not lines[0].rstrip().endswith("."):
            return True
    return False
