"""What an old xls workbook (MS-XLS) holds beside its cells, and which cells show more digits than they store."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from scanner.model import Code, Role, column_letters
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.old_office import old_office, old_rest
from scanner.read.old_office.ole import Storage
from scanner.read.sheets import number_format, sheet_xls_cells, sheet_xls_words
from scanner.read.sheets.biff12 import rk_number
from scanner.read.sheets.sheet_xls_words import PLACES
from scanner.read.source import Source
from scanner.read.tables import GridWriter

# Record types after MS-XLS 2.3.
_EOF, _BOF, _CONTINUE, _PASSWORD, _SHEET, _FORMAT, _STYLE = 0x0A, 0x0809, 0x3C, 0x2F, 0x85, 0x041E, 0xE0
_HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT, _LINK, _PICTURES, _NUMBER, _RK, _MANY_RK = (
    0x14, 0x15, 0x1C, 0x5D, 0x01B6, 0x01B8, 0xEB, 0x0203, 0x027E, 0xBD,
)  # fmt: skip
_BEGINNINGS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")  # of a workbook or sheet, from Excel 97 down to Excel 2
_CODES = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z])')
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    data: bytes
    after: int


class Besides:
    """Reads the streams around the cells. `shown` tells, per sheet, cells whose shown text has more digits than stored.

    Raises Refused when the workbook has a password, or no stream with a workbook.
    """

    def __init__(self, source: Source, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._context = context
        self._storage = Storage.open(source.data(), context)
        name = next((name for name in ("Workbook", "Book") if self._storage.has(name)), "")
        if not name:
            raise Refused(Code.CORRUPT, "the workbook's stream is missing")
        self._data = self._storage.data(name)
        self._formats: dict[int, tuple[str, ...]] = {}
        self._sheets: list[tuple[str, int]] = []
        self._blips = bytearray()
        self.shown: dict[str, dict[tuple[int, int], str]] = {}
        self.apart: set[str] = set()
        self._texts: list[str] | None = None
        if self._data[:2] not in _BEGINNINGS:
            draft.problem(Code.CORRUPT, "no workbook in the stream")
        self._globals()
        for number, (title, offset) in enumerate(self._sheets, 1):
            if self._data[offset : offset + 2] not in _BEGINNINGS or offset == 0:
                draft.problem(Code.CORRUPT, f"sheet {number} is not where it should be")
                continue
            self._sheet(title, offset)

    def add(self) -> None:
        """Add properties, pictures, embedded workbooks and documents, macros, and the copies that pivot tables keep."""
        for number, path in enumerate((path for path in self._storage.streams if path.startswith("_SX_DB_CUR/")), 1):
            records = ((record.kind, record.data) for record in _records(self._storage.data(path), 0))
            _columns(sheet_xls_words.cached(records), f"pivot cache {number}", self._draft)
        self._storage.properties(self._draft)
        old_office.pictures([bytes(self._blips)], self._draft, self._context)
        old_office.objects(self._storage, ("MBD", "LNK"), self._draft, self._context)
        old_office.macros(self._storage, self._draft)
        old_rest.add(self._storage, self._draft)

    @property
    def is_survivable(self) -> bool:
        """Whether the quick reader can be let at the workbook."""
        return sheet_xls_cells.is_survivable((record.kind, record.data) for record in _records(self._data, 0))

    def add_cells(self) -> None:
        """Add the sheets by our own reading, for a workbook that the quick reader refuses."""
        self._draft.text("\n".join(title for title, _ in self._sheets), "sheet name", Role.NAME)
        for title, _ in self._sheets:
            self.add_sheet(title)

    def add_sheet(self, name: str) -> None:
        """Add one sheet by our own reading."""
        self._context.budget.charge_page()
        if self._texts is None:
            self._texts = sheet_xls_cells.shared_strings((record.kind, record.data) for record in _records(self._data, 0))
        for title, offset in self._sheets:
            if title == name:
                grid = GridWriter()
                found = sheet_xls_cells.cells(((each.kind, each.data) for each in _records(self._data, offset)), self._texts)
                for row, column, text in sorted(found):
                    grid.cell(row, column, self.shown.get(name, {}).get((row, column), text))
                grid.into(self._draft, f"sheet {name}", "a1")

    def _globals(self) -> None:
        formats: dict[int, str] = {}
        styles: list[int] = []
        others: list[tuple[str, str]] = []
        last = 0
        for record in _records(self._data, 0):
            kind, data = record.kind, record.data
            if kind == _PASSWORD:
                raise Refused(Code.ENCRYPTED, "workbook with a password")
            if kind == _SHEET and len(data) >= 8:
                self._sheets.append((_short_string(data, 6), struct.unpack_from("<I", data)[0]))
            elif kind == _FORMAT and len(data) > 5:
                formats[struct.unpack_from("<H", data)[0]] = _string(data, 2)
            elif kind == _STYLE and len(data) >= 4:
                styles.append(struct.unpack_from("<H", data, 2)[0])
            elif kind == _PICTURES or (kind == _CONTINUE and last == _PICTURES):
                self._blips += data
            elif kind == _EOF:
                break
            elif kind in PLACES:
                others.extend((text, PLACES[kind]) for text in sheet_xls_words.words(kind, data))
            last = kind if kind != _CONTINUE else last
        texts = dict.fromkeys(text for code in formats.values() for text in number_format.words(code))
        self._tell([*others, *((text, "number format") for text in texts)])
        for number, style in enumerate(styles):
            tokens = number_format.pattern(formats.get(style, ""))
            if tokens:
                self._formats[number] = tokens

    def _sheet(self, title: str, offset: int) -> None:
        headers, notes, boxes, links = FlowWriter(), FlowWriter(), FlowWriter(), FlowWriter()
        texts: dict[int, str] = {}
        places: dict[int, str] = {}
        others: list[tuple[str, str]] = []
        shape = depth = last = left = 0
        for record in _records(self._data, offset):
            kind, data = record.kind, record.data
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    break
            elif kind in (_NUMBER, _RK, _MANY_RK):
                if self._formats:
                    self._padded(title, kind, data)
            elif kind in (_HEADER, _FOOTER) and len(data) > 3:
                headers.add(_CODES.sub(" ", _string(data, 0)).strip(), f"{'header' if kind == _HEADER else 'footer'} {title}")
            elif kind == _OBJECT and len(data) >= 8:
                (shape,) = struct.unpack_from("<H", data, 6)
            elif kind == _TEXT:
                left = struct.unpack_from("<H", data, 10)[0] if len(data) >= 12 else 0
            elif kind == _CONTINUE and left > 0 and len(data) > 1:
                text = _characters(data)[:left]
                texts[shape] = texts.get(shape, "") + text
                left -= len(text)
            elif kind == _NOTE and len(data) >= 8:
                row, column, _, number = struct.unpack_from("<4H", data)
                places[number] = f"comment {title}!{column_letters(column + 1)}{row + 1}"
                others.append((_string(data, 8), "metadata author"))
            elif kind == _LINK:
                for match in _WIDE.finditer(data):
                    links.add(match.group().decode("utf-16-le"), "link")
            kind = last if kind == _CONTINUE else kind
            last = kind
            if kind in PLACES:
                place = PLACES[kind] if PLACES[kind].startswith("metadata") else f"{PLACES[kind]} {title}"
                others.extend((text, place) for text in sheet_xls_words.words(kind, data))
        self._tell(others)
        for number, text in texts.items():
            (notes if number in places else boxes).add(text.replace("\r", "\n"), places.get(number, f"text box {title}"))
        headers.into(self._draft, Role.HEADER)
        notes.into(self._draft, Role.COMMENT)
        boxes.into(self._draft)
        links.into(self._draft, Role.METADATA)

    def _tell(self, found: list[tuple[str, str]]) -> None:
        flow = FlowWriter()
        for text, place in dict.fromkeys(found):
            flow.add(text, place)
        flow.into(self._draft, Role.METADATA)

    def _padded(self, title: str, kind: int, data: bytes) -> None:
        for row, column, style, number in _numbers(kind, data):
            tokens = self._formats.get(style)
            text = number_format.apply(tokens, number) if tokens else None
            if text is not None:
                self.shown.setdefault(title, {})[row + 1, column + 1] = text


def _columns(columns: list[list[str]], name: str, draft: Draft) -> None:
    """Add columns of different length as a table."""
    grid = GridWriter()
    for row in range(max(map(len, columns), default=0)):
        for number, column in enumerate(columns, 1):
            if row < len(column) and column[row]:
                grid.cell(row + 1, number, column[row])
    grid.into(draft, name, "rc", Role.HIDDEN)


def _records(data: bytes, position: int) -> Iterator[_Record]:
    while position + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, position)
        position += 4 + length
        yield _Record(kind, data[position - length : position], position)


def _numbers(kind: int, data: bytes) -> Iterator[tuple[int, int, int, float]]:
    try:
        row, column, style = struct.unpack_from("<3H", data)
        if kind == _NUMBER:
            yield row, column, style, struct.unpack_from("<d", data, 6)[0]
        elif kind == _RK:
            yield row, column, style, rk_number(data[6:10])
        else:
            for index in range((len(data) - 6) // 6):
                (style,) = struct.unpack_from("<H", data, 4 + 6 * index)
                yield row, column + index, style, rk_number(data[6 + 6 * index : 10 + 6 * index])
    except struct.error:
        return


def _characters(data: bytes) -> str:
    """Return characters behind a byte that says whether they take one byte or two."""
    return data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", "replace")


def _string(data: bytes, position: int) -> str:
    if len(data) < position + 3:
        return ""
    (count,) = struct.unpack_from("<H", data, position)
    return _characters(data[position + 2 :])[:count]


def _short_string(data: bytes, position: int) -> str:
    return _characters(data[position + 1 :])[: data[position]]
