"""MAPI properties as winmail.dat lists them (MS-OXTNEF 2.1.3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from scanner.read.mail.outlook_properties import BINARY, MANY, NARROW, OBJECT, WIDE, Name

Values = dict[tuple[int, int], tuple[bytes, ...]]
Names = dict[int, Name]
_VARIABLE = (NARROW, WIDE, BINARY, OBJECT)
_NAMED = 0x8000
_SIZES = {0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}  # in bytes; all other values of fixed size take four


class _Ended(Exception):
    """The list is cut off, or its counts are wrong."""


class PropertyReader:
    """Goes through lists of properties that follow each other in `data`; `whole` tells whether nothing was wrong."""

    def __init__(self, data: bytes) -> None:
        self.whole = True
        self._data = data
        self._position = 0

    def properties(self) -> tuple[Values, Names]:
        """Return the next list: values by (number, type), and the names of those that have one, numbered anew."""
        values: Values = {}
        names: Names = {}
        try:
            for _ in range(self._integer()):
                kind, number = divmod(self._integer(), 1 << 16)[::-1]
                if number >= _NAMED:
                    number = min(_NAMED + len(names), 0xFFFF)
                    names[number] = self._name()
                values[number, kind] = tuple(self._items(kind))
        except _Ended:
            self.whole = False
        return values, names

    def table(self) -> Iterator[tuple[Values, Names]]:
        """Yield the rows of a table, each a list of properties."""
        try:
            count = self._integer()
        except _Ended:
            self.whole = False
            return
        for _ in range(count):
            yield self.properties()
            if not self.whole:
                return

    def _name(self) -> Name:
        group = self._take(16)
        if self._integer() == 0:
            return Name(group, self._integer())
        return Name(group, self._padded(self._integer()).decode("utf-16-le", "replace").rstrip("\x00"))

    def _items(self, kind: int) -> Iterator[bytes]:
        base = kind & ~MANY
        if base in _VARIABLE:
            for _ in range(self._integer()):
                yield self._padded(self._integer())
            return
        for _ in range(self._integer() if kind & MANY else 1):
            yield self._take(_SIZES.get(base, 4))

    def _integer(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def _padded(self, length: int) -> bytes:
        data = self._take(length)
        self._position += -length % 4
        return data

    def _take(self, length: int) -> bytes:
        end = self._position + length
        if end > len(self._data):
            raise _Ended
        data = self._data[self._position : end]
        self._position = end
        return data


def sender(data: bytes) -> tuple[bytes, bytes]:
    """Return name and address of the attribute that says who sent a message (2.1.3.3.9, a TRP structure); empty when damaged."""
    name_length = int.from_bytes(data[4:6], "little")
    address_length = int.from_bytes(data[6:8], "little")
    name, address = data[8 : 8 + name_length], data[8 + name_length : 8 + name_length + address_length]
    return name, address.rpartition(b":")[2]


def person(data: bytes) -> tuple[bytes, bytes]:
    """Return name and address of the attributes that say whose meeting it is (2.1.3.3.1): each text behind its length."""
    length = int.from_bytes(data[:2], "little")
    rest = data[2 + length :]
    return data[2 : 2 + length], rest[2 : 2 + int.from_bytes(rest[:2], "little")].rpartition(b":")[2]


def filetime(data: bytes) -> bytes:
    """Return the eight bytes of a point in time for one given by year, month, day, hour, minute and second; none when impossible."""
    numbers = [int.from_bytes(data[at : at + 2], "little") for at in range(0, 12, 2)]
    try:
        moment = datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type, misc]
        return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000).to_bytes(8, "little")
    except (ValueError, OverflowError):
        return bytes(8)
