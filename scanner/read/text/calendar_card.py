"""Calendars and address cards: folded lines made whole, values decoded, what is attached read as a document of its own.

iCalendar after RFC 5545, vCard 3 and 4 after RFC 2426 and 6350, vCard 2.1 with its quoted-printable values.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator

from scanner.read.draft import Context, Draft, FlowWriter
from scanner.read.text import data_uri
from scanner.read.text.decode import NotText, decode

_BEGIN = re.compile(r"\s*BEGIN:(?:VCALENDAR|VCARD|VEVENT|VTODO|VNOTE)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,;\\:])")
_CHARSET = re.compile(r"CHARSET=\"?([\w.:-]+)", re.IGNORECASE)
_HTML = re.compile(r"FMTTYPE=\"?text/html", re.IGNORECASE)


def is_one(text: str) -> bool:
    """Return whether text is a calendar or a card."""
    return bool(_BEGIN.match(text[:200].lstrip("\ufeff")))


def add(text: str, draft: Draft, context: Context) -> None:
    """Add every property as a line, with `line N` of where it begins as place."""
    flow = FlowWriter()
    attached: list[tuple[str, str, bytes]] = []
    for number, (line, where) in enumerate(_whole(text)):
        if number % 4096 == 0:
            context.budget.check_time()
        head, colon, value = _split(line)
        place = f"line {where}"
        name = head.partition(";")[0].rpartition(".")[2].lower()
        content = _attached(head.upper(), value)
        if content is not None:
            attached.append((name, place, content))
        elif _HTML.search(head):
            attached.append((f"{name}.html", place, _ESCAPED.sub(_meant, value).encode()))
        else:
            flow.add(f"{head}{colon}{_ESCAPED.sub(_meant, _decoded(head, value))}", place)
    flow.into(draft)
    for name, place, content in attached:
        context.read_child(draft, name, f"{place} {name}", content)


def _whole(text: str) -> Iterator[tuple[str, int]]:
    """Yield each property with the number of its first line; a line that begins with a blank goes on the one before."""
    parts: list[str] = []
    first = 1
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        soft = bool(parts) and parts[-1].endswith("=") and "QUOTED-PRINTABLE" in parts[0].upper()
        if parts and (line[:1] in (" ", "\t") or soft):
            parts.append(f"\n{line}" if soft else line[1:])
            continue
        if parts and "".join(parts).strip():
            yield "".join(parts), first
        parts, first = [line], number
    if parts and "".join(parts).strip():
        yield "".join(parts), first


def _split(line: str) -> tuple[str, str, str]:
    """Return the name with its parameters, the colon, and the value; a colon within quotation marks separates nothing."""
    quoted = False
    for place, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return line[:place], ":", line[place + 1 :]
    return line, "", ""


def _attached(head: str, value: str) -> bytes | None:
    if "ENCODING=BASE64" in head or re.search(r"ENCODING=B(?:;|$)|;BASE64(?:;|$)", head):
        return data_uri.decoded(value.encode("ascii", "ignore"))
    return data_uri.content(value.strip())


def _decoded(head: str, value: str) -> str:
    if "QUOTED-PRINTABLE" not in head.upper():
        return value
    raw = quopri.decodestring(value.encode("utf-8", "replace"))
    charset = _CHARSET.search(head)
    try:
        return decode(raw, charset.group(1) if charset else None)[0]
    except NotText:
        return value


def _meant(match: re.Match[str]) -> str:
    return "\n" if match.group(1) in "nN" else match.group(1)
