"""Pictures for whoever looks for cards and faces in them: decoded again, in grey, no larger than it takes; and the words in a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic

from PIL import Image
from PIL.ImageFile import ImageFile

from scanner.config import Limits
from scanner.model import Picture
from scanner.read.pictures import ocr, picture_file, writing
from scanner.read.pictures.page_picture import flatten
from scanner.read.pictures.picture_file import BROKEN, Truncated, Unreadable
from scanner.read.pictures.picture_work import resolution

_PIXELS = 9_000_000  # A4 at 300 dpi; a card on it still has 640,000
_ROUGH = 5_000_000  # pixels that a JPEG keeps at least when it is decoded coarsely
_FRAMES = 12  # of an animation
_WRITTEN = 20  # stretches of writing on a flattened card: every document measured had 86 and more, faces and trees have up to 18
_MAKE, _MODEL = 0x010F, 0x0110  # Exif: maker and model of the camera


@dataclass(frozen=True, slots=True)
class Sight:
    """One upright picture in 8-bit grey, its place, its resolution (0 when unknown), and whether a camera says that it took it."""

    place: str
    grey: Image.Image
    dpi: float
    camera: bool


class SecondLook:
    """Decodes pictures within the limits and reads words in them; `ocr` says whether words may be read."""

    def __init__(self, limits: Limits, reads: bool) -> None:
        self._limits = limits
        self._reads = reads

    @property
    def reads(self) -> bool:
        """Whether words can be read."""
        return self._reads and ocr.available()

    def frames(self, picture: Picture) -> Iterator[Sight]:
        """Yield the frames that show something else than the one before; nothing for what cannot be decoded, which its reader named."""
        try:
            image = picture_file.open_picture(picture.data, picture.media_type == "image/heic")
        except Unreadable:
            return
        last: Image.Image | None = None
        with image, picture_file.frames(image, _FRAMES) as each:
            camera, moves = _camera(image), picture_file.moves(image)
            for number, frame in each:
                if frame.width * frame.height > self._limits.picture_mpixels * 1_000_000:
                    return
                dpi = resolution(frame)
                factor: float = picture_file.rough(frame, _ROUGH)
                grey = _grey(frame)
                if grey is None:
                    continue
                grey, more = _fitting(grey)
                if moves:
                    now = picture_file.glance(grey)
                    if last is not None and picture_file.alike(last, now):
                        continue
                    last = now
                place = picture.locator if number == 1 else f"{picture.locator} frame {number}"
                yield Sight(place, grey, dpi / (factor * more), camera)

    def words(self, grey: Image.Image, dpi: float, seconds: float) -> str:
        """Return the text of a card however it lies, as far as it is read within that time; nothing when hardly anything is written on it."""
        begin = monotonic()
        view = writing.look(grey)
        if view.lines < _WRITTEN:
            return ""
        return ocr.read_grey(grey, view, dpi, max(0.1, seconds - (monotonic() - begin))).text


def _grey(frame: ImageFile) -> Image.Image | None:
    try:
        return flatten(picture_file.pixels(frame))
    except Truncated as gap:
        return flatten(gap.image) if gap.image is not None else None


def _fitting(grey: Image.Image) -> tuple[Image.Image, int]:
    factor = 1
    while grey.width * grey.height > _PIXELS * factor * factor:
        factor += 1
    return (grey.reduce(factor), factor) if factor > 1 else (grey, 1)


def _camera(image: ImageFile) -> bool:
    if image.format not in ("JPEG", "MPO", "HEIF"):
        return False
    try:
        exif = image.getexif()
        return bool(exif.get(_MAKE) or exif.get(_MODEL))
    except BROKEN:
        return False
