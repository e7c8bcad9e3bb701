"""Text in pictures: look how it lies, make it fit, read it, and read again only what was left unread.

One reading is what nearly every page costs. Measured against bare Tesseract by `benchmarks/ocr.py`.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from PIL import Image, ImageFilter, ImageOps

from scanner.read.pictures import page_picture, writing
from scanner.read.pictures.page_picture import flatten
from scanner.read.pictures.tesseract import LANGUAGES, LOW_CONFIDENCE, NOTHING, OcrText, available, forget, languages, recognise
from scanner.read.pictures.writing import Look

__all__ = [
    "LANGUAGES", "LOW_CONFIDENCE", "NOTHING", "OcrText", "available", "flatten", "forget", "languages", "read_grey", "read_image",
]  # fmt: skip

_SURE = 75  # mean confidence from here on shows that a page lies the right way up
_LETTERS = 8  # letters and digits in which that can be told
_LEFT = 4  # stretches of writing that were not read, from which the rest is read again


def read_image(image: Image.Image, dpi: float = 0, seconds: float = 30.0) -> OcrText:
    """Return the text of a picture that stands upright, tilted, on its side or upside down.

    `dpi` is its resolution, 0 when unknown. After `seconds` what was read by then is returned with `complete` False.
    The caller has made sure that OCR is `available()`.
    """
    grey = flatten(image)
    return read_grey(grey, writing.look(grey), dpi, seconds)


def read_grey(grey: Image.Image, view: Look, dpi: float, seconds: float) -> OcrText:
    """Return the text of an 8-bit grey picture that was looked at already; otherwise as `read_image`."""
    deadline = monotonic() + seconds
    if view.empty:
        return NOTHING
    page, dpi = page_picture.prepare(grey, dpi, view)
    best = _read(page, dpi, deadline, thorough=not view.photo)
    if _settled(best):
        return best
    for turn in _other_ways(view, best):
        best = _better(best, _read(page.transpose(turn), dpi, deadline))
        if _settled(best):
            return best
    if best.letters >= _LETTERS and best.mean_confidence < LOW_CONFIDENCE and monotonic() < deadline:
        clearer = ImageOps.autocontrast(page.filter(ImageFilter.MedianFilter(3)), cutoff=2)
        best = _better(best, recognise(clearer, dpi, deadline, per_area=True)[0])
    return best


def _settled(found: OcrText) -> bool:
    return (found.mean_confidence >= _SURE and found.letters >= _LETTERS) or not found.complete


def _read(page: Image.Image, dpi: float, deadline: float, *, thorough: bool = True) -> OcrText:
    """Return the text of a page as it lies, and read what the first reading left: under a shadow, or taken for a drawing.

    When the first reading finds nothing at all, only a `thorough` one goes on.
    """
    first, boxes = recognise(page, dpi, deadline)
    unread = first.letters < _LETTERS
    if not first.complete or (unread and not thorough) or not (unread or first.sure_words):
        return first
    rest = page_picture.without(page, boxes)
    if writing.level_lines(rest) < _LEFT:
        return first
    second, more = recognise(ImageOps.autocontrast(rest, cutoff=0.1), dpi, deadline, per_area=True)
    both = _joined(first, second) if second.sure_words > max(1, first.sure_words // 100) else first
    left = writing.level_lines(page_picture.without(rest, more))
    return replace(both, complete=second.complete, unread=left)


def _joined(first: OcrText, second: OcrText) -> OcrText:
    letters = first.letters + second.letters
    mean = (first.mean_confidence * first.letters + second.mean_confidence * second.letters) / max(1, letters)
    text = "\n".join(part for part in (first.text, second.text) if part)
    return OcrText(text, mean, first.complete and second.complete, first.sure_words + second.sure_words)


def _other_ways(view: Look, found: OcrText) -> list[Image.Transpose]:
    """Return how else the page may have to lie: upside down first, on its side only when the lines' direction is not clear."""
    if view.photo and found.letters < _LETTERS:
        return []
    if view.decided:
        return [Image.Transpose.ROTATE_180]
    return [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180]


def _better(first: OcrText, second: OcrText) -> OcrText:
    """Return the one with more words that can be relied on; confidence alone would prefer a single clear letter."""
    best = max(first, second, key=lambda found: (found.sure_words, found.mean_confidence * min(found.letters, 40)))
    return replace(best, complete=best.complete and (second.complete or best.mean_confidence >= _SURE))
