"""The cells of an old workbook by our own reading, for one that the quick reader refuses or would not survive (MS-XLS 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from scanner.read.sheets.biff12 import rk_number

Records = Iterable[tuple[int, bytes]]

_LABEL, _SHARED, _RICH, _NUMBER, _RK, _MANY_RK, _FORMULA, _STRING, _STRINGS, _CONTINUE, _SIZE = (
    0x0204, 0xFD, 0xD6, 0x0203, 0x027E, 0xBD, 0x06, 0x0207, 0xFC, 0x3C, 0x0200,
)  # fmt: skip
_BOF, _EOF = 0x0809, 0x0A
_ROOM = 24_000_000  # cells for which the quick reader needs some 600 MiB
_MOST_STRINGS = 10_000_000


def is_survivable(records: Records) -> bool:
    """Return whether the stated sizes of sheets and of the list of texts are such that the quick reader can be let at them."""
    for kind, data in records:
        if kind == _SIZE and len(data) >= 12:
            first, last, left, right = struct.unpack_from("<IIHH", data)
            if last < first or right < left or (last - first) * (right - left) > _ROOM:
                return False
        elif kind == _STRINGS and len(data) >= 8 and struct.unpack_from("<I", data, 4)[0] > _MOST_STRINGS:
            return False
    return True


class _Pieces:
    """Bytes of a record and of those that continue it; the letters of a text are introduced anew in each."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._place = 0

    def _left(self) -> int:
        return len(self._pieces[self._piece]) - self._place if self._piece < len(self._pieces) else 0

    def take(self, count: int) -> bytes:
        """Return bytes, also across a border. Raises IndexError at the end."""
        out = b""
        while len(out) < count:
            while not self._left():
                self._piece += 1
                self._place = 0
                if self._piece >= len(self._pieces):
                    raise IndexError
            taken = min(count - len(out), self._left())
            out += self._pieces[self._piece][self._place : self._place + taken]
            self._place += taken
        return out

    def letters(self, count: int, *, wide: bool) -> str:
        """Return `count` letters. Raises IndexError at the end."""
        text = ""
        while count:
            if not self._left():
                wide = bool(self.take(1)[0] & 1)
            size = 2 if wide else 1
            fit = min(count, self._left() // size)
            if not fit:
                raise IndexError
            text += self.take(fit * size).decode("utf-16-le" if wide else "latin-1", "replace")
            count -= fit
        return text


def shared_strings(records: Records) -> list[str]:
    """Return the workbook's list of texts; what damage leaves out is missing at its end."""
    pieces: list[bytes] = []
    for kind, data in records:
        if kind == _STRINGS:
            pieces = [data]
        elif pieces and kind == _CONTINUE:
            pieces.append(data)
        elif pieces:
            break
    found: list[str] = []
    source = _Pieces(pieces)
    try:
        _, count = struct.unpack("<II", source.take(8))
        for _ in range(min(count, _MOST_STRINGS)):
            length, flags = struct.unpack("<HB", source.take(3))
            runs = struct.unpack("<H", source.take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", source.take(4))[0] if flags & 4 else 0
            found.append(source.letters(length, wide=bool(flags & 1)))
            source.take(4 * runs + extra)
    except IndexError:
        pass
    return found


def cells(records: Records, strings: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield row, column (from 1) and text of the cells of one sheet; dates stay the numbers they are stored as."""
    depth = 0
    waiting: tuple[int, int] | None = None  # a formula whose result, a text, follows
    for kind, data in records:
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth > 1:  # a chart within the sheet
            continue
        try:
            if kind == _STRING and waiting:
                yield (*waiting, _text(data, 0))
                waiting = None
            elif kind == _FORMULA:
                row, column = struct.unpack_from("<HH", data)
                if data[12:14] == b"\xff\xff":
                    waiting = (row + 1, column + 1) if data[6] == 0 else None
                else:
                    yield row + 1, column + 1, f"{struct.unpack_from('<d', data, 6)[0]:.15g}"
            else:
                yield from _cell(kind, data, strings)
        except (struct.error, IndexError):
            continue


def _cell(kind: int, data: bytes, strings: list[str]) -> Iterator[tuple[int, int, str]]:
    if kind not in (_LABEL, _RICH, _SHARED, _NUMBER, _RK, _MANY_RK):
        return
    row, column = struct.unpack_from("<HH", data)
    if kind in (_LABEL, _RICH):
        yield row + 1, column + 1, _text(data, 6)
    elif kind == _SHARED:
        yield row + 1, column + 1, strings[struct.unpack_from("<I", data, 6)[0]]
    elif kind == _NUMBER:
        yield row + 1, column + 1, f"{struct.unpack_from('<d', data, 6)[0]:.15g}"
    elif kind == _RK:
        yield row + 1, column + 1, f"{rk_number(data[6:10]):.15g}"
    else:
        for index in range((len(data) - 6) // 6):
            yield row + 1, column + index + 1, f"{rk_number(data[6 + 6 * index : 10 + 6 * index]):.15g}"


def _text(data: bytes, position: int) -> str:
    count, flags = struct.unpack_from("<HB", data, position)
    raw = data[position + 3 : position + 3 + count * (1 + (flags & 1))]
    return raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace")
