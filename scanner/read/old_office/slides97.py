"""PowerPoint 97 to 2003 presentations (MS-PPT): the texts of slides, notes and masters, comments, pictures, objects."""

from __future__ import annotations

import struct

from scanner.model import Code, Role
from scanner.read import loose_text
from scanner.read.draft import Context, Draft, FlowWriter, Refused
from scanner.read.old_office import old_office, old_rest
from scanner.read.old_office.ole import Storage
from scanner.read.old_office.ole_natives import inflated
from scanner.read.old_office.slides97_order import LIST, NOTES_ATOM, PERSIST, Order, order, walk
from scanner.read.source import Source

# Record types after MS-PPT 2.13.24.
_SLIDE, _NOTES, _MASTER, _HANDOUT = 0x03EE, 0x03F0, 0x03F8, 0x0FC9
_CHARS, _BYTES, _STRING, _COMMENT, _OBJECT, _TAG = 0x0FA0, 0x0FA8, 0x0FBA, 0x2EE0, 0x1011, 0x138B
_ENCRYPTED = 0xF3D1C4DF  # MS-PPT 2.3.2: the current user stream of an encrypted document
# Atoms without words: fonts, how text looks, packages that repeat a slide or theme for newer programs.
_WORDLESS = frozenset((0x0FB7, 0x0FA1, 0x0FA2, 0x0FA3, 0x0FAA, 0x0FA6, *range(0x0400, 0x0430), 0xF11D, 0xF11E))
_NO_SLIDE = 0x80000000  # the notes of no slide: their master
_MOST_DEPTH = 40
_SAID_OF_COMMENT = (Role.METADATA, Role.COMMENT, Role.METADATA)  # author, text, initials


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add all texts with `slide N` as place, in the order of the file's list of slides.

    Raises Refused when it is encrypted or its main stream is missing, LimitReached when a budget is used up.
    """
    with Storage.open(source.data(), context) as storage:
        if storage.has("Current User") and struct.pack("<I", _ENCRYPTED) in storage.data("Current User")[:32]:
            raise Refused(Code.ENCRYPTED, "presentation with a password")
        if storage.has("EncryptedSummary"):
            raise Refused(Code.ENCRYPTED, "presentation with a password")
        main = storage.data("PowerPoint Document")
        user = storage.data("Current User") if storage.has("Current User") else b""
        draft.text("\n".join(dict.fromkeys(loose_text.both(user[20:]))), "metadata author", Role.METADATA)
        reader = _Reader(main, order(main, user), draft, context)
        try:
            reader.read()
        finally:
            reader.finish()
        storage.properties(draft)
        streams = [storage.data(name) for name in ("Pictures",) if storage.has(name)]
        old_office.pictures(streams, draft, context)
        old_office.macros(storage, draft)
        old_rest.add(storage, draft)


class _Reader:
    def __init__(self, main: bytes, slides: Order, draft: Draft, context: Context) -> None:
        self._main = main
        self._order = slides
        self._draft = draft
        self._context = context
        self._flows: dict[Role, FlowWriter] = {}
        self._said: dict[str, set[str]] = {}
        self._counts = {"slide": 0, "notes": 0}
        self._objects = 0

    def read(self) -> None:
        """Go through the records from the first; what a quick save has left behind is read as well."""
        self._records(0, len(self._main), "presentation", Role.BODY, 0)

    def finish(self) -> None:
        """Put the texts in the draft."""
        for role, flow in self._flows.items():
            flow.into(self._draft, role)

    def _records(self, position: int, stop: int, place: str, role: Role, depth: int) -> None:
        for kind, version, begin, end in walk(self._main, position, stop):
            if kind == _CHARS:
                self._say(self._main[begin:end].decode("utf-16-le", "replace"), place, role)
            elif kind == _BYTES:
                self._say(self._main[begin:end].decode("latin-1"), place, role)
            elif kind == _STRING:
                said = _SAID_OF_COMMENT[min(version >> 4, 2)] if place.endswith("comment") else Role.METADATA
                self._say(self._main[begin:end].decode("utf-16-le", "replace"), place, said)
            elif kind == _OBJECT:
                self._object(begin, end, version >> 4)
            elif (version & 0xF == 0xF or kind == _TAG) and depth < _MOST_DEPTH:
                self._container(kind, version >> 4, begin, end, place, role, depth)
            elif kind not in _WORDLESS:  # names and descriptions of shapes, words drawn as a picture, dates
                for text in loose_text.wide(self._main[begin:end]):
                    self._say(text, f"{place} description", Role.METADATA)

    def _container(self, kind: int, instance: int, begin: int, end: int, place: str, role: Role, depth: int) -> None:
        if kind == _SLIDE:
            self._context.budget.charge_page()
            place, role = self._slide(begin)
        elif kind == _NOTES:
            place, role = self._notes(begin, end)
        elif kind in (_MASTER, _HANDOUT):
            place, role = "slide master", Role.HEADER
        elif kind == LIST:
            self._texts_of_list(instance, begin, end)
            return
        elif kind == _COMMENT:
            place = f"{place} comment"
        self._records(begin, end, place, role, depth + 1)

    def _slide(self, begin: int) -> tuple[str, Role]:
        if begin in self._order.masters:
            return "slide master", Role.HEADER
        number = self._order.slides.get(begin)
        if number is None and self._order.slides:
            return "earlier version of a slide", Role.HIDDEN
        self._counts["slide"] += 1
        return f"slide {number or self._counts['slide']}", Role.BODY

    def _notes(self, begin: int, end: int) -> tuple[str, Role]:
        for kind, _, first, last in walk(self._main, begin, end):
            if kind == NOTES_ATOM and last - first >= 4:
                identifier = int.from_bytes(self._main[first : first + 4], "little")
                if identifier in (0, _NO_SLIDE):
                    return "notes master", Role.HEADER
                if identifier in self._order.slide_of:
                    return f"slide {self._order.slide_of[identifier]} notes", Role.NOTE
            break
        self._counts["notes"] += 1
        return f"notes {self._counts['notes']}", Role.NOTE

    def _texts_of_list(self, instance: int, begin: int, end: int) -> None:
        """Add the texts of titles and outlines, which stand in one list, slide by slide (MS-PPT 2.4.14.3)."""
        name, role = {0: ("slide", Role.BODY), 1: ("slide master", Role.HEADER), 2: ("notes", Role.NOTE)}.get(
            instance, ("presentation", Role.BODY)
        )
        number = 0
        for kind, _, first, last in walk(self._main, begin, end):
            if kind == PERSIST:
                number += 1
            place = f"{name} {number}" if name in ("slide", "notes") and number else name
            if kind == _CHARS:
                self._say(self._main[first:last].decode("utf-16-le", "replace"), place, role)
            elif kind == _BYTES:
                self._say(self._main[first:last].decode("latin-1"), place, role)

    def _say(self, text: str, place: str, role: Role) -> None:
        text = text.replace("\r", "\n").replace("\x0b", "\n").strip("\x00")
        said = self._said.setdefault(f"{role} {place}", set())
        if not text.strip() or text.strip() == "*" or text.startswith("___PPT") or text in said:
            return
        said.add(text)
        if role is Role.HEADER and text.startswith("Click to edit"):
            place, role = f"{place} placeholder", Role.METADATA  # what masters say to the one who types, in every presentation
        self._flows.setdefault(role, FlowWriter()).add(text, place)

    def _object(self, begin: int, end: int, instance: int) -> None:
        """Add an embedded object, which is a storage of its own, packed or not (MS-PPT 2.10.34)."""
        self._objects += 1
        data = self._main[begin:end]
        if instance == 1:
            data, whole = inflated(data, self._context)
            if not whole:
                self._draft.problem(Code.CORRUPT, f"embedded object {self._objects}")
        if data:
            self._context.read_child(self._draft, "object", f"embedded object {self._objects}", data)
