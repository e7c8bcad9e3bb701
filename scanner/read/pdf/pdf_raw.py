"""Thin calls into PDFium where its Python layer has none: strings, numbers and boxes, nothing about meaning."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points (1/72 inch) of the page's own coordinates."""

_LONGEST = 8 << 20  # bytes of one string; a longer one is no text that a person wrote


def wide(function: Callable[..., int], *arguments: Any) -> str:
    """Return the UTF-16 string that a PDFium function writes when called with `(*arguments, buffer, size in bytes)`."""
    size = function(*arguments, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    written = function(*arguments, buffer, size)
    return bytes(buffer)[: max(0, min(size, written) - 2)].decode("utf-16-le", "replace")


def narrow(function: Callable[..., int], *arguments: Any) -> str:
    """Return the byte string, read as UTF-8, that a PDFium function writes when called with `(*arguments, buffer, size)`."""
    size = function(*arguments, None, 0)
    if not 1 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*arguments, buffer, size)
    return buffer.raw[: size - 1].decode("utf-8", "replace")


@contextmanager
def notes(page: Any) -> Iterator[Iterator[Any]]:
    """Give the annotations of a page one by one; each is closed when the next is asked for."""

    def each() -> Generator[Any, None, None]:
        for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
            annotation = pdfium.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            try:
                yield annotation
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)

    generator = each()
    try:
        yield generator
    finally:
        generator.close()


def value(annotation: Any, key: bytes) -> str:
    """Return a string of an annotation's dictionary."""
    return wide(pdfium.FPDFAnnot_GetStringValue, annotation, key)


def bounds(item: Any) -> Box | None:
    """Return the box of a page object, or None when it has none."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def letter(textpage: Any, index: int) -> Box | None:
    """Return the box of the character at an index of the page's text, as wide as its advance and as high as its font, or None."""
    found = pdfium.FS_RECTF()
    place = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage, index)
    if place < 0 or not pdfium.FPDFText_GetLooseCharBox(textpage, place, found):
        return None
    return found.left, min(found.bottom, found.top), found.right, max(found.bottom, found.top)


def matrix(item: Any) -> tuple[float, ...]:
    """Return the six numbers of an object's matrix; the identity when it has none."""
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def transform(box: Box, by: tuple[float, ...]) -> Box:
    """Return the box around a box after a matrix."""
    a, b, c, d, e, f = by
    across = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    up = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(across), min(up), max(across), max(up)
