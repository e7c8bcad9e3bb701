"""MAPI properties (MS-OXCDATA 2.11) as Outlook's formats store them: bytes of a known type, turned into values on demand."""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scanner.read.text.decode import NotText, decode

SHORT, LONG, FLOAT, DOUBLE, CURRENCY, DATE, BOOLEAN, OBJECT = 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0B, 0x0D
LONG_LONG, NARROW, WIDE, TIME, GUID, BINARY = 0x14, 0x1E, 0x1F, 0x40, 0x48, 0x102
MANY = 0x1000  # added to a type: a list of such values (MV_FLAG)
STRINGS = (WIDE, NARROW, MANY | WIDE, MANY | NARROW)
_NUMBERS = {SHORT: "<h", LONG: "<i", FLOAT: "<f", DOUBLE: "<d", CURRENCY: "<q", LONG_LONG: "<q"}

MESSAGE_PAGE, INTERNET_PAGE = 0x3FFD, 0x3FDE
_PAGES = {
    1200: "utf-16-le", 1201: "utf-16-be", 10000: "mac_roman", 20127: "ascii", 20866: "koi8_r", 21866: "koi8_u", 50220: "iso2022_jp",
    50221: "iso2022_jp", 50222: "iso2022_jp", 50225: "iso2022_kr", 51932: "euc_jp", 51936: "gb2312", 51949: "euc_kr", 52936: "hz",
    54936: "gb18030", 65000: "utf-7", 65001: "utf-8",
}  # fmt: skip
_CONTROLS = (*range(9), 11, 12, *range(14, 32), 127)  # all but tab, line feed and return
_UNTYPED = dict.fromkeys(_CONTROLS, " ")
_BLANKED = bytes(32 if code in _CONTROLS else code for code in range(256))
# The provider of addresses written out in full: flags, this number, version, flags, name, kind, address (MS-OXCDATA 2.2.5.1).
_ONE_OFF = bytes.fromhex("812b1fa4bea310199d6e00dd010f5402")


@dataclass(frozen=True, slots=True)
class Name:
    """What a property with a number from 0x8000 on is called: the property set's GUID (as stored) and a number or a text."""

    group: bytes
    key: int | str


class Properties:
    """The properties of one message, recipient or attachment; each may be missing, and each may stand there in two types.

    `values` holds the bytes by (number, type), one item each but for lists; `page` is the code page of narrow texts
    where the properties do not tell it themselves.
    """

    def __init__(
        self,
        values: Mapping[tuple[int, int], tuple[bytes, ...]],
        names: Mapping[int, Name] | None = None,
        page: str | None = None,
    ) -> None:
        self._values = dict(values)
        self._names = names or {}
        self.internet_page = code_page(self.number(INTERNET_PAGE))
        self.page = code_page(self.number(MESSAGE_PAGE)) or self.internet_page or page

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield (number, type) of every property."""
        return iter(self._values)

    def name(self, number: int) -> Name | None:
        """Return the name of a property with a number from 0x8000 on, when it has one."""
        return self._names.get(number)

    def raw(self, number: int, kind: int) -> tuple[bytes, ...]:
        """Return the bytes of a property: one item, or those of a list; empty when it is missing."""
        return self._values.get((number, kind), ())

    def data(self, number: int) -> bytes:
        """Return a binary property's bytes, empty when it is missing."""
        return next(iter(self.raw(number, BINARY)), b"")

    def strings(self, number: int, kind: int) -> list[str]:
        """Return the texts of a property of one of the types `STRINGS`, blank ones left out."""
        found = (wide(data) if kind & 0xFFF == WIDE else narrow(data, self.page) for data in self.raw(number, kind))
        return [text for text in found if text and not text.isspace()]

    def text(self, *numbers: int) -> str:
        """Return the first of some properties that holds text, without blanks around it; an empty text when none does."""
        for number in numbers:
            for kind in STRINGS:
                for text in self.strings(number, kind):
                    return text.strip()
        return ""

    def number(self, number: int) -> int | None:
        """Return an integer property, or None."""
        for kind in (LONG, SHORT, LONG_LONG):
            for data in self.raw(number, kind):
                value = _number(data, kind)
                return int(value) if value is not None else None
        return None

    def time(self, number: int) -> datetime | None:
        """Return a point in time (UTC), or None."""
        return next((filetime(data) for data in self.raw(number, TIME)), None)

    def shown(self, number: int, kind: int) -> list[str]:
        """Return a property's values as text, whatever its type; binary ones, GUIDs and yes or no are not shown."""
        if kind in STRINGS:
            return self.strings(number, kind)
        base = kind & 0xFFF
        if base in _NUMBERS:
            values = (_number(data, base) for data in self.raw(number, kind))
            return [f"{value:.15g}" if isinstance(value, float) else str(value) for value in values if value is not None]
        if base == TIME:
            times = (filetime(data) for data in self.raw(number, kind))
            return [time.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00") for time in times if time is not None]
        return []

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield (name, address) of people that stand in binary properties only: members of a list, those to reply to."""
        for number, kind in self._values:
            if kind in (BINARY, MANY | BINARY):
                for data in self.raw(number, kind):
                    yield from one_offs(data, self.page)


def code_page(number: int | None) -> str | None:
    """Return Python's name of a Windows code page, or None when it is not known."""
    if not number:
        return None
    iso = f"iso8859-{number - 28590}" if 28591 <= number <= 28605 else f"cp{number}"
    try:
        return codecs.lookup(_PAGES.get(number, iso)).name
    except LookupError:
        return None


def wide(data: bytes) -> str:
    """Return the text of a UTF-16 string without NULs at its end and control characters within."""
    return clean(data[: len(data) & ~1].decode("utf-16-le", "replace"))


def narrow(data: bytes, page: str | None) -> str:
    """Return the text of a string in a code page; when that is wrong or missing, as well as can be."""
    data = data.rstrip(b"\x00")
    if page and page.startswith(("iso2022", "hz", "utf-7", "utf-16")):
        try:
            return clean(data.decode(page))
        except UnicodeError:
            pass
    try:
        return clean(decode(data, page)[0])
    except NotText:
        # No code page has these bytes within a character, so that what stands between them is still text.
        return clean(decode(data.translate(_BLANKED), page)[0])


def clean(text: str) -> str:
    """Return a text without NULs at its end and with blanks for control characters."""
    return text.rstrip("\x00").translate(_UNTYPED)


def filetime(data: bytes) -> datetime | None:
    """Return the time in eight bytes (units of 100 ns since 1601, UTC), None for none and for impossible ones."""
    value = int.from_bytes(data[:8], "little")
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=value // 10) if value else None
    except OverflowError:
        return None


def one_offs(data: bytes, page: str | None) -> Iterator[tuple[str, str]]:
    """Yield (name, address) of every address that is written out in full in an entry identifier or a list of them."""
    at = data.find(_ONE_OFF)
    while at >= 0:
        is_wide = bool(int.from_bytes(data[at + 18 : at + 20], "little") & 0x8000)
        position = at + 20
        texts = []
        for _ in range(3):
            part, position = _terminated(data, position, 2 if is_wide else 1)
            texts.append(wide(part) if is_wide else narrow(part, page))
        yield texts[0].strip(), texts[2].strip()
        at = data.find(_ONE_OFF, position)


def _terminated(data: bytes, start: int, width: int) -> tuple[bytes, int]:
    """Return a string of characters of `width` bytes that ends in a NUL, and where the next one begins."""
    end = start
    while any(data[end : end + width]):
        end += width
    return data[start:end], end + width


def _number(data: bytes, kind: int) -> int | float | None:
    layout = _NUMBERS[kind]
    try:
        value: int | float = struct.unpack_from(layout, data)[0]
    except struct.error:
        return None
    return value / 10_000 if kind == CURRENCY else value
