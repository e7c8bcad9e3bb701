"""The pages of a PDF one by one: text where there is text, and a picture where a person would see more than the text says."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from scanner.model import Code, Picture, Role
from scanner.read.draft import Context, Draft, LimitReached
from scanner.read.pdf import pdf_fields, pdf_images, pdf_rows, pdf_second, pdf_spacing, pdf_text
from scanner.read.pdf.pdf_images import Content, Placed
from scanner.read.pdf.pdf_raw import Box
from scanner.read.pictures import ocr, picture_file
from scanner.read.pictures.picture_words import add_picture

_HARDLY = 40  # characters; a page number or a stamp, not the page's text
_STAMP = 1500  # characters; above it a page's text is never only a stamp on a scan
_BANDS, _STAMP_BANDS = 20, 5  # parts of the page's height; a stamp, header or footer stands in few of them
_CAPTION_BANDS = 3  # of a picture's height; text in more of them is the picture's own
_MOSTLY = 0.5  # share of the page that a scan covers
_WHOLE = 0.9  # share of the page from which a picture is the page
_OVER = 30  # characters over a picture that make them its own text, as scanners put there
_LEAST = (40, 20)  # pixels; a smaller picture has no room for a word
_SAID_BYTES = 128 << 20  # of pictures whose text is known, which are kept only to be looked at
_ROOM = 60  # pixels; a smaller picture shows no card and no face
_MANY = 8  # new pictures on a page; more are strips or tiles of one, which only the page as a whole shows
_DRAWN_PIXELS = 9_000_000  # of a page drawn for OCR: A3 at 200 dpi
_DRAWN = 200  # drawing objects; letters turned into outlines, where a page has hardly any text
# Streams and their dictionaries are always in plain bytes, so a file without these words has no pictures (inline ones: BI).
_HAS_IMAGES = re.compile(rb"/Image\b")


class Pages:
    """The pages of one open document."""

    def __init__(self, document: pypdfium2.PdfDocument, data: bytes, draft: Draft, context: Context) -> None:
        self._document = document
        self._data = data
        self._draft = draft
        self._context = context
        self._most_pixels = context.budget.limits.picture_mpixels * 1_000_000
        self._seen: set[bytes] = set()
        self._sound: dict[bytes, bool] = {}
        self._broken: list[int] = []
        self._unseen: list[int] = []
        self._said = self._said_bytes = self._unlooked = 0
        self._files: list[Any] = []
        self._second_helps = True
        self._eyes = context.ocr and ocr.available()
        self._has_images = _HAS_IMAGES.search(data) is not None

    @cached_property
    def _second(self) -> pdf_second.SecondReader:
        return pdf_second.SecondReader(self._data, self._context.budget.check_time)

    def glance(self, index: int) -> str:
        """Return the text of a page, counted from 0, without adding it."""
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:
            return ""
        try:
            return _text(page)
        finally:
            page.close()

    def read(self) -> list[Any]:
        """Read every page, each failing on its own; return the files attached to notes, as PDFium handles."""
        try:
            for number in range(1, len(self._document) + 1):
                self._context.budget.charge_page()
                self._page(number)
        finally:
            if self._broken:
                self._draft.problem(Code.CORRUPT, pdf_text.pages(sorted(set(self._broken))))
            if self._unseen:
                self._draft.problem(Code.OCR_UNAVAILABLE, pdf_text.pages(self._unseen))
            if self._unlooked:
                self._draft.problem(Code.TOO_LARGE, f"{self._unlooked} pictures under text were not looked at")
        return self._files

    def _page(self, number: int) -> None:
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            text = self._by_second(number)
            if text:
                self._add(text, number)
            else:
                self._broken.append(number)
            return
        try:
            try:
                text, beside = _read_text(page)
            except pypdfium2.PdfiumError:
                text, beside = self._by_second(number), ""
            text, readable = self._made_usable(text, number)
            self._add(text, number)
            self._draft.text(beside, f"page {number}")
            self._draft.text(pdf_spacing.joined(page, text), f"page {number}")
            said = len(self._draft.segments)
            self._files += pdf_fields.read(page, number, self._draft)
            self._look(page, number, text, readable)
            if pdf_fields.stamps(page):
                self._stamps(page, number, text, said)
        except pypdfium2.PdfiumError:
            self._broken.append(number)
        finally:
            page.close()

    def _add(self, text: str, number: int) -> None:
        self._context.budget.charge_bytes(len(text))
        self._draft.text(text, f"page {number}")

    def _made_usable(self, text: str, number: int) -> tuple[str, bool]:
        """Return the text, from the second reader where the first gives none that a person would see, and whether it is."""
        if pdf_text.usable(text):
            return text, True
        if self._second_helps:
            other = self._by_second(number)
            if other.strip() and pdf_text.usable(other):
                return other, True
            # A font without a map to Unicode is in the whole document; asking again costs a tenth of a second per page.
            self._second_helps = False
        return "", False

    def _by_second(self, number: int) -> str:
        try:
            if len(self._second.pages) != len(self._document):
                return ""  # the readers do not agree which page is which
            return pdf_text.tidy(self._second.text(number - 1))
        except (LimitReached, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever its input leads it to; the page is then told broken
            return ""

    def _look(self, page: pypdfium2.PdfPage, number: int, text: str, readable: bool) -> None:
        """Decide whether the page, or pictures on it, must be looked at, and keep what is needed for that."""
        characters = pdf_text.length(text)
        if characters >= _HARDLY and readable and not self._has_images:
            return
        content = pdf_images.content(page)
        if any(self._is_damaged(picture) for picture in content.pictures[:_MANY]):
            self._broken.append(number)
        if self._needs_eyes(page, number, characters, content, readable):
            self._keep_page(page, number, content)
            return
        new = [picture for picture in content.pictures if self._worth_reading(picture, page)]
        if len(new) > _MANY:
            self._keep_page(page, number, content)
            return
        for index, picture in enumerate(new, 1):
            self._keep_picture(picture, page, number, index, content)
        for index, picture in enumerate(content.pictures[:_MANY], 1):
            if picture not in new:
                self._keep_said(picture, number, index)

    def _needs_eyes(self, page: pypdfium2.PdfPage, number: int, characters: int, content: Content, readable: bool) -> bool:
        if characters == 0:
            if content.objects == 0 and not page.pdf.get_formtype() and self._unreadable(number):
                self._broken.append(number)
                return False
            # Whether a scan shows anything is seen when it is read.
            return _scan(page, content) is not None or pdf_images.shows_something(page, beside_text=False)
        if pdf_images.share(content.pictures, page) >= _MOSTLY and characters < _STAMP:
            return characters < _HARDLY or _in_few_bands(page)
        if characters < _HARDLY and (content.drawings >= _DRAWN or not readable):
            return True
        return characters < _HARDLY and content.drawings > 0 and pdf_images.shows_something(page, beside_text=True)

    def _is_damaged(self, picture: Placed) -> bool:
        """Return whether a picture with room for words cannot be shown; one that is too large is told as that."""
        if picture.width < _LEAST[0] or picture.height < _LEAST[1] or picture.width * picture.height > self._most_pixels:
            return False
        digest = hashlib.sha256(pdf_images.raw_bytes(picture)).digest()
        if digest not in self._sound:
            self._sound[digest] = not pdf_images.damaged(picture)
        return not self._sound[digest]

    def _unreadable(self, number: int) -> bool:
        """Return whether a page that seems blank is proved to be so only because its content is damaged."""
        try:
            return self._second.unreadable(number - 1)
        except (LimitReached, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - as above; that the second reader fails proves nothing about the page
            return False

    def _worth_reading(self, picture: Placed, page: pypdfium2.PdfPage) -> bool:
        """Return whether a picture has room for words, was not met before, and has no text laid over it."""
        if picture.width < _LEAST[0] or picture.height < _LEAST[1]:
            return False
        if _has_own_text(page, picture):
            return False
        digest = hashlib.sha256(pdf_images.raw_bytes(picture)).digest()
        if digest in self._seen:
            return False
        self._seen.add(digest)
        return True

    def _keep_page(self, page: pypdfium2.PdfPage, number: int, content: Content) -> None:
        """Keep the page as a picture: the scan as stored where it is the whole page, else the page drawn."""
        scan = _scan(page, content)
        if scan is not None:
            stored = pdf_images.direct(scan)
            if stored and stored[1] == "image/jpeg":
                self._draft.pictures.append(Picture(stored[0], stored[1], f"page {number}", scan.width, scan.height))
                return
        if not self._eyes:
            self._unseen.append(number)
            return
        image, dpi = pdf_images.render(page, min(_DRAWN_PIXELS, self._most_pixels))
        data, media_type = picture_file.encode(image, dpi)
        self._context.budget.charge_bytes(len(data))
        self._draft.pictures.append(Picture(data, media_type, f"page {number}", *image.size))

    def _keep_picture(self, picture: Placed, page: pypdfium2.PdfPage, number: int, index: int, content: Content) -> None:
        """Keep one picture of a page: as stored, or decoded when someone will look at it."""
        place = f"page {number} image {index}"
        if picture.width * picture.height > self._most_pixels:
            self._draft.problem(Code.TOO_LARGE, f"{place}: {picture.width} × {picture.height} pixels")
            return
        found = pdf_images.direct(picture)
        if found is None and not self._eyes:
            self._unseen += [] if number in self._unseen else [number]
            return
        found = found or pdf_images.decoded(picture)
        if found is None:
            self._keep_page(page, number, content)
            return
        self._context.budget.charge_bytes(len(found[0]))
        add_picture(Picture(found[0], found[1], place, picture.width, picture.height), self._draft, self._context)

    def _keep_said(self, picture: Placed, number: int, index: int) -> None:
        """Keep a picture whose text is laid over it: its words are known, but not what else it shows."""
        if not self._eyes or min(picture.width, picture.height) < _ROOM or picture.width * picture.height > self._most_pixels:
            return
        digest = hashlib.sha256(pdf_images.raw_bytes(picture)).digest()
        if digest in self._seen:
            return
        self._seen.add(digest)
        if self._said >= self._context.budget.limits.ocr_pages or self._said_bytes > _SAID_BYTES:
            self._unlooked += 1
            return
        found = pdf_images.direct(picture) or pdf_images.decoded(picture)
        if found is not None:
            self._said += 1
            self._said_bytes += len(found[0])
            place, said = f"page {number} picture {index}", f"page {number}"
            self._draft.pictures.append(Picture(found[0], found[1], place, picture.width, picture.height, said))

    def _stamps(self, page: pypdfium2.PdfPage, number: int, text: str, said: int) -> None:
        """Add what stamps and typed-over texts show, by drawing them into the page and reading it again.

        Fields are drawn too; what they and the notes say is known from the segments since `said`.
        """
        pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        again = self._document[number - 1]
        try:
            told = "".join(segment.text for segment in self._draft.segments[said:])
            values = "\n".join(line.partition(": ")[2] for line in told.splitlines())
            known = f"{text}\n{told}\n{values}"
            added = pdf_text.without(pdf_text.new_lines(_text(again), known), known)
        finally:
            again.close()
        self._draft.text(added, f"page {number} annotation", Role.COMMENT)


def _scan(page: pypdfium2.PdfPage, content: Content) -> Placed | None:
    """Return the picture that is the whole page, as it lies on it, or None when there is more or less on the page."""
    if len(content.pictures) != 1 or content.objects != 1 or page.get_rotation() or not content.pictures[0].upright:
        return None
    return content.pictures[0] if pdf_images.share(content.pictures, page) > _WHOLE else None


def _read_text(page: pypdfium2.PdfPage) -> tuple[str, str]:
    """Return the page's text, and the values that stand beside their labels but far from them in it."""
    textpage = page.get_textpage()
    try:
        text = textpage.get_text_range()
        return pdf_text.tidy(text), pdf_text.tidy(pdf_rows.rows(textpage.raw, text))
    finally:
        textpage.close()


def _text(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return pdf_text.tidy(textpage.get_text_range())
    finally:
        textpage.close()


def _has_own_text(page: pypdfium2.PdfPage, picture: Placed) -> bool:
    """Return whether text is laid over a picture from top to bottom, as scanners do; a caption or stamp on it is not its own."""
    textpage = page.get_textpage()
    try:
        over = textpage.get_text_bounded(*picture.box)
        return pdf_text.length(over) >= _OVER and len(_bands(textpage, picture.box)) > _CAPTION_BANDS
    finally:
        textpage.close()


def _in_few_bands(page: pypdfium2.PdfPage) -> bool:
    """Return whether the page's text stands in a small part of its height, as a stamp on a scan does."""
    textpage = page.get_textpage()
    try:
        return len(_bands(textpage, page.get_cropbox())) <= _STAMP_BANDS
    finally:
        textpage.close()


def _bands(textpage: pypdfium2.PdfTextPage, box: Box) -> set[int]:
    """Return in which bands of a box's height text stands, counted from its foot."""
    left, bottom, right, top = box
    height = max(1.0, top - bottom)
    bands = set()
    for index in range(min(textpage.count_rects(), 2000)):
        first, low, last, high = textpage.get_rect(index)
        if first < right and last > left and bottom <= (low + high) / 2 <= top:
            bands.add(int(((low + high) / 2 - bottom) / height * _BANDS))
    return bands
