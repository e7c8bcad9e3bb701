"""Pictures: JPEG, PNG, TIFF with all its pages, WebP, BMP, GIF, JPEG 2000, AVIF and HEIC; and the text in any picture."""

from __future__ import annotations

import hashlib
from time import monotonic

from PIL import Image
from PIL.ImageFile import ImageFile

from scanner.config import Limits
from scanner.model import Code, Picture, Role
from scanner.read import ocr, pdf_text, picture_file, picture_text
from scanner.read.draft import Context, Draft, Refused
from scanner.read.picture_file import Truncated, Unreadable
from scanner.read.source import Source

_HEIF = "image/heic"
_LEAST = (40, 20)  # pixels; in less there is no room for a word
_SLOWEST = 30.0  # seconds for one picture
_NAMED = 4  # pictures that a problem names one by one


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
            if _too_large(frame.size, context.budget.limits, f"page {number}", draft):
                continue
            resolution = _dpi(frame)
            try:
                page = picture_file.pixels(frame)
            except Truncated as gap:
                broken.append(number)
                if gap.image is None:
                    continue
                page = gap.image
            plain = page if page.mode in ("1", "L", "RGB", "CMYK") else ocr.flatten(page)
            data, media_type = picture_file.encode(plain, resolution)
            context.budget.charge_bytes(len(data))
            draft.pictures.append(Picture(data, media_type, f"page {number}", *page.size))
    if broken:
        draft.problem(Code.CORRUPT, pdf_text.pages(broken))


def read_pictures(draft: Draft, context: Context) -> None:
    """Read the text in the pictures that a reader collected, identical ones once, as role OCR at the picture's place.

    Lines that the same place already has as text are left out. Raises LimitReached when the time is up.
    """
    if not draft.pictures:
        return
    work = _Work(draft, context)
    try:
        for picture in draft.pictures:
            work.read(picture)
    finally:
        work.tell()


class _Work:
    """The pictures of one document being read: what was seen, and the gaps by kind."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self._draft = draft
        self._context = context
        self._seen: set[bytes] = set()
        self._gaps: dict[Code, list[str]] = {}
        self._ready = context.ocr and ocr.available()
        self._native: dict[str, str] = {}
        for segment in draft.segments:
            place = segment.locate(0)
            self._native[place] = self._native.get(place, "") + "\n" + segment.text

    def read(self, picture: Picture) -> None:
        """Read one picture with all its frames."""
        digest = hashlib.sha256(picture.data).digest()
        if digest in self._seen or (0 < picture.width < _LEAST[0] or 0 < picture.height < _LEAST[1]):
            return
        self._seen.add(digest)
        self._context.budget.check_time()
        try:
            image = picture_file.open_picture(picture.data, picture.media_type == _HEIF)
        except Unreadable:
            self._gap(Code.CORRUPT if picture.media_type in _DECODED else Code.UNSUPPORTED, picture.locator)
            return
        last: Image.Image | None = None
        with image, picture_file.frames(image, self._context.budget.limits.pages) as frames:
            for number, frame in frames:
                if _too_large(frame.size, self._context.budget.limits, picture.locator, self._draft):
                    return
                if frame.width < _LEAST[0] or frame.height < _LEAST[1]:
                    continue
                place = picture.locator if number == 1 else f"{picture.locator} frame {number}"
                pixels = self._pixels(frame, place)
                if pixels is None:
                    continue
                now = picture_file.glance(pixels)
                if last is not None and picture_file.alike(last, now):
                    continue
                last = now
                if not self._frame(pixels, place):
                    return

    def _pixels(self, frame: ImageFile, place: str) -> Image.Image | None:
        if not self._ready:
            frame.draft("L", (400, 400))  # enough to see whether there is anything, at an eighth of the cost for JPEG
        try:
            return picture_file.pixels(frame)
        except Truncated as gap:
            self._gap(Code.CORRUPT, place)
            return gap.image

    def _frame(self, image: Image.Image, place: str) -> bool:
        """Read one frame; return whether it makes sense to go on with the next."""
        if not self._ready:
            if ocr.has_ink(ocr.flatten(image)):
                self._gap(Code.OCR_UNAVAILABLE, place)
                return False
            return True
        budget = self._context.budget
        if not budget.charge_ocr():
            self._gap(Code.TOO_LARGE, place)
            return False
        budget.check_time()
        left = max(0.5, budget.deadline - monotonic())
        found = ocr.read_image(image, _dpi(image), min(_SLOWEST, left))
        if not found.complete:
            self._gap(Code.TIMEOUT, place)
        if found.doubtful:
            self._gap(Code.OCR_LOW_CONFIDENCE, place)
        elif found.sure_words == 0:
            return True  # stray signs in a photo
        text = pdf_text.new_lines(found.text, self._native.get(place, ""))
        self._draft.text(text, place, Role.OCR)
        return True

    def _gap(self, code: Code, place: str) -> None:
        self._gaps.setdefault(code, []).append(place)

    def tell(self) -> None:
        """Add the gaps to the draft, pictures of the same kind of gap folded into one."""
        for code, places in self._gaps.items():
            detail = fold(places)
            if code is Code.TOO_LARGE:
                detail += f": more than {self._context.budget.limits.ocr_pages} pages and pictures to read"
            self._draft.problem(code, detail)


_DECODED = ("image/jpeg", "image/png", "image/tiff", "image/gif", "image/bmp", "image/webp")


def fold(places: list[str]) -> str:
    """Return places as one text: `pages 3–7`, `image 1, image 2`, or `12 pictures`."""
    whole = [int(place[5:]) for place in places if place.startswith("page ") and place[5:].isdecimal()]
    others = [place for place in places if not (place.startswith("page ") and place[5:].isdecimal())]
    parts = [pdf_text.pages(sorted(set(whole)))] if whole else []
    if len(others) > _NAMED:
        parts.append(f"{len(others)} pictures")
    else:
        parts += others
    return ", ".join(parts)


def _too_large(size: tuple[int, int], limits: Limits, place: str, draft: Draft) -> bool:
    """Say so, and return True, when a picture has more pixels than the limit."""
    if size[0] * size[1] <= limits.picture_mpixels * 1_000_000:
        return False
    draft.problem(Code.TOO_LARGE, f"{place}: {size[0]} × {size[1]} pixels")
    return True


def _dpi(image: Image.Image) -> float:
    """Return the resolution that the picture states in dots per inch, or 0."""
    stated = image.info.get("dpi")
    try:
        return float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0
