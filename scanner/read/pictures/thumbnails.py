"""Small pictures that outlive the large ones: previews inside picture files, and Windows' stores of a folder's previews.

A preview made before a photo was cropped still shows what was cut away; a folder's store still holds pictures that were deleted.
Stores: `Thumbs.db` is an OLE storage with a `Catalog` of names, `thumbcache_*.db` a file of `CMMM` entries; neither is published
by Microsoft, both are described by the libyal project (Windows Explorer Thumbnail Cache database format specification).
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageOps
from PIL.ImageFile import ImageFile

from scanner.model import Code, Role
from scanner.read.draft import Context, Draft, NotThisFormat, Refused
from scanner.read.old_office.ole import SIGNATURE, Storage
from scanner.read.pictures import picture_file
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.source import Source

_OFFSET, _LENGTH = 0x0201, 0x0202  # of the JPEG in an Exif block (Exif 2.32, 4.5.5)
_PHOTOSHOP = 1036  # the preview's image resource, a JPEG behind 28 bytes (Adobe Photoshop File Formats, "Thumbnail resource")
_XMP = re.compile(rb"<xmpGImg:image>(.*?)</xmpGImg:image>|xmpGImg:image=\"([^\"]*)\"", re.DOTALL)
_LARGEST = 8 << 20  # bytes of a preview
_OTHER = 14  # mean difference of grey levels from which a preview shows something else than the picture
_ANY_PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|BM.{4}\x00{4}", re.DOTALL)
_HEAD = 64  # bytes before the picture in a stream of Thumbs.db
_ENTRY = b"CMMM"
_ENTRY_HEAD = 512  # bytes before the picture in an entry of a thumbcache
_HEADER = 24  # bytes of a thumbcache's own header


def hidden(image: ImageFile, shown: Image.Image) -> Iterator[bytes]:
    """Give the previews in an opened picture file that show something else than the picture, whose grey pixels are `shown`."""
    for data in dict.fromkeys(_previews(image)):
        try:
            with picture_file.open_picture(data) as preview:
                small = picture_file.pixels(preview)
                if not _alike(small, shown):
                    yield data
        except (picture_file.Unreadable, picture_file.Truncated):
            continue


def _previews(image: ImageFile) -> Iterator[bytes]:
    block = image.info.get("exif")
    if isinstance(block, bytes):
        yield from _in_exif(block.removeprefix(b"Exif\x00\x00"))
    resources = image.info.get("photoshop")
    if isinstance(resources, dict):
        yield from (bytes(data[28:]) for number, data in resources.items() if number == _PHOTOSHOP and isinstance(data, bytes))
    packet = image.info.get("xmp")
    for inside, attribute in _XMP.findall(packet) if isinstance(packet, bytes) else ():
        try:
            yield base64.b64decode(re.sub(rb"&#x?[0-9A-Fa-f]+;", b"", inside or attribute))[:_LARGEST]
        except binascii.Error:
            continue


def _in_exif(block: bytes) -> Iterator[bytes]:
    """Give the preview of an Exif block, which is a TIFF whose second directory describes it (TIFF 6.0, section 2)."""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        (count,) = struct.unpack_from(f"{order}H", block, first)
        (second,) = struct.unpack_from(f"{order}I", block, first + 2 + 12 * count)
        (count,) = struct.unpack_from(f"{order}H", block, second) if second else (0,)
        entries = (struct.unpack_from(f"{order}H2xII", block, second + 2 + 12 * index)[::2] for index in range(count))
        directory = dict(entries)
    except struct.error:
        return
    offset, length = directory.get(_OFFSET, 0), directory.get(_LENGTH, 0)
    if offset > 0 and 0 < length <= len(block) - offset:
        yield block[offset : offset + length]


def _alike(preview: Image.Image, shown: Image.Image) -> bool:
    """Return whether both show the same, in any of the four positions, with or without black bars at the sides."""
    first = _glance(shown)
    if any(_differ(first, _glance(preview).rotate(turn)) < _OTHER for turn in (0, 90, 180, 270)):
        return True
    bars = preview.convert("L").point(lambda level: 255 * (level > 24)).getbbox()
    return bool(bars and bars != (0, 0, *preview.size)) and _differ(first, _glance(preview.crop(bars))) < _OTHER


def _glance(image: Image.Image) -> Image.Image:
    return ImageOps.autocontrast(picture_file.glance(image).resize((32, 32), Image.Resampling.BOX), cutoff=2)


def _differ(first: Image.Image, second: Image.Image) -> float:
    histogram = ImageChops.difference(first, second).histogram()
    return sum(level * count for level, count in enumerate(histogram)) / sum(histogram)


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add each preview of a `Thumbs.db` or `thumbcache_*.db` as picture `thumbnail NAME`, and the names of the files.

    Raises Refused when the store is broken.
    """
    data = source.data()
    if data.startswith(SIGNATURE):
        _thumbs_db(data, draft, context)
    elif data.startswith(_ENTRY):
        _thumbcache(data, draft, context)
    else:
        raise NotThisFormat


def _thumbs_db(data: bytes, draft: Draft, context: Context) -> None:
    with Storage.open(data, context) as storage:
        names = _names(storage, draft)
        for number, stream in enumerate(sorted(storage.untaken()), 1):
            context.budget.charge_member()
            context.budget.check_time()
            name = names.pop(stream, "")
            try:
                content = storage.data(stream)
            except Refused as refusal:
                draft.problem(refusal.code, f"thumbnail {number}")
                continue
            _add(content, _HEAD, name or str(number), number, draft)
        if storage.is_cut_off:
            draft.problem(Code.CORRUPT, "cut off: part of the store is missing")


def _names(storage: Storage, draft: Draft) -> dict[str, str]:
    """Return the file names by stream, and add them as text. A stream is called by its number with the digits reversed."""
    if not storage.has("Catalog"):
        return {}
    names: dict[str, str] = {}
    try:
        catalog = storage.data("Catalog")
        (position,) = struct.unpack_from("<H", catalog)
        while position + 16 <= len(catalog):
            size, number = struct.unpack_from("<II", catalog, position)
            if size < 16:
                break
            name = catalog[position + 16 : position + size].decode("utf-16-le", "replace").partition("\x00")[0]
            names[str(number)[::-1]] = name
            draft.text(name, f"thumbnail {name}", Role.NAME)
            position += size
    except (struct.error, Refused):
        draft.problem(Code.CORRUPT, "names of the thumbnails")
    return names


def _thumbcache(data: bytes, draft: Draft, context: Context) -> None:
    if len(data) < _HEADER:
        raise Refused(Code.CORRUPT, "the store has no entries")
    position = data.find(_ENTRY, _HEADER)
    number = 0
    while position >= 0:
        context.budget.charge_member()
        context.budget.check_time()
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        if not 16 <= size <= len(data) - position:
            draft.problem(Code.CORRUPT, "an entry is damaged or cut off")
            size = 4
        else:
            entry = data[position : position + size]
            if _ANY_PICTURE.search(entry, 0, _ENTRY_HEAD):
                number += 1
                context.budget.charge_bytes(len(entry))
                _add(entry, _ENTRY_HEAD, str(number), number, draft)
        position = data.find(_ENTRY, position + size)


def _add(content: bytes, head: int, name: str, number: int, draft: Draft) -> None:
    found = _ANY_PICTURE.search(content, 0, head)
    picture = inner_picture(content[found.start() :], f"thumbnail {name}") if found else None
    if picture is not None:
        draft.pictures.append(picture)
    elif content.strip(b"\x00"):
        draft.problem(Code.UNSUPPORTED, f"thumbnail {number}")
