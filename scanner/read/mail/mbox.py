"""Mailboxes in one file (mbox): messages one behind the other, each a document of its own (RFC 4155; quoting as in mboxrd)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from scanner.model import Code, Role
from scanner.read.draft import Budget, Context, Draft, FlowWriter, LimitReached, NotThisFormat
from scanner.read.mail.mail import as_message
from scanner.read.source import Source

# A date as `asctime` writes it, with or without seconds and zone, or as ISO 8601: what a program puts behind the sender.
_DATE = re.compile(rb" (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{0,20}?\d{1,2}:\d{2}.{0,40}\d{4}|\d{4}.{0,30}\d{1,2}:\d{2}:\d{2}")
# Headers of which a message has at least one. Other words with a colon behind a "From " may be what somebody wrote.
_HEADER = re.compile(
    rb">From |(?:return-path|received|date|from|sender|reply-to|to|cc|bcc|subject|message-id|mime-version|content-[a-z-]+|"
    rb"delivered-to|envelope-to|status|comments|in-reply-to|references|list-[a-z-]+|dkim-signature|x-[a-z0-9-]+):",
    re.IGNORECASE,
)
_HEAD = re.compile(rb"\r?\n\r?\n")
_QUOTED = re.compile(rb">+From ")
_WITHOUT_HEADERS = b"MIME-Version: 1.0\r\nReceived: inside\r\n\r\n"
_BLANK = (b"\n", b"\r\n")
_PIECE = 1 << 16  # bytes of a line that are looked at together
_OFTEN = 4096  # lines between two looks at the clock


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add every message as a part (`message 3`), and as text the lines between them, which name the sender.

    Raises NotThisFormat when the text does but begin with "From ".
    """
    between = FlowWriter()
    number = 0
    try:
        for envelope, message in _messages(source.open(), context.budget):
            number += 1
            between.add(envelope.decode("utf-8", "replace").strip(), f"message {number} envelope")
            context.read_child(draft, f"message {number}.eml", f"message {number}", _as_mail(message))
    finally:
        between.into(draft, Role.HEADER)


def _messages(file: BinaryIO, budget: Budget) -> Iterator[tuple[bytes, bytes]]:
    """Yield the line in front of each message and the message, quoting taken off; one message is held at a time."""
    most = budget.limits.expanded_mb << 20
    envelope = b""
    message = io.BytesIO()
    for line, begins in _lines(file, budget):
        if begins:
            if envelope:
                yield envelope, message.getvalue()
            envelope, message = line, io.BytesIO()
        elif not envelope:
            raise NotThisFormat
        else:
            message.write(line[1:] if line.startswith(b">") and _QUOTED.match(line) else line)
            if message.tell() > most:
                raise LimitReached(Code.TOO_LARGE, f"unpacks to more than {budget.limits.expanded_mb} MiB")
    if envelope:
        yield envelope, message.getvalue()


def _lines(file: BinaryIO, budget: Budget) -> Iterator[tuple[bytes, bool]]:
    """Yield each line with whether it sets messages apart; long lines come in pieces. Blank lines in front are left out.

    Two of three signs are needed: a blank line before it, a date in it, a header below it. How long a message says
    to be counts for nothing.
    """
    line = file.readline(_PIECE).removeprefix(b"\xef\xbb\xbf")
    while line in _BLANK:
        line = file.readline(_PIECE)
    is_whole = after_blank = True
    count = 0
    while line:
        following = file.readline(_PIECE)
        begins = False
        if is_whole and line.startswith(b"From "):
            begins = after_blank + bool(_DATE.search(line)) + bool(_HEADER.match(following)) >= 2
        yield line, begins
        count += 1
        if count % _OFTEN == 0:
            budget.check_time()
        after_blank = is_whole and line in _BLANK
        is_whole = line.endswith(b"\n")
        line = following


def _as_mail(message: bytes) -> bytes:
    """Return a message so that it is recognised as mail; one without headers gets some, or its first lines would be taken for them."""
    end = _HEAD.search(message)
    head = message[: end.start() if end else len(message)][: 1 << 16]
    has_headers = not message.startswith(_BLANK) and any(_HEADER.match(line) for line in head.splitlines())
    return as_message(message) if has_headers else _WITHOUT_HEADERS + message
