"""Pictures: JPEG, PNG, TIFF with all its pages, WebP, BMP, GIF, JPEG 2000, AVIF and HEIC; and the text in any picture."""

from __future__ import annotations

from PIL import Image
from PIL.ImageFile import ImageFile

from scanner.model import Code, Picture
from scanner.read.draft import Context, Draft, Refused
from scanner.read.pdf import pdf_text
from scanner.read.pictures import picture_file, picture_text
from scanner.read.pictures.page_picture import flatten
from scanner.read.pictures.picture_file import Truncated, Unreadable
from scanner.read.pictures.picture_work import PictureReader, resolution, too_large
from scanner.read.source import Source

_HEIF = "image/heic"


def read(source: Source, draft: Draft, context: Context) -> None:
    """Add the picture as `image 1` (a TIFF of many pages as `page N`), its header's words, and the text in it.

    Raises Refused for a broken picture, or one that no decoder here knows.
    """
    data = source.data()
    heif = data[4:8] == b"ftyp"
    try:
        image = picture_file.open_picture(data, heif)
    except Unreadable as error:
        missing = "installed" in str(error) or (heif and data[8:12] not in (b"heic", b"heix", b"mif1"))
        raise Refused(Code.UNSUPPORTED if missing else Code.CORRUPT, str(error)) from None
    with image:
        # Before anything of it is looked at: of a PNG even the Exif is only found by decoding it.
        if image.format != "TIFF" and too_large(image.size, context.budget.limits, "image 1", draft):
            return
        picture_text.read(image, draft)
        if picture_file.several_pages(image):
            _pages(image, draft, context)
            return
        kind = _HEIF if image.format == "HEIF" else Image.MIME.get(image.format or "", "image/jpeg")
        draft.pictures.append(Picture(data, "image/jpeg" if image.format == "MPO" else kind, "image 1", *image.size))


def _pages(image: ImageFile, draft: Draft, context: Context) -> None:
    """Add each page of a TIFF as a picture of its own, so that everyone after us sees every page."""
    broken = []
    with picture_file.frames(image, context.budget.limits.pages + 1) as frames:
        for number, frame in frames:
            context.budget.charge_page()
            if too_large(frame.size, context.budget.limits, f"page {number}", draft):
                continue
            dpi = resolution(frame)
            try:
                page = picture_file.pixels(frame)
            except Truncated as gap:
                broken.append(number)
                if gap.image is None:
                    continue
                page = gap.image
            plain = page if page.mode in ("1", "L", "RGB", "CMYK") else flatten(page)
            data, media_type = picture_file.encode(plain, dpi)
            context.budget.charge_bytes(len(data))
            draft.pictures.append(Picture(data, media_type, f"page {number}", *page.size))
    if broken:
        draft.problem(Code.CORRUPT, pdf_text.pages(broken))


def read_pictures(draft: Draft, context: Context) -> None:
    """Read the text and bar codes in the pictures that a reader collected, identical ones once, as role OCR at the picture's place.

    Lines that the same place already has as text are left out. Raises LimitReached when the time is up.
    """
    if not draft.pictures:
        return
    work = PictureReader(draft, context)
    try:
        for picture in tuple(draft.pictures):
            work.read(picture)
    finally:
        work.tell()
