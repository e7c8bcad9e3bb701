"""Which slide stands where in an old presentation: the lists of slides and notes, and the directory of what is current.

Records and offsets after MS-PPT 2.3.2 (current user), 2.3.3 (user edit), 2.3.4 (directory) and 2.4.14.5 (slide list).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

EDIT, DIRECTORY, LIST, PERSIST, NOTES_ATOM = 0x0FF5, 0x1772, 0x0FF0, 0x03F3, 0x03F1
_MOST_EDITS = 10_000


@dataclass(slots=True)
class Order:
    """Places of current slides in the main stream (offset of the record's contents → number from 1), and of masters.

    `slide_of` gives a slide's number for its identifier, as notes refer to it. Empty when the directory cannot be read.
    """

    slides: dict[int, int] = field(default_factory=dict)
    masters: set[int] = field(default_factory=set)
    slide_of: dict[int, int] = field(default_factory=dict)


def walk(data: bytes, position: int, stop: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield type, version with instance, begin and end of the contents of each record; ends at damage."""
    while position + 8 <= stop:
        version, kind, length = struct.unpack_from("<HHI", data, position)
        begin = position + 8
        end = min(stop, begin + length)
        yield kind, version, begin, end
        position = begin + length


def order(main: bytes, current_user: bytes) -> Order:
    """Return the order of the slides, as far as the directory can be followed."""
    found = Order()
    try:
        (edit,) = struct.unpack_from("<I", current_user, 16)
        places, document = _directory(main, edit)
        begin = places.get(document, -1)
        if begin < 0:
            return found
        (length,) = struct.unpack_from("<I", main, begin + 4)
        for kind, version, first, last in walk(main, begin + 8, min(len(main), begin + 8 + length)):
            if kind == LIST and version >> 4 == 0:
                _listed(main, first, last, places, found)
            elif kind == LIST and version >> 4 == 1:
                found.masters.update(
                    places.get(struct.unpack_from("<I", main, at)[0], -9) + 8
                    for each, _, at, _ in walk(main, first, last)
                    if each == PERSIST
                )
    except struct.error:
        return Order()
    return found


def _directory(main: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Return the places of all objects by their number, the latest edit first, and the number of the document itself."""
    places: dict[int, int] = {}
    document = -1
    seen: set[int] = set()
    while edit and edit not in seen and len(seen) < _MOST_EDITS:
        seen.add(edit)
        _, kind, _ = struct.unpack_from("<HHI", main, edit)
        if kind != EDIT:
            break
        before, directory, number = struct.unpack_from("<III", main, edit + 16)
        document = number if document < 0 else document
        _, kind, length = struct.unpack_from("<HHI", main, directory)
        if kind == DIRECTORY:
            for key, place in _entries(main, directory + 8, min(len(main), directory + 8 + length)):
                places.setdefault(key, place)
        edit = before
    return places, document


def _entries(main: bytes, position: int, stop: int) -> Iterator[tuple[int, int]]:
    while position + 4 <= stop:
        (head,) = struct.unpack_from("<I", main, position)
        first, count = head & 0xFFFFF, head >> 20
        position += 4
        for index in range(count):
            if position + 4 > stop:
                return
            yield first + index, struct.unpack_from("<I", main, position)[0]
            position += 4


def _listed(main: bytes, first: int, last: int, places: dict[int, int], found: Order) -> None:
    number = 0
    for kind, _, begin, end in walk(main, first, last):
        if kind == PERSIST and end - begin >= 16:
            number += 1
            reference, _, _, identifier = struct.unpack_from("<IIII", main, begin)
            found.slide_of[identifier] = number
            if reference in places:
                found.slides[places[reference] + 8] = number
