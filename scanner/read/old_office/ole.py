"""OLE storages (MS-CFB) with the properties they all have (MS-OLEPS), read through olefile."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Self

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.old_office.ole_file import StorageFile

# What olefile raises depends on the damage; these are the ways broken structures end in Python code.
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, OverflowError, AssertionError)
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = {2: "title", 3: "subject", 4: "author", 5: "keywords", 6: "comments", 7: "template", 8: "last author"}
_COMPANY = {2: "category", 14: "manager", 15: "company", 26: "content type", 27: "status"}
_SETS = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
# What olefile notes when it goes on without bytes that should be there: sectors, directory entries, ends of streams.
_LOST = ("out of range", "incomplete", "less than declared", "too large", "larger than", "not enough")
_CUSTOM = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")  # FMTID_UserDefinedProperties


class Storage:
    """An open storage; streams are named by path with `/` between."""

    def __init__(self, file: Any, context: Context) -> None:
        self._file = file
        self._budget = context.budget
        self.streams = ["/".join(path) for path in file.listdir(streams=True, storages=False)]
        self._lower = {name.lower() for name in self.streams}
        self._taken: set[str] = set()
        self._short = False

    @classmethod
    def open(cls, data: bytes, context: Context) -> Storage:
        """Open a storage from its bytes. Raises Refused when its directory is broken."""
        try:
            return cls(StorageFile(data), context)
        except _BROKEN:
            raise Refused(Code.CORRUPT, "the storage's directory cannot be read") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def has(self, name: str) -> bool:
        """Return whether a stream exists; case does not matter, as in Office."""
        return name.lower() in self._lower

    @property
    def is_cut_off(self) -> bool:
        """Whether something that was looked at so far (the directory, or streams read) is not all there, without any exception."""
        return self._short or any(mark in message for _, message in self._file.parsing_issues for mark in _LOST)

    def data(self, name: str) -> bytes:
        """Return a stream's bytes, charged to the budget. Raises Refused or LimitReached."""
        self._taken.add(name.lower())
        try:
            data: bytes = self._file.openstream(name).read()
            self._short |= len(data) < self._file.get_size(name)
        except _BROKEN:
            raise Refused(Code.CORRUPT, "a damaged stream") from None
        self._budget.charge_bytes(len(data))
        return data

    def untaken(self) -> list[str]:
        """Return the paths of the streams that nobody asked for so far."""
        return [name for name in self.streams if name.lower() not in self._taken]

    def take_below(self, folder: str) -> None:
        """Mark all streams below a folder as read."""
        self._taken.update(name.lower() for name in self.streams if name.startswith(f"{folder}/"))

    def properties(self, draft: Draft, folder: str = "") -> None:
        """Add title, author and the like, and custom properties, each with `metadata NAME` as place."""
        flow = FlowWriter()
        for name in _SETS:
            path = f"{folder}/{name}" if folder else name
            if not self.has(path):
                continue
            try:
                for label, value in _property_set(self.data(path), _NAMES if name == _SETS[0] else _COMPANY):
                    flow.add(f"{label}: {value}", f"metadata {label}")
            except (struct.error, IndexError, LookupError):
                draft.problem(Code.CORRUPT, "document properties")
            except Refused as refusal:
                draft.problem(refusal.code, f"document properties: {refusal.detail}")
        flow.into(draft, Role.METADATA)


def _property_set(data: bytes, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", data, 24)
    for index in range(min(count, 2)):
        kind = data[28 + 20 * index : 44 + 20 * index]
        (offset,) = struct.unpack_from("<I", data, 44 + 20 * index)
        yield from _section(data[offset:], names, custom=kind == _CUSTOM)


def _section(data: bytes, names: dict[int, str], *, custom: bool) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from("<I", data, 4)
    found = dict(struct.unpack_from("<II", data, 8 + 8 * index) for index in range(min(count, 1000)))
    codec = "cp1252"
    if 1 in found:
        (page,) = struct.unpack_from("<H", data, found[1] + 4)
        codec = {65001: "utf-8", 1200: "utf-16-le", 10000: "mac_roman"}.get(page, f"cp{page}")
    try:
        "".encode(codec)
    except LookupError:
        codec = "cp1252"
    if custom and 0 in found:
        names = dict(_dictionary(data, found[0], codec))
    for number, offset in found.items():
        value = _value(data, offset, codec) if number in names else ""
        if value.strip():
            yield names[number], value.strip()


def _dictionary(data: bytes, offset: int, codec: str) -> Iterator[tuple[int, str]]:
    (count,) = struct.unpack_from("<I", data, offset)
    position = offset + 4
    for _ in range(min(count, 1000)):
        number, length = struct.unpack_from("<II", data, position)
        size = length * 2 if codec == "utf-16-le" else length
        yield number, data[position + 8 : position + 8 + size].decode(codec, "replace").rstrip("\x00") or "property"
        position += 8 + (-(-size // 4) * 4 if codec == "utf-16-le" else size)


def _value(data: bytes, offset: int, codec: str) -> str:
    """Return a property's text or number; dates, pictures and lists are not of interest."""
    (kind,) = struct.unpack_from("<H", data, offset)
    if kind in (0x1E, 0x1F):
        (length,) = struct.unpack_from("<I", data, offset + 4)
        if kind == 0x1F or codec == "utf-16-le":
            size = length * 2 if kind == 0x1F else length
            return data[offset + 8 : offset + 8 + size].decode("utf-16-le", "replace").partition("\x00")[0]
        return data[offset + 8 : offset + 8 + length].decode(codec, "replace").partition("\x00")[0]
    if kind == 0x03:
        return str(struct.unpack_from("<i", data, offset + 4)[0])
    if kind == 0x05:
        return f"{struct.unpack_from('<d', data, offset + 4)[0]:.15g}"
    return ""
