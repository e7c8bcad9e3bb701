"""Picture files opened with Pillow from memory: header first, pixels when they are wanted, frame by frame."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from PIL import Image, ImageChops, ImageOps
from PIL import ImageFile as pil_files  # noqa: N813 - the module, beside its class of the same name
from PIL.ImageFile import ImageFile

# Only formats that Pillow decodes itself: its EPS reader starts a program.
_FORMATS = ("JPEG", "MPO", "PNG", "TIFF", "WEBP", "BMP", "DIB", "GIF", "JPEG2000", "AVIF", "PPM", "ICO", "HEIF")
# Sizes are checked by our own limit before pixels are decoded; Pillow's check cannot tell the size.
Image.MAX_IMAGE_PIXELS = None
# A JPEG of a phone holds a preview as a second picture, an icon the same picture in other sizes.
_ONE_PICTURE = ("MPO", "ICO", "HEIF")
_SAME = 6  # mean difference of grey levels, 0–255, up to which two frames of an animation show the same


# What Pillow's decoders raise on hostile bytes, whichever part they are in; UnidentifiedImageError is an OSError.
BROKEN = (
    OSError,
    ValueError,
    TypeError,
    SyntaxError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    RuntimeError,
    ZeroDivisionError,
)
# Pillow warns on standard error of what we report as problems.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


class Unreadable(Exception):
    """The picture cannot be opened: broken, or of a kind that no decoder here knows."""


class Truncated(Exception):
    """The picture's pixels end too early or do not decode; `image` holds what could be decoded, or None."""

    def __init__(self, image: Image.Image | None) -> None:
        super().__init__("truncated")
        self.image = image


def open_picture(data: bytes, heif: bool = False) -> ImageFile:
    """Return the picture with its header read and no pixel decoded. Raises Unreadable."""
    if heif and not _heif():
        raise Unreadable("no decoder for HEIC is installed")
    try:
        return Image.open(io.BytesIO(data), formats=_known())
    except BROKEN:
        raise Unreadable("not a picture that can be decoded") from None


def _known() -> list[str]:
    Image.init()
    return [name for name in _FORMATS if name in Image.OPEN]


def _heif() -> bool:
    try:
        import_module("pi_heif").register_heif_opener(thumbnails=False)
    except ImportError:
        return False
    return True


def rough(image: ImageFile, least: int) -> int:
    """Let an opened JPEG be decoded in grey, and at a half, a quarter or an eighth of its size as long as `least` pixels remain.

    Returns the factor of the sides; 1, and nothing is changed but the colours, for a picture that is small enough or no JPEG.
    """
    if image.format not in ("JPEG", "MPO"):
        return 1
    factor = next((scale for scale in (8, 4, 2) if image.width * image.height >= least * scale * scale), 1)
    image.draft("L", (image.width // factor, image.height // factor))
    return factor


def pixels(image: ImageFile) -> Image.Image:
    """Return the current frame decoded and upright as its Exif orientation says. Raises Truncated."""
    try:
        image.load()
    except BROKEN:
        raise Truncated(_what_is_there(image)) from None
    try:
        return ImageOps.exif_transpose(image) if image.getexif().get(0x0112, 1) != 1 else image
    except BROKEN:  # an Exif block that is broken costs the orientation only
        return image


def _what_is_there(image: ImageFile) -> Image.Image | None:
    before = pil_files.LOAD_TRUNCATED_IMAGES
    pil_files.LOAD_TRUNCATED_IMAGES = True
    try:
        frame = image.tell()
        if isinstance(image.fp, io.BytesIO):
            image.fp.seek(0)
            again = Image.open(image.fp, formats=_known())
            again.seek(frame)
            again.load()
            return again
    except BROKEN:
        return None
    finally:
        pil_files.LOAD_TRUNCATED_IMAGES = before
    return None


def several_pages(image: ImageFile) -> bool:
    """Return whether the file is a TIFF of more than one page. Its pages are not counted, of which it may state a million."""
    if image.format != "TIFF":
        return False
    try:
        image.seek(1)
    except BROKEN:
        return False
    image.seek(0)
    return True


def moves(image: ImageFile) -> bool:
    """Return whether a picture has several frames that are pictures of their own."""
    if image.format in _ONE_PICTURE:
        return False
    try:
        return image.format == "TIFF" or bool(getattr(image, "is_animated", False))
    except BROKEN:
        return False


@contextmanager
def frames(image: ImageFile, most: int) -> Iterator[Iterator[tuple[int, ImageFile]]]:
    """Give the frames, counted from 1, that are pictures of their own; at most `most`, each with its header only."""

    def each() -> Iterator[tuple[int, ImageFile]]:
        for index in range(1 if image.format in _ONE_PICTURE else most):
            try:
                if index:
                    image.seek(index)
            except BROKEN:
                return
            yield index + 1, image

    yield each()


def glance(image: Image.Image) -> Image.Image:
    """Return the picture as seen from afar, to compare frames."""
    return image.convert("L").resize((64, 64), Image.Resampling.BOX)


def alike(first: Image.Image, second: Image.Image) -> bool:
    """Return whether two glances show the same."""
    histogram = ImageChops.difference(first, second).histogram()
    return sum(level * count for level, count in enumerate(histogram)) <= _SAME * 64 * 64


def encode(image: Image.Image, dpi: float) -> tuple[bytes, str]:
    """Return a picture as bytes and media type: PNG for black and white, JPEG for the rest. `dpi` is its resolution."""
    target = io.BytesIO()
    resolution = (dpi or 72, dpi or 72)
    if image.mode == "1":
        image.save(target, "PNG", compress_level=1, dpi=resolution)
        return target.getvalue(), "image/png"
    plain = image if image.mode in ("L", "RGB") else image.convert("RGB")
    plain.save(target, "JPEG", quality=88, dpi=resolution)
    return target.getvalue(), "image/jpeg"
