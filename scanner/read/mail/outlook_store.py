"""The layout of a message file (MS-OXMSG): which streams of the storage hold which properties."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping

from scanner.model import Code
from scanner.read.draft import Draft, Refused
from scanner.read.mail.outlook_names import GROUPS
from scanner.read.mail.outlook_properties import BINARY, MANY, NARROW, OBJECT, WIDE, Name, Properties
from scanner.read.old_office.ole import Storage

FIXED = "__properties_version1.0"
NAMES = "__nameid_version1.0"
ATTACHMENT = "__attach_version1.0_#"
RECIPIENT = "__recip_version1.0_#"
_STREAM = re.compile(r"__substg1\.0_([0-9A-F]{4})([0-9A-F]{4})(?:-([0-9A-F]{8}))?", re.IGNORECASE)
_TOP, _INNER = 32, 24  # bytes before the first property of a message, and of one inside another (MS-OXMSG 2.4.1)
_ENDS = {WIDE: 2, NARROW: 1, BINARY: 0}  # bytes of a text's end, which its stated size counts


class Store:
    """One message file: its folders, and the properties in each."""

    def __init__(self, storage: Storage, draft: Draft) -> None:
        self.names: Mapping[int, Name] = {}
        self._storage = storage
        self._draft = draft
        self._streams: dict[str, list[str]] = {}
        self._folders: dict[str, dict[str, None]] = {}
        for path in storage.streams:
            folder, _, stream = path.rpartition("/")
            self._streams.setdefault(folder, []).append(stream)
            while folder:
                parent, _, name = folder.rpartition("/")
                self._folders.setdefault(parent, {})[name] = None
                folder = parent

    def folders(self, beginning: str, inside: str = "") -> list[str]:
        """Return the paths of the folders in a folder whose names begin so, in order."""
        names = [name for name in self._folders.get(inside, ()) if name.lower().startswith(beginning)]
        return [f"{inside}/{name}" if inside else name for name in sorted(names, key=str.lower)]

    def has(self, path: str) -> bool:
        """Return whether a stream exists."""
        return self._storage.has(path)

    def data(self, path: str) -> bytes:
        """Return a stream's bytes. Raises Refused or LimitReached."""
        return self._storage.data(path)

    def below(self, folder: str) -> dict[str, bytes]:
        """Return all streams below a folder by their path from there; damaged ones are named and left out."""
        found = {}
        for path in self._storage.streams:
            if path.startswith(f"{folder}/"):
                try:
                    found[path[len(folder) + 1 :]] = self._storage.data(path)
                except Refused as refusal:
                    self._draft.problem(refusal.code, refusal.detail)
        return found

    def properties(self, folder: str, header: int, what: str, page: str | None = None) -> Properties:
        """Return the properties in a folder but for the content of attachments; what is damaged is named.

        `header` is the number of bytes before the first one, `what` tells whose they are in a problem.
        """
        values, stated = self._fixed(folder, header, what)
        damaged = False
        lists: dict[tuple[int, int], dict[int, bytes]] = {}
        for stream in self._streams.get(folder, ()):
            found = _STREAM.fullmatch(stream)
            if found is None:
                continue
            number, kind = int(found[1], 16), int(found[2], 16)
            stated.discard((number, kind))
            if number == 0x3701 or (kind & MANY and found[3] is None and (kind & ~MANY) in _ENDS):
                continue  # read where it is needed; of a list of texts this one holds but their lengths
            try:
                data = self._storage.data(f"{folder}/{stream}" if folder else stream)
            except Refused:
                damaged = True
                continue
            if found[3] is None:
                values[number, kind] = _items(data, kind)
            else:
                lists.setdefault((number, kind), {})[int(found[3], 16)] = data
        for key, items in lists.items():
            values[key] = tuple(items[index] for index in sorted(items))
        if damaged or stated:
            self._draft.problem(Code.CORRUPT, f"{what}: properties are damaged or missing")
        return Properties(values, self.names, page)

    def _fixed(
        self, folder: str, header: int, what: str
    ) -> tuple[dict[tuple[int, int], tuple[bytes, ...]], set[tuple[int, int]]]:
        """Return the values that the list of properties holds itself, and those that it says to be in streams."""
        path = f"{folder}/{FIXED}" if folder else FIXED
        values: dict[tuple[int, int], tuple[bytes, ...]] = {}
        stated: set[tuple[int, int]] = set()
        if not self._storage.has(path):
            return values, stated
        try:
            data = self._storage.data(path)
        except Refused:
            self._draft.problem(Code.CORRUPT, f"{what}: the list of properties is damaged")
            return values, stated
        if header == _TOP and (len(data) - _TOP) % 16 == 8:
            header = _INNER
        for kind, number, _, value in struct.iter_unpack("<HHI8s", data[header : header + (len(data) - header) // 16 * 16]):
            if kind in _ENDS:
                if int.from_bytes(value[:4], "little") > _ENDS[kind] and number != 0x3701:
                    stated.add((number, kind))
            elif not kind & MANY and kind != OBJECT:
                values[number, kind] = (value,)
        return values, stated

    def read_names(self) -> None:
        """Read what the properties from 0x8000 on are called (MS-OXMSG 2.2.3); a damaged table is named."""
        tables = []
        for number in ("0002", "0003", "0004"):
            path = f"{NAMES}/__substg1.0_{number}0102"
            tables.append(self._storage.data(path) if self._storage.has(path) else b"")
        self.names = named(*tables)


def named(groups: bytes, entries: bytes, texts: bytes) -> dict[int, Name]:
    """Return the names by property number, out of the three tables of a message file; impossible ones are left out."""
    names: dict[int, Name] = {}
    for key, kind, index in struct.iter_unpack("<IHH", entries[: len(entries) // 8 * 8]):
        group = kind >> 1
        at = (group - len(GROUPS)) * 16
        owner = GROUPS[group] if group < len(GROUPS) else groups[at : at + 16]
        if kind & 1:
            (length,) = struct.unpack_from("<I", texts, key) if key + 4 <= len(texts) else (0,)
            names[0x8000 + index] = Name(owner, texts[key + 4 : key + 4 + length].decode("utf-16-le", "replace"))
        else:
            names[0x8000 + index] = Name(owner, key)
    return names


def _items(data: bytes, kind: int) -> tuple[bytes, ...]:
    """Return the items of a list of values of fixed size, which stand one behind the other; any other data as one item."""
    if not kind & MANY:
        return (data,)
    size = {0x02: 2, 0x03: 4, 0x04: 4, 0x0B: 2, 0x48: 16}.get(kind & ~MANY, 8)
    return tuple(data[at : at + size] for at in range(0, len(data) - size + 1, size))
