"""The pictures on a PDF page: where they stand, how much of it they cover, and their bytes."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from scanner.read.pdf import pdf_raw
from scanner.read.pdf.pdf_raw import Box

_DEEP = 6  # forms inside forms
_DIRECT: dict[tuple[str, ...], str] = {("DCTDecode",): "image/jpeg", ("JPXDecode",): "image/jp2"}
_DPI = 200  # enough for cards and small print; 150 reads pages as well, at the same cost
_COARSE = 50  # dots per inch, to see whether there is ink
_INK = 0.004  # share of dark pixels above which a page with hardly any text shows something else


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: valid while the page is open; its box in points and its size in pixels."""

    image: Any
    box: Box
    width: int
    height: int
    upright: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What is drawn on a page: its pictures, and how many other objects than text there are."""

    pictures: tuple[Placed, ...]
    drawings: int
    objects: int


def content(page: pypdfium2.PdfPage) -> Content:
    """Return what is drawn on the page, forms inside it included."""
    pictures: list[Placed] = []
    counts = [0, 0]
    _collect(page, page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (), pictures, counts)
    return Content(tuple(pictures), counts[1], counts[0])


def _collect(
    page: pypdfium2.PdfPage,
    owner: Any,
    count: Any,
    get: Any,
    matrices: tuple[tuple[float, ...], ...],
    pictures: list[Placed],
    counts: list[int],
) -> None:
    for index in range(count(owner)):
        item = get(owner, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        counts[0] += 1
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(matrices) < _DEEP:
            inner = (pdf_raw.matrix(item), *matrices)
            _collect(page, item, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, pictures, counts)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            placed = _placed(page, item, matrices)
            if placed:
                pictures.append(placed)
        else:
            counts[1] += 1


def _placed(page: pypdfium2.PdfPage, item: Any, matrices: tuple[tuple[float, ...], ...]) -> Placed | None:
    box = pdf_raw.bounds(item)
    if box is None:
        return None
    for matrix in matrices:
        box = pdf_raw.transform(box, matrix)
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(item, width, height)
    turned = [pdf_raw.matrix(item), *matrices]
    upright = all(abs(b) < 0.01 * abs(a) and abs(c) < 0.01 * abs(d) and a > 0 and d > 0 for a, b, c, d, _, _ in turned)
    # With its page, so that the page keeps it: one without is freed with the Python object.
    return Placed(pypdfium2.PdfImage(item, page=page), box, width.value, height.value, upright)


def share(pictures: tuple[Placed, ...], page: pypdfium2.PdfPage) -> float:
    """Return the share of the page, 0 to 1, that pictures cover; overlapping ones count twice."""
    left, bottom, right, top = page.get_cropbox()
    whole: float = max(1.0, (right - left) * (top - bottom))
    covered = 0.0
    for picture in pictures:
        across = min(right, picture.box[2]) - max(left, picture.box[0])
        up = min(top, picture.box[3]) - max(bottom, picture.box[1])
        covered += max(0.0, across) * max(0.0, up)
    return min(1.0, covered / whole)


def direct(picture: Placed) -> tuple[bytes, str] | None:
    """Return the bytes of a JPEG or JPEG 2000 as stored, and their media type; None for any other packing."""
    media_type = _DIRECT.get(_filters(picture))
    if media_type is None:
        return None
    data = bytes(picture.image.get_data(decode_simple=True))
    return (data, media_type) if data else None


def decoded(picture: Placed) -> tuple[bytes, str] | None:
    """Return any other picture as PNG or JPEG bytes and media type, or None when PDFium cannot give its pixels."""
    try:
        bitmap = picture.image.get_bitmap()
    except (pypdfium2.PdfiumError, ValueError):
        return None
    try:
        image = bitmap.to_pil()
        plain = image if image.mode in ("L", "RGB", "1") else image.convert("RGB")
        target = io.BytesIO()
        plain.save(target, "PNG", compress_level=1)
    except (ValueError, OSError):
        return None
    finally:
        bitmap.close()
    return target.getvalue(), "image/png"


def _filters(picture: Placed) -> tuple[str, ...]:
    """Return the names of the packings beside the simple ones; a damaged name is no text."""
    try:
        return tuple(picture.image.get_filters(skip_simple=True))
    except UnicodeDecodeError:
        return ("?",)


def damaged(picture: Placed) -> bool:
    """Return whether a picture's pixels do not unpack, or end before the picture does; PDFium draws nothing in their place."""
    if direct(picture) is not None:
        return False  # told when it is looked at
    if not _filters(picture):
        metadata = picture.image.get_metadata()
        row = (picture.width * metadata.bits_per_pixel + 7) // 8
        if len(picture.image.get_data(decode_simple=True)) < row * picture.height:
            return True
    try:
        picture.image.get_bitmap()
    except (pypdfium2.PdfiumError, ValueError):
        return True
    return False


def raw_bytes(picture: Placed) -> bytes:
    """Return the stored bytes of a picture, to tell whether it is one that was met before."""
    return bytes(picture.image.get_data())


def render(page: pypdfium2.PdfPage, most_pixels: int) -> tuple[Image.Image, float]:
    """Return the page as it is seen, notes and form fields included, and the dots per inch it was drawn at.

    An outsize page is drawn coarser, so that it stays within `most_pixels`.
    """
    return _draw(page, _scale(page, _DPI, most_pixels))


def shows_something(page: pypdfium2.PdfPage, beside_text: bool) -> bool:
    """Return whether the page has ink; `beside_text` asks for more ink than the few words on it need."""
    image, _ = _draw(page, _scale(page, _COARSE, 4_000_000))
    grey = image.convert("L")
    low, high = grey.getextrema()
    if int(high) - int(low) <= 12:  # type: ignore[arg-type]
        return False
    if not beside_text:
        return True
    histogram = grey.histogram()
    paper = max(range(256), key=histogram.__getitem__)
    ink = sum(count for level, count in enumerate(histogram) if abs(level - paper) > 60)
    return ink > _INK * grey.width * grey.height


def _scale(page: pypdfium2.PdfPage, dpi: int, most_pixels: int) -> float:
    width, height = page.get_size()
    area = max(1.0, width * height)
    return float(min(dpi / 72, (most_pixels / area) ** 0.5))


def _draw(page: pypdfium2.PdfPage, scale: float) -> tuple[Image.Image, float]:
    bitmap = page.render(scale=scale)
    try:
        return bitmap.to_pil().convert("RGB"), scale * 72
    finally:
        bitmap.close()
