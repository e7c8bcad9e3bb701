"""The bodies of a message: plain text and HTML of the same words are told once."""

from __future__ import annotations

import codecs
import re

from scanner.model import Grid, Role, Segment
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.markup.html import add_html, declared_charset
from scanner.read.text.decode import NotText, decode

# Character sets that look like ASCII: bytes below 128 switch between alphabets.
_SEVEN_BIT = re.compile(r"iso-?2022|hz|utf-?7", re.IGNORECASE)
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<body[\s>])", re.IGNORECASE)
_ENRICHED = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_ADDRESS = re.compile(r"\[?<?https?://\S+")
_BETWEEN = re.compile(r"[\W_]+")


class Bodies:
    """The texts of one message, added to its draft as they come."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._context = context
        self._plain: dict[str, Segment] = {}
        self._seen: set[str] = set()

    def add(self, data: bytes, charset: str | None, kind: str) -> bool:
        """Add a body of media type `kind`; returns False when the bytes are no text."""
        try:
            text = _decoded(data, charset, is_html=kind == "text/html")
        except NotText:
            return False
        if kind == "text/html" or _MARKUP.match(text):
            self._html(text)
        else:
            self._text(_ENRICHED.sub("", text) if kind == "text/enriched" else text)
        return True

    def add_hidden(self, data: bytes, place: str = "body") -> None:
        """Add text that stands around the parts, where mail programs do not show it."""
        try:
            text, _ = decode(data)
        except NotText:
            return
        self._draft.text(text.replace("\r\n", "\n"), place, Role.HIDDEN)

    def _text(self, text: str) -> None:
        words = _words(text)
        if words in self._seen:
            return
        self._seen.add(words)
        count = len(self._draft.segments)
        self._draft.text(text.replace("\r\n", "\n").replace("\r", "\n"), "body")
        if len(self._draft.segments) > count:
            self._plain[words] = self._draft.segments[-1]

    def _html(self, text: str) -> None:
        page = Draft()
        try:
            add_html(page, text, "body", self._context)
        except NotThisFormat:
            self._text(text)
            return
        finally:
            self._draft.children.extend(page.children)
            self._draft.problems.extend(page.problems)
        shown = [segment for segment in page.segments if segment.role is Role.BODY]
        words = _words("\n".join(segment.text for segment in shown))
        same = self._plain.get(words)
        if same is not None and any(isinstance(segment.locators, Grid) for segment in shown):
            # The table knows which title stands above a number; the plain text of the same words does not.
            self._draft.segments.remove(same)
            del self._plain[words]
        elif words in self._seen:
            shown = []
        self._seen.add(words)
        self._draft.segments.extend(shown)
        self._draft.segments.extend(segment for segment in page.segments if segment.role is not Role.BODY)


def unflowed(data: bytes, *, drop_space: bool) -> bytes:
    """Return plain text with its soft line breaks taken out (format=flowed, RFC 3676): a blank at the end of a line goes on.

    `drop_space` takes out that blank too (`delsp=yes`).
    """
    out: list[bytes] = []
    depth_before = -1
    for line in data.replace(b"\r\n", b"\n").split(b"\n"):
        body = line.lstrip(b">")
        depth = len(line) - len(body)
        body = body.removeprefix(b" ")  # put there so that a line does not begin with `>` or `From`
        if out and depth == depth_before:
            out[-1] = (out[-1][:-1] if drop_space else out[-1]) + body
        else:
            out.append(b">" * depth + (b" " if depth else b"") + body)
        depth_before = depth if body.endswith(b" ") and body != b"-- " else -1
    return b"\n".join(out)


def _words(text: str) -> str:
    """Return a text without spaces, marks and addresses, to compare plain text with HTML."""
    return _BETWEEN.sub("", _ADDRESS.sub("", text))


def _decoded(data: bytes, charset: str | None, *, is_html: bool) -> str:
    if charset and _SEVEN_BIT.match(charset):
        try:
            return data.decode(codecs.lookup(charset).name)
        except (LookupError, UnicodeError):
            pass
    return decode(data, charset or (declared_charset(data) if is_html else None))[0]
