"""Objects embedded by OLE: the file a person dragged in, out of its wrapping; and storages that hold only such an object."""

from __future__ import annotations

import struct
from importlib import import_module

from scanner.model import Code
from scanner.read.draft import Context, Draft, Refused
from scanner.read.ole import Storage
from scanner.read.source import Source

_READERS = (
    ("EncryptedPackage", "sealed"),
    ("WordDocument", "word97"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
    ("PowerPoint Document", "slides97"),
)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Read a storage that is no document of its own: an object's wrapping, or macros. Raises Refused when nothing is known."""
    from scanner.read import old_office

    with Storage.open(source.data(), context) as storage:
        for main, module in _READERS:
            if storage.has(main):  # its name is written in an unusual case
                import_module(f"scanner.read.{module}").read(source, draft, context)
                return
        known = unwrap(storage, "", "embedded object", draft, context)
        storage.properties(draft)
        old_office.macros(storage, draft)
        known = known or any("VBA/" in name.upper() for name in storage.streams)
    if not known:
        raise Refused(Code.UNSUPPORTED, "an object of a program that is not known")


def unwrap(storage: Storage, folder: str, locator: str, draft: Draft, context: Context) -> bool:
    """Add the file inside a storage as a child; returns whether there was one."""
    prefix = f"{folder}/" if folder else ""
    native = f"{prefix}\x01Ole10Native"
    if storage.has(native):
        name, data = _packed(storage.data(native)[4:])
        context.read_child(draft, name or "object", f"embedded {name}" if name else locator, data)
        return True
    for stream in ("Package", "CONTENTS", "EmbeddedOdf", "package_stream"):
        if storage.has(prefix + stream):
            context.read_child(draft, "object", locator, storage.data(prefix + stream))
            return True
    return False


def from_rtf(data: bytes, locator: str, draft: Draft, context: Context) -> None:
    """Add the object in the data of an OLE 1 stream (MS-OLEDS 2.2.5), as RTF has it."""
    try:
        (_, kind) = struct.unpack_from("<II", data)
        position = 8
        names = []
        for _ in range(3):
            (length,) = struct.unpack_from("<I", data, position)
            names.append(data[position + 4 : position + 4 + length].rstrip(b"\x00"))
            position += 4 + length
        (size,) = struct.unpack_from("<I", data, position)
    except struct.error:
        draft.problem(Code.CORRUPT, f"{locator}: damaged")
        return
    if kind != 2:  # a link, or a picture of an object that stands elsewhere
        return
    native = data[position + 4 : position + 4 + size]
    if names[0] == b"Package":
        name, native = _packed(native)
        context.read_child(draft, name or "object", f"embedded {name}" if name else locator, native)
    elif native:
        context.read_child(draft, "object", locator, native)


def _packed(data: bytes) -> tuple[str, bytes]:
    """Return name and content of a file that the Object Packager wrapped; the data itself when it is not wrapped so.

    Two bytes, label, path, four bytes, length and path of the temporary copy, length and content; strings end in a NUL.
    """
    try:
        label_end = data.index(b"\x00", 2)
        path_end = data.index(b"\x00", label_end + 1)
        (length,) = struct.unpack_from("<I", data, path_end + 5)
        begin = path_end + 9 + length
        (size,) = struct.unpack_from("<I", data, begin)
    except (ValueError, struct.error):
        return "", data
    if not 0 < size <= len(data) - begin - 4:
        return "", data
    label = data[2:label_end].decode("cp1252", "replace")
    return label.replace("\\", "/").rpartition("/")[2], data[begin + 4 : begin + 4 + size]
