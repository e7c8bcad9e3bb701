"""The pictures of one document looked at one by one: bar codes, text, and previews that show something else."""

from __future__ import annotations

import hashlib
import re
from time import monotonic

from PIL import Image
from PIL.ImageFile import ImageFile

from scanner.config import Limits
from scanner.model import Code, Picture, Role
from scanner.read.draft import Context, Draft
from scanner.read.pdf import pdf_text
from scanner.read.pictures import barcode, metafile, ocr, picture_file, thumbnails, writing
from scanner.read.pictures.inner_picture import inner_picture
from scanner.read.pictures.page_picture import flatten
from scanner.read.pictures.picture_file import Truncated, Unreadable
from scanner.read.pictures.writing import Look

_DECODED = ("image/jpeg", "image/png", "image/tiff", "image/gif", "image/bmp", "image/webp")
_METAFILES = ("image/emf", "image/wmf")
_LEAST = (40, 20)  # pixels; in less there is no room for a word
_ROUGH = 2_500_000  # pixels at which a photo shows whether it has writing, and in which large writing can be read
_SLOWEST = 30.0  # seconds for one picture
_NAMED = 4  # pictures that a problem names one by one
_NAMELESS = re.compile(r"(?:(?:page|image|frame|slide|bitmap|thumbnail|annotation|header|footer)(?: \d+)?(?: |$))+")


class PictureReader:
    """Reads pictures into a draft; remembers what was seen, and the gaps by kind."""

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
        """Read one picture with all its frames. Raises LimitReached when the time is up."""
        digest = hashlib.sha256(picture.data).digest()
        if picture.said_at or digest in self._seen or (0 < picture.width < _LEAST[0] or 0 < picture.height < _LEAST[1]):
            return
        self._seen.add(digest)
        self._context.budget.check_time()
        if picture.media_type in _METAFILES:
            self._metafile(picture)
            return
        try:
            image = picture_file.open_picture(picture.data, picture.media_type == "image/heic")
        except Unreadable:
            self._gap(Code.CORRUPT if picture.media_type in _DECODED else Code.UNSUPPORTED, picture.locator)
            return
        with image:
            self._frames(picture, image)

    def tell(self) -> None:
        """Add the gaps to the draft, pictures of the same kind of gap folded into one."""
        for code, places in self._gaps.items():
            detail = fold(places)
            if code is Code.TOO_LARGE:
                detail += f": more than {self._context.budget.limits.ocr_pages} pages and pictures to read"
            self._draft.problem(code, detail)

    def _frames(self, picture: Picture, image: ImageFile) -> None:
        last: Image.Image | None = None
        with picture_file.frames(image, self._context.budget.limits.pages) as frames:
            for number, frame in frames:
                if too_large(frame.size, self._context.budget.limits, picture.locator, self._draft):
                    return
                if frame.width < _LEAST[0] or frame.height < _LEAST[1]:
                    continue
                place = picture.locator if number == 1 else f"{picture.locator} frame {number}"
                found = self._looked_at(picture, frame, place)
                if found is None:
                    continue
                grey, view, dpi = found
                if number > 1 or picture_file.moves(image):
                    now = picture_file.glance(grey)
                    if last is not None and picture_file.alike(last, now):
                        continue
                    last = now
                if number == 1:
                    self._previews(picture, image, grey)
                if not self._frame(grey, view, dpi, place):
                    return

    def _looked_at(self, picture: Picture, frame: ImageFile, place: str) -> tuple[Image.Image, Look, float] | None:
        """Return a frame's pixels in grey, how its writing lies, and its resolution. A large photo is decoded coarsely first."""
        dpi = resolution(frame)
        factor = picture_file.rough(frame, _ROUGH)
        grey = self._grey(frame, place)
        if grey is None:
            return None
        view = writing.look(grey)
        if factor == 1 or view.empty or view.photo or not self._ready:
            return grey, view, dpi / factor
        with picture_file.open_picture(picture.data) as again:
            picture_file.rough(again, again.width * again.height)
            whole = self._grey(again, place)
        return (whole, writing.look(whole), dpi) if whole is not None else (grey, view, dpi / factor)

    def _grey(self, frame: ImageFile, place: str) -> Image.Image | None:
        try:
            return flatten(picture_file.pixels(frame))
        except Truncated as gap:
            self._gap(Code.CORRUPT, place)
            return flatten(gap.image) if gap.image is not None else None

    def _frame(self, grey: Image.Image, view: Look, dpi: float, place: str) -> bool:
        """Read one frame; return whether it makes sense to go on with the next."""
        if view.flat:
            return True
        barcode.read(grey, place, self._draft)
        if view.empty:
            return True
        if not self._ready:
            self._gap(Code.OCR_UNAVAILABLE, place)
            return False
        budget = self._context.budget
        if not budget.charge_ocr():
            self._gap(Code.TOO_LARGE, place)
            return False
        budget.check_time()
        found = ocr.read_grey(grey, view, dpi, min(_SLOWEST, max(0.5, budget.deadline - monotonic())))
        if not found.complete:
            self._gap(Code.TIMEOUT, place)
        if found.doubtful:
            if place not in self._gaps.get(Code.CORRUPT, ()):  # half a picture is no surprise when it reads badly
                self._gap(Code.OCR_LOW_CONFIDENCE, place)
        elif found.sure_words == 0:
            return True  # stray signs in a photo
        self._draft.text(pdf_text.new_lines(found.text, self._native.get(place, "")), place, Role.OCR)
        return True

    def _previews(self, picture: Picture, image: ImageFile, grey: Image.Image) -> None:
        """Add and read the previews of a picture that show something else than the picture itself."""
        for data in thumbnails.hidden(image, grey):
            preview = inner_picture(data, f"{picture.locator} thumbnail")
            if preview is not None:
                self._draft.pictures.append(preview)
                self.read(preview)

    def _metafile(self, picture: Picture) -> None:
        """Add the words of a Windows metafile that are not known yet, and read the bitmaps in it."""
        found = metafile.contents(picture.data)
        self._draft.text(pdf_text.new_lines("\n".join(found.lines), self._native.get(picture.locator, "")), picture.locator)
        for number, data in enumerate(found.bitmaps, 1):
            bitmap = inner_picture(data, f"{picture.locator} bitmap {number}")
            if bitmap is not None and hashlib.sha256(data).digest() not in self._seen:
                self._context.budget.charge_bytes(len(data))
                self._draft.pictures.append(bitmap)
                self.read(bitmap)
        if not found.complete:
            self._gap(Code.UNSUPPORTED, picture.locator)

    def _gap(self, code: Code, place: str) -> None:
        self._gaps.setdefault(code, []).append(place)


def fold(places: list[str]) -> str:
    """Return places as one text: `pages 3–7`, `image 1, image 2`, or `12 pictures`; a place with a name in it is not told."""
    whole = [int(place[5:]) for place in places if place.startswith("page ") and place[5:].isdecimal()]
    others = [place for place in places if not (place.startswith("page ") and place[5:].isdecimal())]
    parts = [pdf_text.pages(sorted(set(whole)))] if whole else []
    if len(others) > _NAMED or not all(map(_NAMELESS.fullmatch, others)):
        parts.append(f"{len(others)} pictures" if len(others) > 1 else "1 picture")
    else:
        parts += others
    return ", ".join(parts)


def too_large(size: tuple[int, int], limits: Limits, place: str, draft: Draft) -> bool:
    """Say so, and return True, when a picture has more pixels than the limit."""
    if size[0] * size[1] <= limits.picture_mpixels * 1_000_000:
        return False
    draft.problem(Code.TOO_LARGE, f"{fold([place])}: {size[0]} × {size[1]} pixels")
    return True


def resolution(image: Image.Image) -> float:
    """Return the resolution that the picture states in dots per inch, or 0."""
    stated = image.info.get("dpi")
    try:
        return float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0.0
