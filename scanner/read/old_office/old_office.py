"""What all old Office formats share: pictures in drawing records, embedded objects, macros."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from scanner.model import Code, Role
from scanner.read import loose_text
from scanner.read.draft import Context, Draft, Refused
from scanner.read.old_office import blips
from scanner.read.old_office.ole import Storage
from scanner.read.old_office.ole_object import unwrap
from scanner.read.old_office.ole_write import storage_bytes
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.picture_words import add_picture

_DOCUMENTS = (
    "WordDocument",
    "Workbook",
    "Book",
    "PowerPoint Document",
    "EncryptedPackage",
    "VisioDocument",
    "Contents",
    "Catalog",
)
# Streams of an object that say how it is shown and linked, but hold nothing of its own (MS-OLEDS 2.3).
_WRAPPING = frozenset(
    (
        "\x01CompObj",
        "\x01Ole",
        "\x03ObjInfo",
        "\x03LinkInfo",
        "\x03EPRINT",
        "\x03PRINT",
        "\x03META",
        "\x02OlePres000",
        "\x03OCXNAME",
    )
)


def pictures(streams: Iterable[bytes], draft: Draft, context: Context) -> None:
    """Add the pictures in streams of drawing records, each content once."""
    seen: set[bytes] = set()
    for data in streams:
        for found in (*blips.bitmaps(data), *blips.drawings(data)):
            if found in seen:
                continue
            seen.add(found)
            context.budget.charge_bytes(len(found))
            context.budget.check_time()
            picture = inner_picture(found, f"image {len(seen)}")
            if picture is not None:
                add_picture(picture, draft, context)


def objects(storage: Storage, folders: str | tuple[str, ...], draft: Draft, context: Context) -> None:
    """Add the objects in the storages whose path begins so; those of unknown programs are named."""
    found: dict[str, list[str]] = {}
    for path in storage.streams:
        if path.startswith(folders) and "/" in path:
            depth = 2 if path.startswith("ObjectPool/") else 1
            parts = path.split("/")
            if len(parts) > depth:
                found.setdefault("/".join(parts[:depth]), []).append("/".join(parts[depth:]))
    for number, (folder, streams) in enumerate(found.items(), 1):
        locator = f"embedded object {number}"
        storage.take_below(folder)
        try:
            if unwrap(storage, folder, locator, draft, context):
                continue
            if any(name in streams for name in _DOCUMENTS):
                data = storage_bytes({name: storage.data(f"{folder}/{name}") for name in streams})
                context.read_child(draft, "object", locator, data)
            elif not _WRAPPING.issuperset(streams):
                draft.problem(Code.UNSUPPORTED, f"{locator} of a program that is not known")
        except Refused as refusal:
            draft.problem(refusal.code, f"{locator}: {refusal.detail}")
        except ValueError:
            draft.problem(Code.TOO_LARGE, locator)


def macros(storage: Storage, draft: Draft) -> None:
    """Add the source text of macros (MS-OVBA), their forms and their project's name, which may hold names, paths and numbers."""
    projects = {
        path.rpartition("/")[0].rpartition("/")[0]
        for path in storage.streams
        if f"/{path}".upper().rpartition("/")[0].endswith("/VBA")
    }
    for path in storage.streams:
        folder, _, name = path.rpartition("/")
        if folder.rpartition("/")[2].upper() == "VBA":
            if name.lower() not in ("dir", "_vba_project") and not name.startswith("__SRP"):
                _module(storage, path, name, draft)
        elif name == "PROJECT" and folder in projects:
            lines = storage.data(path).decode("cp1252", "replace").splitlines()
            told = [line for line in lines if line.startswith(("Description=", "Name=", "HelpFile="))]
            draft.text("\n".join(told), "macro project", Role.METADATA)
        elif name in ("f", "o", "\x03VBFrame") and folder.rpartition("/")[0] in projects:
            draft.text("\n".join(loose_text.both(storage.data(path))), f"macro {folder.rpartition('/')[2]}", Role.METADATA)


def _module(storage: Storage, path: str, name: str, draft: Draft) -> None:
    data = storage.data(path)
    if not data:  # of a sheet that is no more
        return
    begin = data.find(b"\x00Attribut")  # the first words of each module, behind its compiled form
    if begin < 3:
        draft.problem(Code.UNSUPPORTED, "a macro without its source text")
        return
    try:
        source = _unpacked(data[begin - 3 :])
    except (struct.error, IndexError):
        draft.problem(Code.CORRUPT, "a macro")
        return
    lines = [line for line in source.decode("cp1252", "replace").splitlines() if not line.startswith("Attribute VB_")]
    draft.text("\n".join(lines), f"macro {name}", Role.METADATA)


def _unpacked(data: bytes) -> bytes:
    """Return what a compressed container holds (MS-OVBA 2.4.1.3)."""
    out = bytearray()
    position = 1
    while position + 2 <= len(data):
        (head,) = struct.unpack_from("<H", data, position)
        stop = min(len(data), position + (head & 0x0FFF) + 3)
        position += 2
        if (head >> 12) & 7 != 3:
            break
        if not head & 0x8000:
            out += data[position:stop]
            position = stop
            continue
        begin = len(out)
        while position < stop:
            flags = data[position]
            position += 1
            for bit in range(8):
                if position >= stop:
                    break
                if not flags >> bit & 1:
                    out.append(data[position])
                    position += 1
                    continue
                (token,) = struct.unpack_from("<H", data, position)
                position += 2
                bits = max(4, (len(out) - begin - 1).bit_length())
                length, back = (token & (0xFFFF >> bits)) + 3, (token >> (16 - bits)) + 1
                for _ in range(length):
                    out.append(out[-back])
    return bytes(out)
