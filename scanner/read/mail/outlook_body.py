"""The bodies of an Outlook message: HTML, RTF and plain text, of which those that say the same are told once."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

from scanner.model import Code, Flow, Grid, Locators, Place, Role
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.mail.mail_body import Bodies
from scanner.read.mail.outlook_properties import BINARY, NARROW, STRINGS, WIDE, Properties, clean, narrow, wide
from scanner.read.rtf import compressed_rtf, rtf, rtf_html
from scanner.read.source import Source

PLAIN, HTML, RTF = 0x1000, 0x1013, 0x1009
# The ways in which a parser ends on bytes that are not as they should be.
BROKEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, OSError, struct.error, NotThisFormat)


def apart(draft: Draft, what: str, step: Callable[[], None]) -> None:
    """Take one step of reading; its failure is named and costs nothing else. Raises LimitReached and MemoryError."""
    try:
        step()
    except Refused as refusal:
        draft.problem(refusal.code, f"{what}: {refusal.detail}")
    except BROKEN:
        draft.problem(Code.CORRUPT, f"{what} is damaged")


def add_bodies(message: Properties, draft: Draft, context: Context) -> None:
    """Add what the message says, at the place `body`; a body that cannot be read is named.

    HTML comes first, since it knows its tables; RTF and plain text of the same words add nothing.
    """
    bodies = Bodies(draft, context)
    try:
        for kind in (WIDE, NARROW, BINARY):
            for data in message.raw(HTML, kind):
                apart(draft, "HTML body", partial(_html, data, kind, message, bodies))
        for data in message.raw(RTF, BINARY):
            apart(draft, "RTF body", partial(_rtf, data, bodies, draft, context))
    finally:  # when the others used up a limit, this one is still had for nothing
        for kind in STRINGS:
            for text in message.strings(PLAIN, kind):
                apart(draft, "plain body", partial(_plain, text, bodies, draft))


def _html(data: bytes, kind: int, message: Properties, bodies: Bodies) -> None:
    if kind == WIDE:
        bodies.add(wide(data).encode(), "utf-8", "text/html")
        return
    page = message.internet_page if kind == BINARY else message.page
    data = data.rstrip(b"\x00")
    if not bodies.add(data, page, "text/html"):
        bodies.add(narrow(data, page).encode(), "utf-8", "text/html")


def _plain(text: str, bodies: Bodies, draft: Draft) -> None:
    if "-----BEGIN PGP MESSAGE-----" in text:
        draft.problem(Code.ENCRYPTED, "the body holds an encrypted message")
    bodies.add(text.encode(), "utf-8", "text/plain")


def _rtf(data: bytes, bodies: Bodies, draft: Draft, context: Context) -> None:
    if not data.strip(b"\x00"):
        return
    text, whole = compressed_rtf.decompress(data, context.budget)
    if not whole:
        draft.problem(Code.CORRUPT, "RTF body: cut off")
    page = rtf_html.html_of(text, context.budget)
    if page is not None:
        bodies.add(clean(page).encode(), "utf-8", "text/html")
        return
    inner = Draft()
    text = text.rstrip(b"\x00\r\n ")
    try:
        rtf.read(Source(text, len(text), "body.rtf"), inner, context)
    finally:
        _move(inner, bodies, draft)


def _move(inner: Draft, bodies: Bodies, draft: Draft) -> None:
    """Take over what RTF holds. Its words go through HTML, so that they are compared, and keep their tables, like any body."""
    shown = [segment for segment in inner.segments if segment.role is Role.BODY]
    if shown:
        parts = [_table(segment.text) if isinstance(segment.locators, Grid) else _lines(segment.text) for segment in shown]
        bodies.add(f"<html><body>{''.join(parts)}</body></html>".encode(), "utf-8", "text/html")
    for segment in inner.segments:
        if segment.role is not Role.BODY:
            draft.text(segment.text, _within(segment.locators), segment.role)
    draft.pictures.extend(replace(picture, locator=f"body {picture.locator}") for picture in inner.pictures)
    draft.children.extend(inner.children)
    for gap in inner.problems:
        draft.problem(gap.code, f"RTF body: {gap.detail}")


def _lines(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in clean(text).split("\n") if line)


def _table(text: str) -> str:
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row.split("\t")) for row in clean(text).split("\n"))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _within(locators: Locators) -> Locators:
    """Return the places of a part of the body as places of the message."""
    if isinstance(locators, Flow):
        return Flow(locators.starts, tuple(f"body {name}" for name in locators.names))
    return Place(f"body {locators.at(0)}")
