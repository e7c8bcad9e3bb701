"""Objects embedded by OLE: the file a person dragged in, out of its wrapping; and storages that hold only such an object."""

from __future__ import annotations

import re
import struct
from importlib import import_module

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, Refused
from scanner.read.old_office import ole_natives
from scanner.read.old_office.ole import Storage
from scanner.read.source import Source

_PACKED = re.compile(r"_\d{6,12}")
_READERS = (
    ("EncryptedPackage", "sealed"),
    ("WordDocument", "old_office.word97"),
    ("Workbook", "sheets.sheet"),
    ("Book", "sheets.sheet"),
    ("PowerPoint Document", "old_office.slides97"),
)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Read a storage that is no document of its own: an object's wrapping, or macros; and Publisher's files.

    Raises Refused when nothing is known of it; loose words may have been found all the same.
    """
    from scanner.read.old_office import old_office, old_rest

    with Storage.open(source.data(), context) as storage:
        for main, module in _READERS:
            if storage.has(main):  # its name is written in an unusual case
                import_module(f"scanner.read.{module}").read(source, draft, context)
                return
        is_publication = storage.has(ole_natives.QUILL)
        if is_publication:
            known = _publication(storage, draft, context)
        else:
            known = unwrap(storage, "", "embedded object", draft, context)
        storage.properties(draft)
        old_office.macros(storage, draft)
        known = known or not storage.streams or any("VBA/" in name.upper() for name in storage.streams)
        known = _packed_objects(storage, draft, context) or known
        if not known and not is_publication:  # a storage of storages, each with an object
            folders = tuple(dict.fromkeys(f"{name.partition('/')[0]}/" for name in storage.streams if "/" in name))
            old_office.objects(storage, folders, draft, context)
            known = bool(folders)
        old_rest.add(storage, draft)
    if not known:
        raise Refused(Code.UNSUPPORTED, "an object of a program that is not known")


def unwrap(storage: Storage, folder: str, locator: str, draft: Draft, context: Context) -> bool:
    """Add the file inside a storage as a child; returns whether there was one."""
    prefix = f"{folder}/" if folder else ""
    native = f"{prefix}\x01Ole10Native"
    letters = ole_natives.formula(storage, folder)
    if letters:
        draft.text(letters, locator)
        return True
    if storage.has(native):
        _add_packed(storage.data(native)[4:], locator, draft, context)
        return True
    for stream in ("Package", "CONTENTS", "EmbeddedOdf", "package_stream"):
        if storage.has(prefix + stream):
            context.read_child(draft, "object", locator, storage.data(prefix + stream))
            return True
    return False


def _packed_objects(storage: Storage, draft: Draft, context: Context) -> bool:
    """Add the objects of a document in Word's XML of 2003 (`oledata.mso`), each a packed storage; returns whether there were any."""
    found = [name for name in storage.streams if _PACKED.fullmatch(name)]
    for number, name in enumerate(found, 1):
        locator = f"embedded object {number}"
        try:
            data, whole = ole_natives.inflated(storage.data(name), context)
        except Refused as refusal:
            draft.problem(refusal.code, f"{locator}: {refusal.detail}")
            continue
        if not whole:
            draft.problem(Code.CORRUPT, locator)
        if data:
            context.read_child(draft, "object", locator, data)
    return bool(found)


def _publication(storage: Storage, draft: Draft, context: Context) -> bool:
    """Add what a Publisher file says; returns whether it is one."""
    from scanner.read.old_office import old_office

    texts = list(ole_natives.publication(storage))
    for text in texts:
        draft.text(text, "text")
    if texts:
        old_office.pictures([storage.data(name) for name in storage.streams if name.startswith("Escher/")], draft, context)
    return bool(texts)


def custom_data(storage: Storage, draft: Draft) -> None:
    """Add the XML that programs attach to a document (MS-OFFDI 2.2), as in a package's customXml."""
    from lxml import etree

    from scanner.read.markup.xml_parser import parser
    from scanner.read.office import part_text

    for path in storage.streams:
        if not (path.startswith("MsoDataStore/") and path.lower().endswith("/item")):
            continue
        try:
            root = etree.fromstring(storage.data(path), parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            draft.problem(Code.CORRUPT, "custom data is not XML")
        else:
            draft.text("\n".join((*part_text.lines(root), *part_text.attributes(root))), "metadata custom data", Role.METADATA)


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
    if kind == 1:  # a link, by the path of a file and the part of it
        draft.text("\n".join(name.decode("cp1252", "replace") for name in names[1:]), f"{locator} link", Role.METADATA)
    if kind != 2:  # or a picture of an object that stands elsewhere
        return
    native = data[position + 4 : position + 4 + size]
    if names[0] == b"Package":
        _add_packed(native, locator, draft, context)
    elif native:
        context.read_child(draft, "object", locator, native)


def _add_packed(data: bytes, locator: str, draft: Draft, context: Context) -> None:
    """Add the file that the Object Packager wrapped, and the folder it came from."""
    name, folder, content = _packed(data)
    place = f"embedded {name}" if name else locator
    draft.text(folder, f"{place} original folder", Role.METADATA)
    context.read_child(draft, name or "object", place, content)


def _packed(data: bytes) -> tuple[str, str, bytes]:
    """Return name, original folder and content of a file that the Object Packager wrapped; the data itself when it is not so.

    Two bytes, label, path, four bytes, length and path of the temporary copy, length and content; strings end in a NUL.
    """
    try:
        label_end = data.index(b"\x00", 2)
        path_end = data.index(b"\x00", label_end + 1)
        (length,) = struct.unpack_from("<I", data, path_end + 5)
        begin = path_end + 9 + length
        (size,) = struct.unpack_from("<I", data, begin)
    except (ValueError, struct.error):
        return "", "", data
    if not 0 < size <= len(data) - begin - 4:
        return "", "", data
    label, path = (
        text.decode("cp1252", "replace").replace("\\", "/") for text in (data[2:label_end], data[label_end + 1 : path_end])
    )
    return label.rpartition("/")[2], path.rpartition("/")[0], data[begin + 4 : begin + 4 + size]
