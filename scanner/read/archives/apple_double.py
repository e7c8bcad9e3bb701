"""A Mac's side files (`._brief.docx`, AppleDouble) and files with both forks in one (AppleSingle): RFC 1740, appendix A."""

from __future__ import annotations

import struct

from scanner.model import Code, Role
from scanner.read import loose_text
from scanner.read.draft import Context, Draft, NotThisFormat
from scanner.read.source import Source

_HEAD, _ENTRY = struct.Struct(">4s4x16xH"), struct.Struct(">III")
_DATA, _NAME, _COMMENT = 1, 3, 4
_PICTURES = (5, 6)  # the icons


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add name and comment of the file, the words in what Finder and programs keep beside it, and its content where it is inside."""
    data = source.data()
    if len(data) < _HEAD.size:
        raise NotThisFormat
    (_, count) = _HEAD.unpack_from(data)
    for index in range(count):
        place = _HEAD.size + _ENTRY.size * index
        if place + _ENTRY.size > len(data):
            draft.problem(Code.CORRUPT, "the list of parts is cut off")
            return
        kind, offset, length = _ENTRY.unpack_from(data, place)
        part = data[offset : offset + length]
        if len(part) < length:
            draft.problem(Code.CORRUPT, "a part is cut off")
        if kind == _DATA:
            if part:
                name = source.name.rpartition("/")[2].removeprefix("._") or "file"
                context.read_child(draft, name, "data", part)
        elif kind == _NAME:
            draft.text(part.decode("utf-8", "replace"), "original name", Role.NAME)
        elif kind == _COMMENT:
            draft.text(part.decode("mac_roman"), "comment", Role.COMMENT)
        elif kind not in _PICTURES:
            draft.text("\n".join(dict.fromkeys(loose_text.both(part))), "other data", Role.METADATA)
